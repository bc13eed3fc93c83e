"""What was bought: orders with their lines, money, parcels and returns; and what can be bought."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from shopkeeper.commerce.model.buyers import PayWay, Place
from shopkeeper.commerce.money import Money


class Line(Struct, frozen=True, kw_only=True):
    """One line of an order. Quantities count pieces; `total` is what the customer pays for the line: after discounts, with tax.

    Left to send: quantity - cancelled - fulfilled. `refunded` pieces were paid back, `returned` pieces came (or are coming) back.
    `refunded_amount` is the money given back for this line so far.
    """

    id: str
    title: str
    quantity: int
    unit_price: Money
    total: Money
    variant: str = ""
    options: dict[str, str] = {}
    sku: str = ""
    product_id: str | None = None
    variant_id: str | None = None
    discount: Money | None = None
    tax: Money | None = None
    cancelled: int = 0
    fulfilled: int = 0
    returned: int = 0
    refunded: int = 0
    refunded_amount: Money | None = None
    image_url: str | None = None
    url: str | None = None
    needs_shipping: bool = True


class OrderState(StrEnum):
    """`open`: still being worked on; `done`: everything sent and paid; `cancelled`: called off whole."""

    open = "open"
    done = "done"
    cancelled = "cancelled"


class PaymentState(StrEnum):
    unpaid = "unpaid"
    authorized = "authorized"
    part_paid = "part_paid"
    paid = "paid"
    part_refunded = "part_refunded"
    refunded = "refunded"
    voided = "voided"


class FulfilmentState(StrEnum):
    unfulfilled = "unfulfilled"
    part_fulfilled = "part_fulfilled"
    fulfilled = "fulfilled"
    on_hold = "on_hold"


class Payment(Struct, frozen=True, kw_only=True):
    """Money that moved, or tried to. `kind`: authorization, sale, capture, void, refund; `state`: pending, ok, failed."""

    id: str
    kind: str
    amount: Money
    way: PayWay
    state: str = "ok"
    at: int | None = None


class ParcelState(StrEnum):
    """One normalised set of states for all carriers, in the order a parcel lives through them."""

    unknown = "unknown"
    label_created = "label_created"
    in_transit = "in_transit"
    out_for_delivery = "out_for_delivery"
    ready_for_pickup = "ready_for_pickup"
    attempted = "attempted"
    delivered = "delivered"
    exception = "exception"
    returning = "returning"
    returned = "returned"
    lost = "lost"
    cancelled = "cancelled"


class Scan(Struct, frozen=True, kw_only=True):
    """One thing a carrier saw. `words` are the carrier's own, `place` as it wrote it."""

    state: ParcelState
    at: int
    words: str = ""
    place: str = ""
    code: str = ""


class Shipment(Struct, frozen=True, kw_only=True):
    """One parcel. `lines` are (line id, pieces). `promised_at` is what the customer was told, `expected_at` the carrier's word now."""

    id: str
    lines: tuple[tuple[str, int], ...] = ()
    carrier: str = ""
    service: str = ""
    tracking_number: str = ""
    tracking_url: str | None = None
    state: ParcelState = ParcelState.unknown
    shipped_at: int | None = None
    promised_at: int | None = None
    expected_at: int | None = None
    delivered_at: int | None = None
    scans: tuple[Scan, ...] = ()


class ReturnState(StrEnum):
    requested = "requested"
    approved = "approved"
    declined = "declined"
    in_transit = "in_transit"
    received = "received"
    closed = "closed"
    cancelled = "cancelled"


class ReturnLine(Struct, frozen=True, kw_only=True):
    """What comes back, how many pieces, and why. `for_variant`: the variant it is exchanged for."""

    line_id: str
    quantity: int
    reason: str = ""
    note: str = ""
    for_variant: str | None = None


class Return(Struct, frozen=True, kw_only=True):
    """Things on their way back. `label_url` is the label the customer prints; `difference` what an exchange costs (or gives back)."""

    id: str
    state: ReturnState
    lines: tuple[ReturnLine, ...]
    at: int | None = None
    label_url: str | None = None
    tracking_number: str = ""
    refund_way: str | None = None
    difference: Money | None = None
    key: str | None = None


class Refund(Struct, frozen=True, kw_only=True):
    """Money given back. `lines` are (line id, pieces); `way` is the PayWay id it went to. `key` is ours, where we did it."""

    id: str
    amount: Money
    lines: tuple[tuple[str, int], ...] = ()
    shipping: Money | None = None
    way: str | None = None
    reason: str = ""
    state: str = "ok"
    at: int | None = None
    key: str | None = None


class Dispute(Struct, frozen=True, kw_only=True):
    """The customer asked her bank for the money back. `due_at`: until when the shop can answer."""

    id: str
    amount: Money
    state: str
    reason: str = ""
    at: int | None = None
    due_at: int | None = None


class Risk(Struct, frozen=True, kw_only=True):
    """What the shop thinks of an order: level low, medium or high, and why in its own words."""

    level: str
    reasons: tuple[str, ...] = ()


class Order(Struct, frozen=True, kw_only=True):
    """One order as the shop tells it. `number` is what people say ("#1001"); `version` changes whenever the order does.

    `total` is the sum of the lines and the shipping: edits change it, cancelling and refunding do not. `paid` is what came in,
    `refunded` what went back (each refund once, in `refunds`), so paid - refunded is what may still be given back. `url` is the shop's own page of
    it (for agents), `status_url` the customer's.
    """

    external_id: str
    number: str
    version: str
    currency: str
    placed_at: int
    updated_at: int
    state: OrderState
    payment_state: PaymentState
    fulfilment_state: FulfilmentState
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    total: Money
    paid: Money
    refunded: Money
    shipping_refunded: Money
    lines: tuple[Line, ...] = ()
    payments: tuple[Payment, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    returns: tuple[Return, ...] = ()
    refunds: tuple[Refund, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    customer_id: str | None = None
    email: str = ""
    phone: str = ""
    name: str = ""
    ship_to: Place | None = None
    bill_to: Place | None = None
    shipping_method: str = ""
    discount_codes: tuple[str, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    risk: Risk | None = None
    locale: str | None = None
    url: str | None = None
    status_url: str | None = None
    cancelled_at: int | None = None
    cancel_reason: str = ""
    marks: tuple[str, ...] = ()
    """What the shop says happened to it that no other field tells ("items changed"): policy may ask for it."""


class Variant(Struct, frozen=True, kw_only=True):
    """One thing that can be bought. `stock` None: not counted."""

    id: str
    product_id: str
    title: str
    price: Money
    options: dict[str, str] = {}
    sku: str = ""
    available: bool = True
    stock: int | None = None
    image_url: str | None = None


class Product(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    variants: tuple[Variant, ...] = ()
    url: str | None = None
    image_url: str | None = None
    tags: tuple[str, ...] = ()


class Cart(Struct, frozen=True, kw_only=True):
    """What lies in somebody's cart, where the shop tells. `url` leads the customer back to it."""

    id: str
    customer_id: str | None
    email: str
    lines: tuple[Line, ...]
    total: Money
    updated_at: int
    url: str | None = None
