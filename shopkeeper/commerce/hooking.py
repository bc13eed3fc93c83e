"""Webhooks at the door: checked, kept as they came, taken in, and only then acknowledged.

The same one twice is taken once (by the shop's id of the delivery and its bytes). What cannot be read is kept in quarantine, with
the reason, and can be tried again.
"""

from __future__ import annotations

import asyncio
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import structlog
from msgspec import Struct

from shopkeeper.commerce import applying, stores, syncing
from shopkeeper.commerce.errors import Ignored, Unreadable
from shopkeeper.commerce.events import WebhookQuarantined
from shopkeeper.commerce.model import Change, Post, Store
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.store import deliveries
from shopkeeper.kit import events, ids, signing
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure, NotFound
from shopkeeper.kit.files import FileGone, Files
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("commerce")

_SEAL = "store delivery"
IN_ROW = 64_000
LONGEST_REASON = 1_000
# Credentials a shop may send along are of no use later.
_NOT_KEPT = frozenset({"authorization", "cookie", "proxy-authorization"})


class NoSuchDelivery(NotFound):
    """There is no such thing in quarantine; it may have been taken in meanwhile."""


class Hooked(Struct, frozen=True, kw_only=True):
    """What became of a webhook: taken, duplicate, ignored or quarantined (with the reason)."""

    id: str
    state: str
    reason: str | None = None


class Held(Struct, frozen=True, kw_only=True):
    """A webhook in quarantine. `kept`: its bytes are still here."""

    id: str
    store_id: str
    at: int
    reason: str
    size: int
    kept: bool
    tries: int


class _Raw(Struct, frozen=True):
    body: bytes
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    at: int = 0


class _Sealed(Struct, frozen=True):
    key: str
    digest: str
    size: int
    sealed: bytes | None
    file_key: str | None


_encode, _decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(_Raw).decode


async def take(ctx: Ctx, post: Post) -> Hooked:
    """Verify, keep, read and take in: durable when it returns. Raises NotOurs; what cannot be read is an outcome."""
    shop = adapter(post.store.kind)
    delivery_id = shop.verify(post)
    sealed = await _sealed(ctx.files, post, delivery_id)
    try:
        found = _parsed(post)
    except Ignored as why:
        return await ctx.db.write(_keep, sealed, post.store, "ignored", why.detail)
    except Unreadable as why:
        return await ctx.db.write(_keep, sealed, post.store, "quarantined", why.detail)
    try:
        return await ctx.db.write(_keep_and_apply, sealed, post.store, found)
    except Failure:
        raise
    except Exception as error:  # the door of the house: a bug in taking in must not lose what came
        log.error("a webhook could not be taken in", store=post.store.name, exc_info=error)
        return await ctx.db.write(_keep, sealed, post.store, "quarantined", _bug(error))


async def take_again(ctx: Ctx, delivery_id: str) -> Hooked:
    """Another try for what waits in quarantine. Raises NoSuchDelivery, FileGone when its days are over."""
    row = await ctx.db.read(deliveries.one, delivery_id)
    if row is None or row.state not in ("quarantined", "new"):
        raise NoSuchDelivery
    store, secrets = await ctx.db.read(_with_secrets, row.store_id)
    raw = await _opened(ctx.files, row)
    post = Post(store=store, body=raw.body, headers=raw.headers, query=raw.query, secrets=secrets, received_at=raw.at)
    try:
        found = _parsed(post)
        return await ctx.db.write(_apply_kept, delivery_id, store, found)
    except Failure as why:
        state = "ignored" if isinstance(why, Ignored) else "quarantined"
        return await ctx.db.write(_settle, delivery_id, state, why.detail, None)
    except Exception as error:  # as above
        log.error("a webhook could not be taken in", store=store.name, exc_info=error)
        return await ctx.db.write(_settle, delivery_id, "quarantined", _bug(error), None)


async def original(ctx: Ctx, delivery_id: str) -> bytes:
    """The bytes as they came. Raises NoSuchDelivery, FileGone."""
    row = await ctx.db.read(deliveries.one, delivery_id)
    if row is None:
        raise NoSuchDelivery
    return (await _opened(ctx.files, row)).body


def quarantined(tx: Tx, limit: int = 50, after: tuple[int, str] | None = None) -> list[Held]:
    """The newest first, on from the last one's (at, id)."""
    return [_held(row) for row in deliveries.quarantined(tx, limit, after)]


def counts(tx: Tx, store_id: str) -> dict[str, int]:
    """How many webhooks came, by what became of them."""
    return deliveries.counted(tx, store_id)


async def prune(ctx: Ctx) -> None:
    """Forget the bytes whose days are over, a slice at a time."""
    while keys := await ctx.db.write_background(deliveries.prune, ctx.settings.raw_days * DAY):
        for key in keys:
            if key:
                await ctx.files.remove(key)


