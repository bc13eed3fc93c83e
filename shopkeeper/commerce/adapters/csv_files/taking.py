"""A stretch of a file becomes orders, customers or products: rows that belong together, and where to go on after the last whole one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from shopkeeper.commerce.adapters.csv_files.orders import order_of
from shopkeeper.commerce.adapters.csv_files.others import customer_of, product_of
from shopkeeper.commerce.adapters.csv_files.rows import Place, Row, rows_in
from shopkeeper.commerce.adapters.csv_files.sheet import Notes, Sheet
from shopkeeper.commerce.model.buyers import Customer
from shopkeeper.commerce.model.files import FileKind, FileProblem, FileWord
from shopkeeper.commerce.model.orders import Order, Product

Thing = Order | Customer | Product
_MAKE: dict[FileKind, Callable[[Sheet, Sequence[Row], Notes], Thing | None]] = {
    FileKind.orders: order_of, FileKind.customers: customer_of, FileKind.products: product_of,
}  # fmt: skip
MOST_ROWS = 5_000
"""Of one thing. A column taken for the order number that says the same in every row would else gather the whole file."""


class Found(Struct, frozen=True):
    """A thing with the line it begins on."""

    line: int
    thing: Thing


class Taken(Struct, frozen=True):
    """What a stretch held. `place` is where the next one begins; `rows` how many were read."""

    found: tuple[Found, ...]
    problems: tuple[FileProblem, ...]
    words: tuple[FileWord, ...]
    place: Place
    rows: int


def take(of: Sheet, data: bytes, place: Place, most: int, *, last: bool) -> Taken:
    """Up to `most` things of `data`, which begins at `place`. `last`: the file ends with it."""
    notes, found, rows, at = Notes(), list[Found](), 0, place
    for group, after in _groups(of, _good(of, rows_in(data, of.plan, place, last=last), notes), place, last=last):
        at, rows = after, rows + len(group)
        made = _MAKE[of.plan.kind](of, group, notes) if group else None
        if made is not None:
            found.append(Found(group[0].line, made))
        if len(found) >= most:
            break
    else:
        at = Place(place.at + len(data), at.line) if last else at
    # What was noticed behind the last whole thing is noticed again when its turn comes.
    kept = tuple(sorted((one for one in notes.problems if one.line < at.line), key=lambda one: one.line))
    words = tuple(
        FileWord(field=field, word=word, count=n, meaning=said) for (field, word, said), n in notes.words.items()
    )
    return Taken(tuple(found), kept, words, at, rows)


def _good(of: Sheet, rows: Iterator[Row], notes: Notes) -> Iterator[tuple[Row, bool]]:
    """Each row, and whether it is one of this table; what is none is noted. Titles and sums around a table are none."""
    wide = len(of.plan.columns)
    for row in rows:
        good = False
        if row.cells is None:
            notes.says(row.line, row.problem, skipped=True)
        elif row.line <= of.plan.header:
            pass
        elif any(cell.strip() for cell in row.cells[wide:]):
            notes.says(row.line, "too_many_cells", value=row.cells[-1], skipped=True)
        else:
            good = sum(map(bool, row.cells)) > 1 or wide < 3
        yield row, good


def _groups(
    of: Sheet, rows: Iterator[tuple[Row, bool]], place: Place, *, last: bool
) -> Iterator[tuple[list[Row], Place]]:
    """Rows of one thing each, and where the next begins; the last one only where it is surely whole."""
    group, held, end = list[Row](), "", place
    for row, good in rows:
        key = _key(of, row) if good else ""
        if group and good and (not of.keys or (key and key != held) or len(group) >= MOST_ROWS):
            yield group, Place(row.start, row.line)
            group, held = [], ""
        if good:
            group.append(row)
            held = held or key
        end = Place(row.end, row.next)
    if group and (last or not of.keys):
        yield group, end
    elif not group:
        yield [], end


def _key(of: Sheet, row: Row) -> str:
    """What rows of one thing share, "" where it is left out: such a row goes on with the thing before it."""
    cells = row.cells or []
    return next((word for at in of.keys if at < len(cells) and (word := cells[at].strip())), "")
