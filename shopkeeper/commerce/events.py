"""The facts this room announces: ids only, never words. Facts of orders are announced for news only, never for history synced."""

from __future__ import annotations

from shopkeeper.kit.events import Fact


class StoreChanged(Fact, frozen=True):
    """A store was connected, edited, paused, removed, got into trouble, or its first sync went on."""

    store_id: str


class WebhookQuarantined(Fact, frozen=True):
    """A shop's webhook could not be taken in. It is kept, with the reason."""

    delivery_id: str


class CustomerChanged(Fact, frozen=True):
    """What a shop knows of somebody changed."""

    person_id: str


class OrderPlaced(Fact, frozen=True):
    """Somebody ordered."""

    order_id: str
    person_id: str


class OrderChanged(Fact, frozen=True):
    """Something about an order is another now. `verb` is the milestone (paid, changed, cancelled …), "" where none is told of."""

    order_id: str
    person_id: str
    verb: str = ""


class ParcelMoved(Fact, frozen=True):
    """A parcel got further; `state` is a ParcelState."""

    order_id: str
    shipment_id: str
    person_id: str
    state: str


class ParcelLate(Fact, frozen=True):
    """A parcel did not come when it was promised."""

    order_id: str
    shipment_id: str
    person_id: str


class ParcelStuck(Fact, frozen=True):
    """Nobody has seen a parcel for too long."""

    order_id: str
    shipment_id: str
    person_id: str


class ParcelReturned(Fact, frozen=True):
    """A parcel came back to the shop undelivered."""

    order_id: str
    shipment_id: str
    person_id: str


class ReturnChanged(Fact, frozen=True):
    """Things are on their way back, or arrived; `state` is a ReturnState."""

    order_id: str
    person_id: str
    return_id: str
    state: str


class RefundDone(Fact, frozen=True):
    """Money went back. `intent_id` is null where somebody else did it at the shop."""

    order_id: str
    person_id: str
    refund_id: str
    intent_id: str | None = None


class DisputeOpened(Fact, frozen=True):
    """The customer's bank asks for the money back."""

    order_id: str
    person_id: str
    dispute_id: str


class IntentChanged(Fact, frozen=True):
    """An action got further; `state` is an IntentState."""

    intent_id: str
    person_id: str
    state: str
    order_id: str | None = None


class OrderPinned(Fact, frozen=True):
    """An order stands beside a conversation (or no longer)."""

    conversation_id: str
    order_id: str


class PolicyChanged(Fact, frozen=True):
    """What agents may do alone is another now."""

    by: str | None = None


class CarrierChanged(Fact, frozen=True):
    """An account at a service that follows parcels was connected, edited, paused, removed, or got into trouble."""

    account_id: str


class PromisesChanged(Fact, frozen=True):
    """Parcels are promised for other days now."""

    by: str | None = None
