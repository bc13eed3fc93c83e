"""Bringing a store's orders over, and healing what webhooks missed: `changes` from where we were, a slice at a time.

The first sync writes history and makes no news. It goes on where it was after any crash: the cursor is kept after everything that
came before it, and what is taken in twice is taken in once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import structlog
from msgspec import Struct

from shopkeeper.commerce import applying, opening, stores
from shopkeeper.commerce.applying import Applied
from shopkeeper.commerce.errors import Busy, NoSuchStore, StoreNeedsOwner, Unavailable
from shopkeeper.commerce.events import StoreChanged
from shopkeeper.commerce.model import (
    Batch,
    Change,
    CustomerSeen,
    CustomerTouched,
    Link,
    OrderGone,
    OrderSeen,
    OrderTouched,
    Store,
    StoreState,
)
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.store import given, shops
from shopkeeper.kit import events, jobs
from shopkeeper.kit.clock import SECOND
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("commerce")

SYNC = "commerce.sync"
FETCH = "commerce.fetch"
HEAL = "commerce.heal"
SWEEP_FILES = "commerce.sweep_files"
SLICE_SECONDS = 0.012
"""Of a slice's own work, where somebody waits for it to end."""
LONGEST_SECONDS = 0.018
"""Of its own work where nobody waits: no verb over 20 ms. Each slice is a commit, and the fewer orders share one, the more pages
are written for each (138 kB an order where 8 share it, 83 where 30 do)."""
HELD_SECONDS = 0.030
"""From its begin to its end, on a machine that is busy with other things."""
ROUND_SECONDS = 15.0
"""After so long the job makes room and goes on as a new one."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far a store's sync is. `seen` of `total` (None: the shop does not say) while the first one runs; times are ms UTC."""

    store_id: str
    first_done: bool
    seen: int
    total: int | None
    synced_at: int | None
    problem: str | None


def begin(tx: Tx, store_id: str, *, after: int = 0) -> None:
    """Let the sync run (once, however often it is asked for)."""
    jobs.enqueue(tx, SYNC, {"store_id": store_id}, lane=f"sync:{store_id}", id=f"sync:{store_id}", at=tx.now + after)


def progress(tx: Tx, store_id: str) -> Progress:
    """Raises NoSuchStore."""
    row = shops.find(tx, store_id)
    if row is None or row.removed_at is not None:
        raise NoSuchStore
    return Progress(
        store_id=row.id, first_done=row.first_done_at is not None, seen=row.seen, total=row.first_total, synced_at=row.synced_at,
        problem=row.sync_problem,
    )  # fmt: skip


def begin_anew(tx: Tx, store_id: str) -> None:
    """Ask the shop for everything again: history that was missed is written, nothing is told twice. Raises NoSuchStore."""
    stores.store(tx, store_id)
    shops.change(tx, store_id, cursor=None, first_done_at=None, first_total=None, seen=0)
    begin(tx, store_id)


def begin_file(tx: Tx, store_id: str, total: int) -> None:
    """A file more to be taken in, with so many things: history for everybody, however many came before it."""
    row = shops.find(tx, store_id)
    running = row is not None and row.first_done_at is None and row.first_total is not None
    seen, before = (row.seen, row.first_total) if running and row is not None else (0, 0)
    shops.change(tx, store_id, first_done_at=None, seen=seen, first_total=before + total)
    begin_after(tx, store_id)


def begin_after(tx: Tx, store_id: str, *, after: int = 0) -> None:
    """Let the sync run once more, after the one that may be under way: it does not know of what is new now. `after` in ms."""
    jobs.enqueue(tx, SYNC, {"store_id": store_id}, lane=f"sync:{store_id}", at=tx.now + after)


def ask_for(tx: Tx, store_id: str, applied: Applied) -> None:
    """Fetch what a change only touched, each order in its own lane."""
    for external_id in applied.ask_orders:
        args = {"store_id": store_id, "order": external_id}
        jobs.enqueue(tx, FETCH, args, lane=f"fetch:{store_id}:{external_id}")
    for external_id in applied.ask_customers:
        args = {"store_id": store_id, "customer": external_id}
        jobs.enqueue(tx, FETCH, args, lane=f"fetch:{store_id}:{external_id}")


async def heal(ctx: Ctx) -> None:
    """Every few minutes: ask each store what changed."""
    await ctx.db.write_background(_begin_all)


async def sync(ctx: Ctx, store_id: str) -> None:
    """The job: go on from the cursor until nothing more changed. Raises Unavailable to be called again.

    A shop that asks us to wait is asked again just then: it knows its own pace, and may say so many times.
    """
    try:
        link = await opening.link(ctx, store_id)
    except NoSuchStore:
        return
    if link.store.state is not StoreState.ok or not link.store.abilities.changes:
        return
    try:
        more = await _rounds(ctx, link)
    except StoreNeedsOwner as failure:
        await ctx.db.write_background(needs_owner, store_id, failure.detail)
    except Busy as failure:
        await ctx.db.write_background(_waits, store_id, failure.detail, round(failure.retry_after * SECOND))
    except Unavailable as failure:
        await ctx.db.write_background(_stands, store_id, failure.detail)
        raise
    else:
        if more:
            # The row of this job still bears the only name; the next one is written when it is gone.
            await ctx.db.write_background(begin_after, store_id)


