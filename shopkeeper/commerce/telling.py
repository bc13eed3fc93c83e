"""What happened to orders, as entries on their person's timeline and as facts for others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shopkeeper import conversations
from shopkeeper.commerce import milestones
from shopkeeper.commerce.bodies import OrderBody
from shopkeeper.commerce.events import (
    CustomerChanged,
    DisputeOpened,
    OrderChanged,
    OrderPlaced,
    ParcelLate,
    ParcelMoved,
    ParcelReturned,
    ParcelStuck,
    RefundDone,
    ReturnChanged,
)
from shopkeeper.commerce.milestones import Milestone
from shopkeeper.commerce.model import EraseWanted, Order, ParcelState, Store
from shopkeeper.commerce.store import customers, parcels
from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.kit.events import Fact

KIND = "order"
"""The kind of this room's entries."""


def tell(tx: Tx, store: Store, values: Mapping[str, Any], order: Order, one: Milestone, *, news: bool) -> str:
    """An entry on the timeline of whoever ordered; answers its id."""
    body = OrderBody(
        verb=one.verb, text=milestones.text_of(order, one), store_id=store.id, order_id=values["id"], number=order.number,
        amount=one.amount, thing=one.thing, detail=one.detail,
    )  # fmt: skip
    return conversations.tell(tx, values["person_id"], KIND, body, at=one.at, news=news)


def announce(tx: Tx, values: Mapping[str, Any], one: Milestone, *, last: bool) -> int:
    """The fact that goes with a milestone; answers the newest sequence number.

    OrderChanged is told for what has no fact of its own, and behind the last of several, so that windows show the order once.
    """
    kind = one.key.partition(":")[0]
    make, seq = _FACTS.get(kind), 0
    order_id, person_id = values["id"], values["person_id"]
    if make is not None:
        thing = _shipment(tx, order_id, one.thing) if kind in _OF_PARCELS else one.thing
        seq = events.record(tx, make(order_id, person_id, thing or ""))
    if make is None or last:
        seq = events.record(tx, OrderChanged(order_id=order_id, person_id=person_id, verb=one.verb))
    return seq


def customer_changed(tx: Tx, person_id: str) -> None:
    events.record(tx, CustomerChanged(person_id=person_id))


def erase_wanted(tx: Tx, store: Store, wish: EraseWanted) -> None:
    """A customer wants to be forgotten (or to see what is kept), says the shop: a task for the desk, once."""
    row = customers.find(tx, store.id, wish.customer_id)
    if row is None:
        return
    words = "wants to be forgotten" if wish.what == "erase" else "wants to see what we keep of them"
    body = OrderBody(verb=f"privacy_{wish.what}", text=f"{store.name}: this customer {words}.", store_id=store.id)
    entry_id = f"privacy-{wish.what}-{store.id}-{wish.customer_id}"
    conversations.tell(tx, row.person_id, KIND, body, id=entry_id)


def _shipment(tx: Tx, order_id: str, external_id: str | None) -> str | None:
    """Our own id of a parcel."""
    return next((row.id for row in parcels.of_order(tx, order_id) if row.external_id == external_id), None)


_Make = Callable[[str, str, str], Fact]


def _moved(state: str) -> _Make:
    return lambda order, person, parcel: ParcelMoved(order_id=order, shipment_id=parcel, person_id=person, state=state)


def _return(state: str) -> _Make:
    return lambda order, person, back: ReturnChanged(order_id=order, person_id=person, return_id=back, state=state)


_FACTS: dict[str, _Make] = {
    "placed": lambda order, person, _: OrderPlaced(order_id=order, person_id=person),
    "shipped": _moved("in_transit"),
    "out_for_delivery": _moved("out_for_delivery"),
    "delivered": _moved("delivered"),
    "returning": _moved("returning"),
    "came_back": lambda order, person, parcel: ParcelReturned(order_id=order, shipment_id=parcel, person_id=person),
    "late": lambda order, person, parcel: ParcelLate(order_id=order, shipment_id=parcel, person_id=person),
    "stuck": lambda order, person, parcel: ParcelStuck(order_id=order, shipment_id=parcel, person_id=person),
    "return_asked": _return("requested"),
    "returned": _return("received"),
    "refunded": lambda order, person, refund: RefundDone(order_id=order, person_id=person, refund_id=refund),
    "disputed": lambda order, person, claim: DisputeOpened(order_id=order, person_id=person, dispute_id=claim),
}
_OF_PARCELS = frozenset({"shipped", "out_for_delivery", "delivered", "returning", "came_back", "late", "stuck"})
TOLD_AS = frozenset(
    {
        ParcelState.in_transit, ParcelState.out_for_delivery, ParcelState.delivered, ParcelState.returning, ParcelState.returned,
    }
)  # fmt: skip
"""Steps of a parcel whose fact goes with their line on the timeline."""
