"""Files that owners gave to stores, and the parts their bytes lie in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from shopkeeper.commerce.model.files import FileState
from shopkeeper.commerce.store.tables import customer_table, file_table, order_table, part_table, store_table
from shopkeeper.kit.db import Row, Tx

f, p, o, c, s = file_table.c, part_table.c, order_table.c, customer_table.c, store_table.c


def add(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(insert(file_table).values(**values))


def change(tx: Tx, file_id: str, **values: Any) -> None:
    tx.run(update(file_table).where(f.id == file_id).values(**values))


def find(tx: Tx, file_id: str) -> Row | None:
    return tx.first(select(file_table).where(f.id == file_id))


def of_store(tx: Tx, store_id: str, limit: int) -> list[Row]:
    """The newest first."""
    return tx.all(
        select(file_table).where(f.store_id == store_id).order_by(f.created_at.desc(), f.id.desc()).limit(limit)
    )


def importing(tx: Tx, store_id: str) -> list[Row]:
    """Those to be taken in, in the order in which that was asked for."""
    wanted = (f.store_id == store_id) & (f.state == FileState.importing.value)
    return tx.all(select(file_table).where(wanted).order_by(f.given_at, f.id))


def finish(tx: Tx, file_ids: Sequence[str]) -> None:
    """They were read to their end."""
    tx.run(update(file_table).where(f.id.in_(file_ids)).values(state=FileState.done.value, done_at=tx.now))


def last_done(tx: Tx, store_id: str) -> Row | None:
    """The file taken in last, while somebody remembers it."""
    done = (f.store_id == store_id) & (f.state == FileState.done.value)
    return tx.first(select(file_table).where(done).order_by(f.done_at.desc(), f.id.desc()).limit(1))


def remove(tx: Tx, file_id: str) -> None:
    """The row alone: its parts are swept."""
    tx.run(delete(file_table).where(f.id == file_id))


def add_part(tx: Tx, file_id: str, at: int, size: int, key: str) -> None:
    tx.run(insert(part_table).values(file_id=file_id, at=at, size=size, key=key))


def parts(tx: Tx, file_id: str) -> list[tuple[int, int, str]]:
    """(byte, size, key) in their order."""
    rows = tx.all(select(part_table).where(p.file_id == file_id).order_by(p.at))
    return [(int(row.at), int(row.size), str(row.key)) for row in rows]


def to_sweep(tx: Tx, limit: int) -> list[Row]:
    """Parts that nobody needs any more: of files taken in, and of those that are gone."""
    needed = select(f.id).where(f.state != FileState.done.value)
    return tx.all(select(part_table).where(p.file_id.not_in(needed)).limit(limit))


def swept(tx: Tx, keys: Sequence[str]) -> None:
    tx.run(delete(part_table).where(p.key.in_(keys)))


def forsaken(tx: Tx, before: int) -> list[str]:
    """Files that nobody went on with since then, and what waits for stores that were removed."""
    waiting = [one.value for one in FileState if one not in (FileState.done, FileState.importing)]
    gone = select(s.id).where(s.removed_at.is_not(None))
    old = f.state.in_(waiting) & (f.created_at < before)
    found = select(f.id).where(old | (f.store_id.in_(gone) & (f.state != FileState.done.value)))
    return [str(row.id) for row in tx.all(found)]


def with_cells(tx: Tx, before: int) -> list[Row]:
    """Files done with since then of which we still hold what stood in some cells."""
    held = or_(f.problems.is_not(None), f.shape.is_not(None))
    return tx.all(select(file_table).where(f.state == FileState.done.value, f.done_at < before, held))


def planned(tx: Tx, store_id: str, layout: str) -> str | None:
    """What the columns of the last file that looked like this meant."""
    wanted = (f.store_id == store_id) & (f.layout == layout) & f.given_at.is_not(None)
    found: str | None = tx.scalar(select(f.plan).where(wanted).order_by(f.given_at.desc()).limit(1))
    return found


def order_versions(tx: Tx, store_id: str, ids: Sequence[str]) -> dict[str, str]:
    """Of the orders known, the version we hold."""
    query = select(o.external_id, o.version).where(o.store_id == store_id, o.external_id.in_(ids))
    return {row.external_id: row.version for row in tx.all(query)}


def customer_versions(tx: Tx, store_id: str, ids: Sequence[str]) -> dict[str, str]:
    """Of the customers told of, the version we hold: those known by an order alone are new."""
    query = select(c.external_id, c.version).where(
        c.store_id == store_id, c.external_id.in_(ids), func.length(c.version) > 0
    )
    return {row.external_id: row.version for row in tx.all(query)}


def busy(tx: Tx, store_id: str) -> int:
    """How many of a store's files are under way."""
    states = [one.value for one in FileState if one is not FileState.done]
    query = select(func.count()).select_from(file_table).where(f.store_id == store_id, f.state.in_(states))
    return int(tx.scalar(query))
