"""An order once more, and an order chosen by the agent: what each comes to, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.vendure import accounts, documents, drafting, listing, paying, reading, wire
from shopkeeper.commerce.adapters.vendure.drafting import Wish
from shopkeeper.commerce.adapters.vendure.looking import Found, Plan, current, look
from shopkeeper.commerce.counting import line_of, named, variant_of
from shopkeeper.commerce.errors import CannotDo, TooMuch
from shopkeeper.commerce.model import CreateOrder, Done, DuplicateOrder, Item, Line, Link, ReplaceLines, Target, Variant
from shopkeeper.commerce.money import Money, total, zero

Again = ReplaceLines | DuplicateOrder


async def perform(link: Link, target: Target, action: Again | CreateOrder, key: str) -> Done:
    if isinstance(action, CreateOrder):
        done = await drafting.made_before(link, target, key)
        return done or await drafting.make(link, *await _chosen(link, target, action), key)
    things = {one.variant_id for one in action.pieces} if isinstance(action, ReplaceLines) else None
    found = await look(link, target, things)
    whose = Target(customer_id=found.order.customer_id, email=found.order.email)
    done = await drafting.made_before(link, whose, key)
    if done is not None:
        return done
    current(found, target)
    plan(found, action)
    return await drafting.make(link, whose, _wish(found, action), key)


async def performed(link: Link, target: Target, action: Again | CreateOrder, key: str) -> Done | None:
    if not isinstance(action, CreateOrder):
        order = (await look(link, target)).order
        target = Target(customer_id=order.customer_id, email=order.email)
    return await drafting.made_before(link, target, key)


def plan(found: Found, action: Again) -> Plan:
    return _replaced(found, action) if isinstance(action, ReplaceLines) else _duplicated(found, action)


async def offered(link: Link, target: Target, action: CreateOrder) -> Plan:
    """One request. Raises NoSuchVariant, CannotDo, TooMuch."""
    data = await wire.query(link, documents.THINGS, {"things": sorted({one.variant_id for one in action.lines})})
    return offer(action, listing.variants_in(data))


def offer(action: CreateOrder, variants: dict[str, Variant]) -> Plan:
    if not action.lines or any(one.quantity < 1 for one in action.lines):
        raise TooMuch("Say what is ordered, and how many of each.")
    if action.ship_to:
        accounts.needed(action.ship_to)
    items = list[Item]()
    for one in action.lines:
        variant = variant_of(variants, one.variant_id, one.quantity)
        each = variant.price if one.price is None else one.price
        items.append(Item(words=named(variant), quantity=one.quantity, amount=each * one.quantity))
    currency = next(iter(variants.values())).price.currency
    off = _less(action, variants) or zero(currency)
    if off < zero(currency):
        raise CannotDo("Vendure sells for its own price or less, not for more.")
    if action.discount:
        items.append(wording.item("discount", amount=-action.discount))
    goods = total([variants[one.variant_id].price * one.quantity for one in action.lines], currency)
    if off > goods:
        raise TooMuch("The discount is more than the goods cost.")
    items += [wording.item("shipping", amount=action.shipping)] if action.shipping else []
    due = total([one.amount for one in items if one.amount is not None], currency)
    warnings = () if action.shipping is not None else (wording.warning("shipping_on_top"),)
    # What the way of shipping costs is known only of an order that stands: given for nothing, nobody can say how much that is.
    return Plan(
        items=tuple(items), from_customer=due or None, warnings=warnings, exact=False,
        prices={id: one.price for id, one in variants.items()}, unpriced=action.shipping is not None and not action.shipping,
    )  # fmt: skip


async def _chosen(link: Link, target: Target, action: CreateOrder) -> tuple[Target, Wish]:
    """Who orders, and what. Somebody the shop knows by this address is taken by id: told of anew, Vendure would write over her
    name (CustomerService.createOrUpdate)."""
    if not target.customer_id and not target.email:
        raise CannotDo("Say who orders: the shop needs at least an email address.")
    by = {"id": {"eq": target.customer_id}} if target.customer_id else {"emailAddress": {"eq": target.email.lower()}}
    things = sorted({one.variant_id for one in action.lines})
    data = await wire.query(link, documents.BUYER, {"whose": {"take": 1, "filter": by}, "things": things})
    variants = listing.variants_in(data)
    offer(action, variants)
    known = next((reading.read_customer(one, link.store) for one in data["customers"]["items"]), None)
    place = action.ship_to or (known.place if known else None)
    wish = Wish(
        things=_merged((one.variant_id, one.quantity) for one in action.lines), ship_to=reading.address(place) if place else None,
        off=_less(action, variants), shipping=action.shipping, note=action.note, name="An agreed price",
    )  # fmt: skip
    return Target(customer_id=known.external_id if known else target.customer_id, email=target.email), wish


def _merged(things: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    merged: dict[str, int] = {}
    for variant, count in things:
        merged[variant] = merged.get(variant, 0) + count
    return tuple(merged.items())


def _less(action: CreateOrder, variants: dict[str, Variant]) -> Money | None:
    """What the order shall cost less than the shop's prices: by prices agreed, and by a discount."""
    less = [
        (variants[one.variant_id].price - one.price) * one.quantity for one in action.lines if one.price is not None
    ]
    less += [action.discount] if action.discount else []
    return total(less, less[0].currency) if less else None


