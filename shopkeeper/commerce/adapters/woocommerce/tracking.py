"""Parcels of an order. Core WooCommerce knows none: extensions keep them in the order's meta data, each in its own way.

Shipment Tracking (WooCommerce's own extension): https://woocommerce.com/document/shipment-tracking/ – a list in
`_wc_shipment_tracking_items`. ShipStation and others keep one number in `_tracking_number`, AfterShip in `_aftership_tracking_number`,
Orders Tracking by VillaTheme in `_wot_tracking_number`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopkeeper.commerce.model import ParcelState, Shipment

ITEMS = "_wc_shipment_tracking_items"
_SINGLE = (
    ("_tracking_number", "_tracking_provider", "_date_shipped"),
    ("_aftership_tracking_number", "_aftership_tracking_provider_name", "_aftership_tracking_shipdate"),
    ("_wot_tracking_number", "_wot_tracking_carrier", ""),
)


def shipments(raw: Mapping[str, Any]) -> tuple[Shipment, ...]:
    """Every parcel once. Which lines it holds nobody says. `shipped_at` from seconds since 1970."""
    kept = {
        str(one["key"]): one.get("value")
        for one in raw.get("meta_data") or ()
        if isinstance(one, Mapping) and "key" in one
    }
    listed = kept.get(ITEMS)
    found = [_listed(one) for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    for number, carrier, shipped in _SINGLE:
        if kept.get(number):
            found.append(_parcel(str(kept[number]), str(kept.get(carrier) or ""), "", kept.get(shipped), None))
    return tuple({one.tracking_number: one for one in reversed(found) if one.tracking_number}.values())[::-1]


def _listed(raw: Mapping[str, Any]) -> Shipment:
    carrier = str(raw.get("tracking_provider") or raw.get("custom_tracking_provider") or "")
    link = raw.get("custom_tracking_link") or raw.get("tracking_link") or None
    return _parcel(
        str(raw.get("tracking_number") or ""), carrier, str(raw.get("tracking_id") or ""), raw.get("date_shipped"), link
    )


def _parcel(number: str, carrier: str, id: str, shipped: Any, link: Any) -> Shipment:
    seconds = str(shipped or "")
    return Shipment(
        id=id or number, carrier=carrier, tracking_number=number, tracking_url=str(link) if link else None,
        state=ParcelState.unknown, shipped_at=int(seconds) * 1000 if seconds.isdigit() else None,
    )  # fmt: skip
