"""What open windows are given when something in this room changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce import intending, pane, stores, syncing
from shopkeeper.commerce.errors import NoSuchIntent, NoSuchOrder, NoSuchStore
from shopkeeper.commerce.events import (
    CarrierChanged,
    CustomerChanged,
    IntentChanged,
    OrderChanged,
    OrderPinned,
    PolicyChanged,
    PromisesChanged,
    StoreChanged,
    WebhookQuarantined,
)
from shopkeeper.commerce.store import deliveries, pins
from shopkeeper.kit import live
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

Shown = dict[str, Any]


def boot(tx: Tx, agent: Agent) -> list[Shown]:
    """The stores, for the call a window starts with."""
    return [stores.shown(one) for one in stores.stores(tx)]


def keeps_brand(tx: Tx, brand_id: str) -> str | None:
    """Why a brand cannot be removed yet, if a store sells under it."""
    names = [one.name for one in stores.stores(tx) if one.brand_id == brand_id]
    words = f"These stores sell under it: {', '.join(names)}. Remove them or give them another brand first."
    return words if names else None


def _store(tx: Tx, fact: StoreChanged) -> Shown:
    try:
        one = stores.store(tx, fact.store_id)
    except NoSuchStore:
        return {"removed": [fact.store_id]}
    return {"stores": [stores.shown(one)], "syncs": [syncing.progress(tx, fact.store_id)]}


def _order(tx: Tx, fact: OrderChanged) -> Shown:
    try:
        return {"orders": [pane.order(tx, fact.order_id)]}
    except NoSuchOrder:
        return {"removed": [fact.order_id]}


def _intent(tx: Tx, fact: IntentChanged) -> Shown:
    try:
        # Every window hears of it, also of those who may not see the conversation it was asked beside.
        return {"intents": [replace(intending.intent(tx, fact.intent_id), conversation_id=None)]}
    except NoSuchIntent:
        return {"removed": [fact.intent_id]}


def _customer(tx: Tx, fact: CustomerChanged) -> Shown:
    # Only whose pane is another now: a window that shows it asks again.
    return {"shop_people": [{"person_id": fact.person_id}]}


def _pinned(tx: Tx, fact: OrderPinned) -> Shown:
    found = pins.of_conversation(tx, fact.conversation_id)
    return {"pins": [{"conversation_id": fact.conversation_id, "order_ids": found}]}


def _quarantined(tx: Tx, fact: WebhookQuarantined) -> Shown:
    # Only that there is something: the reason is for those who may open the list.
    row = deliveries.one(tx, fact.delivery_id)
    return {"shop_quarantine": [{"id": row.id, "store_id": row.store_id, "at": row.at}]} if row else {}


def _policy(tx: Tx, fact: PolicyChanged) -> Shown:
    return {"commerce_policy": [{"changed": True}]}


def _carrier(tx: Tx, fact: CarrierChanged) -> Shown:
    # Only which: its settings are for administrators, who ask again.
    return {"carriers": [{"id": fact.account_id}]}


def _promises(tx: Tx, fact: PromisesChanged) -> Shown:
    return {"delivery_promises": [{"changed": True}]}


def _of_person(fact: OrderChanged | IntentChanged) -> Iterable[str]:
    return [f"orders:{fact.person_id}"]


live.shows.update({StoreChanged: _store, OrderChanged: _order, IntentChanged: _intent, CustomerChanged: _customer})
live.shows.update({OrderPinned: _pinned, WebhookQuarantined: _quarantined, PolicyChanged: _policy})
live.shows.update({CarrierChanged: _carrier, PromisesChanged: _promises})
live.topics.update({OrderChanged: _of_person, IntentChanged: _of_person})
