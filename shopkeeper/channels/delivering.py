"""Carrying one answer, once. What is written before and after each step makes every crash come out on the safe side.

queued → sending (written before the far side hears of it) → sent | failed | unsure. A channel that may be asked twice with
the same key is simply asked again; one that may not (SMTP) is asked again only when it is certain that it took nothing.
"""

import asyncio
from typing import Any

import sqlalchemy as sa
import structlog
from msgspec import Struct

from shopkeeper import conversations, people, team
from shopkeeper.channels import arrivals, hooks, inboxes, passes, reaching, tracking, unseen
from shopkeeper.channels.errors import Busy, NeedsOwner, NoSuchInbox, Refused, Unavailable, Unsure
from shopkeeper.channels.model import Earlier, Inbox, InboxState, Parcel, Receipt, Signature
from shopkeeper.channels.registry import channel
from shopkeeper.channels.sdk import Recalls
from shopkeeper.channels.sending import Package
from shopkeeper.channels.store import delivery as table
from shopkeeper.channels.ways import body_of
from shopkeeper.conversations import Attachment, Conversation, Entry
from shopkeeper.kit import watching
from shopkeeper.kit.clock import HOUR
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure, Invalid, NotFound
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json
from shopkeeper.people import HandleKind, NotAnAddress

log = structlog.get_logger("channels")

GIVE_UP = 24 * HOUR
LEAST_TRIES = 11
MOST_TRIES = 29
"""One less than the job table's own limit, so that the failure is told on the message and not only in a log."""
TALK_LENGTH = 20
_PATIENCE = (0.2, 1.0, 3.0, 5.0, 5.0, 5.0, 10.0, 10.0, 15.0)
"""Seconds between tries, less than a lease in sum."""

OWNER_ADVICE = (
    "An administrator must reconnect this inbox in Settings, Inboxes. The answer goes out by itself afterwards."
)
UNSURE_ADVICE = "Ask the customer, or look into the mailbox's Sent folder. “Try again” sends the very same mail; most programs show it once."
GAVE_UP = "Their server did not take it for a whole day. Check the address, or reach them another way."
GIVEN_UP = "It was given up in Settings, Health."
WAITING = "We try again by ourselves."
ELSEWHERE = "Put that right and try again, or write it again from another inbox."


class Started(Struct, frozen=True):
    """A parcel ready to go. `again`: an earlier try ended without our hearing how."""

    parcel: Parcel
    files: tuple[tuple[Attachment, str], ...]
    inbox: Inbox
    again: bool
    trace: str | None = None
    """Where the customer's words that this answers came in."""


async def deliver(ctx: Ctx, entry_id: str) -> None:
    """The job. Raises Busy and Unavailable to be called again; all other ends are told on the message."""
    try:
        started = await ctx.db.write_background(_start, entry_id)
    except (NotFound, Invalid) as failure:
        await ctx.db.write_background(_failed, entry_id, _why(failure), ELSEWHERE)
        return
    if started is None:
        return
    try:
        with watching.delivery(started.inbox.kind, **_ids(started)) as span:
            span.link(started.trace)
            receipt = await _carry(ctx, started)
    except (Busy, Unavailable) as failure:
        if await ctx.db.write_background(_waits, entry_id, failure.detail, ctx.attempt):
            raise
    except NeedsOwner as failure:
        await ctx.db.write_background(_owner, entry_id, started.inbox.id, failure.detail)
    except Refused as failure:
        await ctx.db.write_background(_refused, entry_id, failure)
    except Unsure as failure:
        await _settle_unsure(ctx, started, failure.detail)
    except Failure as failure:
        await ctx.db.write_background(_failed, entry_id, _why(failure), ELSEWHERE)
    else:
        # Outside the try: if this cannot be written, the state stays `sending`, and nobody believes nothing went out.
        await _noted(ctx, entry_id, receipt)


async def _noted(ctx: Ctx, entry_id: str, receipt: Receipt) -> None:
    """Write down that it went. A database that is gone for a moment must not turn what we know into a doubt."""
    for pause in _PATIENCE:
        try:
            return await ctx.db.write_background(_sent, entry_id, receipt)
        except (Busy, Unavailable) as failure:
            log.warning("a sent message waits to be noted", entry=entry_id, why=failure.detail)
            await asyncio.sleep(pause)
    return await ctx.db.write_background(_sent, entry_id, receipt)


