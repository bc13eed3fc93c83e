"""Files that an owner gives to a store: they come in parts, are looked at, planned, checked, and then taken in.

The bytes lie sealed beside attachments and go when they were taken in, or when nobody went on with them for a week.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from msgspec import Struct, structs

from shopkeeper.commerce import kept, stores, syncing
from shopkeeper.commerce.errors import Unreadable
from shopkeeper.commerce.events import StoreChanged
from shopkeeper.commerce.model import Store
from shopkeeper.commerce.model.files import (
    FilePlace,
    FilePlan,
    FileProblem,
    FileReport,
    FileShape,
    FileState,
    StoreFile,
)
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.sdk import TakesFiles
from shopkeeper.commerce.store import given, shops
from shopkeeper.kit import errors, events, ids, jobs, signing
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.team import Agent

CHECK = "commerce.check_file"
BIGGEST = 1_000_000_000
LONGEST_PART = 8_000_000
"""Bytes of one part: each is sealed, and opened again, as one."""
MOST_WAITING = 20
HEAD = 262_144
DAYS_KEPT = 7
_OPEN = (FileState.ready, FileState.checked, FileState.checking, FileState.failed)


class NewFile(Struct, frozen=True, kw_only=True):
    """A file to come: its name, and how many bytes it will have."""

    name: str
    size: int


class NoSuchFile(errors.NotFound):
    """This file is not here any more: it was taken in, taken away, or its days were over. Bring it again."""


class NotNow(errors.Conflict):
    """This cannot be done with a file in this state."""


class GoOnAt(errors.Conflict):
    """These bytes are not the next ones of the file."""


def begin(tx: Tx, agent: Agent | None, store_id: str, wish: NewFile) -> StoreFile:
    """A file will come. Raises NoSuchStore, Invalid, NotNow."""
    store = stores.store(tx, store_id)
    if not store.abilities.takes_files:
        raise errors.Invalid("This store tells its orders itself: it takes no files.")
    if not 0 < wish.size <= BIGGEST:
        too_big = "A file may have at most 1 GB. Export a shorter time, or split it."
        words = "The file is empty." if wish.size <= 0 else too_big
        raise errors.Invalid(words, fields={"size": words})
    if given.busy(tx, store_id) >= MOST_WAITING:
        raise NotNow("Twenty files wait here already. Take some of them away first.")
    name = " ".join(wish.name.replace("\0", "").split())[:200] or "file.csv"
    values: dict[str, Any] = {
        "id": ids.new(tx.now), "store_id": store_id, "name": name, "size": wish.size, "arrived": 0, "checked": 0, "turn": 0,
        "state": FileState.arriving.value, "created_at": tx.now,
    }  # fmt: skip
    given.add(tx, values)
    return one(tx, values["id"])


async def add_part(ctx: Ctx, file_id: str, at: int, data: bytes) -> StoreFile:
    """The next bytes; the last ones make it ready. Raises NoSuchFile, GoOnAt, Invalid, Unavailable."""
    await ctx.db.read(_awaited, file_id, at, len(data))
    key = await ctx.files.put(await asyncio.to_thread(signing.seal, data, kept.SEAL))
    try:
        found = await ctx.db.write(_keep_part, file_id, at, len(data), key)
    except errors.Failure:
        await ctx.files.remove(key)
        raise
    return await _look(ctx, file_id) if found.arrived == found.size else found


async def plan(ctx: Ctx, file_id: str, wish: FilePlan) -> StoreFile:
    """What the owner says that its columns mean. Raises NoSuchFile, NotNow, Invalid with `fields`."""
    row, store = await ctx.db.read(_open_one, file_id)
    head, whole = await _head(ctx, row)
    shape, settled = await asyncio.to_thread(_taker(store).correct, wish, head, whole=whole)
    return await ctx.db.write(_plan, file_id, shape, settled)


def check(tx: Tx, file_id: str) -> StoreFile:
    """Read all of it and write nothing; what is found comes into its report. Raises NoSuchFile, NotNow."""
    row, _ = _open_one(tx, file_id)
    turn = row.turn + 1
    given.change(
        tx, file_id, state=FileState.checking.value, turn=turn, checked=0, report=None, problems=None, problem=None
    )
    jobs.enqueue(tx, CHECK, {"file_id": file_id, "turn": turn}, lane=f"file:{file_id}")
    return _told(tx, row)


def bring(tx: Tx, file_id: str) -> StoreFile:
    """Take it in, after it was checked. Raises NoSuchFile, NotNow."""
    row, _ = _open_one(tx, file_id)
    report = from_json(row.report, FileReport) if row.report else FileReport()
    if row.state != FileState.checked.value:
        raise NotNow("Check the file first: nothing is taken in that nobody looked at.")
    if report.scattered:
        raise NotNow(
            "Rows of one order stand in several places of this file. Sort it by the order number and bring it again."
        )
    total = report.things.new + report.things.changed + report.things.same
    given.change(tx, file_id, state=FileState.importing.value, given_at=tx.now, total=total)
    syncing.begin_file(tx, row.store_id, total)
    return _told(tx, row)


def remove(tx: Tx, file_id: str) -> None:
    """Take it away, whatever it waits for; what of it was taken in stays. Raises NoSuchFile."""
    row = _row(tx, file_id)
    given.remove(tx, file_id)
    jobs.enqueue(tx, syncing.SWEEP_FILES, {})
    syncing.begin_after(tx, row.store_id)
    events.record(tx, StoreChanged(store_id=row.store_id))


def one(tx: Tx, file_id: str) -> StoreFile:
    """Raises NoSuchFile."""
    return shown(tx, _row(tx, file_id))


def of_store(tx: Tx, store_id: str, limit: int = 50) -> list[StoreFile]:
    """The newest first. Raises NoSuchStore."""
    stores.store(tx, store_id)
    return [shown(tx, row) for row in given.of_store(tx, store_id, limit)]


def problems(tx: Tx, file_id: str, language: str) -> list[FileProblem]:
    """The first thousand problems, in words. Raises NoSuchFile."""
    row = _row(tx, file_id)
    said = _taker(stores.store_ever(tx, row.store_id)).problems
    found: list[FileProblem] = from_json(row.problems, list[FileProblem]) if row.problems else []
    return [structs.replace(each, words=_worded(said, each, language)) for each in found]


def shown(tx: Tx, row: Row) -> StoreFile:
    state = FileState(row.state)
    total = int(row.total) if row.total is not None else None
    brought, stands = _standing(tx, row) if state is FileState.importing else (total or 0, None)
    return StoreFile(
        id=row.id, store_id=row.store_id, name=row.name, size=row.size, state=state, arrived=row.arrived, checked=row.checked,
        brought=brought, total=total,
        shape=from_json(row.shape, FileShape) if row.shape else None, plan=from_json(row.plan, FilePlan) if row.plan else None,
        report=from_json(row.report, FileReport) if row.report else None, problem=stands or row.problem, created_at=row.created_at,
        done_at=row.done_at,
    )  # fmt: skip


async def sweep(ctx: Ctx) -> None:
    """The job: throw away the bytes of files that were taken in or taken away. Harmless twice."""
    while keys := await ctx.db.read(_to_sweep):
        for key in keys:
            await ctx.files.remove(key)
        await ctx.db.write_background(given.swept, keys)


async def tidy(ctx: Ctx) -> None:
    """Every hour: files nobody went on with go, and what stood in cells of those that are done."""
    await ctx.db.write_background(_forsake, ctx.now - DAYS_KEPT * DAY)
    await sweep(ctx)


def forget_cells(tx: Tx, before: int | None = None) -> None:
    """Of files that are done: the samples, examples and cells that were shown. Counts stay."""
    for row in given.with_cells(tx, tx.now + 1 if before is None else before):
        report = from_json(row.report, FileReport) if row.report else FileReport()
        kept = to_json(structs.replace(report, examples=(), words=()))
        given.change(tx, row.id, problems=None, shape=None, report=kept)


def _forsake(tx: Tx, before: int) -> None:
    for file_id in given.forsaken(tx, before):
        given.remove(tx, file_id)
    forget_cells(tx, before)


def _to_sweep(tx: Tx) -> list[str]:
    return [str(row.key) for row in given.to_sweep(tx, 100)]


def _row(tx: Tx, file_id: str) -> Row:
    row = given.find(tx, file_id)
    if row is None:
        raise NoSuchFile
    return row


def _awaited(tx: Tx, file_id: str, at: int, size: int) -> Row:
    row = _row(tx, file_id)
    if row.state != FileState.arriving.value or at != row.arrived:
        raise GoOnAt(f"The next byte of this file is number {row.arrived}.")
    if not 0 < size <= min(LONGEST_PART, row.size - row.arrived):
        raise errors.Invalid(f"Send between 1 and {LONGEST_PART} bytes, and no more than the file was said to have.")
    return row


def _keep_part(tx: Tx, file_id: str, at: int, size: int, key: str) -> StoreFile:
    tx.lock(f"file:{file_id}")
    _awaited(tx, file_id, at, size)
    given.add_part(tx, file_id, at, size, key)
    given.change(tx, file_id, arrived=at + size)
    return one(tx, file_id)


async def _look(ctx: Ctx, file_id: str) -> StoreFile:
    row, store = await ctx.db.read(_with_store, file_id)
    head, whole = await _head(ctx, row)
    try:
        shape, proposal = await asyncio.to_thread(_taker(store).look, store, head, whole=whole)
    except Unreadable as failure:
        return await ctx.db.write(_failed, file_id, failure.detail)
    return await ctx.db.write(_looked, file_id, shape, proposal)


async def _head(ctx: Ctx, row: Row) -> tuple[bytes, bool]:
    """Its first bytes, and whether that was all."""
    found = await ctx.db.read(kept.opened, row, ctx.files)
    head = b""
    while len(head) < HEAD and (more := await found.read(len(head))):
        head += more
    return head[:HEAD], len(head) <= HEAD and len(head) == row.size


def _with_store(tx: Tx, file_id: str) -> tuple[Row, Store]:
    row = _row(tx, file_id)
    return row, stores.store(tx, row.store_id)


def _open_one(tx: Tx, file_id: str) -> tuple[Row, Store]:
    """A file that is all here and not being taken in."""
    row, store = _with_store(tx, file_id)
    if FileState(row.state) not in _OPEN:
        words = "It is still arriving." if row.state == FileState.arriving.value else "It is being taken in already."
        raise NotNow(words)
    if row.plan is None:
        raise NotNow(row.problem or "It could not be read as a table. Bring another one.")
    return row, store


def _failed(tx: Tx, file_id: str, why: str) -> StoreFile:
    given.change(tx, file_id, state=FileState.failed.value, problem=why)
    return one(tx, file_id)


def _looked(tx: Tx, file_id: str, shape: FileShape, proposal: FilePlan) -> StoreFile:
    """What the owner said of a file that looked like this one is worth more than a guess."""
    row, layout = _row(tx, file_id), _layout(shape)
    before = given.planned(tx, row.store_id, layout)
    if before is not None:
        how = {name: getattr(proposal, name) for name in ("encoding", "delimiter", "quoted", "header")}
        proposal = structs.replace(from_json(before, FilePlan), **how)
    given.change(tx, file_id, state=FileState.ready.value, shape=to_json(shape), plan=to_json(proposal), layout=layout)
    return one(tx, file_id)


def _layout(shape: FileShape) -> str:
    names = to_json([column.name for column in shape.columns])
    return hashlib.blake2b(names.encode(), digest_size=12).hexdigest()


def _plan(tx: Tx, file_id: str, shape: FileShape, settled: FilePlan) -> StoreFile:
    row, _ = _open_one(tx, file_id)
    values: dict[str, Any] = {"shape": to_json(shape), "plan": to_json(settled), "layout": _layout(shape)}
    given.change(
        tx, file_id, state=FileState.ready.value, turn=row.turn + 1, report=None, problems=None, problem=None, **values
    )
    return _told(tx, row)


def _told(tx: Tx, row: Row) -> StoreFile:
    events.record(tx, StoreChanged(store_id=row.store_id))
    return one(tx, row.id)


def _standing(tx: Tx, row: Row) -> tuple[int, str | None]:
    """How many things of a file came in so far, and why it stands still where it does."""
    store = shops.find(tx, row.store_id)
    place = from_json(store.cursor, FilePlace) if store is not None and store.cursor else None
    return (
        place.brought if place is not None and place.file == row.id else 0,
        store.sync_problem if store is not None else None,
    )


def _worded(said: Any, problem: FileProblem, language: str) -> str:
    texts = said.get(problem.kind, {})
    words = str(texts.get(language) or texts.get("en") or problem.kind)
    return words.replace("{column}", problem.column).replace("{value}", problem.value)


def _taker(store: Store) -> TakesFiles:
    found = adapter(store.kind)
    if not isinstance(found, TakesFiles):
        raise errors.Invalid("This store takes no files.")
    return found
