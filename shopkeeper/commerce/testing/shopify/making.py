"""Orders made by an app."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from shopkeeper.commerce.testing.shopify.shop import Goods, Node, find, no

Info = GraphQLResolveInfo[Any]


def order_create(shop: Goods, info: Info, order: Node, options: Node | None = None) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCreate"""
    things = list[Node]()
    for one in order.get("lineItems") or ():
        variant = find(shop.variants, one.get("variantId") or "")
        if variant is None:
            return no("Variant does not exist", "order", "lineItems", code="INVALID")
        price = ((one.get("priceSet") or {}).get("shopMoney") or {}).get("amount")
        things.append(shop.line(variant, one["quantity"], None if price is None else str(price)))
    if not things:
        return no("Line items must have at least one line item", "order", "lineItems", code="INVALID")
    if any(len(tag) > 40 for tag in order.get("tags") or ()):
        return no("Tags is invalid (a tag has 40 characters at most)", "order", "tags", code="INVALID")
    place = order.get("shippingAddress")
    if place is not None and not place.get("lastName"):
        return no("Last name can't be blank", "order", "shippingAddress", code="INVALID")
    who = ((order.get("customer") or {}).get("toAssociate") or {}).get("id")
    made = shop.sell(find(shop.customers, who) if who else None, [], shipping="0")
    made |= {
        "lineItems": things,
        "tags": list(order.get("tags") or ()),
        "note": order.get("note"),
        "email": order.get("email"),
    }
    made["totalPriceSet"] = shop.bag_of(shop.owed(made))
    made["transactions"] = []
    if place is not None:
        name = f"{place.get('firstName') or ''} {place['lastName']}".strip()
        made["shippingAddress"] = {**place, "name": name, "countryCodeV2": place.get("countryCode")}
    shop.settle(made)
    return {"order": made, "userErrors": []}
