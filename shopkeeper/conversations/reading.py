"""What was looked at."""

from __future__ import annotations

from shopkeeper.conversations import rights, store
from shopkeeper.conversations.acts import quietly
from shopkeeper.conversations.model import Conversation
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent


def read(tx: Tx, agent: Agent, conversation_id: str) -> Conversation:
    """An agent has seen its newest words. What is assigned stays unread until its own agent looks."""
    row = rights.locked(tx, agent, conversation_id)
    if not row.unread or row.assignee_id not in (None, agent.id):
        return store.talks.conversation(tx, conversation_id)
    return quietly(tx, row, "read", {"unread": 0})


def unread(tx: Tx, agent: Agent, conversation_id: str) -> Conversation:
    """Mark it as something to look at again."""
    row = rights.locked(tx, agent, conversation_id)
    return store.talks.conversation(tx, conversation_id) if row.unread else quietly(tx, row, "unread", {"unread": 1})
