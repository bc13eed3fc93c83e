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

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.shopify import (
    crediting,
    drafts,
    editing,
    making,
    orders,
    paying,
    previews,
    queries,
    returning,
)
from shopkeeper.commerce.adapters.shopify.client import act, query, refuse
from shopkeeper.commerce.adapters.shopify.marks import after, is_fresh, mark, marked, on_order
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import key_in, noted, tail
from shopkeeper.commerce.errors import CannotDo, NoSuchOrder, Stale, StoreRefused, StoreUnsure
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    CreateDiscount,
    CreateOrder,
    Done,
    DuplicateOrder,
    EditAddress,
    EditCustomer,
    EditLines,
    EditOrderNotes,
    GiveCredit,
    Link,
    Order,
    RefundOrder,
    ReplaceLines,
    Target,
)
from shopkeeper.commerce.money import zero
from shopkeeper.kit.clock import HOUR

Node = dict[str, Any]

_REASONS = ("CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "STAFF")


async def perform(link: Link, target: Target, action: Action, key: str) -> Done:
    """Raises Stale, CannotDo, TooMuch and what the shop says; StoreUnsure where its answer was lost."""
    service = SERVICES.get(type(action))
    if service is not None:
        return await service.found(link, target, action, key) or await service.do(link, target, action, key)
    node = await _node(link, target, key)
    done = await _found(link, node, action, key)
    if done is not None:
        return done
    order = orders.read(node)
    half = isinstance(action, EditLines) and editing.begun(node)
    if target.version and order.version != target.version and not half:
        raise Stale
    return await DEEDS[type(action)](link, node, order, action, key)


async def performed(link: Link, target: Target, action: Action, key: str) -> Done | None:
    """What stands in the shop under this key."""
    service = SERVICES.get(type(action))
    if service is not None:
        return await service.found(link, target, action, key)
    return await _found(link, await _node(link, target, key), action, key)


async def _node(link: Link, target: Target, key: str) -> Node:
    node = await orders.node(link, str(target.order), key)
    if node is None:
        raise NoSuchOrder
    return node


async def _found(link: Link, node: Node, action: Action, key: str) -> Done | None:
    match action:
        case ReplaceLines():
            return await making.replaced(link, node, key)
        case DuplicateOrder():
            return await making.duplicated(link, node, key)
        case AcceptReturn():
            return returning.found(node, key)
        case EditLines():
            return editing.found(node, key)
    return _done_before(link, node, key)


def _done_before(link: Link, node: Node, key: str) -> Done | None:
    order = orders.read(node)
    refund = next((one for one in order.refunds if one.key == key), None)
    # Pieces taken out without money leave a refund of nothing, which is no refund to us.
    removal = next((one for one in node["refunds"] if key_in(one.get("note")) == key), None)
    if refund is not None or removal is not None:
        found = refund.id if refund is not None else tail((removal or {})["id"])
        return Done(reference=found, order=order, pending=refund is not None and refund.state == "pending")
    if key_in((node.get("cancellation") or {}).get("staffNote")) == key:
        return Done(reference=_cancelling(order), order=order)
    value = marked(node)
    if value == _cancelling(order) and order.cancelled_at is None:
        # It was asked for, and Shopify cancels in its own time.
        if not is_fresh(link, node, HOUR):
            return None
        raise StoreUnsure("Shopify was asked to cancel this order and has not done it yet. It is looked up again.")
    return Done(reference=value, order=order) if value else None


async def _cancelled(link: Link, before: Order) -> Done:
    """Shopify cancels in the background."""
    done = await after(link, before, _cancelling(before))
    return replace(done, pending=done.pending or done.order is None or done.order.cancelled_at is None)


async def _refund(link: Link, node: Node, order: Order, action: RefundOrder, key: str) -> Done:
    pieces = paying.pieces_of(order, action.pieces)
    kinds = paying.restocks(order, pieces, restock=action.restock)
    told = await paying.suggested(link, order, pieces, action.shipping, kinds)
    amount = paying.of_items(paying.refund_items(order, action, told), order.currency)
    shipping = {"shipping": {"amount": str(action.shipping.decimal())}} if action.shipping else {}
    extra = {**paying.carried(node, order, amount, action.way), **shipping}
    return await _give_back(link, order, told, pieces, kinds, extra, (action.reason, action.notify, key))


async def _give_back(
    link: Link, order: Order, told: paying.Suggestion, pieces: dict[str, int], kinds: dict[str, str], extra: Node,
    how: tuple[str, bool, str],
) -> Done:  # fmt: skip
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
    return await after(link, order, tail(made["refund"]["id"]))


async def _cancel(link: Link, node: Node, order: Order, action: CancelOrder, key: str) -> Done:
    if order.cancelled_at is not None:
        raise CannotDo("This order is cancelled already.")
    if not paying.is_whole(order, action):
        _restocked(action)
        pieces = paying.pieces_of(order, action.pieces)
        kinds = dict.fromkeys(pieces, "CANCEL")
        told = await paying.suggested(link, order, pieces, None, kinds)
        items = paying.cancel_items(order, action, told)
        amount = paying.of_items(items, order.currency) if action.refund else zero(order.currency)
        extra = paying.carried(node, order, amount, action.way)
        return await _give_back(link, order, told, pieces, kinds, extra, (action.reason, action.notify, key))
    variables = {
        "id": node["id"], "reason": next((one for one in _REASONS if one.lower() in action.reason.lower()), "OTHER"),
        "method": _method(action), "restock": action.restock, "notify": action.notify, "note": noted(action.reason, key),
        "mark": on_order(node, key, _cancelling(order)),
    }  # fmt: skip
    # The cancellation itself comes later: the key is left first, so that a lost answer can be looked up until then. Whether it
    # could be left decides nothing, the note carries it too.
    data = await query(link, queries.CANCEL, variables, acting=True)
    refuse(link, data["orderCancel"])
    return await _cancelled(link, order)


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


async def _address(link: Link, node: Node, order: Order, action: EditAddress, key: str) -> Done:
    previews.can_move(node)
    return await _update(link, node, order, {"shippingAddress": drafts.address(action.ship_to)}, key)


async def _notes(link: Link, node: Node, order: Order, action: EditOrderNotes, key: str) -> Done:
    previews.note_items(action)
    fields = {"note": action.note} if action.note is not None else {}
    return await _update(link, node, order, fields, key, action.add_tags, action.drop_tags)


async def _update(
    link: Link, node: Node, order: Order, fields: Node, key: str, add: tuple[str, ...] = (), drop: tuple[str, ...] = ()
) -> Done:
    reference = f"edit-{key}"
    variables = {
        "id": node["id"], "input": {**on_order(node, key, reference), **fields}, "add": add, "drop": drop,
        "adds": bool(add), "drops": bool(drop),
    }  # fmt: skip
    await act(link, queries.UPDATE, variables, "orderUpdate")
    return await after(link, order, reference)


# --- what is done to a customer ---


def code_for(action: CreateDiscount, key: str) -> str:
    """The code asked for, or one made of the key: the same key gives the same code."""
    made = base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:10]
    return action.code or f"THANKS-{made}"


