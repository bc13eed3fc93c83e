"""What came, kept as it came: encrypted, before it is acknowledged, for as many days as the operator set.

The bytes go; the row stays, so that the count adds up for ever.
"""

import asyncio
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from shopkeeper.channels.model import ArrivalState, Inbox, MailCount, Outcome, Post
from shopkeeper.channels.sdk import Noted, Thing
from shopkeeper.channels.store import arrival as table
from shopkeeper.kit import ids, signing
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.db import Hot, Row, Tx
from shopkeeper.kit.files import FileGone, Files
from shopkeeper.kit.jobs import Ctx

_SEAL = "arrival"
# Bigger ones go to the file storage: a row of many megabytes would hold up the one writer.
IN_ROW = 64_000
LONGEST_REASON = 1_000
SHORT = 600
"""Bytes below which compressing costs more than it saves."""


class Kept(Struct, frozen=True):
    """A kept arrival, still sealed."""

    id: str
    inbox_id: str
    state: ArrivalState
    at: int
    size: int
    tries: int = 0
    sealed: bytes | None = None
    file_key: str | None = None
    reason: str | None = None
    entry_id: str | None = None
    person_id: str | None = None
    trace: str | None = None


class Sealed(Struct, frozen=True):
    """An arrival on its way into the table."""

    digest: str
    size: int
    at: int
    sealed: bytes | None
    file_key: str | None


class _Raw(Struct, frozen=True):
    body: bytes
    context: dict[str, Any] = {}
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    remote: str = ""
    at: int = 0


_encode, _decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(_Raw).decode


async def sealed(files: Files, thing: Thing, post: Post | None = None) -> Sealed:
    """Encrypt; what is big is put into the file storage first, so that a row never names a file that is not there."""
    if len(thing.body) < IN_ROW:
        small = sealed_small(thing, post)
        if small.sealed is None or len(small.sealed) <= IN_ROW:
            return small
        return msgspec.structs.replace(small, sealed=None, file_key=await files.put(small.sealed))
    digest, work = await asyncio.to_thread(lambda: (digest_of(thing.body), _sealed_bytes(_raw_of(thing, post))))
    key = await files.put(work) if len(work) > IN_ROW else None
    return Sealed(digest, len(thing.body), thing.received_at, None if key else work, key)


def sealed_small(thing: Thing, post: Post | None = None) -> Sealed:
    """The same at once, for what stands in its row: a chat's words, a hook's few lines."""
    work = _sealed_bytes(_raw_of(thing, post))
    return Sealed(digest_of(thing.body), len(thing.body), thing.received_at, work, None)


def _raw_of(thing: Thing, post: Post | None) -> _Raw:
    headers, query = (dict(post.headers), dict(post.query)) if post else ({}, {})
    return _Raw(thing.body, dict(thing.context), headers, query, post.remote if post else "", thing.received_at)


def digest_of(body: bytes) -> str:
    """Recognises the same bytes again; without our key it says nothing about them."""
    return hashlib.blake2b(body, key=signing.key_for("arrival digest"), digest_size=24).hexdigest()


def keep(tx: Tx, inbox_id: str, things: Sequence[Sealed], noted: Noted | None = None) -> list[str]:
    """Rows for bytes that were fetched; the same bytes again keep the id they had."""
    kept = [_again(tx, inbox_id, one, counted=noted is None) or add(tx, inbox_id, one) for one in things]
    if noted is not None:
        noted(tx, kept)
    return kept


def _again(tx: Tx, inbox_id: str, one: Sealed, *, counted: bool) -> str | None:
    """The arrival of these very bytes. Who notes the place of each (IMAP) counts by places; else the copy is a row."""
    before = known(tx, inbox_id, one.digest)
    if before is not None and counted:
        add_duplicate(tx, inbox_id, one, "The very same bytes came before.")
    return before


def add(tx: Tx, inbox_id: str, one: Sealed) -> str:
    """A row for bytes that nobody has read yet. Answers its id."""
    return add_settled(tx, inbox_id, one, Outcome(arrival_id=ids.new(tx.now), state=ArrivalState.new)).arrival_id


