"""What the shop did (or would not do) moves the macro on that waited for it."""

from __future__ import annotations

from typing import Any

from shopkeeper import commerce
from shopkeeper.automation import running, store
from shopkeeper.automation.shop_acts import WAITS
from shopkeeper.commerce import Intent, IntentState
from shopkeeper.kit import errors
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx, Handler

SHOP_DID = "automation.shop_did"


async def shop_did(ctx: Ctx, intent_id: str, state: str, **_: Any) -> None:
    """An action of the shop got further."""
    if state != IntentState.done and state not in commerce.GAVE_NOTHING:
        return
    try:
        await ctx.db.write_background(follow, intent_id)
    except errors.Failure as failure:
        if errors.retried(failure):
            raise
        # The shop did its part; what should have come after cannot be done any more, and its agent must know.
        await ctx.db.write_background(running.stop, WAITS + intent_id, failure.detail)


def follow(tx: Tx, intent_id: str) -> None:
    """Move on the run that waited for this action. Nothing happens where none did, or where it is told twice."""
    waits = WAITS + intent_id
    if store.waiting_for(tx, waits) is None:
        return
    found = commerce.intent(tx, intent_id)
    if found.state in commerce.GAVE_NOTHING:
        running.stop(tx, waits, found.problem or "The shop did not do it.")
    elif found.state is IntentState.done:
        running.go_on(tx, waits, brought(found))


def brought(found: Intent) -> dict[str, str]:
    """What came of it that the words may name."""
    outcome = found.outcome
    given = {"code": outcome.code, "pay_url": outcome.pay_url, "label_url": outcome.label_url} if outcome else {}
    return {name: value for name, value in given.items() if value}


handlers: dict[str, Handler] = {SHOP_DID: shop_did}
