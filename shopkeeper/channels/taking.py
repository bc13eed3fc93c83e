"""From bytes at the door to a settled arrival: keep, read, receive. What fails keeps its bytes, with the reason.

Reading happens before the transaction (and, for mail, in another process). `take` is for those who wait for the answer (a
chat, a webhook): keeping and receiving share one transaction. `take_kept` is for what was kept before (mail).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import cast

import msgspec
import structlog

from shopkeeper.channels import arrivals, inboxes, quarantine, receiving
from shopkeeper.channels.errors import Ignored, Unreadable
from shopkeeper.channels.model import Arrival, ArrivalState, File, Inbox, MessageArrived, Outcome, Post
from shopkeeper.channels.registry import channel
from shopkeeper.channels.sdk import CUT, ReadsApart, Thing
from shopkeeper.channels.telling import told
from shopkeeper.kit import ids, watching
from shopkeeper.kit.clock import DAY, SECOND
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Failure, retried
from shopkeeper.kit.files import Files
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("channels")
Taken = receiving.Taken

Fresh = tuple[Inbox, Thing]
"""What was kept a moment ago, for a channel whose reading needs no secrets."""

MOST_TRIES = 20
_TOO_BIG = (
    "This has {:.0f} MB, more than is taken in at once. Only its beginning is kept here; the whole of it still is where it came from. "
    "Open it there, and ask the sender for a link to big files."
)
LATE = 10 * SECOND
"""Whoever keeps a mail reads it at once, and in no more than the reader's eight seconds."""
GIVE_UP = DAY
"""A storage that is full or gone for a night puts nothing into quarantine: that would need somebody to take it out."""


@told("posted")
async def take(ctx: Ctx, post: Post, *, checked: bool = False) -> Outcome:
    """Verify (unless the caller did), read, then keep and receive in one transaction; durable when it returns.

    Raises NotOurs. Failures of receiving that the sender can act on (Busy, Forbidden, Invalid …) are raised too, and then
    nothing was kept or acknowledged. What cannot be read is kept in quarantine, and that is an outcome.
    """
    adapter = channel(post.inbox.kind)
    if not checked:
        adapter.verify(post)
    sealed = await arrivals.sealed(ctx.files, _thing(post), post)
    try:
        found = await stored(ctx.files, await read(post))
    except Unreadable as why:
        return await ctx.db.write(_keep_ended, sealed, post.inbox, ArrivalState.quarantined, why.detail)
    except Ignored as why:
        return await ctx.db.write(_keep_ended, sealed, post.inbox, ArrivalState.ignored, why.detail)
    try:
        return await ctx.db.write(_keep_and_receive, sealed, post, found)
    except Failure:
        raise
    except Exception as error:  # the door of the house: a bug in receiving must not lose what came
        log.error("a message could not be taken in", inbox=post.inbox.name, exc_info=error)
        return await ctx.db.write(_keep_ended, sealed, post.inbox, ArrivalState.quarantined, _bug(error))


@told("posted")
async def take_within(ctx: Ctx, post_of: Callable[[Tx], Post]) -> Outcome:
    """`take` for a few words whose sender is looked up in the same transaction, by `post_of`; its failures are raised.

    For the busiest door: one transaction instead of two. The adapter reads in the transaction, so its words must be quick to
    read, and may bring files only by their ids.
    """
    try:
        return await ctx.db.write(_keep_and_receive_within, post_of)
    except Failure:
        raise
    except Exception as error:  # the door of the house: a bug in receiving must not lose what came
        post = await ctx.db.glance(post_of)
        log.error("a message could not be taken in", inbox=post.inbox.name, exc_info=error)
        sealed = arrivals.sealed_small(_thing(post), post)
        return await ctx.db.write(_keep_ended, sealed, post.inbox, ArrivalState.quarantined, _bug(error))


@told("kept")
async def take_kept(ctx: Ctx, arrival_id: str, *, again: bool = False, fresh: Fresh | None = None) -> Outcome:
    """Read and receive what was kept before. Never raises for what stands in the bytes.

    An outcome of state `new` means: not now (the database was busy); it is taken up again. `again` lets quarantined ones
    have another try. `fresh` is what has only just been kept: it is neither loaded nor opened once more.
    """
    kept = arrivals.unopened(arrival_id, *fresh) if fresh else await ctx.db.read(arrivals.load, arrival_id)
    if kept is None:
        return Outcome(arrival_id=arrival_id, state=ArrivalState.ignored, reason="It was erased meanwhile.")
    if kept.state is not ArrivalState.new and not (again and kept.state is ArrivalState.quarantined):
        return Outcome(arrival_id=kept.id, state=kept.state, reason=kept.reason, entry_id=kept.entry_id)
    try:
        return await _taken(ctx, kept, fresh)
    except Ignored as why:
        return await _settled(ctx, kept, ArrivalState.ignored, why.detail)
    except Failure as failure:
        return await _failed(ctx, kept, failure)
    except (
        Exception
    ) as error:  # the outermost loop of receiving: whatever a message does to us, it is kept and reported
        log.error("a message could not be taken in", arrival=kept.id, exc_info=error)
        return await _settled(ctx, kept, ArrivalState.quarantined, _bug(error))


@watching.spanned("read")
async def read(post: Post) -> Sequence[Arrival]:
    """Their bytes in our words, where the adapter wants it done. Raises Ignored, Unreadable."""
    if CUT in post.context:
        raise Unreadable(_TOO_BIG.format(post.context[CUT] / 1e6))
    adapter = channel(post.inbox.kind)
    if _reads_apart(type(adapter)):
        return await cast("ReadsApart", adapter).parse_apart(post)
    return adapter.parse(post)


