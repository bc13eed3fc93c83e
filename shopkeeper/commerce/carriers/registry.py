"""Which kinds of carrier this installation has: every entry point of the group `shopkeeper.carriers`, and our own folders."""

from __future__ import annotations

from shopkeeper.commerce import carriers
from shopkeeper.commerce.carriers.errors import NoSuchCarrierKind
from shopkeeper.commerce.carriers.sdk import GROUP, Carrier
from shopkeeper.kit.plugins import Plugins

_carriers: Plugins[Carrier] = Plugins(GROUP, carriers, "carrier", Carrier)
carrier_kinds = _carriers.all
join = _carriers.join
leave = _carriers.leave


def carrier(kind: str) -> Carrier:
    """The adapter of a kind. Raises NoSuchCarrierKind."""
    found = _carriers.find(kind)
    if found is None:
        known = ", ".join(sorted(carrier_kinds()))
        raise NoSuchCarrierKind(f"This installation has no carrier of kind “{kind[:40]}”. It has: {known}.")
    return found
