"""An order, a customer, a product as the Admin API tells them, in our words.

Field meanings: https://shopify.dev/docs/api/admin-graphql/latest/objects/Order (and LineItem, Refund, OrderTransaction, Fulfillment).
Amounts are presentment money: what the customer saw and paid in, not what the shop keeps its books in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce.adapters.shopify import counting, states
from shopkeeper.commerce.model import (
    Customer,
    Order,
    Payment,
    PayWay,
    Place,
    Product,
    Refund,
    Return,
    ReturnLine,
    Shipment,
    Variant,
)
from shopkeeper.commerce.money import Money, money, total, zero
from shopkeeper.kit.text import to_json

Node = Mapping[str, Any]

_KEY = re.compile(r"\(ref ([\w-]+)\)\s*$")
_GATEWAYS = {"gift_card": "gift_card", "shopify_store_credit": "store_credit", "paypal": "paypal"}


def noted(words: str, key: str) -> str:
    """A note of the shop that carries our key, for finding again what was done."""
    return f"{words} (ref {key})".strip()


def key_in(note: str | None) -> str | None:
    """Our key in such a note."""
    found = _KEY.search(note or "")
    return found.group(1) if found else None


def order_of(node: Node) -> Order:
    """An order. Its version is the shop's `updatedAt` (whole seconds) and a digest of all we read, so that two changes within one
    second are two versions. Raises KeyError, TypeError, ValueError, Failure for what is no order."""
    order = _bare(node)
    # The address of the status page may carry a pass that is another one each time; a new picture is no change of the order.
    bare = replace(order, status_url=None, lines=tuple(replace(one, image_url=None) for one in order.lines))
    digest = hashlib.sha256(to_json(bare).encode()).hexdigest()[:12]
    return replace(order, version=f"{node['updatedAt']}/{digest}")


def _bare(node: Node) -> Order:
    currency = str(node["presentmentCurrencyCode"])
    nothing = zero(currency)
    lines, shipping = counting.lines_of(node, currency), counting.shipping_of(node, currency)
    refunds = refunds_of(node, currency)
    refunded = total([one.amount for one in refunds if one.state != "failed"], currency)
    customer = node.get("customer") or {}
    ship_to, bill_to = place_of(node.get("shippingAddress")), place_of(node.get("billingAddress"))
    cancelled = node.get("cancelledAt")
    return Order(
        external_id=str(node["legacyResourceId"]), number=str(node["name"]), version="", currency=currency,
        placed_at=ms(node.get("processedAt") or node["createdAt"]), updated_at=ms(node["updatedAt"]),
        state=states.order_state(node), payment_state=states.payment_state(node.get("displayFinancialStatus")),
        fulfilment_state=states.fulfilment_state(node.get("displayFulfillmentStatus")),
        subtotal=total([line.unit_price * line.quantity for line in lines], currency),
        discount=counting.amount(node.get("totalDiscountsSet"), currency) or nothing, shipping=shipping,
        tax=counting.amount(node.get("totalTaxSet"), currency) or nothing,
        total=total([line.total for line in lines], currency) + shipping,
        paid=counting.amount(node["totalReceivedSet"], currency) or nothing, refunded=refunded,
        shipping_refunded=counting.shipping_refunded(node, currency), lines=lines,
        payments=tuple(_payment(one, currency) for one in node.get("transactions") or ()),
        shipments=tuple(_shipment(one) for one in node.get("fulfillments") or ()), refunds=refunds,
        returns=tuple(_return(one) for one in reversed(counting.nodes(node.get("returns")))),
        customer_id=str(customer["legacyResourceId"]) if customer.get("legacyResourceId") else None,
        email=node.get("email") or "", phone=node.get("phone") or "",
        name=customer.get("displayName") or (ship_to.name if ship_to else "") or (bill_to.name if bill_to else ""),
        ship_to=ship_to, bill_to=bill_to,
        shipping_method=next((one["title"] for one in counting.nodes(node.get("shippingLines"))), ""),
        discount_codes=tuple(node.get("discountCodes") or ()), note=node.get("note") or "",
        tags=tuple(node.get("tags") or ()), locale=node.get("customerLocale"), status_url=node.get("statusPageUrl"),
        cancelled_at=ms(cancelled) if cancelled else None, cancel_reason=(node.get("cancelReason") or "").lower(),
        marks=tuple(mark for told, mark in (("edited", "items_edited"), ("test", "test")) if node.get(told)),
    )  # fmt: skip


def refunds_of(node: Node, currency: str) -> tuple[Refund, ...]:
    """Each time money went back. Pieces taken out of an order without money are no refund."""
    return tuple(one for one in (_refund(each, currency) for each in node.get("refunds") or ()) if one.amount)


def _refund(node: Node, currency: str) -> Refund:
    moved = [one for one in counting.nodes(node.get("transactions")) if one["kind"] == "REFUND"]
    live = [one for one in moved if one["status"] in ("SUCCESS", "PENDING")]
    amount = total([counting.amount(one["amountSet"], currency) or zero(currency) for one in live or moved], currency)
    state = "failed" if moved and not live else "pending" if any(one["status"] == "PENDING" for one in live) else "ok"
    note = node.get("note") or ""
    return Refund(
        id=tail(node["id"]), amount=amount, reason=_KEY.sub("", note).strip(), key=key_in(note), state=state,
        lines=tuple((tail(one["lineItem"]["id"]), one["quantity"]) for one in counting.nodes(node.get("refundLineItems"))),
        way=str(moved[0].get("gateway") or "other") if moved else None,
        at=ms(node["createdAt"]) if node.get("createdAt") else None,
    )  # fmt: skip


def _return(node: Node) -> Return:
    lines = [one for one in counting.nodes(node["returnLineItems"]) if one]
    ways = [
        way
        for one in counting.nodes(node.get("reverseFulfillmentOrders"))
        for way in counting.nodes(one["reverseDeliveries"])
    ]
    sent: Node = next((one["deliverable"] for one in ways if one.get("deliverable")), {})
    notes = [str(one.get("returnReasonNote") or "") for one in lines]
    return Return(
        id=tail(node["id"]), state=states.return_state(node.get("status")), at=ms(node["createdAt"]),
        lines=tuple(_returned(one, note) for one, note in zip(lines, notes, strict=True)),
        label_url=(sent.get("label") or {}).get("publicFileUrl"), tracking_number=(sent.get("tracking") or {}).get("number") or "",
        key=next((key for key in map(key_in, notes) if key), None),
    )  # fmt: skip


def _returned(node: Node, note: str) -> ReturnLine:
    return ReturnLine(
        line_id=tail(node["fulfillmentLineItem"]["lineItem"]["id"]), quantity=int(node["quantity"]),
        reason=((node.get("returnReasonDefinition") or {}).get("handle") or "").replace("-", "_"),
        note=_KEY.sub("", note).strip() or node.get("customerNote") or "",
    )  # fmt: skip


def _payment(node: Node, currency: str) -> Payment:
    return Payment(
        id=tail(node["id"]), kind=str(node["kind"]).lower(), amount=counting.amount(node["amountSet"], currency) or zero(currency),
        way=_way(node), state=states.payment_outcome(node["status"]),
        at=ms(node["processedAt"]) if node.get("processedAt") else None,
    )  # fmt: skip


def _way(node: Node) -> PayWay:
    gateway, details = str(node.get("gateway") or "other"), node.get("paymentDetails") or {}
    digits = re.sub(r"\D", "", details.get("number") or "")[-4:]
    if digits:
        return PayWay(id=gateway, kind="card", label=f"{details.get('company') or 'Card'} ····{digits}")
    label = node.get("formattedGateway") or gateway.replace("_", " ").capitalize()
    return PayWay(id=gateway, kind=_GATEWAYS.get(gateway, "other"), label=label)


def _shipment(node: Node) -> Shipment:
    tracking: Node = next(iter(node.get("trackingInfo") or ()), {})
    return Shipment(
        id=tail(node["id"]), carrier=tracking.get("company") or "", tracking_number=tracking.get("number") or "",
        tracking_url=tracking.get("url"), state=states.parcel_state(node),
        lines=tuple(sorted((tail(one["lineItem"]["id"]), one["quantity"]) for one in counting.nodes(node.get("fulfillmentLineItems")))),
        shipped_at=ms(node["createdAt"]) if node.get("createdAt") else None,
        expected_at=ms(node["estimatedDeliveryAt"]) if node.get("estimatedDeliveryAt") else None,
        delivered_at=ms(node["deliveredAt"]) if node.get("deliveredAt") else None,
    )  # fmt: skip


def place_of(node: Node | None) -> Place | None:
    """A postal address."""
    if not node:
        return None
    return Place(
        name=node.get("name") or "", company=node.get("company") or "", line1=node.get("address1") or "",
        line2=node.get("address2") or "", city=node.get("city") or "",
        region=node.get("provinceCode") or node.get("province") or "", postcode=node.get("zip") or "",
        country=node.get("countryCodeV2") or "", phone=node.get("phone") or "",
    )  # fmt: skip


def customer_of(node: Node) -> Customer:
    """A customer. What the app may not see (protected customer data) is empty."""
    spent = node.get("amountSpent")
    return Customer(
        external_id=str(node["legacyResourceId"]), name=node.get("displayName") or "",
        email=(node.get("defaultEmailAddress") or {}).get("emailAddress") or "",
        phone=(node.get("defaultPhoneNumber") or {}).get("phoneNumber") or "",
        verified_email=bool(node.get("verifiedEmail")), locale=node.get("locale"),
        place=place_of(node.get("defaultAddress")),
        orders_count=int(node["numberOfOrders"]) if node.get("numberOfOrders") is not None else None,
        spend=money(spent["amount"], spent["currencyCode"]) if spent else None,
        tags=tuple(node.get("tags") or ()), note=node.get("note") or "",
        created_at=ms(node["createdAt"]) if node.get("createdAt") else None,
        updated_at=ms(node["updatedAt"]) if node.get("updatedAt") else None, version=str(node.get("updatedAt") or ""),
    )  # fmt: skip


def product_of(node: Node, currency: str) -> Product:
    """A product and what of it can be bought."""
    variants = tuple(_variant(one, node, currency) for one in counting.nodes(node["variants"]))
    preview = (node.get("featuredMedia") or {}).get("preview") or {}
    return Product(
        id=str(node["legacyResourceId"]), title=node["title"], variants=variants, url=node.get("onlineStoreUrl"),
        tags=tuple(node.get("tags") or ()), image_url=(preview.get("image") or {}).get("url"),
    )  # fmt: skip


def _variant(node: Node, product: Node, currency: str) -> Variant:
    return Variant(
        id=str(node["legacyResourceId"]), product_id=str(product["legacyResourceId"]), title=product["title"],
        price=money(node["price"], currency), options={one["name"]: one["value"] for one in node["selectedOptions"]},
        sku=node.get("sku") or "", available=bool(node.get("availableForSale")), stock=node.get("inventoryQuantity"),
    )  # fmt: skip


def tail(gid: str | int) -> str:
    """The number of a global id: gid://shopify/Order/450789469 → 450789469. Webhooks and links use the bare number."""
    return str(gid).rpartition("/")[2].partition("?")[0]


def ms(written: str) -> int:
    """ISO 8601 to milliseconds UTC. Raises ValueError."""
    return int(datetime.fromisoformat(written).timestamp() * 1000)


def share(amount: Money, worths: list[Money]) -> tuple[Money, ...]:
    """An amount shared out by what each is worth."""
    return amount.split([worth.minor for worth in worths])
