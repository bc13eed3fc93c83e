"""WooCommerce's words in ours: orders, refunds, customers, products.

Shapes: https://woocommerce.github.io/woocommerce-rest-api-docs/ (wc/v3: Orders, Refunds, Customers, Products, Variations).
Money is text with the shop's decimals; a line's `total` is without tax, `total_tax` stands beside it.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from shopkeeper.commerce.adapters.woocommerce import tracking
from shopkeeper.commerce.model import (
    Customer,
    FulfilmentState,
    Line,
    Order,
    OrderState,
    Payment,
    PaymentState,
    PayWay,
    Place,
    Product,
    Refund,
    Store,
    Variant,
)
from shopkeeper.commerce.money import Money, money, total, zero

NOTE, TAGS, KEY = "shopkeeper_note", "shopkeeper_tags", "_shopkeeper_key"
SENT = ("completed", "shipped", "delivered")
DRAFTS = frozenset({"auto-draft", "checkout-draft", "draft"})
GONE = "trash"
_KINDS = {"paypal": "paypal", "ppcp": "paypal", "stripe": "card", "woocommerce_payments": "card", "square": "card", "bacs": "invoice",
          "cheque": "invoice", "cod": "invoice"}  # fmt: skip
# What makes an order another one. `price` is a float made from the total; links, and what other plugins keep, say nothing.
_TELLING = (
    "status", "total", "total_tax", "shipping_total", "shipping_tax", "discount_total", "billing", "shipping", "date_paid_gmt",
    "customer_id", "customer_note", "refunds",
)  # fmt: skip
_ITEMS = ("id", "name", "product_id", "variation_id", "quantity", "total", "total_tax")

Raw = Mapping[str, Any]


def read_order(raw: Raw, store: Store, refunds: Sequence[Raw] | None = None) -> Order:
    """An order. Without `refunds` (their own resource) only the sums of what was paid back are known.

    Raises KeyError, TypeError, ValueError, BadAmount for what is no order.
    """
    currency = _text(raw["currency"])
    paid_at = moment(raw.get("date_paid_gmt"))
    refunds_read = _refunds(raw, refunds, currency)
    refunded = total([one.amount for one in refunds_read], currency)
    owed = amount(raw["total"], currency)
    # Orders of old versions have no `date_paid`; an offline one (cash on delivery) gets it when it is completed.
    is_paid = paid_at is not None or raw["status"] == "completed" or bool(refunds_read)
    paid = max(owed if is_paid else zero(currency), refunded, key=lambda one: one.minor)
    shipping = amount(raw.get("shipping_total"), currency) + amount(raw.get("shipping_tax"), currency)
    lines = _counted(_lines(raw, currency), raw, store, refunds or ())
    lines, shipping = _adding_up(lines, shipping, owed)
    ours = meta(raw)
    updated = moment(raw.get("date_modified_gmt")) or moment(raw["date_created_gmt"]) or 0
    state, way = _state(raw, store), _way(raw)
    billing, address = raw.get("billing") or {}, read_place(raw.get("shipping"))
    external_id = _id(raw["id"])
    return Order(
        external_id=external_id, number=_number(_text(raw.get("number") or raw["id"])), version=version(raw), currency=currency,
        placed_at=moment(raw["date_created_gmt"]) or 0, updated_at=updated, state=state,
        payment_state=_payment_state(paid, refunded, owed, state), fulfilment_state=_fulfilment(raw, lines),
        subtotal=total([line.unit_price * line.quantity for line in lines], currency),
        discount=amount(raw.get("discount_total"), currency) + amount(raw.get("discount_tax"), currency), shipping=shipping,
        tax=amount(raw.get("total_tax"), currency), total=owed, paid=paid, refunded=refunded,
        shipping_refunded=total([one.shipping for one in refunds_read if one.shipping], currency), lines=lines,
        payments=_payments(raw, paid, paid_at, way, refunds_read), shipments=tracking.shipments(raw), refunds=refunds_read,
        customer_id=_id(raw["customer_id"]) if raw.get("customer_id") else None, email=_text(billing.get("email") or ""),
        phone=_text(billing.get("phone") or ""), name=_name(billing), ship_to=address, bill_to=read_place(billing),
        shipping_method=", ".join(html.unescape(one.get("method_title") or "") for one in raw.get("shipping_lines") or ()),
        discount_codes=tuple(one["code"] for one in raw.get("coupon_lines") or ()),
        note=_text(ours.get(NOTE) or raw.get("customer_note") or ""),
        tags=tuple(tag for tag in str(ours.get(TAGS) or "").split(", ") if tag), url=_admin(store, external_id),
        cancelled_at=updated if state is OrderState.cancelled else None,
    )  # fmt: skip


def read_customer(raw: Raw, store: Store) -> Customer:
    """A customer. v3 tells neither what she spent nor whether her address is proven: unknown. Raises as `read_order`."""
    billing, places = raw.get("billing") or {}, (read_place(raw.get("shipping")), read_place(raw.get("billing")))
    known = tuple(dict.fromkeys(one for one in places if one is not None))
    external_id = _id(raw["id"])
    name = " ".join(filter(None, (_text(raw.get("first_name") or ""), _text(raw.get("last_name") or ""))))
    ours = meta(raw)
    return Customer(
        external_id=external_id, name=name or _name(billing), email=_text(raw["email"] or billing.get("email") or ""),
        phone=_text(billing.get("phone") or ""), place=known[0] if known else None, places=known,
        note=str(ours.get(NOTE) or ""), tags=tuple(tag for tag in str(ours.get(TAGS) or "").split(", ") if tag),
        created_at=moment(raw.get("date_created_gmt")),
        updated_at=moment(raw.get("date_modified_gmt")), version=customer_version(raw),
        url=f"{store.url.rstrip('/')}/wp-admin/user-edit.php?user_id={external_id}" if store.url else None,
    )  # fmt: skip


def read_product(raw: Raw, variations: Sequence[Raw], currency: str) -> Product:
    """A product with its variations; a simple one is its own only variant. Raises as `read_order`."""
    images = raw.get("images") or []
    return Product(
        id=_id(raw["id"]), title=html.unescape(raw["name"]), url=raw.get("permalink"), image_url=images[0]["src"] if images else None,
        tags=tuple(html.unescape(one["name"]) for one in raw.get("tags") or ()),
        variants=tuple(read_variant(one, raw, currency) for one in variations or (raw,)),
    )  # fmt: skip


def read_variant(raw: Raw, parent: Raw, currency: str) -> Variant:
    own = raw["id"] != parent["id"]
    images = [raw["image"]] if own and raw.get("image") else list(parent.get("images") or [])
    options = {
        html.unescape(one["name"]): html.unescape(str(one["option"]))
        for one in raw.get("attributes") or ()
        if "option" in one
    }
    stock = raw.get("stock_quantity") if raw.get("manage_stock") else None
    return Variant(
        id=variant_id(parent["id"], raw["id"] if own else 0), product_id=_id(parent["id"]), title=html.unescape(parent["name"]),
        price=amount(raw.get("price"), currency), options=options, sku=raw.get("sku") or "",
        available=bool(raw.get("purchasable", True)) and raw.get("stock_status") != "outofstock", stock=None if stock is None else int(stock),
        image_url=images[0]["src"] if images else None,
    )  # fmt: skip


def variant_id(product_id: Any, variation_id: Any) -> str:
    """How we name a thing to buy: "93", or "22-23" for variation 23 of product 22 (the API finds it only beside its product)."""
    return f"{_id(product_id)}-{_id(variation_id)}" if variation_id else _id(product_id)


def version(raw: Raw) -> str:
    """Changes whenever the order does: `date_modified_gmt` counts only whole seconds, so what tells stands beside it."""
    told: list[Any] = [raw.get(name) for name in _TELLING]
    for kind in ("line_items", "shipping_lines", "fee_lines", "coupon_lines"):
        told.append([[one.get(name) for name in _ITEMS] for one in raw.get(kind) or ()])
    told.append(
        sorted((key, str(value)) for key, value in meta(raw).items() if "shopkeeper" in key or "tracking" in key)
    )
    digest = hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:12]
    return f"{raw.get('date_modified_gmt') or raw['date_created_gmt']}.{digest}"


def customer_version(raw: Raw) -> str:
    """Of an account, as `version` of an order."""
    ours = sorted((key, str(value)) for key, value in meta(raw).items() if "shopkeeper" in key)
    told = [raw.get(name) for name in ("email", "first_name", "last_name", "billing", "shipping")]
    return f"{raw.get('date_modified_gmt') or ''}.{hashlib.sha256(msgspec.json.encode([told, ours])).hexdigest()[:12]}"


def meta(raw: Raw) -> dict[str, Any]:
    """`meta_data` by key; of one key written twice the last."""
    return {
        str(one["key"]): one.get("value")
        for one in raw.get("meta_data") or ()
        if isinstance(one, Mapping) and "key" in one
    }


def moment(written: Any) -> int | None:
    """Milliseconds of a `…_gmt` time ("2017-03-22T19:28:02", without a zone). Raises ValueError."""
    if not written:
        return None
    return int(datetime.fromisoformat(_text(written)).replace(tzinfo=UTC).timestamp() * 1000)


def read_place(raw: Raw | None) -> Place | None:
    """An address, None where nothing is filled in."""
    if not raw or not any(raw.get(name) for name in ("address_1", "city", "postcode", "address_2")):
        return None
    found = {ours: _text(raw.get(theirs) or "") for ours, theirs in PLACE.items()}
    return Place(name=_name(raw), **found)


PLACE = {
    "company": "company", "line1": "address_1", "line2": "address_2", "city": "city", "region": "state", "postcode": "postcode",
    "country": "country", "phone": "phone",
}  # fmt: skip


def _lines(raw: Raw, currency: str) -> tuple[Line, ...]:
    lines = [_line(one, currency) for one in raw["line_items"]]
    return (*lines, *(_fee(one, currency) for one in raw.get("fee_lines") or ()))


def _line(raw: Raw, currency: str) -> Line:
    quantity = max(1, int(raw["quantity"]))
    before = amount(raw["subtotal"], currency) + amount(raw.get("subtotal_tax"), currency)
    after = amount(raw["total"], currency) + amount(raw.get("total_tax"), currency)
    shown = [one for one in raw.get("meta_data") or () if not str(one["key"]).startswith("_")]
    options = {str(one.get("display_key") or one["key"]): html.unescape(str(one.get("display_value") or one["value"])) for one in shown
               if isinstance(one.get("value"), str)}  # fmt: skip
    product, variation = raw.get("product_id") or 0, raw.get("variation_id") or 0
    image = raw.get("image") or {}
    return Line(
        id=_id(raw["id"]), title=html.unescape(_text(raw.get("parent_name") or raw["name"])), quantity=quantity, unit_price=before.share(1, quantity),
        total=after, variant=" / ".join(options.values()), options=options, sku=_text(raw.get("sku") or ""),
        product_id=_id(product) if product else None, variant_id=variant_id(product, variation) if product else None,
        discount=before - after if before > after else None, tax=amount(raw.get("total_tax"), currency),
        image_url=image.get("src") or None,
    )  # fmt: skip


def _fee(raw: Raw, currency: str) -> Line:
    """A surcharge, or a discount given by hand (below nothing)."""
    cost = with_tax(raw, currency)
    title = html.unescape(_text(raw.get("name") or "Fee"))
    tax = amount(raw.get("total_tax"), currency)
    return Line(id=_id(raw["id"]), title=title, quantity=1, unit_price=cost, total=cost, tax=tax, needs_shipping=False)


def _counted(lines: tuple[Line, ...], raw: Raw, store: Store, refunds: Sequence[Raw]) -> tuple[Line, ...]:
    """Lines with what was sent, called off and paid back. Core counts sendings by the whole order only."""
    sent, off = is_sent(raw, store), is_off(raw)
    found = []
    for line in lines:
        back = [
            one
            for refund in refunds
            for kind in ("line_items", "fee_lines")
            for one in refund.get(kind) or ()
            if of(one) == line.id
        ]
        pieces = min(line.quantity, sum(abs(int(one.get("quantity") or 0)) for one in back))
        given = total([-with_tax(one, line.total.currency) for one in back], line.total.currency)
        found.append(
            replace(
                line,
                fulfilled=line.quantity if sent else 0,
                cancelled=line.quantity if off and not sent else 0,
                refunded=pieces,
                refunded_amount=given if back else None,
            )
        )
    return tuple(found)


def is_sent(raw: Raw, store: Store) -> bool:
    """A shop's own statuses that mean "sent" stand in the setting `sent_statuses`."""
    own = store.settings.get("sent_statuses") or ()
    return raw["status"] in (*SENT, *own) or (raw["status"] == "refunded" and bool(raw.get("date_completed_gmt")))


