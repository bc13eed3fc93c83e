"""Doing it, once for a key.

Shopify knows a key again for refunds (`@idempotent`) and for nothing else used here, and forgets it. So the key is left in the
shop with the deed itself: in the note of a refund or a cancellation, in a metafield written by the same mutation, in the title of
a discount, in a tag of a draft. Each deed looks there first.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from shopkeeper.commerce.adapters.shopify import drafts, orders, paying, previews, queries
from shopkeeper.commerce.adapters.shopify.client import act, query, refuse
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import key_in, noted, tail
from shopkeeper.commerce.errors import CannotDo, NoSuchOrder, Stale, StoreRefused, StoreUnsure
from shopkeeper.commerce.model import (
    Action,
    CancelOrder,
    CreateDiscount,
    CreateOrder,
    Done,
    EditAddress,
    EditCustomer,
    EditOrderNotes,
    Link,
    Order,
    RefundOrder,
    Target,
)
from shopkeeper.commerce.money import zero
from shopkeeper.kit.errors import Failure

Node = dict[str, Any]

_REASONS = ("CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "STAFF")


async def perform(link: Link, target: Target, action: Action, key: str) -> Done:
    """Raises Stale, CannotDo, TooMuch and what the shop says; StoreUnsure where its answer was lost."""
    if isinstance(action, CreateDiscount):
        return await _found_discount(link, action, key) or await _discount(link, target, action, key)
    if isinstance(action, CreateOrder):
        return await _found_draft(link, key) or await _draft(link, target, action, key)
    if isinstance(action, EditCustomer):
        return await _found_customer(link, target, key) or await _customer(link, target, action, key)
    node = await _node(link, target, key)
    done = _done_before(node, action, key)
    if done is not None:
        return done
    order = orders.read(node)
    if target.version and order.version != target.version:
        raise Stale
    reference = await DEEDS[str(action.__struct_config__.tag)](link, node, order, action, key)
    return await _after(link, order, reference, action)


async def performed(link: Link, target: Target, action: Action, key: str) -> Done | None:
    """What stands in the shop under this key."""
    if isinstance(action, CreateDiscount):
        return await _found_discount(link, action, key)
    if isinstance(action, CreateOrder):
        return await _found_draft(link, key)
    if isinstance(action, EditCustomer):
        return await _found_customer(link, target, key)
    return _done_before(await _node(link, target, key), action, key)


async def _node(link: Link, target: Target, key: str) -> Node:
    node = await orders.node(link, str(target.order), key)
    if node is None:
        raise NoSuchOrder
    return node


def _done_before(node: Node, action: Action, key: str) -> Done | None:
    order = orders.read(node)
    refund = next((one for one in order.refunds if one.key == key), None)
    # Pieces taken out without money leave a refund of nothing, which is no refund to us.
    removal = next((one for one in node["refunds"] if key_in(one.get("note")) == key), None)
    if refund is not None or removal is not None:
        found = refund.id if refund is not None else tail((removal or {})["id"])
        return Done(reference=found, order=order, pending=refund is not None and refund.state == "pending")
    if key_in((node.get("cancellation") or {}).get("staffNote")) == key:
        return Done(reference=_cancelling(order), order=order)
    mark = str((node.get("mark") or {}).get("value") or "")
    if mark == _cancelling(order) and order.cancelled_at is None:
        # It was asked for, and Shopify cancels in its own time.
        raise StoreUnsure("Shopify was asked to cancel this order and has not done it yet. It is looked up again.")
    if mark:
        return Done(reference=mark, order=order)
    return None


async def _after(link: Link, before: Order, reference: str, action: Action) -> Done:
    """The order as it stands now. It is done already: a trouble while looking again changes nothing about that."""
    try:
        order = await orders.order(link, before.external_id)
    except Failure:
        return Done(reference=reference, pending=True)
    # Shopify cancels in the background, and banks take their time.
    waiting = (
        isinstance(action, CancelOrder)
        and order is not None
        and reference == _cancelling(order)
        and order.cancelled_at is None
    )
    waiting = waiting or any(one.id == reference and one.state == "pending" for one in (order.refunds if order else ()))
    return Done(reference=reference, order=order, pending=waiting)


async def _refund(link: Link, node: Node, order: Order, action: Action, key: str) -> str:
    assert isinstance(action, RefundOrder)
    pieces = paying.together(order, action.pieces)
    kinds = paying.restocks(order, pieces, restock=action.restock)
    told = await paying.suggested(link, order, pieces, action.shipping, kinds)
    amount = paying.of_items(paying.refund_items(order, action, told), order.currency)
    shipping = {"shipping": {"amount": str(action.shipping.decimal())}} if action.shipping else {}
    extra = {**paying.carried(node, order, amount, action.way), **shipping}
    return await _give_back(link, order, told, pieces, kinds, extra, (action.reason, action.notify, key))


async def _give_back(
    link: Link, order: Order, told: paying.Suggestion, pieces: dict[str, int], kinds: dict[str, str], extra: Node,
    how: tuple[str, bool, str],
) -> str:  # fmt: skip
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/refundCreate (its key is mandatory from 2026-04)."""
    reason, notify, key = how
    lines = [
        {"lineItemId": gid("LineItem", line), "quantity": count, "restockType": kinds[line]}
        | ({"locationId": told.places[line]} if kinds[line] != "NO_RESTOCK" and line in told.places else {})
        for line, count in pieces.items()
    ]
    given = {
        "orderId": gid("Order", order.external_id), "currency": order.currency, "note": noted(reason, key), "notify": notify,
        "refundLineItems": lines, **extra,
    }  # fmt: skip
    made = await act(link, queries.REFUND, {"input": given, "key": key}, "refundCreate")
    return tail(made["refund"]["id"])


