"""Doing something with a conversation: each act is a resource of its own."""

from __future__ import annotations

from typing import Any

import msgspec

from shopkeeper.conversations import (
    assigning,
    bulking,
    closing,
    discarding,
    noting,
    reading,
    snoozing,
    tagging,
)
from shopkeeper.conversations.errors import (
    Empty,
    IdTaken,
    NoSuchAttachment,
    NoSuchConversation,
    NoSuchTopic,
    NotYourInbox,
)
from shopkeeper.conversations.model import Conversation, Entry
from shopkeeper.kit import errors, ids
from shopkeeper.kit.db import Db
from shopkeeper.kit.http import DESK, delete, post, put
from shopkeeper.team import Agent

HERE = "/api/v1/conversations/{id:str}"
USUAL = (NoSuchConversation, NotYourInbox)


class Note(msgspec.Struct, frozen=True):
    """`id` is chosen by the browser (the same again is the same note); `mentions` are agent ids."""

    text: str
    id: str | None = None
    mentions: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


class Snooze(msgspec.Struct, frozen=True):
    """Until an hour (ms UTC), until the customer's next word, or whatever comes first."""

    until: int | None = None
    until_word: bool = False


class Assignment(msgspec.Struct, frozen=True):
    agent_id: str | None = None
    team_id: str | None = None


class TopicChoice(msgspec.Struct, frozen=True):
    topic_id: str | None = None


class Priority(msgspec.Struct, frozen=True):
    """0 normal, 1 high, 2 urgent."""

    priority: int


class Bulk(msgspec.Struct, frozen=True):
    """One act for many conversations; `args` as the single act takes them."""

    ids: tuple[str, ...]
    verb: str
    args: dict[str, Any] = {}


@post(HERE + "/notes", permission=DESK, errors=(*USUAL, Empty, NoSuchAttachment, IdTaken))
async def add_note(id: str, data: Note, agent: Agent, db: Db) -> Entry:
    """Write a word to colleagues."""
    if data.id is not None and not ids.valid(data.id):
        raise errors.Invalid("An id has 26 characters of 0-9 and a-z (a ULID in lower case).", fields={"id": "shape"})
    return await db.write(
        noting.note, agent, id, data.text, mentions=data.mentions, id=data.id, attachments=data.attachments
    )


@put(HERE + "/closure", permission=DESK, errors=USUAL)
async def close(id: str, agent: Agent, db: Db) -> Conversation:
    """It is done."""
    return await db.write(closing.close, agent, id)


@delete(HERE + "/closure", permission=DESK, status_code=200, errors=USUAL)
async def reopen(id: str, agent: Agent, db: Db) -> Conversation:
    """It is not done after all."""
    return await db.write(closing.reopen, agent, id)


@put(HERE + "/snooze", permission=DESK, errors=USUAL)
async def snooze(id: str, data: Snooze, agent: Agent, db: Db) -> Conversation:
    """Put it aside."""
    return await db.write(snoozing.snooze, agent, id, until=data.until, until_word=data.until_word)


@delete(HERE + "/snooze", permission=DESK, status_code=200, errors=USUAL)
async def wake(id: str, agent: Agent, db: Db) -> Conversation:
    """Bring it back now."""
    return await db.write(snoozing.wake, agent, id)


@put(HERE + "/assignment", permission=DESK, errors=(*USUAL, errors.NotFound))
async def assign(id: str, data: Assignment, agent: Agent, db: Db) -> Conversation:
    """Give it to an agent, a team, or both."""
    return await db.write(assigning.assign, agent, id, data.agent_id, data.team_id)


@delete(HERE + "/assignment", permission=DESK, status_code=200, errors=USUAL)
async def unassign(id: str, agent: Agent, db: Db) -> Conversation:
    """Nobody's for now."""
    return await db.write(assigning.assign, agent, id, None)


@put(HERE + "/spam", permission=DESK, errors=USUAL)
async def mark_spam(id: str, agent: Agent, db: Db) -> Conversation:
    """Nobody needs to answer this."""
    return await db.write(discarding.mark_spam, agent, id)


@delete(HERE + "/spam", permission=DESK, status_code=200, errors=USUAL)
async def not_spam(id: str, agent: Agent, db: Db) -> Conversation:
    """A customer after all."""
    return await db.write(discarding.not_spam, agent, id)


@put(HERE + "/trash", permission=DESK, errors=USUAL)
async def trash(id: str, agent: Agent, db: Db) -> Conversation:
    """Into the waste basket."""
    return await db.write(discarding.trash, agent, id)


@delete(HERE + "/trash", permission=DESK, status_code=200, errors=USUAL)
async def restore(id: str, agent: Agent, db: Db) -> Conversation:
    """Out of it again."""
    return await db.write(discarding.restore, agent, id)


@put(HERE + "/topic", permission=DESK, errors=(*USUAL, NoSuchTopic))
async def set_topic(id: str, data: TopicChoice, agent: Agent, db: Db) -> Conversation:
    """What it is about."""
    return await db.write(tagging.set_topic, agent, id, data.topic_id)


@put(HERE + "/tags/{tag:str}", permission=DESK, errors=USUAL)
async def tag(id: str, tag: str, agent: Agent, db: Db) -> Conversation:
    """Hang a tag on it."""
    return await db.write(tagging.tag, agent, id, tag)


@delete(HERE + "/tags/{tag:str}", permission=DESK, status_code=200, errors=USUAL)
async def untag(id: str, tag: str, agent: Agent, db: Db) -> Conversation:
    """Take a tag off."""
    return await db.write(tagging.untag, agent, id, tag)


@put(HERE + "/read", permission=DESK, errors=USUAL)
async def read(id: str, agent: Agent, db: Db) -> Conversation:
    """Its newest words were seen."""
    return await db.write(reading.read, agent, id)


@delete(HERE + "/read", permission=DESK, status_code=200, errors=USUAL)
async def unread(id: str, agent: Agent, db: Db) -> Conversation:
    """Look at it again later."""
    return await db.write(reading.unread, agent, id)


@put(HERE + "/priority", permission=DESK, errors=USUAL)
async def set_priority(id: str, data: Priority, agent: Agent, db: Db) -> Conversation:
    """How urgent it is."""
    return await db.write(assigning.set_priority, agent, id, data.priority)


@post("/api/v1/bulk", permission=DESK, status_code=200)
async def many(data: Bulk, agent: Agent, db: Db) -> bulking.Outcome:
    """The same act on many conversations."""
    return await bulking.bulk(db, agent, data.ids, data.verb, data.args)


routes: list[Any] = [
    add_note, close, reopen, snooze, wake, assign, unassign, mark_spam, not_spam, trash, restore, set_topic, tag, untag,
    read, unread, set_priority, many,
]  # fmt: skip