def is_off(raw: Raw) -> bool:
    """Called off: cancelled, or all paid back before anything was sent (WooCommerce itself then says `refunded`)."""
    return raw["status"] == "cancelled" or (raw["status"] == "refunded" and not raw.get("date_completed_gmt"))


def of(item: Raw) -> str | None:
    """The order's item that a refund's item pays back."""
    found = meta(item).get("_refunded_item_id")
    return str(found) if found else None


def _adding_up(lines: tuple[Line, ...], shipping: Money, owed: Money) -> tuple[tuple[Line, ...], Money]:
    """Taxes rounded by line or by order leave a cent here and there: it goes to the dearest line, as the shop's total says."""
    rest = owed - shipping - total([line.total for line in lines], owed.currency)
    if not rest:
        return lines, shipping
    if not lines:
        return lines, shipping + rest
    dearest = max(range(len(lines)), key=lambda at: lines[at].total.minor)
    put = replace(lines[dearest], total=lines[dearest].total + rest)
    return (*lines[:dearest], put, *lines[dearest + 1 :]), shipping


def _refunds(raw: Raw, refunds: Sequence[Raw] | None, currency: str) -> tuple[Refund, ...]:
    if refunds is None:
        short = raw.get("refunds") or ()
        return tuple(
            Refund(id=_id(one["id"]), amount=-amount(one["total"], currency), reason=_said(one)) for one in short
        )
    return tuple(_refund(one, raw, currency) for one in sorted(refunds, key=lambda one: int(one["id"])))


