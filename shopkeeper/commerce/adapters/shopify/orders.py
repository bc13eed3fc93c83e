"""Orders from the shop: one whole, somebody's, and what changed, each as large as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from shopkeeper.commerce import answers
from shopkeeper.commerce.adapters.shopify import bulk, cursors, queries
from shopkeeper.commerce.adapters.shopify.client import query
from shopkeeper.commerce.adapters.shopify.cursors import OVERLAP, Cursor
from shopkeeper.commerce.adapters.shopify.reading import order_of
from shopkeeper.commerce.errors import Unavailable
from shopkeeper.commerce.model import Batch, Change, Handle, Link, Order, OrderSeen


def gid(kind: str, external_id: str) -> str:
    """A global id of the Admin API."""
    return f"gid://shopify/{kind}/{external_id}"


async def node(link: Link, external_id: str, key: str = "none") -> dict[str, Any] | None:
    """The order's node, all its lines read; `mark` holds what we left under `key`. None: there is no such order."""
    if not external_id.isdecimal():
        return None
    variables = {"id": gid("Order", external_id), "key": key, **queries.ONE}
    found = (await query(link, queries.ONE_ORDER, variables))["order"]
    return await whole(link, found) if found else None


async def whole(link: Link, found: dict[str, Any]) -> dict[str, Any]:
    """The node with the lines that did not fit. Raises Unavailable where it changed meanwhile: it is asked for again."""
    lines = found["lineItems"]
    listed, page = list(lines["nodes"]), lines["pageInfo"]
    while page["hasNextPage"]:
        variables = {"id": found["id"], "first": queries.LINES_PAGE, "after": page["endCursor"]}
        more = (await query(link, queries.MORE_LINES, variables))["order"]
        if more is None or more["updatedAt"] != found["updatedAt"]:
            raise Unavailable("The order changed while it was read.")
        listed, page = listed + more["lineItems"]["nodes"], more["lineItems"]["pageInfo"]
    return {**found, "lineItems": listed}


async def order(link: Link, external_id: str) -> Order | None:
    found = await node(link, external_id)
    return read(found) if found else None


def read(found: Mapping[str, Any]) -> Order:
    """Raises Unavailable for a node that is no order as we know it."""
    try:
        return order_of(found)
    except answers.UNREADABLE as error:
        raise Unavailable(f"The shop told an order we cannot read ({type(error).__name__}: {error}).") from error


async def of(link: Link, handle: Handle, limit: int = 50) -> list[Order]:
    """Somebody's orders, newest first."""
    wanted = await _search(link, handle)
    if wanted is None:
        return []
    found: list[Order] = []
    after, more = None, True
    while more and len(found) < limit:
        page = await _page(
            link, wanted, "CREATED_AT", after=after, back=True, first=min(queries.ORDERS_PAGE, limit - len(found))
        )
        found += [read(one) for one in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


async def _search(link: Link, handle: Handle) -> str | None:
    """https://shopify.dev/docs/api/usage/search-syntax"""
    if handle.kind == "email":
        return f"email:{_quoted(handle.value)}"
    if handle.kind == "phone":
        people = (await query(link, queries.BY_PHONE, {"query": f"phone:{_quoted(handle.value)}"}))["customers"][
            "nodes"
        ]
        return f"customer_id:{people[0]['legacyResourceId']}" if people else None
    return f"customer_id:{handle.value}" if handle.value.isdecimal() else None


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


async def changes(link: Link, cursor: str | None) -> Batch:
    """Orders by when they changed, oldest first; of a large shop that was never read, its bulk file before."""
    at = cursors.read(cursor)
    if at.bulk:
        return await bulk.piece(link, at)
    wanted = f"updated_at:>='{_iso(at.since)}'" if at.since else None
    first_look = cursor is None
    page = await _page(
        link, wanted, "UPDATED_AT", after=at.after, back=False, first=queries.ORDERS_PAGE, count=first_look
    )
    if first_look and (page["count"] or 0) > bulk.SMALL:
        begun = await bulk.begun(link)
        if begun is not None:
            return Batch(changes=(), cursor=begun.written(), more=True, total=page["count"])
    seen = answers.those_readable(link, page["nodes"], order_of)
    newest = max((at.newest, *(one.updated_at for one in seen)))
    more = bool(page["pageInfo"]["hasNextPage"])
    following = (
        Cursor(at.since, page["pageInfo"]["endCursor"], newest)
        if more
        else Cursor(max(0, newest - OVERLAP), None, newest)
    )
    listed: tuple[Change, ...] = tuple(OrderSeen(order=one) for one in seen)
    return Batch(changes=listed, cursor=following.written(), more=more, total=page["count"])


async def _page(
    link: Link, wanted: str | None, sort: str, *, after: str | None, back: bool, first: int, count: bool = False
) -> dict[str, Any]:
    variables = {
        "first": first,
        "after": after,
        "query": wanted,
        "sort": sort,
        "back": back,
        "count": count,
        **queries.MANY,
    }
    data = await query(link, queries.ORDERS, variables)
    listed = [await _fitting(link, one) for one in data["orders"]["nodes"]]
    total = (data.get("ordersCount") or {}).get("count")
    return {"nodes": listed, "pageInfo": data["orders"]["pageInfo"], "count": total}


async def _fitting(link: Link, found: dict[str, Any]) -> dict[str, Any]:
    """The node, asked for again by itself where it is larger than a list's small windows."""
    window = queries.MANY["more"]
    full = any(len(found[name]) >= window for name in ("fulfillments", "refunds"))
    full = full or any(one["refundLineItems"]["pageInfo"]["hasNextPage"] for one in found["refunds"])
    full = full or found["returns"]["pageInfo"]["hasNextPage"]
    full = full or any(one["returnLineItems"]["pageInfo"]["hasNextPage"] for one in found["returns"]["nodes"])
    if not full and not found["lineItems"]["pageInfo"]["hasNextPage"]:
        return found
    again = await node(link, str(found["legacyResourceId"]))
    return again or found


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