async def _cancel(link: Link, node: Node, order: Order, action: Action, key: str) -> str:
    assert isinstance(action, CancelOrder)
    if order.cancelled_at is not None:
        raise CannotDo("This order is cancelled already.")
    if not paying.is_whole(order, action):
        _restocked(action)
        pieces = paying.together(order, action.pieces)
        kinds = dict.fromkeys(pieces, "CANCEL")
        told = await paying.suggested(link, order, pieces, None, kinds)
        items = paying.cancel_items(order, action, told)
        amount = paying.of_items(items, order.currency) if action.refund else zero(order.currency)
        extra = paying.carried(node, order, amount, action.way)
        return await _give_back(link, order, told, pieces, kinds, extra, (action.reason, action.notify, key))
    variables = {
        "id": node["id"], "reason": next((one for one in _REASONS if one.lower() in action.reason.lower()), "OTHER"),
        "method": _method(action), "restock": action.restock, "notify": action.notify, "note": noted(action.reason, key),
        "mark": {"id": node["id"], "metafields": _mark(key, _cancelling(order))},
    }  # fmt: skip
    # The cancellation itself comes later: the key is left first, so that a lost answer can be looked up until then. Whether it
    # could be left decides nothing, the note carries it too.
    data = await query(link, queries.CANCEL, variables, acting=True)
    refuse(link, data["orderCancel"])
    return _cancelling(order)


def _cancelling(order: Order) -> str:
    return f"cancel-{order.external_id}"


def _restocked(action: CancelOrder) -> None:
    """https://shopify.dev/docs/api/admin-graphql/latest/enums/RefundLineItemRestockType: pieces that are not sent any more are put
    back in stock; there is no other way. Raises CannotDo."""
    if not action.restock:
        raise CannotDo("Shopify puts cancelled pieces back in stock: say so, or cancel the whole order.")


def _method(action: CancelOrder) -> Node | None:
    if not action.refund:
        return None
    if action.way == paying.CREDIT:
        return {"storeCreditRefund": {"expiresAt": None}}
    if action.way not in (None, "original"):
        raise CannotDo("A whole order is paid back as it was paid, or as store credit.")
    return {"originalPaymentMethodsRefund": True}


async def _address(link: Link, node: Node, order: Order, action: Action, key: str) -> str:
    assert isinstance(action, EditAddress)
    previews.can_move(node)
    return await _update(link, node, {"shippingAddress": drafts.address(action.ship_to)}, key)


async def _notes(link: Link, node: Node, order: Order, action: Action, key: str) -> str:
    assert isinstance(action, EditOrderNotes)
    previews.note_words(action)
    fields = {"note": action.note} if action.note is not None else {}
    return await _update(link, node, fields, key, action.add_tags, action.drop_tags)


def _mark(key: str, reference: str) -> list[Node]:
    return [{"namespace": "shopkeeper", "key": key, "type": "single_line_text_field", "value": reference}]


async def _update(
    link: Link, node: Node, fields: Node, key: str, add: tuple[str, ...] = (), drop: tuple[str, ...] = ()
) -> str:
    reference = f"edit-{key}"
    variables = {
        "id": node["id"], "input": {"id": node["id"], **fields, "metafields": _mark(key, reference)}, "add": add, "drop": drop,
        "adds": bool(add), "drops": bool(drop),
    }  # fmt: skip
    await act(link, queries.UPDATE, variables, "orderUpdate")
    return reference


