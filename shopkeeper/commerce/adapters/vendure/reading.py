"""Vendure's words in ours: https://docs.vendure.io/reference/graphql-api/admin/object-types/."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from shopkeeper.commerce.adapters.vendure import counting, stamps
from shopkeeper.commerce.adapters.vendure.units import Unit
from shopkeeper.commerce.model import (
    Customer,
    FulfilmentState,
    Line,
    Order,
    OrderState,
    ParcelState,
    Payment,
    PaymentState,
    PayWay,
    Place,
    Product,
    Refund,
    Shipment,
    Store,
    Variant,
)
from shopkeeper.commerce.money import Money, total, zero

Raw = Mapping[str, Any]
CARTS = frozenset({"Draft", "AddingItems"})
SURCHARGE = "surcharge-"
_KINDS = {"paypal": "paypal", "stripe": "card", "mollie": "card", "braintree": "card", "card": "card", "credit": "card", "gift": "gift_card",
          "invoice": "invoice"}  # fmt: skip
_PAYMENT_STATES = {
    "Settled": ("sale", "ok"),
    "Authorized": ("authorization", "ok"),
    "Cancelled": ("void", "ok"),
    "Created": ("sale", "pending"),
}
_REFUND_STATES = {"Settled": "ok", "Failed": "failed"}
_PARCELS = {"Created": ParcelState.label_created, "Pending": ParcelState.label_created, "Shipped": ParcelState.in_transit,
            "Delivered": ParcelState.delivered, "Cancelled": ParcelState.cancelled}  # fmt: skip


def is_order(raw: Raw | None) -> bool:
    """Whether somebody ordered: a cart is none, one that waits at the checkout only where we made it."""
    if raw is None or raw["state"] in CARTS:
        return False
    return bool(raw["orderPlacedAt"]) or any(
        stamps.key_in((one["data"] or {}).get("note")) for one in stamps.entries(raw, "ORDER_NOTE")
    )


def read_order(raw: Raw, precision: int, store: Store) -> Order:
    """An order. Raises KeyError, TypeError, ValueError for what is none."""
    unit = Unit(str(raw["currencyCode"]), precision)
    whole = unit.money(_whole(raw))
    lines, shipping = _adding_up(_lines(raw, unit), unit.money(counting.shipping(raw)), whole)
    payments = tuple(_payment(one, unit) for one in raw.get("payments") or ())
    paid = unit.money(sum(int(one["amount"]) for one in counting.settled(raw)))
    refunds = _refunds(raw, unit)
    refunded = total([one.amount for one in refunds if one.state != "failed"], unit.currency)
    state, cancelled = _state(raw), stamps.entries(raw, "ORDER_CANCELLATION")
    customer, ship_to = raw.get("customer") or {}, read_place(raw.get("shippingAddress"))
    external_id = str(raw["id"])
    return Order(
        external_id=external_id, number=str(raw["code"]), version=version(raw), currency=unit.currency,
        placed_at=moment(raw["orderPlacedAt"] or raw["createdAt"]), updated_at=moment(_changed(raw)), state=state,
        payment_state=_payment_state(raw, paid, refunded, whole), fulfilment_state=_fulfilment(lines),
        subtotal=total([line.unit_price * line.quantity for line in lines], unit.currency),
        discount=total([line.discount for line in lines if line.discount], unit.currency), shipping=shipping,
        tax=total([line.tax for line in lines if line.tax], unit.currency), total=whole, paid=paid, refunded=refunded,
        shipping_refunded=min(shipping, total([one.shipping for one in refunds if one.shipping and one.state != "failed"], unit.currency),
                              key=lambda one: one.minor),
        lines=tuple(_paid_back(line, refunds) for line in lines),
        payments=(*payments, *(_moved_back(one) for one in refunds)), shipments=_shipments(raw), refunds=refunds,
        customer_id=str(customer["id"]) if customer else None, email=str(customer.get("emailAddress") or ""),
        phone=str(customer.get("phoneNumber") or (ship_to.phone if ship_to else "")), name=_name(customer), ship_to=ship_to,
        bill_to=read_place(raw.get("billingAddress")),
        shipping_method=", ".join(str(one["shippingMethod"]["name"]) for one in raw.get("shippingLines") or ()),
        discount_codes=tuple(map(str, raw.get("couponCodes") or ())), note=_note(raw, "ORDER_NOTE"), url=page(store, "orders", external_id),
        cancelled_at=moment(cancelled[0]["createdAt"]) if cancelled and state is OrderState.cancelled else None,
        cancel_reason=stamps.bare(cancelled[0]["data"].get("reason")) if cancelled and state is OrderState.cancelled else "",
        marks=("items_edited",) if any(one["lines"] for one in raw.get("modifications") or ()) else (),
    )  # fmt: skip


def read_customer(raw: Raw, store: Store) -> Customer:
    """A customer; a guest is one without a user, whose address nobody proved. Her groups are told as tags."""
    places = sorted(raw.get("addresses") or (), key=lambda one: not one.get("defaultShippingAddress"))
    known = tuple(place for place in (read_place(one) for one in places) if place is not None)
    return Customer(
        external_id=str(raw["id"]), name=_name(raw), email=str(raw["emailAddress"]), phone=str(raw.get("phoneNumber") or ""),
        verified_email=bool((raw.get("user") or {}).get("verified")) and proves(store), place=known[0] if known else None, places=known,
        orders_count=int(raw["orders"]["totalItems"]), tags=tuple(str(one["name"]) for one in raw.get("groups") or ()),
        note=_note(raw, "CUSTOMER_NOTE"), created_at=moment(raw["createdAt"]), updated_at=moment(raw["updatedAt"]),
        version=_digest([raw[name] for name in ("updatedAt", "emailAddress", "addresses", "groups", "history")]),
        url=page(store, "customers", str(raw["id"])),
    )  # fmt: skip


def proves(store: Store) -> bool:
    """Whether the shop asks customers to prove their addresses: with `requireVerification: false` Vendure calls everybody verified
    who registers."""
    return store.settings.get("proves_addresses", True) is not False


def read_product(raw: Raw, precision: int, *, tracked: bool) -> Product:
    """`tracked`: whether the shop counts pieces where a variant does not say."""
    image = raw.get("featuredAsset") or {}
    variants = tuple(read_variant(one, precision, tracked=tracked) for one in raw["variants"] if one["enabled"])
    return Product(
        id=str(raw["id"]), title=str(raw["name"]), variants=variants, image_url=image.get("preview") or None,
        tags=tuple(str(one["name"]) for one in raw.get("facetValues") or ()),
    )  # fmt: skip


def read_variant(raw: Raw, precision: int, *, tracked: bool) -> Variant:
    counted = raw["trackInventory"] == "TRUE" or (raw["trackInventory"] == "INHERIT" and tracked)
    stock = sum(int(one["stockOnHand"]) - int(one["stockAllocated"]) for one in raw.get("stockLevels") or ())
    image = raw.get("featuredAsset") or raw["product"].get("featuredAsset") or {}
    return Variant(
        id=str(raw["id"]), product_id=str(raw["product"]["id"]), title=str(raw["product"]["name"]),
        price=Unit(str(raw["currencyCode"]), precision).money(raw["priceWithTax"]), options=_options(raw), sku=str(raw.get("sku") or ""),
        available=bool(raw["enabled"] and raw["product"]["enabled"]) and raw.get("stockLevel") != "OUT_OF_STOCK",
        stock=max(0, stock) if counted else None, image_url=image.get("preview") or None,
    )  # fmt: skip


def version(raw: Raw) -> str:
    """Changes whenever the order does: `updatedAt` stays where money goes back, a parcel leaves or a note is written."""
    told: list[Any] = [
        raw.get(name)
        for name in ("state", "customer", "couponCodes", "shippingAddress", "billingAddress", "surcharges")
    ]
    told.append(
        [
            [one["id"], one["quantity"], one["proratedLinePriceWithTax"], one["productVariant"]["id"]]
            for one in raw["lines"]
        ]
    )
    told.append(
        [[one["discountedPriceWithTax"], one["shippingMethod"]["id"]] for one in raw.get("shippingLines") or ()]
    )
    told.append(_sorted([one["id"], one["state"], one["amount"]] for one in raw.get("payments") or ()))
    told.append(_sorted([one["id"], one["state"], one["total"]] for one in counting.refunds(raw)))
    told.append(_sorted([one["id"], one["state"], one["trackingCode"]] for one in raw.get("fulfillments") or ()))
    told.append(_sorted([one["id"], one["isSettled"]] for one in raw.get("modifications") or ()))
    told.append(_sorted([one["id"], one["data"]] for one in (raw.get("history") or {}).get("items") or ()))
    return _digest(told)


def moment(written: Any) -> int:
    """Milliseconds of a DateTime (ISO 8601 with its zone). Raises ValueError."""
    return int(datetime.fromisoformat(str(written)).timestamp() * 1000)


def read_place(raw: Raw | None) -> Place | None:
    """An address, None where nothing is filled in."""
    if not raw or not any(raw.get(name) for name in ("streetLine1", "city", "postalCode")):
        return None
    country = (
        raw.get("countryCode") or (raw.get("country") or {}).get("code")
        if isinstance(raw.get("country"), Mapping)
        else raw.get("countryCode")
    )
    told = {ours: str(raw.get(theirs) or "") for ours, theirs in PLACE.items()}
    return Place(**told, country=str(country or ""))


PLACE = {
    "name": "fullName", "company": "company", "line1": "streetLine1", "line2": "streetLine2", "city": "city", "region": "province",
    "postcode": "postalCode", "phone": "phoneNumber",
}  # fmt: skip


def address(place: Place) -> dict[str, str]:
    """An address as Vendure takes it; what is empty is said, or the old one's would stay."""
    told = {theirs: str(getattr(place, ours)) for ours, theirs in PLACE.items()}
    return {**told, **({"countryCode": place.country} if place.country else {})}


