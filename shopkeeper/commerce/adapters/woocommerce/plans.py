"""What an action comes to at the shop, as plain values: the rows of the preview and the one request that does it.

Refunds: https://woocommerce.github.io/woocommerce-rest-api-docs/#create-a-refund – `amount` counts, `line_items` name the pieces
(`refund_total` without tax, `refund_tax` by rate; shipping and fees are items of the order like any other).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from shopkeeper.commerce import counting, wording
from shopkeeper.commerce.adapters.woocommerce import reading
from shopkeeper.commerce.errors import CannotDo, NoSuchLine, TooMuch
from shopkeeper.commerce.model import (
    CancelOrder,
    EditAddress,
    EditCustomer,
    EditOrderNotes,
    Item,
    Order,
    OrderState,
    Phrase,
    Place,
    RefundOrder,
)
from shopkeeper.commerce.money import Money, total, zero

OFFLINE = frozenset({"bacs", "cheque", "cod"})
"""WooCommerce's own ways of paying that cannot send money back by themselves."""
MANUAL = "manual"


class Plan(Struct, frozen=True, kw_only=True):
    """`method`, `path`, `body`: the one request that does it. `warnings` are shown before."""

    items: tuple[Item, ...]
    method: str = "PUT"
    path: str = ""
    body: dict[str, Any] = {}
    to_customer: Money | None = None
    from_customer: Money | None = None
    way: str | None = None
    warnings: tuple[Phrase, ...] = ()
    exact: bool = True
    prices: Mapping[str, Money] = {}


def stamp(key: str) -> dict[str, str]:
    """Our key as it stands in an order's meta data: each act has its own entry, none writes over another."""
    return {"key": f"{reading.KEY}_{key}", "value": "done"}


def stamped(raw: Mapping[str, Any], key: str) -> bool:
    return f"{reading.KEY}_{key}" in reading.meta(raw)


def refund(raw: Any, order: Order, action: RefundOrder, key: str) -> Plan:
    wanted, nothing = counting.together(action.pieces), zero(order.currency)
    for part in (action.shipping, action.amount):
        if part is not None and part <= nothing:
            raise TooMuch("An amount to give back is more than nothing.")
    if action.shipping and action.shipping > order.shipping - order.shipping_refunded:
        raise TooMuch(f"{order.shipping - order.shipping_refunded} of the shipping is left to give back.")
    worths = {line_id: counting.worth(counting.line_of(order, line_id), pieces) for line_id, pieces in wanted.items()}
    items = [
        Item(words=counting.line_of(order, one).title, quantity=wanted[one], amount=-money)
        for one, money in worths.items()
    ]
    items += [wording.item("shipping", amount=-action.shipping)] if action.shipping else []
    items += [wording.item("goodwill", amount=-action.amount)] if action.amount else []
    amount = total([*worths.values(), action.shipping or nothing, action.amount or nothing], order.currency)
    if amount <= nothing:
        raise TooMuch("Say what to give back: pieces, shipping or an amount.")
    named = [_named(raw, one, wanted[one], money) for one, money in worths.items()]
    named += _shipping(raw, action.shipping) if action.shipping else []
    return _giving(
        order, tuple(items), amount, named, action.reason, key, way=action.way, restock=action.restock, raw=raw
    )


def cancel(raw: Any, order: Order, action: CancelOrder, key: str) -> Plan:
    """A paid order is called off by giving all of it back in one request: WooCommerce then says `refunded`, and nothing is sent."""
    if order.state is OrderState.cancelled:
        raise CannotDo("This order is cancelled already.")
    left = {line.id: line.quantity for line in order.lines}
    if any(line.fulfilled for line in order.lines):
        raise CannotDo("It is sent already. Take it back as a return, or refund it.")
    if action.pieces and counting.together(action.pieces) != left:
        raise CannotDo("WooCommerce cancels whole orders only. Refund the pieces instead.")
    rest = order.paid - order.refunded
    items = tuple(wording.item("cancel", title=line.title, quantity=line.quantity) for line in order.lines)
    if not action.refund or not rest:
        body = {"status": "cancelled", "meta_data": [stamp(key)]}
        warnings = (wording.warning("money_stays"),) if rest else ()
        return Plan(items=items, path=f"orders/{order.external_id}", body=body, warnings=warnings)
    items = (*items, wording.item("rest", amount=-rest))
    named = _rest(raw, order) if not order.refunds else []
    return _giving(
        order, items, rest, named, action.reason, key, way=action.way or "original", restock=action.restock, raw=raw
    )


def edit_address(raw: Any, order: Order, action: EditAddress, key: str) -> Plan:
    for_edits(order)
    body = {"shipping": address(action.ship_to), "meta_data": [stamp(key)]}
    told = ", ".join(
        filter(None, (action.ship_to.name, action.ship_to.line1, action.ship_to.postcode, action.ship_to.city))
    )
    taxed = bool(order.tax)
    warnings = (wording.warning("tax_anew"),) if taxed else ()
    items = (wording.item("send_to", place=told),)
    return Plan(items=items, path=f"orders/{order.external_id}", body=body, warnings=warnings, exact=not taxed)


