"""Accounts at services that follow parcels, their events as they came, words nobody knows; and what is promised of parcels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from shopkeeper.commerce.store.tables import carrier_event_table, carrier_table, carrier_word_table, policy_table
from shopkeeper.kit.db import Hot, Row, Tx, upsert

a = carrier_table.c
e = carrier_event_table.c
w = carrier_word_table.c

PROMISES = "delivery"
_EVENT = [column.name for column in carrier_event_table.columns]
_BY_KEY = Hot(select(carrier_table).where(a.public_key == bindparam("key"), a.removed_at.is_(None)))
_ALL = Hot(select(carrier_table).where(a.removed_at.is_(None)).order_by(a.created_at, a.id))
_ADD = Hot(upsert(carrier_event_table, {name: bindparam(name) for name in _EVENT}, on=["account_id", "key"]))
_FIND = Hot(select(e.id).where(e.account_id == bindparam("account_id"), e.key == bindparam("key")))
_SETTLE = Hot(
    update(carrier_event_table)
    .where(e.id == bindparam("one"))
    .values(state=bindparam("state"), reason=bindparam("reason"), tracking_key=bindparam("tracking_key"))
)


def add(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(insert(carrier_table).values(**values))


def change(tx: Tx, account_id: str, **values: Any) -> None:
    tx.run(update(carrier_table).where(a.id == account_id).values(**values))


def find(tx: Tx, account_id: str) -> Row | None:
    """A removed one too: its events still name it."""
    return tx.first(select(carrier_table).where(a.id == account_id))


def by_key(tx: Tx, public_key: str) -> Row | None:
    return tx.first(_BY_KEY, key=public_key)


def everyone(tx: Tx) -> list[Row]:
    return tx.all(_ALL)


def add_event(tx: Tx, values: dict[str, Any]) -> bool:
    """False when the same one is here already."""
    return tx.run(_ADD, **values) == 1


def known_event(tx: Tx, account_id: str, key: str) -> str | None:
    found: str | None = tx.scalar(_FIND, account_id=account_id, key=key)
    return found


def event(tx: Tx, event_id: str) -> Row | None:
    return tx.first(select(carrier_event_table).where(e.id == event_id))


def settle(tx: Tx, event_id: str, state: str, reason: str | None, tracking_key: str | None) -> None:
    tx.run(_SETTLE, one=event_id, state=state, reason=reason, tracking_key=tracking_key)


def tried(tx: Tx, event_id: str) -> None:
    tx.run(update(carrier_event_table).where(e.id == event_id).values(tries=e.tries + 1))


def left_over(tx: Tx, before: int, limit: int = 100) -> list[str]:
    query = select(e.id).where(e.state == "new", e.at < before).order_by(e.at).limit(limit)
    return [row.id for row in tx.all(query)]


def waiting_for(tx: Tx, tracking_keys: Sequence[str], limit: int = 200) -> list[str]:
    """Events about these numbers that came before their orders did, or were nobody's for certain."""
    wait = e.tracking_key.in_(tracking_keys) & e.state.in_(["waiting", "unmatched"])
    return [row.id for row in tx.all(select(e.id).where(wait).order_by(e.at, e.id).limit(limit))]


def held(tx: Tx, limit: int, after: tuple[int, str] | None) -> list[Row]:
    query = select(carrier_event_table).where(e.state.in_(["quarantined", "unmatched"]))
    if after is not None:
        query = query.where(or_(e.at < after[0], and_(e.at == after[0], e.id < after[1])))
    return tx.all(query.order_by(e.at.desc(), e.id.desc()).limit(limit))


def counted(tx: Tx, account_id: str) -> dict[str, int]:
    rows = tx.all(select(e.state, func.count().label("n")).where(e.account_id == account_id).group_by(e.state))
    return {row.state: int(row.n) for row in rows}


def prune(tx: Tx, age: int, waits: int, limit: int = 500) -> list[str | None]:
    """Forget the bytes whose days are over; what waits for its order or for somebody is kept `waits`. Answers the files to remove."""
    is_kept = or_(e.sealed.is_not(None), e.file_key.is_not(None))
    waiting = e.state.in_(["quarantined", "unmatched", "waiting", "new"])
    over = or_(and_(~waiting, e.at < tx.now - age), e.at < tx.now - max(age, waits))
    rows = tx.all(select(e.id, e.file_key, e.state).where(is_kept, over).limit(limit))
    ids = [row.id for row in rows]
    tx.run(update(carrier_event_table).where(e.id.in_(ids)).values(sealed=None, file_key=None, tracking_key=None))
    late = [row.id for row in rows if row.state in ("waiting", "unmatched", "new")]
    why = func.coalesce(e.reason, "No order had this number.")
    tx.run(update(carrier_event_table).where(e.id.in_(late)).values(state="ignored", reason=why))
    return [row.file_key for row in rows]


def forget(tx: Tx, tracking_keys: Sequence[str]) -> list[str]:
    """Forget the bytes of events about these parcels; answers the files to remove."""
    rows = tx.all(select(e.id, e.file_key).where(e.tracking_key.in_(tracking_keys)))
    gone = {"sealed": None, "file_key": None, "tracking_key": None, "reason": None}
    tx.run(update(carrier_event_table).where(e.id.in_([row.id for row in rows])).values(**gone))
    return [row.file_key for row in rows if row.file_key]


def heard_word(tx: Tx, kind: str, word: str) -> None:
    known = tx.run(
        update(carrier_word_table).where(w.kind == kind, w.word == word).values(count=w.count + 1, last_at=tx.now)
    )
    if not known:
        fresh = {"kind": kind, "word": word, "count": 1, "first_at": tx.now, "last_at": tx.now}
        tx.run(upsert(carrier_word_table, fresh, on=["kind", "word"]))


def words(tx: Tx) -> list[Row]:
    return tx.all(select(carrier_word_table).order_by(w.last_at.desc()).limit(200))


def promises(tx: Tx) -> str | None:
    found: str | None = tx.scalar(select(policy_table.c.policy).where(policy_table.c.id == PROMISES))
    return found


def keep_promises(tx: Tx, promises: str) -> None:
    values = {"id": PROMISES, "policy": promises, "changed_at": tx.now}
    tx.run(upsert(policy_table, values, on=["id"], set_=["policy", "changed_at"]))
