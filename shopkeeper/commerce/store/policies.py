"""One row: what agents may do."""

from __future__ import annotations

from sqlalchemy import select

from shopkeeper.commerce.store.tables import policy_table
from shopkeeper.kit.db import Tx, upsert

ONLY = "policy"


def load(tx: Tx) -> str | None:
    found: str | None = tx.scalar(select(policy_table.c.policy).where(policy_table.c.id == ONLY))
    return found


def keep(tx: Tx, policy: str) -> None:
    values = {"id": ONLY, "policy": policy, "changed_at": tx.now}
    tx.run(upsert(policy_table, values, on=["id"], set_=["policy", "changed_at"]))
