"""What goes back and by which ways: the shop's own suggestion, what was agreed on top, and the transactions that carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.shopify import counting, queries
from shopkeeper.commerce.adapters.shopify.client import query
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import tail
from shopkeeper.commerce.counting import left_to_send, line_of, refundable, together, worth
from shopkeeper.commerce.errors import CannotDo, NoSuchOrder, TooMuch
from shopkeeper.commerce.model import CancelOrder, Item, Link, Order, Pieces, RefundOrder
from shopkeeper.commerce.money import Money, total, zero

CREDIT = "store_credit"


class Suggestion(Struct, frozen=True):
    """The shop's word on giving pieces and shipping back: how much, and where each line's pieces are put back on the shelf."""

    amount: Money
    updated_at: str
    cancelled: bool
    places: dict[str, str]


async def suggested(
    link: Link, order: Order, pieces: Mapping[str, int], shipping: Money | None, kinds: Mapping[str, str]
) -> Suggestion:
    """One call. https://shopify.dev/docs/api/admin-graphql/latest/objects/SuggestedRefund. Raises NoSuchOrder."""
    wanted = [
        {"lineItemId": gid("LineItem", line), "quantity": count, "restockType": kinds[line]}
        for line, count in pieces.items()
    ]
    variables = {
        "id": gid("Order", order.external_id),
        "pieces": wanted,
        "shipping": str(shipping.decimal()) if shipping else None,
    }
    found = (await query(link, queries.SUGGESTED, variables))["order"]
    if found is None:
        raise NoSuchOrder
    told = found["suggestedRefund"] or {}
    places = {
        tail(one["lineItem"]["id"]): one["location"]["id"]
        for one in told.get("refundLineItems") or ()
        if one.get("location")
    }
    amount = counting.amount(told.get("amountSet"), order.currency) or zero(order.currency)
    return Suggestion(amount, found["updatedAt"], bool(found["cancelledAt"]), places)


def restocks(order: Order, pieces: Mapping[str, int], *, restock: bool) -> dict[str, str]:
    """How each line's pieces go back in stock: those that were sent as a return, the others as cancelled, which then are not sent.

    https://shopify.dev/docs/api/admin-graphql/latest/enums/RefundLineItemRestockType
    """
    lines = {line_id: line_of(order, line_id) for line_id in pieces}
    return {
        line_id: "NO_RESTOCK"
        if not restock
        else "RETURN"
        if line.fulfilled - line.returned >= pieces[line_id]
        else "CANCEL"
        for line_id, line in lines.items()
    }


def pieces_of(order: Order, pieces: Sequence[Pieces]) -> dict[str, int]:
    """Pieces by line. Raises NoSuchLine, TooMuch, CannotDo."""
    found = together(pieces)
    if counting.OTHER in found:
        raise CannotDo("Duties, tips and fees are given back as an amount, not by pieces.")
    for line_id in found:
        line_of(order, line_id)
    return found


def refund_items(order: Order, action: RefundOrder, suggestion: Suggestion) -> tuple[Item, ...]:
    """The rows of a refund; they make what goes back. Raises TooMuch."""
    wanted = pieces_of(order, action.pieces)
    nothing = zero(order.currency)
    if any(one is not None and one <= nothing for one in (action.shipping, action.amount)):
        raise TooMuch("An amount to give back is more than nothing.")
    if action.shipping and action.shipping > order.shipping - order.shipping_refunded:
        raise TooMuch(f"{order.shipping - order.shipping_refunded} of the shipping is left to give back.")
    lines = [(line_of(order, line), count) for line, count in wanted.items()]
    rows = [Item(words=line.title, quantity=count, amount=worth(line, count)) for line, count in lines]
    rows += [wording.item("shipping", amount=action.shipping)] if action.shipping else []
    items = shared(rows, suggestion.amount)
    items += (wording.item("goodwill", amount=-action.amount),) if action.amount else ()
    amount = of_items(items, order.currency)
    if amount <= nothing:
        raise TooMuch("Say what to give back: pieces, shipping or an amount.")
    if amount > refundable(order):
        raise TooMuch(f"{refundable(order)} of what was paid is left to give back, not {amount}.")
    return items


