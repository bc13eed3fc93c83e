"""A trial reading of a file: everything a real one would take in is counted and compared, nothing is written."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from shopkeeper.commerce import stores
from shopkeeper.commerce.errors import NoSuchStore
from shopkeeper.commerce.events import StoreChanged
from shopkeeper.commerce.kept import OpenFile, opened
from shopkeeper.commerce.model import Change, Customer, CustomerSeen, Order, OrderSeen, OrderState, Product, ProductSeen
from shopkeeper.commerce.model.files import (
    FileCount,
    FileExample,
    FileProblem,
    FileReport,
    FileState,
    FileSums,
    FileWord,
)
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.sdk import Stretch, TakesFiles
from shopkeeper.commerce.store import given, products
from shopkeeper.kit import events
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import to_json

AT_ONCE = 400
MOST_PROBLEMS, MOST_WORDS, EXAMPLES = 1_000, 100, 3
TELL_SECONDS = 0.7
"""How often the screen hears how far it is."""
Thing = Order | Customer | Product


class Tally:
    """What was found so far. Numbers seen are kept in a file of the database's own that nobody else sees, however many there are."""

    def __init__(self, *, gathered: bool) -> None:
        self.gathered, self.rows, self.counts, self.scattered, self.skipped = gathered, 0, Counter[str](), 0, 0
        self.problems: list[FileProblem] = []
        self.all_problems = 0
        self.words = Counter[tuple[str, str, str]]()
        self.spelled: dict[tuple[str, str, str], str] = {}
        self.sums: dict[str, list[int]] = {}
        self.examples: list[FileExample] = []
        self.times: list[int] = []
        self._seen = sqlite3.connect("", check_same_thread=False)
        self._seen.execute("CREATE TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def close(self) -> None:
        self._seen.close()

    def add(self, stretch: Stretch, versions: dict[str, str]) -> None:
        self.rows += stretch.rows
        self._note(stretch.problems)
        for one in stretch.words:
            named = (one.field, one.word.casefold(), one.meaning)
            if len(self.words) < MOST_WORDS or named in self.words:
                self.words[named] += one.count
                self.spelled.setdefault(named, one.word)
        for line, change in stretch.things:
            self._count(line, thing_of(change), versions)

    def report(self) -> FileReport:
        new, changed, same = (self.counts[name] for name in ("new", "changed", "same"))
        sums = [
            FileSums(orders=n, total=Money(owed, cur), refunded=Money(back, cur))
            for cur, (n, owed, back) in self.sums.items()
        ]
        words = [
            FileWord(field=named[0], word=self.spelled[named], count=n, meaning=named[2])
            for named, n in self.words.most_common()
        ]
        return FileReport(
            rows=self.rows, things=FileCount(new=new, changed=changed, same=same), skipped=self.skipped, problems=self.all_problems,
            scattered=self.scattered, sums=tuple(sorted(sums, key=lambda one: -one.orders)), words=tuple(words),
            examples=tuple(self.examples), first_at=min(self.times, default=None), last_at=max(self.times, default=None),
        )  # fmt: skip

    def _note(self, problems: Sequence[FileProblem]) -> None:
        self.all_problems += len(problems)
        self.skipped += sum(one.skipped for one in problems)
        self.problems += problems[: MOST_PROBLEMS - len(self.problems)]

    def _count(self, line: int, thing: Thing, versions: dict[str, str]) -> None:
        id = id_of(thing)
        if not self._is_first(id):
            self.scattered += self.gathered
            self._note(
                [FileProblem(line=line, kind="scattered" if self.gathered else "again", value=id, skipped=False)]
            )
            return
        held = versions.get(id)
        self.counts["new" if held is None else "same" if held == version_of(thing) else "changed"] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(example(thing))
        if isinstance(thing, Order):
            self._sum(thing)

    def _sum(self, order: Order) -> None:
        self.times = [min([order.placed_at, *self.times]), max([order.placed_at, *self.times])]
        if order.state is not OrderState.cancelled:
            n, owed, back = self.sums.get(order.currency, (0, 0, 0))
            self.sums[order.currency] = [n + 1, owed + order.total.minor, back + order.refunded.minor]

    def _is_first(self, id: str) -> bool:
        return self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", (id,)).rowcount == 1


async def check(ctx: Ctx, file_id: str, turn: int) -> None:
    """The job: read it all, tell how far, keep the report. Ends early when the owner changed the plan or took the file away."""
    begun = await ctx.db.read(_begun, file_id, turn, ctx)
    if begun is None:
        return
    kind, kept = begun
    tally = Tally(gathered=_is_gathered(kept))
    try:
        if await _read_all(ctx, kind, kept, tally, turn):
            await ctx.db.write_background(_keep, file_id, turn, tally.report(), tally.problems)
    except FileGone as failure:
        await ctx.db.write_background(_fail, file_id, turn, failure.detail)
    finally:
        tally.close()


async def _read_all(ctx: Ctx, taker: TakesFiles, kept: OpenFile, tally: Tally, turn: int) -> bool:
    """Whether it was read to its end."""
    place, told_at = "", time.monotonic()
    while True:
        stretch = await taker.read(kept, place, AT_ONCE)
        versions = await ctx.db.read(_versions, kept.id, [thing_of(change) for _, change in stretch.things])
        await asyncio.to_thread(tally.add, stretch, versions)
        place = stretch.place
        if stretch.done:
            return True
        if time.monotonic() - told_at > TELL_SECONDS:
            told_at = time.monotonic()
            if not await ctx.db.write_background(_tell, kept.id, turn, stretch.at):
                return False


def thing_of(change: Change) -> Thing:
    match change:
        case OrderSeen(order=order):
            return order
        case CustomerSeen(customer=customer):
            return customer
        case ProductSeen(product=product):
            return product
    raise Failure("A file told something that is no order, customer or product.")


def id_of(thing: Thing) -> str:
    return thing.id if isinstance(thing, Product) else thing.external_id


def version_of(thing: Thing) -> str:
    return products.version(to_json(thing)) if isinstance(thing, Product) else thing.version


def example(thing: Thing) -> FileExample:
    """As the owner sees whether it was understood."""
    if isinstance(thing, Order):
        words = tuple(f"{line.quantity} × {line.title}" for line in thing.lines[:4])
        return FileExample(title=thing.number, who=thing.name or thing.email or thing.phone, at=thing.placed_at, words=words, total=thing.total,
                           state=_state_of(thing))  # fmt: skip
    if isinstance(thing, Customer):
        city = thing.place.city if thing.place else ""
        return FileExample(
            title=thing.name or thing.email,
            who=thing.email or thing.phone,
            at=thing.created_at,
            words=(city,) if city else (),
        )
    first = thing.variants[0] if thing.variants else None
    return FileExample(
        title=thing.title,
        words=tuple(one.sku for one in thing.variants[:4] if one.sku),
        total=first.price if first else None,
    )


def _state_of(order: Order) -> str:
    """Words of the file's own list of meanings. Of what was cancelled nobody asks whether it was sent, nor for money that never came."""
    if order.state is not OrderState.cancelled:
        return f"{order.payment_state.value} {order.fulfilment_state.value}"
    return f"cancelled {order.payment_state.value}" if order.paid else "cancelled"


def _is_gathered(kept: OpenFile) -> bool:
    """Whether rows of one thing must stand together."""
    return kept.plan.kind.value == "products" or (kept.plan.kind.value == "orders" and not kept.plan.one_row)


def _begun(tx: Tx, file_id: str, turn: int, ctx: Ctx) -> tuple[TakesFiles, OpenFile] | None:
    row = _mine(tx, file_id, turn)
    try:
        taker = adapter(stores.store(tx, row.store_id).kind) if row is not None else None
    except NoSuchStore:
        return None
    return (taker, opened(tx, row, ctx.files)) if row is not None and isinstance(taker, TakesFiles) else None


def _mine(tx: Tx, file_id: str, turn: int) -> Row | None:
    """The file, as long as it waits for this very check."""
    row = given.find(tx, file_id)
    return row if row is not None and row.state == FileState.checking.value and row.turn == turn else None


def _versions(tx: Tx, file_id: str, things: Sequence[Thing]) -> dict[str, str]:
    row = given.find(tx, file_id)
    if row is None or not things:
        return {}
    ids = [id_of(thing) for thing in things]
    match things[0]:
        case Order():
            return given.order_versions(tx, row.store_id, ids)
        case Customer():
            return given.customer_versions(tx, row.store_id, ids)
        case _:
            return products.versions(tx, row.store_id, ids)


def _tell(tx: Tx, file_id: str, turn: int, at: int) -> bool:
    row = _mine(tx, file_id, turn)
    if row is None:
        return False
    given.change(tx, file_id, checked=at)
    events.record(tx, StoreChanged(store_id=row.store_id))
    return True


def _keep(tx: Tx, file_id: str, turn: int, report: FileReport, problems: list[FileProblem]) -> None:
    _end(tx, file_id, turn, state=FileState.checked.value, report=to_json(report), problems=to_json(problems))


def _fail(tx: Tx, file_id: str, turn: int, why: str) -> None:
    _end(tx, file_id, turn, state=FileState.failed.value, problem=why)


def _end(tx: Tx, file_id: str, turn: int, **values: Any) -> None:
    row = _mine(tx, file_id, turn)
    if row is not None:
        given.change(tx, file_id, checked=row.size, **values)
        events.record(tx, StoreChanged(store_id=row.store_id))
