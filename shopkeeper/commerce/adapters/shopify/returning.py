"""Letting things come back, and what they are exchanged for.

https://shopify.dev/docs/apps/build/orders-fulfillment/returns-apps/build-return-management. Our key stands in the note of each returned
piece's reason, written with the return itself. The API attaches return labels that somebody bought elsewhere and sells none: what a
shop attached is read, nothing is made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.shopify import marks, offers, paying, queries
from shopkeeper.commerce.adapters.shopify.client import act, query
from shopkeeper.commerce.adapters.shopify.orders import read
from shopkeeper.commerce.adapters.shopify.reading import noted, tail
from shopkeeper.commerce.counting import coming_back, line_of, worth
from shopkeeper.commerce.errors import CannotDo, TooMuch
from shopkeeper.commerce.model import AcceptReturn, Done, Item, Link, Order, Preview, ReturnLine, Target
from shopkeeper.commerce.money import zero

Node = dict[str, Any]

LONGEST_NOTE = 255
_HANDLES: dict[str, tuple[str, ...]] = {
    "size_too_small": ("too-small", "size-too-small", "too-tight"),
    "size_too_large": ("too-big", "too-large", "size-too-large", "too-loose"),
    "defective": ("defective", "defective-or-doesnt-work", "damaged", "arrived-damaged"),
    "wrong_item": ("wrong-item", "wrong-item-received", "incorrect-item"),
    "unwanted": ("unwanted", "changed-my-mind", "no-longer-needed"),
}
"""Our reasons by the handles of the shop's library, the first that the shop has; other reasons by their own name."""


async def preview(link: Link, target: Target, action: AcceptReturn, seen: Order) -> Preview:
    """Raises TooMuch, NoSuchLine, NoSuchVariant, CannotDo, Stale."""
    checked(seen, action)
    wanted = [(one.for_variant, one.quantity) for one in action.lines if one.for_variant]
    stands = await offers.standing(link, target, seen, wanted)
    items = tuple(_item(seen, one, stands.offers) for one in action.lines)
    balance, nothing = -paying.of_items(items, seen.currency), zero(seen.currency)
    return Preview(
        action="return", version=target.version, items=items, way=action.way, exact=False,
        to_customer=-balance if balance < nothing else None, from_customer=balance if balance > nothing else None,
        warnings=(wording.warning("money_on_arrival"),),
    )  # fmt: skip


def checked(order: Order, action: AcceptReturn) -> None:
    """Raises TooMuch, NoSuchLine, CannotDo."""
    unsent = next((line for one in action.lines if not (line := line_of(order, one.line_id)).fulfilled), None)
    if unsent is not None:
        raise CannotDo(f"“{unsent.title}” was not sent yet. Cancel it instead.")
    coming_back(order, action)


def _item(seen: Order, one: ReturnLine, offered: Mapping[str, offers.Offer]) -> Item:
    line, nothing = line_of(seen, one.line_id), zero(seen.currency)
    value = worth(line, one.quantity) if line.refunded + one.quantity <= line.quantity else nothing
    if one.for_variant is None:
        return wording.item("comes_back", title=line.title, quantity=one.quantity, amount=-value)
    offer = offered[one.for_variant]
    if offer.price.currency != seen.currency:
        raise CannotDo("The shop sells this in another currency here. Take it back, and make a new order.")
    given, cost = f"{line.title} {line.variant}".strip(), offer.price * one.quantity - value
    return wording.item("exchanged", title=given, other=offer.words, quantity=one.quantity, amount=cost)


async def perform(link: Link, node: Node, order: Order, action: AcceptReturn, key: str) -> Done:
    """Raises TooMuch, CannotDo and what the shop says."""
    checked(order, action)
    data = await query(link, queries.RETURNABLE, {"id": node["id"]})
    reasons = {one["handle"]: one["id"] for one in data["returnReasonDefinitions"]["nodes"] if not one["deleted"]}
    left = _returnable(data["returnableFulfillments"]["nodes"])
    given = {
        "orderId": node["id"],
        "returnLineItems": [part for one in action.lines for part in _parts(order, one, left, reasons, key)],
        "exchangeLineItems": [
            {"variantId": marks.variant(one.for_variant), "quantity": one.quantity}
            for one in action.lines if one.for_variant
        ],
    }  # fmt: skip
    made = await act(link, queries.RETURN, {"input": given}, "returnCreate")
    reference = tail(made["return"]["id"])
    done = await marks.after(link, order, reference)
    return Done(reference=reference, order=done.order, label_url=_label(done.order, reference), pending=done.pending)


def found(node: Node, key: str) -> Done | None:
    """The return that carries the key."""
    order = read(node)
    known = next((one for one in order.returns if one.key == key), None)
    return Done(reference=known.id, order=order, label_url=known.label_url) if known else None


def _label(order: Order | None, reference: str) -> str | None:
    return next((one.label_url for one in (order.returns if order else ()) if one.id == reference), None)


def _returnable(fulfillments: Sequence[Node]) -> dict[str, list[list[Any]]]:
    """[id of the sent piece, how many may come back] by line."""
    found: dict[str, list[list[Any]]] = {}
    for one in (one for each in fulfillments for one in each["returnableFulfillmentLineItems"]["nodes"]):
        sent = one["fulfillmentLineItem"]
        found.setdefault(tail(sent["lineItem"]["id"]), []).append([sent["id"], one["quantity"]])
    return found


def _parts(
    order: Order, one: ReturnLine, left: dict[str, list[list[Any]]], reasons: Mapping[str, str], key: str
) -> list[Node]:
    """The pieces of one line, over the parcels they went out in. Raises TooMuch where the shop lets fewer come back."""
    note, wanted = noted(one.note[: LONGEST_NOTE - len(key) - 8], key), one.quantity
    found = list[Node]()
    for entry in left.get(one.line_id, []):
        count = min(wanted, entry[1])
        if count:
            found.append(
                {"fulfillmentLineItemId": entry[0], "quantity": count, "returnReasonNote": note} | _reason(one, reasons)
            )
            entry[1] -= count
            wanted -= count
    if wanted:
        raise TooMuch(f"Of “{line_of(order, one.line_id).title}” the shop lets {one.quantity - wanted} come back.")
    return found


def _reason(one: ReturnLine, reasons: Mapping[str, str]) -> Node:
    word = "_".join(one.reason.lower().split())
    tried = (*_HANDLES.get(word, ()), word.replace("_", "-"), "other")
    return next(({"returnReasonDefinitionId": reasons[handle]} for handle in tried if handle in reasons), {})
