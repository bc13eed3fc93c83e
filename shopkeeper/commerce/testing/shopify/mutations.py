"""What the pretend shop does when it is told to. Each names the provider's page; errors are told as there, in `userErrors`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from graphql import GraphQLError, GraphQLResolveInfo

from shopkeeper.commerce.testing.shopify import bulk, editing, giving, making, returning
from shopkeeper.commerce.testing.shopify.shop import Goods, Node, find, no, paid

Info = GraphQLResolveInfo[Any]
LOCATION = {"id": "gid://shopify/Location/487838322", "name": "Warehouse"}


def pieces_worth(shop: Goods, line: Node, count: int) -> tuple[Decimal, Decimal]:
    """What the next pieces of a line are paid back with: without and with its tax where tax is not in the price."""
    given, whole = line["quantity"] - line["refundableQuantity"], line["quantity"]
    tax_in_all = sum((paid(one["priceSet"]) for one in line["taxLines"]), Decimal(0))
    gross = shop.with_tax(line)
    base = gross if shop.taxes_included else gross - tax_in_all
    parts = [
        shop.cents(sum_ * (given + count) / whole) - shop.cents(sum_ * given / whole) for sum_ in (base, tax_in_all)
    ]
    return parts[0], parts[1]


def suggested_refund(shop: Goods, order: Node, arguments: Node) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/objects/SuggestedRefund"""
    amount, lines = Decimal(0), []
    for one in arguments.get("refundLineItems") or ():
        line = find(order["lineItems"], one["lineItemId"])
        if line is None:
            raise GraphQLError("Line item not found.")
        base, tax = pieces_worth(shop, line, one["quantity"])
        amount += base if shop.taxes_included else base + tax
        restock = one.get("restockType") or "NO_RESTOCK"
        lines.append({
            "lineItem": line, "quantity": one["quantity"], "restockType": restock, "location": None if restock == "NO_RESTOCK" else LOCATION,
            "subtotalSet": shop.bag_of(base), "totalTaxSet": shop.bag_of(tax),
        })  # fmt: skip
    amount += Decimal(str(arguments.get("shippingAmount") or 0))
    most = sum((shop.held(order, one) for one in order["transactions"] if one["kind"] == "SALE"), Decimal(0))
    return {
        "amountSet": shop.bag_of(min(amount, most)),
        "maximumRefundableSet": shop.bag_of(most),
        "refundLineItems": lines,
    }


