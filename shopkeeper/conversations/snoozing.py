"""Put aside: until an hour, or until the customer's next word. Whatever comes first wakes it."""

from __future__ import annotations

from shopkeeper.conversations import rights, store
from shopkeeper.conversations.acts import act
from shopkeeper.conversations.events import Snoozed, Woke
from shopkeeper.conversations.model import Conversation
from shopkeeper.kit import errors, jobs
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

WAKE = "conversations.wake"


def snooze(
    tx: Tx, agent: Agent | None, conversation_id: str, *, until: int | None = None, until_word: bool = False
) -> Conversation:
    """Out of sight until `until` (ms UTC), or with `until_word` until they write. Raises Invalid for an hour gone by."""
    if until is None and not until_word:
        raise errors.Invalid("Say until when, or until their next word.", fields={"until": "missing"})
    if until is not None and until <= tx.now:
        raise errors.Invalid("That hour has passed. Choose a later one.", fields={"until": "past"})
    row = rights.locked(tx, agent, conversation_id)
    if until is not None:
        jobs.enqueue(tx, WAKE, {"conversation_id": row.id, "until": until}, at=until)
    changes = {"snoozed_until": until, "snooze_until_word": int(until_word)}
    detail = {"until": until, "until_word": until_word}
    by = agent.id if agent else None
    return act(
        tx, row, agent, "snoozed", changes, detail=detail, fact=lambda entry_id: Snoozed(row.id, by, until, entry_id)
    )


def wake(tx: Tx, agent: Agent | None, conversation_id: str, *, until: int | None = None) -> Conversation:
    """Bring it back. With `until` only if it still sleeps until then: a timer that was overtaken does nothing."""
    row = rights.locked(tx, agent, conversation_id)
    sleeps = row.snoozed_until is not None or bool(row.snooze_until_word)
    if not sleeps or (until is not None and row.snoozed_until != until):
        return store.talks.conversation(tx, conversation_id)
    changes = {"snoozed_until": None, "snooze_until_word": 0, "unread": int(agent is None or row.unread)}
    by = agent.id if agent else None
    return act(tx, row, agent, "woke", changes, fact=lambda entry_id: Woke(row.id, by, entry_id))
