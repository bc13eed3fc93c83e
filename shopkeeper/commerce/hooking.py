"""Webhooks at the door: checked, read, kept as they came, and only then acknowledged; taken in right behind it.

A sale brings thousands at once: the door keeps them as fast as they come, and they are taken in slice by slice behind everybody who
waits in front of a screen. In such a rush even reading waits: what cannot be read is found a moment after it was acknowledged. Whatever
a killed process left is taken up by the next. The same one twice is taken once (by the shop's id of the delivery and its bytes). What
cannot be read is kept in quarantine, with the reason, and can be tried again.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import structlog
from msgspec import Struct

from shopkeeper.commerce import applying, raw, stores, syncing
from shopkeeper.commerce.errors import Ignored, NotOurs, Unreadable
from shopkeeper.commerce.events import WebhookQuarantined
from shopkeeper.commerce.model import Change, Post, Store
from shopkeeper.commerce.raw import Sealed
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.store import deliveries
from shopkeeper.kit import events, ids
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure, NotFound
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("commerce")

SEAL = "store delivery"
LONGEST_REASON = 1_000
LISTED = 30 * DAY
MOST_AT_ONCE = 200
SLICE_SECONDS = 0.012
"""No verb over 20 ms: people wait behind it."""
RUSH, RUSH_SECONDS = 100, 0.25
"""While so many came in so short a time the door goes first: what comes is read later, and after each slice there is a rest of
REST_SECONDS."""
REST_SECONDS = 0.5
MOST_WAITING = 5_000
"""From so many on nothing rests: they lie in memory."""


class NoSuchDelivery(NotFound):
    """There is no such thing in quarantine; it may have been taken in meanwhile."""


class Hooked(Struct, frozen=True, kw_only=True):
    """What became of a webhook: kept, taken, duplicate, ignored or quarantined (with the reason)."""

    id: str
    state: str
    reason: str | None = None


class Waiting(Struct, frozen=True):
    """A kept webhook on its way onto timelines. `found` is what it brought, None where it is still to be read."""

    id: str
    post: Post
    found: Sequence[Change] | None


class Held(Struct, frozen=True, kw_only=True):
    """A webhook in quarantine. `kept`: its bytes are still here."""

    id: str
    store_id: str
    at: int
    reason: str
    size: int
    kept: bool
    tries: int


class HookCame(Struct, frozen=True, kw_only=True):
    """A webhook of a store and what became of it. `kept`: its bytes are still here."""

    id: str
    at: int
    state: str
    reason: str | None
    size: int
    kept: bool
    tries: int


_refused: dict[str, int] = {}


async def take(ctx: Ctx, post: Post) -> Hooked:
    """Verify, read, and keep: durable when it returns, and taken in soon after (`settled` waits for that).

    Raises NotOurs; what cannot be read is an outcome, of the row alone where there is a rush.
    """
    shop = adapter(post.store.kind)
    try:
        delivery_id = shop.verify(post)
    except NotOurs:
        await _note_refused(ctx, post.store.id)
        raise
    kept_as = raw.raw_of(post.body, post.headers, post.query, post.received_at)
    sealed = await raw.seal(ctx.files, kept_as, SEAL, delivery_id)
    taker = _taker()
    try:
        found = None if taker.is_rush() else _parsed(post)
    except (Ignored, Unreadable) as why:
        return await ctx.db.write_together(_keep, sealed, post.store, _left_as(why), why.detail)
    kept = await ctx.db.write_together(_keep, sealed, post.store, "new", None)
    if kept.state == "new":
        taker.add(ctx, Waiting(kept.id, post, found))
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
    came = await raw.opened(ctx.files, row, SEAL)
    post = Post(
        store=store, body=came.body, headers=came.headers, query=came.query, secrets=secrets, received_at=came.at
    )
    try:
        found = _parsed(post)
        return await ctx.db.write(_apply_kept, delivery_id, store, found)
    except Failure as why:
        return await ctx.db.write(_settle, delivery_id, _left_as(why), why.detail, None)
    except Exception as error:  # as above
        log.error("a webhook could not be taken in", store=store.name, exc_info=error)
        return await ctx.db.write(_settle, delivery_id, "quarantined", _bug(error), None)


async def original(ctx: Ctx, delivery_id: str) -> bytes:
    """The bytes as they came. Raises NoSuchDelivery, FileGone."""
    row = await ctx.db.read(deliveries.one, delivery_id)
    if row is None:
        raise NoSuchDelivery
    return (await raw.opened(ctx.files, row, SEAL)).body


def quarantined(tx: Tx, limit: int = 50, after: tuple[int, str] | None = None) -> list[Held]:
    """The newest first, on from the last one's (at, id)."""
    return [_held(row) for row in deliveries.quarantined(tx, limit, after)]


