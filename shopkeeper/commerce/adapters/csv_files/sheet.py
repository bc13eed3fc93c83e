"""A plan made ready for reading: where each field stands, and what is told when a cell cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct, field

from shopkeeper.commerce.adapters.csv_files import exports, values
from shopkeeper.commerce.adapters.csv_files.fields import MANY
from shopkeeper.commerce.adapters.csv_files.rows import Row
from shopkeeper.commerce.model.files import FileKind, FilePlan, FileProblem, FileWord
from shopkeeper.commerce.money import Money, zero

LONGEST_CELL = 4_000
"""Characters. A note may be long; a whole book in a cell is cut."""
OF_LINES = frozenset(
    {
        "title", "variant", "sku", "quantity", "unit_price", "line_total", "line_discount", "line_tax", "line_shipping",
        "line_shipping_tax", "line_state", "line_id", "product_id", "variant_id",
    }
)  # fmt: skip
OF_VARIANTS = frozenset({"variant_id", "variant", "variant2", "variant3", "sku", "price", "stock", "image_url"})
_LINES = {FileKind.orders: OF_LINES, FileKind.customers: frozenset[str](), FileKind.products: OF_VARIANTS}
T = TypeVar("T")
_KEYS = {FileKind.orders: ("number",), FileKind.customers: (), FileKind.products: ("product_id", "title")}
# What is looked up by an index, which takes no whole book.
_SHORT = {
    "number": 100,
    "tracking_number": 100,
    "customer_id": 100,
    "product_id": 200,
    "email": 320,
    "phone": 60,
    "ship_phone": 60,
}
_RECENT = 40
"""No thing has more problems than are told of it once."""
Columns = tuple[tuple[str, int], ...]
Cells = dict[str, str]


class Sheet(Struct, frozen=True):
    """`at`: when the file was given, ms UTC. `whole` columns are of the thing itself, `lines` of each row, `many` of numbered sets.

    `keys`: what rows of one thing share, the first that says something; none where every row is one. `goes_on`: whether a row may leave
    that out. `reach`: how many cells a row needs, so that no column that means something is cut off.
    """

    plan: FilePlan
    at: int
    names: tuple[str, ...]
    whole: Columns
    lines: Columns
    many: dict[str, Columns]
    keys: tuple[int, ...]
    goes_on: bool
    reach: int


class Notes(Struct):
    """What is noticed while a thing is read. `words` are (field, word as it is compared, what it was taken to mean), `spelled` how it
    was written first."""

    problems: list[FileProblem] = field(default_factory=list)
    words: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    spelled: dict[tuple[str, str], str] = field(default_factory=dict)

    def says(self, line: int, kind: str, column: str = "", value: str = "", *, skipped: bool = False) -> None:
        """Once, however often the cell is asked."""
        found = FileProblem(line=line, kind=kind, column=column, value=value[:80], skipped=skipped)
        if found not in self.problems[-_RECENT:]:
            self.problems.append(found)

    def heard(self, field: str, written: str, meaning: str | None) -> None:
        """A word for a state, and what it was taken to mean."""
        name = values.plain(written)[:80] or written[:80]
        self.words[field, name, meaning or ""] += 1
        self.spelled.setdefault((field, name), written[:80])

    def words_heard(self) -> tuple[FileWord, ...]:
        return tuple(
            FileWord(field=field, word=self.spelled[field, name], count=n, meaning=said)
            for (field, name, said), n in self.words.items()
        )


def sheet(plan: FilePlan, names: Sequence[str], at: int) -> Sheet:
    """The plan of a file with these column names."""
    mapped = [(name, index) for index, name in enumerate(plan.columns) if name]
    single = [(name, index) for name, index in mapped if "#" not in name]
    many: dict[str, Columns] = {}
    for name, index in mapped:
        one, _, number = name.partition("#")
        if number and one in MANY:
            many[number] = (*many.get(number, ()), (one, index))
    of_lines = _LINES[plan.kind]
    places = dict(single)
    keys = () if plan.one_row else _KEYS[plan.kind]
    return Sheet(
        plan, at, tuple(names), tuple(one for one in single if one[0] not in of_lines),
        tuple(one for one in single if one[0] in of_lines), dict(sorted(many.items(), key=lambda one: int(one[0]))),
        tuple(places[name] for name in keys if name in places), _goes_on(plan, names), 1 + max([at for _, at in mapped], default=-1),
    )  # fmt: skip


def _goes_on(plan: FilePlan, names: Sequence[str]) -> bool:
    export = exports.known(names)
    return export is not None and export.kind is plan.kind and export.goes_on


def told(rows: Sequence[Row], columns: Columns) -> Cells:
    """What stands in these columns; of several rows the first that says something."""
    found: Cells = {}
    for row in rows:
        cells = row.cells or ()
        for name, at in columns:
            if at < len(cells) and name not in found and (value := cells[at].strip()):
                found[name] = value[: _SHORT.get(name, LONGEST_CELL)]
    return found


def column_of(of: Sheet, name: str) -> str:
    """What the file calls the column of a field."""
    index = next((at for at, one in enumerate(of.plan.columns) if one.partition("#")[0] == name), None)
    return of.names[index] if index is not None and index < len(of.names) else name


class Reader:
    """The cells of one thing, read by what they should be. What cannot be read is noted, and is None."""

    def __init__(self, of: Sheet, cells: Cells, line: int, notes: Notes) -> None:
        self.sheet, self.cells, self.line, self.notes = of, cells, line, notes

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    def moment(self, name: str) -> int | None:
        written = self.cells.get(name)
        if written is None or values.is_no_day(written):
            return None
        found = values.moment(written, self.sheet.plan.dates, self.sheet.plan.zone)
        return self._noted(name, "no_date", written, found)

    def money(self, name: str, currency: str) -> Money | None:
        written = self.cells.get(name)
        if written is None:
            return None
        if not any(map(str.isdigit, written)):
            if values.says_nothing(written):
                return None
            if values.says_free(written):
                return zero(currency)
        found = values.amount(written, self.sheet.plan.decimal, currency)
        return self._noted(name, "no_amount", written, found, skipped=True)

    def count(self, name: str) -> int | None:
        written = self.cells.get(name)
        if written is None:
            return None
        return self._noted(name, "no_count", written, values.count(written, self.sheet.plan.decimal))

    def truth(self, name: str) -> bool | None:
        return values.truth(self.text(name))

    def sum(self, name: str, currency: str) -> Money:
        return self.money(name, currency) or zero(currency)

    def name(self, prefix: str = "") -> str:
        """A whole name, or its two halves."""
        halves = f"{self.text(prefix + 'first_name')} {self.text(prefix + 'last_name')}".strip()
        return self.text(prefix + "name") or halves

    def _noted(self, name: str, kind: str, written: str, found: T | None, *, skipped: bool = False) -> T | None:
        if found is None:
            self.notes.says(self.line, kind, column_of(self.sheet, name), written, skipped=skipped)
        return found
