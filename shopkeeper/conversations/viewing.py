"""The lists of the inbox and their badges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement

from shopkeeper import people, team
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.errors import BadView
from shopkeeper.conversations.model import Conversation, Past
from shopkeeper.kit import text
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team import Agent

SHELVES = {
    "mine": "open", "unassigned": "open", "all": "open", "waiting": "waiting", "later": "later", "closed": "closed",
    "spam": "spam", "trash": "trash",
}  # fmt: skip
OLDEST_FIRST = frozenset({"open", "later"})
PAST = 50
PIECE, MOST_ROUNDS = 200, 10
"""So many finds are looked at in one go, and so many times."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which list: a view, narrowed by what is given."""

    view: str | None = None
    inbox: str | None = None
    tag: str | None = None
    brand: str | None = None
    assignee: str | None = None
    topic: str | None = None
    person: str | None = None
    q: str | None = None


class Slice(msgspec.Struct, frozen=True):
    """A page of a list, and the sort keys its last row ended with (None: it was the last page)."""

    items: tuple[Conversation, ...]
    more: tuple[Any, ...] | None


def listing(tx: Tx, agent: Agent, wanted: Wanted, limit: int = 50, after: tuple[Any, ...] | None = None) -> Slice:
    """A page of conversations. Raises BadView, NotYourInbox.

    Open work comes by what we promised, then by who waits longest; what is put aside by when it comes back; everything
    else the newest first. A person's own list and mentions are the newest first too; so is a search, by the words found,
    and a conversation may come again on a later page where they were said in it again.
    """
    inboxes = rights.narrowed(agent, wanted.inbox)
    if wanted.q:
        return _searched(tx, agent, wanted, inboxes, limit, after)
    if wanted.person is not None:
        return _of_person(tx, wanted, inboxes, limit, after)
    if wanted.view == "mentions":
        return _mentioning(tx, agent, inboxes, limit, after)
    return _shelf(tx, agent, wanted, inboxes, limit, after)


def counts(tx: Tx, agent: Agent) -> dict[str, int]:
    """How much stands in each list, up to 1,000. Nobody waits for the number of all that was ever closed."""
    inboxes = rights.inboxes_of(agent)
    found = {
        view: store.lists.count(tx, shelf, _assigned(agent, view), inboxes)
        for view, shelf in SHELVES.items()
        if shelf not in ("closed", "trash")
    }
    return {**found, "mentions": store.lists.mentions(tx, agent.id)}