def _said(short: Raw) -> str:
    # The documents' examples write `refund`, the code `reason`.
    return _text(short.get("reason") or short.get("refund") or "")


def _refund(raw: Raw, order: Raw, currency: str) -> Refund:
    shipping = total([-with_tax(one, currency) for one in raw.get("shipping_lines") or ()], currency)
    pieces = tuple(
        (str(of(one)), abs(int(one["quantity"]))) for one in raw.get("line_items") or () if of(one) and one["quantity"]
    )
    return Refund(
        id=_id(raw["id"]), amount=amount(raw["amount"], currency), lines=pieces, shipping=shipping or None,
        way=_text(order.get("payment_method") or "") or None if raw.get("refunded_payment") else None, reason=_text(raw.get("reason") or ""),
        at=moment(raw.get("date_created_gmt")), key=meta(raw).get(KEY),
    )  # fmt: skip


def _payments(raw: Raw, paid: Money, at: int | None, way: PayWay, refunds: Sequence[Refund]) -> tuple[Payment, ...]:
    came = [
        Payment(
            id=_text(raw.get("transaction_id") or "") or f"{raw['id']}-paid", kind="sale", amount=paid, way=way, at=at
        )
    ]
    back = [Payment(id=one.id, kind="refund", amount=one.amount, way=way, at=one.at) for one in refunds]
    return (*(came if paid else ()), *back)


