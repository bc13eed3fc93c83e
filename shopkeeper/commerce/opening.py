"""An open store: its secrets and the door to the network, for the moment an adapter goes out."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from shopkeeper.commerce import stores
from shopkeeper.commerce.model import Link, Store
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.outside import Outside

# An HTTP client belongs to the loop it was made on.
_doors: WeakKeyDictionary[asyncio.AbstractEventLoop, Outside] = WeakKeyDictionary()


def outside(ctx: Ctx) -> Outside:
    """The one way out of this process."""
    loop = asyncio.get_running_loop()
    if loop not in _doors:
        _doors[loop] = Outside(ctx.settings)
    return _doors[loop]


async def link(ctx: Ctx, store_id: str) -> Link:
    """Raises NoSuchStore."""
    store, secrets = await ctx.db.read(_with_secrets, store_id)
    return Link(store=store, secrets=secrets, outside=outside(ctx), now=ctx.now)


def _with_secrets(tx: Tx, store_id: str) -> tuple[Store, dict[str, str]]:
    return stores.store(tx, store_id), dict(stores.secrets_of(tx, store_id))
