"""One order from its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec import structs

from shopkeeper.commerce.adapters.csv_files.bought import lines_of, shipped_with, spread
from shopkeeper.commerce.adapters.csv_files.rows import Row
from shopkeeper.commerce.adapters.csv_files.sheet import Notes, Reader, Sheet, column_of, told
from shopkeeper.commerce.adapters.csv_files.states import Standing, standing
from shopkeeper.commerce.adapters.csv_files.values import bare, country
from shopkeeper.commerce.model.buyers import GUEST, PayWay, Place
from shopkeeper.commerce.model.orders import (
    FulfilmentState,
    Line,
    Order,
    ParcelState,
    Payment,
    PaymentState,
    Refund,
    Shipment,
)
from shopkeeper.commerce.money import Money, total, zero
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.text import mask_cards

_PAID = frozenset({PaymentState.paid, PaymentState.part_refunded, PaymentState.refunded})
_encode = msgspec.json.Encoder().encode


def order_of(of: Sheet, rows: Sequence[Row], notes: Notes) -> Order | None:
    """The order, or None where it cannot be one; why is in the notes."""
    first = rows[0].line
    cells = Reader(of, told(rows, of.whole), first, notes)
    number, placed_at, currency = cells.text("number"), cells.moment("placed_at"), _currency(cells)
    if not number or placed_at is None or currency is None:
        _lacking(cells, number, currency)
        return None
    if placed_at > of.at + DAY:
        notes.says(first, "future", column_of(of, "placed_at"), cells.text("placed_at"))
    order = _whole(of, rows, cells, number, placed_at, currency)
    return structs.replace(order, version=version(order), updated_at=of.at)


def external_id(number: str) -> str:
    """#1001 and 1001 are one order."""
    return number.removeprefix("#").strip() or number


def version(thing: object) -> str:
    """Another one whenever anything else is told."""
    return hashlib.blake2b(_encode(thing), digest_size=12).hexdigest()


def customer_key(of: Sheet, number: str, email: str, phone: str) -> str:
    """By what somebody is recognised: the address an order gives (as for guests of any shop), or the shop's number for them."""
    if number and (of.plan.known_by == "number" or not (email or phone)):
        return number
    return GUEST + (email.lower() or phone) if email or phone else ""


def place_of(cells: Reader, prefix: str, name: str = "") -> Place | None:
    """An address, None where nothing of it is told."""
    parts = {part: cells.text(prefix + part) for part in ("company", "line1", "line2", "city", "region")}
    postcode, where = bare(cells.text(prefix + "postcode")), cells.text(prefix + "country")
    if not (postcode or where or any(parts.values())):
        return None
    phone = bare(cells.text(prefix + "phone"))
    named = cells.name(prefix) or name
    return Place(name=named, postcode=postcode, country=country(where) if where else "", phone=phone, **parts)


def listed(words: str) -> tuple[str, ...]:
    """Words between commas."""
    return tuple(one for part in words.split(",") if (one := part.strip()))


def address(cells: Reader) -> str:
    """A mail address as it is compared; what has no @ is none, and is noted."""
    written = cells.text("email")
    if written and "@" not in written:
        cells.notes.says(cells.line, "no_email", column_of(cells.sheet, "email"), written)
        return ""
    return written


def _lacking(cells: Reader, number: str, currency: str | None) -> None:
    of, notes = cells.sheet, cells.notes
    if not number:
        notes.says(cells.line, "no_number", column_of(of, "number"), skipped=True)
    elif currency is None:
        notes.says(cells.line, "no_currency", column_of(of, "currency"), cells.text("currency"), skipped=True)
    else:
        notes.problems = [
            one for one in notes.problems if one.kind != "no_date" or one.column != column_of(of, "placed_at")
        ]
        notes.says(cells.line, "no_order_date", column_of(of, "placed_at"), cells.text("placed_at"), skipped=True)


def _currency(cells: Reader) -> str | None:
    written = (cells.text("currency") or cells.sheet.plan.currency).upper()
    return written if len(written) == 3 and written.isalpha() and written.isascii() else None


def _whole(of: Sheet, rows: Sequence[Row], cells: Reader, number: str, placed_at: int, currency: str) -> Order:
    stands = standing(cells)
    lines, shipping, owed = _sums(of, rows, cells, number, currency)
    lines = tuple(_counted(line, stands) for line in lines)
    refunded = _refunded(cells, stands, owed, currency)
    paid = max(_paid(cells, stands, owed, currency), refunded)
    email, phone, latest = (
        address(cells),
        bare(cells.text("phone")) or bare(cells.text("ship_phone")),
        _latest(cells, placed_at),
    )
    name = cells.name() or cells.name("bill_") or cells.name("ship_")
    return Order(
        external_id=external_id(number), number=number, version="", currency=currency, placed_at=placed_at, updated_at=0,
        state=stands.state, payment_state=stands.payment, fulfilment_state=_sent(stands, lines),
        subtotal=cells.money("subtotal", currency) or total([one.unit_price * one.quantity for one in lines], currency),
        discount=Money(abs(cells.sum("discount", currency).minor), currency), shipping=shipping, tax=_tax(cells, lines, currency),
        total=owed, paid=paid, refunded=refunded, shipping_refunded=zero(currency), lines=lines,
        payments=_payments(cells, paid, placed_at), shipments=_shipments(cells, stands, lines, latest),
        refunds=(Refund(id="refund", amount=refunded, at=latest),) if refunded else (),
        customer_id=_numbered(of, cells, email, phone), email=email, phone=phone, name=name, ship_to=place_of(cells, "ship_", name),
        bill_to=place_of(cells, "bill_", name), shipping_method=cells.text("shipping_method"),
        discount_codes=listed(cells.text("discount_code")), note=mask_cards(cells.text("note")), tags=listed(cells.text("tags")),
        url=link(cells.text("url")), cancelled_at=(cells.moment("cancelled_at") or latest) if stands.cancelled else None,
    )  # fmt: skip


