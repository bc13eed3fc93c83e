"""An order once more: what was broken for nothing, or the same again to be paid.

Both are new orders with the first one's addresses (https://woocommerce.github.io/woocommerce-rest-api-docs/#create-an-order).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from shopkeeper.commerce import counting, wording
from shopkeeper.commerce.adapters.woocommerce import plans, reading
from shopkeeper.commerce.adapters.woocommerce.editing import Variants, fresh
from shopkeeper.commerce.adapters.woocommerce.plans import Plan
from shopkeeper.commerce.errors import CannotDo
from shopkeeper.commerce.model import DuplicateOrder, Item, Order, Place, ReplaceLines
from shopkeeper.commerce.money import zero

FOR = "shopkeeper_again_for"
"""Meta data of the new order: the id of the first one."""


def replace(raw: Any, order: Order, action: ReplaceLines, key: str, variants: Variants | None) -> Plan:
    """Free of charge, ready to be sent. Without `variants` (a preview) nobody looks whether there are enough."""
    plan, nothing = shown(order, action, variants), zero(order.currency)
    lines = [fresh(one.variant_id, one.quantity, nothing) for one in action.pieces]
    body = {**_body(raw, action.ship_to, lines, key), "status": "processing"}
    body["meta_data"].append(
        {"key": reading.NOTE, "value": f"Replaces pieces of {order.number}. {action.reason}".strip()}
    )
    return structs.replace(plan, method="POST", path="orders", body=body)


def shown(order: Order, action: ReplaceLines, variants: Variants | None) -> Plan:
    """The rows alone: there is no request yet."""
    counting.sent_again(order, action)
    if variants is not None:
        for one in action.pieces:
            counting.variant_of(variants, one.variant_id, one.quantity)
    return Plan(
        items=tuple(
            wording.item("sent_again", title=counting.line_of(order, one.line_id).title, quantity=one.quantity)
            for one in action.pieces
        )
    )


def duplicate(raw: Any, order: Order, action: DuplicateOrder, key: str) -> Plan:
    """At today's prices, which only the shop knows: the preview shows those of then."""
    bought = [line for line in order.lines if line.variant_id]
    if not bought:
        raise CannotDo("Nothing of it is sold any more.")
    items = [Item(words=line.title, quantity=line.quantity, amount=line.unit_price * line.quantity) for line in bought]
    items += [wording.item("shipping", amount=order.shipping)] if order.shipping else []
    body = _body(raw, action.ship_to, [fresh(str(line.variant_id), line.quantity, None) for line in bought], key)
    body["status"] = "pending"
    body["shipping_lines"] = [
        {name: one.get(name) for name in ("method_id", "method_title", "total")}
        for one in raw.get("shipping_lines") or ()
    ]
    if action.note:
        body["meta_data"].append({"key": reading.NOTE, "value": action.note})
    due = plans.balance(items, order.currency)
    return Plan(
        items=tuple(items),
        method="POST",
        path="orders",
        body=body,
        from_customer=due or None,
        warnings=(wording.warning("todays_prices"),),
        exact=False,
    )


def _body(raw: Mapping[str, Any], place: Place | None, lines: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return {
        "customer_id": raw.get("customer_id") or 0, "billing": dict(raw.get("billing") or {}), "line_items": lines,
        "shipping": plans.address(place) if place else dict(raw.get("shipping") or {}), "currency": raw["currency"],
        "meta_data": [{"key": reading.KEY, "value": key}, {"key": FOR, "value": str(raw["id"])}],
    }  # fmt: skip
