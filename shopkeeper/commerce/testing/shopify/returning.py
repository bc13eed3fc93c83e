"""Things that come back. https://shopify.dev/docs/apps/build/orders-fulfillment/returns-apps/build-return-management"""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from shopkeeper.commerce.testing.shopify.shop import Goods, Node, find, no

Info = GraphQLResolveInfo[Any]


def return_create(shop: Goods, info: Info, returnInput: Node) -> Node:  # noqa: N803  the provider's name
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/returnCreate"""
    order = find(shop.orders, returnInput["orderId"])
    if order is None:
        return no("Order not found.", "returnInput", "orderId", code="NOT_FOUND")
    lines = list[Node]()
    for one in returnInput["returnLineItems"]:
        sent = _sent(order, one["fulfillmentLineItemId"])
        if sent is None or one["quantity"] > sent["quantity"] - _returned(order, sent):
            return no("Return line item has an invalid quantity.", "returnInput", "returnLineItems", code="INVALID")
        if len(one.get("returnReasonNote") or "") > 255:
            return no("Note is too long (maximum is 255 characters)", "returnInput", "returnLineItems", code="TOO_LONG")
        reason = find(shop.reasons, one.get("returnReasonDefinitionId") or "")
        if reason is None:
            return no("Return reason can't be blank.", "returnInput", "returnLineItems", code="BLANK")
        lines.append({
            **shop.id("ReturnLineItem"), "__typename": "ReturnLineItem", "fulfillmentLineItem": sent, "quantity": one["quantity"],
            "returnReasonNote": one.get("returnReasonNote") or "", "customerNote": None, "returnReasonDefinition": reason,
        })  # fmt: skip
    for one in returnInput.get("exchangeLineItems") or ():
        if find(shop.variants, one.get("variantId") or "") is None:
            return no("Variant not found.", "returnInput", "exchangeLineItems", code="NOT_FOUND")
    made = {
        **shop.id("Return"), "status": "OPEN", "createdAt": shop.iso(1), "returnLineItems": lines, "reverseFulfillmentOrders": [],
        "exchangeLineItems": list(returnInput.get("exchangeLineItems") or ()), "name": f"{order['name']}-R{len(order['returns']) + 1}",
    }  # fmt: skip
    order["returns"].append(made)
    order["returnStatus"] = "IN_PROGRESS"
    shop.settle(order)
    return {"return": made, "userErrors": []}


def returnable(order: Node) -> list[Node]:
    """https://shopify.dev/docs/api/admin-graphql/latest/queries/returnableFulfillments"""
    return [
        {"id": one["id"].replace("/Fulfillment/", "/ReturnableFulfillment/"), "returnableFulfillmentLineItems": _left(order, one)}
        for one in order["fulfillments"] if _left(order, one)
    ]  # fmt: skip


def label(shop: Goods, order: Node, url: str) -> None:
    """Somebody attaches a label to the newest return: https://shopify.dev/docs/api/admin-graphql/latest/objects/ReverseDelivery"""
    sent = {
        "__typename": "ReverseDeliveryShippingDeliverable",
        "label": {"publicFileUrl": url},
        "tracking": {"number": "RET-1"},
    }
    order["returns"][-1]["reverseFulfillmentOrders"] = [
        {
            **shop.id("ReverseFulfillmentOrder"),
            "reverseDeliveries": [{**shop.id("ReverseDelivery"), "deliverable": sent}],
        }
    ]
    shop.settle(order)


def _left(order: Node, fulfillment: Node) -> list[Node]:
    found = [
        {"fulfillmentLineItem": one, "quantity": one["quantity"] - _returned(order, one)}
        for one in fulfillment["fulfillmentLineItems"]
    ]
    return [one for one in found if one["quantity"] > 0]


def _sent(order: Node, gid: str) -> Node | None:
    return find([one for each in order["fulfillments"] for one in each["fulfillmentLineItems"]], gid)


def _returned(order: Node, sent: Node) -> int:
    live = [one for one in order["returns"] if one["status"] in ("OPEN", "CLOSED")]
    lines = [line for one in live for line in one["returnLineItems"] if line["fulfillmentLineItem"] is sent]
    return sum(one["quantity"] for one in lines)
