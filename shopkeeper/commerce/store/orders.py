"""Orders: columns for lists and sums, the shop's word beside them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, select, tuple_, update

from shopkeeper.commerce.store.tables import body_table, order_search, order_table
from shopkeeper.kit.db import Hot, Row, Tx, upsert

o, b = order_table.c, body_table.c

_COLUMNS = [column.name for column in order_table.columns]
_CHANGED = [name for name in _COLUMNS if name not in ("id", "n", "store_id", "external_id")]
_FIND = Hot(select(order_table).where(o.store_id == bindparam("store_id"), o.external_id == bindparam("external_id")))
_ADD = Hot(upsert(order_table, {name: bindparam(name) for name in _COLUMNS}, on=["n"]))
_ADD_BODY = Hot(insert(body_table).values(order_id=bindparam("order_id"), snapshot=bindparam("snapshot")))
_CHANGE = Hot(
    update(order_table).where(o.id == bindparam("key")).values(**{name: bindparam(name) for name in _CHANGED})
)
_CHANGE_BODY = Hot(update(body_table).where(b.order_id == bindparam("key")).values(snapshot=bindparam("snapshot")))
_TELL = Hot(update(order_table).where(o.id == bindparam("key")).values(told=bindparam("told"), seq=bindparam("seq")))
_ONE = Hot(select(order_table).where(o.id == bindparam("id")))
_BODY = Hot(select(b.snapshot).where(b.order_id == bindparam("id")))
_OF_PERSON = Hot(
    select(order_table, b.snapshot)
    .join(body_table, b.order_id == o.id)
    .where(o.person_id == bindparam("person_id"))
    .order_by(o.placed_at.desc(), o.id.desc())
    .limit(bindparam("most"))
)
_SUMS = Hot(
    select(
        o.currency,
        func.count().label("orders"),
        func.sum(case((o.paid > 0, 1), else_=0)).label("bought"),
        func.sum(o.paid - o.refunded).label("spend"),
        func.sum(o.refunded).label("refunded"),
        func.sum(o.pieces).label("pieces"),
        func.sum(o.returned).label("returned"),
        func.min(o.placed_at).label("first_at"),
        func.max(o.placed_at).label("last_at"),
    )
    .where(o.person_id == bindparam("person_id"), o.state != bindparam("cancelled"), o.gone_at.is_(None))
    .group_by(o.currency)
)


def number_key(number: str) -> str:
    """An order number as it is compared: without signs and case, so that 1001 finds #1001."""
    return re.sub(r"[^0-9a-z]", "", number.lower())


def find(tx: Tx, store_id: str, external_id: str) -> Row | None:
    return tx.first(_FIND, store_id=store_id, external_id=external_id)


def one(tx: Tx, order_id: str) -> Row | None:
    return tx.first(_ONE, id=order_id)


def snapshot(tx: Tx, order_id: str) -> str | None:
    found: str | None = tx.scalar(_BODY, id=order_id)
    return found


def add(tx: Tx, values: dict[str, Any], snapshot: str) -> int:
    """A new row; answers its number in the full text."""
    while not tx.run(_ADD, **values, n=(n := (tx.now << 20) | random.getrandbits(20))):
        pass
    tx.run(_ADD_BODY, order_id=values["id"], snapshot=snapshot)
    return n


def change(tx: Tx, order_id: str, values: dict[str, Any], snapshot: str | None = None) -> None:
    """Every changeable column at once."""
    tx.run(_CHANGE, key=order_id, **{name: values[name] for name in _CHANGED})
    if snapshot is not None:
        tx.run(_CHANGE_BODY, key=order_id, snapshot=snapshot)


def mark(tx: Tx, order_id: str, **values: Any) -> None:
    tx.run(update(order_table).where(o.id == order_id).values(**values))


def told(tx: Tx, order_id: str, keys: str, seq: int) -> None:
    """What stands on the timeline, and the last event that changed the order."""
    tx.run(_TELL, key=order_id, told=keys, seq=seq)


