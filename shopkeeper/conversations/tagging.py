"""Tags, and the tree of topics: what a conversation is about."""

from __future__ import annotations

from typing import Any

import msgspec

from shopkeeper.conversations import rights, store
from shopkeeper.conversations.acts import act
from shopkeeper.conversations.errors import TopicInUse
from shopkeeper.conversations.events import TopicsChanged
from shopkeeper.conversations.model import Conversation, Topic
from shopkeeper.kit import errors, events, ids, text
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

LONGEST = 60
DEEPEST = 6


def tag(tx: Tx, agent: Agent | None, conversation_id: str, name: str) -> Conversation:
    """Hang a tag on it. Twice is once. Raises Invalid for an empty or very long one."""
    name = tidy(name)
    row = rights.locked(tx, agent, conversation_id)
    names = text.from_json(row.tags)
    if name in names:
        return store.talks.conversation(tx, conversation_id)
    changes = {"tags": text.to_json(sorted({*names, name}))}
    store.talks.tag(tx, {**store.talks.values_of(row), **changes}, name)
    return act(tx, row, agent, "tagged", changes, detail={"tag": name})


def untag(tx: Tx, agent: Agent | None, conversation_id: str, name: str) -> Conversation:
    """Take a tag off. One that is not there stays away."""
    name = tidy(name)
    row = rights.locked(tx, agent, conversation_id)
    names = text.from_json(row.tags)
    if name not in names:
        return store.talks.conversation(tx, conversation_id)
    store.talks.untag(tx, row.id, name)
    changes = {"tags": text.to_json([one for one in names if one != name])}
    return act(tx, row, agent, "untagged", changes, detail={"tag": name})


def tags(tx: Tx) -> tuple[str, ...]:
    """Every tag ever used, by name."""
    return store.talks.tags(tx)


def tidy(name: str) -> str:
    """A tag as it is kept: lower case, single spaces, no leading #."""
    found = text.mask_cards(" ".join(name.lower().split())).lstrip("#").strip()
    if not found or len(found) > LONGEST:
        raise errors.Invalid(f"A tag has 1 to {LONGEST} characters.", fields={"tag": "length"})
    return found


def set_topic(tx: Tx, agent: Agent | None, conversation_id: str, topic_id: str | None) -> Conversation:
    """What it is about; None: nobody knows yet. Raises NoSuchTopic."""
    row = rights.locked(tx, agent, conversation_id)
    name = store.desk.topic(tx, topic_id).name if topic_id is not None else None
    if row.topic_id == topic_id:
        return store.talks.conversation(tx, conversation_id)
    return act(tx, row, agent, "topic", {"topic_id": topic_id}, detail={"topic_id": topic_id, "name": name})


def topics(tx: Tx) -> tuple[Topic, ...]:
    """The whole tree."""
    return store.desk.topics(tx)


def add_topic(tx: Tx, name: str, parent_id: str | None = None, position: int | None = None) -> Topic:
    """A new contact reason under `parent_id`, the last among its siblings unless told otherwise."""
    _depth(tx, parent_id)
    place = store.desk.under(tx, parent_id) if position is None else position
    return _put(tx, Topic(id=ids.new(), parent_id=parent_id, name=_name(name), position=place))


def change_topic(tx: Tx, topic_id: str, changes: dict[str, Any]) -> Topic:
    """Rename or move one (name, parent_id, position). Raises NoSuchTopic, and Invalid for a place under itself."""
    topic = msgspec.structs.replace(store.desk.topic(tx, topic_id), **changes)
    above = topic.parent_id
    while above is not None:
        if above == topic.id:
            raise errors.Invalid(
                "A topic cannot stand under itself. Choose another place.", fields={"parent_id": "circle"}
            )
        above = store.desk.topic(tx, above).parent_id
    _depth(tx, topic.parent_id)
    return _put(tx, msgspec.structs.replace(topic, name=_name(topic.name)))


def drop_topic(tx: Tx, topic_id: str) -> None:
    """Remove one nobody stands under. Conversations keep it in their history. Raises NoSuchTopic, TopicInUse."""
    store.desk.topic(tx, topic_id)
    if store.desk.under(tx, topic_id) or store.desk.with_topic(tx, topic_id, 1):
        raise TopicInUse
    store.desk.drop_topic(tx, topic_id)
    events.record(tx, TopicsChanged(topic_id))


def _put(tx: Tx, topic: Topic) -> Topic:
    store.desk.put_topic(tx, topic)
    events.record(tx, TopicsChanged(topic.id))
    return topic


def _name(name: str) -> str:
    found = " ".join(name.split())
    if not found or len(found) > LONGEST:
        raise errors.Invalid(f"A topic's name has 1 to {LONGEST} characters.", fields={"name": "length"})
    return found


def _depth(tx: Tx, parent_id: str | None) -> None:
    depth = 1
    while parent_id is not None:
        parent_id = store.desk.topic(tx, parent_id).parent_id
        depth += 1
    if depth > DEEPEST:
        raise errors.Invalid(f"Topics stand at most {DEEPEST} deep.", fields={"parent_id": "depth"})
