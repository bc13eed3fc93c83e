"""Connecting and trying inboxes, and the count that adds up."""

from collections.abc import Sequence
from typing import Annotated

from litestar.params import QueryParameter
from litestar.response import Redirect
from msgspec import UNSET, Struct

from shopkeeper.channels import inboxes, passes, reaching, sending
from shopkeeper.channels.counting import Period, counts
from shopkeeper.channels.delivering import OWNER_ADVICE
from shopkeeper.channels.errors import NeedsOwner, NoSuchChannel, NoSuchInbox, Unsupported
from shopkeeper.channels.model import Abilities, Inbox, InboxChange, InboxState, InboxWish, MailCount, Step
from shopkeeper.channels.registry import channel, channels
from shopkeeper.channels.sdk import Connects, Embeds, Settles, Tries
from shopkeeper.kit import ids, outside, signing
from shopkeeper.kit.clock import HOUR
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.errors import Invalid, Unavailable
from shopkeeper.kit.http import ADMIN, DESK, LEAD, PUBLIC, GivenCtx, Page, delete, get, patch, post
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings
from shopkeeper.team import Agent

_BACK = "/oauth/inboxes"


class Kind(Struct, frozen=True):
    """A channel that this installation has."""

    kind: str
    label: str
    abilities: Abilities


class Trial(Struct, frozen=True):
    """What works and what does not, step by step."""

    ok: bool
    steps: Sequence[Step]


class Snippet(Struct, frozen=True):
    """The line to put on the shop's pages."""

    html: str


class Door(Struct, frozen=True):
    """Where the owner signs in at the provider."""

    url: str


@get("/api/v1/channels", permission=DESK)
async def list_channels() -> Page[Kind]:
    """The kinds of inboxes that can be connected."""
    return Page([Kind(one.kind, one.label, one.abilities) for one in channels().values()])


@get("/api/v1/inboxes", permission=ADMIN)
async def list_inboxes(db: Db) -> Page[Inbox]:
    """All inboxes with their settings. Secrets are never shown, only which ones are filled in."""
    return Page(await db.read(inboxes.inboxes))


@post("/api/v1/inboxes", permission=ADMIN, errors=(NoSuchChannel,))
async def connect(data: InboxWish, agent: Agent, db: Db) -> Inbox:
    """Connect an inbox."""
    return await db.write(inboxes.connect, agent, data)


@patch("/api/v1/inboxes/{id:str}", permission=ADMIN, errors=(NoSuchInbox,))
async def edit(id: str, data: InboxChange, agent: Agent, db: Db) -> Inbox:
    """Change what is given. Answers that failed only because of this inbox go out afterwards."""
    return await db.write(_edit, agent, id, data)


@delete("/api/v1/inboxes/{id:str}", permission=ADMIN, errors=(NoSuchInbox,))
async def remove(id: str, agent: Agent, db: Db) -> None:
    """Disconnect an inbox. Its conversations stay; its secrets are forgotten at once."""
    await db.write(inboxes.remove, agent, id)


@post("/api/v1/inboxes/{id:str}/test", permission=ADMIN, errors=(NoSuchInbox,), status_code=200)
async def test(id: str, ctx: GivenCtx) -> Trial:
    """Try its connections and say in plain words what works."""
    box = await ctx.db.read(inboxes.inbox, id)
    try:
        secrets = await passes.secrets(ctx, box)
    except (NeedsOwner, Unavailable) as failure:
        return Trial(False, [Step(name="Signing in at the provider", ok=False, words=failure.detail)])
    trial = await _tried(ctx, box, dict(secrets))
    if trial.ok and box.state is InboxState.needs_owner:
        await ctx.db.write(_works_again, id)
    return trial


@post("/api/v1/inbox-trials", permission=ADMIN, errors=(NoSuchChannel,), status_code=200)
async def try_wish(data: InboxWish, ctx: GivenCtx) -> Trial:
    """Try settings before they are kept."""
    adapter = channel(data.kind)
    box = Inbox(
        id=ids.new(), kind=data.kind, name=data.name, brand_id=data.brand_id, address=data.address, settings=data.settings,
        abilities=adapter.abilities,
    )  # fmt: skip
    return await _tried(ctx, adapter.settle(box, data.secrets) if isinstance(adapter, Settles) else box, data.secrets)


