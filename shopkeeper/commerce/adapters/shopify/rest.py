"""An order as a webhook tells it (REST shape), brought into the shape of the Admin API, so that one reader reads both.

https://shopify.dev/docs/api/webhooks/latest#list-of-topics-orders/create and
https://shopify.dev/docs/api/admin-rest/latest/resources/order. A webhook does not tell the transactions: what was paid is read from
`financial_status` and `total_outstanding`, and only where these leave no doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Payload = Mapping[str, Any]

_RECEIVED = {
    "paid": True,
    "refunded": True,
    "partially_refunded": True,
    "pending": False,
    "authorized": False,
    "voided": False,
}
_FULFILMENT = {"fulfilled": "FULFILLED", "partial": "PARTIALLY_FULFILLED"}


def told_whole(order: Payload) -> bool:
    """Whether the payload says all: not so for part payments, nor where pieces were changed after payment or are coming back."""
    return order.get("financial_status") in _RECEIVED and not order.get("edited") and not order.get("returns")


def node_of(order: Payload) -> dict[str, Any]:
    """Raises KeyError, TypeError, AttributeError for what is no order."""
    customer = order.get("customer") or {}
    received = _RECEIVED[str(order["financial_status"])]
    nothing = {"presentmentMoney": {"amount": "0"}}
    return {
        "id": order["id"], "legacyResourceId": _number(order["id"]), "name": order["name"],
        "createdAt": order["created_at"], "processedAt": order.get("processed_at"), "updatedAt": order["updated_at"],
        "cancelledAt": order.get("cancelled_at"), "cancelReason": order.get("cancel_reason"),
        "displayFinancialStatus": order["financial_status"],
        "displayFulfillmentStatus": _FULFILMENT.get(order.get("fulfillment_status") or ""),
        "presentmentCurrencyCode": order.get("presentment_currency") or order["currency"],
        "taxesIncluded": order["taxes_included"], "email": order.get("email"), "phone": order.get("phone"),
        "note": order.get("note"), "tags": _tags(order.get("tags")), "customerLocale": order.get("customer_locale"),
        "statusPageUrl": order.get("order_status_url"), "test": order.get("test"),
        "discountCodes": [one["code"] for one in order.get("discount_codes") or ()],
        "customer": {"legacyResourceId": customer.get("id"), "displayName": _name(customer)} if customer else None,
        "shippingAddress": _address(order.get("shipping_address")), "billingAddress": _address(order.get("billing_address")),
        "totalPriceSet": _must(order["total_price_set"]), "totalTaxSet": _bag(order.get("total_tax_set")),
        "totalDiscountsSet": _bag(order.get("total_discounts_set")),
        "totalReceivedSet": _must(order["total_price_set"]) if received else nothing,
        "originalTotalDutiesSet": _bag(order.get("original_total_duties_set")),
        "originalTotalAdditionalFeesSet": _bag(order.get("original_total_additional_fees_set")),
        "shippingLines": [_shipping(one) for one in order.get("shipping_lines") or ()],
        "lineItems": [_line(one) for one in order["line_items"]],
        "fulfillments": [_parcel(one) for one in order.get("fulfillments") or ()],
        "refunds": [_refund(one) for one in order.get("refunds") or ()],
    }  # fmt: skip


def customer_node(customer: Payload) -> dict[str, Any]:
    """A customer of a webhook, likewise."""
    return {
        "legacyResourceId": _number(customer["id"]), "displayName": _name(customer),
        "defaultEmailAddress": {"emailAddress": customer.get("email")},
        "defaultPhoneNumber": {"phoneNumber": customer.get("phone")}, "verifiedEmail": customer.get("verified_email"),
        "defaultAddress": _address(customer.get("default_address")), "tags": _tags(customer.get("tags")),
        "note": customer.get("note"), "createdAt": customer.get("created_at"), "updatedAt": customer.get("updated_at"),
    }  # fmt: skip


def _line(one: Payload) -> dict[str, Any]:
    price = _must(one["price_set"])
    each = price["presentmentMoney"]["amount"]
    return {
        "id": one["id"], "title": one["title"], "quantity": one["quantity"], "variantTitle": one.get("variant_title"),
        "sku": one.get("sku"), "originalUnitPriceSet": price, "originalTotalSet": _times(each, one["quantity"]),
        "discountAllocations": [{"allocatedAmountSet": _bag(each["amount_set"])} for each in one.get("discount_allocations") or ()],
        "taxLines": _taxes(one), "currentQuantity": one.get("current_quantity", one["quantity"]),
        "unfulfilledQuantity": one.get("fulfillable_quantity") or 0, "requiresShipping": one.get("requires_shipping", True),
        "variant": {"legacyResourceId": one.get("variant_id")}, "product": {"legacyResourceId": one.get("product_id")},
    }  # fmt: skip


def _shipping(one: Payload) -> dict[str, Any]:
    return {
        "title": one.get("title") or "",
        "discountedPriceSet": _bag(one["discounted_price_set"]),
        "taxLines": _taxes(one),
    }


def _parcel(one: Payload) -> dict[str, Any]:
    tracking = {
        "company": one.get("tracking_company"),
        "number": one.get("tracking_number"),
        "url": one.get("tracking_url"),
    }
    return {
        "id": one["id"], "status": str(one["status"]).upper(), "displayStatus": one.get("shipment_status"),
        "createdAt": one.get("created_at"), "trackingInfo": [tracking],
        "fulfillmentLineItems": [{"lineItem": {"id": each["id"]}, "quantity": each["quantity"]} for each in one["line_items"]],
    }  # fmt: skip


def _refund(one: Payload) -> dict[str, Any]:
    return {
        "id": one["id"], "createdAt": one.get("created_at"), "note": one.get("note"),
        "transactions": [_transaction(each) for each in one.get("transactions") or ()],
        "refundShippingLines": [
            {"subtotalAmountSet": _bag(each["subtotal_amount_set"]), "taxAmountSet": _bag(each.get("tax_amount_set"))}
            for each in one.get("refund_shipping_lines") or ()
        ],
        "refundLineItems": [
            {
                "lineItem": {"id": each["line_item_id"]}, "quantity": each["quantity"],
                "restockType": str(each.get("restock_type")).upper(), "subtotalSet": _bag(each.get("subtotal_set")),
                "totalTaxSet": _bag(each.get("total_tax_set")),
            }
            for each in one.get("refund_line_items") or ()
        ],
    }  # fmt: skip


def _transaction(one: Payload) -> dict[str, Any]:
    # A refund's transaction is in the currency the customer paid in.
    bag = {"presentmentMoney": {"amount": one["amount"]}}
    return {
        "id": one["id"], "kind": str(one["kind"]).upper(), "status": str(one["status"]).upper(), "gateway": one.get("gateway"),
        "amountSet": bag,
    }  # fmt: skip


def _taxes(one: Payload) -> list[dict[str, Any]]:
    return [{"priceSet": _bag(each["price_set"])} for each in one.get("tax_lines") or ()]


def _bag(written: Payload | None) -> dict[str, Any] | None:
    return {"presentmentMoney": {"amount": written["presentment_money"]["amount"]}} if written else None


def _must(written: Payload) -> dict[str, Any]:
    """An amount without which an order is none."""
    return {"presentmentMoney": {"amount": written["presentment_money"]["amount"]}}


def _times(amount: str, pieces: int) -> dict[str, Any]:
    return {"presentmentMoney": {"amount": str(Decimal(str(amount)) * pieces)}}


def _address(one: Payload | None) -> dict[str, Any] | None:
    if not one:
        return None
    return {
        "name": one.get("name"), "company": one.get("company"), "address1": one.get("address1"), "address2": one.get("address2"),
        "city": one.get("city"), "provinceCode": one.get("province_code"), "province": one.get("province"), "zip": one.get("zip"),
        "countryCodeV2": one.get("country_code"), "phone": one.get("phone"),
    }  # fmt: skip


def _name(customer: Payload) -> str:
    return " ".join(part for part in (customer.get("first_name"), customer.get("last_name")) if part)


def _tags(written: str | None) -> list[str]:
    return [tag.strip() for tag in (written or "").split(",") if tag.strip()]


def _number(written: Any) -> int:
    if not isinstance(written, int):
        raise TypeError("an id is a number")
    return written
