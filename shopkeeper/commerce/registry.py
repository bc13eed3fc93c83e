"""Which kinds of store this installation has: every entry point of the group `shopkeeper.stores`.

Where the package's metadata is missing or old (a checkout that was never installed) the adapters folder itself is read.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib import metadata

import structlog

from shopkeeper.commerce import adapters
from shopkeeper.commerce.errors import NoSuchAdapter
from shopkeeper.commerce.sdk import GROUP, Shop

log = structlog.get_logger("commerce")

_extra: dict[str, Shop] = {}


def kinds() -> dict[str, Shop]:
    """Every adapter by its kind."""
    return _installed() | _extra


def adapter(kind: str) -> Shop:
    """The adapter of a kind. Raises NoSuchAdapter."""
    found = kinds().get(kind)
    if found is None:
        raise NoSuchAdapter(f"This installation has no store of kind “{kind}”. It has: {', '.join(sorted(kinds()))}.")
    return found


def join(extra: Shop) -> None:
    """Adds an adapter by hand: a pretend one of tests and training."""
    _extra[extra.kind] = extra


def leave(kind: str) -> None:
    """Takes back what `join` added."""
    _extra.pop(kind, None)


@cache
def _installed() -> dict[str, Shop]:
    modules = {point.name: point.value for point in metadata.entry_points(group=GROUP)}
    for found in pkgutil.iter_modules(adapters.__path__, adapters.__name__ + "."):
        modules.setdefault(found.name.rpartition(".")[2], found.name)
    shops = [_shop_of(path) for path in modules.values()]
    return {shop.kind: shop for shop in shops if shop is not None}


def _shop_of(path: str) -> Shop | None:
    module_name, _, attribute = path.partition(":")
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        # One broken add-on must not close the desk; its stores say that their adapter is missing.
        log.error("a store adapter cannot be loaded", module=module_name, exc_info=error)
        return None
    found = getattr(module, attribute or "store", None)
    return found if isinstance(found, Shop) else None