def shared(rows: Sequence[Item], amount: Money) -> tuple[Item, ...]:
    """Rows that make exactly the amount, each by what it is worth (its amount before)."""
    if not rows:
        return ()
    parts = amount.split([row.amount.minor if row.amount else 0 for row in rows])
    return tuple(replace(row, amount=-part) for row, part in zip(rows, parts, strict=True))


def of_items(items: Sequence[Item], currency: str) -> Money:
    """What the rows give back."""
    return -total([one.amount for one in items if one.amount is not None], currency)


def is_whole(order: Order, action: CancelOrder) -> bool:
    """Whether nothing of the order will be left. Raises CannotDo where part of it is sent and no pieces are named."""
    sent = any(line.fulfilled for line in order.lines)
    left = {line.id: left_to_send(line) for line in order.lines if left_to_send(line) and line.id != counting.OTHER}
    if not action.pieces:
        if sent:
            words = "Part of it is sent already. Cancel what is left, line by line, or take the rest back as a return."
            raise CannotDo(words)
        return True
    wanted = pieces_of(order, action.pieces)
    for line_id, count in wanted.items():
        if count > left.get(line_id, 0):
            raise TooMuch(f"Of “{line_of(order, line_id).title}” only {left.get(line_id, 0)} are left to send.")
    return wanted == left and not sent


def cancel_items(order: Order, action: CancelOrder, suggestion: Suggestion) -> tuple[Item, ...]:
    """The rows of a cancellation; without amounts where nothing is given back."""
    whole, left = is_whole(order, action), refundable(order)
    wanted = pieces_of(order, action.pieces) or {
        line.id: left_to_send(line) for line in order.lines if left_to_send(line)
    }
    lines = [(line_of(order, line_id), count) for line_id, count in wanted.items()]
    rows = [
        wording.item("cancel", title=line.title, quantity=count, amount=total(line.total.split([1] * line.quantity)[:count], order.currency))
        for line, count in lines
    ]  # fmt: skip
    amount = left if whole else min(suggestion.amount, left, key=lambda one: one.minor)
    if not action.refund or not amount:
        return tuple(replace(row, amount=None) for row in rows)
    if whole and order.shipping:
        rows.append(wording.item("shipping", amount=order.shipping))
    return shared(rows, amount)


def carried(node: Mapping[str, Any], order: Order, amount: Money, way: str | None) -> dict[str, Any]:
    """The part of a RefundInput that moves the money. Raises TooMuch where that way did not take in so much."""
    if not amount:
        return {"transactions": []}
    if way == CREDIT:
        sum_ = {"amount": str(amount.decimal()), "currencyCode": order.currency}
        return {"transactions": [], "refundMethods": [{"storeCreditRefund": {"amount": sum_}}]}
    moves, left = [], amount
    for parent, gateway, held in _held(node, order.currency):
        part = min(left, held, key=lambda one: one.minor)
        if part > zero(order.currency) and way in (None, "original", gateway):
            moves.append(
                {
                    "orderId": node["id"], "parentId": parent, "gateway": gateway, "kind": "REFUND",
                    "amount": str(part.decimal()),
                }
            )  # fmt: skip
            left = left - part
    if left:
        raise TooMuch(f"{amount - left} can go back that way, not {amount}.")
    return {"transactions": moves}


def _held(node: Mapping[str, Any], currency: str) -> list[tuple[str, str, Money]]:
    """What each payment took in and still holds: (transaction, gateway, amount)."""
    moved = [one for one in node.get("transactions") or () if one["status"] in ("SUCCESS", "PENDING")]
    gone: dict[str, Money] = {}
    for one in moved:
        if one["kind"] == "REFUND" and one.get("parentTransaction"):
            parent = one["parentTransaction"]["id"]
            gone[parent] = gone.get(parent, zero(currency)) + (
                counting.amount(one["amountSet"], currency) or zero(currency)
            )
    return [
        (
            one["id"],
            one["gateway"],
            (counting.amount(one["amountSet"], currency) or zero(currency)) - gone.get(one["id"], zero(currency)),
        )
        for one in moved
        if one["kind"] in ("SALE", "CAPTURE") and one["status"] == "SUCCESS"
    ]