def refund_create(shop: Goods, info: Info, input: Node) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/refundCreate"""
    order = find(shop.orders, input["orderId"])
    if order is None:
        return no("Order does not exist", "orderId")
    for one in input.get("refundLineItems") or ():
        line = find(order["lineItems"], one["lineItemId"])
        if line is None or one["quantity"] > line["refundableQuantity"]:
            return no("Quantity cannot refund more items than were purchased", "refundLineItems")
    moves = []
    for one in input.get("transactions") or ():
        sale = find(order["transactions"], one.get("parentId") or "")
        if sale is None or Decimal(str(one["amount"])) > shop.held(order, sale):
            return no("Refund amount exceeds the amount that can be refunded", "transactions")
        moves.append(shop.transaction("REFUND", Decimal(str(one["amount"])), one["gateway"], sale))
    for method in input.get("refundMethods") or ():
        amount = Decimal(str(method["storeCreditRefund"]["amount"]["amount"]))
        sale = order["transactions"][0]
        if amount > shop.held(order, sale):
            return no("Refund amount exceeds the amount that can be refunded", "refundMethods")
        moves.append(shop.transaction("REFUND", amount, "shopify_store_credit", sale))
    lines = [_taken_back(shop, order, one) for one in input.get("refundLineItems") or ()]
    shipping = Decimal(str((input.get("shipping") or {}).get("amount") or 0))
    nothing = shop.bag_of(Decimal(0))
    refund = {
        **shop.id("Refund"), "createdAt": shop.iso(), "note": input.get("note"), "transactions": moves, "refundLineItems": lines,
        "refundShippingLines": [{"subtotalAmountSet": shop.bag_of(shipping), "taxAmountSet": nothing}] if shipping else [],
    }  # fmt: skip
    order["transactions"] += moves
    order["refunds"].append(refund)
    order["due"] = (
        min(Decimal(0), order["due"] + sum(paid(one["amountSet"]) for one in moves))
        if order["due"] < 0
        else order["due"]
    )
    shop.settle(order)
    return {"refund": refund, "order": order, "userErrors": []}


def _taken_back(shop: Goods, order: Node, one: Node) -> Node:
    line = find(order["lineItems"], one["lineItemId"])
    assert line is not None
    base, tax = pieces_worth(shop, line, one["quantity"])
    line["refundableQuantity"] -= one["quantity"]
    line["currentQuantity"] -= one["quantity"]
    if one.get("restockType") == "CANCEL":
        # The only kind that leaves fewer to send: https://shopify.dev/docs/api/admin-graphql/latest/enums/RefundLineItemRestockType
        line["unfulfilledQuantity"] -= min(one["quantity"], line["unfulfilledQuantity"])
    return {
        "lineItem": line, "quantity": one["quantity"], "restockType": one.get("restockType") or "NO_RESTOCK",
        "subtotalSet": shop.bag_of(base), "totalTaxSet": shop.bag_of(tax),
    }  # fmt: skip


def order_cancel(shop: Goods, info: Info, orderId: str, reason: str, restock: bool, **how: Any) -> Node:  # noqa: N803  the provider's name
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCancel"""
    order, errors = find(shop.orders, orderId), "orderCancelUserErrors"
    if order is None:
        return no("Order does not exist", "orderId", errors=errors, code="NOT_FOUND")
    if order["cancelledAt"] or order["fulfillments"]:
        return no(
            "Cannot cancel an order that has been cancelled or fulfilled", "orderId", errors=errors, code="INVALID"
        )
    if len(how.get("staffNote") or "") > 255:
        return no("Staff note is too long (maximum is 255 characters)", "staffNote", errors=errors, code="INVALID")
    job = {**shop.id("Job"), "done": False}
    shop.jobs.append(lambda: _cancel(shop, order, reason, how))
    if not shop.slow:
        shop.run_jobs()
    return {"job": job, errors: [], "userErrors": []}


def _cancel(shop: Goods, order: Node, reason: str, how: Node) -> None:
    method = how.get("refundMethod") or {}
    moves = []
    for sale in [one for one in order["transactions"] if one["kind"] == "SALE"] if method else ():
        gateway = "shopify_store_credit" if method.get("storeCreditRefund") else sale["gateway"]
        if shop.held(order, sale):
            moves.append(shop.transaction("REFUND", shop.held(order, sale), gateway, sale))
    lines = [
        _taken_back(shop, order, {"lineItemId": one["id"], "quantity": one["refundableQuantity"], "restockType": "CANCEL"})
        for one in order["lineItems"] if one["refundableQuantity"]
    ]  # fmt: skip
    order["transactions"] += moves
    order["refunds"].append({
        **shop.id("Refund"), "createdAt": shop.iso(), "note": None, "transactions": moves, "refundLineItems": lines,
        "refundShippingLines": [],
    })  # fmt: skip
    order |= {"cancelledAt": shop.iso(1), "cancelReason": reason, "cancellation": {"staffNote": how.get("staffNote")}}
    shop.settle(order)


def order_update(shop: Goods, info: Info, input: Node) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderUpdate"""
    order = find(shop.orders, input["id"])
    if order is None:
        return no("Order does not exist", "id")
    place = input.get("shippingAddress")
    if place is not None and not place.get("lastName"):
        return no("Last name can't be blank", "shippingAddress", "lastName")
    for one in input.get("metafields") or ():
        if not 2 <= len(one["key"]) <= 64:
            return no("Key must be between 2 and 64 characters", "metafields", "key")
        order["metafields"][one["namespace"], one["key"]] = shop.metafield(one)
    if place is not None:
        name = f"{place.get('firstName') or ''} {place['lastName']}".strip()
        order["shippingAddress"] = {**place, "name": name, "countryCodeV2": place.get("countryCode")}
    order |= {name: input[name] for name in ("note", "tags", "email") if name in input}
    shop.settle(order)
    return {"order": order, "userErrors": []}


def tags_add(shop: Goods, info: Info, id: str, tags: list[str]) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/tagsAdd"""
    return _tagged(shop, id, lambda old: [*old, *(tag for tag in tags if tag not in old)])