def _why(failure: Failure) -> str:
    """What is wrong in words, with the fields it is about: a title like "Please check" helps nobody."""
    fields = [f"{name}: {words}" for name, words in failure.fields.items() if words not in failure.detail]
    return " ".join([failure.detail, *fields])


async def _carry(ctx: Ctx, started: Started) -> Receipt:
    adapter = channel(started.inbox.kind)
    if started.again and not started.inbox.abilities.same_key_safe:
        raise Unsure("We were interrupted while handing it over.")
    parcel = await passes.packed(ctx, started.parcel, started.files)
    return await adapter.deliver(parcel)


async def _settle_unsure(ctx: Ctx, started: Started, why: str) -> None:
    adapter = channel(started.inbox.kind)
    taken = None
    if isinstance(adapter, Recalls):
        try:
            taken = await adapter.was_taken(await passes.packed(ctx, started.parcel, ()))
        except Failure as failure:
            log.info("the far side cannot tell whether it took a message", why=failure.detail)
    if taken is True:
        receipt = Receipt(external_id=started.parcel.message_id, at=ctx.now)
        await ctx.db.write_background(_sent, started.parcel.entry_id, receipt)
    elif taken is False:
        await ctx.db.write_background(_failed, started.parcel.entry_id, why, "It was not taken. Try again.")
    else:
        await ctx.db.write_background(_unsure, started.parcel.entry_id, why)


def _start(tx: Tx, entry_id: str) -> Started | None:
    """Write down that we begin, and put the parcel together. None when there is nothing to do."""
    row = tracking.row_of(tx, entry_id)
    if row is None or row.state not in ("queued", "sending"):
        return None
    box = inboxes.inbox(tx, row.inbox_id)
    entry = conversations.entry(tx, entry_id)
    tx.run(sa.update(table).where(table.c.entry_id == entry_id).values(attempt=row.attempt + 1))
    tracking.set_state(tx, row, "sending")
    files = tuple((file, conversations.file_key(tx, file.id)) for file in body_of(entry).attachments)
    parcel, trace = _parcel(tx, row, box, entry), _came_by(tx, row.conversation_id) if watching.on() else None
    return Started(parcel, files, box, again=row.state == "sending", trace=trace)


def _ids(started: Started) -> dict[str, str]:
    parcel = started.parcel
    return {"entry_id": parcel.entry_id, "conversation_id": parcel.conversation_id, "inbox_id": parcel.inbox.id}


def _came_by(tx: Tx, conversation_id: str) -> str | None:
    """The trace of what the customer said last."""
    heard = next((e for e in conversations.messages(tx, conversation_id, limit=20) if e.direction == "in"), None)
    arrival = arrivals.of_entry(tx, heard.id) if heard else None
    return arrival.trace if arrival else None


def _sent(tx: Tx, entry_id: str, receipt: Receipt) -> None:
    row = tracking.row_of(tx, entry_id)
    if row is None:
        return
    tx.run(sa.update(table).where(table.c.entry_id == entry_id).values(external_id=receipt.external_id))
    # News of "delivered" may have been faster than the answer to our own call.
    if row.state in ("queued", "sending", "unsure"):
        tracking.set_state(tx, row, receipt.state)
    reaching.sent(tx, row.inbox_id)
    unseen.watch(tx, inboxes.inbox(tx, row.inbox_id), entry_id)
    inboxes.tell_owner(tx, row.inbox_id, InboxState.ok, None)


def _waits(tx: Tx, entry_id: str, why: str, attempt: int) -> bool:
    """Back to queued; False when it has been long enough."""
    row = tracking.row_of(tx, entry_id)
    if row is None:
        return False
    # A clock that jumps a day makes nobody give up: so many tries take an hour at least.
    if (tx.now - row.created_at > GIVE_UP and attempt >= LEAST_TRIES) or attempt >= MOST_TRIES:
        tracking.set_state(tx, row, "failed", reason=why, advice=GAVE_UP)
        return False
    tracking.set_state(tx, row, "queued", reason=why, advice=WAITING)
    return True


