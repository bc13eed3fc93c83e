"""What is left to say about a person when they ask for their data, or to be forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update

from shopkeeper.conversations.store.tables import (
    conversation_table,
    entry_search,
    entry_table,
    mention_table,
    participant_table,
    task_table,
)
from shopkeeper.kit.db import Row, Tx

e, c = entry_table.c, conversation_table.c


def entries_of(tx: Tx, person_id: str, after: int, limit: int) -> list[Row]:
    """What came to or from this person, or stands in their conversations, oldest first, a slice at a time."""
    where = or_(e.person_id == person_id, e.host_id == person_id)
    return tx.all(select(entry_table).where(where, e.n > after).order_by(e.n).limit(limit))


def conversations_of(tx: Tx, person_id: str) -> list[Row]:
    return tx.all(select(conversation_table).where(c.person_id == person_id).order_by(c.created_at))


def drop_entries(tx: Tx, rows: Sequence[Row]) -> None:
    numbers = [row.n for row in rows]
    for n in numbers:
        entry_search.remove(tx, n)
    tx.run(delete(mention_table).where(mention_table.c.n.in_(numbers)))
    tx.run(delete(entry_table).where(e.n.in_(numbers)))


def drop_rest(tx: Tx, person_id: str) -> None:
    """Tasks about them, and their place among the participants of other people's conversations."""
    tx.run(delete(task_table).where(task_table.c.person_id == person_id))
    tx.run(delete(participant_table).where(participant_table.c.person_id == person_id))
    tx.run(update(entry_table).where(e.author_kind == "customer", e.author_id == person_id).values(author_name=""))
