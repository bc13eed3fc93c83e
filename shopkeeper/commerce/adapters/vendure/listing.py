"""Reading a shop: single things, somebody's orders, what changed, what it sells.

Lists: `skip` and `take`, filters and sorting by any field (https://docs.vendure.io/guides/how-to/paginated-list/). An order's
`updatedAt` stays where only money goes back or a parcel is noted: the webhooks tell of it, and once a day every order of the last
weeks is looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import answers
from shopkeeper.commerce.adapters.vendure import documents, reading, wire
from shopkeeper.commerce.adapters.vendure.units import precision_of
from shopkeeper.commerce.model import (
    Batch,
    Change,
    Customer,
    CustomerSeen,
    Handle,
    Link,
    Order,
    OrderSeen,
    Product,
    Variant,
)
from shopkeeper.kit.clock import DAY, SECOND

PAGE = 50
"""Each order comes with all that belongs to it; Vendure's own most is 1,000 (`adminListQueryLimit`)."""
BACK = 30 * SECOND
"""Told again at the next look: a change that was slow to commit has an older time than it is seen."""
AGAIN = 45 * DAY
_IDS = re.compile(r"\d{1,18}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLACED = {"orderPlacedAt": {"isNull": False}}


class Cursor(Struct, frozen=True):
    """Where a pass stands: customers first, then orders, each from `…_at` (ms) on, by page within one moment; `swept_at`: when
    the orders of the last weeks were all looked at again."""

    phase: str = "customers"
    page: int = 0
    customers_at: int = 0
    orders_at: int = 0
    swept_at: int | None = None


async def order(link: Link, external_id: str) -> Order | None:
    """None for a cart and a draft, too."""
    data = await wire.query(link, documents.ONE_ORDER, {"id": external_id})
    return readable(link, data["order"], precision_of(data)) if reading.is_order(data["order"]) else None


def readable(link: Link, raw: Any, precision: int) -> Order:
    """Raises Unavailable where the shop answers what cannot be an order."""
    return answers.readable(link, lambda: reading.read_order(raw, precision, link.store))


async def customer(link: Link, external_id: str) -> Customer | None:
    raw = (await wire.query(link, documents.ONE_CUSTOMER, {"id": external_id}))["customer"]
    return None if raw is None else reading.read_customer(raw, link.store)


async def orders_of(link: Link, handle: Handle, limit: int = 50) -> tuple[Order, ...]:
    """By her id, or by her address or number: guests are customers without a sign-in."""
    found, precision = await raws_of(link, handle, limit)
    orders = [readable(link, raw, precision) for raw in found if reading.is_order(raw)]
    return tuple(
        sorted(orders, key=lambda one: (one.placed_at, len(one.external_id), one.external_id), reverse=True)[:limit]
    )


async def raws_of(link: Link, handle: Handle, limit: int) -> tuple[list[Any], int]:
    """The newest of somebody's orders as the shop writes them, carts among them; and the precision of its amounts."""
    options = {"take": min(limit, PAGE), "sort": {"createdAt": "DESC"}, "filter": {"state": {"notEq": "AddingItems"}}}
    if handle.kind == "customer":
        data = await wire.query(link, documents.HERS_BY_ID, {"id": handle.value, "options": options})
        customers = [data["customer"]] if data["customer"] else []
    else:
        field, value = (
            ("emailAddress", handle.value.lower()) if handle.kind == "email" else ("phoneNumber", handle.value)
        )
        whose = {"take": 10, "filter": {field: {"eq": value}}}
        data = await wire.query(link, documents.HERS_BY_HANDLE, {"customers": whose, "options": options})
        customers = data["customers"]["items"]
    return [raw for one in customers for raw in one["orders"]["items"]], precision_of(data)


async def changes(link: Link, cursor: str | None) -> Batch:
    """A page of what changed: customers, then orders, each by when they were changed; once a day the newest orders all over."""
    at = msgspec.json.decode(cursor, type=Cursor) if cursor else Cursor()
    return await {"customers": _customers, "orders": _orders, "sweep": _sweep}[at.phase](link, at)


async def _customers(link: Link, at: Cursor) -> Batch:
    data = await wire.query(link, documents.CUSTOMERS, {"options": _since(at.customers_at, at.page, {})})
    raws, following = data["customers"]["items"], _next(at, data["customers"]["items"], at.customers_at)
    seen = answers.those_readable(link, raws, lambda raw: CustomerSeen(customer=reading.read_customer(raw, link.store)))
    if following is None:
        last = _last(raws, at.customers_at)
        return Batch(
            changes=seen,
            cursor=_written(replace(at, phase="orders", page=0, customers_at=max(at.customers_at, last - BACK))),
            more=True,
        )
    return Batch(changes=seen, cursor=_written(replace(at, page=following[0], customers_at=following[1])), more=True)


async def _orders(link: Link, at: Cursor) -> Batch:
    data = await wire.query(link, documents.ORDERS, {"options": _since(at.orders_at, at.page, _PLACED)})
    raws, count = data["orders"]["items"], int(data["orders"]["totalItems"])
    told, following = _told(link, raws, precision_of(data)), _next(at, raws, at.orders_at)
    if following is not None:
        return Batch(
            changes=told,
            cursor=_written(replace(at, page=following[0], orders_at=following[1])),
            more=True,
            total=count,
        )
    # The first pass told everything just now: the first time of looking again is a day later.
    due = at.swept_at is not None and link.now - at.swept_at >= DAY
    done = replace(
        at, phase="sweep" if due else "customers", page=0, orders_at=max(at.orders_at, _last(raws, at.orders_at) - BACK),
        swept_at=link.now if due or at.swept_at is None else at.swept_at,
    )  # fmt: skip
    return Batch(changes=told, cursor=_written(done), more=due, total=count)


async def _sweep(link: Link, at: Cursor) -> Batch:
    options = {
        "skip": at.page * PAGE, "take": PAGE, "sort": {"orderPlacedAt": "ASC", "id": "ASC"},
        "filter": {"orderPlacedAt": {"after": _iso(max(0, link.now - AGAIN))}},
    }  # fmt: skip
    data = await wire.query(link, documents.ORDERS, {"options": options})
    raws = data["orders"]["items"]
    more = len(raws) == PAGE
    following = replace(at, page=at.page + 1) if more else replace(at, phase="customers", page=0)
    return Batch(changes=_told(link, raws, precision_of(data)), cursor=_written(following), more=more)


async def products(link: Link, words: str, limit: int = 20) -> tuple[Product, ...]:
    """By the product's id, its name or a SKU; nothing typed: the first by name (Vendure does not tell what sells)."""
    options: dict[str, Any] = {"take": min(limit, PAGE), "sort": {"name": "ASC"}, "filter": {"enabled": {"eq": True}}}
    asked = words.strip()
    if asked:
        either = [{"name": {"contains": asked}}, {"sku": {"contains": asked}}]
        # A word is no id: PostgreSQL would not even compare them.
        options["filter"]["_or"] = [*either, {"id": {"eq": asked}}] if _IDS.fullmatch(asked) else either
    data = await wire.query(link, documents.PRODUCTS, {"options": options})
    tracked = bool(data["globalSettings"]["trackInventory"])
    return tuple(reading.read_product(one, precision_of(data), tracked=tracked) for one in data["products"]["items"])


def variants_in(data: dict[str, Any]) -> dict[str, Variant]:
    """What was asked for to be sold, by id."""
    tracked, precision = bool(data["globalSettings"]["trackInventory"]), precision_of(data)
    rows = data["productVariants"]["items"]
    return {str(one["id"]): reading.read_variant(one, precision, tracked=tracked) for one in rows}


def _since(at: int, page: int, only: dict[str, Any]) -> dict[str, Any]:
    # `after` is later than: a millisecond before, for databases that keep finer times than the API tells.
    narrowed = {"updatedAt": {"after": _iso(at - 1)}} if at else {}
    return {
        "skip": page * PAGE,
        "take": PAGE,
        "sort": {"updatedAt": "ASC", "id": "ASC"},
        "filter": {**only, **narrowed},
    }


def _next(at: Cursor, raws: Sequence[Any], since: int) -> tuple[int, int] | None:
    """(page, moment) to go on with: by the last moment seen, not by page, as what changes meanwhile moves to the end."""
    if len(raws) < PAGE:
        return None
    last = _last(raws, since)
    return (0, last) if last > since else (at.page + 1, since)


def _last(raws: Sequence[Any], since: int) -> int:
    return max((reading.moment(one["updatedAt"]) for one in raws), default=since)


def _told(link: Link, raws: Sequence[Any], precision: int) -> tuple[Change, ...]:
    return answers.those_readable(
        link, raws, lambda raw: OrderSeen(order=reading.read_order(raw, precision, link.store))
    )


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written(cursor: Cursor) -> str:
    return msgspec.json.encode(cursor).decode()
