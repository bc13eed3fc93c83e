"""The shop's word comes in: from a webhook, from `changes`, or as the answer to an act of ours. One door for all of them.

An order is told of once for each thing that happened to it, whatever came first: the keys of what stands on the timeline are kept
with the order, and a snapshot older than the one we hold is let go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from shopkeeper.commerce import following, milestones, recognising, telling
from shopkeeper.commerce.events import OrderChanged
from shopkeeper.commerce.milestones import Milestone
from shopkeeper.commerce.model import (
    AccessLost,
    Cart,
    CartSeen,
    Change,
    CustomerSeen,
    CustomersJoined,
    CustomerTouched,
    EraseWanted,
    Order,
    OrderGone,
    OrderSeen,
    OrderTouched,
    ParcelState,
    Product,
    ProductSeen,
    Shipment,
    Store,
    StoreState,
)
from shopkeeper.commerce.store import carts, intents, orders, parcels, products
from shopkeeper.commerce.stores import tell_owner
from shopkeeper.kit import events, ids
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.text import from_json, to_json

RECENT = 86_400_000
_MOST_SKUS = 50
"""Of one order that it is found by."""


class Applied(Struct, frozen=True, kw_only=True):
    """What became of a change, and what has to be asked of the shop now."""

    order_ids: tuple[str, ...] = ()
    ask_orders: tuple[str, ...] = ()
    ask_customers: tuple[str, ...] = ()
    about: str | None = None


def apply(tx: Tx, store: Store, change: Change, *, news: bool = True, sure: bool = False) -> Applied:
    """Take in one change. `news` False: history, told to nobody. `sure`: it was asked for just now, so it is the newest there is."""
    match change:
        case OrderSeen(order=order):
            return order_seen(tx, store, order, news=news, sure=sure)
        case OrderTouched() | CustomerTouched():
            return _touched(store, change)
        case OrderGone(external_id=external_id):
            return _gone(tx, store, external_id)
        case CustomerSeen(customer=customer):
            recognising.person_of(tx, store, customer, news=news)
            return Applied(about=f"customer:{store.id}:{customer.external_id}")
        case CustomersJoined(kept=kept, gone=gone):
            recognising.join(tx, store, kept, gone)
            return Applied(about=f"customer:{store.id}:{gone}")
        case CartSeen(cart=cart):
            return _cart(tx, store, cart)
        case AccessLost(reason=reason):
            words = f"{store.name} took our access away. Connect it again in Settings, Stores. {reason}".strip()
            tell_owner(tx, store.id, StoreState.needs_owner, words)
            return Applied()
        case EraseWanted(customer_id=customer_id):
            telling.erase_wanted(tx, store, change)
            return Applied(about=f"customer:{store.id}:{customer_id}")
        case ProductSeen(product=product):
            return _product(tx, store, product)


def _touched(store: Store, change: OrderTouched | CustomerTouched) -> Applied:
    """Something about it is another now: the shop has to be asked what."""
    if isinstance(change, OrderTouched):
        return Applied(ask_orders=(change.external_id,), about=f"order:{store.id}:{change.external_id}")
    return Applied(ask_customers=(change.external_id,), about=f"customer:{store.id}:{change.external_id}")


def order_seen(tx: Tx, store: Store, order: Order, *, news: bool = True, sure: bool = False) -> Applied:
    """The shop's whole word on one order."""
    about = f"order:{store.id}:{order.external_id}"
    tx.lock(about)
    row = orders.find(tx, store.id, order.external_id)
    if row is None:
        return _new(tx, store, order, about, news=news)
    if row.version == order.version and row.gone_at is None:
        return Applied(order_ids=(row.id,), about=about)
    if order.updated_at < row.updated_at:
        return Applied(order_ids=(row.id,), about=about)
    if order.updated_at == row.updated_at and not sure and row.gone_at is None:
        # Two versions of one moment: which is newer only the shop can say.
        return Applied(order_ids=(row.id,), ask_orders=(order.external_id,), about=about)
    return _newer(tx, store, row, order, about, news=news)


