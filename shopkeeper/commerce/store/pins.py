"""Orders pinned to conversations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from shopkeeper.commerce.store.tables import pin_table
from shopkeeper.kit.db import Tx, upsert

p = pin_table.c


def add(tx: Tx, conversation_id: str, order_id: str) -> bool:
    """False when it is pinned already."""
    values = {"conversation_id": conversation_id, "order_id": order_id, "at": tx.now}
    return tx.run(upsert(pin_table, values, on=["conversation_id", "order_id"])) == 1


def remove(tx: Tx, conversation_id: str, order_id: str) -> bool:
    return tx.run(delete(pin_table).where(p.conversation_id == conversation_id, p.order_id == order_id)) == 1


def of_conversation(tx: Tx, conversation_id: str) -> list[str]:
    rows = tx.all(select(p.order_id).where(p.conversation_id == conversation_id).order_by(p.at, p.order_id))
    return [row.order_id for row in rows]


def drop_of_orders(tx: Tx, order_ids: Sequence[str]) -> None:
    tx.run(delete(pin_table).where(p.order_id.in_(order_ids)))
