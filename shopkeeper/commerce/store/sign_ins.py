"""Sign-ins at a shop that are under way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update

from shopkeeper.commerce.store.tables import sign_in_table
from shopkeeper.kit.db import Row, Tx

i = sign_in_table.c


def add(tx: Tx, **values: Any) -> None:
    tx.run(insert(sign_in_table).values(**values))


def find(tx: Tx, digest: str) -> Row | None:
    """One whose time is not over."""
    return tx.first(select(sign_in_table).where(i.digest == digest, i.expires_at > tx.now))


def hand(tx: Tx, digest: str, sealed: bytes) -> bool:
    """Keeps what the shop posted, the first time only."""
    open_ = (i.digest == digest, i.handed.is_(None), i.expires_at > tx.now)
    return tx.run(update(sign_in_table).where(*open_).values(handed=sealed)) == 1


def spend(tx: Tx, digest: str) -> bool:
    """False when somebody else spent it."""
    return tx.run(delete(sign_in_table).where(i.digest == digest)) == 1


def forget(tx: Tx) -> None:
    """Those whose time is over."""
    tx.run(delete(sign_in_table).where(i.expires_at <= tx.now))


def drop(tx: Tx, store_id: str) -> None:
    """All of a store."""
    tx.run(delete(sign_in_table).where(i.store_id == store_id))
