"""The first sync of a large shop: Shopify writes all orders into one file in the background, which is then read piece by piece.

https://shopify.dev/docs/api/usage/bulk-operations/queries. Points do not count there, so 100,000 orders take minutes and not hours. A
file of one JSON object a line, each order's lines right behind it; a place in it is a number of bytes, so whoever reads on may be
another process. Lists within lists are not to be had this way: an order with returns, refunds or several parcels is named and asked
for by itself. What changed meanwhile comes with the changes since the file was begun.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import replace

from shopkeeper.commerce import answers
from shopkeeper.commerce.adapters.shopify import queries
from shopkeeper.commerce.adapters.shopify.client import query
from shopkeeper.commerce.adapters.shopify.cursors import OVERLAP, Cursor
from shopkeeper.commerce.adapters.shopify.reading import ms, order_of
from shopkeeper.commerce.asking import ask, exact, missing
from shopkeeper.commerce.errors import Busy, StoreNeedsOwner, StoreRefused, Unavailable
from shopkeeper.commerce.model import Batch, Change, Link, OrderSeen, OrderTouched

Node = dict[str, Any]

SMALL = 250
"""A shop of so few orders is read page by page: sooner done than a file is begun."""
PIECE = 1024 * 1024
"""Bytes read at once: some 250 orders."""
BREATH = 16
"""After so many orders (some 4 ms) everybody else has a turn."""
LARGEST = 8 * 1024 * 1024
LOOK_AGAIN = 10.0
_GOING = frozenset({"CREATED", "RUNNING"})


async def begun(link: Link) -> Cursor | None:
    """The place to read on from. None where this shop writes no file now: it is read page by page."""
    try:
        made = (await query(link, queries.RUN_BULK, {"query": queries.BULK_ORDERS}))["bulkOperationRunQuery"]
    except (StoreRefused, StoreNeedsOwner):
        return None
    operation = (made or {}).get("bulkOperation")
    return Cursor(bulk=str(operation["id"])) if operation and not made["userErrors"] else None


async def piece(link: Link, at: Cursor) -> Batch:
    """Some orders of the file. Raises Busy while it is being written. A file that failed is given up for page by page."""
    operation = (await query(link, queries.BULK, {"id": at.bulk}))["bulkOperation"]
    if operation is not None and operation["status"] in _GOING:
        told = int(operation["rootObjectCount"])
        raise Busy(f"Shopify is writing its orders down for us ({told:,} so far).", retry_after=LOOK_AGAIN)
    if operation is None or operation["status"] != "COMPLETED":
        return _batch((), Cursor(), more=True)
    size, total = int(operation["fileSize"] or 0), int(operation["rootObjectCount"])
    found = await _read(link, str(operation["url"]), at.offset, size) if at.offset < size else b""
    if at.offset < size and not found:
        return _batch((), Cursor(), more=True)
    following = replace(at, offset=at.offset + len(found))
    if following.offset >= size:
        following = Cursor(since=max(0, ms(operation["createdAt"]) - OVERLAP))
    return _batch(await _changes(link, found), following, more=True, total=total)


async def _changes(link: Link, found: bytes) -> tuple[Change, ...]:
    changes = list[Change]()
    orders = _orders(found)
    while some := list(islice(orders, BREATH)):
        changes += answers.those_readable(link, some, _change)
        await asyncio.sleep(0)
    return tuple(changes)


async def _read(link: Link, url: str, start: int, size: int) -> bytes:
    """Whole orders from a place on; nothing where one is larger than anything sensible."""
    wanted = PIECE
    while wanted <= LARGEST:
        end = min(start + wanted, size)
        body = await _bytes(link, url, start, end)
        whole = body if end == size else _whole(body)
        if whole:
            return whole
        wanted *= 4
    return b""


async def _bytes(link: Link, url: str, start: int, end: int) -> bytes:
    """Raises Unavailable, also where the file lies behind a closed door: its address is good for some days, not the shop's word."""
    try:
        answer = await ask(link, "GET", url, headers={"Range": f"bytes={start}-{end - 1}"}, seconds=60.0)
    except (StoreNeedsOwner, StoreRefused) as failure:
        raise Unavailable(f"The shop's file cannot be read: {failure.detail}") from failure
    if missing(answer):
        raise Unavailable("The shop's file is not there.")
    return answer.content if answer.status_code == 206 else answer.content[start:end]


def _whole(body: bytes) -> bytes:
    """Up to the last order that begins here: of that one the rest may be missing."""
    lines = body[: body.rfind(b"\n") + 1].splitlines(keepends=True)
    last = next((at for at in range(len(lines) - 1, 0, -1) if b'"__parentId"' not in lines[at]), 0)
    return b"".join(lines[:last])


def _orders(body: bytes) -> Iterator[Node]:
    """Each order with what stands behind it. Raises Unavailable for what is no such file."""
    order = Node()
    try:
        for line in body.splitlines():
            node = exact(line)
            if "__parentId" in node:
                order["shippingLines" if "discountedPriceSet" in node else "lineItems"].append(node)
                continue
            if order:
                yield order
            order = {**node, "lineItems": [], "shippingLines": []}
    except (msgspec.MsgspecError, *answers.UNREADABLE) as error:
        raise Unavailable(f"The shop's file cannot be read ({type(error).__name__}).") from error
    if order:
        yield order


def _change(node: Node) -> Change:
    if _told_whole(node):
        return OrderSeen(order=order_of({**node, "fulfillments": [_parcel(node, one) for one in node["fulfillments"]]}))
    return OrderTouched(external_id=str(node["legacyResourceId"]), at=ms(node["updatedAt"]))


def _told_whole(node: Node) -> bool:
    """Whether nothing of it lies in lists within lists."""
    parcels = node["fulfillments"]
    one_parcel = not parcels or (len(parcels) == 1 and parcels[0]["status"] == "SUCCESS")
    many = len(node["transactions"]) >= queries.MOVES or len(node["shippingLines"]) > queries.SHIPPING_LINES
    return (
        one_parcel and not many and not node["refunds"] and node["returnStatus"] == "NO_RETURN" and not node["edited"]
    )


def _parcel(node: Node, parcel: Node) -> Node:
    """The only parcel: all that was sent is in it."""
    sent = [(one, int(one["quantity"]) - int(one["unfulfilledQuantity"])) for one in node["lineItems"]]
    return {**parcel, "fulfillmentLineItems": [{"lineItem": one, "quantity": count} for one, count in sent if count]}


def _batch(changes: tuple[Change, ...], cursor: Cursor, *, more: bool, total: int | None = None) -> Batch:
    return Batch(changes=changes, cursor=cursor.written(), more=more, total=total)