def add_duplicate(tx: Tx, inbox_id: str, one: Sealed, reason: str) -> str:
    """A row that counts bytes we have already, without keeping them again. Answers its id."""
    bare = msgspec.structs.replace(one, sealed=None, file_key=None)
    outcome = Outcome(arrival_id=ids.new(tx.now), state=ArrivalState.duplicate, reason=reason)
    return add_settled(tx, inbox_id, bare, outcome).arrival_id


def add_settled(tx: Tx, inbox_id: str, one: Sealed, outcome: Outcome) -> Outcome:
    """A row for bytes whose outcome is known already: one write instead of a row and its change."""
    tx.run(
        _INSERT, inbox_id=inbox_id, digest=one.digest, size=one.size, at=tx.now, sealed=one.sealed, file_key=one.file_key,
        trace=tx.trace,
        **_settled(outcome),
    )  # fmt: skip
    return outcome


def known(tx: Tx, inbox_id: str, digest: str) -> str | None:
    """The arrival of these very bytes in this inbox."""
    found: str | None = tx.scalar(_BY_DIGEST, inbox_id=inbox_id, digest=digest)
    return found


def load(tx: Tx, arrival_id: str) -> Kept | None:
    row = tx.first(_LOAD, id=arrival_id)
    return kept_of(row) if row else None


def state(tx: Tx, arrival_id: str) -> ArrivalState | None:
    """Where it stands; None when it was erased."""
    found = tx.scalar(_STATE, id=arrival_id)
    return ArrivalState(found) if found else None


def unopened(arrival_id: str, inbox: Inbox, thing: Thing) -> Kept:
    """What stands in the row of a thing that has only just been kept."""
    return Kept(arrival_id, inbox.id, ArrivalState.new, thing.received_at, len(thing.body))


async def opened(files: Files, kept: Kept, inbox: Inbox, secrets: Mapping[str, str]) -> Post:
    """The post as it came. Raises FileGone when its days are over."""
    data = kept.sealed if kept.sealed is not None else await files.read(kept.file_key) if kept.file_key else None
    if data is None:
        raise FileGone("The original is no longer kept.")
    raw = _raw(data) if len(data) < IN_ROW else await asyncio.to_thread(_raw, data)
    return Post(
        inbox=inbox,
        body=raw.body,
        headers=raw.headers,
        query=raw.query,
        remote=raw.remote,
        context=raw.context,
        secrets=secrets,
        received_at=raw.at or kept.at,
    )


async def body_of(files: Files, kept: Kept) -> bytes:
    """The bytes as they came. Raises FileGone when their days are over."""
    data = kept.sealed if kept.sealed is not None else await files.read(kept.file_key) if kept.file_key else None
    if data is None:
        raise FileGone("The original is no longer kept.")
    return (await asyncio.to_thread(_raw, data)).body


def settle(tx: Tx, outcome: Outcome) -> Outcome:
    """Write down what became of it."""
    tx.run(_SETTLE, **_settled(outcome))
    return outcome


def tried(tx: Tx, arrival_id: str, reason: str) -> None:
    """It could not be taken in for now; somebody comes back to it."""
    more = {"tries": table.c.tries + 1, "reason": reason[:LONGEST_REASON]}
    tx.run(sa.update(table).where(table.c.id == arrival_id).values(**more))


def of_entry(tx: Tx, entry_id: str) -> Kept | None:
    """The arrival an entry came from."""
    row = tx.first(sa.select(table).where(table.c.entry_id == entry_id).order_by(table.c.at).limit(1))
    return kept_of(row) if row else None


def left_over(tx: Tx, before: int, after: tuple[int, str] = (0, ""), limit: int = 100) -> list[tuple[int, str]]:
    """Kept but never finished (we were killed, or the database was busy): (at, id) behind `after`, oldest first.

    What came "later than now" is taken up as well: the clock was set back since.
    """
    due = sa.or_(table.c.at < before, table.c.at > tx.now + MINUTE)
    query = sa.select(table.c.at, table.c.id).where(table.c.state == ArrivalState.new.value, due)
    rows = tx.all(query.where(sa.tuple_(table.c.at, table.c.id) > after).order_by(table.c.at, table.c.id).limit(limit))
    return [(int(row.at), row.id) for row in rows]