def of_person(tx: Tx, person_id: str, limit: int) -> list[Row]:
    """Newest first, each with its snapshot."""
    return tx.all(_OF_PERSON, person_id=person_id, most=limit)


def sums(tx: Tx, person_id: str) -> list[Row]:
    """By currency: how many (`bought`: of them paid), how much, how much came back. Cancelled and deleted orders do not count."""
    return tx.all(_SUMS, person_id=person_id, cancelled="cancelled")


def of_persons(tx: Tx, person_ids: Sequence[str], limit: int, after: tuple[int, str] | None) -> list[Row]:
    query = select(order_table, b.snapshot).join(body_table, b.order_id == o.id).where(o.person_id.in_(person_ids))
    if after is not None:
        query = query.where(tuple_(o.placed_at, o.id) < after)
    return tx.all(query.order_by(o.placed_at.desc(), o.id.desc()).limit(limit))


def latest(
    tx: Tx, limit: int, after: tuple[int, str] | None, store_id: str | None = None, state: str | None = None
) -> list[Row]:
    """Newest first, over all persons."""
    query = select(order_table, b.snapshot).join(body_table, b.order_id == o.id)
    if store_id is not None:
        query = query.where(o.store_id == store_id)
    if state is not None:
        query = query.where(o.state == state)
    if after is not None:
        query = query.where(tuple_(o.placed_at, o.id) < after)
    return tx.all(query.order_by(o.placed_at.desc(), o.id.desc()).limit(limit))


def by_number(tx: Tx, numbers: Sequence[str], limit: int = 20) -> list[Row]:
    """Orders that bear one of these numbers, newest first, each with its snapshot."""
    keys = [key for number in numbers if (key := number_key(number))]
    query = select(order_table, b.snapshot).join(body_table, b.order_id == o.id).where(o.number_key.in_(keys))
    return tx.all(query.order_by(o.placed_at.desc()).limit(limit)) if keys else []


def searched(tx: Tx, words: str, limit: int, before: int | None) -> list[Row]:
    numbers = order_search.search(tx, words, limit, before)
    query = select(order_table, b.snapshot).join(body_table, b.order_id == o.id).where(o.n.in_(numbers))
    return tx.all(query.order_by(o.n.desc())) if numbers else []


def rows(tx: Tx, order_ids: Sequence[str]) -> list[Row]:
    query = select(order_table, b.snapshot).join(body_table, b.order_id == o.id).where(o.id.in_(order_ids))
    return tx.all(query.order_by(o.placed_at.desc(), o.id.desc())) if order_ids else []


def of_customer(tx: Tx, store_id: str, customer: str, limit: int = 200) -> list[Row]:
    return tx.all(
        select(order_table).where(o.store_id == store_id, o.customer == customer).order_by(o.placed_at).limit(limit)
    )


def give(tx: Tx, store_id: str, customer: str, person_id: str, to: str) -> int:
    """A customer of the shop is somebody else after all: their orders go along."""
    return tx.run(
        update(order_table)
        .where(o.store_id == store_id, o.customer == customer)
        .values(person_id=person_id, customer=to)
    )


def count(tx: Tx, store_id: str) -> int:
    return int(tx.scalar(select(func.count()).select_from(order_table).where(o.store_id == store_id)))


def ids_of_person(tx: Tx, person_id: str, limit: int) -> list[Row]:
    return tx.all(select(o.id, o.n, o.store_id, o.external_id).where(o.person_id == person_id).limit(limit))


def remember_words(tx: Tx, n: int, words: str, *, fresh: bool) -> None:
    (order_search.add if fresh else order_search.put)(tx, n, words)


def drop(tx: Tx, some: Sequence[Row]) -> None:
    """Forget these orders whole."""
    for row in some:
        order_search.remove(tx, row.n)
    gone = [row.id for row in some]
    tx.run(delete(body_table).where(b.order_id.in_(gone)))
    tx.run(delete(order_table).where(o.id.in_(gone)))
