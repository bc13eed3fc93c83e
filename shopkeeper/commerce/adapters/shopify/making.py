"""A new order made of an old one: the same again for nothing, or the same again to be paid by the shop's link.

For nothing it is an order at once (https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCreate, every piece at no price:
one mutation, where a draft would need a second to become an order). To be paid it is a draft with an invoice link. Our key stands in
a tag of what is made and in a metafield of the first order, written by the same document.
"""

from __future__ import annotations

from typing import Any

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.shopify import drafts, marks, offers, orders, queries
from shopkeeper.commerce.adapters.shopify.client import act, query
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import tail
from shopkeeper.commerce.counting import sent_again
from shopkeeper.commerce.errors import CannotDo, StoreUnsure
from shopkeeper.commerce.model import (
    CreateOrder,
    Done,
    DuplicateOrder,
    Link,
    Order,
    Preview,
    ReplaceLines,
    Target,
    Wanted,
)
from shopkeeper.commerce.money import zero
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.errors import Failure

Node = dict[str, Any]

LISTED = 10 * MINUTE
"""By then the search knows what was made."""


# --- for nothing ---


async def preview_replacement(link: Link, target: Target, action: ReplaceLines, seen: Order) -> Preview:
    wanted = _replaced(seen, action)
    stands = await offers.standing(link, target, seen, wanted)
    items = tuple(
        wording.item("sent_again", title=stands.offers[variant].words, quantity=count, amount=zero(seen.currency))
        for variant, count in wanted
    )
    return Preview(action="replace", version=target.version, items=items, prices=stands.prices)


async def replace(link: Link, node: Node, order: Order, action: ReplaceLines, key: str) -> Done:
    """Raises TooMuch, NoSuchLine and what the shop says."""
    free = {"shopMoney": {"amount": "0", "currencyCode": node["currencyCode"]}}
    place = action.ship_to or order.ship_to
    given: Node = {
        "lineItems": [
            {"variantId": marks.variant(variant), "quantity": count, "priceSet": free}
            for variant, count in _replaced(order, action)
        ],
        "currency": node["currencyCode"], "financialStatus": "PAID", "tags": [f"{marks.REF}{key}", "replacement"],
        "note": f"Replacement for {order.number}. {action.reason}".strip(), "email": order.email or None,
        "shippingAddress": drafts.address(place) if place else None,
    }  # fmt: skip
    if order.customer_id:
        given["customer"] = {"toAssociate": {"id": gid("Customer", order.customer_id)}}
    options = {"inventoryBehaviour": "DECREMENT_OBEYING_POLICY", "sendReceipt": action.notify}
    variables = {"order": given, "options": options, "mark": marks.on_order(node, key, "made")}
    made = await marks.act(link, queries.REPLACE, variables, "orderCreate")
    if made["order"] is None:
        raise StoreUnsure(f"{link.store.name} did not say what it made.")
    return await _made(link, order, tail(made["order"]["id"]))


async def replaced(link: Link, node: Node, key: str) -> Done | None:
    """What was made under the key. Raises StoreUnsure where it is marked as made and cannot be found yet."""
    found = await _tagged(link, queries.TAGGED_ORDERS, key)
    if found is not None:
        return await _made(link, orders.read(node), str(found["legacyResourceId"]))
    if marks.is_fresh(link, node, LISTED):
        raise StoreUnsure("Shopify made the order and does not list it yet. It is looked up again.")
    return None


async def _made(link: Link, order: Order, external_id: str) -> Done:
    """Both orders as they stand. It is made already: a trouble while looking changes nothing about that."""
    done = await marks.after(link, order, external_id)
    try:
        made = await orders.order(link, external_id)
    except Failure:
        return Done(reference=external_id, order=done.order, pending=True)
    return Done(reference=external_id, order=done.order, made=made)


def _replaced(order: Order, action: ReplaceLines) -> list[tuple[str, int]]:
    sent_again(order, action)
    return [(one.variant_id, one.quantity) for one in action.pieces]


# --- to be paid ---


def again(action: DuplicateOrder, order: Order) -> tuple[Target, CreateOrder]:
    """The order as a new wish. Raises CannotDo where the shop sells none of it any more."""
    lines = tuple(Wanted(variant_id=line.variant_id, quantity=line.quantity) for line in order.lines if line.variant_id)
    if not lines:
        raise CannotDo("The shop does not sell any of this any more. Make a new order.")
    wish = CreateOrder(
        lines=lines, ship_to=action.ship_to or order.ship_to, shipping=order.shipping or None, note=action.note
    )
    return Target(customer_id=order.customer_id, email=order.email), wish


async def duplicate(link: Link, node: Node, order: Order, action: DuplicateOrder, key: str) -> Done:
    target, wish = again(action, order)
    variables = {"input": drafts.wanted(target, wish, key), "mark": marks.on_order(node, key, "made")}
    done = _draft(link, await marks.act(link, queries.AGAIN, variables, "draftOrderCreate"))
    stands = await marks.after(link, order, done.reference)
    return Done(reference=done.reference, order=stands.order, pay_url=done.pay_url)


async def duplicated(link: Link, node: Node, key: str) -> Done | None:
    """As `replaced`."""
    done = await drafted(link, key)
    if done is None and marks.is_fresh(link, node, LISTED):
        raise StoreUnsure("Shopify made the draft and does not list it yet. It is looked up again.")
    return Done(reference=done.reference, order=orders.read(node), pay_url=done.pay_url) if done else None


async def draft(link: Link, target: Target, action: CreateOrder, key: str) -> Done:
    """A draft for a customer. Raises CannotDo, StoreUnsure."""
    if action.notify:
        raise CannotDo("Shopify's own mail with the invoice is not sent from here: send the customer the link.")
    return _draft(
        link, await act(link, queries.DRAFT, {"input": drafts.wanted(target, action, key)}, "draftOrderCreate")
    )


async def drafted(link: Link, key: str) -> Done | None:
    found = await _tagged(link, queries.DRAFTS, key)
    return Done(reference=tail(found["id"]), pay_url=found["invoiceUrl"]) if found else None


def _draft(link: Link, made: Node) -> Done:
    if made["draftOrder"] is None:
        raise StoreUnsure(f"{link.store.name} did not say what it made.")
    return Done(reference=tail(made["draftOrder"]["id"]), pay_url=made["draftOrder"]["invoiceUrl"])


async def _tagged(link: Link, document: str, key: str) -> Node | None:
    # The search index lags behind; the newest are listed without it.
    tag = f"{marks.REF}{key}"
    data = await query(link, document, {"query": f'tag:"{tag}"'})
    return next((one for one in (*data["found"]["nodes"], *data["last"]["nodes"]) if tag in one["tags"]), None)
