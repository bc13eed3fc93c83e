"""What could not be taken in, to look at and to try again."""

from collections.abc import Mapping

from litestar.response import Response
from msgspec import Struct

from shopkeeper.channels import arrivals, inboxes, looking, quarantine, replaying, taking
from shopkeeper.channels.errors import NoSuchArrival
from shopkeeper.channels.http.answers import download
from shopkeeper.channels.model import Outcome, Quarantined
from shopkeeper.channels.replaying import Reason
from shopkeeper.channels.whereabouts import Whereabouts, find
from shopkeeper.kit.db import Db
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.http import ADMIN, LEAD, GivenCtx, Page, cursor, get, post, uncursor
from shopkeeper.team import Agent


@get("/api/v1/quarantine", permission=LEAD)
async def list_quarantined(
    agent: Agent, db: Db, after: str | None = None, limit: int = 50, reason: str | None = None
) -> Page[Quarantined]:
    """The newest first, each with its reason."""
    limit = max(1, min(limit, 200))
    found = await db.read(quarantine.listed, limit, uncursor(after, tuple[int, str]), agent, reason)
    return Page(found, cursor(found[-1].at, found[-1].id) if len(found) == limit else None)


@post("/api/v1/quarantine/{id:str}/replay", permission=LEAD, errors=(NoSuchArrival,), status_code=200)
async def replay(id: str, agent: Agent, ctx: GivenCtx) -> Outcome:
    """Try once more to take it in; answers what became of it."""
    await ctx.db.write(quarantine.release, id, agent)
    return await taking.take_kept(ctx, id, again=True)


@get("/api/v1/quarantine/{id:str}/raw", permission=ADMIN, errors=(NoSuchArrival, FileGone))
async def original(id: str, ctx: GivenCtx) -> Response[bytes]:
    """The bytes as they came."""
    await ctx.db.read(quarantine.one, id)
    kept = await ctx.db.read(arrivals.load, id)
    assert kept is not None
    found = await arrivals.opened(ctx.files, kept, await ctx.db.read(inboxes.inbox_ever, kept.inbox_id), {})
    return download(found.body, f"{id}.eml")


class Many(Struct, frozen=True, kw_only=True):
    """Which ones: those of a reason, or all; `after` goes on where the last slice ended."""

    reason: str | None = None
    after: str | None = None


class Slice(Struct, frozen=True, kw_only=True):
    """What a slice of many came to; ask again with `next` until it is null."""

    tried: int
    taken: int
    still: int
    next: str | None = None


class Why(Struct, frozen=True, kw_only=True):
    """Why it can go."""

    why: str


class ManyWhy(Struct, frozen=True, kw_only=True):
    """All of a reason can go, and why."""

    reason: str
    why: str


@get("/api/v1/quarantine/reasons", permission=LEAD)
async def list_reasons(agent: Agent, db: Db) -> Page[Reason]:
    """Why messages are in quarantine, and how many for each reason."""
    return Page(await db.read(replaying.reasons, agent))


@post("/api/v1/quarantine/replay-many", permission=LEAD, status_code=200)
async def replay_many(data: Many, agent: Agent, ctx: GivenCtx) -> Slice:
    """Another try for all of a reason, or for all: a few at a time, the newest first."""
    done = await replaying.replay_some(ctx, agent, data.reason, uncursor(data.after, tuple[int, str]))
    more = cursor(*done.next) if done.next else None
    return Slice(tried=done.tried, taken=done.taken, still=done.still, next=more)


@post("/api/v1/quarantine/{id:str}/discard", permission=LEAD, errors=(NoSuchArrival,), status_code=204)
async def discard(id: str, data: Why, agent: Agent, db: Db) -> None:
    """It is of no use. It counts as ignored from now on, with your reason."""
    await db.write(replaying.discard, agent, id, data.why)


@post("/api/v1/quarantine/discard-many", permission=LEAD, status_code=200)
async def discard_many(data: ManyWhy, agent: Agent, db: Db) -> Mapping[str, int]:
    """All of a reason are of no use; answers how many there were."""
    gone = 0
    while some := await db.write(replaying.discard_some, agent, data.reason, data.why):
        gone += some
    return {"discarded": gone}


@get("/api/v1/quarantine/{id:str}/look", permission=ADMIN, errors=(NoSuchArrival, FileGone))
async def look(id: str, ctx: GivenCtx) -> looking.Look:
    """The beginning of the original as plain text."""
    await ctx.db.read(quarantine.one, id)
    kept = await ctx.db.read(arrivals.load, id)
    assert kept is not None
    return looking.look(await arrivals.body_of(ctx.files, kept))


@get("/api/v1/mail-whereabouts", permission=LEAD)
async def whereabouts(q: str, agent: Agent, ctx: GivenCtx) -> Whereabouts:
    """Where is that mail? Give a Message-ID, an address or words of the subject."""
    return await find(ctx, agent, q)


routes = [
    list_quarantined, list_reasons, replay, replay_many, discard, discard_many, original, look, whereabouts,
]  # fmt: skip
