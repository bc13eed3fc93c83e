"""Work of this room that happens later: waking what was snoozed, forgetting files nobody sent."""

from __future__ import annotations

from shopkeeper.conversations import attaching, snoozing, store
from shopkeeper.conversations.errors import NoSuchConversation
from shopkeeper.kit.clock import HOUR
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx, Handler, Periodic

FORGET_UNSENT = "conversations.forget_unsent"


async def wake(ctx: Ctx, conversation_id: str, until: int) -> None:
    """The hour has come. Does nothing where it was woken or put aside again meanwhile."""
    await ctx.db.write_background(_wake, conversation_id, until)


async def drop_file(ctx: Ctx, key: str) -> None:
    """The last message that had these bytes is gone."""
    if not await ctx.db.read(store.desk.kept_by, key):
        await ctx.files.remove(key)


async def forget_unsent(ctx: Ctx) -> None:
    """Files that were uploaded and never sent."""
    while await ctx.db.write_background(attaching.forget_unsent):
        pass


def _wake(tx: Tx, conversation_id: str, until: int) -> None:
    try:
        snoozing.wake(tx, None, conversation_id, until=until)
    except NoSuchConversation:
        return


handlers: dict[str, Handler] = {snoozing.WAKE: wake, attaching.DROP_FILE: drop_file, FORGET_UNSENT: forget_unsent}
SCHEDULE = (Periodic(FORGET_UNSENT, HOUR),)