def _parsed(post: Post) -> Sequence[Change]:
    try:
        return adapter(post.store.kind).parse(post)
    except Failure:
        raise
    except Exception as error:  # an adapter that stumbles over a stranger's bytes
        log.error("a webhook could not be read", store=post.store.name, exc_info=error)
        raise Unreadable(_bug(error)) from error


def _keep(tx: Tx, sealed: _Sealed, store: Store, state: str, reason: str) -> Hooked:
    known = _known(tx, sealed, store)
    if known is not None:
        return known
    row = _row(tx, sealed, store, state, reason)
    if not deliveries.add(tx, row):
        return Hooked(id="", state="duplicate")
    if state == "quarantined":
        events.record(tx, WebhookQuarantined(delivery_id=row["id"]))
    return Hooked(id=row["id"], state=state, reason=reason)


def _keep_and_apply(tx: Tx, sealed: _Sealed, store: Store, found: Sequence[Change]) -> Hooked:
    row = _row(tx, sealed, store, "taken", None)
    if not deliveries.add(tx, row):
        return _known(tx, sealed, store) or Hooked(id="", state="duplicate")
    about = _apply(tx, store, found)
    if about:
        deliveries.settle(tx, row["id"], "taken", None, about)
    return Hooked(id=row["id"], state="taken")


def _apply_kept(tx: Tx, delivery_id: str, store: Store, found: Sequence[Change]) -> Hooked:
    tx.lock(f"delivery:{delivery_id}")
    row = deliveries.one(tx, delivery_id)
    if row is None or row.state == "taken":
        return Hooked(id=delivery_id, state="duplicate")
    return _settle(tx, delivery_id, "taken", None, _apply(tx, store, found))


def _apply(tx: Tx, store: Store, found: Sequence[Change]) -> str | None:
    about = None
    for change in found:
        applied = applying.apply(tx, store, change)
        syncing.ask_for(tx, store.id, applied)
        about = about or applied.about
    return about


def _settle(tx: Tx, delivery_id: str, state: str, reason: str | None, about: str | None) -> Hooked:
    deliveries.settle(tx, delivery_id, state, (reason or "")[:LONGEST_REASON] or None, about)
    if state == "quarantined":
        deliveries.tried(tx, delivery_id, (reason or "")[:LONGEST_REASON])
    return Hooked(id=delivery_id, state=state, reason=reason)


def _known(tx: Tx, sealed: _Sealed, store: Store) -> Hooked | None:
    row = deliveries.find(tx, store.id, sealed.key)
    return Hooked(id=row.id, state="duplicate") if row is not None else None


def _row(tx: Tx, sealed: _Sealed, store: Store, state: str, reason: str | None) -> dict[str, Any]:
    return {
        "id": ids.new(tx.now), "store_id": store.id, "key": sealed.key, "digest": sealed.digest, "sealed": sealed.sealed,
        "file_key": sealed.file_key, "size": sealed.size, "at": tx.now, "state": state,
        "reason": (reason or "")[:LONGEST_REASON] or None, "about": None, "tries": 0,
    }  # fmt: skip


async def _sealed(files: Files, post: Post, delivery_id: str | None) -> _Sealed:
    """Encrypt; what is big is put into the file storage first, so that a row never names a file that is not there."""
    headers = {name: value for name, value in post.headers.items() if name not in _NOT_KEPT}
    raw = _Raw(post.body, headers, dict(post.query), post.received_at)
    work = _sealed_bytes(raw) if len(post.body) < IN_ROW else await asyncio.to_thread(_sealed_bytes, raw)
    key = await files.put(work) if len(work) > IN_ROW else None
    digest = hashlib.blake2b(post.body, key=signing.key_for("store delivery"), digest_size=16).hexdigest()
    named = f"{delivery_id[:200]}:{digest}" if delivery_id else digest
    return _Sealed(named, digest, len(post.body), None if key else work, key)


def _sealed_bytes(raw: _Raw) -> bytes:
    return signing.seal(zlib.compress(_encode(raw), 1), _SEAL)


async def _opened(files: Files, row: Row) -> _Raw:
    data = row.sealed if row.sealed is not None else await files.read(row.file_key) if row.file_key else None
    if data is None:
        raise FileGone("The original is no longer kept.")
    return _decode(zlib.decompress(signing.unseal(bytes(data), _SEAL)))


def _held(row: Row) -> Held:
    kept = row.sealed is not None or row.file_key is not None
    return Held(
        id=row.id, store_id=row.store_id, at=row.at, reason=row.reason or "", size=row.size, kept=kept, tries=row.tries + 1
    )  # fmt: skip


def _with_secrets(tx: Tx, store_id: str) -> tuple[Store, Mapping[str, str]]:
    return stores.store_ever(tx, store_id), stores.secrets_of(tx, store_id)


def _bug(error: Exception) -> str:
    return f"Something went wrong here ({type(error).__name__}: {error}). It is kept; try it again after an update."
