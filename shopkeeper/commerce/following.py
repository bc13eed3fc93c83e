"""The two words on a parcel, the shop's and the carrier's, as one. Pure."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce.carriers.scanning import ENDED, RANK, resolved
from shopkeeper.commerce.model import Order, ParcelState, Scan, Shipment
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Row
from shopkeeper.kit.text import from_json

WATCHED = 60 * DAY
"""After so long nobody waits for a parcel any more."""
_UNHEARD: dict[str, Any] = {
    "scans": "[]",
    **dict.fromkeys(["carrier_state", "carrier_at", "last_scan_at", "first_expected_on"]),
    **dict.fromkeys(
        ["tracked_at", "tracked_by", "track_problem", "looked_up_at", "asking_since", "late_at", "stuck_at"]
    ),
}


def overall(
    carrier: ParcelState, carrier_at: int | None, shop: ParcelState, delivered_at: int | None = None
) -> ParcelState:  # fmt: skip
    """Where it is when both have spoken: the carrier's word, unless the shop's is further on or newer (`delivered_at` is the shop's)."""
    if carrier is ParcelState.unknown or RANK[shop] > RANK[carrier]:
        return shop
    troubled = carrier is ParcelState.exception and shop is ParcelState.delivered
    return shop if troubled and (delivered_at or 0) > (carrier_at or 0) else carrier


def first_look(order: Order, parcel: Shipment, row: Row | None, now: int) -> int | None:
    """When a parcel of which the shop just told is looked at: now, unless nothing is to be expected of it any more."""
    ended = parcel.state in ENDED or (row is not None and row.carrier_state in ENDED)
    old = (parcel.shipped_at or order.placed_at) < now - WATCHED
    return None if ended or old or order.cancelled_at is not None else now


def with_carrier(parcel: Shipment, row: Row) -> Shipment:
    """The shop's word with the carrier's laid over it."""
    if row.carrier_state is None:
        return parcel
    scans = resolved(from_json(row.scans, tuple[Scan, ...]))
    moved = [scan.at for scan in scans if scan.state not in (ParcelState.unknown, ParcelState.label_created)]
    return replace(
        parcel, state=ParcelState(row.state), scans=scans or parcel.scans, delivered_at=row.delivered_at or parcel.delivered_at,
        shipped_at=parcel.shipped_at or (moved[0] if moved else None), expected_at=row.expected_at or parcel.expected_at,
        promised_at=row.promised_at or parcel.promised_at,
    )  # fmt: skip


def renewed(row: Row | None, tracking_key: str | None) -> dict[str, Any]:
    """The columns that begin anew when the shop gives a parcel another number: what was told of the old one says nothing of it."""
    return {} if row is None or row.tracking_key == tracking_key else dict(_UNHEARD)