def came(tx: Tx, store_id: str, state: str, limit: int = 50, after: tuple[int, str] | None = None) -> list[HookCame]:
    """A store's webhooks that became `state`, the newest first, on from the last one's (at, id). Of the last thirty days, but
    those in quarantine all."""
    since = 0 if state == "quarantined" else tx.now - LISTED
    return [_came(row) for row in deliveries.of_store(tx, store_id, state, since, limit, after)]


def counts(tx: Tx, store_id: str) -> dict[str, int]:
    """How many webhooks came in the last thirty days, by what became of them; in quarantine all of them."""
    return deliveries.counted(tx, store_id, tx.now - LISTED)


async def prune(ctx: Ctx) -> None:
    """Forget the bytes whose days are over, a slice at a time."""
    while keys := await ctx.db.write_background(deliveries.prune, ctx.settings.raw_days * DAY):
        for key in keys:
            if key:
                await ctx.files.remove(key)


async def _note_refused(ctx: Ctx, store_id: str) -> None:
    """So that an owner hears of a wrong secret; seldom, or whoever knows the address could keep us writing."""
    if ctx.now - _refused.get(store_id, 0) >= MINUTE:
        _refused[store_id] = ctx.now
        await ctx.db.write_background(stores.refused, store_id)


def _parsed(post: Post) -> Sequence[Change]:
    try:
        return adapter(post.store.kind).parse(post)
    except Failure:
        raise
    except Exception as error:  # an adapter that stumbles over a stranger's bytes
        log.error("a webhook could not be read", store=post.store.name, exc_info=error)
        raise Unreadable(_bug(error)) from error


def _keep(tx: Tx, sealed: Sealed, store: Store, state: str, reason: str | None) -> Hooked:
    row = _row(tx, sealed, store, state, reason)
    if not deliveries.add(tx, row):
        return _known(tx, sealed, store)
    if state == "quarantined":
        events.record(tx, WebhookQuarantined(delivery_id=row["id"]))
    return Hooked(id=row["id"], state=state, reason=reason)


def _apply_kept(tx: Tx, delivery_id: str, store: Store, found: Sequence[Change]) -> Hooked:
    if not _still_waits(tx, delivery_id):
        return Hooked(id=delivery_id, state="duplicate")
    return _settle(tx, delivery_id, "taken", None, _apply(tx, store, found))


def _apply_waiting(tx: Tx, one: Waiting) -> None:
    try:
        found = _parsed(one.post) if one.found is None else one.found
    except (Ignored, Unreadable) as why:
        if _still_waits(tx, one.id):
            deliveries.settle(tx, one.id, _left_as(why), why.detail[:LONGEST_REASON], None)
            if not isinstance(why, Ignored):
                events.record(tx, WebhookQuarantined(delivery_id=one.id))
    else:
        _apply_kept(tx, one.id, one.post.store, found)


def _still_waits(tx: Tx, delivery_id: str) -> bool:
    """Whether nobody else (the sweep, an agent's replay) took it in meanwhile; from here on nobody does."""
    tx.lock(f"delivery:{delivery_id}")
    return deliveries.state_of(tx, delivery_id) in ("new", "quarantined")


def _left_as(why: Failure) -> str:
    return "ignored" if isinstance(why, Ignored) else "quarantined"


