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
    await ctx.db.write_background(_answered, conversation_id)


def _answered(tx: Tx, conversation_id: str) -> None:
    try:
        found = conversations.conversation(tx, None, conversation_id)
    except NotFound:
        return
    if found.assignee_id is not None and not found.spam:
        team.alert(tx, found.assignee_id, "answered", conversation_id)


handlers: dict[str, Handler] = {ASSIGNED: assigned, MENTIONED: mentioned, ANSWERED: answered}