def page(store: Store, kind: str, external_id: str) -> str | None:
    """The shop's own page of a thing, in its dashboard."""
    dashboard = str(store.settings.get("dashboard") or "")
    return f"{dashboard.rstrip('/')}/{kind}/{external_id}" if dashboard else None


def _whole(raw: Raw) -> int:
    return sum(counting.worths(raw).values()) + counting.of_surcharges(raw) + counting.shipping(raw)


def _lines(raw: Raw, unit: Unit) -> tuple[Line, ...]:
    worths, off, gone = counting.worths(raw), counting.called_off(raw), counting.sent(raw)
    lines = [_line(one, unit, worths[str(one["id"])], off[str(one["id"])], gone[str(one["id"])])
             for one in sorted(raw["lines"], key=lambda one: (len(str(one["id"])), str(one["id"]))) if str(one["id"]) in worths]  # fmt: skip
    return (*lines, *(_surcharge(one, unit) for one in raw.get("surcharges") or ()))


def _adding_up(lines: tuple[Line, ...], shipping: Money, whole: Money) -> tuple[tuple[Line, ...], Money]:
    """A shop that keeps more decimals than the currency has leaves a rest when each is rounded: it goes to the dearest line."""
    rest = whole - shipping - total([line.total for line in lines], whole.currency)
    if not rest or not lines:
        return lines, shipping + rest
    dearest = max(range(len(lines)), key=lambda at: lines[at].total.minor)
    return tuple(
        replace(one, total=one.total + rest) if at == dearest else one for at, one in enumerate(lines)
    ), shipping


