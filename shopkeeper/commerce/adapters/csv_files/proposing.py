"""What a file means, as far as it shows by itself: by the names of its columns, by whose export it is, and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from shopkeeper.commerce.adapters.csv_files import exports, values
from shopkeeper.commerce.adapters.csv_files.fields import DATES, MONEYS, NEEDED, named
from shopkeeper.commerce.adapters.csv_files.sniffing import first_rows, header_of, written
from shopkeeper.commerce.model.files import DateOrder, FileColumn, FileKind, FilePlan, FileShape

_NUMBERS = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})\b")
_AMERICAN = frozenset({"USD", "CAD", "PHP"})
_SAMPLES, _LONGEST = 3, 80
_TELLING = {
    FileKind.orders: {"total", "title", "quantity", "status", "payment_state", "fulfilment_state", "items", "unit_price", "line_total"},
    FileKind.customers: {"email", "phone"}, FileKind.products: {"price", "sku"},
}  # fmt: skip
"""What only such a file has: a customer has a number and a day, too."""
Table = list[tuple[int, list[str]]]


def proposed(head: bytes, begin: FilePlan, *, whole: bool) -> tuple[FileShape, FilePlan]:
    """The shape of a file and what we take it to mean. `begin` brings the store's currency and zone; `whole`: there is no more of it."""
    plan = written(head, begin, whole=whole)
    rows = first_rows(head, plan, whole=whole)
    plan = structs.replace(plan, header=header_of(rows, [_names(cells) for _, cells in rows[:10]]))
    names, table = names_and_rows(rows, plan.header)
    export = exports.known(names)
    plan = exports.told(plan, export) if export else structs.replace(plan, kind=_kind(names, table))
    plan = structs.replace(plan, columns=_columns(names, table, plan.kind, export.means if export else {}))
    plan = _by_values(plan, table, export)
    return FileShape(columns=_shown(names, table), export=export.name if export else ""), plan


def proposed_again(head: bytes, plan: FilePlan, *, whole: bool) -> FilePlan:
    """What the columns seem to mean once the owner said how the file is written or what its rows are about."""
    names, table = names_and_rows(first_rows(head, plan, whole=whole), plan.header)
    export = exports.known(names)
    export = export if export is not None and export.kind is plan.kind else None
    plan = exports.told(plan, export) if export else plan
    plan = structs.replace(plan, columns=_columns(names, table, plan.kind, export.means if export else {}))
    return _by_values(plan, table, export)


def names_and_rows(rows: Table, header: int) -> tuple[list[str], Table]:
    """The names of the columns, and the rows below them; without a header they are numbered."""
    table = [(line, cells) for line, cells in rows if line > header]
    heads = next((cells for line, cells in rows if line == header), [])
    wide = max([len(heads), *(len(cells) for _, cells in table[:1])]) if not heads else len(heads)
    return [(heads[at] if at < len(heads) else "") or f"Column {at + 1}" for at in range(wide)], table


def shape_of(head: bytes, plan: FilePlan, *, whole: bool) -> FileShape:
    """The shape once the owner corrected how the file is written."""
    names, table = names_and_rows(first_rows(head, plan, whole=whole), plan.header)
    export = exports.known(names)
    return FileShape(columns=_shown(names, table), export=export.name if export else "")


def _names(cells: Sequence[str]) -> int:
    """How many of these could be names of columns that we know."""
    return max(len({named(cell, kind) for cell in cells} - {""}) for kind in FileKind)


def _kind(names: Sequence[str], table: Table) -> FileKind:
    """What a row is about: of the kinds whose needed columns are there the one that most columns fit."""

    def fitting(kind: FileKind) -> tuple[int, int, bool]:
        columns = set(_columns(names, table, kind, {})) - {""}
        missing = sum(not columns & set(one) for one in NEEDED[kind])
        return -missing - (not columns & _TELLING[kind]), len(columns), kind is FileKind.orders

    return max(FileKind, key=fitting)


