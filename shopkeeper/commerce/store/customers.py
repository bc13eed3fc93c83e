"""Customers of stores, and carts beside them: who a person is to each shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from shopkeeper.commerce.store.tables import customer_table, hint_table
from shopkeeper.kit.db import Hot, Row, Tx, upsert

c, h = customer_table.c, hint_table.c

_COLUMNS = [column.name for column in customer_table.columns]
_FIND = Hot(
    select(customer_table).where(c.store_id == bindparam("store_id"), c.external_id == bindparam("external_id"))
)
_ADD = Hot(insert(customer_table).values({name: bindparam(name) for name in _COLUMNS}))
_OF_PERSON = Hot(select(customer_table).where(c.person_id == bindparam("person_id")).order_by(c.updated_at.desc()))


def find(tx: Tx, store_id: str, external_id: str) -> Row | None:
    return tx.first(_FIND, store_id=store_id, external_id=external_id)


def add(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(_ADD, **values)


def change(tx: Tx, store_id: str, external_id: str, **values: Any) -> None:
    tx.run(update(customer_table).where(c.store_id == store_id, c.external_id == external_id).values(**values))


def of_person(tx: Tx, person_id: str) -> list[Row]:
    return tx.all(_OF_PERSON, person_id=person_id)


def by_address(tx: Tx, emails: Sequence[str], phones: Sequence[str], limit: int = 50) -> list[Row]:
    """Customers who gave one of these addresses."""
    found: list[Row] = []
    for column, values in ((c.email, emails), (c.phone, phones)):
        if values:
            found += tx.all(select(customer_table).where(column.in_(values)).limit(limit))
    return found


def drop_of_person(tx: Tx, person_id: str) -> None:
    tx.run(delete(customer_table).where(c.person_id == person_id))
    tx.run(delete(hint_table).where((h.person_id == person_id) | (h.other_id == person_id)))


def dismiss(tx: Tx, person_id: str, other_id: str) -> None:
    first, second = sorted((person_id, other_id))
    tx.run(upsert(hint_table, {"person_id": first, "other_id": second, "at": tx.now}, on=["person_id", "other_id"]))


def dismissed(tx: Tx, person_ids: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs that somebody said are not the same."""
    rows = tx.all(select(hint_table).where(h.person_id.in_(person_ids) | h.other_id.in_(person_ids)))
    return {(row.person_id, row.other_id) for row in rows}
