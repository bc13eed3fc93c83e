"""Whose work it is: an agent's, a team's, or nobody's yet; and how urgent."""

from __future__ import annotations

from shopkeeper import team
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.acts import act
from shopkeeper.conversations.events import Assigned
from shopkeeper.conversations.model import Conversation
from shopkeeper.kit import errors
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

HIGHEST_PRIORITY = 2


def assign(
    tx: Tx, agent: Agent | None, conversation_id: str, agent_id: str | None, team_id: str | None = None
) -> Conversation:
    """Give it to an agent, a team, both, or nobody. Raises NotYourInbox, NoSuchAgent, Invalid where they may not see it."""
    row = rights.locked(tx, agent, conversation_id)
    if (row.assignee_id, row.team_id) == (agent_id, team_id):
        return store.talks.conversation(tx, conversation_id)
    if agent_id is not None and not team.may_see(team.agent(tx, agent_id), row.inbox_id):
        raise errors.Invalid(
            "They have no right to this inbox. Choose a colleague who has.", fields={"agent_id": "inbox"}
        )
    if team_id is not None:
        team.team(tx, team_id)
    by = agent.id if agent else None
    verb = "unassigned" if agent_id is None and team_id is None else "assigned"
    detail = {"agent_id": agent_id, "team_id": team_id, "before": row.assignee_id}
    changes = {"assignee_id": agent_id, "team_id": team_id}
    return act(
        tx, row, agent, verb, changes, detail=detail, fact=lambda entry_id: Assigned(row.id, agent_id, by, entry_id)
    )


def set_priority(tx: Tx, agent: Agent | None, conversation_id: str, priority: int) -> Conversation:
    """0 normal, 1 high, 2 urgent. Raises Invalid."""
    if not 0 <= priority <= HIGHEST_PRIORITY:
        raise errors.Invalid("Priority is 0 (normal), 1 (high) or 2 (urgent).", fields={"priority": "range"})
    row = rights.locked(tx, agent, conversation_id)
    if row.priority == priority:
        return store.talks.conversation(tx, conversation_id)
    return act(tx, row, agent, "priority", {"priority": priority}, detail={"priority": priority})
