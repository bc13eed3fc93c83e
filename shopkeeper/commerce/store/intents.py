"""Actions on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, tuple_, update

from shopkeeper.commerce.store.tables import intent_table, wow_table
from shopkeeper.kit.db import Hot, Row, Tx

i, w = intent_table.c, wow_table.c

_ONE = Hot(select(intent_table).where(i.id == bindparam("id")))
_LIVE = Hot(select(intent_table).where(i.live_order == bindparam("order_id")))


def add(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(insert(intent_table).values(**values))


def one(tx: Tx, intent_id: str) -> Row | None:
    return tx.first(_ONE, id=intent_id)


def live_on(tx: Tx, order_id: str) -> Row | None:
    """What is being done to this order now."""
    return tx.first(_LIVE, order_id=order_id)


def change(tx: Tx, intent_id: str, **values: Any) -> None:
    tx.run(update(intent_table).where(i.id == intent_id).values(changed_at=tx.now, **values))


def of_persons(tx: Tx, person_ids: Sequence[str], limit: int = 50) -> list[Row]:
    query = select(intent_table).where(i.person_id.in_(person_ids)).order_by(i.created_at.desc(), i.id.desc())
    return tx.all(query.limit(limit))


def in_states(
    tx: Tx, states: Sequence[str], limit: int, after: tuple[int, str] | None = None, store_id: str | None = None
) -> list[Row]:
    """Newest first."""
    query = select(intent_table).where(i.state.in_(states))
    if store_id is not None:
        query = query.where(i.store_id == store_id)
    if after is not None:
        query = query.where(tuple_(i.created_at, i.id) < after)
    return tx.all(query.order_by(i.created_at.desc(), i.id.desc()).limit(limit))


def on_order(tx: Tx, order_id: str) -> list[Row]:
    """Everything ever asked of one order, oldest first."""
    return tx.all(select(intent_table).where(i.order_id == order_id).order_by(i.created_at, i.id))


def given_by(tx: Tx, agent_id: str, since: int, but: Sequence[str]) -> dict[str, int]:
    """What an agent gave away since then by currency, in what was done and what is on its way. `but` are states that gave nothing."""
    query = select(i.currency, func.sum(i.amount).label("amount")).where(
        i.agent_id == agent_id, i.created_at >= since, i.amount > 0, i.state.not_in(but), i.wow == 0
    )
    return {row.currency: int(row.amount) for row in tx.all(query.group_by(i.currency))}


def asked_by(tx: Tx, agent_id: str, limit: int) -> list[Row]:
    """What somebody asked a second person for, however it ended, the newest first."""
    query = select(intent_table).where(i.agent_id == agent_id, i.rule.is_not(None))
    return tx.all(query.order_by(i.created_at.desc(), i.id.desc()).limit(limit))


def of_ids(tx: Tx, intent_ids: Sequence[str]) -> dict[str, Row]:
    return {row.id: row for row in tx.all(select(intent_table).where(i.id.in_(intent_ids)))}


def expired(tx: Tx, now: int, limit: int = 100) -> list[Row]:
    return tx.all(select(intent_table).where(i.state == "waiting", i.expires_at <= now).limit(limit))


def drop_of_person(tx: Tx, person_id: str, limit: int) -> int:
    some = select(i.id).where(i.person_id == person_id).limit(limit)
    return tx.run(delete(intent_table).where(i.id.in_([row.id for row in tx.all(some)])))


# --- the wow budget's ledger ---


def add_spend(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(insert(wow_table).values(**values))


def spend(tx: Tx, spend_id: str) -> Row | None:
    return tx.first(select(wow_table).where(w.id == spend_id))


def change_spend(tx: Tx, spend_id: str, **values: Any) -> None:
    tx.run(update(wow_table).where(w.id == spend_id).values(**values))


def drop_spend(tx: Tx, intent_id: str) -> None:
    tx.run(delete(wow_table).where(w.intent_id == intent_id))


def take_back_spend(tx: Tx, spend_id: str) -> None:
    tx.run(delete(wow_table).where(w.id == spend_id))


def spent(tx: Tx, agent_id: str, since: int) -> dict[str, int]:
    """What an agent spent since then, by currency. A budget is only ever spent: whatever stands there below nothing gives none back."""
    query = select(w.currency, func.sum(w.amount).label("amount")).where(
        w.agent_id == agent_id, w.at >= since, w.amount > 0
    )
    return {row.currency: int(row.amount) for row in tx.all(query.group_by(w.currency))}


def ledger(
    tx: Tx, agent_id: str | None, since: int, after: tuple[int, str] | None = None, limit: int = 200
) -> list[Row]:
    """Newest first."""
    query = select(wow_table).where(w.at >= since)
    if agent_id is not None:
        query = query.where(w.agent_id == agent_id)
    if after is not None:
        query = query.where(tuple_(w.at, w.id) < after)
    return tx.all(query.order_by(w.at.desc(), w.id.desc()).limit(limit))


def spends_of_person(tx: Tx, person_id: str) -> list[Row]:
    return tx.all(select(wow_table).where(w.person_id == person_id))


def forget_spends(tx: Tx, person_id: str) -> None:
    """The amounts stay for the books; whom it was for and the words go."""
    gone = {"person_id": "", "conversation_id": None, "what_for": "", "outcome": None}
    tx.run(update(wow_table).where(w.person_id == person_id).values(**gone))
