"""Changing what is in an order, a code for a customer, and a new order.

Items of an order: one with `id` is changed (`product_id: null` takes it out), one without is added at today's price
(https://woocommerce.github.io/woocommerce-rest-api-docs/#update-an-order). What was paid WooCommerce does not remember beside the
total: a paid order can only be changed where its price stays.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from shopkeeper.commerce import counting, wording
from shopkeeper.commerce.adapters.woocommerce import plans, reading
from shopkeeper.commerce.adapters.woocommerce.plans import Plan, address, text
from shopkeeper.commerce.errors import CannotDo, NoSuchVariant, TooMuch
from shopkeeper.commerce.model import (
    CreateDiscount,
    CreateOrder,
    EditCustomer,
    EditLines,
    Item,
    Line,
    Order,
    ReplaceLines,
    Target,
    Variant,
)
from shopkeeper.commerce.money import Money, total, zero

Variants = Mapping[str, Variant]


def wanted_of(action: EditLines | CreateOrder | ReplaceLines) -> set[str]:
    """The variants whose price has to be known."""
    if isinstance(action, CreateOrder):
        return {one.variant_id for one in action.lines}
    if isinstance(action, ReplaceLines):
        return {one.variant_id for one in action.pieces}
    return {one.variant_id for one in action.swaps} | {one.variant_id for one in action.added}


def edit_lines(raw: Any, order: Order, action: EditLines, key: str, variants: Variants) -> Plan:
    """Raises CannotDo for a paid order whose price would change. Without `raw` (a preview) there is no request yet."""
    plans.for_edits(order)
    items, body = list[Item](), list[dict[str, Any]]()
    taken = dict[str, int]()
    for swap in action.swaps:
        line = counting.line_of(order, swap.line_id)
        variant = counting.variant_of(variants, swap.variant_id, swap.quantity)
        _free(line, taken.get(line.id, 0) + swap.quantity)
        gone = counting.worth(line, swap.quantity)
        each = gone if _same(line, variant, order, raw) else variant.price * swap.quantity
        items.append(counting.instead_of(line, swap.quantity, gone))
        items.append(Item(words=_named(line, variant), quantity=swap.quantity, amount=each))
        taken[line.id] = taken.get(line.id, 0) + swap.quantity
        if raw is not None:
            body.append(fresh(variant.id, swap.quantity, _net(raw, line, swap.quantity) if each == gone else None))
    counts = {line_id: counting.line_of(order, line_id).quantity - count for line_id, count in taken.items()}
    for one in action.quantities:
        line = counting.line_of(order, one.line_id)
        if one.line_id in counts or one.quantity < max(0, line.refunded):
            raise TooMuch(f"“{line.title}” cannot be changed to {one.quantity}.")
        more = line.total.share(one.quantity, line.quantity) - line.total
        items.append(wording.item("count", title=line.title, after=one.quantity, before=line.quantity, amount=more))
        counts[one.line_id] = one.quantity
    for added in action.added:
        variant = counting.variant_of(variants, added.variant_id, added.quantity)
        price = (variant.price if added.price is None else added.price) * added.quantity
        items.append(Item(words=variant.title, quantity=added.quantity, amount=price))
        body.append(fresh(variant.id, added.quantity, price if added.price is not None else None))
    if not items:
        raise TooMuch("Say what to change.")
    balance = plans.balance(items, order.currency)
    if balance and order.paid:
        raise CannotDo(
            f"It is paid, and would cost {balance} more or less. Refund pieces, or make a new order for what is to be added."
        )
    if raw is not None:
        body = [_count(raw, line_id, count) for line_id, count in counts.items()] + body
    nothing = zero(order.currency)
    return Plan(
        items=tuple(items), path=f"orders/{order.external_id}", body={"line_items": body, "meta_data": [plans.stamp(key)]},
        to_customer=-balance if balance < nothing else None, from_customer=balance if balance > nothing else None,
        warnings=(wording.warning("stock_stays"),), exact=not (balance and order.tax),
    )  # fmt: skip


def code_of(action: CreateDiscount, key: str) -> str:
    """The code given, or one made from the key: the same key makes the same code, and a code exists once."""
    made = base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:8]
    # WooCommerce keeps codes in small letters.
    return (action.code or f"thanks-{made}").strip().lower()


def discount(target: Target, action: CreateDiscount, key: str) -> Plan:
    given = [action.percent is not None, action.amount is not None, action.free_shipping]
    if sum(given) != 1:
        raise TooMuch("Say one thing to give: a share, an amount or free shipping.")
    if (action.percent is not None and not 1 <= action.percent <= 100) or (
        action.amount is not None and action.amount.minor < 1
    ):
        raise TooMuch("A discount is from 1 to 100 per cent, or an amount of more than nothing.")
    worth = text(action.amount) if action.amount else str(action.percent or 0)
    body: dict[str, Any] = {
        "code": code_of(action, key), "discount_type": "fixed_cart" if action.amount else "percent", "amount": worth,
        "free_shipping": action.free_shipping, "usage_limit": action.uses, "description": action.reason,
        "email_restrictions": [target.email] if target.email else [], "meta_data": [{"key": reading.KEY, "value": key}],
    }  # fmt: skip
    if action.minimum is not None:
        body["minimum_amount"] = text(action.minimum)
    if action.expires_at is not None:
        body["date_expires_gmt"] = datetime.fromtimestamp(action.expires_at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return Plan(items=(wording.discount(action),), method="POST", path="coupons", body=body)


def customer(raw: Any, action: EditCustomer, key: str) -> Plan:
    """Her standing address, and note and tags in meta data of her account. Raises TooMuch for no change."""
    tags = [one for one in str(reading.meta(raw).get(reading.TAGS) or "").split(", ") if one]
    items, body = counting.changed_items(action), dict[str, Any]()
    if action.place is not None:
        body["shipping"] = address(action.place)
        told = f"{action.place.name}, {action.place.line1}, {action.place.city}"
        items = (wording.item("address", place=told), *items)
    if not items:
        raise TooMuch("Say what to change.")
    written = plans.noted(action, tags, key)
    return Plan(items=items, path=f"customers/{raw['id']}", body={**body, "meta_data": written})


def create(target: Target, action: CreateOrder, key: str, variants: Variants, customer: Any) -> Plan:
    """An unpaid order; `customer` is the shop's account of her as JSON, None for a guest or a preview."""
    if not action.lines:
        raise TooMuch("Say what is ordered.")
    things = [(counting.variant_of(variants, one.variant_id, one.quantity), one) for one in action.lines]
    costs = [(one.price if one.price is not None else variant.price) * one.quantity for variant, one in things]
    items = [
        Item(words=variant.title, quantity=one.quantity, amount=cost)
        for (variant, one), cost in zip(things, costs, strict=True)
    ]
    items += [wording.item("shipping", amount=action.shipping)] if action.shipping else []
    items += [wording.item("discount", amount=-action.discount)] if action.discount else []
    currency = costs[0].currency
    if action.discount and action.discount > total(costs, currency):
        raise TooMuch("The discount is more than the goods cost.")
    due = plans.balance(items, currency)
    return Plan(
        items=tuple(items), method="POST", path="orders", body=_order(target, action, key, customer, costs),
        from_customer=due or None, warnings=(wording.warning("tax_added"),), exact=False,
    )  # fmt: skip


