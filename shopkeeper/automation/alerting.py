"""Who is told of what, when it happens without them: an assignment, a mention, a customer who wrote again."""

from typing import Any

from shopkeeper import conversations, team
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import NotFound
from shopkeeper.kit.jobs import Ctx, Handler

ASSIGNED = "automation.tell_assigned"
MENTIONED = "automation.tell_mentioned"
ANSWERED = "automation.tell_answered"


async def assigned(ctx: Ctx, conversation_id: str, agent_id: str | None, by: str | None, **_: Any) -> None:
    """A conversation became theirs, by somebody else's hand."""
    if agent_id is not None and agent_id != by:
        await ctx.db.write_background(team.alert, agent_id, "assigned", conversation_id, by=by)


async def mentioned(ctx: Ctx, conversation_id: str, agent_id: str, mentions: list[str], **_: Any) -> None:
    """Their name stands in a colleague's note."""
    for mention in set(mentions) - {agent_id}:
        await ctx.db.write_background(team.alert, mention, "mentioned", conversation_id, by=agent_id)


async def answered(ctx: Ctx, conversation_id: str, **_: Any) -> None:
    """The customer wrote again in a conversation that is theirs."""
    # Looked at before anything is written: most words come to conversations that are nobody's yet.
    if await ctx.db.glance(_whose, conversation_id) is not None:
        await ctx.db.write_background(_answered, conversation_id)


def _whose(tx: Tx, conversation_id: str) -> str | None:
    try:
        found = conversations.conversation(tx, None, conversation_id)
    except NotFound:
        return None
    return None if found.spam else found.assignee_id


def _answered(tx: Tx, conversation_id: str) -> None:
    assignee_id = _whose(tx, conversation_id)
    if assignee_id is not None:
        team.alert(tx, assignee_id, "answered", conversation_id)


handlers: dict[str, Handler] = {ASSIGNED: assigned, MENTIONED: mentioned, ANSWERED: answered}
