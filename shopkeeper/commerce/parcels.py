"""A carrier's word on a parcel comes in. One door for all services, whatever the order in which they tell.

Scans are kept as a set in the order of time, and where a parcel is follows from all of them: an event handed in late, twice or back
to front changes nothing that a later scan has decided. Each thing is told once, whoever tells it first, the shop or the carrier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce import applying, calendars, matching, milestones, stores, telling
from shopkeeper.commerce.carriers.model import Tracked
from shopkeeper.commerce.carriers.scanning import ENDED, merged, resolved, standing
from shopkeeper.commerce.events import OrderChanged, ParcelMoved
from shopkeeper.commerce.following import overall, with_carrier
from shopkeeper.commerce.matching import Meant
from shopkeeper.commerce.milestones import Milestone
from shopkeeper.commerce.model import Order, ParcelState, Scan, Shipment
from shopkeeper.commerce.store import orders, parcels
from shopkeeper.kit import events
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.text import from_json, to_json

NEWS = 2 * DAY
"""What happened longer ago is written down, and nobody is alerted by it."""


def heard(tx: Tx, told: Tracked) -> Meant:
    """What a carrier tells of one parcel; answers which shipments it is about, none where no order has that number."""
    found = matching.meant(tx, told)
    for row, scans in found.parcels:
        _hear(tx, row, replace(told, scans=scans))
    return found


def carried(tx: Tx, order_id: str, order: Order) -> Order:
    """The order with what carriers told of its parcels: for rules that ask whether and when it arrived."""
    known = {row.external_id: row for row in parcels.of_order(tx, order_id)} if order.shipments else {}
    laid = tuple(with_carrier(one, known[one.id]) if one.id in known else one for one in order.shipments)
    return replace(order, shipments=laid) if laid else order


def tell(tx: Tx, row: Row, order: Order, found: Sequence[Milestone], *, news_from: int | None = None) -> list[str]:
    """What of this was not told yet, on the timeline and as facts; answers the verbs. `row` is the order's, read under its lock.

    What happened before `news_from` (ms UTC, two days ago where left out) is written down only.
    """
    since = tx.now - NEWS if news_from is None else news_from
    told: list[str] = from_json(row.told)
    fresh = [one for one in found if one.key not in told]
    if not fresh:
        return []
    values, store, seq = row._asdict(), stores.store_ever(tx, row.store_id), int(row.seq)
    for one in fresh:
        news = one.at > since
        telling.tell(tx, store, values, order, one, news=news)
        if news:
            seq = telling.announce(tx, values, one, last=one is fresh[-1])
    orders.told(tx, row.id, to_json([*told, *(one.key for one in fresh)]), seq)
    return [one.verb for one in fresh]


def held(tx: Tx, shipment_id: str) -> tuple[Row, Row, Order, Shipment] | None:
    """The parcel's row, its order's row, the order and the shop's word on the parcel, under the order's lock; None: gone."""
    row = parcels.one(tx, shipment_id)
    if row is None:
        return None
    order_row = orders.one(tx, row.order_id)
    if order_row is not None and tx.lock(f"order:{order_row.store_id}:{order_row.external_id}"):
        row, order_row = parcels.one(tx, shipment_id), orders.one(tx, order_row.id)
    order = applying.snapshot_of(tx, order_row.id) if order_row is not None else None
    if row is None or order_row is None or order is None:
        return None
    parcel = next((one for one in order.shipments if one.id == row.external_id), None)
    return (row, order_row, order, parcel) if parcel is not None else None


def _hear(tx: Tx, known: Row, told: Tracked) -> None:
    found = held(tx, known.id)
    if found is None:
        return
    row, order_row, order, parcel = found
    values = _values(tx, row, parcel, told)
    if all(getattr(row, name) == value for name, value in values.items() if name != "due_at"):
        return
    parcels.change(tx, row.id, **values)
    now_is = with_carrier(parcel, parcels.one(tx, row.id))
    verbs = tell(tx, order_row, order, milestones.of_parcel(now_is, order))
    _announce(tx, row, order_row, now_is, verbs)


def _announce(tx: Tx, before: Row, order_row: Row, parcel: Shipment, verbs: Sequence[str]) -> None:
    """Steps that have no line on the timeline are news, too; and windows that show the order are told in any case."""
    if parcel.scans and parcel.scans[-1].at <= tx.now - NEWS:
        return
    if parcel.state.value != before.state and parcel.state not in telling.TOLD_AS:
        events.record(tx, _moved(before, order_row, parcel.state))
    if not verbs:
        seq = events.record(tx, OrderChanged(order_id=order_row.id, person_id=order_row.person_id))
        orders.mark(tx, order_row.id, seq=seq)


def _moved(row: Row, order_row: Row, state: ParcelState) -> ParcelMoved:
    return ParcelMoved(order_id=order_row.id, shipment_id=row.id, person_id=order_row.person_id, state=state.value)


def _values(tx: Tx, row: Row, parcel: Shipment, told: Tracked) -> dict[str, Any]:
    """The columns that the carrier's word changes."""
    scans = merged(from_json(row.scans, tuple[Scan, ...]), told.scans)
    state, since = standing(scans)
    last = scans[-1].at if scans else row.last_scan_at
    now_is = overall(state, since, parcel.state, parcel.delivered_at)
    arrived = [scan.at for scan in resolved(scans) if scan.state is ParcelState.delivered]
    return {
        "scans": to_json(scans), "carrier_state": state.value, "carrier_at": since or row.carrier_at or tx.now,
        "last_scan_at": last, "state": now_is.value, "delivered_at": max(arrived) if arrived else parcel.delivered_at,
        "carrier": row.carrier or told.carrier, "service": row.service or told.service, **_expected(row, parcel, told),
        **_looked_at(tx, row, now_is, heard_anew=last != row.last_scan_at),
    }  # fmt: skip


def _expected(row: Row, parcel: Shipment, told: Tracked) -> Mapping[str, Any]:
    """The first estimate stands for what was promised, the newest for what is expected."""
    first = row.first_expected_on or told.first_expected_on or told.expected_on
    promised = parcel.promised_at or row.promised_at or _noon(told.promised_on)
    return {
        "first_expected_on": first,
        "promised_at": promised,
        "expected_at": _noon(told.expected_on) or row.expected_at,
    }


def _looked_at(tx: Tx, row: Row, state: ParcelState, *, heard_anew: bool) -> Mapping[str, Any]:
    """Late and stuck end with the journey, stuck with the next scan."""
    if state in ENDED:
        return {"late_at": None, "stuck_at": None, "due_at": None}
    return {"stuck_at": None if heard_anew else row.stuck_at, "due_at": tx.now}


def _noon(written: str | None) -> int | None:
    return calendars.noon(date.fromisoformat(written)) if written else None
