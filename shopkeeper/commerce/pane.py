"""Who somebody is to the shops: everything the desk shows beside a talk, in one call."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper import people
from shopkeeper.commerce import numbers, recognising
from shopkeeper.commerce.carriers.scanning import ENDED
from shopkeeper.commerce.errors import NoSuchOrder
from shopkeeper.commerce.following import with_carrier
from shopkeeper.commerce.intending import Intent, intent_of
from shopkeeper.commerce.model import Cart, Customer, Order
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.recognising import Lookalike
from shopkeeper.commerce.store import carts, intents, orders, parcels
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.text import from_json

FIRST = 20


class Standing(Struct, frozen=True, kw_only=True):
    """How a parcel stands to what was promised. `shipment_id` is the shop's own of it, `promised_on` a day of the recipient's
    calendar, `promised_by` shop, carrier or rule; `late_from` the first moment that is late. `late_at`, `stuck_at`: found late, stuck
    since then (null: it is not). `tracked`: a carrier tells us of it."""

    shipment_id: str
    tracked: bool = False
    promised_on: str | None = None
    promised_by: str | None = None
    late_from: int | None = None
    late_at: int | None = None
    stuck_at: int | None = None


class ShopOrder(Struct, frozen=True, kw_only=True):
    """An order as the desk shows it: the shop's word, with what carriers told of its parcels. `id` is ours, `gone` says deleted."""

    id: str
    store_id: str
    person_id: str
    order: Order
    gone: bool = False
    seq: int = 0
    standings: tuple[Standing, ...] = ()


class Sums(Struct, frozen=True, kw_only=True):
    """What somebody means to the shops in one currency, over all they ever ordered; cancelled and deleted `orders` are none.

    `spend` is what they paid, without what they got back; `average` that by the orders they paid for. `returned` of `pieces` came back.
    """

    orders: int
    spend: Money
    average: Money
    refunded: Money
    pieces: int
    returned: int
    first_at: int
    last_at: int


class ShopCustomer(Struct, frozen=True, kw_only=True):
    """Who they are at one store."""

    store_id: str
    customer: Customer


class Pane(Struct, frozen=True, kw_only=True):
    """Everything beside a talk. `orders` are the newest; `next` goes on."""

    person_id: str
    customers: tuple[ShopCustomer, ...]
    sums: tuple[Sums, ...]
    orders: tuple[ShopOrder, ...]
    next: tuple[int, str] | None
    carts: tuple[Cart, ...]
    intents: tuple[Intent, ...]
    lookalikes: tuple[Lookalike, ...]
    pinned: tuple[str, ...] = ()


def pane(tx: Tx, person_id: str, conversation_id: str | None = None) -> Pane:
    """A person with everyone merged with them. Raises NoSuchPerson."""
    people.require(tx, person_id)
    members = people.members(tx, person_id)
    found = orders_of(tx, members, FIRST)
    pinned = tuple(numbers.pinned(tx, conversation_id)) if conversation_id else ()
    listed = {one.id for one in found}
    found += _shown(tx, orders.rows(tx, [id for id in pinned if id not in listed]))
    last = found[FIRST - 1] if len(listed) == FIRST else None
    return Pane(
        person_id=person_id,
        customers=tuple(ShopCustomer(store_id=store, customer=who) for store, who in recognising.customers_of(tx, person_id)),
        sums=sums(tx, members), orders=tuple(found), next=(last.order.placed_at, last.id) if last else None,
        carts=tuple(from_json(row.snapshot, Cart) for row in carts.of_persons(tx, members)),
        intents=tuple(intent_of(row) for row in intents.of_persons(tx, members, 30)),
        lookalikes=recognising.lookalikes(tx, person_id), pinned=pinned,
    )  # fmt: skip


def orders_of(tx: Tx, person_ids: Sequence[str], limit: int, after: tuple[int, str] | None = None) -> list[ShopOrder]:
    """Somebody's orders over all stores, newest first, on from the last one's (placed at, id)."""
    if after is None and len(person_ids) == 1:
        return _shown(tx, orders.of_person(tx, person_ids[0], limit))
    return _shown(tx, orders.of_persons(tx, person_ids, limit, after))


def order(tx: Tx, order_id: str) -> ShopOrder:
    """Raises NoSuchOrder."""
    found = _shown(tx, orders.rows(tx, [order_id]))
    if not found:
        raise NoSuchOrder
    return found[0]


def listing(
    tx: Tx, limit: int, after: tuple[int, str] | None = None, store_id: str | None = None, state: str | None = None
) -> list[ShopOrder]:
    """Everybody's orders, newest first."""
    return _shown(tx, orders.latest(tx, limit, after, store_id, state))


def search(tx: Tx, words: str, limit: int = 20) -> list[ShopOrder]:
    """By number first, then by name, address or tracking number."""
    exact = orders.by_number(tx, [words], limit)
    seen = {row.id for row in exact}
    more = [row for row in orders.searched(tx, words, limit, None) if row.id not in seen]
    return _shown(tx, [*exact, *more][:limit])


def actions_on(tx: Tx, order_id: str) -> tuple[Intent, ...]:
    """Everything ever asked of one order, oldest first."""
    return tuple(intent_of(row) for row in intents.on_order(tx, order_id))


def sums(tx: Tx, person_ids: Sequence[str]) -> tuple[Sums, ...]:
    """By currency, the biggest spend first."""
    found: dict[str, list[Row]] = {}
    for row in [row for id in person_ids for row in orders.sums(tx, id)]:
        found.setdefault(row.currency, []).append(row)
    return tuple(sorted((_sums(currency, rows) for currency, rows in found.items()), key=lambda one: -one.spend.minor))


def _sums(currency: str, rows: Sequence[Row]) -> Sums:
    def whole(name: str) -> int:
        return sum(int(getattr(row, name) or 0) for row in rows)

    spend = Money(whole("spend"), currency)
    return Sums(
        orders=whole("orders"), spend=spend, average=spend.share(1, max(1, whole("bought"))), refunded=Money(whole("refunded"), currency),
        pieces=whole("pieces"), returned=whole("returned"), first_at=min(row.first_at for row in rows), last_at=max(row.last_at for row in rows),
    )  # fmt: skip


def _shown(tx: Tx, rows: Sequence[Row]) -> list[ShopOrder]:
    sent = [row.id for row in rows if row.fulfilment_state != "unfulfilled"]
    by_order: dict[str, list[Row]] = {}
    for parcel in parcels.of_orders(tx, sent):
        by_order.setdefault(parcel.order_id, []).append(parcel)
    return [_one(row, by_order.get(row.id, [])) for row in rows]


def _one(row: Row, of_it: Sequence[Row]) -> ShopOrder:
    order = from_json(row.snapshot, Order)
    known = {parcel.external_id: parcel for parcel in of_it}
    shipments = tuple(with_carrier(one, known[one.id]) if one.id in known else one for one in order.shipments)
    order = replace(order, shipments=shipments) if shipments else order
    return ShopOrder(
        id=row.id,
        store_id=row.store_id,
        person_id=row.person_id,
        order=order,
        gone=row.gone_at is not None,
        seq=row.seq,
        standings=tuple(_standing(parcel) for parcel in of_it),
    )


def _standing(row: Row) -> Standing:
    over = row.state in ENDED
    return Standing(
        shipment_id=row.external_id, tracked=row.tracked_at is not None or row.carrier_at is not None, promised_on=row.promised_on,
        promised_by=row.promised_by, late_from=row.late_from, late_at=None if over else row.late_at,
        stuck_at=None if over else row.stuck_at,
    )  # fmt: skip
