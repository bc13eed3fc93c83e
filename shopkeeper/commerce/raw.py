"""Webhooks as they came, encrypted: in the row where they are small, in the file storage where they are big."""

from __future__ import annotations

import asyncio
import hashlib
import zlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from shopkeeper.kit import signing
from shopkeeper.kit.db import Row
from shopkeeper.kit.files import FileGone, Files

IN_ROW = 64_000
LONGEST_ID = 200
COMPRESSED = 4_096
"""Bytes. Less than that is not worth the time: in a sale thousands come at once."""
# Credentials somebody may send along are of no use later.
_NOT_KEPT = frozenset({"authorization", "cookie", "proxy-authorization"})


class Raw(Struct, frozen=True):
    """What came: `at` is when (ms UTC)."""

    body: bytes
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    at: int = 0


class Sealed(Struct, frozen=True):
    """The same as it is kept. `key` recognises it when it comes again."""

    key: str
    digest: str
    size: int
    sealed: bytes | None
    file_key: str | None


def raw_of(body: bytes, headers: Mapping[str, str], query: Mapping[str, str], at: int) -> Raw:
    """What of a post is kept."""
    return Raw(body, {name: value for name, value in headers.items() if name not in _NOT_KEPT}, dict(query), at)


async def seal(files: Files, raw: Raw, purpose: str, delivery_id: str | None) -> Sealed:
    """Encrypt. What is big is put into the file storage first, so that a row never names a file that is not there."""
    small = len(raw.body) < IN_ROW
    work = _sealed(raw, purpose) if small else await asyncio.to_thread(_sealed, raw, purpose)
    file_key = await files.put(work) if len(work) > IN_ROW else None
    digest = hashlib.blake2b(raw.body, key=signing.key_for(purpose), digest_size=16).hexdigest()
    key = f"{delivery_id[:LONGEST_ID]}:{digest}" if delivery_id else digest
    return Sealed(key, digest, len(raw.body), None if file_key else work, file_key)


async def opened(files: Files, row: Row, purpose: str) -> Raw:
    """Raises FileGone when its days are over."""
    data = row.sealed if row.sealed is not None else await files.read(row.file_key) if row.file_key else None
    if data is None:
        raise FileGone("The original is no longer kept.")
    plain = signing.unseal(bytes(data), purpose)
    # 0x78 begins every zlib stream (RFC 1950, 2.2), and no map of MessagePack of ours.
    return _decode(zlib.decompress(plain) if plain[:1] == b"\x78" else plain)


def _sealed(raw: Raw, purpose: str) -> bytes:
    plain = _encode(raw)
    return signing.seal(zlib.compress(plain, 1) if len(plain) > COMPRESSED else plain, purpose)


_encode, _decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Raw).decode