def unpriced(action: CreateOrder, names: Mapping[str, str]) -> Plan:
    """A new order whose prices nobody could be asked for at once. Raises NoSuchVariant."""
    missing = [one.variant_id for one in action.lines if one.variant_id.partition("-")[0] not in names]
    if missing:
        raise NoSuchVariant
    items = tuple(
        Item(words=html.unescape(names[one.variant_id.partition("-")[0]]), quantity=one.quantity)
        for one in action.lines
    )
    return Plan(items=items, warnings=(wording.warning("price_later"),), exact=False)


def _order(target: Target, action: CreateOrder, key: str, customer: Any, costs: Sequence[Money]) -> dict[str, Any]:
    billing = dict((customer or {}).get("billing") or {})
    billing["email"] = billing.get("email") or target.email or (customer or {}).get("email") or ""
    shipping = address(action.ship_to) if action.ship_to else dict((customer or {}).get("shipping") or {})
    lines = [
        fresh(one.variant_id, one.quantity, cost if one.price is not None else None)
        for one, cost in zip(action.lines, costs, strict=True)
    ]
    body: dict[str, Any] = {
        "status": "pending", "customer_id": int(target.customer_id or 0), "billing": billing, "shipping": shipping,
        "line_items": lines, "meta_data": [{"key": reading.KEY, "value": key}],
    }  # fmt: skip
    if action.note:
        body["meta_data"].append({"key": reading.NOTE, "value": action.note})
    if action.shipping:
        body["shipping_lines"] = [
            {"method_id": "flat_rate", "method_title": "Shipping", "total": text(action.shipping)}
        ]
    if action.discount:
        body["fee_lines"] = [{"name": "Discount", "total": text(-action.discount), "tax_status": "none"}]
    return body


def _named(line: Line, variant: Variant) -> str:
    title = line.title if variant.product_id == line.product_id else variant.title
    return f"{title} {' / '.join(variant.options.values())}".strip()


def fresh(variant_id: str, quantity: int, net: Money | None) -> dict[str, Any]:
    """A new item of an order; `net` its money without tax, None: today's price."""
    product, _, variation = variant_id.partition("-")
    made: dict[str, Any] = {"product_id": int(product), "quantity": quantity}
    if variation:
        made["variation_id"] = int(variation)
    return made if net is None else {**made, "subtotal": text(net), "total": text(net)}


def _count(raw: Any, line_id: str, count: int) -> dict[str, Any]:
    """WooCommerce changes a count without the money: both are said."""
    if count == 0:
        return {"id": int(line_id), "product_id": None, "quantity": 0}
    item = plans.item_of(raw, line_id)
    told = {
        name: text(reading.amount(item[name], raw["currency"]).share(count, int(item["quantity"])))
        for name in ("subtotal", "total")
    }
    return {"id": int(line_id), "quantity": count, **told}


def _net(raw: Any, line: Line, pieces: int) -> Money:
    item = plans.item_of(raw, line.id)
    whole = reading.amount(item["total"], raw["currency"])
    return whole - whole.share(line.quantity - pieces, line.quantity)


def _same(line: Line, variant: Variant, order: Order, raw: Any) -> bool:
    """Whether the other variant costs what this one did: its price is written with or without tax, as the shop keeps its prices."""
    each = line.unit_price
    net = (line.total - (line.tax or zero(order.currency))).share(1, line.quantity)
    if raw is not None:
        return variant.price == (each if raw.get("prices_include_tax") else net)
    return variant.price in (each, net)


def _free(line: Line, pieces: int) -> None:
    most = line.quantity - line.refunded - line.fulfilled
    if not 1 <= pieces <= most:
        raise TooMuch(f"Of “{line.title}” {most} can be changed.")