def _replaced(found: Found, action: ReplaceLines) -> Plan:
    sent_again: dict[str, int] = {}
    items = list[Item]()
    for one in action.pieces:
        line = line_of(found.order, one.line_id)
        sent_again[line.id] = sent_again.get(line.id, 0) + one.quantity
        if one.quantity < 1 or sent_again[line.id] > line.quantity:
            raise TooMuch(f"Of “{line.title}” {line.quantity} were bought.")
        variant = variant_of(found.variants, one.variant_id, one.quantity)
        items.append(wording.item("sent_again", title=named(variant), quantity=one.quantity))
    if not items:
        raise TooMuch("Say which pieces are sent again.")
    if action.ship_to:
        accounts.needed(action.ship_to)
    return Plan(items=tuple(items))


def _duplicated(found: Found, action: DuplicateOrder) -> Plan:
    """At today's prices, which only the shop knows: shown are those of then."""
    if action.ship_to:
        accounts.needed(action.ship_to)
    items = [
        Item(words=paying.title(line), quantity=line.quantity, amount=line.unit_price * line.quantity)
        for line in _bought(found)
    ]
    items += [wording.item("shipping", amount=found.order.shipping)] if found.order.shipping else []
    due = total([one.amount for one in items if one.amount is not None], found.order.currency)
    return Plan(
        items=tuple(items),
        from_customer=due or None,
        warnings=(wording.warning("todays_prices"),),
        exact=False,
    )


def _wish(found: Found, action: Again) -> Wish:
    raw = found.raw
    free = isinstance(action, ReplaceLines)
    if isinstance(action, ReplaceLines):
        things = _merged((one.variant_id, one.quantity) for one in action.pieces)
        words = f"Replaces pieces of {found.order.number}. {action.reason}"
    else:
        things = _merged((str(line.variant_id), line.quantity) for line in _bought(found))
        words = action.note
    ways = [str(one["shippingMethod"]["id"]) for one in raw.get("shippingLines") or ()]
    return Wish(
        things=things, ship_to=reading.address(action.ship_to) if action.ship_to else _as_it_was(raw.get("shippingAddress")),
        bill_to=_as_it_was(raw.get("billingAddress")), free=free, method=ways[0] if ways else None, note=words.strip(),
        name=f"Replacement for {found.order.number}",
    )  # fmt: skip


def _bought(found: Found) -> list[Line]:
    lines = [line for line in found.order.lines if line.variant_id]
    if not lines:
        raise CannotDo("Nothing of it is sold any more.")
    return lines


def _as_it_was(raw: Any) -> dict[str, str] | None:
    place = reading.read_place(raw)
    return reading.address(place) if place and place.line1 and place.country else None