def _apply_some(tx: Tx, some: Sequence[Waiting], at: int) -> int:
    """Take in as many as fit into a slice; answers where to go on."""
    until = time.perf_counter() + SLICE_SECONDS
    while at < len(some):
        _apply_waiting(tx, some[at])
        at += 1
        if time.perf_counter() > until:
            break
    return at


class _Taker:
    """Takes in what this process kept, in the order it came."""

    def __init__(self) -> None:
        self.waiting: deque[Waiting] = deque()
        self.heard: deque[float] = deque(maxlen=RUSH)
        self.task: asyncio.Task[None] | None = None

    def add(self, ctx: Ctx, one: Waiting) -> None:
        self.waiting.append(one)
        self.heard.append(time.monotonic())
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run(ctx))

    async def _run(self, ctx: Ctx) -> None:
        while self.waiting:
            some = [self.waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self.waiting)))]
            at = 0
            while at < len(some):
                at = await self._slice(ctx, some, at)
                if self.is_rush() and len(self.waiting) < MOST_WAITING:
                    await asyncio.sleep(REST_SECONDS)

    def is_rush(self) -> bool:
        return len(self.heard) == RUSH and time.monotonic() - self.heard[0] < RUSH_SECONDS

    async def _slice(self, ctx: Ctx, some: Sequence[Waiting], at: int) -> int:
        try:
            return await ctx.db.write_background(_apply_some, some, at)
        except Exception:  # noqa: BLE001 - one that fails must not hold up the others
            await self._alone(ctx, some[at])
            return at + 1

    async def _alone(self, ctx: Ctx, one: Waiting) -> None:
        """Which of the slice it was is found out one by one: each goes alone until this one went through or failed itself."""
        try:
            await ctx.db.write_background(_apply_waiting, one)
        except Failure as failure:
            # Busy, most likely: the sweep comes back to it.
            log.info("a webhook waits", store=one.post.store.name, why=failure.detail)
        except Exception as bug:  # the door of the house: a bug in taking in must not lose what came
            log.error("a webhook could not be taken in", store=one.post.store.name, exc_info=bug)
            await ctx.db.write_background(_settle, one.id, "quarantined", _bug(bug), None)


_takers: WeakKeyDictionary[asyncio.AbstractEventLoop, _Taker] = WeakKeyDictionary()


def _taker() -> _Taker:
    loop = asyncio.get_running_loop()
    found = _takers.get(loop)
    if found is None:
        found = _takers[loop] = _Taker()
    return found


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


def _known(tx: Tx, sealed: Sealed, store: Store) -> Hooked:
    row = deliveries.find(tx, store.id, sealed.key)
    return Hooked(id=row.id if row is not None else "", state="duplicate")


def _row(tx: Tx, sealed: Sealed, store: Store, state: str, reason: str | None) -> dict[str, Any]:
    return {
        "id": ids.new(tx.now), "store_id": store.id, "key": sealed.key, "digest": sealed.digest, "sealed": sealed.sealed,
        "file_key": sealed.file_key, "size": sealed.size, "at": tx.now, "state": state,
        "reason": (reason or "")[:LONGEST_REASON] or None, "about": None, "tries": 0,
    }  # fmt: skip


def _held(row: Row) -> Held:
    kept = row.sealed is not None or row.file_key is not None
    return Held(
        id=row.id, store_id=row.store_id, at=row.at, reason=row.reason or "", size=row.size, kept=kept, tries=row.tries + 1
    )  # fmt: skip


def _came(row: Row) -> HookCame:
    kept = row.sealed is not None or row.file_key is not None
    return HookCame(
        id=row.id, at=row.at, state=row.state, reason=row.reason, size=row.size, kept=kept, tries=row.tries + 1
    )  # fmt: skip


def _with_secrets(tx: Tx, store_id: str) -> tuple[Store, Mapping[str, str]]:
    return stores.store_ever(tx, store_id), stores.secrets_of(tx, store_id)


def _bug(error: Exception) -> str:
    return f"Something went wrong here ({type(error).__name__}: {error}). It is kept; try it again after an update."
