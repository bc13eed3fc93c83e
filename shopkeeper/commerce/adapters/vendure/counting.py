"""How many pieces of a line were called off, sent and paid back, and what an order came to before anything was called off.

Vendure takes cancelled pieces out of the line and of the total, and remembers them only in the order's history (ORDER_CANCELLATION).
A modification that lowers a count goes through the same door (OrderModifier.modifyOrder → cancelOrderByOrderLines, without a reason):
those pieces were edited away, not called off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shopkeeper.commerce.adapters.vendure import stamps

Raw = Mapping[str, Any]
NOT_SENT = frozenset({"Created", "Pending", "Cancelled"})
PAID, AUTHORIZED = "Settled", "Authorized"


def called_off(raw: Raw) -> Counter[str]:
    """Pieces by line, edits not counted."""
    lowered = Counter(
        (str(line["orderLineId"]), -int(line["quantity"]))
        for one in raw.get("modifications") or ()
        for line in one["lines"]
        if int(line["quantity"]) < 0
    )
    found: Counter[str] = Counter()
    for data in (one["data"] for one in stamps.entries(raw, "ORDER_CANCELLATION")):
        lines = [(str(line["orderLineId"]), int(line["quantity"])) for line in data.get("lines") or ()]
        if len(lines) == 1 and not data.get("reason") and lowered[lines[0]]:
            lowered[lines[0]] -= 1
            continue
        for line, count in lines:
            found[line] += count
    return found


def sent(raw: Raw) -> Counter[str]:
    """Pieces by line that left the house."""
    return _pieces(one for one in raw.get("fulfillments") or () if one["state"] not in NOT_SENT)


def taken_up(raw: Raw) -> Counter[str]:
    """Pieces by line that somebody is sending, or sent."""
    return _pieces(one for one in raw.get("fulfillments") or () if one["state"] != "Cancelled")


def refunds(raw: Raw) -> list[Raw]:
    """Every refund with the way it went, oldest first."""
    found = [(one, payment) for payment in raw.get("payments") or () for one in payment["refunds"]]
    return [{**one, "way": payment["method"]} for one, payment in sorted(found, key=lambda pair: pair[0]["createdAt"])]


def left_of(payment: Raw) -> int:
    """What of a payment was not given back yet."""
    return int(payment["amount"]) - sum(int(one["total"]) for one in payment["refunds"] if one["state"] != "Failed")


def settled(raw: Raw) -> list[Raw]:
    return [one for one in raw.get("payments") or () if one["state"] == PAID]


def worths(raw: Raw) -> dict[str, int]:
    """What each line came to with what was called off. What a line called off whole cost after discounts Vendure forgets
    (OrderLine.getUnitAdjustmentsTotal is 0 then): what was paid for the order still tells."""
    off = called_off(raw)
    found = {
        str(line["id"]): int(line["proratedLinePriceWithTax"])
        + off[str(line["id"])] * int(line["proratedUnitPriceWithTax"])
        for line in raw["lines"]
        if int(line["quantity"]) + off[str(line["id"])] > 0
    }
    touched = [one for one in found if off[one]]
    paid = sum(int(one["amount"]) for one in settled(raw)) - _taken_back_by_edits(raw)
    extra = sum(found.values()) + of_surcharges(raw) + shipping(raw) - paid
    if not touched or not paid or extra < 0 or _owes(raw):
        return found
    for line in sorted(touched, key=lambda one: -found[one]):
        part = min(extra, found[line])
        found[line], extra = found[line] - part, extra - part
    return found


def shipping(raw: Raw) -> int:
    """What the way cost, as if it had not been called off."""
    return sum(_shipping(one) for one in raw.get("shippingLines") or ())


def of_surcharges(raw: Raw) -> int:
    return sum(int(one["priceWithTax"]) for one in raw.get("surcharges") or ())


def tax_in(worth: int, rate: Any) -> int:
    """The tax within an amount; `rate` in per cent."""
    net = Decimal(worth) * 100 / (100 + Decimal(rate))
    return worth - int(net.quantize(Decimal(1), ROUND_HALF_UP))


def _shipping(line: Raw) -> int:
    given = [one for one in line["discounts"] if one["adjustmentSource"] == "CANCEL_ORDER"]
    if not given:
        return int(line["discountedPriceWithTax"])
    others = [one for one in line["discounts"] if one["adjustmentSource"] != "CANCEL_ORDER"]
    return int(line["priceWithTax"]) + sum(int(one["amountWithTax"]) for one in others)


def _taken_back_by_edits(raw: Raw) -> int:
    theirs = {str(one["refund"]["id"]) for one in raw.get("modifications") or () if one.get("refund")}
    return sum(int(one["total"]) for one in refunds(raw) if str(one["id"]) in theirs and one["state"] != "Failed")


def _owes(raw: Raw) -> bool:
    return any(not one["isSettled"] for one in raw.get("modifications") or ())


def _pieces(things: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for thing in things:
        for line in thing["lines"]:
            found[str(line["orderLineId"])] += int(line["quantity"])
    return found
