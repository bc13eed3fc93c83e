"""Draft orders: what a customer is asked to pay by the shop's own link."""

from __future__ import annotations

from typing import Any

from shopkeeper.commerce.adapters.shopify import marks
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.model import CreateOrder, Place, Target, Wanted
from shopkeeper.commerce.money import Money


def wanted(target: Target, action: CreateOrder, key: str | None = None) -> dict[str, Any]:
    """A DraftOrderInput. Our key stands in a tag. https://shopify.dev/docs/api/admin-graphql/latest/input-objects/DraftOrderInput"""
    found: dict[str, Any] = {"lineItems": [_line(one) for one in action.lines], "note": action.note or None}
    if target.customer_id:
        found["purchasingEntity"] = {"customerId": gid("Customer", target.customer_id)}
    if target.email:
        found["email"] = target.email
    if action.ship_to:
        found["shippingAddress"] = address(action.ship_to)
    if action.shipping is not None:
        found["shippingLine"] = {"title": "Shipping", "priceWithCurrency": amount(action.shipping)}
    if action.discount:
        found["appliedDiscount"] = {
            "valueType": "FIXED_AMOUNT", "value": float(action.discount.decimal()), "title": "Discount",
            "amountWithCurrency": amount(action.discount),
        }  # fmt: skip
    currency = next(
        (one.currency for one in (action.discount, action.shipping, *(x.price for x in action.lines)) if one), None
    )
    if currency:
        found["presentmentCurrencyCode"] = currency
    if key:
        found["tags"] = [f"{marks.REF}{key}"]
    return found


def address(place: Place) -> dict[str, Any]:
    """A MailingAddressInput: a name is two fields there, of which the last word is the second."""
    first, _, last = place.name.strip().rpartition(" ")
    return {
        "firstName": first, "lastName": last, "company": place.company or None, "address1": place.line1, "address2": place.line2,
        "city": place.city, "zip": place.postcode, "countryCode": place.country or None,
        "provinceCode": place.region or None, "phone": place.phone or None,
    }  # fmt: skip


def amount(money: Money) -> dict[str, str]:
    """A MoneyInput."""
    return {"amount": str(money.decimal()), "currencyCode": money.currency}


def _line(one: Wanted) -> dict[str, Any]:
    line: dict[str, Any] = {"variantId": gid("ProductVariant", one.variant_id), "quantity": one.quantity}
    return line | ({"priceOverride": amount(one.price)} if one.price is not None else {})