def _owner(tx: Tx, entry_id: str, inbox_id: str, why: str) -> None:
    inboxes.tell_owner(tx, inbox_id, InboxState.needs_owner, why)
    _failed(tx, entry_id, why, OWNER_ADVICE)


def _refused(tx: Tx, entry_id: str, refusal: Refused) -> None:
    _failed(tx, entry_id, refusal.detail, refusal.advice)
    for address in refusal.bad_addresses:
        try:
            people.note_bounce(tx, HandleKind.email, address, refusal.detail)
        except NotAnAddress:
            continue


def given_up(tx: Tx, args: dict[str, Any]) -> None:
    """Somebody let a parked delivery go (jobs.endings): its answer says so."""
    _failed(tx, str(args["entry_id"]), GIVEN_UP, "Send it again if it still matters.")


def _failed(tx: Tx, entry_id: str, why: str, advice: str | None) -> None:
    row = tracking.row_of(tx, entry_id)
    if row is not None:
        tracking.set_state(tx, row, "failed", reason=why, advice=advice)


def _unsure(tx: Tx, entry_id: str, why: str) -> None:
    row = tracking.row_of(tx, entry_id)
    if row is not None:
        tracking.set_state(tx, row, "unsure", reason=why, advice=UNSURE_ADVICE)


def _parcel(tx: Tx, row: Row, box: Inbox, entry: Entry) -> Parcel:
    body, package = body_of(entry), from_json(row.parcel, Package)
    talk = conversations.conversation(tx, None, row.conversation_id)
    brand = team.brand(tx, box.brand_id)
    sign = {"{agent}": entry.author.name}
    return Parcel(
        key=entry.id,
        inbox=box,
        entry_id=entry.id,
        conversation_id=talk.id,
        to=package.to,
        cc=package.cc,
        bcc=package.bcc,
        reply_to=package.reply_to,
        text=body.text,
        html=conversations.entry_html(tx, entry.id) if body.html else None,
        subject=package.subject,
        message_id=row.message_id,
        answers=package.answers,
        at=entry.at,
        author=brand.name,
        signature=Signature(text=_filled(brand.signature_text, sign), html=_filled(brand.signature_html, sign)),
        earlier=_earlier(tx, package, talk, entry),
        link=_link(tx, package, talk),
        locale=people.person(tx, talk.person_id).locale or brand.locale,
        automatic=entry.author.kind == "bot",
        attempt=row.attempt + 1,
    )


def _earlier(tx: Tx, package: Package, talk: Conversation, entry: Entry) -> tuple[Earlier, ...]:
    if package.quote == "talk":
        return tuple(_quoted(one) for one in _chat_so_far(tx, package, talk) if one.id != entry.id)[:TALK_LENGTH]
    if package.quote == "none" or package.answering is None:
        return ()
    return (_quoted(conversations.entry(tx, package.answering)),)


def _chat_so_far(tx: Tx, package: Package, talk: Conversation) -> list[Entry]:
    """What was said in the chat she left, the newest first, and nothing else.

    Other words of the conversation came by other handles, and a handle may only have been claimed.
    """
    said = [e for e in conversations.messages(tx, talk.id, limit=100) if e.public and e.inbox_id == package.left_chat]
    hers = package.left_handle_id or next((e.handle_id for e in said if e.direction == "in"), None)
    return [e for e in said if e.handle_id == hers]


def _quoted(entry: Entry) -> Earlier:
    return Earlier(name=entry.author.name, at=entry.at, text=body_of(entry).text)


def _link(tx: Tx, package: Package, talk: Conversation) -> str | None:
    """Only for one recipient: the link opens her talk, and nobody else may get it."""
    if package.left_chat is None or len((*package.to, *package.cc, *package.bcc)) != 1:
        return None
    try:
        inboxes.inbox(tx, package.left_chat)
    except NoSuchInbox:
        return None
    return hooks.continue_link(tx, package.left_chat, talk.person_id, package.to[0].value)


def _filled(words: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        words = words.replace(mark, value)
    return words
