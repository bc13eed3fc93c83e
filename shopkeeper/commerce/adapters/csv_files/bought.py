"""The lines of an order and what they come to: from a row each, from numbered columns, or from one cell that names them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from shopkeeper.commerce.adapters.csv_files.rows import Row
from shopkeeper.commerce.adapters.csv_files.sheet import Cells, Notes, Reader, Sheet, told
from shopkeeper.commerce.adapters.csv_files.states import word
from shopkeeper.commerce.model.orders import FulfilmentState, Line
from shopkeeper.commerce.money import Money, total, zero

MOST_LINES = 1_000
_SAYS = frozenset({"title", "sku", "product_id", "line_total", "unit_price"})
_COUNTED = re.compile(r"\s*(\d{1,4})\s*[x×*]\s*(.+)|(.+?)\s*(?:[x×*]\s*(\d{1,4})|\((\d{1,4})\))\s*", re.IGNORECASE)
_PACKED = {
    "name": "title",
    "product_id": "product_id",
    "sku": "sku",
    "quantity": "quantity",
    "total": "line_total",
    "sub_total": "subtotal",
}


def lines_of(of: Sheet, rows: Sequence[Row], currency: str, notes: Notes, listed: str) -> tuple[Line, ...]:
    """What was bought; `listed` is the cell that names everything at once."""
    found = list[Line]()
    for line, cells in _bought(of, rows, listed):
        found.append(_line(Reader(of, cells, line, notes), len(found) + 1, currency))
        if len(found) == MOST_LINES:
            notes.says(line, "too_many_lines")
            break
    return tuple(found)


def shipped_with(of: Sheet, rows: Sequence[Row], currency: str, notes: Notes) -> Money:
    """Shipping that is told line by line, with its tax where prices are told without."""
    paid = zero(currency)
    for row in rows:
        cells = Reader(of, told([row], of.lines), row.line, notes)
        paid += cells.sum("line_shipping", currency)
        if not of.plan.taxed:
            paid += cells.sum("line_shipping_tax", currency)
    return paid


def spread(lines: Sequence[Line], goods: Money) -> tuple[Line, ...]:
    """The same lines, coming to `goods` to the smallest unit: discounts and taxes of the whole order are shared out by price."""
    if total([line.total for line in lines], goods.currency) == goods:
        return tuple(lines)
    parts = goods.split([max(0, line.total.minor) for line in lines])
    return tuple(structs.replace(line, total=part) for line, part in zip(lines, parts, strict=True))


def _bought(of: Sheet, rows: Sequence[Row], listed: str) -> Iterator[tuple[int, Cells]]:
    for row in rows:
        for columns in (of.lines, *of.many.values()):
            cells = told([row], columns)
            packed = _unpacked(cells.pop("packed", ""))
            if _SAYS & (cells := cells | packed).keys():
                yield row.line, cells
    if listed and not any(_SAYS & told([row], of.lines).keys() for row in rows):
        yield from ((rows[0].line, one) for one in _named(listed))


def _line(cells: Reader, place: int, currency: str) -> Line:
    count = cells.count("quantity")
    pieces = 1 if count is None else count
    each, whole = cells.money("unit_price", currency), cells.money("line_total", currency)
    off, tax = cells.money("line_discount", currency), cells.money("line_tax", currency)
    if whole is None:
        whole = (each or zero(currency)) * pieces - _size(off, currency)
    if each is None:
        each = (whole + _size(off, currency)).share(1, max(1, pieces))
    sent = word(cells, "line_state")
    return Line(
        id=cells.text("line_id") or str(place), title=cells.text("title") or cells.text("sku") or cells.text("product_id"),
        quantity=pieces, unit_price=each, total=whole if cells.sheet.plan.taxed or tax is None else whole + tax,
        variant=cells.text("variant"), sku=cells.text("sku"), product_id=cells.text("product_id") or None,
        variant_id=cells.text("variant_id") or cells.text("sku") or None, discount=off, tax=tax,
        fulfilled=pieces if sent in ("delivered", FulfilmentState.fulfilled) else 0,
    )  # fmt: skip


def _size(off: Money | None, currency: str) -> Money:
    """Some write discounts with a minus, some without."""
    return Money(abs(off.minor), currency) if off is not None else zero(currency)


def _unpacked(packed: str) -> Cells:
    """name:Shirt|product_id:12|quantity:2|total:29.90, as the WooCommerce export writes a line into one cell."""
    parts = [part.partition(":") for part in packed.split("|")]
    return {
        _PACKED[name.strip()]: value.strip()
        for name, sign, value in parts
        if sign and name.strip() in _PACKED and value.strip()
    }


def _named(listed: str) -> Iterator[Cells]:
    """ "2 x Shirt, 1 x Mug": what is said of it is its name and how many."""
    sign = next((one for one in ("\n", ";", "|") if one in listed), ",")
    for part in listed.split(sign):
        found = _COUNTED.fullmatch(part[:300])
        title = (found.group(2) or found.group(3)) if found else part
        count = (found.group(1) or found.group(4) or found.group(5)) if found else "1"
        if title.strip():
            yield {"title": title.strip(), "quantity": str(count)}
