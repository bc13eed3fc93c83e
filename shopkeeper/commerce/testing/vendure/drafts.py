"""Mutations of drafts, promotions and customers."""

from __future__ import annotations

import json
from typing import Any

from shopkeeper.commerce.testing.vendure.acts import found, free, refused, thrown, variant_of
from shopkeeper.commerce.testing.vendure.shop import Goods, Node


def begin(shop: Goods) -> Node:
    return shop.draft()


def drop(shop: Goods, orderId: str) -> Node:  # noqa: N803  the API's own name
    order = next((one for one in shop.orders if one["id"] == orderId and one["state"] == "Draft"), None)
    if order is None:
        return {"result": "NOT_DELETED", "message": f"No draft Order with the ID {orderId} was found"}
    shop.orders.remove(order)
    return {"result": "DELETED", "message": None}


def add(shop: Goods, orderId: str, input: Node) -> Node:  # noqa: N803
    order, variant = found(shop.orders, orderId, "Order"), variant_of(shop, input["productVariantId"])
    if input["quantity"] > free(variant):
        return refused(
            "INSUFFICIENT_STOCK_ERROR", f"Only {free(variant)} items were added to the order due to insufficient stock"
        )
    shop.add(order, variant, input["quantity"])
    return order


def ship_to(shop: Goods, orderId: str, input: Node) -> Node:  # noqa: N803
    return _placed(shop, orderId, input, "shippingAddress")


def bill_to(shop: Goods, orderId: str, input: Node) -> Node:  # noqa: N803
    return _placed(shop, orderId, input, "billingAddress")


def _placed(shop: Goods, id: str, input: Node, name: str) -> Node:
    order = found(shop.orders, id, "Order")
    order[name] = dict(input)
    return order


def give_to(shop: Goods, orderId: str, customerId: str | None = None, input: Node | None = None) -> Node:  # noqa: N803
    order = found(shop.orders, orderId, "Order")
    if customerId is not None:
        order["customer"] = found(shop.customers, customerId, "Customer")
        return order
    told = input or {}
    known = next((one for one in shop.customers if one["emailAddress"] == told["emailAddress"].lower()), None)
    if known is not None:
        # CustomerService.createOrUpdate writes over what it knows.
        known.update({name: told[name] for name in ("firstName", "lastName")})
    order["customer"] = known or shop.enrol(told["firstName"], told["lastName"], told["emailAddress"], guest=True)
    return order


def quotes(shop: Goods, orderId: str) -> list[Node]:  # noqa: N803
    found(shop.orders, orderId, "Order")
    return [{"id": one["id"], "name": one["name"], "priceWithTax": one["price"]} for one in shop.methods]


def ship_by(shop: Goods, orderId: str, shippingMethodId: str) -> Node:  # noqa: N803
    order = found(shop.orders, orderId, "Order")
    method = next((one for one in shop.methods if one["id"] == shippingMethodId), None)
    if method is None:
        return refused("INELIGIBLE_SHIPPING_METHOD_ERROR", "This Order is not eligible for the selected ShippingMethod")
    shop.ship_by(order, method)
    _reckon(shop, order)
    return order


def apply_code(shop: Goods, orderId: str, couponCode: str) -> Node:  # noqa: N803
    order = found(shop.orders, orderId, "Order")
    promotion = next((one for one in shop.promotions if one["couponCode"] == couponCode), None)
    if promotion is None:
        return refused("COUPON_CODE_INVALID_ERROR", f'Coupon code "{couponCode}" is not valid')
    used = sum(
        couponCode in one["couponCodes"] for one in shop.orders if one["orderPlacedAt"] and one["state"] != "Cancelled"
    )
    if promotion["usageLimit"] is not None and used >= promotion["usageLimit"]:
        return refused("COUPON_CODE_LIMIT_ERROR", "Coupon code cannot be used more than once per customer")
    order["couponCodes"].append(couponCode)
    _reckon(shop, order)
    return order


def _reckon(shop: Goods, order: Node) -> None:
    """What the codes of an order give."""
    whole = sum(line["price"] * line["quantity"] for line in order["lines"])
    off, ships_free = 0, False
    for promotion in (one for one in shop.promotions if one["couponCode"] in order["couponCodes"]):
        for action in promotion["actions"]:
            given = {one["name"]: json.loads(one["value"]) for one in action["arguments"]}
            off += whole * given["discount"] // 100 if action["code"] == "order_percentage_discount" else 0
            off += given["discount"] if action["code"] == "order_fixed_discount" else 0
            ships_free |= action["code"] == "free_shipping"
    shop.spread(order, min(off, whole))
    for line in order["shippingLines"]:
        line["discounts"] = [{"adjustmentSource": "PROMOTION:1", "amountWithTax": -line["price"]}] if ships_free else []


def promote(shop: Goods, input: Node) -> Node:
    if not input["conditions"] and not input.get("couponCode"):
        return refused("MISSING_CONDITIONS_ERROR", "A PromotionCondition must be specified, or a coupon code set")
    made: Node = {
        **shop.dated("Promotion"), **{name: input.get(name) for name in ("couponCode", "usageLimit", "endsAt", "conditions", "actions")},
        "description": input["translations"][0]["description"], "name": input["translations"][0]["name"],
    }  # fmt: skip
    shop.promotions.append(made)
    return made


def new_address(shop: Goods, customerId: str, input: Node) -> Node:  # noqa: N803
    customer = found(shop.customers, customerId, "Customer")
    made = {"id": shop.id("Address"), **_kept(input)}
    customer["addresses"].append(made)
    return _standing(shop, customer, made)


def edit_address(shop: Goods, input: Node) -> Node:
    customer, address = next(
        (one, each) for one in shop.customers for each in one["addresses"] if each["id"] == input["id"]
    )
    address.update(_kept(input))
    return _standing(shop, customer, address)


def _kept(input: Node) -> dict[str, Any]:
    if "countryCode" in input and len(input["countryCode"]) != 2:
        raise thrown("USER_INPUT_ERROR", f'The countryCode "{input["countryCode"]}" was not recognized')
    told = {name: value for name, value in input.items() if name not in ("id", "countryCode")}
    return {**told, **({"country": {"code": input["countryCode"]}} if "countryCode" in input else {})}


def _standing(shop: Goods, customer: Node, address: Node) -> Node:
    for one in customer["addresses"]:
        one["defaultShippingAddress"] = (
            one is address if address.get("defaultShippingAddress") else one.get("defaultShippingAddress", False)
        )
    customer["updatedAt"] = shop.at()
    shop.told.append(("customer", customer["id"]))
    return address


def note(shop: Goods, input: Node) -> Node:
    customer = found(shop.customers, input["id"], "Customer")
    shop.log(customer, "CUSTOMER_NOTE", {"note": input["note"]})
    shop.told.append(("customer", customer["id"]))
    return customer
