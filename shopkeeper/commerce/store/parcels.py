"""Parcels: the shop's word and the carrier's, in one row each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from shopkeeper.commerce.store.tables import shipment_table
from shopkeeper.kit.db import Hot, Row, Tx

p = shipment_table.c

_COLUMNS = [column.name for column in shipment_table.columns]
_ADD = Hot(insert(shipment_table).values({name: bindparam(name) for name in _COLUMNS}))
_OF_ORDER = Hot(select(shipment_table).where(p.order_id == bindparam("order_id")).order_by(p.shipped_at, p.id))
_ONE = Hot(select(shipment_table).where(p.id == bindparam("id")))
# A parcel of which the shop tells no day of sending is as new as its row.
_BY_TRACKING = Hot(
    select(shipment_table)
    .where(p.tracking_key == bindparam("key"))
    .order_by(p.shipped_at.is_(None).desc(), p.shipped_at.desc(), p.id.desc())
    .limit(20)
)


def tracking_key(number: str) -> str | None:
    """A tracking number as it is compared: letters and digits only."""
    return "".join(sign for sign in number.upper() if sign.isalnum()) or None


def add(tx: Tx, values: dict[str, Any]) -> None:
    empty = dict.fromkeys(_COLUMNS)
    tx.run(_ADD, **{**empty, **values})


def change(tx: Tx, shipment_id: str, **values: Any) -> None:
    tx.run(update(shipment_table).where(p.id == shipment_id).values(**values))


def one(tx: Tx, shipment_id: str) -> Row | None:
    return tx.first(_ONE, id=shipment_id)


def of_order(tx: Tx, order_id: str) -> list[Row]:
    return tx.all(_OF_ORDER, order_id=order_id)


def of_orders(tx: Tx, order_ids: Sequence[str]) -> list[Row]:
    return (
        tx.all(select(shipment_table).where(p.order_id.in_(order_ids)).order_by(p.shipped_at, p.id))
        if order_ids
        else []
    )


def by_tracking(tx: Tx, number: str) -> list[Row]:
    """Every parcel with this tracking number, newest first: carriers use numbers again after some years."""
    key = tracking_key(number)
    return tx.all(_BY_TRACKING, key=key) if key else []


def due(tx: Tx, now: int, limit: int) -> list[Row]:
    """Parcels whose next look is due, the longest overdue first."""
    return tx.all(select(shipment_table).where(p.due_at <= now).order_by(p.due_at).limit(limit))


def untracked(tx: Tx, after: str, limit: int) -> list[Row]:
    """Parcels that nobody follows yet, in the order of their ids (which is that of their coming), behind `after`."""
    query = select(p.id, p.state).where(p.id > after, p.tracked_at.is_(None), p.tracking_key.is_not(None))
    return tx.all(query.order_by(p.id).limit(limit))


def follow(tx: Tx, shipment_ids: Sequence[str]) -> None:
    """Look at them now; whom a service refused, it is asked once more."""
    tx.run(update(shipment_table).where(p.id.in_(shipment_ids)).values(due_at=tx.now, track_problem=None))


def look_at(tx: Tx, shipment_ids: Sequence[str], at: int) -> None:
    tx.run(update(shipment_table).where(p.id.in_(shipment_ids)).values(due_at=at))


def drop_of_orders(tx: Tx, order_ids: Sequence[str]) -> None:
    tx.run(delete(shipment_table).where(p.order_id.in_(order_ids)))


def give(tx: Tx, order_ids: Sequence[str], person_id: str) -> None:
    tx.run(update(shipment_table).where(p.order_id.in_(order_ids)).values(person_id=person_id))