async def _found_discount(link: Link, target: Target, action: CreateDiscount, key: str) -> Done | None:
    code = code_for(action, key)
    found = (await query(link, queries.DISCOUNT_BY_CODE, {"code": code}))["codeDiscountNodeByCode"]
    if found is None:
        return None
    if key_in((found["codeDiscount"] or {}).get("title")) != key:
        raise StoreRefused(f"The code {code} exists in the shop already. Choose another.")
    return Done(reference=tail(found["id"]), code=code)


async def _discount(link: Link, target: Target, action: CreateDiscount, key: str) -> Done:
    words, code = wording.discount(previews.one_thing(action)).words, code_for(action, key)
    who = {"customers": {"add": [gid("Customer", target.customer_id)]}} if target.customer_id else {"all": "ALL"}
    given: Node = {
        "title": noted(action.reason or words, key), "code": code, "startsAt": _iso(link.now), "usageLimit": action.uses,
        "appliesOncePerCustomer": False, "context": who,
    }  # fmt: skip
    if action.expires_at:
        given["endsAt"] = _iso(action.expires_at)
    if action.minimum:
        least = {"greaterThanOrEqualToSubtotal": str(action.minimum.decimal())}
        given["minimumRequirement"] = {"subtotal": least}
    if action.free_shipping:
        given["destination"] = {"all": True}
        made = await act(link, queries.FREE_SHIPPING, {"input": given}, "discountCodeFreeShippingCreate")
    else:
        given["customerGets"] = {"value": _off(action), "items": {"all": True}}
        made = await act(link, queries.DISCOUNT, {"input": given}, "discountCodeBasicCreate")
    return Done(reference=tail(made["codeDiscountNode"]["id"]), code=code)