# --- what is done to a customer ---


def code_for(action: CreateDiscount, key: str) -> str:
    """The code asked for, or one made of the key: the same key gives the same code."""
    made = base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:10]
    return action.code or f"THANKS-{made}"


async def _found_discount(link: Link, action: CreateDiscount, key: str) -> Done | None:
    code = code_for(action, key)
    found = (await query(link, queries.DISCOUNT_BY_CODE, {"code": code}))["codeDiscountNodeByCode"]
    if found is None:
        return None
    if key_in((found["codeDiscount"] or {}).get("title")) != key:
        raise StoreRefused(f"The code {code} exists in the shop already. Choose another.")
    return Done(reference=tail(found["id"]), code=code)


async def _discount(link: Link, target: Target, action: CreateDiscount, key: str) -> Done:
    words, code = previews.discount_words(action), code_for(action, key)
    who = {"customers": {"add": [gid("Customer", target.customer_id)]}} if target.customer_id else {"all": "ALL"}
    if action.percent is not None:
        value: Node = {"percentage": action.percent / 100}
    else:
        assert action.amount is not None
        value = {"discountAmount": {"amount": str(action.amount.decimal()), "appliesOnEachItem": False}}
    given: Node = {
        "title": noted(action.reason or words, key), "code": code, "startsAt": _iso(link.now), "usageLimit": action.uses,
        "appliesOncePerCustomer": False, "context": who, "customerGets": {"value": value, "items": {"all": True}},
    }  # fmt: skip
    if action.expires_at:
        given["endsAt"] = _iso(action.expires_at)
    if action.minimum:
        least = {"greaterThanOrEqualToSubtotal": str(action.minimum.decimal())}
        given["minimumRequirement"] = {"subtotal": least}
    made = await act(link, queries.DISCOUNT, {"input": given}, "discountCodeBasicCreate")
    return Done(reference=tail(made["codeDiscountNode"]["id"]), code=code)


async def _found_draft(link: Link, key: str) -> Done | None:
    # The search index lags behind; the newest are listed without it.
    tag = f"{drafts.REF}{key}"
    data = await query(link, queries.DRAFTS, {"query": f'tag:"{tag}"'})
    listed = [*data["found"]["nodes"], *data["last"]["nodes"]]
    found = next((one for one in listed if tag in one["tags"]), None)
    return Done(reference=tail(found["id"]), pay_url=found["invoiceUrl"]) if found else None


async def _draft(link: Link, target: Target, action: CreateOrder, key: str) -> Done:
    if action.notify:
        raise CannotDo("Shopify's own mail with the invoice is not sent from here: send the customer the link.")
    made = await act(link, queries.DRAFT, {"input": drafts.wanted(target, action, key)}, "draftOrderCreate")
    if made["draftOrder"] is None:
        raise StoreUnsure(f"{link.store.name} did not say what it made.")
    return Done(reference=tail(made["draftOrder"]["id"]), pay_url=made["draftOrder"]["invoiceUrl"])


async def _found_customer(link: Link, target: Target, key: str) -> Done | None:
    if not target.customer_id:
        raise CannotDo("This shop knows no such customer: she bought as a guest.")
    variables = {"id": gid("Customer", target.customer_id), "key": key}
    found = (await query(link, queries.CUSTOMER_MARK, variables))["customer"]
    if found is None:
        raise CannotDo("The shop does not know this customer any more.")
    return Done(reference=str(found["mark"]["value"])) if found["mark"] else None


async def _customer(link: Link, target: Target, action: EditCustomer, key: str) -> Done:
    previews.customer_words(action)
    who, reference = gid("Customer", str(target.customer_id)), f"edit-{key}"
    fields = {"note": action.note} if action.note is not None else {}
    variables = {
        "id": who, "input": {"id": who, **fields, "metafields": _mark(key, reference)},
        "address": drafts.address(action.place) if action.place else {}, "moves": action.place is not None,
        "add": action.add_tags, "adds": bool(action.add_tags), "drop": action.drop_tags, "drops": bool(action.drop_tags),
    }  # fmt: skip
    await act(link, queries.EDIT_CUSTOMER, variables, "customerUpdate")
    return Done(reference=reference)


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Deed = Callable[[Link, Node, Order, Action, str], Awaitable[str]]

DEEDS: dict[str, Deed] = {"refund": _refund, "cancel": _cancel, "edit_address": _address, "notes": _notes}
ACTIONS = frozenset({*DEEDS, "discount", "create", "customer"})
