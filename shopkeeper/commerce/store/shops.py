"""Stores: one row each, secrets sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from shopkeeper.commerce.store.tables import store_table
from shopkeeper.kit.db import Hot, Row, Tx

s = store_table.c

_ONE = Hot(select(store_table).where(s.id == bindparam("id")))
_BY_KEY = Hot(select(store_table).where(s.public_key == bindparam("key"), s.removed_at.is_(None)))
_ALL = Hot(select(store_table).where(s.removed_at.is_(None)).order_by(s.created_at, s.id))


def add(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(insert(store_table).values(**values))


def change(tx: Tx, store_id: str, **values: Any) -> None:
    tx.run(update(store_table).where(s.id == store_id).values(**values))


def find(tx: Tx, store_id: str) -> Row | None:
    """Removed ones too: old orders still name them."""
    return tx.first(_ONE, id=store_id)


def by_key(tx: Tx, public_key: str) -> Row | None:
    return tx.first(_BY_KEY, key=public_key)


def everyone(tx: Tx) -> list[Row]:
    return tx.all(_ALL)