@cache
def _reads_apart(kind: type[object]) -> bool:
    # Remembered, because asking a class for a protocol takes 30 µs and every message would ask.
    return issubclass(kind, ReadsApart)


async def stored(files: Files, found: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals with their files' bytes in the file storage, where they are before any row names them."""
    return [await _with_files(files, one) if isinstance(one, MessageArrived) and one.files else one for one in found]


async def sweep(ctx: Ctx, late: int = LATE) -> None:
    """Take up what was kept and never finished: after a kill, or when the database was busy. `late`: for so long (ms)."""
    before, after = ctx.now - late, (0, "")
    while some := await ctx.db.read(arrivals.left_over, before, after):
        for _, arrival_id in some:
            await take_kept(ctx, arrival_id)
        after = some[-1]


@asynccontextmanager
async def taken_up(ctx: Ctx) -> AsyncIterator[None]:
    """What the process before us left unread is read now, not a minute later."""
    task = asyncio.create_task(_take_up(ctx))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _take_up(ctx: Ctx) -> None:
    # Only on SQLite is nobody else at it for certain.
    late = 0 if ctx.db.dialect == "sqlite" else LATE
    await asyncio.sleep(late / SECOND)
    try:
        await sweep(ctx, late)
    except Failure as failure:
        log.warning("what was left unread waits for the next sweep", why=failure.detail)


async def _taken(ctx: Ctx, kept: arrivals.Kept, fresh: Fresh | None) -> Outcome:
    if fresh is not None:
        inbox, thing = fresh
        post = Post(inbox=inbox, body=thing.body, context=thing.context, received_at=thing.received_at)
    else:
        inbox, secrets = await ctx.db.read(_with_secrets, kept.inbox_id)
        post = await arrivals.opened(ctx.files, kept, inbox, secrets)
    found = await stored(ctx.files, await read(post))
    return await ctx.db.write_background(_receive, kept.id, inbox, found, post.received_at)


async def _failed(ctx: Ctx, kept: arrivals.Kept, failure: Failure) -> Outcome:
    if retried(failure) and (kept.tries < MOST_TRIES or ctx.now - kept.at < GIVE_UP):
        await ctx.db.write_background(arrivals.tried, kept.id, failure.detail)
        return Outcome(arrival_id=kept.id, state=ArrivalState.new, reason=failure.detail)
    return await _settled(ctx, kept, ArrivalState.quarantined, failure.detail)


async def _settled(ctx: Ctx, kept: arrivals.Kept, state: ArrivalState, reason: str) -> Outcome:
    return await ctx.db.write_background(_settle, Outcome(arrival_id=kept.id, state=state, reason=reason))


async def _with_files(files: Files, message: MessageArrived) -> MessageArrived:
    return msgspec.structs.replace(message, files=tuple([await _put(files, file) for file in message.files]))


async def _put(files: Files, file: File) -> File:
    if file.attachment_id is not None or file.key is not None:
        return file
    return msgspec.structs.replace(file, key=await files.put(file.data), size=len(file.data), data=b"")


def _receive(tx: Tx, arrival_id: str, inbox: Inbox, found: Sequence[Arrival], received_at: int) -> Outcome:
    tx.lock(f"arrival:{arrival_id}")
    now = arrivals.state(tx, arrival_id)
    if now not in (ArrivalState.new, ArrivalState.quarantined):
        return Outcome(arrival_id=arrival_id, state=now or ArrivalState.ignored)
    return _settle(tx, receiving.plain(receiving.receive(tx, arrival_id, inbox, found, received_at)))


def _keep_and_receive(tx: Tx, sealed: arrivals.Sealed, post: Post, found: Sequence[Arrival]) -> Outcome:
    outcome = receiving.receive(tx, ids.new(tx.now), post.inbox, found, post.received_at)
    return _add_settled(tx, sealed, post.inbox, outcome)


def _keep_and_receive_within(tx: Tx, post_of: Callable[[Tx], Post]) -> Outcome:
    post = post_of(tx)
    sealed = arrivals.sealed_small(_thing(post), post)
    try:
        found = channel(post.inbox.kind).parse(post)
    except Unreadable as why:
        return _keep_ended(tx, sealed, post.inbox, ArrivalState.quarantined, why.detail)
    return _keep_and_receive(tx, sealed, post, found)


def _keep_ended(tx: Tx, sealed: arrivals.Sealed, inbox: Inbox, state: ArrivalState, reason: str) -> Outcome:
    return _add_settled(tx, sealed, inbox, Outcome(arrival_id=ids.new(tx.now), state=state, reason=reason))


def _add_settled(tx: Tx, sealed: arrivals.Sealed, inbox: Inbox, outcome: Outcome) -> Outcome:
    arrivals.add_settled(tx, inbox.id, sealed, outcome)
    if outcome.state is ArrivalState.quarantined:
        quarantine.announce(tx, outcome.arrival_id)
    return outcome


def _settle(tx: Tx, outcome: Outcome) -> Outcome:
    if outcome.state is ArrivalState.quarantined:
        quarantine.announce(tx, outcome.arrival_id)
    return arrivals.settle(tx, outcome)


def _with_secrets(tx: Tx, inbox_id: str) -> tuple[Inbox, dict[str, str]]:
    return inboxes.inbox_ever(tx, inbox_id), dict(inboxes.secrets_of(tx, inbox_id))


def _thing(post: Post) -> Thing:
    return Thing(body=post.body, context=post.context, received_at=post.received_at)


def _bug(error: Exception) -> str:
    return f"Something went wrong here ({type(error).__name__}: {error}). It is kept; try it again after an update."
