"""Reading a shop: single things, somebody's orders, what changed, what it sells.

Lists: pages of at most 100, `X-WP-Total` says how many; `modified_after` with `dates_are_gmt` since 5.8
(https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-orders).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from shopkeeper.commerce import answers
from shopkeeper.commerce.adapters.woocommerce import reading, wire
from shopkeeper.commerce.adapters.woocommerce.hooks import told_of
from shopkeeper.commerce.model import Batch, Change, Customer, CustomerSeen, Handle, Link, Order, Product

BACK = 30
"""Seconds told again at the next look: a slow checkout is saved under an earlier second than it is seen."""
MOST_PRODUCTS = 10


class Cursor(Struct, frozen=True):
    """Where a pass stands: customers by page first, then orders from `at` (seconds since 1970, GMT) on, by page within a second."""

    phase: str = "customers"
    page: int = 1
    at: int = 0


async def order(link: Link, external_id: str) -> Order | None:
    """With its refunds, in two requests where it has any. One in the bin is gone."""
    raw = await raw_order(link, external_id)
    return None if raw is None else await whole(link, raw)


async def raw_order(link: Link, external_id: str) -> Any | None:
    if not external_id.isdigit():
        return None
    raw = await wire.one(link, f"orders/{external_id}")
    return None if raw is None or raw.get("status") in (reading.GONE, *reading.DRAFTS) else raw


async def refunds_of(link: Link, raw: Any) -> Sequence[Any]:
    if not raw.get("refunds"):
        return ()
    return (await wire.page(link, f"orders/{raw['id']}/refunds", per_page=str(wire.PAGE))).rows


async def whole(link: Link, raw: Any) -> Order:
    """An order with its refunds. Raises Unavailable as `readable` does."""
    return readable(link, raw, await refunds_of(link, raw))


def readable(link: Link, raw: Any, refunds: Sequence[Any] | None) -> Order:
    """Raises Unavailable where the shop answers what cannot be an order."""
    return answers.readable(link, lambda: reading.read_order(raw, link.store, refunds))


async def customer(link: Link, external_id: str) -> Customer | None:
    if not external_id.isdigit():
        return None
    raw = await wire.one(link, f"customers/{external_id}")
    return None if raw is None else reading.read_customer(raw, link.store)


async def orders_of(link: Link, handle: Handle, limit: int = 50) -> tuple[Order, ...]:
    """By account or by mail address (guests, too). `search` looks into more than the address: only hers are kept."""
    params = {"per_page": str(min(limit, wire.PAGE)), "orderby": "date", "order": "desc"}
    if handle.kind == "customer":
        found = (
            (await wire.page(link, "orders", customer=handle.value, **params)).rows if handle.value.isdigit() else []
        )
    else:
        field = "email" if handle.kind == "email" else "phone"
        rows = (await wire.page(link, "orders", search=handle.value, **params)).rows
        found = [one for one in rows if str((one.get("billing") or {}).get(field, "")).lower() == handle.value.lower()]
    orders = [await whole(link, raw) for raw in found if raw.get("status") not in reading.DRAFTS]
    return tuple(sorted(orders, key=lambda one: (one.placed_at, int(one.external_id)), reverse=True))


async def changes(link: Link, cursor: str | None) -> Batch:
    """A page of what changed: all customers once, then orders by when they were changed. New customers come by webhook."""
    at = msgspec.json.decode(cursor, type=Cursor) if cursor else Cursor()
    if at.phase == "customers":
        return await _customers(link, at)
    return await _orders(link, at)


async def _customers(link: Link, at: Cursor) -> Batch:
    answer = await wire.page(
        link, "customers", role="all", orderby="id", order="asc", per_page=str(wire.PAGE), page=str(at.page)
    )
    seen = answers.those_readable(
        link, answer.rows, lambda raw: CustomerSeen(customer=reading.read_customer(raw, link.store))
    )
    following = Cursor("customers", at.page + 1) if len(answer.rows) == wire.PAGE else Cursor("orders")
    return Batch(changes=seen, cursor=_written(following), more=True)


async def _orders(link: Link, at: Cursor) -> Batch:
    since = datetime.fromtimestamp(max(0, at.at - 1), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    answer = await wire.page(
        link, "orders", modified_after=since, dates_are_gmt="true", orderby="modified", order="asc", status="any",
        per_page=str(wire.PAGE), page=str(at.page),
    )  # fmt: skip
    told: tuple[Change, ...] = answers.those_readable(link, answer.rows, lambda raw: told_of(raw, link.store))
    last = max((_modified(raw) for raw in answer.rows), default=at.at)
    if len(answer.rows) < wire.PAGE:
        return Batch(
            changes=told,
            cursor=_written(Cursor("orders", 1, max(at.at, last - BACK))),
            more=False,
            total=answer.total,
        )
    # By the last second seen, not by page: an order changed meanwhile moves to the end and would shift all pages.
    following = Cursor("orders", 1, last) if last > at.at else Cursor("orders", at.page + 1, at.at)
    return Batch(changes=told, cursor=_written(following), more=True, total=answer.total)


async def products(link: Link, words: str, limit: int = 20) -> tuple[Product, ...]:
    """By id, else by words, else by SKU; nothing typed: what sells best."""
    params = {"per_page": str(min(limit, MOST_PRODUCTS)), "status": "publish"}
    if words.isdigit() and (raw := await wire.one(link, f"products/{words}")) is not None:
        raws = [raw]
    elif words.strip():
        raws = (await wire.page(link, "products", search=words, **params)).rows
        raws = raws or (await wire.page(link, "products", sku=words, **params)).rows
    else:
        raws = (await wire.page(link, "products", orderby="popularity", **params)).rows
    return tuple([await _product(link, raw) for raw in raws])


async def _product(link: Link, raw: Any) -> Product:
    if raw.get("parent_id"):
        raw = await wire.one(link, f"products/{raw['parent_id']}") or raw
    variations: Sequence[Any] = ()
    if raw.get("type") in ("variable", "variable-subscription"):
        variations = (await wire.page(link, f"products/{raw['id']}/variations", per_page=str(wire.PAGE))).rows
    return reading.read_product(raw, variations, currency_of(link))


def currency_of(link: Link) -> str:
    return str(link.store.settings.get("currency") or "EUR")


def _modified(raw: Any) -> int:
    return (reading.moment(raw.get("date_modified_gmt") or raw["date_created_gmt"]) or 0) // 1000


def _written(cursor: Cursor) -> str:
    return msgspec.json.encode(cursor).decode()
