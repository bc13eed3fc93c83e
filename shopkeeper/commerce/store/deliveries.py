"""Webhooks as they came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from shopkeeper.commerce.store.tables import delivery_table
from shopkeeper.kit.db import Hot, Row, Tx, upsert

d = delivery_table.c

_COLUMNS = [column.name for column in delivery_table.columns]
_ADD = Hot(upsert(delivery_table, {name: bindparam(name) for name in _COLUMNS}, on=["store_id", "key"]))
_FIND = Hot(select(d.id, d.state).where(d.store_id == bindparam("store_id"), d.key == bindparam("key")))
_STATE = Hot(select(d.state).where(d.id == bindparam("id")))
_SETTLE = Hot(
    update(delivery_table)
    .where(d.id == bindparam("one"))
    .values(state=bindparam("state"), reason=bindparam("reason"), about=bindparam("about"))
)
# Walked from the newest down the index of states: the store that speaks is found at once.
_LAST = Hot(
    select(d.at)
    .where(d.store_id == bindparam("store_id"), d.state == bindparam("state"), d.at > bindparam("since"))
    .order_by(d.at.desc())
    .limit(1)
)
STATES = ("new", "taken", "ignored", "quarantined")


def add(tx: Tx, values: dict[str, Any]) -> bool:
    """False when the same one is here already."""
    return tx.run(_ADD, **values) == 1


def find(tx: Tx, store_id: str, key: str) -> Row | None:
    return tx.first(_FIND, store_id=store_id, key=key)


def one(tx: Tx, delivery_id: str) -> Row | None:
    return tx.first(select(delivery_table).where(d.id == delivery_id))


def state_of(tx: Tx, delivery_id: str) -> str | None:
    found: str | None = tx.scalar(_STATE, id=delivery_id)
    return found


def settle(tx: Tx, delivery_id: str, state: str, reason: str | None, about: str | None) -> None:
    tx.run(_SETTLE, one=delivery_id, state=state, reason=reason, about=about)


def tried(tx: Tx, delivery_id: str, reason: str) -> None:
    tx.run(update(delivery_table).where(d.id == delivery_id).values(tries=d.tries + 1, reason=reason))


def left_over(tx: Tx, before: int, limit: int = 100) -> list[str]:
    query = select(d.id).where(d.state == "new", d.at < before).order_by(d.at).limit(limit)
    return [row.id for row in tx.all(query)]


def quarantined(tx: Tx, limit: int, after: tuple[int, str] | None) -> list[Row]:
    query = select(delivery_table).where(d.state == "quarantined")
    if after is not None:
        query = query.where(or_(d.at < after[0], and_(d.at == after[0], d.id < after[1])))
    return tx.all(query.order_by(d.at.desc(), d.id.desc()).limit(limit))


def of_store(tx: Tx, store_id: str, state: str, since: int, limit: int, after: tuple[int, str] | None) -> list[Row]:
    """What came of one store and became that, the newest first."""
    query = select(delivery_table).where(d.store_id == store_id, d.state == state, d.at > since)
    if after is not None:
        query = query.where(or_(d.at < after[0], and_(d.at == after[0], d.id < after[1])))
    return tx.all(query.order_by(d.at.desc(), d.id.desc()).limit(limit))


def last_at(tx: Tx, store_id: str, since: int) -> int | None:
    """When the last webhook of a store came, if that is not longer ago."""
    found = [tx.scalar(_LAST, store_id=store_id, state=state, since=since) for state in STATES]
    return max((int(at) for at in found if at is not None), default=None)


def counted(tx: Tx, store_id: str, since: int) -> dict[str, int]:
    """How many became what since then; in quarantine all count."""
    lately = or_(d.state == "quarantined", d.at > since)
    rows = tx.all(select(d.state, func.count().label("n")).where(d.store_id == store_id, lately).group_by(d.state))
    return {row.state: int(row.n) for row in rows}


def prune(tx: Tx, age: int, limit: int = 500) -> list[str | None]:
    """Forget the bytes whose days are over; quarantine keeps them four times as long. Answers the files to remove."""
    is_kept = or_(d.sealed.is_not(None), d.file_key.is_not(None))
    waits = d.state.in_(["quarantined", "new"])
    over = or_(and_(~waits, d.at < tx.now - age), d.at < tx.now - 4 * age)
    rows = tx.all(select(d.id, d.file_key).where(is_kept, over).limit(limit))
    tx.run(update(delivery_table).where(d.id.in_([row.id for row in rows])).values(sealed=None, file_key=None))
    return [row.file_key for row in rows]


def forget(tx: Tx, about: Sequence[str]) -> list[str]:
    """Forget the bytes of webhooks about these orders and customers; answers the files to remove."""
    rows = tx.all(select(d.id, d.file_key).where(d.about.in_(about)))
    gone = {"sealed": None, "file_key": None, "about": None, "reason": None}
    tx.run(update(delivery_table).where(d.id.in_([row.id for row in rows])).values(**gone))
    return [row.file_key for row in rows if row.file_key]


def drop(tx: Tx, delivery_id: str) -> None:
    tx.run(delete(delivery_table).where(d.id == delivery_id))
