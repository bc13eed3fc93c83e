"""Beside which conversation something is done: one the agent may see, with the person it is done for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper import conversations, people, team
from shopkeeper.commerce import intending
from shopkeeper.commerce.errors import OtherConversation
from shopkeeper.commerce.intending import Intent
from shopkeeper.commerce.store import pins
from shopkeeper.conversations import NoSuchConversation, NotYourInbox
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

Told = TypeVar("Told", bound=Struct)


def check(
    tx: Tx, agent_id: str | None, conversation_id: str | None, person_id: str, order_id: str | None = None
) -> None:
    """Raises NoSuchConversation, NotYourInbox; OtherConversation unless it is this person's, or the order is pinned there.

    `agent_id` None: a bot or the customer, whose own doors say what they may see.
    """
    if not conversation_id:
        return
    agent = team.agent(tx, agent_id) if agent_id else None
    talk = conversations.conversation(tx, agent, conversation_id)
    theirs = person_id in people.members(tx, talk.person_id)
    if not theirs and order_id not in pins.of_conversation(tx, conversation_id):
        raise OtherConversation


def intent(tx: Tx, agent: Agent, intent_id: str) -> Intent:
    """An action as this agent may see it. Raises NoSuchIntent."""
    return seen_by(tx, agent, [intending.intent(tx, intent_id)])[0]


def seen_by(tx: Tx, agent: Agent, found: Sequence[Told]) -> list[Told]:
    """The same (they have a `conversation_id`), silent about conversations that this agent may not see."""
    named = {_talk(one) for one in found} - {None, ""}
    hidden = {id for id in named if not _sees(tx, agent, str(id))}
    return [replace(one, conversation_id=None) if _talk(one) in hidden else one for one in found]


def _talk(one: Struct) -> str | None:
    named: str | None = getattr(one, "conversation_id", None)
    return named


def _sees(tx: Tx, agent: Agent, conversation_id: str) -> bool:
    try:
        conversations.conversation(tx, agent, conversation_id)
    except (NoSuchConversation, NotYourInbox):
        return False
    return True
