"""Editing an order in a session: staged changes are true of the calculated order only, until they are committed.

https://shopify.dev/docs/apps/build/orders-fulfillment/order-management-apps/edit-orders
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from graphql import GraphQLResolveInfo

from shopkeeper.commerce.testing.shopify.shop import Goods, Node, find, no

Info = GraphQLResolveInfo[Any]


def order_edit_begin(shop: Goods, info: Info, id: str) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderEditBegin"""
    order = find(shop.orders, id)
    if order is None:
        return no("The order does not exist.", "id")
    if order["cancelledAt"]:
        return no("The order cannot be edited.", "id")
    session = {**shop.id("CalculatedOrder"), "originalOrder": order, "kept": {}, "added": [], "done": False}
    shop.sessions.append(session)
    return {"calculatedOrder": _calculated(shop, session), "userErrors": []}


def order_edit_set_quantity(
    shop: Goods, info: Info, id: str, lineItemId: str, quantity: int, **more: Any  # noqa: N803  the provider's name
) -> Node:  # fmt: skip
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderEditSetQuantity"""
    session = find(shop.sessions, id)
    if session is None or session["done"]:
        return no("Calculated order does not exist.", "id")
    line = find(session["originalOrder"]["lineItems"], lineItemId.replace("CalculatedLineItem", "LineItem"))
    if line is None:
        return no("Line item does not exist.", "lineItemId")
    if line["unfulfilledQuantity"] < line["currentQuantity"]:
        return no("Fulfilled line items cannot be edited.", "lineItemId")
    if quantity < 0:
        return no("Quantity must be greater than or equal to 0.", "quantity")
    session["kept"][line["id"]] = quantity
    return {"calculatedOrder": _calculated(shop, session), "userErrors": []}


def order_edit_add_variant(
    shop: Goods, info: Info, id: str, variantId: str, quantity: int, **more: Any  # noqa: N803  the provider's name
) -> Node:  # fmt: skip
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderEditAddVariant"""
    session, variant = find(shop.sessions, id), find(shop.variants, variantId)
    if session is None or session["done"]:
        return no("Calculated order does not exist.", "id")
    if variant is None or quantity < 1:
        return no("The variant does not exist." if variant is None else "Quantity must be positive.", "variantId")
    session["added"].append((variant, quantity))
    return {"calculatedOrder": _calculated(shop, session), "userErrors": []}


def order_edit_commit(shop: Goods, info: Info, id: str, **more: Any) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderEditCommit"""
    session = find(shop.sessions, id)
    if session is None or session["done"]:
        return no("Calculated order does not exist.", "id")
    if shop.no_commits:
        return no("The edit could not be committed.", "id")
    order, due, session["done"] = session["originalOrder"], _due(shop, session), True
    for line_id, quantity in session["kept"].items():
        line = find(order["lineItems"], line_id)
        assert line is not None
        change = quantity - line["currentQuantity"]
        line["quantity"] += max(0, change)
        for name in ("currentQuantity", "unfulfilledQuantity", "refundableQuantity"):
            line[name] += change
        if change > 0:
            each = Decimal(line["originalUnitPriceSet"]["shopMoney"]["amount"])
            line["originalTotalSet"] = shop.bag(each * line["quantity"])
            line["taxLines"] = shop.taxes(line)
    order["lineItems"] += [shop.line(variant, quantity) for variant, quantity in session["added"]]
    order |= {"edited": True, "totalPriceSet": shop.bag_of(shop.owed(order)), "due": due}
    shop.settle(order)
    return {"order": order, "successMessages": [], "userErrors": []}


def _calculated(shop: Goods, session: Node) -> Node:
    return {**session, "totalOutstandingSet": shop.bag_of(_due(shop, session))}


def _due(shop: Goods, session: Node) -> Decimal:
    """What the customer will owe, or be owed."""
    order = session["originalOrder"]
    due: Decimal = order["due"]
    for line_id, quantity in session["kept"].items():
        line = find(order["lineItems"], line_id)
        assert line is not None
        due += shop.with_tax(line) / line["quantity"] * (quantity - line["currentQuantity"])
    due += sum((shop.with_tax(shop.line(variant, quantity)) for variant, quantity in session["added"]), Decimal(0))
    return shop.cents(due)