def _columns(names: Sequence[str], table: Table, kind: FileKind, means: dict[str, str]) -> tuple[str, ...]:
    """For each column its field; no field twice: the first name that fits keeps it."""
    said = [means.get(values.plain(name)) for name in names]
    taken = {one for one in said if one}
    found = []
    for name, sure in zip(names, said, strict=True):
        guess = sure if sure is not None else named(name, kind)
        if sure is None and guess in taken:
            guess = ""
        taken.add(guess)
        found.append(guess)
    return tuple(_looked_at(found, table, kind))


def _looked_at(found: list[str], table: Table, kind: FileKind) -> list[str]:
    """Columns that no name told, by what stands in them: addresses, and the first that holds dates."""
    for at, field in enumerate(found):
        cells = [row[at] for _, row in table if at < len(row) and row[at]]
        if field in MONEYS and cells and not any(_is_amount(cell) for cell in cells):
            field = found[at] = "payment_state" if field == "paid" and "payment_state" not in found else ""
        if field or not cells:
            continue
        if "email" not in found and all("@" in cell and " " not in cell for cell in cells):
            found[at] = "email"
        elif kind is FileKind.orders and "placed_at" not in found and all(_is_date(cell) for cell in cells):
            found[at] = "placed_at"
    return found


def _is_amount(cell: str) -> bool:
    """“Shipping” may hold what it cost, or the carrier's name; “paid” how much, or yes and no."""
    return any(map(str.isdigit, cell)) or values.says_nothing(cell) or values.says_free(cell)


def _is_date(cell: str) -> bool:
    return any(values.moment(cell, order, "UTC") is not None for order in DateOrder) and not cell.isdigit()


def _by_values(plan: FilePlan, table: Table, export: exports.Export | None) -> FilePlan:
    """Currency, decimal sign and the order of dates, as the cells show them."""
    currency = next((one for one in _of(plan, table, {"currency"}) if re.fullmatch(r"[A-Za-z]{3}", one)), "")
    decimal = _decimal(_of(plan, table, MONEYS), plan)
    plan = structs.replace(plan, decimal=decimal, currency=currency.upper() or plan.currency)
    if export is not None and export.dates is not None:
        return plan
    return structs.replace(plan, dates=_dates(_of(plan, table, DATES), plan))


def _of(plan: FilePlan, table: Table, fields: set[str] | frozenset[str]) -> list[str]:
    """What stands in the columns of these fields."""
    places = [at for at, field in enumerate(plan.columns) if field.partition("#")[0] in fields]
    return [row[at] for _, row in table for at in places if at < len(row) and row[at]]


def _decimal(cells: Sequence[str], plan: FilePlan) -> str:
    """The sign before the last one or two digits; where none tells, what goes with the delimiter."""
    votes = {".": 0, ",": 0}
    for cell in cells:
        digits = "".join(one for one in cell if one.isdigit() or one in ".,").strip(".,")
        signs = [one for one in digits if one in ".,"]
        if signs and (len(set(signs)) == 2 or len(digits) - digits.rindex(signs[-1]) - 1 in (1, 2, 4)):
            votes[signs[-1]] += 1
    if votes["."] == votes[","]:
        return "," if plan.delimiter == ";" else "."
    return max(votes, key=lambda one: votes[one])


def _dates(cells: Sequence[str], plan: FilePlan) -> DateOrder:
    """A day beyond the twelfth shows itself; else dots and the currency tell where the shop is."""
    found = [one for cell in cells if (one := _NUMBERS.match(cell))]
    if any(len(one.group(1)) == 4 for one in found):
        return DateOrder.ymd
    if any(int(one.group(1)) > 12 for one in found):
        return DateOrder.dmy
    if any(int(one.group(2)) > 12 for one in found):
        return DateOrder.mdy
    american = plan.currency in _AMERICAN and plan.decimal == "." and not any("." in one.group(0) for one in found)
    return DateOrder.mdy if american and found else DateOrder.dmy if found else DateOrder.ymd


def _shown(names: Sequence[str], table: Table) -> tuple[FileColumn, ...]:
    found = []
    for at, name in enumerate(names):
        cells = dict.fromkeys(row[at][:_LONGEST] for _, row in table if at < len(row) and row[at])
        found.append(FileColumn(name=name[:_LONGEST], samples=tuple(cells)[:_SAMPLES]))
    return tuple(found)