def snapshot_of(tx: Tx, order_id: str) -> Order | None:
    """The order as the shop told it last."""
    found = orders.snapshot(tx, order_id)
    return from_json(found, Order) if found else None


def _new(tx: Tx, store: Store, order: Order, about: str, *, news: bool) -> Applied:
    person_id, customer, ask = recognising.of_order(tx, store, order)
    columns, found = columns_of(order), milestones.of_order(order)
    values = {
        "id": ids.new(order.placed_at), "store_id": store.id, "external_id": order.external_id, "person_id": person_id,
        "customer": customer, "told": to_json([*(one.key for one in found), _content_key(columns)]), "seq": 0, **columns,
    }  # fmt: skip
    n = orders.add(tx, values, to_json(order))
    orders.remember_words(tx, n, _words(order), fresh=True)
    _put_parcels(tx, values["id"], person_id, order, fresh=True)
    seq = _enter(tx, store, values, order, found, news=news, known=False)
    if seq:
        orders.told(tx, values["id"], values["told"], seq)
    ask_customers = (str(order.customer_id),) if ask and news else ()
    return Applied(order_ids=(values["id"],), ask_customers=ask_customers, about=about)


def _newer(tx: Tx, store: Store, row: Row, order: Order, about: str, *, news: bool) -> Applied:
    person_id, customer, _ = recognising.of_order(tx, store, order)
    values = {**row._asdict(), "person_id": person_id, "customer": customer, **columns_of(order)}
    _put_parcels(tx, row.id, person_id, order)
    if _words(order) != _words_before(tx, row.id):
        orders.remember_words(tx, row.n, _words(order), fresh=False)
    orders.change(tx, row.id, values, to_json(order))
    _tell(tx, store, values, order, news=news)
    return Applied(order_ids=(row.id,), about=about)


def tell_rest(tx: Tx, store: Store, order_id: str, told_by_us: frozenset[str] = frozenset()) -> None:
    """After an action of ours ended: what else happened meanwhile is told now. `told_by_us` are verbs our own entry tells."""
    row, order = orders.one(tx, order_id), snapshot_of(tx, order_id)
    if row is not None and order is not None:
        _tell(tx, store, row._asdict(), order, news=True, ours=told_by_us)


def _tell(
    tx: Tx, store: Store, values: dict[str, Any], order: Order, *, news: bool, ours: frozenset[str] = frozenset()
) -> None:
    """What happened to a known order since it was told of."""
    told: list[str] = from_json(values["told"])
    content = _content_key(values)
    found = milestones.of_order(order) + ([milestones.changed(order)] if content not in told else [])
    fresh = [one for one in found if one.key not in told]
    held = fresh and intents.live_on(tx, values["id"]) is not None
    if not fresh or held:
        # While one of us is acting on it nothing is told: what the act did is told by the act itself.
        if news:
            seq = events.record(tx, OrderChanged(order_id=values["id"], person_id=values["person_id"]))
            orders.mark(tx, values["id"], seq=seq)
        return
    seq = _enter(tx, store, values, order, fresh, news=news, known=True, ours=ours)
    told = [*(key for key in told if not key.startswith("content:")), *(one.key for one in fresh), content]
    orders.told(tx, values["id"], to_json(told), seq)


def _enter(
    tx: Tx, store: Store, values: dict[str, Any], order: Order, fresh: Sequence[Milestone], *, news: bool, known: bool,
    ours: frozenset[str] = frozenset(),
) -> int:  # fmt: skip
    """Entries and facts of what was not told yet; answers the sequence number of the last event that changed the order."""
    seq = int(values["seq"])
    for one in fresh:
        is_news = news and (known or one.at > tx.now - RECENT)
        if one.verb not in ours:
            telling.tell(tx, store, values, order, one, news=is_news)
        if is_news:
            seq = telling.announce(tx, values, one, last=one is fresh[-1])
    return seq


def _content_key(values: Mapping[str, Any]) -> str:
    """Stands among what was told: another one means that the order was changed."""
    return f"content:{values['content']}"


