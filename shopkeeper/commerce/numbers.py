"""Order numbers in what people write: found by the store's own way of writing them, and pinned beside the conversation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from shopkeeper import conversations, people
from shopkeeper.commerce import stores
from shopkeeper.commerce.events import OrderPinned
from shopkeeper.commerce.model import Store
from shopkeeper.commerce.store import orders, pins
from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import NotFound
from shopkeeper.kit.jobs import Ctx

PIN = "commerce.pin"
MOST = 10


def found_in(text: str, patterns: Iterable[str]) -> list[str]:
    """What looks like an order number, in the order of the text, each once. `patterns` as in Abilities.number."""
    found: dict[str, None] = {}
    for pattern in patterns:
        for hit in _compiled(pattern).finditer(text[:20_000]):
            found.setdefault(hit.group(0), None)
    return list(found)[: 5 * MOST]


def pattern_of(store: Store) -> str:
    """A store's own format where its owner set one (`number_format`), else what its platform writes."""
    own = store.settings.get("number_format")
    return str(own) if isinstance(own, str) and own and _good(own) else store.abilities.number


def find(tx: Tx, text: str, person_ids: Iterable[str] = (), brand_id: str | None = None) -> list[str]:
    """Our ids of the orders a text names. A bare number counts only for an order of these persons; one with a sign for anybody's.

    A year or an amount is no order number, and a stranger's order is not shown for a number typed by chance.
    """
    named = found_in(text, {pattern_of(one) for one in stores.stores(tx) if brand_id in (None, one.brand_id)})
    theirs = set(person_ids)
    rows = orders.by_number(tx, named) if named else []
    signed = {orders.number_key(word) for word in named if not word.isdigit()}
    return [row.id for row in rows if row.person_id in theirs or row.number_key in signed][:MOST]


def pin(tx: Tx, conversation_id: str, order_id: str) -> None:
    """An order stands beside a conversation from now on. Twice is once."""
    if pins.add(tx, conversation_id, order_id):
        events.record(tx, OrderPinned(conversation_id=conversation_id, order_id=order_id))


def unpin(tx: Tx, conversation_id: str, order_id: str) -> None:
    if pins.remove(tx, conversation_id, order_id):
        events.record(tx, OrderPinned(conversation_id=conversation_id, order_id=order_id))


def pinned(tx: Tx, conversation_id: str) -> list[str]:
    """Our ids of the orders beside a conversation, in the order they were named."""
    return pins.of_conversation(tx, conversation_id)


async def heard(ctx: Ctx, conversation_id: str, entry_id: str, **_: object) -> None:
    """The reaction to a word on a timeline: pin what it names."""
    await ctx.db.write_background(_pin_named, conversation_id, entry_id)


def _pin_named(tx: Tx, conversation_id: str, entry_id: str) -> None:
    try:
        entry = conversations.entry(tx, entry_id)
        talk = conversations.conversation(tx, None, conversation_id)
    except NotFound:
        return
    words = f"{entry.body.get('subject') or ''} {entry.body.get('text') or ''}"
    for order_id in find(tx, words, people.members(tx, talk.person_id), talk.brand_id):
        pin(tx, conversation_id, order_id)


@lru_cache(maxsize=200)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w#.,/-])(?:{pattern})(?![\w/-]|[.,]\d)", re.IGNORECASE)


def _good(pattern: str) -> bool:
    try:
        return len(pattern) <= 100 and _compiled(pattern).groups == 0
    except re.error:
        return False
