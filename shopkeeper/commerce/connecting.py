"""A store joins, is corrected or wakes: its sync begins, its webhooks are registered, and what waited goes on."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from msgspec import Struct

from shopkeeper.commerce import opening, performing, stores, syncing, wording
from shopkeeper.commerce.errors import NoSuchStore, StoreNeedsOwner, StoreRefused
from shopkeeper.commerce.model import Link, Step, Store, StoreState
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.sdk import Settles, Subscribes, Tries
from shopkeeper.commerce.stores import StoreChange, StoreWish
from shopkeeper.kit import ids, jobs, outside
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import Agent

log = structlog.get_logger("commerce")

SUBSCRIBE = "commerce.subscribe"
WAITS = "Nobody let us in yet: sign in at the shop, or fill in its keys, in Settings, Stores."


class Trial(Struct, frozen=True):
    """What works and what does not, step by step."""

    ok: bool
    steps: Sequence[Step]


def connect(tx: Tx, agent: Agent | None, wish: StoreWish) -> Store:
    """A new store; its first sync begins by itself, as soon as we are let in. Raises NoSuchAdapter, Invalid with the fields to correct."""
    return _goes_on(tx, stores.connect(tx, agent, wish))


def edit(tx: Tx, agent: Agent | None, store_id: str, change: StoreChange) -> Store:
    """Changes what is given. What stood still because of this store goes on. Raises NoSuchStore, Invalid."""
    return _goes_on(tx, stores.edit(tx, agent, store_id, change))


def works_again(tx: Tx, store_id: str) -> None:
    """The shop lets us in: what waited goes on."""
    stores.tell_owner(tx, store_id, StoreState.ok, None)
    _wake(tx, stores.store(tx, store_id))


def hook_url(ctx: Ctx, store: Store) -> str:
    """Where the shop posts its webhooks."""
    return f"{ctx.settings.url}/hooks/stores/{store.public_key}"


async def subscribe(ctx: Ctx, store_id: str) -> None:
    """The job: have the shop post to us. Raises Busy, Unavailable to be called again."""
    try:
        link = await opening.link(ctx, store_id)
    except NoSuchStore:
        return
    shop = adapter(link.store.kind)
    if isinstance(shop, Subscribes) and link.store.state is StoreState.ok:
        try:
            await shop.subscribe(link, hook_url(ctx, link.store))
        except StoreNeedsOwner as failure:
            await ctx.db.write_background(syncing.needs_owner, store_id, failure.detail)
        except StoreRefused as failure:
            # Nothing is lost: what changed is asked for every few minutes.
            await ctx.db.write_background(stores.registered, store_id, failure.detail)
        else:
            await ctx.db.write_background(stores.registered, store_id, None)


async def try_out(ctx: Ctx, store_id: str) -> Trial:
    """Try the connection and say in plain words what works; a store that stood still goes on when it does. Raises NoSuchStore."""
    link = await opening.link(ctx, store_id)
    trial = await _tried(link)
    if trial.ok and link.store.state is StoreState.needs_owner:
        await ctx.db.write(works_again, store_id)
    return trial


async def try_wish(ctx: Ctx, wish: StoreWish) -> Trial:
    """Try settings before they are kept. Raises NoSuchAdapter, Invalid."""
    shop = adapter(wish.kind)
    store = Store(
        id=ids.new(), kind=wish.kind, name=wish.name or shop.label, brand_id=wish.brand_id, url=wish.url, settings=wish.settings,
        abilities=shop.abilities,
    )  # fmt: skip
    settled = shop.settle(store, wish.secrets) if isinstance(shop, Settles) else store
    return await _tried(Link(store=settled, secrets=wish.secrets, outside=outside.shared(ctx.settings), now=ctx.now))


def register(tx: Tx, store_id: str) -> None:
    """Have the shop post to us. Harmless twice. Raises NoSuchStore."""
    if isinstance(adapter(stores.store(tx, store_id).kind), Subscribes):
        jobs.enqueue(tx, SUBSCRIBE, {"store_id": store_id})


def _goes_on(tx: Tx, store: Store) -> Store:
    if store.state is StoreState.ok and stores.lacks_sign_in(store):
        stores.tell_owner(tx, store.id, StoreState.needs_owner, WAITS)
        return stores.store(tx, store.id)
    if store.state is StoreState.ok:
        _wake(tx, store)
    return store


def _wake(tx: Tx, store: Store) -> None:
    syncing.begin(tx, store.id)
    performing.resume(tx, store.id)
    register(tx, store.id)


async def _tried(link: Link) -> Trial:
    shop = adapter(link.store.kind)
    if not isinstance(shop, Tries):
        return Trial(True, [wording.nothing_to_try(link.store.name, "by_itself")])
    try:
        steps = await shop.try_out(link)
    except Failure as failure:
        steps = [Step(name=link.store.name, ok=False, words=failure.detail)]
    return Trial(all(step.ok for step in steps), steps)