@get("/api/v1/inboxes/{id:str}/widget", permission=ADMIN, errors=(NoSuchInbox, Unsupported))
async def snippet(id: str, db: Db, settings: Settings) -> Snippet:
    """The line to put on the shop's pages."""
    box = await db.read(inboxes.inbox, id)
    adapter = channel(box.kind)
    if not isinstance(adapter, Embeds):
        raise Unsupported(f"{adapter.label}: there is nothing to put on a page.")
    return Snippet(adapter.snippet(box, settings.url))


@get("/api/v1/inboxes/{id:str}/sign-in", permission=ADMIN, errors=(NoSuchInbox, Unsupported))
async def sign_in(id: str, db: Db, settings: Settings) -> Door:
    """The provider's page on which the owner lets us in."""
    box = await db.read(inboxes.inbox, id)
    adapter = channel(box.kind)
    if not isinstance(adapter, Connects) or not box.settings.get("authorize_url"):
        raise Unsupported("This inbox is connected with a password, not by signing in at a provider.")
    state = signing.sign("inbox sign-in", {"inbox_id": id}, expires=db.clock() + HOUR)
    return Door(adapter.begin(box, await db.read(inboxes.secrets_of, id), settings.url + _BACK, state))


@get(_BACK, permission=PUBLIC, errors=(NoSuchInbox, NeedsOwner, signing.BadToken), status_code=302)
async def signed_in(ctx: GivenCtx, signed: Annotated[str, QueryParameter(name="state")], code: str = "") -> Redirect:
    """Where the provider sends the owner back to; the signed state says for which inbox."""
    inbox_id = str(signing.unsign("inbox sign-in", signed, ctx.now)["inbox_id"])
    box = await ctx.db.read(inboxes.inbox, inbox_id)
    adapter = channel(box.kind)
    if not code or not isinstance(adapter, Connects):
        raise NeedsOwner("The provider did not let us in. Go back to Settings, Inboxes and try again.")
    secrets, back = await ctx.db.read(inboxes.secrets_of, inbox_id), ctx.settings.url + _BACK
    fresh = await adapter.finish(box, secrets, outside.shared(ctx.settings), ctx.now, back, code)
    await ctx.db.write(inboxes.keep_secrets, inbox_id, fresh)
    await ctx.db.write(_works_again, inbox_id)
    return Redirect(f"{ctx.settings.url}/settings/inboxes")


@get("/api/v1/mail-count", permission=LEAD)
async def count(agent: Agent, db: Db, period: Period = Period.all) -> Page[MailCount]:
    """For every inbox you may see: on the server = stored + duplicate + ignored + quarantined + waiting."""
    return Page(await db.read(counts, agent, period))


def _edit(tx: Tx, agent: Agent, inbox_id: str, change: InboxChange) -> Inbox:
    box = inboxes.edit(tx, agent, inbox_id, change)
    if (change.settings, change.secrets, change.address) != (UNSET, UNSET, UNSET):
        reaching.forget(tx, inbox_id)
    if box.state is InboxState.ok:
        sending.resume(tx, inbox_id, OWNER_ADVICE)
    return box


def _works_again(tx: Tx, inbox_id: str) -> None:
    inboxes.tell_owner(tx, inbox_id, InboxState.ok, None)
    sending.resume(tx, inbox_id, OWNER_ADVICE)


async def _tried(ctx: Ctx, box: Inbox, secrets: dict[str, str]) -> Trial:
    adapter = channel(box.kind)
    if not isinstance(adapter, Tries):
        return Trial(True, [Step(name=box.name, ok=True, words="There is nothing to try: it works by itself.")])
    try:
        steps = await adapter.try_out(box, secrets, outside.shared(ctx.settings))
    except Invalid as failure:
        steps = [Step(name=box.name, ok=False, words=failure.detail)]
    return Trial(all(step.ok for step in steps), steps)


routes = [
    list_channels,
    list_inboxes,
    connect,
    edit,
    remove,
    test,
    try_wish,
    snippet,
    sign_in,
    signed_in,
    count,
]
