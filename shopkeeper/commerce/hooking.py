"""Webhooks at the door: checked, read, kept as they came, and only then acknowledged; taken in right behind it.

A sale brings thousands at once: the door keeps them as fast as they come, and they are taken in slice by slice behind everybody who
waits in front of a screen. Whatever a killed process left is taken up by the next. The same one twice is taken once (by the shop's id
of the delivery and its bytes). What cannot be read is kept in quarantine, with the reason, and can be tried again.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
import zlib
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

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
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure, NotFound
from shopkeeper.kit.files import FileGone, Files
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("commerce")

_SEAL = "store delivery"
IN_ROW = 64_000
LONGEST_REASON = 1_000
MOST_AT_ONCE = 200
SLICE_SECONDS = 0.012
"""No verb over 20 ms: people wait behind it."""
# Credentials a shop may send along are of no use later.
_NOT_KEPT = frozenset({"authorization", "cookie", "proxy-authorization"})


class NoSuchDelivery(NotFound):
    """There is no such thing in quarantine; it may have been taken in meanwhile."""


class Hooked(Struct, frozen=True, kw_only=True):
    """What became of a webhook: kept, taken, duplicate, ignored or quarantined (with the reason)."""

    id: str
    state: str
    reason: str | None = None


class Waiting(Struct, frozen=True):
    """A kept webhook on its way onto timelines."""

    id: str
    store: Store
    found: tuple[Change, ...]


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
    """Verify, read, and keep: durable when it returns, and taken in soon after (`settled` waits for that).

    Raises NotOurs; what cannot be read is an outcome.
    """
    shop = adapter(post.store.kind)
    delivery_id = shop.verify(post)
    sealed = await _sealed(ctx.files, post, delivery_id)
    try:
        found = _parsed(post)
    except Ignored as why:
        return await ctx.db.write(_keep, sealed, post.store, "ignored", why.detail)
    except Unreadable as why:
        return await ctx.db.write(_keep, sealed, post.store, "quarantined", why.detail)
    kept = await ctx.db.write(_keep, sealed, post.store, "new", None)
    if kept.state == "new":
        _taker().add(ctx, Waiting(kept.id, post.store, tuple(found)))
    return Hooked(id=kept.id, state="kept" if kept.state == "new" else kept.state)


async def settled() -> None:
    """When everything that was kept here so far is taken in."""
    task = _taker().task
    if task is not None:
        await task


async def sweep(ctx: Ctx) -> None:
    """Take up what was kept and never taken in: after a kill, or when the database was busy."""
    for delivery_id in await ctx.db.read(deliveries.left_over, ctx.now - MINUTE):
        try:
            await take_again(ctx, delivery_id)
        except (NoSuchDelivery, FileGone) as gone:
            log.info("a webhook cannot be taken up", why=gone.detail)


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


def _keep(tx: Tx, sealed: _Sealed, store: Store, state: str, reason: str | None) -> Hooked:
    row = _row(tx, sealed, store, state, reason)
    if not deliveries.add(tx, row):
        return _known(tx, sealed, store)
    if state == "quarantined":
        events.record(tx, WebhookQuarantined(delivery_id=row["id"]))
    return Hooked(id=row["id"], state=state, reason=reason)


def _apply_kept(tx: Tx, delivery_id: str, store: Store, found: Sequence[Change]) -> Hooked:
    tx.lock(f"delivery:{delivery_id}")
    if deliveries.state_of(tx, delivery_id) not in ("new", "quarantined"):
        return Hooked(id=delivery_id, state="duplicate")
    return _settle(tx, delivery_id, "taken", None, _apply(tx, store, found))


def _apply_some(tx: Tx, some: Sequence[Waiting], at: int) -> int:
    """Take in as many as fit into a slice; answers where to go on."""
    until = time.perf_counter() + SLICE_SECONDS
    while at < len(some):
        _apply_kept(tx, some[at].id, some[at].store, some[at].found)
        at += 1
        if time.perf_counter() > until:
            break
    return at


class _Taker:
    """Takes in what this process kept, in the order it came."""

    def __init__(self) -> None:
        self.waiting: deque[Waiting] = deque()
        self.task: asyncio.Task[None] | None = None

    def add(self, ctx: Ctx, one: Waiting) -> None:
        self.waiting.append(one)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run(ctx))

    async def _run(self, ctx: Ctx) -> None:
        while self.waiting:
            some = [self.waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self.waiting)))]
            at = 0
            while at < len(some):
                at = await self._slice(ctx, some, at)

    async def _slice(self, ctx: Ctx, some: Sequence[Waiting], at: int) -> int:
        try:
            return await ctx.db.write_background(_apply_some, some, at)
        except Exception:  # noqa: BLE001 - one that fails must not hold up the others
            await self._alone(ctx, some[at])
            return at + 1

    async def _alone(self, ctx: Ctx, one: Waiting) -> None:
        """Which of the slice it was is found out one by one: each goes alone until this one went through or failed itself."""
        try:
            await ctx.db.write_background(_apply_kept, one.id, one.store, one.found)
        except Failure as failure:
            # Busy, most likely: the sweep comes back to it.
            log.info("a webhook waits", store=one.store.name, why=failure.detail)
        except Exception as bug:  # the door of the house: a bug in taking in must not lose what came
            log.error("a webhook could not be taken in", store=one.store.name, exc_info=bug)
            await ctx.db.write_background(_settle, one.id, "quarantined", _bug(bug), None)


_takers: WeakKeyDictionary[asyncio.AbstractEventLoop, _Taker] = WeakKeyDictionary()


def _taker() -> _Taker:
    return _takers.setdefault(asyncio.get_running_loop(), _Taker())


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


def _known(tx: Tx, sealed: _Sealed, store: Store) -> Hooked:
    row = deliveries.find(tx, store.id, sealed.key)
    return Hooked(id=row.id if row is not None else "", state="duplicate")


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
