"""Lines and sums. Shopify keeps tax beside or inside prices, discounts as allocations, and removed pieces in the line's quantity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce.model import Line
from shopkeeper.commerce.money import Money, money, total, zero

Node = Mapping[str, Any]

OTHER = "other"
"""The id of the line that holds what is no goods and no shipping: duties, tips, fees. It cannot be sent or taken back by pieces."""


def nodes(connection: Any) -> list[Any]:
    """The things of a connection, or of a plain list."""
    return list(connection["nodes"] if isinstance(connection, Mapping) else connection or ())


def amount(bag: Node | None, currency: str) -> Money | None:
    """What a MoneyBag says in the customer's currency."""
    return money(bag["presentmentMoney"]["amount"], currency) if bag else None


def _sum(bags: Iterable[Node | None], currency: str) -> Money:
    return total([amount(bag, currency) or zero(currency) for bag in bags], currency)


def _tax(node: Node, currency: str) -> Money:
    return _sum((one["priceSet"] for one in node.get("taxLines") or ()), currency)


def shipping_of(node: Node, currency: str) -> Money:
    """What sending costs: after discounts, with tax."""
    lines = nodes(node.get("shippingLines"))
    net = _sum((one["discountedPriceSet"] for one in lines), currency)
    return net if node["taxesIncluded"] else net + total([_tax(one, currency) for one in lines], currency)


def shipping_refunded(node: Node, currency: str) -> Money:
    """What of it went back."""
    back = [one for each in node.get("refunds") or () for one in nodes(each.get("refundShippingLines"))]
    net = _sum((one["subtotalAmountSet"] for one in back), currency)
    return net if node["taxesIncluded"] else net + _sum((one["taxAmountSet"] for one in back), currency)


def lines_of(node: Node, currency: str) -> tuple[Line, ...]:
    """All lines; together with the shipping they make the order's total."""
    back = _given_back(node, currency)
    sent = _sent(node)
    lines = tuple(_line(one, node, currency, sent, back) for one in nodes(node["lineItems"]))
    return _with_rest(node, currency, lines)


def _line(node: Node, order: Node, currency: str, sent: dict[str, int], back: dict[str, _Back]) -> Line:
    nothing, line_id = zero(currency), str(node["id"]).rpartition("/")[2]
    quantity, fulfilled = int(node["quantity"]), min(sent.get(line_id, 0), int(node["quantity"]))
    off = _sum((one["allocatedAmountSet"] for one in node.get("discountAllocations") or ()), currency)
    tax, unit = _tax(node, currency), amount(node["originalUnitPriceSet"], currency) or nothing
    gross = amount(node["originalTotalSet"], currency) or nothing
    removed = quantity - int(node["currentQuantity"])
    given = back.get(line_id, _Back(currency))
    variant, product = node.get("variant") or {}, node.get("product") or {}
    options = {one["name"]: one["value"] for one in variant.get("selectedOptions") or ()}
    return Line(
        id=line_id, title=node["title"], quantity=quantity, unit_price=unit,
        total=gross - off + (nothing if order["taxesIncluded"] else tax), variant=node.get("variantTitle") or "",
        options=options, sku=node.get("sku") or "",
        product_id=str(product["legacyResourceId"]) if product.get("legacyResourceId") else None,
        variant_id=str(variant["legacyResourceId"]) if variant.get("legacyResourceId") else None,
        discount=off or None, tax=tax or None, fulfilled=fulfilled,
        cancelled=max(0, min(removed, quantity - fulfilled - int(node["unfulfilledQuantity"]))),
        returned=min(given.returned, quantity), refunded=min(given.pieces, quantity), refunded_amount=given.money or None,
        image_url=(node.get("image") or {}).get("url"), needs_shipping=bool(node.get("requiresShipping", True)),
    )  # fmt: skip


class _Back:
    """What of a line was paid back and came back."""

    def __init__(self, currency: str) -> None:
        self.pieces, self.returned, self.money = 0, 0, zero(currency)


def _given_back(node: Node, currency: str) -> dict[str, _Back]:
    found: dict[str, _Back] = {}
    for refund in node.get("refunds") or ():
        paid = any(
            one["kind"] == "REFUND" and one["status"] in ("SUCCESS", "PENDING")
            for one in nodes(refund.get("transactions"))
        )
        for one in nodes(refund.get("refundLineItems")):
            entry = found.setdefault(str(one["lineItem"]["id"]).rpartition("/")[2], _Back(currency))
            # What belongs to a return is counted there.
            entry.returned += one["quantity"] if one.get("restockType") == "RETURN" and not refund.get("return") else 0
            if paid:
                entry.pieces += one["quantity"]
                bags = [one.get("subtotalSet"), None if node["taxesIncluded"] else one.get("totalTaxSet")]
                entry.money += _sum(bags, currency)
    for line_id, pieces in _coming_back(node):
        found.setdefault(line_id, _Back(currency)).returned += pieces
    return found


def _coming_back(node: Node) -> Iterable[tuple[str, int]]:
    """(line, pieces) of every return that was let happen."""
    for one in nodes(node.get("returns")):
        if one["status"] in ("OPEN", "CLOSED"):
            for each in nodes(one["returnLineItems"]):
                yield str(each["fulfillmentLineItem"]["lineItem"]["id"]).rpartition("/")[2], int(each["quantity"])


def _sent(node: Node) -> dict[str, int]:
    """Pieces sent, by line. Parcels that were called off or failed sent nothing."""
    found: dict[str, int] = {}
    for parcel in node.get("fulfillments") or ():
        if parcel["status"] in ("SUCCESS", "OPEN", "PENDING"):
            for one in nodes(parcel.get("fulfillmentLineItems")):
                line_id = str(one["lineItem"]["id"]).rpartition("/")[2]
                found[line_id] = found.get(line_id, 0) + (one.get("quantity") or 0)
    return found


def _with_rest(node: Node, currency: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    extra = _sum(
        [
            node.get("totalTipReceivedSet"),
            node.get("originalTotalDutiesSet"),
            node.get("originalTotalAdditionalFeesSet"),
        ],
        currency,
    )
    made = total([line.total for line in lines], currency) + shipping_of(node, currency) + extra
    rest = (amount(node["totalPriceSet"], currency) or made) - made
    # Tax is rounded once for the order and once for each line: a few of the smallest units may lie between.
    if rest and lines and abs(rest.minor) <= len(lines):
        at = max(range(len(lines)), key=lambda index: lines[index].total.minor)
        lines = (*lines[:at], replace(lines[at], total=lines[at].total + rest), *lines[at + 1 :])
    if not extra:
        return lines
    other = Line(
        id=OTHER, title="Duties, tips and fees", quantity=1, unit_price=extra, total=extra, needs_shipping=False
    )
    return (*lines, other)