def _way(raw: Raw) -> PayWay:
    method = _text(raw.get("payment_method") or "") or "other"
    kind = next((kind for start, kind in _KINDS.items() if method.startswith(start)), "other")
    return PayWay(id=method, kind=kind, label=html.unescape(_text(raw.get("payment_method_title") or "")) or method)


def _state(raw: Raw, store: Store) -> OrderState:
    if is_off(raw):
        return OrderState.cancelled
    return OrderState.done if is_sent(raw, store) else OrderState.open


def _payment_state(paid: Money, refunded: Money, owed: Money, state: OrderState) -> PaymentState:
    if refunded:
        return PaymentState.refunded if refunded >= paid else PaymentState.part_refunded
    if paid or not owed:
        return PaymentState.paid
    return PaymentState.voided if state is OrderState.cancelled else PaymentState.unpaid


def _fulfilment(raw: Raw, lines: Sequence[Line]) -> FulfilmentState:
    if lines and all(line.fulfilled for line in lines):
        return FulfilmentState.fulfilled
    return FulfilmentState.on_hold if raw["status"] == "on-hold" else FulfilmentState.unfulfilled


def with_tax(raw: Raw, currency: str) -> Money:
    """What an item cost (of a refund: below nothing), with its tax."""
    return amount(raw.get("total"), currency) + amount(raw.get("total_tax"), currency)


def amount(written: Any, currency: str) -> Money:
    """Money as the API writes it; nothing written is nothing. Raises BadAmount."""
    return money(written, currency) if written not in (None, "") else zero(currency)


def _name(raw: Raw) -> str:
    return " ".join(
        filter(None, (_text(raw.get("first_name") or "").strip(), _text(raw.get("last_name") or "").strip()))
    )


def _number(written: str) -> str:
    return f"#{written}" if written.isdigit() else written


def _admin(store: Store, external_id: str) -> str | None:
    return f"{store.url.rstrip('/')}/wp-admin/post.php?post={external_id}&action=edit" if store.url else None


def _text(value: Any) -> str:
    if not isinstance(value, str | int):
        raise TypeError(f"{value!r} is no text")
    return str(value)


def _id(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).isdigit():
        raise TypeError(f"{value!r} is no id")
    return str(value)