def counted(tx: Tx, inbox: Inbox) -> MailCount:
    """How many came, and what became of them."""
    states = (table.c.state, sa.func.count().label("number"))
    rows = tx.all(sa.select(*states).where(table.c.inbox_id == inbox.id).group_by(table.c.state))
    found = {row.state: int(row.number) for row in rows}
    return MailCount(
        inbox_id=inbox.id,
        name=inbox.name,
        server=sum(found.values()),
        stored=found.get("stored", 0),
        duplicate=found.get("duplicate", 0),
        ignored=found.get("ignored", 0),
        quarantined=found.get("quarantined", 0),
        waiting=found.get("new", 0),
        checked_at=tx.now,
    )


async def prune(ctx: Ctx) -> None:
    """Forget the bytes whose days are over, a slice at a time. Quarantine keeps them four times as long."""
    while keys := await ctx.db.write_background(_prune_some, ctx.settings.raw_days * DAY):
        for key in keys:
            if key:
                await ctx.files.remove(key)


def _prune_some(tx: Tx, age: int, limit: int = 500) -> list[str | None]:
    is_kept = sa.or_(table.c.sealed.is_not(None), table.c.file_key.is_not(None))
    in_quarantine = table.c.state.in_([ArrivalState.quarantined.value, ArrivalState.new.value])
    over = sa.or_(sa.and_(~in_quarantine, table.c.at < tx.now - age), table.c.at < tx.now - 4 * age)
    rows = tx.all(sa.select(table.c.id, table.c.file_key).where(is_kept, over).limit(limit))
    some = [row.id for row in rows]
    tx.run(sa.update(table).where(table.c.id.in_(some)).values(sealed=None, file_key=None))
    return [row.file_key for row in rows]


def _settled(outcome: Outcome) -> dict[str, Any]:
    reason = (outcome.reason or "")[:LONGEST_REASON] or None
    more = {"entry_id": outcome.entry_id, "person_id": outcome.person_id}
    return {"key": outcome.arrival_id, "state": outcome.state.value, "reason": reason, **more}


def _sealed_bytes(raw: _Raw) -> bytes:
    return signing.seal(_packed(_encode(raw)), _SEAL)


def _packed(data: bytes) -> bytes:
    """Compressed (RFC 1950). A chat's few words gain nothing by it: they are stored as they are, in the same format."""
    if len(data) > SHORT:
        return zlib.compress(data, 1)
    size = len(data)
    head = b"\x78\x01\x01" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")
    return head + data + zlib.adler32(data).to_bytes(4, "big")


def _raw(data: bytes) -> _Raw:
    return _decode(zlib.decompress(signing.unseal(bytes(data), _SEAL)))


def kept_of(row: Row) -> Kept:
    return Kept(
        id=row.id, inbox_id=row.inbox_id, state=ArrivalState(row.state), at=row.at, size=row.size, tries=row.tries,
        sealed=bytes(row.sealed) if row.sealed is not None else None, file_key=row.file_key, reason=row.reason,
        entry_id=row.entry_id, person_id=row.person_id, trace=row.trace,
    )  # fmt: skip


_b = sa.bindparam
_BY_DIGEST = Hot(
    sa.select(table.c.id)
    .where(table.c.inbox_id == _b("inbox_id"), table.c.digest == _b("digest"))
    .order_by(table.c.at)
    .limit(1)
)
_FIELDS = ("inbox_id", "digest", "sealed", "file_key", "size", "at", "trace")
_STATE = Hot(sa.select(table.c.state).where(table.c.id == _b("id")))
_LOAD = Hot(sa.select(table).where(table.c.id == _b("id")))
_SETTLED = ("state", "reason", "entry_id", "person_id")
_INSERT = Hot(sa.insert(table).values(id=_b("key"), **{name: _b(name) for name in (*_FIELDS, *_SETTLED)}))
_SETTLE = Hot(sa.update(table).where(table.c.id == _b("key")).values(**{name: _b(name) for name in _SETTLED}))
