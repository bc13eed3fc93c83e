"""An open store: its secrets and the door to the network, for the moment an adapter goes out."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

import structlog

from shopkeeper.commerce import kept, stores
from shopkeeper.commerce.model import Link
from shopkeeper.commerce.registry import kinds
from shopkeeper.commerce.sdk import Renews
from shopkeeper.kit import outside
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.outside import Outside

log = structlog.get_logger("commerce")

# A lock belongs to the loop it was made on.
_renewing: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def link(ctx: Ctx, store_id: str) -> Link:
    """Passes that end soon are made new before. Raises NoSuchStore."""
    found = await _read(ctx, store_id)
    shop = kinds().get(found.store.kind)
    return await _renewed(ctx, store_id, shop) if isinstance(shop, Renews) else found


async def _renewed(ctx: Ctx, store_id: str, shop: Renews) -> Link:
    """One at a time here. What another process made new meanwhile is found again after a refusal."""
    async with _renewing.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
        found = await _read(ctx, store_id)
        try:
            fresh = await shop.renew(found)
        except Failure as failure:
            # The old pass may hold a while; where it does not the shop says so, and the store stands still.
            log.info("a pass could not be made new", store=found.store.name, why=failure.detail)
            return await _read(ctx, store_id)
        if fresh is None:
            return found
        await ctx.db.write(stores.keep_secrets, store_id, fresh)
    return await _read(ctx, store_id)


async def _read(ctx: Ctx, store_id: str) -> Link:
    return await ctx.db.read(_linked, store_id, ctx, outside.shared(ctx.settings))


def _linked(tx: Tx, store_id: str, ctx: Ctx, door: Outside) -> Link:
    store, secrets = stores.store(tx, store_id), dict(stores.secrets_of(tx, store_id))
    return Link(store=store, secrets=secrets, outside=door, now=ctx.now, files=kept.importing(tx, store, ctx.files))