def _numbered(of: Sheet, cells: Reader, email: str, phone: str) -> str | None:
    key = customer_key(of, cells.text("customer_id"), email, phone)
    return key if key and not key.startswith(GUEST) else None


def _sums(
    of: Sheet, rows: Sequence[Row], cells: Reader, number: str, currency: str
) -> tuple[tuple[Line, ...], Money, Money]:
    """(lines, shipping, total), which add up whatever the file says: the total is what the customer was asked for."""
    lines = lines_of(of, rows, currency, cells.notes, cells.text("items"))
    shipping = cells.money("shipping", currency) or shipped_with(of, rows, currency, cells.notes)
    off, tax = Money(abs(cells.sum("discount", currency).minor), currency), cells.sum("tax", currency)
    goods = total([line.total for line in lines], currency)
    added = zero(currency) if of.plan.taxed else tax
    owed = cells.money("total", currency)
    if owed is None:
        owed = goods - off + added + shipping
    if owed < zero(currency):
        cells.notes.says(
            cells.line, "below_zero", column_of(of, "total"), cells.text("total") or str(owed.decimal()), skipped=True
        )
        shipping, owed = zero(currency), zero(currency)
    elif owed < shipping:
        cells.notes.says(cells.line, "no_sum", column_of(of, "total"), cells.text("total"))
        shipping = zero(currency)
    elif lines and goods:
        _weigh(cells, goods, owed - shipping, off, tax, len(lines))
    if not lines:
        lines = (_unnamed(number, owed - shipping),)
    return spread(lines, owed - shipping), shipping, owed


def _weigh(cells: Reader, goods: Money, left: Money, off: Money, tax: Money, lines: int) -> None:
    """Lines, discount, tax and shipping should make the total in one of the ways shops add them up; else it is noted."""
    ways = (goods, goods - off, goods + tax, goods - off + tax)
    if min(abs((left - one).minor) for one in ways) > lines:
        cells.notes.says(cells.line, "sums", column_of(cells.sheet, "total"), cells.text("total"))


def _unnamed(number: str, amount: Money) -> Line:
    """A file without lines tells that something was bought and for how much."""
    return Line(id="1", title=number, quantity=1, unit_price=amount, total=amount)


def _counted(line: Line, stands: Standing) -> Line:
    sent = line.quantity if stands.fulfilment is FulfilmentState.fulfilled else line.fulfilled
    off = line.quantity - sent if stands.cancelled else 0
    return structs.replace(line, fulfilled=sent, cancelled=off)


def _sent(stands: Standing, lines: Sequence[Line]) -> FulfilmentState:
    """Lines may tell more than the order does."""
    if stands.fulfilment is not FulfilmentState.unfulfilled or not any(line.fulfilled for line in lines):
        return stands.fulfilment
    whole = all(line.fulfilled == line.quantity for line in lines)
    return FulfilmentState.fulfilled if whole else FulfilmentState.part_fulfilled


def _tax(cells: Reader, lines: Sequence[Line], currency: str) -> Money:
    return cells.money("tax", currency) or total([line.tax for line in lines if line.tax is not None], currency)


def _paid(cells: Reader, stands: Standing, owed: Money, currency: str) -> Money:
    said = cells.money("paid", currency)
    if stands.payment in _PAID:
        return owed
    return said if said is not None and zero(currency) <= said <= owed else zero(currency)


def _refunded(cells: Reader, stands: Standing, owed: Money, currency: str) -> Money:
    said = cells.money("refunded", currency)
    if said:
        return min(Money(abs(said.minor), currency), owed)
    return owed if stands.payment is PaymentState.refunded else zero(currency)


def _payments(cells: Reader, paid: Money, placed_at: int) -> tuple[Payment, ...]:
    if not paid:
        return ()
    way = PayWay(id="paid", kind="other", label=mask_cards(cells.text("payment_method"))[:120])
    return (Payment(id="paid", kind="sale", amount=paid, way=way, at=cells.moment("paid_at") or placed_at),)


def _shipments(cells: Reader, stands: Standing, lines: Sequence[Line], latest: int) -> tuple[Shipment, ...]:
    """The parcel, where one went: a date that is not told is the latest the row tells of."""
    tracking, sent = cells.text("tracking_number"), [(line.id, line.fulfilled) for line in lines if line.fulfilled]
    if not tracking and not (sent and (stands.delivered or cells.moment("shipped_at"))):
        return ()
    arrived = (cells.moment("delivered_at") or latest) if stands.delivered else None
    return (
        Shipment(
            id=tracking or "1", lines=tuple(sent), carrier=cells.text("carrier"), tracking_number=tracking,
            tracking_url=link(cells.text("tracking_url")), service=cells.text("shipping_method"),
            state=ParcelState.delivered if stands.delivered else ParcelState.in_transit,
            shipped_at=cells.moment("shipped_at") or arrived or latest, delivered_at=arrived,
        ),
    )  # fmt: skip


def _latest(cells: Reader, placed_at: int) -> int:
    """The last moment that the rows tell of."""
    told_of = [cells.moment(name) for name in ("paid_at", "shipped_at", "delivered_at", "cancelled_at")]
    return max([placed_at, *(one for one in told_of if one is not None)])


def link(written: str) -> str | None:
    """An address that may stand on a screen as a link."""
    return written if written.startswith(("https://", "http://")) else None
