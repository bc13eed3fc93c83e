"""A stretch of a file becomes orders, customers or products: rows that belong together, and where to go on after the last whole one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto

from msgspec import Struct, field

from shopkeeper.commerce.adapters.csv_files.orders import order_of
from shopkeeper.commerce.adapters.csv_files.others import customer_of, product_of
from shopkeeper.commerce.adapters.csv_files.rows import Place, Row, rows_in
from shopkeeper.commerce.adapters.csv_files.sheet import Cells, Notes, Sheet, column_of, told
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


class Mark(Enum):
    """What a row is: of the table and whole, of it and not whole, unreadable, or beside the table (its titles and sums)."""

    sound = auto()
    broken = auto()
    torn = auto()
    beside = auto()


class Group(Struct):
    """Rows of one thing. `key` is what they share, "" where nothing names it; `faulty` the lines for which it cannot be taken in."""

    key: str = ""
    rows: list[Row] = field(default_factory=list)
    faulty: set[int] = field(default_factory=set)
    torn: bool = False
    _says: Cells = field(default_factory=dict)
    _heard: int = 0

    def says(self, of: Sheet) -> Cells:
        """What its rows say of the whole, the first that says something; each row is read once, however many follow."""
        for row in self.rows[self._heard :]:
            self._says = told([row], of.whole) | self._says
        self._heard = len(self.rows)
        return self._says


def take(of: Sheet, data: bytes, place: Place, most: int, *, last: bool) -> Taken:
    """Up to `most` things of `data`, which begins at `place`. `last`: the file ends with it."""
    notes, found, rows, at = Notes(), list[Found](), 0, place
    marked = _marked(of, rows_in(data, of.plan, place, last=last), notes)
    for group, after in _groups(of, marked, notes, place, last=last):
        at, rows = after, rows + len(group.rows)
        made = _made(of, group, notes)
        if made is not None:
            found.append(Found(group.rows[0].line, made))
        if len(found) >= most:
            break
    else:
        at = Place(place.at + len(data), at.line) if last else at
    # What was noticed behind the last whole thing is noticed again when its turn comes.
    kept = tuple(sorted((one for one in notes.problems if one.line < at.line), key=lambda one: one.line))
    return Taken(tuple(found), kept, notes.words_heard(), at, rows)


def _made(of: Sheet, group: Group, notes: Notes) -> Thing | None:
    """The thing, None where it would not be what the file says: a part of it is missing, or stands there unreadable."""
    if not group.rows:
        return None
    if group.faulty:
        sound = next((row.line for row in group.rows if row.line not in group.faulty), None)
        if sound is not None:
            notes.says(sound, "left_out", value=group.key, skipped=True)
        return None
    before = len(notes.problems)
    made = _MAKE[of.plan.kind](of, group.rows, notes)
    wrong = [one for one in notes.problems[before:] if one.skipped]
    if not wrong:
        return made
    # What follows from a cell that cannot be read (sums that do not fit) is no problem of its own.
    notes.problems[before:] = wrong
    return None


def _marked(of: Sheet, rows: Iterator[Row], notes: Notes) -> Iterator[tuple[Row, Mark]]:
    """Each row, and what it is; what is wrong with it is noted."""
    wide = len(of.plan.columns)
    for row in rows:
        mark = Mark.sound
        if row.cells is None:
            notes.says(row.line, row.problem, skipped=True)
            mark = Mark.torn
        elif row.line <= of.plan.header:
            mark = Mark.beside
        elif any(cell.strip() for cell in row.cells[wide:]):
            notes.says(row.line, "too_many_cells", value=row.cells[-1], skipped=True)
            mark = Mark.broken
        elif sum(map(bool, row.cells)) <= 1 and wide >= 3 and not _is_stump(of, row):
            mark = Mark.beside
        elif len(row.cells) < of.reach:
            notes.says(row.line, "cut_short", value=_key(of, row), skipped=True)
            mark = Mark.broken
        yield row, mark


def _is_stump(of: Sheet, row: Row) -> bool:
    """A row cut off behind its number; a sentence under a table is none."""
    key = _key(of, row)
    return len(row.cells or ()) < of.reach and " " not in key and any(map(str.isdigit, key))


def _groups(
    of: Sheet, rows: Iterator[tuple[Row, Mark]], notes: Notes, place: Place, *, last: bool
) -> Iterator[tuple[Group, Place]]:
    """Rows of one thing each, and where the next begins; the last one only where it is surely whole."""
    group, end = Group(), place
    for row, mark in rows:
        if mark in (Mark.sound, Mark.broken):
            key = _key(of, row)
            if group.rows and not _belongs(of, group, row, key):
                yield group, Place(row.start, row.line)
                group = Group()
            if mark is Mark.broken or (not key and not _goes_on(of, group, row, notes)):
                group.faulty.add(row.line)
            group.key = group.key or key
            group.rows.append(row)
        elif mark is Mark.torn:
            group.torn = bool(group.rows)
        end = Place(row.end, row.next)
    if last or not of.keys or not group.rows:
        yield group, end


def _belongs(of: Sheet, group: Group, row: Row, key: str) -> bool:
    """Whether a row is one more of this thing. One that names nothing is, unless it says something else of the whole."""
    if not of.keys or len(group.rows) >= MOST_ROWS:
        return False
    if key or of.plan.kind is FileKind.products:
        return not key or key == group.key
    return not group.torn and told([row], of.whole).items() <= group.says(of).items()


def _goes_on(of: Sheet, group: Group, row: Row, notes: Notes) -> bool:
    """Whether a row that names nothing is surely the next of this thing; else that is noted."""
    if not of.keys or of.plan.kind is FileKind.products or (of.goes_on and group.key):
        return True
    notes.says(row.line, "no_number", column_of(of, "number"), skipped=True)
    return False


def _key(of: Sheet, row: Row) -> str:
    """What rows of one thing share, "" where it is left out."""
    cells = row.cells or []
    return next((word for at in of.keys if at < len(cells) and (word := cells[at].strip())), "")