def _line(raw: Raw, unit: Unit, worth: int, off: int, gone: int) -> Line:
    """Pieces called off after they were sent came back: the shop puts them in stock again."""
    quantity, variant = int(raw["quantity"]) + off, raw["productVariant"]
    fulfilled = min(gone, quantity)
    cancelled = min(off, quantity - fulfilled)
    gross = int(raw["unitPriceWithTax"]) * quantity
    image, product = raw.get("featuredAsset") or {}, variant.get("product") or {}
    options = _options(variant)
    return Line(
        id=str(raw["id"]), title=str(product.get("name") or variant["name"]), quantity=quantity, unit_price=unit.money(raw["unitPriceWithTax"]),
        total=unit.money(worth), variant=" / ".join(options.values()), options=options, sku=str(variant.get("sku") or ""),
        product_id=str(product["id"]) if product else None, variant_id=str(variant["id"]),
        discount=unit.money(gross - worth) if gross > worth else None, tax=unit.money(counting.tax_in(worth, raw["taxRate"])),
        cancelled=cancelled, fulfilled=fulfilled, returned=off - cancelled, image_url=image.get("preview") or None,
    )  # fmt: skip


def _surcharge(raw: Raw, unit: Unit) -> Line:
    """Something added or taken off by hand (below nothing)."""
    price = unit.money(raw["priceWithTax"])
    return Line(
        id=f"{SURCHARGE}{raw['id']}", title=str(raw["description"]), quantity=1, unit_price=price, total=price,
        tax=unit.money(int(raw["priceWithTax"]) - int(raw["price"])), needs_shipping=False,
    )  # fmt: skip


def _paid_back(line: Line, refunds: Sequence[Refund]) -> Line:
    """The line with what went back for it: what its pieces were worth, less where less was given."""
    pieces, given = 0, zero(line.total.currency)
    for refund in refunds:
        named = dict(refund.lines)
        if refund.state == "failed" or line.id not in named:
            continue
        count = min(named[line.id], line.quantity - pieces)
        share = total(line.total.split([1] * line.quantity)[pieces : pieces + count], line.total.currency)
        pieces, given = pieces + count, given + min(share, refund.amount, key=lambda one: one.minor)
    return replace(line, refunded=pieces, refunded_amount=given) if pieces else line


def _payment(raw: Raw, unit: Unit) -> Payment:
    kind, state = _PAYMENT_STATES.get(str(raw["state"]), ("sale", "failed"))
    return Payment(
        id=str(raw["id"]),
        kind=kind,
        amount=unit.money(raw["amount"]),
        way=_way(raw["method"]),
        state=state,
        at=moment(raw["createdAt"]),
    )


