"""What could not be taken in, to look at and to try again."""

from litestar.response import Response

from shopkeeper.channels import arrivals, inboxes, quarantine, taking
from shopkeeper.channels.errors import NoSuchArrival
from shopkeeper.channels.http.answers import download
from shopkeeper.channels.http.given import GivenCtx
from shopkeeper.channels.model import Outcome, Quarantined
from shopkeeper.kit.db import Db
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.http import ADMIN, LEAD, Page, cursor, get, post, uncursor


@get("/api/v1/quarantine", permission=LEAD)
async def list_quarantined(db: Db, after: str | None = None, limit: int = 50) -> Page[Quarantined]:
    """The newest first, each with its reason."""
    limit = max(1, min(limit, 200))
    found = await db.read(quarantine.listed, limit, uncursor(after, tuple[int, str]))
    return Page(found, cursor(found[-1].at, found[-1].id) if len(found) == limit else None)


@post("/api/v1/quarantine/{id:str}/replay", permission=LEAD, errors=(NoSuchArrival,), status_code=200)
async def replay(id: str, ctx: GivenCtx) -> Outcome:
    """Try once more to take it in; answers what became of it."""
    await ctx.db.write(quarantine.release, id)
    return await taking.take_kept(ctx, id, again=True)


@get("/api/v1/quarantine/{id:str}/raw", permission=ADMIN, errors=(NoSuchArrival, FileGone))
async def original(id: str, ctx: GivenCtx) -> Response[bytes]:
    """The bytes as they came."""
    await ctx.db.read(quarantine.one, id)
    kept = await ctx.db.read(arrivals.load, id)
    assert kept is not None
    found = await arrivals.opened(ctx.files, kept, await ctx.db.read(inboxes.inbox_ever, kept.inbox_id), {})
    return download(found.body, f"{id}.eml")


routes = [list_quarantined, replay, original]
