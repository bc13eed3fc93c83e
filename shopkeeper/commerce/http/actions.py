"""Acting on orders: previewed, asked for, decided about, looked at again."""

from typing import Annotated

from litestar.params import QueryParameter
from msgspec import Struct

from shopkeeper.commerce import acting, approving, beside, intending
from shopkeeper.commerce.acting import Previewed, Wish, actor_of
from shopkeeper.commerce.approving import Approval, CannotNow
from shopkeeper.commerce.errors import (
    AlreadyAsked,
    CannotDo,
    Decided,
    NoSuchApproval,
    NoSuchIntent,
    NoSuchOrder,
    NoSuchStore,
    NotAllowed,
    Stale,
    StoreNeedsOwner,
    StoreRefused,
    TooMuch,
    Unavailable,
)
from shopkeeper.commerce.intending import Intent, IntentState
from shopkeeper.commerce.store import intents
from shopkeeper.conversations import NoSuchConversation, NotYourInbox
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.errors import Busy, Invalid
from shopkeeper.kit.http import DESK, GivenCtx, Page, cursor, delete, get, post, put, uncursor
from shopkeeper.team import Agent

TROUBLE = (
    NoSuchStore, NoSuchOrder, Stale, CannotDo, TooMuch, StoreRefused, StoreNeedsOwner, NotAllowed, AlreadyAsked, Busy, Unavailable,
    NoSuchConversation, NotYourInbox,
)  # fmt: skip


@post("/api/v1/action-previews", permission=DESK, errors=TROUBLE, status_code=200)
async def preview(data: Wish, agent: Agent, ctx: GivenCtx) -> Previewed:
    """What would happen, and whether this agent may. Nothing is done; the shop is asked once at most."""
    return await acting.preview(ctx, actor_of(agent), data)


@post("/api/v1/intents", permission=DESK, errors=TROUBLE, status_code=202)
async def act(data: Wish, agent: Agent, ctx: GivenCtx) -> Intent:
    """Have it done. It is written down when this answers; what came of it comes as news. One key does it once."""
    return await acting.act(ctx, actor_of(agent), data)


@get("/api/v1/intents", permission=DESK)
async def list_intents(
    agent: Agent,
    db: Db,
    in_state: Annotated[str, QueryParameter(name="state")] = "unsure",
    store: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Intent]:
    """Actions in a state (several with commas), the newest first."""
    limit = max(1, min(limit, 200))
    try:
        states = [IntentState(word.strip()) for word in in_state.split(",")]
    except ValueError as error:
        raise Invalid(
            "There is no such state.", fields={"state": ", ".join(one.value for one in IntentState)}
        ) from error
    found = await db.read(_listed, agent, states, limit, uncursor(after, tuple[int, str]), store)
    return Page(found, cursor(found[-1].created_at, found[-1].id) if len(found) == limit else None)


@get("/api/v1/intents/{id:str}", permission=DESK, errors=(NoSuchIntent,))
async def one_intent(id: str, agent: Agent, db: Db) -> Intent:
    """One action, and how far it is."""
    return await db.read(beside.intent, agent, id)


@post(
    "/api/v1/intents/{id:str}/retry",
    permission=DESK,
    errors=(NoSuchIntent, CannotNow, AlreadyAsked, NoSuchStore),
    status_code=202,
)
async def retry(id: str, agent: Agent, db: Db) -> Intent:
    """Look again now. What was done is found, what was surely not done is done: never twice."""
    return await db.write(approving.try_again, agent, id)


@post("/api/v1/intents/{id:str}/give-up", permission=DESK, errors=(NoSuchIntent, CannotNow), status_code=200)
async def give_up(id: str, agent: Agent, db: Db) -> Intent:
    """Somebody settled it at the shop: stop looking."""
    return await db.write(approving.give_up, agent, id)


class ForMe(Struct, frozen=True):
    """How many wishes wait that you may say yes to (50 and more are 50)."""

    waiting: int


@get("/api/v1/approvals", permission=DESK)
async def list_approvals(agent: Agent, db: Db, after: str | None = None, limit: int = 50) -> Page[Approval]:
    """What waits for a second person, the newest first."""
    limit = max(1, min(limit, 100))
    found = await db.read(approving.waiting, agent, limit, uncursor(after, tuple[int, str]))
    return Page(found, cursor(found[-1].intent.created_at, found[-1].intent.id) if len(found) == limit else None)


@get("/api/v1/approvals/asked", permission=DESK)
async def asked_approvals(agent: Agent, db: Db, limit: int = 50) -> Page[Approval]:
    """What you asked a second person for, however it ended, the newest first."""
    return Page(await db.read(approving.asked, agent, max(1, min(limit, 100))))


@get("/api/v1/approvals/count", permission=DESK)
async def count_approvals(agent: Agent, db: Db) -> ForMe:
    """How many wait for you."""
    return ForMe(await db.read(approving.for_me, agent))


@put(
    "/api/v1/intents/{id:str}/approval",
    permission=DESK,
    errors=(NoSuchApproval, Decided, NotAllowed, Stale, AlreadyAsked),
)
async def approve(id: str, agent: Agent, db: Db, why: str = "") -> Intent:
    """Yes, with a word if you like: it is done now. Nobody decides about their own wish, nor about more than their role may."""
    return await db.write(approving.approve, agent, id, why)


@delete(
    "/api/v1/intents/{id:str}/approval", permission=DESK, errors=(NoSuchApproval, Decided, NotAllowed), status_code=200
)
async def decline(id: str, agent: Agent, db: Db, why: str = "") -> Intent:
    """No, and why. Whoever asked takes it back like this."""
    return await db.write(approving.decline, agent, id, why)


def _listed(
    tx: Tx, agent: Agent, states: list[IntentState], limit: int, after: tuple[int, str] | None, store_id: str | None
) -> list[Intent]:
    rows = intents.in_states(tx, [one.value for one in states], limit, after, store_id)
    return beside.seen_by(tx, agent, [intending.intent_of(row) for row in rows])


routes = [
    preview, act, list_intents, one_intent, retry, give_up, list_approvals, asked_approvals, count_approvals, approve, decline,
]  # fmt: skip