def notes(raw: Any, order: Order, action: EditOrderNotes, key: str) -> Plan:
    """Note and tags stand in custom fields of the order: WooCommerce has no tags, and its own note is the customer's word."""
    items = counting.changed_items(action)
    if not items:
        raise TooMuch("Say what to note.")
    return Plan(items=items, path=f"orders/{order.external_id}", body={"meta_data": noted(action, order.tags, key)})


def noted(action: EditOrderNotes | EditCustomer, tags: Iterable[str], key: str) -> list[dict[str, str]]:
    """Note and tags as meta data, with our key."""
    written = [stamp(key)]
    if action.note is not None:
        written.append({"key": reading.NOTE, "value": action.note})
    if action.add_tags or action.drop_tags:
        written.append({"key": reading.TAGS, "value": ", ".join(counting.tags_after(tags, action))})
    return written


def item_of(raw: Any, item_id: str) -> Any:
    """An item of the order as WooCommerce tells it. Raises NoSuchLine."""
    for kind in ("line_items", "fee_lines", "shipping_lines"):
        for one in raw.get(kind) or ():
            if str(one["id"]) == item_id:
                return one
    raise NoSuchLine


def address(place: Place) -> dict[str, str]:
    """An address as WooCommerce takes it; the last word of a name is the family's."""
    first, _, last = place.name.strip().rpartition(" ")
    told = {theirs: getattr(place, ours) for ours, theirs in reading.PLACE.items()}
    return {"first_name": first or last, "last_name": last if first else "", **told}


def text(money: Money) -> str:
    return f"{money.decimal():f}"


def for_edits(order: Order) -> None:
    """Raises CannotDo for what is sent or called off."""
    if order.state is OrderState.cancelled:
        raise CannotDo("This order is cancelled already.")
    if any(line.fulfilled for line in order.lines):
        raise CannotDo("It is on its way already. Take it back as a return, or send something else.")


def _giving(
    order: Order, items: tuple[Item, ...], amount: Money, named: list[dict[str, Any]], reason: str, key: str, *, way: str,
    restock: bool, raw: Any,
) -> Plan:  # fmt: skip
    left = order.paid - order.refunded
    if amount > left:
        raise TooMuch(f"{left} of what was paid is left to give back, not {amount}.")
    method = str(raw.get("payment_method") or "")
    if way not in ("original", MANUAL, method):
        raise CannotDo("WooCommerce pays back the way it was paid, or only notes it. Choose one of these.")
    by_hand = way == MANUAL or method in OFFLINE or not method
    body = {
        "amount": text(amount), "reason": reason, "api_refund": not by_hand, "api_restock": restock, "line_items": named,
        "meta_data": [{"key": reading.KEY, "value": key}],
    }  # fmt: skip
    warnings = (wording.warning("by_hand"),) if by_hand else ()
    path = f"orders/{order.external_id}/refunds"
    return Plan(items=items, method="POST", path=path, body=body, to_customer=amount, way=way, warnings=warnings)


def _named(raw: Any, line_id: str, pieces: int, money: Money) -> dict[str, Any]:
    """An item of a refund: what of the money is goods and what is tax, by rate."""
    item = item_of(raw, line_id)
    rates = [one for one in item.get("taxes") or () if one.get("total") not in (None, "")]
    amounts = [reading.amount(one["total"], money.currency) for one in rates]
    goods = reading.amount(item.get("total"), money.currency)
    parts = money.split([abs(one.minor) for one in (goods, *amounts)])
    taxes = [{"id": one["id"], "refund_total": text(part)} for one, part in zip(rates, parts[1:], strict=True)]
    return {"id": int(line_id), "quantity": pieces, "refund_total": text(parts[0]), "refund_tax": taxes}


def _shipping(raw: Any, money: Money) -> list[dict[str, Any]]:
    """Shipping given back, shared over the order's shipping lines by what they cost."""
    lines = raw.get("shipping_lines") or []
    costs = [reading.with_tax(one, money.currency) for one in lines]
    shares = money.split([cost.minor for cost in costs])
    return [_named(raw, str(one["id"]), 0, share) for one, share in zip(lines, shares, strict=True) if share]


def _rest(raw: Any, order: Order) -> list[dict[str, Any]]:
    """All items of an order nothing of which was paid back yet."""
    named = [_named(raw, line.id, line.quantity, line.total) for line in order.lines]
    return named + (_shipping(raw, order.shipping) if order.shipping else [])


def balance(items: Sequence[Item], currency: str) -> Money:
    return total([one.amount for one in items if one.amount is not None], currency)
