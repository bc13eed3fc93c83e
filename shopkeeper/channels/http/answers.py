"""Answering, beginning, taking back, trying again."""

from typing import Any

from litestar.response import Response
from msgspec import Struct

from shopkeeper import conversations
from shopkeeper.channels import adopting, arrivals, inboxes, sending
from shopkeeper.channels.errors import (
    NoSuchArrival,
    NoSuchInbox,
    NotForwarded,
    NotTheirs,
    NoWay,
    SomebodyElse,
    TooLate,
    Unsupported,
)
from shopkeeper.conversations import (
    Answered,
    Draft,
    Entry,
    NoSuchAttachment,
    NoSuchConversation,
    NoSuchEntry,
    NotYourInbox,
)
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.http import DESK, GivenCtx, delete, get, post
from shopkeeper.people import NoSuchHandle, NoSuchPerson
from shopkeeper.team import Agent


class TakenBack(Struct, frozen=True):
    """The words of an answer that was taken back, ready to be edited."""

    draft: Draft


@post(
    "/api/v1/conversations/{id:str}/replies",
    permission=DESK,
    errors=(
        Answered,
        SomebodyElse,
        NoSuchConversation,
        NoSuchInbox,
        NoSuchEntry,
        NoSuchAttachment,
        NoSuchHandle,
        NotTheirs,
        NotYourInbox,
        NoWay,
        Unsupported,
    ),
    request_max_body_size=4_000_000,
)
async def reply(id: str, data: sending.Answer, agent: Agent, db: Db) -> Entry:
    """Answer where the customer is. With `after`, 409 and the colleague's answer in `extra.entry` when one was faster.

    409 `somebody_else` where the answer would go to somebody else than `after` showed: `extra.entry` is their word. Without
    `after`, who is proven goes before who only claims. An explicit `handle_id` is always honoured.
    """
    return await db.write(sending.reply, agent, id, data)


@post(
    "/api/v1/conversations",
    permission=DESK,
    errors=(NoSuchPerson, NoSuchInbox, NoWay, Unsupported, NotYourInbox, Answered, SomebodyElse),
    request_max_body_size=4_000_000,
)
async def begin(data: sending.Beginning, agent: Agent, db: Db) -> Entry:
    """Write to somebody first. Their open conversation carries on, or one begins."""
    return await db.write(sending.begin, agent, data)


@delete("/api/v1/entries/{id:str}/delivery", permission=DESK, errors=(TooLate, NoSuchEntry), status_code=200)
async def undo(id: str, agent: Agent, db: Db) -> TakenBack:
    """Take an answer back before it leaves; its words are a draft again."""
    return TakenBack(await db.write(sending.undo, agent, id))


@post("/api/v1/entries/{id:str}/delivery", permission=DESK, errors=(TooLate, NoSuchEntry, NoSuchInbox), status_code=200)
async def try_again(id: str, agent: Agent, db: Db) -> Entry:
    """Send the very same message once more after it failed."""
    return await db.write(sending.try_again, agent, id)


@post("/api/v1/entries/{id:str}/customer", permission=DESK, errors=(NotForwarded, NoSuchEntry, NotYourInbox))
async def make_customer(id: str, agent: Agent, db: Db) -> Entry:
    """Whoever wrote these forwarded words becomes the customer; answers with the entry on their timeline."""
    return await db.write(adopting.make_customer, agent, id)


@get("/api/v1/entries/{id:str}/raw", permission=DESK, errors=(NoSuchArrival, NoSuchEntry, FileGone))
async def raw(id: str, agent: Agent, ctx: GivenCtx) -> Response[bytes]:
    """The original as it came, while it is kept."""
    kept = await ctx.db.read(_original, agent, id)
    post = await arrivals.opened(ctx.files, kept, await ctx.db.read(inboxes.inbox_ever, kept.inbox_id), {})
    return download(post.body, f"{id}.eml")


def download(body: bytes, name: str) -> Response[bytes]:
    """Bytes of strangers: saved, never shown."""
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(body, media_type="application/octet-stream", headers=headers)


def _original(tx: Tx, agent: Agent, entry_id: str) -> arrivals.Kept:
    conversations.entry(tx, entry_id, agent)
    kept = arrivals.of_entry(tx, entry_id)
    if kept is None:
        raise NoSuchArrival("There is no original of this message here.")
    return kept


routes = [reply, begin, undo, try_again, make_customer, raw]
