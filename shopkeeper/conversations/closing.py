"""Done, and not done after all."""

from __future__ import annotations

from shopkeeper import people
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.acts import act
from shopkeeper.conversations.events import Closed, Reopened
from shopkeeper.conversations.model import ActBody, Conversation, State
from shopkeeper.kit import text
from shopkeeper.kit.db import Row, Tx
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
    promised = {} if row.due_at is None else {"due_at": row.due_at}
    return act(tx, row, agent, "closed", changes, detail=promised, fact=lambda entry_id: Closed(row.id, by, entry_id))


def reopen(tx: Tx, agent: Agent | None, conversation_id: str) -> Conversation:
    """Undo the closing: it stands again where it stood, with what was promised. Nothing happens to one that is open."""
    row = rights.conversation(tx, agent, conversation_id)
    people.lock(tx, row.person_id)
    row = store.talks.locked(tx, conversation_id)
    if row.state != State.closed.value:
        return store.talks.conversation(tx, conversation_id)
    answered = row.last_out_at is not None
    state = State.waiting if row.since is None and answered else State.open if answered else State.new
    by = agent.id if agent else None
    changes = {"state": state.value, "closed_at": None, "due_at": _promised(tx, row)}
    return act(tx, row, agent, "reopened", changes, fact=lambda entry_id: Reopened(row.id, by, entry_id))


def _promised(tx: Tx, row: Row) -> int | None:
    """When we had promised to answer, as the closing noted it; nobody waits for what was answered."""
    closing = store.entries.last_act(tx, row.id, "closed") if row.since is not None else None
    return text.from_json(closing.body, ActBody).detail.get("due_at") if closing else None