def _off(action: CreateDiscount) -> Node:
    """A DiscountCustomerGetsValueInput."""
    if action.amount is None:
        return {"percentage": (action.percent or 0) / 100}
    return {"discountAmount": {"amount": str(action.amount.decimal()), "appliesOnEachItem": False}}


async def _found_customer(link: Link, target: Target, action: EditCustomer, key: str) -> Done | None:
    if not target.customer_id:
        raise CannotDo("This customer bought as a guest: the shop has no account to change.")
    variables = {"id": gid("Customer", target.customer_id), "key": key}
    found = (await query(link, queries.CUSTOMER_MARK, variables))["customer"]
    if found is None:
        raise CannotDo("The shop does not know this customer any more.")
    return Done(reference=str(found["mark"]["value"])) if found["mark"] else None


async def _customer(link: Link, target: Target, action: EditCustomer, key: str) -> Done:
    previews.customer_items(action)
    who, reference = gid("Customer", str(target.customer_id)), f"edit-{key}"
    fields = {"note": action.note} if action.note is not None else {}
    variables = {
        "id": who, "input": {"id": who, **fields, "metafields": mark(key, reference)},
        "address": drafts.address(action.place) if action.place else {}, "moves": action.place is not None,
        "add": action.add_tags, "adds": bool(action.add_tags), "drop": action.drop_tags, "drops": bool(action.drop_tags),
    }  # fmt: skip
    await act(link, queries.EDIT_CUSTOMER, variables, "customerUpdate")
    return Done(reference=reference)


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Service(Struct, frozen=True):
    """What is done to a customer: how it is found under a key, and how it is done. Both take (link, target, action, key)."""

    found: Callable[[Link, Target, Any, str], Awaitable[Done | None]]
    do: Callable[[Link, Target, Any, str], Awaitable[Done]]


async def _drafted(link: Link, target: Target, action: CreateOrder, key: str) -> Done | None:
    return await making.drafted(link, key)


SERVICES: dict[type[Any], Service] = {
    CreateDiscount: Service(_found_discount, _discount),
    CreateOrder: Service(_drafted, making.draft),
    EditCustomer: Service(_found_customer, _customer),
    GiveCredit: Service(crediting.given, crediting.give),
}
DEEDS: dict[type[Any], Callable[[Link, Node, Order, Any, str], Awaitable[Done]]] = {
    RefundOrder: _refund,
    CancelOrder: _cancel,
    EditAddress: _address,
    EditOrderNotes: _notes,
    EditLines: editing.perform,
    ReplaceLines: making.replace,
    DuplicateOrder: making.duplicate,
    AcceptReturn: returning.perform,
}
# A payment cannot be moved to another way of paying by this API.
ACTIONS = frozenset(str(one.__struct_config__.tag) for one in (*SERVICES, *DEEDS))