def conversation(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """One of them. Raises NoSuchConversation, NotYourInbox."""
    return store.talks.shown(tx, [rights.conversation(tx, agent, conversation_id)])[0]


def past(tx: Tx, agent: Agent, conversation_id: str) -> tuple[Past, ...]:
    """What else was talked about with the same person, the newest first."""
    row = store.talks.row(tx, conversation_id)
    others = store.talks.of_people(tx, people.members(tx, row.person_id), PAST)
    return tuple(_past(one) for one in others if one.id != row.id and team.may_see(agent, one.inbox_id))


def _shelf(
    tx: Tx, agent: Agent, wanted: Wanted, inboxes: Sequence[str] | None, limit: int, after: tuple[Any, ...] | None
) -> Slice:
    view = wanted.view or "all"
    if view not in SHELVES:
        raise BadView(fields={"view": view})
    shelf = SHELVES[view]
    where = [*_assigned(agent, view), *_narrowing(wanted)]
    oldest_first = shelf in OLDEST_FIRST
    if wanted.tag is not None:
        rows = store.lists.tagged(
            tx, shelf, wanted.tag, where, inboxes, oldest_first=oldest_first, limit=limit, after=after
        )
    else:
        narrow = view in ("mine", "unassigned") or wanted.assignee is not None
        rows = store.lists.page(
            tx, shelf, where, inboxes, oldest_first=oldest_first, limit=limit, after=after, narrow=narrow
        )
    more = (rows[-1].rank, rows[-1].id) if len(rows) == limit else None
    return Slice(store.talks.shown(tx, rows), more)


def _assigned(agent: Agent, view: str) -> list[ColumnElement[bool]]:
    if view == "mine":
        return [store.lists.is_assigned(agent.id)]
    return [store.lists.is_assigned(None)] if view == "unassigned" else []


def _narrowing(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = {"brand_id": wanted.brand, "assignee_id": wanted.assignee, "topic_id": wanted.topic}
    return [store.lists.is_(column, value) for column, value in asked.items() if value is not None]


def _of_person(
    tx: Tx, wanted: Wanted, inboxes: Sequence[str] | None, limit: int, after: tuple[Any, ...] | None
) -> Slice:
    shelf = SHELVES.get(wanted.view) if wanted.view else None
    members = people.members(tx, wanted.person or "")
    rows = store.lists.of_persons(tx, members, shelf, inboxes, limit, after)
    more = (rows[-1].created_at, rows[-1].id) if len(rows) == limit else None
    return Slice(store.talks.shown(tx, rows), more)


def _mentioning(
    tx: Tx, agent: Agent, inboxes: Sequence[str] | None, limit: int, after: tuple[Any, ...] | None
) -> Slice:
    places = store.lists.mentioning(tx, agent.id, limit, after[0] if after else None)
    more = (places[-1].n, "") if len(places) == limit else None
    return Slice(_in_order(tx, [place.conversation_id for place in places], inboxes), more)


def _searched(
    tx: Tx, agent: Agent, wanted: Wanted, inboxes: Sequence[str] | None, limit: int, after: tuple[Any, ...] | None
) -> Slice:
    """Words first, then everything else that was asked for; goes on from the last entry that was looked at."""
    fits = _fitting(tx, agent, wanted, inboxes)
    found: dict[str, Row] = {}
    before = after[0] if after else None
    for _ in range(MOST_ROUNDS):
        places, more = store.entries.with_words(tx, wanted.q or "", PIECE, before, inboxes)
        rows = store.talks.rows(tx, {one.conversation_id for one in places if one.conversation_id} - found.keys())
        for place in places:
            before = place.n
            row = rows.get(place.conversation_id)
            if row is not None and fits(row):
                found[row.id] = row
            if len(found) == limit:
                return Slice(store.talks.shown(tx, list(found.values())), (before, ""))
        before = more
        if before is None:
            break
    return Slice(store.talks.shown(tx, list(found.values())), None if before is None else (before, ""))


def _fitting(tx: Tx, agent: Agent, wanted: Wanted, inboxes: Sequence[str] | None) -> Callable[[Row], bool]:
    """The other filters as a question about one conversation. Raises BadView."""
    if wanted.view not in (None, "mentions", *SHELVES):
        raise BadView(fields={"view": str(wanted.view)})
    same = {"brand_id": wanted.brand, "assignee_id": wanted.assignee, "topic_id": wanted.topic}
    asked = {column: value for column, value in same.items() if value is not None}
    shelf = SHELVES.get(wanted.view or "")
    members = people.members(tx, wanted.person) if wanted.person is not None else None

    def fits(row: Row) -> bool:
        return (
            (inboxes is None or row.inbox_id in inboxes)
            and (shelf is None or row.shelf == shelf)
            and (wanted.view != "mine" or row.assignee_id == agent.id)
            and (wanted.view != "unassigned" or row.assignee_id is None)
            and (wanted.view != "mentions" or store.lists.is_mentioned(tx, agent.id, row.id))
            and (members is None or row.person_id in members)
            and (wanted.tag is None or wanted.tag in text.from_json(row.tags))
            and all(getattr(row, column) == value for column, value in asked.items())
        )

    return fits


def _in_order(tx: Tx, ids: Sequence[str], inboxes: Sequence[str] | None) -> tuple[Conversation, ...]:
    rows = store.talks.rows(tx, set(ids))
    wanted = [rows[id] for id in dict.fromkeys(ids) if id in rows]
    return store.talks.shown(tx, [row for row in wanted if inboxes is None or row.inbox_id in inboxes])


def _past(row: Row) -> Past:
    return Past(
        id=row.id, subject=row.subject or row.preview, topic_id=row.topic_id, state=store.talks.state(row),
        created_at=row.created_at, closed_at=row.closed_at, assignee_id=row.assignee_id,
    )  # fmt: skip


def keeps_brand(tx: Tx, brand_id: str) -> str | None:
    """Why a brand cannot be removed yet, or None."""
    if store.lists.of_brand(tx, brand_id):
        return "There are conversations of this brand. They stay for ever; give the brand another name instead."
    return None
