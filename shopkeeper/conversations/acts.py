"""A change of a conversation is an entry on the timeline: who did what, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shopkeeper.conversations import store
from shopkeeper.conversations.events import ConversationChanged, EntryChanged
from shopkeeper.conversations.model import Conversation, Task
from shopkeeper.kit import events, ids, text
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.events import Fact
from shopkeeper.team import Agent

MakeFact = Callable[[str], Fact]


def act(
    tx: Tx, row: Row, agent: Agent | None, verb: str, changes: Mapping[str, Any], *,
    detail: Mapping[str, Any] | None = None, fact: MakeFact | None = None,
) -> Conversation:  # fmt: skip
    """Change a conversation, write the act on its person's timeline, announce it."""
    entry_id = ids.new()
    seq = events.record(tx, fact(entry_id) if fact else ConversationChanged(row.id, verb, entry_id))
    write(tx, row, agent, verb, detail or {}, entry_id=entry_id, seq=seq)
    store.talks.save(tx, {**store.talks.values_of(row), **changes, "seq": seq})
    return store.talks.conversation(tx, row.id)


def quietly(tx: Tx, row: Row, verb: str, changes: Mapping[str, Any]) -> Conversation:
    """Change a conversation in a way that no timeline needs to remember."""
    seq = events.record(tx, ConversationChanged(row.id, verb))
    store.talks.save(tx, {**store.talks.values_of(row), **changes, "seq": seq})
    return store.talks.conversation(tx, row.id)


def write(
    tx: Tx, row: Row, agent: Agent | None, verb: str, detail: Mapping[str, Any], *, entry_id: str, seq: int
) -> int:
    """Only the act, on the timeline of the conversation's own person."""
    where = {"person_id": row.person_id, "conversation_id": row.id, "inbox_id": row.inbox_id, "channel": row.channel}
    return store.entries.add(tx, {**envelope(tx, agent, verb, detail), **where, "id": entry_id, "seq": seq}, fresh=True)


def on_task(tx: Tx, task: Task, agent: Agent, verb: str, detail: Mapping[str, Any]) -> None:
    """What happened to a task, where it stands: in its conversation, or only with its person."""
    entry_id = ids.new()
    seq = events.record(tx, EntryChanged(entry_id, task.conversation_id))
    if task.conversation_id is None:
        on_person(tx, task.person_id, agent, verb, detail, seq, entry_id=entry_id)
    else:
        write(tx, store.talks.row(tx, task.conversation_id), agent, verb, detail, entry_id=entry_id, seq=seq)


def on_person(
    tx: Tx, person_id: str, agent: Agent | None, verb: str, detail: Mapping[str, Any], seq: int, *, entry_id: str
) -> None:
    """An act that belongs to a person and to no conversation."""
    where = {"person_id": person_id, "conversation_id": None, "inbox_id": None, "channel": None}
    values = {**envelope(tx, agent, verb, detail), **where, "id": entry_id, "seq": seq}
    store.entries.add(tx, values, fresh=True)


def envelope(tx: Tx, agent: Agent | None, verb: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    """What every act's entry has in common."""
    return {
        "host_id": None, "guest": 0, "kind": "act", "at": tx.now, "direction": "none",
        "author_kind": "agent" if agent else "system", "author_id": agent.id if agent else None,
        "author_name": agent.name if agent else "", "handle_id": None, "public": 0, "side": 0,
        "body": text.to_json({"verb": verb, "detail": detail}), "delivery": None,
    }  # fmt: skip
