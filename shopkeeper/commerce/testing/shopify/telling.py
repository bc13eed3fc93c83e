"""An order as webhooks tell it: the REST shape, amounts as text, both currencies in every `_set`.

https://shopify.dev/docs/api/admin-rest/latest/resources/order
"""

from __future__ import annotations

from decimal import Decimal

from shopkeeper.commerce.testing.shopify.shop import Node


def payload(order: Node) -> Node:
    """The body of an orders/* webhook (the fields an integration reads)."""
    customer = order["customer"]
    first, _, last = (customer or {}).get("displayName", "").partition(" ")
    return {
        "id": int(order["legacyResourceId"]), "admin_graphql_api_id": order["id"], "name": order["name"], "order_number": order["number"],
        "created_at": order["createdAt"], "processed_at": order["processedAt"], "updated_at": order["updatedAt"],
        "cancelled_at": order["cancelledAt"], "cancel_reason": (order["cancelReason"] or "").lower() or None,
        "currency": order["currencyCode"], "presentment_currency": order["presentmentCurrencyCode"],
        "taxes_included": order["taxesIncluded"], "email": order["email"], "phone": order["phone"], "note": order["note"],
        "tags": ", ".join(order["tags"]), "customer_locale": order["customerLocale"], "order_status_url": order["statusPageUrl"],
        "test": order["test"], "financial_status": order["displayFinancialStatus"].lower(),
        "fulfillment_status": {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}.get(order["displayFulfillmentStatus"]),
        "total_price": order["totalPriceSet"]["shopMoney"]["amount"], "total_price_set": _set(order["totalPriceSet"]),
        "total_tax_set": _set(order["totalTaxSet"]), "total_discounts_set": _set(order["totalDiscountsSet"]),
        "original_total_duties_set": None, "original_total_additional_fees_set": None, "total_outstanding": "0.00",
        "payment_gateway_names": ["shopify_payments"],
        "discount_codes": [{"code": one, "amount": "10.00", "type": "fixed_amount"} for one in order["discountCodes"]],
        "customer": None if customer is None else {
            "id": int(customer["legacyResourceId"]), "email": order["email"], "first_name": first, "last_name": last,
            "verified_email": True, "tags": "", "note": None, "phone": None,
        },
        "shipping_address": _address(order["shippingAddress"]), "billing_address": _address(order["billingAddress"]),
        "line_items": [_line(one) for one in order["lineItems"]],
        "shipping_lines": [
            {"title": one["title"], "discounted_price_set": _set(one["discountedPriceSet"]), "tax_lines": _taxes(one)}
            for one in order["shippingLines"]
        ],
        "fulfillments": [
            {
                "id": int(one["legacyResourceId"]), "status": one["status"].lower(), "shipment_status": one["displayStatus"].lower(),
                "created_at": one["createdAt"], "tracking_company": "DHL", "tracking_number": one["trackingInfo"][0]["number"],
                "tracking_url": None, "line_items": [
                    {"id": int(each["lineItem"]["legacyResourceId"]), "quantity": each["quantity"]} for each in one["fulfillmentLineItems"]
                ],
            }
            for one in order["fulfillments"]
        ],
        "refunds": [_refund(one) for one in order["refunds"]],
    }  # fmt: skip


def _line(one: Node) -> Node:
    return {
        "id": int(one["legacyResourceId"]), "title": one["title"], "name": f"{one['title']} - {one['variantTitle']}",
        "quantity": one["quantity"], "current_quantity": one["currentQuantity"], "fulfillable_quantity": one["unfulfilledQuantity"],
        "variant_title": one["variantTitle"], "sku": one["sku"], "requires_shipping": True, "price": one["originalUnitPriceSet"]["shopMoney"]["amount"],
        "price_set": _set(one["originalUnitPriceSet"]), "tax_lines": _taxes(one),
        "product_id": int(one["product"]["legacyResourceId"]), "variant_id": int(one["variant"]["legacyResourceId"]),
        "discount_allocations": [
            {"amount": each["allocatedAmountSet"]["shopMoney"]["amount"], "amount_set": _set(each["allocatedAmountSet"])}
            for each in one["discountAllocations"]
        ],
    }  # fmt: skip


def _refund(one: Node) -> Node:
    return {
        "id": int(one["legacyResourceId"]), "created_at": one["createdAt"], "note": one["note"],
        "transactions": [
            {
                "id": int(each["legacyResourceId"]), "kind": "refund", "status": each["status"].lower(), "gateway": each["gateway"],
                "amount": each["amountSet"]["presentmentMoney"]["amount"], "currency": each["amountSet"]["presentmentMoney"]["currencyCode"],
            }
            for each in one["transactions"]
        ],
        # Of these the provider writes plain numbers besides the sets.
        "refund_line_items": [
            {
                "line_item_id": int(each["lineItem"]["legacyResourceId"]), "quantity": each["quantity"],
                "restock_type": each["restockType"].lower(), "subtotal": float(Decimal(each["subtotalSet"]["shopMoney"]["amount"])),
                "subtotal_set": _set(each["subtotalSet"]), "total_tax_set": _set(each["totalTaxSet"]),
            }
            for each in one["refundLineItems"]
        ],
    }  # fmt: skip


def _taxes(one: Node) -> list[Node]:
    return [
        {"title": each["title"], "rate": each["rate"], "price_set": _set(each["priceSet"])} for each in one["taxLines"]
    ]


def _set(bag: Node) -> Node:
    sides = {"shop_money": bag["shopMoney"], "presentment_money": bag["presentmentMoney"]}
    return {name: {"amount": side["amount"], "currency_code": side["currencyCode"]} for name, side in sides.items()}


def _address(one: Node) -> Node:
    return {
        "name": one["name"], "company": one.get("company"), "address1": one.get("address1"), "address2": one.get("address2"),
        "city": one.get("city"), "province": one.get("province"), "province_code": one.get("provinceCode"), "zip": one.get("zip"),
        "country_code": one.get("countryCodeV2"), "phone": one.get("phone"),
    }  # fmt: skip
