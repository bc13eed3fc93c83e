"""How each store fares: for its page in the settings, and for the page that says whether all is well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from shopkeeper.commerce import stores, syncing
from shopkeeper.commerce.errors import NoSuchStore
from shopkeeper.commerce.intending import LIVE
from shopkeeper.commerce.model import Store, StoreState
from shopkeeper.commerce.model.files import FileReport
from shopkeeper.commerce.registry import kinds
from shopkeeper.commerce.store import deliveries, given, intents, orders, shops
from shopkeeper.commerce.syncing import Progress
from shopkeeper.kit.clock import DAY, HOUR
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.health import BAD, GOOD, NOTE, Finding, find, words
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json

LOOKED_BACK = 30 * DAY
"""Who said nothing for so long counts as silent: nobody searches a year of webhooks for it."""
LATE = 2 * HOUR
MOST_WAITING = 100
"""Counted no further."""

words.update(
    {
        "store_fine": "{name}: connected. Last webhook: {heard_at}. Last asked for changes: {asked_at}.",
        "store_first": "{name}: connected. Its orders are being brought over, {seen} so far.",
        "store_files": "{name}: its orders come from files. Last file taken in: {brought_at}, {things} read from it, {problems} to look at.",
        "store_no_file": "{name}: its orders come from files. None was taken in yet.",
        "store_needs_owner": ("{name}: stands still. {why}", "Open the store and put that right; nothing is lost meanwhile."),
        "store_paused": ("{name}: paused. No order comes in and nothing is done at the shop.", "Resume it when you are ready."),
        "store_silent": ("{name}: could not be asked what changed. {why}", "We try again by ourselves and miss nothing."),
        "store_unsigned": (
            "{name}: a webhook came at {refused_at} that it did not sign.",
            "If that was your shop, open the store and fill in the secret of its webhooks again.",
        ),
        "store_no_hooks": (
            "{name}: its webhooks could not be registered. {why}",
            "Orders still come, some minutes later. Open the store to try again.",
        ),
        "store_gone_kind": ("{name}: its kind of store is not installed here.", "Install it again, or remove the store."),
    }
)  # fmt: skip


class StoreStanding(Struct, frozen=True, kw_only=True):
    """How a store fares; times are ms UTC. `heard_at`: its last webhook. `refused_at`: the last one it did not sign. `subscribed_at`:
    when our webhooks were registered there, or `hook_problem`. `waiting`: actions that stand still. `lacks_sign_in`: nobody let us in yet."""

    store_id: str
    orders: int
    sync: Progress
    heard_at: int | None
    refused_at: int | None
    subscribed_at: int | None
    hook_problem: str | None
    waiting: int
    lacks_sign_in: bool


def standings(tx: Tx) -> list[StoreStanding]:
    """Of all stores, the oldest first."""
    return [_standing(tx, row) for row in shops.everyone(tx)]


def standing(tx: Tx, store_id: str) -> StoreStanding:
    """Raises NoSuchStore."""
    row = shops.find(tx, store_id)
    if row is None or row.removed_at is not None:
        raise NoSuchStore
    return _standing(tx, row)


async def check(ctx: Ctx) -> Sequence[Finding]:
    """For the health page."""
    return await ctx.db.read(_findings)


def _standing(tx: Tx, row: Row) -> StoreStanding:
    return StoreStanding(
        store_id=row.id, orders=orders.count(tx, row.id), sync=syncing.progress(tx, row.id), heard_at=_heard(tx, row.id),
        refused_at=row.refused_at, subscribed_at=row.subscribed_at, hook_problem=row.hook_problem,
        waiting=len(intents.in_states(tx, [one.value for one in LIVE], MOST_WAITING, store_id=row.id)),
        lacks_sign_in=stores.lacks_sign_in(stores.store_of(row)),
    )  # fmt: skip


def _heard(tx: Tx, store_id: str) -> int | None:
    return deliveries.last_at(tx, store_id, tx.now - LOOKED_BACK)


def _findings(tx: Tx) -> list[Finding]:
    return [finding for row in shops.everyone(tx) for finding in _of(tx, row, stores.store_of(row))]


def _of(tx: Tx, row: Row, store: Store) -> Iterator[Finding]:
    link = f"/settings/stores/{store.id}"
    if store.kind not in kinds():
        yield find("shop", "store_gone_kind", BAD, link, name=store.name)
    elif store.state is StoreState.needs_owner:
        yield find("shop", "store_needs_owner", BAD, link, name=store.name, why=store.problem or "")
    elif store.state is StoreState.paused:
        yield find("shop", "store_paused", NOTE, link, name=store.name)
    else:
        yield from _open(tx, row, store, link)


def _open(tx: Tx, row: Row, store: Store, link: str) -> Iterator[Finding]:
    heard = _heard(tx, store.id)
    if row.refused_at is not None and row.refused_at > max(heard or 0, tx.now - LOOKED_BACK):
        yield find("shop", "store_unsigned", NOTE, link, name=store.name, refused_at=row.refused_at)
    if row.hook_problem:
        yield find("shop", "store_no_hooks", NOTE, link, name=store.name, why=row.hook_problem)
    if row.sync_problem:
        late = (row.synced_at or row.created_at) < tx.now - LATE
        yield find("shop", "store_silent", BAD if late else NOTE, link, name=store.name, why=row.sync_problem)
    elif store.abilities.takes_files:
        yield _of_files(tx, store, link)
    elif row.first_done_at is None and store.abilities.changes:
        yield find("shop", "store_first", GOOD, link, name=store.name, seen=row.seen)
    else:
        yield find("shop", "store_fine", GOOD, link, name=store.name, heard_at=heard, asked_at=row.synced_at)


def _of_files(tx: Tx, store: Store, link: str) -> Finding:
    """Nobody is asked there and nobody calls: what counts is the file that came last."""
    last = given.last_done(tx, store.id)
    if last is None:
        return find("shop", "store_no_file", GOOD, link, name=store.name)
    report = from_json(last.report, FileReport) if last.report else FileReport()
    return find(
        "shop", "store_files", GOOD, link, name=store.name, brought_at=last.done_at, things=last.total or 0, problems=report.problems
    )  # fmt: skip
