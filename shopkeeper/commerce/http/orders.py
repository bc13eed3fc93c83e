"""Orders beside the talk: the pane of a person, lists, one order, pins, and who might be the same."""

from collections.abc import Sequence
from typing import Annotated

from litestar.params import QueryParameter
from msgspec.structs import replace

from shopkeeper import conversations, people
from shopkeeper.commerce import beside, numbers, pane, recognising, syncing
from shopkeeper.commerce.applying import Applied
from shopkeeper.commerce.errors import NoSuchOrder
from shopkeeper.commerce.intending import Intent
from shopkeeper.commerce.pane import Pane, ShopOrder
from shopkeeper.conversations import NoSuchConversation, NotYourInbox
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import DESK, Page, cursor, delete, get, post, put, uncursor
from shopkeeper.people import NoSuchPerson
from shopkeeper.team import Agent

MOST = 100


@get("/api/v1/people/{id:str}/shop", permission=DESK, errors=(NoSuchPerson,))
async def person_pane(id: str, agent: Agent, db: Db, conversation: str | None = None) -> Pane:
    """Who somebody is to the shops: everything the desk shows beside a talk, in one call."""
    return await db.read(_pane, agent, id, conversation)


@get("/api/v1/people/{id:str}/orders", permission=DESK, errors=(NoSuchPerson,))
async def person_orders(id: str, db: Db, after: str | None = None, limit: int = 20) -> Page[ShopOrder]:
    """Somebody's orders over all stores, the newest first."""
    limit = max(1, min(limit, MOST))
    found = await db.read(_orders_of, id, limit, uncursor(after, tuple[int, str]))
    return _page(found, limit)


@get("/api/v1/orders", permission=DESK)
async def list_orders(
    db: Db, q: str | None = None, store: str | None = None, in_state: Annotated[str | None, QueryParameter(name="state")] = None, after: str | None = None,
    limit: int = 50,
) -> Page[ShopOrder]:  # fmt: skip
    """Everybody's orders, the newest first; `q` finds by number, name, address or tracking number."""
    limit = max(1, min(limit, MOST))
    if q is not None and q.strip():
        return Page(await db.read(pane.search, q, limit))
    return _page(await db.read(pane.listing, limit, uncursor(after, tuple[int, str]), store, in_state), limit)


@get("/api/v1/orders/{id:str}", permission=DESK, errors=(NoSuchOrder,))
async def one_order(id: str, db: Db) -> ShopOrder:
    """One order."""
    return await db.read(pane.order, id)


@get("/api/v1/orders/{id:str}/intents", permission=DESK, errors=(NoSuchOrder,))
async def order_intents(id: str, agent: Agent, db: Db) -> Page[Intent]:
    """Everything ever asked of one order, the oldest first."""
    return Page(await db.read(_intents_on, agent, id))


@post("/api/v1/orders/{id:str}/refresh", permission=DESK, errors=(NoSuchOrder,), status_code=202)
async def refresh(id: str, db: Db) -> ShopOrder:
    """Ask the shop how this order stands now; what is new comes as news."""
    return await db.write(_refresh, id)


@put(
    "/api/v1/conversations/{id:str}/pins/{order_id:str}",
    permission=DESK,
    errors=(NoSuchOrder, NoSuchConversation, NotYourInbox),
)
async def pin(id: str, order_id: str, agent: Agent, db: Db) -> None:
    """Pin an order beside a conversation."""
    await db.write(_pin, agent, id, order_id)


@delete(
    "/api/v1/conversations/{id:str}/pins/{order_id:str}", permission=DESK, errors=(NoSuchConversation, NotYourInbox)
)
async def unpin(id: str, order_id: str, agent: Agent, db: Db) -> None:
    """Take it away again."""
    await db.write(_unpin, agent, id, order_id)


@delete("/api/v1/people/{id:str}/lookalikes/{other_id:str}", permission=DESK, errors=(NoSuchPerson,))
async def not_the_same(id: str, other_id: str, agent: Agent, db: Db) -> None:
    """These two are not the same: nobody is asked again. (That they are says the route that merges people.)"""
    await db.write(_dismiss, agent, id, other_id)


def _pane(tx: Tx, agent: Agent, person_id: str, conversation_id: str | None) -> Pane:
    found = pane.pane(tx, person_id, conversation_id)
    return replace(found, intents=tuple(beside.seen_by(tx, agent, found.intents)))


def _intents_on(tx: Tx, agent: Agent, order_id: str) -> list[Intent]:
    pane.order(tx, order_id)
    return beside.seen_by(tx, agent, pane.actions_on(tx, order_id))


def _orders_of(tx: Tx, person_id: str, limit: int, after: tuple[int, str] | None) -> list[ShopOrder]:
    people.require(tx, person_id)
    return pane.orders_of(tx, people.members(tx, person_id), limit, after)


def _page(found: Sequence[ShopOrder], limit: int) -> Page[ShopOrder]:
    return Page(found, cursor(found[-1].order.placed_at, found[-1].id) if len(found) == limit else None)


def _refresh(tx: Tx, order_id: str) -> ShopOrder:
    found = pane.order(tx, order_id)
    syncing.ask_for(tx, found.store_id, Applied(ask_orders=(found.order.external_id,)))
    return found


def _pin(tx: Tx, agent: Agent, conversation_id: str, order_id: str) -> None:
    conversations.conversation(tx, agent, conversation_id)
    pane.order(tx, order_id)
    numbers.pin(tx, conversation_id, order_id)


def _unpin(tx: Tx, agent: Agent, conversation_id: str, order_id: str) -> None:
    conversations.conversation(tx, agent, conversation_id)
    numbers.unpin(tx, conversation_id, order_id)


def _dismiss(tx: Tx, agent: Agent, person_id: str, other_id: str) -> None:
    people.require(tx, person_id)
    people.require(tx, other_id)
    recognising.dismiss(tx, agent, person_id, other_id)


routes = [person_pane, person_orders, list_orders, one_order, order_intents, refresh, pin, unpin, not_the_same]
