"""Off the desk: spam, and the waste basket. Nothing is lost; both can be undone."""

from __future__ import annotations

from shopkeeper.conversations import rights, store
from shopkeeper.conversations.acts import act
from shopkeeper.conversations.model import Conversation
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent


def mark_spam(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """Nobody needs to answer this."""
    return _set(tx, agent, conversation_id, "spam", 1, "spam")


def not_spam(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """It is a customer after all."""
    return _set(tx, agent, conversation_id, "spam", 0, "not_spam")


def trash(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """Into the waste basket."""
    return _set(tx, agent, conversation_id, "trashed", 1, "trashed")


def restore(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """Out of the waste basket again."""
    return _set(tx, agent, conversation_id, "trashed", 0, "restored")


def _set(tx: Tx, agent: Agent | None, conversation_id: str, column: str, value: int, verb: str) -> Conversation:
    row = rights.locked(tx, agent, conversation_id)
    if getattr(row, column) == value:
        return store.talks.conversation(tx, conversation_id)
    return act(tx, row, agent, verb, {column: value, "unread": 0 if value else row.unread})
