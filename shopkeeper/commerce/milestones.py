"""What there is to tell of an order: pure. From the shop's word alone, so that it is the same whatever came first or twice."""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.model import Order, ParcelState, PaymentState, Place, ReturnState, Shipment
from shopkeeper.commerce.money import Money
from shopkeeper.kit.text import to_json

_PAID = frozenset({PaymentState.paid, PaymentState.part_refunded, PaymentState.refunded})
_CAME_BACK = frozenset({ReturnState.received, ReturnState.closed})
_ON_ITS_WAY = frozenset(
    {
        ParcelState.in_transit, ParcelState.out_for_delivery, ParcelState.ready_for_pickup, ParcelState.attempted,
        ParcelState.delivered, ParcelState.exception, ParcelState.returning, ParcelState.returned, ParcelState.lost,
    }
)  # fmt: skip


# "came_back" and not "returned": that key is of returns, which customers ask for.
_STEPS = (
    (ParcelState.out_for_delivery, "out_for_delivery", "out_for_delivery"),
    (ParcelState.delivered, "delivered", "delivered"),
    (ParcelState.returning, "returning", "returning"),
    (ParcelState.returned, "came_back", "returned"),
)


class Milestone(Struct, frozen=True, kw_only=True):
    """One thing to tell, once. `key` recognises it for ever; `detail` is for the screen, `thing` the id of what it is about."""

    key: str
    verb: str
    at: int
    amount: Money | None = None
    thing: str | None = None
    detail: dict[str, Any] = {}


def of_order(order: Order) -> list[Milestone]:
    """Everything that happened to it, in the order of time."""
    found = [_placed(order), *_paid(order), *_cancelled(order)]
    found += [one for parcel in order.shipments for one in of_parcel(parcel, order)]
    found += [one for back in order.returns for one in _returned(order, back)]
    for refund in order.refunds:
        if refund.state == "ok":
            detail = {"reason": refund.reason, "way": _way(order, refund.way)}
            key = f"refunded:{refund.id}"
            at = refund.at or order.updated_at
            found.append(
                Milestone(key=key, verb="refunded", at=at, amount=refund.amount, thing=refund.id, detail=detail)
            )
    for dispute in order.disputes:
        found.append(
            Milestone(
                key=f"disputed:{dispute.id}:{dispute.state}", verb="disputed", at=dispute.at or order.updated_at,
                amount=dispute.amount, thing=dispute.id,
                detail={"reason": dispute.reason, "state": dispute.state, "due_at": dispute.due_at},
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: one.at)


def of_parcel(parcel: Shipment, order: Order) -> list[Milestone]:
    """What a parcel lived through: sent, out for delivery, delivered; or turned back."""
    found = []
    detail = {"carrier": parcel.carrier, "tracking_number": parcel.tracking_number, "tracking_url": parcel.tracking_url}
    shipped = parcel.shipped_at or (order.updated_at if parcel.state in _ON_ITS_WAY else None)
    if shipped is not None:
        pieces = sum(count for _, count in parcel.lines)
        found.append(
            Milestone(
                key=f"shipped:{parcel.id}",
                verb="shipped",
                at=shipped,
                thing=parcel.id,
                detail={**detail, "pieces": pieces},
            )
        )
    for state, key, verb in _STEPS:
        at = _first_scan(parcel, state)
        if at is not None:
            found.append(Milestone(key=f"{key}:{parcel.id}", verb=verb, at=at, thing=parcel.id, detail=detail))
    return found


def content(order: Order) -> str:
    """Recognises what was ordered and where it goes: another one means that the order was changed."""
    lines = [
        [line.variant_id or line.title, line.quantity, line.unit_price.minor] for line in order.lines if line.quantity
    ]
    return hashlib.blake2b(to_json([lines, _place(order.ship_to)]).encode(), digest_size=12).hexdigest()


def changed(order: Order) -> Milestone:
    """Its lines or its address are others now."""
    return Milestone(key=f"changed:{order.version}", verb="changed", at=order.updated_at, amount=order.total)


def text_of(order: Order, one: Milestone) -> str:
    """In words, for search and for readers of plain text; screens say it in their own language."""
    sums = f" ({one.amount})" if one.amount is not None else ""
    return f"Order {order.number} {_WORDS[one.verb]}{sums}"


_WORDS = {
    "placed": "placed", "paid": "paid", "changed": "changed", "cancelled": "cancelled", "shipped": "shipped",
    "out_for_delivery": "is out for delivery", "delivered": "delivered", "late": "is late", "stuck": "is stuck",
    "returning": "is going back to the shop", "return_asked": "is coming back", "return_declined": "return declined",
    "returned": "came back", "refunded": "refunded", "disputed": "disputed at the bank",
}  # fmt: skip


def _placed(order: Order) -> Milestone:
    pieces = sum(line.quantity for line in order.lines)
    detail = {"pieces": pieces, "titles": [line.title for line in order.lines[:3]]}
    return Milestone(key="placed", verb="placed", at=order.placed_at, amount=order.total, detail=detail)


def _paid(order: Order) -> list[Milestone]:
    if order.payment_state not in _PAID or not order.paid:
        return []
    times = [one.at for one in order.payments if one.kind in ("sale", "capture") and one.state == "ok" and one.at]
    # Some shops take the money first and then note the order as placed.
    at = max(*times, order.placed_at) if times else order.placed_at
    return [Milestone(key="paid", verb="paid", at=at, amount=order.paid)]


def _cancelled(order: Order) -> list[Milestone]:
    if order.cancelled_at is None:
        return []
    return [Milestone(key="cancelled", verb="cancelled", at=order.cancelled_at, detail={"reason": order.cancel_reason})]


def _returned(order: Order, back: Any) -> list[Milestone]:
    at = back.at or order.updated_at
    pieces = {"pieces": sum(line.quantity for line in back.lines), "reason": next((x.reason for x in back.lines), "")}
    if back.state in (ReturnState.declined, ReturnState.cancelled):
        return [
            Milestone(key=f"return_declined:{back.id}", verb="return_declined", at=at, thing=back.id, detail=pieces)
        ]
    found = [Milestone(key=f"return_asked:{back.id}", verb="return_asked", at=at, thing=back.id, detail=pieces)]
    if back.state in _CAME_BACK:
        found.append(
            Milestone(key=f"returned:{back.id}", verb="returned", at=order.updated_at, thing=back.id, detail=pieces)
        )
    return found


def _first_scan(parcel: Shipment, state: ParcelState) -> int | None:
    times = [scan.at for scan in parcel.scans if scan.state is state]
    if state is ParcelState.delivered and parcel.delivered_at:
        return parcel.delivered_at
    if times:
        return min(times)
    return (parcel.delivered_at or parcel.shipped_at) if parcel.state is state else None


def _way(order: Order, way_id: str | None) -> str:
    return next((one.way.label for one in order.payments if one.way.id == way_id), "store credit" if way_id else "")


def _place(place: Place | None) -> list[str]:
    return [] if place is None else [place.name, place.line1, place.line2, place.city, place.postcode, place.country]
