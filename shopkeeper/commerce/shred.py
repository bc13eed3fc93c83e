"""What this room knows of a person, for them to take along; and how it is forgotten."""

from __future__ import annotations

from typing import Any

from shopkeeper.commerce import filing
from shopkeeper.commerce.model import Cart, Customer, Order, Scan
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.store import carriers, carts, customers, deliveries, intents, orders, parcels, pins
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json

SLICE = 50

PERSONAL: dict[str, tuple[str, ...]] = {
    "store": (),
    "store_delivery": ("sealed", "file_key", "about", "reason"),
    "store_customer": ("person_id", "email", "phone", "name", "snapshot"),
    "store_order": ("person_id", "number", "customer", "told"),
    "store_order_body": ("snapshot",),
    "shipment": ("person_id", "tracking_number", "tracking_key", "tracking_url", "scans", "lines", "track_problem"),
    "carrier_account": (),
    "carrier_event": ("sealed", "file_key", "tracking_key", "reason"),
    "carrier_word": (),
    "store_product": (),
    "store_file": ("name", "shape", "report", "problems"),
    "store_file_part": ("key",),
    "store_cart": ("person_id", "snapshot"),
    "intent": ("person_id", "action", "target", "preview", "why", "problem", "outcome", "by_name", "decided_why"),
    "wow_spend": ("person_id", "what_for", "outcome"),
    "commerce_policy": (),
    "commerce_policy_change": (),
    "pinned_order": (),
    "customer_hint": ("person_id", "other_id"),
    "order_search": ("words",),
}
"""Every table of this room, with the columns that may say something about a customer."""


def export_person(tx: Tx, person_id: str, after: tuple[int, str] | None = None) -> tuple[dict[str, Any], Any]:
    """A slice of what we keep about this one person, and where to go on from (None: that was all)."""
    rows = orders.of_persons(tx, [person_id], SLICE, after)
    found: dict[str, Any] = {"orders": [from_json(row.snapshot, Order) for row in rows]}
    if after is None:
        found |= {
            "shop_customers": [from_json(row.snapshot, Customer) for row in customers.of_person(tx, person_id)],
            "carts": [from_json(row.snapshot, Cart) for row in carts.of_persons(tx, [person_id], 100)],
            "actions": [
                {"verb": row.verb, "why": row.why, "state": row.state, "at": row.created_at}
                for row in intents.of_persons(tx, [person_id], 10_000)
            ],
            "kindnesses": [
                {
                    "amount": Money(row.amount, row.currency),
                    "what_for": row.what_for,
                    "outcome": row.outcome,
                    "at": row.at,
                }
                for row in intents.spends_of_person(tx, person_id)
            ],
        }
    found["parcels"] = [_parcel(row) for row in parcels.of_orders(tx, [row.id for row in rows])]
    return found, (rows[-1].placed_at, rows[-1].id) if len(rows) == SLICE else None


def _parcel(row: Row) -> dict[str, Any]:
    """What carriers told of a parcel; what the shop told stands with the order."""
    scans = from_json(row.scans, tuple[Scan, ...])
    kept = ("carrier", "service", "tracking_number", "state", "promised_on", "delivered_at", "late_at")
    return {**{name: getattr(row, name) for name in kept}, "scans": scans}


async def erase_person(ctx: Ctx, person_id: str) -> None:
    """Forget this one person's orders, what the shops told of them, and what we did for them, slice by slice.

    The shop itself is asked by its own means; what it tells again later is written anew.
    """
    more = True
    while more:
        keys, more = await ctx.db.write_background(_erase_some, person_id)
        for key in keys:
            await ctx.files.remove(key)


def _erase_some(tx: Tx, person_id: str) -> tuple[list[str], bool]:
    """A slice; answers the files to remove, and whether there is more."""
    some = orders.ids_of_person(tx, person_id, SLICE)
    known = customers.of_person(tx, person_id)
    about = [f"order:{row.store_id}:{row.external_id}" for row in some]
    about += [f"customer:{row.store_id}:{row.external_id}" for row in known]
    gone = intents.drop_of_person(tx, person_id, SLICE)
    keys = deliveries.forget(tx, about)
    ours = [row.id for row in some]
    keys += carriers.forget(tx, [row.tracking_key for row in parcels.of_orders(tx, ours) if row.tracking_key])
    parcels.drop_of_orders(tx, ours)
    pins.drop_of_orders(tx, ours)
    orders.drop(tx, some)
    if some or known:
        filing.forget_cells(tx)
    more = bool(some or gone)
    if not more:
        customers.drop_of_person(tx, person_id)
        carts.drop_of_person(tx, person_id)
        intents.forget_spends(tx, person_id)
    return keys, more