def tags_remove(shop: Goods, info: Info, id: str, tags: list[str]) -> Node:
    return _tagged(shop, id, lambda old: [tag for tag in old if tag not in tags])


def _tagged(shop: Goods, gid: str, change: Callable[[list[str]], list[str]]) -> Node:
    node = find([*shop.orders, *shop.customers, *shop.drafts], gid)
    if node is None:
        return no("Resource not found", "id")
    node |= {"tags": sorted(change(node["tags"])), "updatedAt": shop.iso(1)}
    return {"node": None, "userErrors": []}


def _calculated(shop: Goods, input: Node) -> Node | str:
    lines, sum_ = [], Decimal(0)
    for one in input.get("lineItems") or ():
        variant = find(shop.variants, one.get("variantId") or "")
        if variant is None:
            return f"Product with ID {str(one.get('variantId')).rpartition('/')[2]} is no longer available."
        each = Decimal(str((one.get("priceOverride") or {}).get("amount", variant["price"])))
        sum_ += each * one["quantity"]
        lines.append(
            {
                "title": variant["product"]["title"],
                "quantity": one["quantity"],
                "variant": variant,
                "discountedTotalSet": shop.bag(each * one["quantity"]),
            }
        )
    if not lines:
        return "Add at least 1 product"
    sum_ += Decimal(str(((input.get("shippingLine") or {}).get("priceWithCurrency") or {}).get("amount", 0)))
    off = (input.get("appliedDiscount") or {}).get("amountWithCurrency") or {}
    return {"lineItems": lines, "totalPriceSet": shop.bag(sum_ - Decimal(str(off.get("amount", 0))))}


def draft_order_calculate(shop: Goods, info: Info, input: Node) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/draftOrderCalculate"""
    made = _calculated(shop, input)
    return no(made, "lineItems") if isinstance(made, str) else {"calculatedDraftOrder": made, "userErrors": []}


def draft_order_create(shop: Goods, info: Info, input: Node) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/draftOrderCreate"""
    made = _calculated(shop, input)
    if isinstance(made, str):
        return no(made, "lineItems")
    if any(len(tag) > 40 for tag in input.get("tags") or ()):
        return no("Tags is invalid (a tag has 40 characters at most)", "tags")
    draft = {
        **shop.id("DraftOrder"),
        "tags": input.get("tags") or [],
        "note2": input.get("note"),
        "totalPriceSet": made["totalPriceSet"],
    }
    draft |= {
        "invoiceUrl": f"https://{shop.domain}/invoices/{draft['legacyResourceId']}",
        "name": f"#D{len(shop.drafts) + 1}",
    }
    shop.drafts.append(draft)
    return {"draftOrder": draft, "userErrors": []}


def discount_create(shop: Goods, info: Info, basicCodeDiscount: Node) -> Node:  # noqa: N803  the provider's name
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeBasicCreate"""
    percentage = ((basicCodeDiscount.get("customerGets") or {}).get("value") or {}).get("percentage")
    if percentage is not None and not 0 < percentage <= 1:
        return no("Value must be between 0.0 and 1.0", "basicCodeDiscount", "customerGets", code="VALUE_OUTSIDE_RANGE")
    return _coded(shop, basicCodeDiscount, "basicCodeDiscount", "DiscountCodeBasic")


def free_shipping_create(shop: Goods, info: Info, freeShippingCodeDiscount: Node) -> Node:  # noqa: N803  the provider's name
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeFreeShippingCreate"""
    if not freeShippingCodeDiscount.get("destination"):
        return no("Destination can't be blank", "freeShippingCodeDiscount", "destination", code="BLANK")
    return _coded(shop, freeShippingCodeDiscount, "freeShippingCodeDiscount", "DiscountCodeFreeShipping")