async def fetch(ctx: Ctx, store_id: str, order: str | None = None, customer: str | None = None) -> None:
    """The job: ask the shop for one order or customer. Raises Busy, Unavailable to be called again."""
    try:
        link = await opening.link(ctx, store_id)
    except NoSuchStore:
        return
    if link.store.state is StoreState.paused or link.store.abilities.takes_files:
        # A store that takes files cannot be asked: what it told last stands.
        return
    try:
        found = [await _asked(link, order, customer)]
    except StoreNeedsOwner as failure:
        await ctx.db.write_background(needs_owner, store_id, failure.detail)
        raise Unavailable(failure.detail) from failure
    await ctx.db.write_background(_apply_fetched, link.store, [one for one in found if one is not None])


def needs_owner(tx: Tx, store_id: str, why: str) -> None:
    """The shop does not let us in: the store stands still until an administrator acts; what waits goes on then."""
    stores.tell_owner(tx, store_id, StoreState.needs_owner, why)


def _begin_all(tx: Tx) -> None:
    for store in stores.stores(tx):
        waits = not store.abilities.takes_files or given.importing(tx, store.id)
        if store.state is StoreState.ok and store.abilities.changes and waits:
            begin(tx, store.id)


async def _rounds(ctx: Ctx, link: Link) -> bool:
    """Batch after batch; answers whether there is more."""
    until = time.monotonic() + ROUND_SECONDS
    shop = adapter(link.store.kind)
    while True:
        cursor, first, goes = await ctx.db.read(_place, link.store.id)
        if not goes:
            return False
        batch = await shop.changes(link, cursor)
        changes = [change for one in batch.changes for change in await _whole(link, one)]
        await _take_in(ctx, link.store, changes, batch, first=first or link.store.abilities.takes_files)
        if not batch.more:
            return False
        if time.monotonic() > until:
            return True


async def _take_in(ctx: Ctx, store: Store, changes: Sequence[Change], batch: Batch, *, first: bool) -> None:
    """The changes, and then the cursor: a crash between does nothing but ask for them again."""
    await bring(ctx, store, changes, news=not first)
    await ctx.db.write_background(_keep_cursor, store.id, batch, first)


async def bring(ctx: Ctx, store: Store, changes: Sequence[Change], *, news: bool = False) -> None:
    """Take in what was read from a file, slice by slice, behind everybody who waits in front of a screen. Twice is once."""
    at = 0
    while at < len(changes):
        at = await ctx.db.write_background(_slice, store, changes, at, not news)


def _slice(tx: Tx, store: Store, changes: Sequence[Change], at: int, first: bool) -> int:
    """Take in as many as fit into a slice; answers where to go on."""
    began, until = time.thread_time(), time.perf_counter() + HELD_SECONDS
    while at < len(changes):
        applied = applying.apply(tx, store, changes[at], news=not first, sure=True)
        if not first:
            ask_for(tx, store.id, applied)
        at += 1
        worked = time.thread_time() - began
        if worked > (SLICE_SECONDS if tx.awaited() else LONGEST_SECONDS) or time.perf_counter() > until:
            break
    return at


def _keep_cursor(tx: Tx, store_id: str, batch: Batch, first: bool) -> None:
    row = shops.find(tx, store_id)
    if row is None:
        return
    if batch.done:
        given.finish(tx, batch.done)
        jobs.enqueue(tx, SWEEP_FILES, {})
    values: dict[str, Any] = {"cursor": batch.cursor, "synced_at": tx.now, "sync_problem": None}
    if first:
        seen = row.seen + len(batch.changes)
        values |= {"seen": seen, "first_total": batch.total if batch.total is not None else row.first_total}
        if not batch.more and not given.importing(tx, store_id):
            values |= {"first_done_at": tx.now, "first_total": batch.total or seen}
    shops.change(tx, store_id, **values)
    if first or row.sync_problem:
        events.record(tx, StoreChanged(store_id=store_id))


async def _whole(link: Link, change: Change) -> list[Change]:
    """What was only touched is asked for, so that one pass over `changes` brings everything."""
    if isinstance(change, OrderTouched):
        found = await _asked(link, change.external_id, None)
        return [found] if found is not None else []
    if isinstance(change, CustomerTouched):
        found = await _asked(link, None, change.external_id)
        return [found] if found is not None else []
    return [change]


async def _asked(link: Link, order: str | None, customer: str | None) -> Change | None:
    shop = adapter(link.store.kind)
    if order is not None:
        found = await shop.order(link, order)
        return OrderSeen(order=found) if found is not None else OrderGone(external_id=order)
    known = await shop.customer(link, str(customer))
    return CustomerSeen(customer=known) if known is not None else None


def _apply_fetched(tx: Tx, store: Store, found: Sequence[Change]) -> None:
    for change in found:
        applied = applying.apply(tx, store, change, sure=True)
        ask_for(tx, store.id, Applied(ask_customers=applied.ask_customers))


def _place(tx: Tx, store_id: str) -> tuple[str | None, bool, bool]:
    """The cursor, whether it is the first sync, and whether it still goes on: somebody may have paused or removed the store."""
    row = shops.find(tx, store_id)
    return (
        (row.cursor, row.first_done_at is None, row.state == StoreState.ok.value)
        if row is not None
        else (None, False, False)
    )


def _waits(tx: Tx, store_id: str, why: str, after: int) -> None:
    _stands(tx, store_id, why)
    begin_after(tx, store_id, after=after)


def _stands(tx: Tx, store_id: str, why: str) -> None:
    row = shops.find(tx, store_id)
    if row is not None and row.sync_problem != why:
        shops.change(tx, store_id, sync_problem=why)
        events.record(tx, StoreChanged(store_id=store_id))
