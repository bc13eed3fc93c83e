"""A store that is told by files: orders, customers and products of any table, whatever its columns are called.

It has no line to a shop, so it cannot be asked and can do nothing there: agents see, and act in the shop itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar, NoReturn
from weakref import WeakKeyDictionary
from zoneinfo import available_timezones

from msgspec import structs

from shopkeeper.commerce.adapters.csv_files import proposing, settling
from shopkeeper.commerce.adapters.csv_files.apart import Reader
from shopkeeper.commerce.adapters.csv_files.form import FORM
from shopkeeper.commerce.adapters.csv_files.problem_words import PROBLEMS
from shopkeeper.commerce.adapters.csv_files.rows import Place
from shopkeeper.commerce.adapters.csv_files.sheet import sheet
from shopkeeper.commerce.adapters.csv_files.taking import Found, Taken
from shopkeeper.commerce.errors import CannotDo, NotOurs, Unreadable
from shopkeeper.commerce.model import (
    Abilities,
    Action,
    Batch,
    Change,
    Customer,
    CustomerSeen,
    Done,
    Form,
    Handle,
    Link,
    Order,
    OrderSeen,
    Post,
    Preview,
    Product,
    ProductSeen,
    Store,
    Target,
)
from shopkeeper.commerce.model.files import FilePlace, FilePlan, FileShape
from shopkeeper.commerce.model.forms import Said
from shopkeeper.commerce.sdk import KeptFile, Stretch
from shopkeeper.kit.errors import Invalid
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.text import from_json, to_json

AT_ONCE = 200
STRETCH = 262_144
"""Bytes that are read at first: what two hundred orders need, mostly."""
_MOST_HELD = 32_000_000
"""Bytes. No order is longer; a file of one row without an end is none."""
_CANNOT = "This store's orders come from files, so nobody can be asked there. Do it in the shop itself, and bring its next file."


class CsvStore:
    """The adapter. The store's settings `currency` and `zone` are what a file means that does not say."""

    kind: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV files"
    abilities: ClassVar[Abilities] = Abilities(
        changes=True, products=True, takes_files=True, number=r"#?\d{3,}(?:-\d{3,}){0,2}"
    )
    form: ClassVar[Form] = FORM
    problems: ClassVar[Mapping[str, Said]] = PROBLEMS

    def settle(self, store: Store, secrets: Mapping[str, str]) -> Store:
        currency = str(store.settings.get("currency") or "EUR").strip().upper()
        zone = str(store.settings.get("zone") or "UTC").strip()
        wrong = {}
        if len(currency) != 3 or not currency.isalpha() or not currency.isascii():
            wrong["settings.currency"] = "Three letters, like EUR."
        if zone not in available_timezones():
            wrong["settings.zone"] = "A place like Europe/Berlin."
        if wrong:
            raise Invalid("Please look at these again.", fields=wrong)
        return structs.replace(store, settings={"currency": currency, "zone": zone})

    # --- files ---

    def look(self, store: Store, head: bytes, *, whole: bool) -> tuple[FileShape, FilePlan]:
        begin = FilePlan(
            currency=str(store.settings.get("currency", "EUR")), zone=str(store.settings.get("zone", "UTC"))
        )
        if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            raise Unreadable(
                "This is a spreadsheet, not a table in text. Open it and save it as “CSV UTF-8”, then bring that file."
            )
        shape, plan = proposing.proposed(head, begin, whole=whole)
        if len(shape.columns) < 2:
            raise Unreadable(
                "This does not look like a table: no columns could be told apart. Export it as CSV and bring that file."
            )
        return shape, plan

    def correct(self, plan: FilePlan, head: bytes, *, whole: bool) -> tuple[FileShape, FilePlan]:
        settling.assert_readable(plan)
        shape = proposing.shape_of(head, plan, whole=whole)
        if not plan.columns:
            return shape, proposing.proposed_again(head, plan, whole=whole)
        return shape, settling.settled(plan, shape)

    async def read(self, file: KeptFile, place: str, most: int) -> Stretch:
        at = Place(*map(int, place.split(":"))) if place else Place()
        taken, done = await _taken(file, at, most)
        return Stretch(
            things=tuple((one.line, _change(one)) for one in taken.found), problems=taken.problems, words=taken.words,
            rows=taken.rows, place=f"{taken.place.at}:{taken.place.line}", at=taken.place.at, done=done,
        )  # fmt: skip

    async def changes(self, link: Link, cursor: str | None) -> Batch:
        files: Sequence[KeptFile] = link.files
        stands = from_json(cursor, FilePlace) if cursor else FilePlace("")
        if stands.file not in [one.id for one in files]:
            stands = FilePlace(files[0].id if files else "")
        here = next((at for at, one in enumerate(files) if one.id == stands.file), None)
        if here is None:
            return Batch(changes=(), cursor=to_json(stands), more=False)
        following = files[here + 1].id if here + 1 < len(files) else ""
        try:
            taken, done = await _next(files[here], Place(stands.at, stands.line))
        except FileGone:
            # It was taken away meanwhile.
            return Batch(changes=(), cursor=to_json(FilePlace(following)), more=bool(following))
        after = FilePlace(stands.file, taken.place.at, taken.place.line, stands.brought + len(taken.found))
        return Batch(
            changes=tuple(_change(one) for one in taken.found), cursor=to_json(FilePlace(following) if done else after),
            more=bool(following) or not done, done=(stands.file,) if done else (),
        )  # fmt: skip

    # --- what needs a line to a shop ---

    def verify(self, post: Post) -> str | None:
        raise NotOurs

    def parse(self, post: Post) -> Sequence[Change]:
        raise Unreadable("A store of files has no webhooks.")

    async def order(self, link: Link, external_id: str) -> Order | None:
        _cannot()

    async def orders_of(self, link: Link, handle: Handle, limit: int = 50) -> Sequence[Order]:
        _cannot()

    async def customer(self, link: Link, external_id: str) -> Customer | None:
        _cannot()

    async def products(self, link: Link, words: str, limit: int = 20) -> Sequence[Product]:
        _cannot()

    async def preview(self, link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
        _cannot()

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        _cannot()

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        _cannot()


_reader = Reader()
_ahead: WeakKeyDictionary[KeptFile, tuple[Place, asyncio.Task[tuple[Taken, bool]]]] = WeakKeyDictionary()


async def _next(file: KeptFile, at: Place) -> tuple[Taken, bool]:
    """The next things to take in. While the desk writes them down those after them are read."""
    place, task = _ahead.pop(file, (None, None))
    taken, done = await task if task is not None and place == at else await _taken(file, at, AT_ONCE)
    if not done:
        following = asyncio.create_task(_taken(file, taken.place, AT_ONCE))
        # What goes wrong there is told when its turn comes.
        following.add_done_callback(lambda one: one.cancelled() or one.exception())
        _ahead[file] = (taken.place, following)
    return taken, done


async def _taken(file: KeptFile, at: Place, most: int) -> tuple[Taken, bool]:
    """The next things, with as many bytes as the first of them needs; and whether the file ends there."""
    of, data = sheet(file.plan, file.names, file.given_at), b""
    while True:
        more = await file.read(at.at + len(data))
        data += more[: max(STRETCH, len(data))]
        last = not more or at.at + len(data) >= file.size or len(data) > _MOST_HELD
        taken = await asyncio.to_thread(_reader.take, of, data, at, most, last=last)
        if taken.place.at > at.at or last:
            return taken, taken.place.at >= file.size or not data


def _change(one: Found) -> Change:
    thing = one.thing
    if isinstance(thing, Order):
        return OrderSeen(order=thing)
    return CustomerSeen(customer=thing) if isinstance(thing, Customer) else ProductSeen(product=thing)


def _cannot() -> NoReturn:
    raise CannotDo(_CANNOT)
