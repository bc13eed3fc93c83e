"""One row: what agents may do; and every version of it there was."""

from __future__ import annotations

from sqlalchemy import insert, select

from shopkeeper.commerce.store.tables import policy_change_table, policy_table
from shopkeeper.kit.db import Row, Tx, upsert

ONLY = "policy"
c = policy_change_table.c


def load(tx: Tx) -> str | None:
    found: str | None = tx.scalar(select(policy_table.c.policy).where(policy_table.c.id == ONLY))
    return found


def keep(tx: Tx, policy: str, change_id: str, agent_id: str) -> None:
    values = {"id": ONLY, "policy": policy, "changed_at": tx.now}
    tx.run(upsert(policy_table, values, on=["id"], set_=["policy", "changed_at"]))
    tx.run(insert(policy_change_table).values(id=change_id, at=tx.now, agent_id=agent_id, policy=policy))


def versions(tx: Tx, limit: int, after: str | None = None) -> list[Row]:
    """The newest first."""
    query = select(policy_change_table).order_by(c.id.desc()).limit(limit)
    return tx.all(query if after is None else query.where(c.id < after))
