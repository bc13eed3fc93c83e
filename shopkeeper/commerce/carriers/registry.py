"""Which kinds of carrier this installation has: every entry point of the group `shopkeeper.carriers`, and the folders beside this file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib import metadata
from pathlib import Path

import structlog

from shopkeeper.commerce.carriers.errors import NoSuchCarrierKind
from shopkeeper.commerce.carriers.sdk import GROUP, Carrier

log = structlog.get_logger("commerce")

_HERE = __name__.rpartition(".")[0]
_extra: dict[str, Carrier] = {}


def carrier_kinds() -> dict[str, Carrier]:
    """Every adapter by its kind."""
    return _installed() | _extra


def carrier(kind: str) -> Carrier:
    """The adapter of a kind. Raises NoSuchCarrierKind."""
    found = carrier_kinds().get(kind)
    if found is None:
        known = ", ".join(sorted(carrier_kinds()))
        raise NoSuchCarrierKind(f"This installation has no carrier of kind “{kind[:40]}”. It has: {known}.")
    return found


def join(extra: Carrier) -> None:
    """Adds an adapter by hand: a pretend one of tests and training."""
    _extra[extra.kind] = extra


def leave(kind: str) -> None:
    """Takes back what `join` added."""
    _extra.pop(kind, None)


@cache
def _installed() -> dict[str, Carrier]:
    modules = {point.name: point.value for point in metadata.entry_points(group=GROUP)}
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if found.ispkg and found.name != "tests":
            modules.setdefault(found.name, f"{_HERE}.{found.name}")
    carriers = [_carrier_of(path) for path in modules.values()]
    return {one.kind: one for one in carriers if one is not None}


def _carrier_of(path: str) -> Carrier | None:
    module_name, _, attribute = path.partition(":")
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        # One broken add-on must not close the desk; its accounts say that their adapter is missing.
        log.error("a carrier's adapter cannot be loaded", module=module_name, exc_info=error)
        return None
    found = getattr(module, attribute or "carrier", None)
    return found if isinstance(found, Carrier) else None
