"""Which kinds of store this installation has: every entry point of the group `shopkeeper.stores`, and our own folders."""

from __future__ import annotations

from shopkeeper.commerce import adapters
from shopkeeper.commerce.errors import NoSuchAdapter
from shopkeeper.commerce.sdk import GROUP, Shop
from shopkeeper.kit.plugins import Plugins

_shops: Plugins[Shop] = Plugins(GROUP, adapters, "store", Shop)
kinds = _shops.all
join = _shops.join
leave = _shops.leave


def adapter(kind: str) -> Shop:
    """The adapter of a kind. Raises NoSuchAdapter."""
    found = _shops.find(kind)
    if found is None:
        raise NoSuchAdapter(f"This installation has no store of kind “{kind}”. It has: {', '.join(sorted(kinds()))}.")
    return found