def _coded(shop: Goods, given: Node, field: str, kind: str) -> Node:
    code = str(given.get("code") or "")
    if code.lower() in shop.discounts:
        return no("Code must be unique. Please try a different code.", field, "code", code="TAKEN")
    made = {
        **shop.id("DiscountCodeNode"),
        "given": given,
        "codeDiscount": {"__typename": kind, "title": given.get("title")},
    }
    shop.discounts[code.lower()] = made
    return {"codeDiscountNode": made, "userErrors": []}


def customer_update(shop: Goods, info: Info, input: Node) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerUpdate"""
    customer = find(shop.customers, input.get("id") or "")
    if customer is None:
        return no("Customer does not exist", "id")
    for one in input.get("metafields") or ():
        customer["metafields"][one["namespace"], one["key"]] = shop.metafield(one)
    customer |= {name: input[name] for name in ("note", "tags") if name in input}
    return {"customer": customer | {"updatedAt": shop.iso(1)}, "userErrors": []}


def customer_address_create(
    shop: Goods,
    info: Info,
    customerId: str,  # noqa: N803  the provider's name
    address: Node,
    setAsDefault: bool = False,  # noqa: N803  the provider's name
) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerAddressCreate"""
    customer = find(shop.customers, customerId)
    if customer is None:
        return no("Customer does not exist", "customerId")
    name = f"{address.get('firstName') or ''} {address.get('lastName') or ''}".strip()
    made = {**address, "name": name, "countryCodeV2": address.get("countryCode"), **shop.id("MailingAddress")}
    if setAsDefault:
        customer["defaultAddress"] = made
    return {"address": made, "userErrors": []}


def webhook_create(shop: Goods, info: Info, topic: str, webhookSubscription: Node) -> Node:  # noqa: N803  the provider's name
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/webhookSubscriptionCreate"""
    uri = str(webhookSubscription.get("uri") or "")
    if not uri.startswith("https://"):
        return no("Address protocol http:// is not supported", "webhookSubscription", "callbackUrl")
    if any((one["topic"], one["uri"]) == (topic, uri) for one in shop.subscriptions):
        return no("Address for this topic has already been taken", "webhookSubscription", "callbackUrl")
    made = {**shop.id("WebhookSubscription"), "topic": topic, "uri": uri}
    shop.subscriptions.append(made)
    return {"webhookSubscription": made, "userErrors": []}


def webhook_delete(shop: Goods, info: Info, id: str) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/webhookSubscriptionDelete"""
    found = find(shop.subscriptions, id)
    if found is None:
        return no("Webhook subscription does not exist", "id")
    shop.subscriptions.remove(found)
    return {"deletedWebhookSubscriptionId": id, "userErrors": []}


MUTATIONS: dict[str, Callable[..., Node]] = {
    "customerUpdate": customer_update,
    "customerAddressCreate": customer_address_create,
    "refundCreate": refund_create, "orderCancel": order_cancel, "orderUpdate": order_update, "tagsAdd": tags_add,
    "tagsRemove": tags_remove, "draftOrderCalculate": draft_order_calculate, "draftOrderCreate": draft_order_create,
    "discountCodeBasicCreate": discount_create, "discountCodeFreeShippingCreate": free_shipping_create,
    "webhookSubscriptionCreate": webhook_create,
    "webhookSubscriptionDelete": webhook_delete,
    "orderEditBegin": editing.order_edit_begin,
    "orderEditSetQuantity": editing.order_edit_set_quantity,
    "orderEditAddVariant": editing.order_edit_add_variant,
    "orderEditCommit": editing.order_edit_commit,
    "orderCreate": making.order_create,
    "returnCreate": returning.return_create,
    "storeCreditAccountCredit": giving.store_credit_account_credit,
    "giftCardCreate": giving.gift_card_create,
    "bulkOperationRunQuery": bulk.bulk_operation_run_query,
}  # fmt: skip
HARMLESS = frozenset({
    "orderEditBegin", "orderEditSetQuantity", "orderEditAddVariant", "draftOrderCalculate", "bulkOperationRunQuery",
})  # fmt: skip
"""Mutations that change nothing a shop or a customer would see."""
KEYED = frozenset({"refundCreate"})
"""https://shopify.dev/changelog/making-idempotency-mandatory-for-inventory-adjustments-and-refund-mutations"""
