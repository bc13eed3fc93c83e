"""Reading: the inbox, one conversation, a person's timeline, search."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar.params import Parameter

from shopkeeper import people
from shopkeeper.conversations import drafting, searching, tasking, timelines, viewing
from shopkeeper.conversations.errors import BadView, NoSuchConversation, NotYourInbox
from shopkeeper.conversations.model import Conversation, Draft, Entry, Past, Task
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import DESK, Page, cursor, get, uncursor
from shopkeeper.team import Agent

Limit = Annotated[int, Parameter(ge=1, le=200)]


class Card(msgspec.Struct, frozen=True):
    """A conversation with all that stands beside it."""

    conversation: Conversation
    person: people.Person
    draft: Draft | None
    tasks: tuple[Task, ...]
    past: tuple[Past, ...]


class Search(msgspec.Struct, frozen=True):
    """What was found: people and conversations of this page's messages, and the messages with the words marked."""

    people: tuple[people.Person, ...]
    conversations: tuple[Conversation, ...]
    messages: tuple[searching.Hit, ...]
    next: str | None


@get("/api/v1/conversations", permission=DESK, errors=(BadView, NotYourInbox))
async def list_conversations(
    agent: Agent, db: Db, view: str | None = None, inbox: str | None = None, tag: str | None = None,
    brand: str | None = None, assignee: str | None = None, topic: str | None = None, person: str | None = None,
    q: str | None = None, after: str | None = None, limit: Limit = 50,
) -> Page[Conversation]:  # fmt: skip
    """A list of the inbox. Views: mine, unassigned, all, waiting, later, closed, spam, trash, mentions."""
    wanted = viewing.Wanted(
        view=view, inbox=inbox, tag=tag, brand=brand, assignee=assignee, topic=topic, person=person, q=q
    )
    found = await db.read(viewing.listing, agent, wanted, limit, uncursor(after, tuple[int, str]))
    return Page(found.items, cursor(*found.more) if found.more else None)


@get("/api/v1/conversations/counts", permission=DESK)
async def count_conversations(agent: Agent, db: Db) -> dict[str, int]:
    """How much stands in each view, up to 1,000."""
    return await db.read(viewing.counts, agent)


@get("/api/v1/conversations/{id:str}", permission=DESK, errors=(NoSuchConversation, NotYourInbox))
async def see_conversation(id: str, agent: Agent, db: Db) -> Card:
    """One conversation with its person, the draft, tasks, and what was talked about before."""
    return await db.read(_card, agent, id)


@get("/api/v1/conversations/{id:str}/entries", permission=DESK, errors=(NoSuchConversation, NotYourInbox))
async def list_entries(id: str, agent: Agent, db: Db, after: str | None = None, limit: Limit = 50) -> Page[Entry]:
    """What stands in one conversation, newest first."""
    found = await db.read(timelines.entries, agent, id, limit, number(after))
    return Page(found, cursor(found[-1].n) if len(found) == limit else None)


@get("/api/v1/people/{id:str}/timeline", permission=DESK, errors=(people.NoSuchPerson,))
async def see_timeline(
    id: str, agent: Agent, db: Db, after: str | None = None, before: str | None = None, limit: Limit = 50
) -> Page[Entry]:
    """Everything that ever happened with a person, newest first. `after` goes into the past, `before` towards now.

    Both take a page's cursor or an entry's number; `next` goes on in the direction that was asked for.
    """
    found = await db.read(timelines.timeline, agent, id, limit, number(after), number(before))
    edge = found[0 if before else -1].n if len(found) == limit else None
    return Page(found, None if edge is None else cursor(edge))


@get("/api/v1/search", permission=DESK)
async def find(agent: Agent, db: Db, q: str = "", after: str | None = None, limit: Limit = 20) -> Search:
    """People, messages, notes and subjects that hold all the words, newest first."""
    found = await db.read(searching.search, agent, q, limit, number(after))
    following = None if found.next is None else cursor(found.next)
    return Search(found.people, found.conversations, found.messages, following)


def number(word: str | None) -> int | None:
    """A place on a timeline: a cursor, or an entry's number as it is."""
    if word and word.isascii() and word.isdigit():
        return int(word)
    keys = uncursor(word, tuple[int])
    return keys[0] if keys else None


def _card(tx: Tx, agent: Agent, id: str) -> Card:
    conversation = viewing.conversation(tx, agent, id)
    return Card(
        conversation=conversation,
        person=people.person(tx, conversation.person_id),
        draft=drafting.load_draft(tx, agent, id),
        tasks=tasking.tasks_of(tx, conversation.person_id, agent),
        past=viewing.past(tx, agent, id),
    )


routes: list[Any] = [
    list_conversations, count_conversations, see_conversation, list_entries, see_timeline, find,
]  # fmt: skip
