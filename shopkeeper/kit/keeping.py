"""What the house forgets by itself: facts that every window has long seen."""

from shopkeeper.kit import clock, events
from shopkeeper.kit.jobs import Ctx, Handler, Periodic

PRUNE_EVENTS = "kit.prune_events"
KEPT = 14 * clock.DAY
"""A window that slept longer than this starts afresh."""


async def prune_events(ctx: Ctx) -> None:
    while await ctx.db.write_background(events.prune, ctx.now - KEPT):
        pass


handlers: dict[str, Handler] = {PRUNE_EVENTS: prune_events}
SCHEDULE = (Periodic(PRUNE_EVENTS, clock.HOUR),)
