"""An order as it stands when somebody is about to change it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.adapters.vendure import documents, listing, reading, wire
from shopkeeper.commerce.adapters.vendure.units import Unit, precision_of
from shopkeeper.commerce.errors import NoSuchOrder, Stale
from shopkeeper.commerce.model import Item, Link, Order, Phrase, Target, Variant
from shopkeeper.commerce.money import Money


class Found(Struct, frozen=True):
    """`raw` is the shop's word, `order` ours, `variants` what was asked for beside it."""

    raw: dict[str, Any]
    order: Order
    unit: Unit
    variants: Mapping[str, Variant] = {}


class Plan(Struct, frozen=True, kw_only=True):
    """What an act comes to, as it is shown before."""

    items: tuple[Item, ...]
    to_customer: Money | None = None
    from_customer: Money | None = None
    way: str | None = None
    warnings: tuple[Phrase, ...] = ()
    exact: bool = True
    prices: Mapping[str, Money] = {}
    unpriced: bool = False


async def look(link: Link, target: Target, things: Collection[str] | None = None) -> Found:
    """One request, with what is asked for by variant. Raises NoSuchOrder."""
    if things:
        data = await wire.query(link, documents.ORDER_AND_THINGS, {"id": target.order or "", "things": sorted(things)})
    else:
        data = await wire.query(link, documents.ONE_ORDER, {"id": target.order or ""})
    if not reading.is_order(data["order"]):
        raise NoSuchOrder
    found = found_in(link, data["order"], precision_of(data))
    return Found(found.raw, found.order, found.unit, listing.variants_in(data)) if things else found


def found_in(link: Link, raw: dict[str, Any], precision: int) -> Found:
    return Found(raw, listing.readable(link, raw, precision), Unit(str(raw["currencyCode"]), precision))


def current(found: Found, target: Target) -> None:
    """Raises Stale."""
    if found.order.version != target.version:
        raise Stale
