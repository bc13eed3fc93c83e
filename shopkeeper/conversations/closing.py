"""Done, and not done after all."""

from __future__ import annotations

from shopkeeper import people
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.acts import act
from shopkeeper.conversations.events import Closed, Reopened
from shopkeeper.conversations.model import Conversation, State
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent


def close(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """It is done; the customer's next word inside the brand's window reopens it. Closing twice is closing once."""
    row = rights.conversation(tx, agent, conversation_id)
    people.lock(tx, row.person_id)
    row = store.talks.locked(tx, conversation_id)
    if row.state == State.closed.value:
        return store.talks.conversation(tx, conversation_id)
    changes = {
        "state": State.closed.value, "closed_at": tx.now, "due_at": None, "snoozed_until": None, "snooze_until_word": 0,
        "unread": 0,
    }  # fmt: skip
    by = agent.id if agent else None
    return act(tx, row, agent, "closed", changes, fact=lambda entry_id: Closed(row.id, by, entry_id))


def reopen(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """Undo the closing: it stands again where it stood. Nothing happens to one that is open."""
    row = rights.conversation(tx, agent, conversation_id)
    people.lock(tx, row.person_id)
    row = store.talks.locked(tx, conversation_id)
    if row.state != State.closed.value:
        return store.talks.conversation(tx, conversation_id)
    answered = row.last_out_at is not None
    state = State.waiting if row.since is None and answered else State.open if answered else State.new
    by = agent.id if agent else None
    changes = {"state": state.value, "closed_at": None}
    return act(tx, row, agent, "reopened", changes, fact=lambda entry_id: Reopened(row.id, by, entry_id))
