"""What a macro's acts of the shop would do, asked before anything is done: the shop's preview and the shop's policy."""

from __future__ import annotations

import msgspec

from shopkeeper import commerce, conversations
from shopkeeper.automation import acts
from shopkeeper.automation.model import Look, Step
from shopkeeper.automation.shop_acts import ShopAct
from shopkeeper.conversations import Conversation
from shopkeeper.kit import errors, ids
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import Agent


async def with_previews(ctx: Ctx, agent: Agent, conversation_id: str, look: Look) -> Look:
    """The same look, its shop steps told by the shop itself."""
    if not any(_deed(step) for step in look.steps):
        return look
    talk = await ctx.db.read(conversations.conversation, agent, conversation_id)
    return msgspec.structs.replace(
        look, steps=tuple([await _previewed(ctx, agent, talk, look, step) for step in look.steps])
    )


async def _previewed(ctx: Ctx, agent: Agent, talk: Conversation, look: Look, step: Step) -> Step:
    deed = _deed(step)
    if deed is None:
        return step
    scene = acts.Scene(agent=agent, talk=talk, key=ids.new(), order_id=look.order_id, order_version=look.order_version)
    try:
        wish = await ctx.db.read(deed.wish, scene, step.args)
        seen = await commerce.preview(ctx, commerce.actor_of(agent), wish)
    except errors.Failure as failure:
        return msgspec.structs.replace(step, problem=failure.detail)
    problem = None if seen.verdict.allowed else seen.verdict.words
    return msgspec.structs.replace(step, words=_told(step, seen), problem=problem)


def _told(step: Step, seen: commerce.Previewed) -> str:
    amount = seen.preview.to_customer or seen.gives
    more = [*([str(amount)] if amount else []), *(one.words for one in seen.preview.warnings)]
    return f"{step.words} ({'; '.join(more)})" if more else step.words


def _deed(step: Step) -> ShopAct | None:
    found = acts.DEEDS.get(step.kind)
    return found if isinstance(found, ShopAct) else None