def _refunds(raw: Raw, unit: Unit) -> tuple[Refund, ...]:
    """Where the shop keeps more decimals than the currency has, all of them together are rounded, not each: they never make more
    than was paid."""
    found, gone = list[Refund](), 0
    for one in counting.refunds(raw):
        counts = int(one["total"]) if one["state"] != "Failed" else 0
        amount = unit.money(gone + counts) - unit.money(gone) if counts else unit.money(one["total"])
        found.append(_refund(one, unit, amount))
        gone += counts
    return tuple(found)


def _refund(raw: Raw, unit: Unit, amount: Money) -> Refund:
    shipping = unit.money(raw.get("shipping") or 0)
    return Refund(
        id=str(raw["id"]), amount=amount, shipping=shipping or None, way=str(raw["way"]), reason=stamps.bare(raw.get("reason")),
        lines=tuple((str(one["orderLineId"]), int(one["quantity"])) for one in raw["lines"]),
        state=_REFUND_STATES.get(str(raw["state"]), "pending"), at=moment(raw["createdAt"]), key=stamps.key_in(raw.get("reason")),
    )  # fmt: skip


def _moved_back(refund: Refund) -> Payment:
    return Payment(
        id=f"refund-{refund.id}",
        kind="refund",
        amount=refund.amount,
        way=_way(refund.way),
        state=refund.state,
        at=refund.at,
    )


def _way(method: Any) -> PayWay:
    code = str(method)
    kind = next((kind for part, kind in _KINDS.items() if part in code.lower()), "other")
    return PayWay(id=code, kind=kind, label=code.replace("-", " ").replace("_", " ").capitalize())


def _shipments(raw: Raw) -> tuple[Shipment, ...]:
    """When a parcel left and came Vendure keeps only as the last change of its state."""
    return tuple(
        Shipment(
            id=str(one["id"]), lines=tuple((str(line["orderLineId"]), int(line["quantity"])) for line in one["lines"]), carrier=str(one["method"]),
            tracking_number=str(one.get("trackingCode") or ""), state=_PARCELS.get(str(one["state"]), ParcelState.unknown),
            shipped_at=moment(one["updatedAt"]) if one["state"] == "Shipped" else None,
            delivered_at=moment(one["updatedAt"]) if one["state"] == "Delivered" else None,
        )
        for one in raw.get("fulfillments") or ()
    )  # fmt: skip


def _state(raw: Raw) -> OrderState:
    if raw["state"] == "Cancelled":
        return OrderState.done if counting.sent(raw) else OrderState.cancelled
    return OrderState.done if raw["state"] in ("Shipped", "Delivered") else OrderState.open


def _payment_state(raw: Raw, paid: Money, refunded: Money, owed: Money) -> PaymentState:
    if refunded:
        return PaymentState.refunded if refunded >= paid else PaymentState.part_refunded
    if paid >= owed and (paid or raw["orderPlacedAt"]):
        return PaymentState.paid
    if paid:
        return PaymentState.part_paid
    if raw["state"] == "Cancelled":
        return PaymentState.voided
    authorized = any(one["state"] == counting.AUTHORIZED for one in raw.get("payments") or ())
    return PaymentState.authorized if authorized else PaymentState.unpaid


def _fulfilment(lines: Sequence[Line]) -> FulfilmentState:
    sending = [line for line in lines if line.needs_shipping and line.quantity > line.cancelled]
    if sending and all(line.fulfilled + line.cancelled >= line.quantity for line in sending):
        return FulfilmentState.fulfilled
    return FulfilmentState.part_fulfilled if any(line.fulfilled for line in sending) else FulfilmentState.unfulfilled


def _changed(raw: Raw) -> str:
    """The newest moment of all that belongs to the order: the order's own stays where a refund or a parcel is added."""
    parts = [
        raw,
        *(raw.get("payments") or ()),
        *counting.refunds(raw),
        *(raw.get("fulfillments") or ()),
        *(raw.get("modifications") or ()),
    ]
    history = (raw.get("history") or {}).get("items") or ()
    return max([str(one["updatedAt"]) for one in parts] + [str(one["createdAt"]) for one in history])


def _note(raw: Raw, kind: str) -> str:
    """The newest note that is more than our key."""
    words = (stamps.bare((one["data"] or {}).get("note")) for one in stamps.entries(raw, kind))
    return next((one for one in words if one), "")


def _options(variant: Raw) -> dict[str, str]:
    return {
        str((one.get("group") or {}).get("name") or "Option"): str(one["name"]) for one in variant.get("options") or ()
    }


def _name(customer: Raw) -> str:
    return " ".join(filter(None, (str(customer.get(part) or "").strip() for part in ("firstName", "lastName"))))


def _sorted(rows: Any) -> list[Any]:
    return sorted(rows, key=lambda row: (len(str(row[0])), str(row[0])))


def _digest(told: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:20]
