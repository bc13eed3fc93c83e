"""Who may work on what: an agent's inboxes, checked in the verbs so that no door can forget it."""

from __future__ import annotations

from collections.abc import Sequence

from shopkeeper import team
from shopkeeper.conversations import store
from shopkeeper.conversations.errors import NotYourInbox
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team import Agent


def inboxes_of(agent: Agent) -> tuple[str, ...] | None:
    """The inboxes an agent may see; None is all of them."""
    return None if agent.role is team.Role.admin else agent.inboxes


def check(agent: Agent | None, inbox_id: str | None) -> None:
    """Raises NotYourInbox. Nobody (a rule, a timer) may everything."""
    if agent is not None and not team.may_see(agent, inbox_id):
        raise NotYourInbox


def conversation(tx: Tx, agent: Agent | None, conversation_id: str) -> Row:
    """A conversation this agent may work on. Raises NoSuchConversation, NotYourInbox."""
    found = store.talks.row(tx, conversation_id)
    check(agent, found.inbox_id)
    return found


def locked(tx: Tx, agent: Agent | None, conversation_id: str) -> Row:
    """The same, for changing it. Raises NoSuchConversation, NotYourInbox."""
    found = store.talks.locked(tx, conversation_id)
    check(agent, found.inbox_id)
    return found


def narrowed(agent: Agent, inbox_id: str | None) -> Sequence[str] | None:
    """The inboxes of a list: those the agent may see, or the one asked for. Raises NotYourInbox."""
    if inbox_id is None:
        return inboxes_of(agent)
    check(agent, inbox_id)
    return (inbox_id,)
