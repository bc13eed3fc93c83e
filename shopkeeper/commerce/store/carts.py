"""What lies in carts, where a shop tells."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from shopkeeper.commerce.store.tables import cart_table
from shopkeeper.kit.db import Row, Tx, upsert

k = cart_table.c


def put(tx: Tx, store_id: str, external_id: str, person_id: str, updated_at: int, snapshot: str) -> None:
    values = {"store_id": store_id, "external_id": external_id, "person_id": person_id, "updated_at": updated_at}
    changed = ["person_id", "updated_at", "snapshot"]
    tx.run(upsert(cart_table, {**values, "snapshot": snapshot}, on=["store_id", "external_id"], set_=changed))


def find(tx: Tx, store_id: str, external_id: str) -> Row | None:
    return tx.first(select(cart_table).where(k.store_id == store_id, k.external_id == external_id))


def of_persons(tx: Tx, person_ids: Sequence[str], limit: int = 5) -> list[Row]:
    return tx.all(select(cart_table).where(k.person_id.in_(person_ids)).order_by(k.updated_at.desc()).limit(limit))


def drop(tx: Tx, store_id: str, external_id: str) -> None:
    tx.run(delete(cart_table).where(k.store_id == store_id, k.external_id == external_id))


def drop_of_person(tx: Tx, person_id: str) -> None:
    tx.run(delete(cart_table).where(k.person_id == person_id))
