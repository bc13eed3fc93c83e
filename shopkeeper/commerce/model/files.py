"""A file that somebody gives us instead of a line to a shop: its shape, what its columns mean, and what is in it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from shopkeeper.commerce.money import Money


class FileState(StrEnum):
    """`arriving`: not all of it is here. `ready`: its columns are to be looked at. `checked`: read once as a trial, nothing written."""

    arriving = "arriving"
    ready = "ready"
    checking = "checking"
    checked = "checked"
    importing = "importing"
    done = "done"
    failed = "failed"


class FileKind(StrEnum):
    """What a row is about."""

    orders = "orders"
    customers = "customers"
    products = "products"


class DateOrder(StrEnum):
    """In which order day, month and year stand where they are written in numbers."""

    ymd = "ymd"
    dmy = "dmy"
    mdy = "mdy"


class FileColumn(Struct, frozen=True, kw_only=True):
    """A column as the file has it, with up to three different values from its first rows."""

    name: str
    samples: tuple[str, ...] = ()


class FileShape(Struct, frozen=True, kw_only=True):
    """What a file looks like. `export`: whose known export it is ("shopify"), "" where nobody's we know."""

    columns: tuple[FileColumn, ...] = ()
    export: str = ""


class FilePlan(Struct, frozen=True, kw_only=True):
    """What a file means; proposed by us, corrected by the owner.

    `columns`: for each column of the file the name of our field, "" for none. `one_row`: every row is a whole order; else
    rows that follow each other with the same number are one order. `header`: the line that names the columns, 0 for none.
    `words`: for each field of states, what a word of the file means. `known_by`: whether customers are recognised by the
    address they gave, or by the shop's number for them. `taxed`: prices of lines contain the tax. `payment`: what an order
    is whose file says nothing of payment.
    """

    kind: FileKind = FileKind.orders
    columns: tuple[str, ...] = ()
    one_row: bool = False
    header: int = 1
    encoding: str = "utf-8"
    delimiter: str = ","
    quoted: bool = True
    dates: DateOrder = DateOrder.ymd
    zone: str = "UTC"
    decimal: str = "."
    currency: str = "EUR"
    taxed: bool = True
    payment: str = "paid"
    known_by: str = "address"
    words: dict[str, dict[str, str]] = {}


class FileProblem(Struct, frozen=True, kw_only=True):
    """What is wrong with a line. `kind` names it, `value` is what stands there; `skipped`: the whole thing is not taken in."""

    line: int
    kind: str
    column: str = ""
    value: str = ""
    skipped: bool = True
    words: str = ""
    """All of it in one language, where it is shown."""


class FileCount(Struct, frozen=True, kw_only=True):
    """How many things are new to us, known but told differently, and known as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0


class FileWord(Struct, frozen=True, kw_only=True):
    """A word for a state, how often it stands there, and what it was taken to mean: "" where nobody knows."""

    field: str
    word: str
    count: int
    meaning: str = ""


class FileSums(Struct, frozen=True, kw_only=True):
    """What the orders of one currency come to, cancelled ones left out."""

    orders: int
    total: Money
    refunded: Money


class FileExample(Struct, frozen=True, kw_only=True):
    """One thing of the file as we understood it."""

    title: str
    who: str = ""
    at: int | None = None
    words: tuple[str, ...] = ()
    total: Money | None = None
    state: str = ""


class FileReport(Struct, frozen=True, kw_only=True):
    """What a trial reading found. Nothing was written."""

    rows: int = 0
    things: FileCount = FileCount()
    skipped: int = 0
    problems: int = 0
    scattered: int = 0
    """Orders whose rows stand in several places: they would be taken for several."""
    sums: tuple[FileSums, ...] = ()
    words: tuple[FileWord, ...] = ()
    examples: tuple[FileExample, ...] = ()
    first_at: int | None = None
    last_at: int | None = None


class FilePlace(Struct, frozen=True):
    """Where taking in stands: the file, the byte and line to go on from, and how many things came before. The cursor of the store."""

    file: str
    at: int = 0
    line: int = 1
    brought: int = 0


class StoreFile(Struct, frozen=True, kw_only=True):
    """A file given to a store. `arrived`, `checked` and `brought` say how far each step is: bytes, bytes, things of `total`."""

    id: str
    store_id: str
    name: str
    size: int
    state: FileState
    arrived: int = 0
    checked: int = 0
    brought: int = 0
    total: int | None = None
    shape: FileShape | None = None
    plan: FilePlan | None = None
    report: FileReport | None = None
    problem: str | None = None
    created_at: int = 0
    done_at: int | None = None