def _gone(tx: Tx, store: Store, external_id: str) -> Applied:
    row = orders.find(tx, store.id, external_id)
    if row is not None and row.gone_at is None:
        seq = events.record(tx, OrderChanged(order_id=row.id, person_id=row.person_id, verb="gone"))
        orders.mark(tx, row.id, gone_at=tx.now, seq=seq)
    return Applied(order_ids=(row.id,) if row else (), about=f"order:{store.id}:{external_id}")


def _product(tx: Tx, store: Store, product: Product) -> Applied:
    """What can be asked for at the shop is not kept: it would be old before it is looked at."""
    if store.abilities.takes_files:
        products.put(tx, store.id, product)
    return Applied()


def _cart(tx: Tx, store: Store, cart: Cart) -> Applied:
    person_id = recognising.cart_owner(tx, store, cart.customer_id, cart.email)
    known = carts.find(tx, store.id, cart.id)
    if person_id is None or (known is not None and known.updated_at > cart.updated_at):
        return Applied()
    if cart.lines:
        carts.put(tx, store.id, cart.id, person_id, cart.updated_at, to_json(cart))
    else:
        carts.drop(tx, store.id, cart.id)
    telling.customer_changed(tx, person_id)
    return Applied()


def columns_of(order: Order) -> dict[str, Any]:
    """What stands beside an order's snapshot, for lists and sums."""
    return {
        "number": order.number, "number_key": orders.number_key(order.number), "currency": order.currency,
        "total": order.total.minor, "paid": order.paid.minor, "refunded": order.refunded.minor,
        "pieces": sum(line.quantity - line.cancelled for line in order.lines),
        "returned": sum(line.returned for line in order.lines), "placed_at": order.placed_at, "updated_at": order.updated_at,
        "version": order.version, "state": order.state.value, "payment_state": order.payment_state.value,
        "fulfilment_state": order.fulfilment_state.value, "gone_at": None, "content": milestones.content(order),
    }  # fmt: skip


def _words(order: Order) -> str:
    tracking = [parcel.tracking_number for parcel in order.shipments]
    skus = list(dict.fromkeys(line.sku for line in order.lines if line.sku))[:_MOST_SKUS]
    return " ".join((order.number, order.name, order.email, *tracking, *skus))


def _words_before(tx: Tx, order_id: str) -> str:
    before = snapshot_of(tx, order_id)
    return _words(before) if before else ""


def _put_parcels(tx: Tx, order_id: str, person_id: str, order: Order, *, fresh: bool = False) -> None:
    known = {row.external_id: row for row in parcels.of_order(tx, order_id)} if order.shipments and not fresh else {}
    for parcel in order.shipments:
        row = known.get(parcel.id)
        values = _parcel_columns(order, parcel, row, tx.now)
        if row is None:
            made = {"id": ids.new(tx.now), "order_id": order_id, "external_id": parcel.id, "person_id": person_id}
            parcels.add(tx, {**made, **values, "scans": "[]", "seq": 0})
        else:
            parcels.change(tx, row.id, person_id=person_id, **values)


def _parcel_columns(order: Order, parcel: Shipment, row: Row | None, now: int) -> dict[str, Any]:
    """The shop's word; where a carrier has spoken, its own state stands unless the shop's is further on."""
    state, key = parcel.state, parcels.tracking_key(parcel.tracking_number)
    fresh = following.renewed(row, key)
    if row is not None and row.carrier_state and not fresh:
        state = following.overall(ParcelState(row.carrier_state), row.carrier_at, state, parcel.delivered_at)
    keep = None if fresh else row
    return {
        "carrier": parcel.carrier or (keep.carrier if keep else ""), "service": parcel.service or (keep.service if keep else ""),
        "tracking_number": parcel.tracking_number,
        "tracking_key": key, "tracking_url": parcel.tracking_url,
        "lines": to_json(parcel.lines), "state": state.value, "shop_state": parcel.state.value, "shipped_at": parcel.shipped_at,
        "promised_at": parcel.promised_at or (keep.promised_at if keep else None),
        "expected_at": parcel.expected_at or (keep.expected_at if keep else None),
        "delivered_at": parcel.delivered_at or (keep.delivered_at if keep else None),
        "due_at": following.first_look(order, parcel, None if fresh else row, now), **fresh,
    }  # fmt: skip
