"""From bytes at the door to a settled arrival: keep, read, receive. What fails keeps its bytes, with the reason.

Reading happens before the transaction (and, for mail, in another process). `take` is for those who wait for the answer (a
chat, a webhook): keeping and receiving share one transaction. `take_kept` is for what was kept before (mail).
"""

from collections.abc import Sequence
from functools import cache
from typing import cast

import msgspec
import structlog

from shopkeeper.channels import arrivals, inboxes, quarantine, receiving
from shopkeeper.channels.errors import Ignored, Unreadable
from shopkeeper.channels.model import Arrival, ArrivalState, File, Inbox, MessageArrived, Outcome, Post
from shopkeeper.channels.registry import channel
from shopkeeper.channels.sdk import ReadsApart, Thing
from shopkeeper.kit import ids
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Failure, retried
from shopkeeper.kit.files import Files
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("channels")

MOST_TRIES = 20


async def take(ctx: Ctx, post: Post, *, checked: bool = False) -> Outcome:
    """Verify (unless the caller did), read, then keep and receive in one transaction; durable when it returns.

    Raises NotOurs. Failures of receiving that the sender can act on (Busy, Forbidden, Invalid …) are raised too, and then
    nothing was kept or acknowledged. What cannot be read is kept in quarantine, and that is an outcome.
    """
    adapter = channel(post.inbox.kind)
    if not checked:
        adapter.verify(post)
    sealed = await arrivals.sealed(ctx.files, post.inbox.id, _thing(post), post)
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


async def take_kept(ctx: Ctx, arrival_id: str, *, again: bool = False) -> Outcome:
    """Read and receive what was kept before. Never raises for what stands in the bytes.

    An outcome of state `new` means: not now (the database was busy); it is taken up again. `again` lets quarantined ones
    have another try.
    """
    kept = await ctx.db.read(arrivals.load, arrival_id)
    if kept is None:
        return Outcome(arrival_id=arrival_id, state=ArrivalState.ignored, reason="It was erased meanwhile.")
    if kept.state is not ArrivalState.new and not (again and kept.state is ArrivalState.quarantined):
        return Outcome(arrival_id=kept.id, state=kept.state, reason=kept.reason, entry_id=kept.entry_id)
    try:
        return await _taken(ctx, kept)
    except Ignored as why:
        return await _settled(ctx, kept, ArrivalState.ignored, why.detail)
    except Failure as failure:
        return await _failed(ctx, kept, failure)
    except (
        Exception
    ) as error:  # the outermost loop of receiving: whatever a message does to us, it is kept and reported
        log.error("a message could not be taken in", arrival=kept.id, exc_info=error)
        return await _settled(ctx, kept, ArrivalState.quarantined, _bug(error))


async def read(post: Post) -> Sequence[Arrival]:
    """Their bytes in our words, where the adapter wants it done. Raises Ignored, Unreadable."""
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


async def sweep(ctx: Ctx) -> None:
    """Take up what was kept and never finished: after a kill, or when the database was busy."""
    for arrival_id in await ctx.db.read(arrivals.left_over, ctx.now - 60_000):
        await take_kept(ctx, arrival_id)


async def _taken(ctx: Ctx, kept: arrivals.Kept) -> Outcome:
    inbox, secrets = await ctx.db.read(_with_secrets, kept.inbox_id)
    post = await arrivals.opened(ctx.files, kept, inbox, secrets)
    found = await stored(ctx.files, await read(post))
    return await ctx.db.write_background(_receive, kept.id, inbox, found, post.received_at)


async def _failed(ctx: Ctx, kept: arrivals.Kept, failure: Failure) -> Outcome:
    if retried(failure) and kept.tries < MOST_TRIES:
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
    now = arrivals.load(tx, arrival_id)
    if now is None or now.state not in (ArrivalState.new, ArrivalState.quarantined):
        return Outcome(arrival_id=arrival_id, state=now.state if now else ArrivalState.ignored)
    return _settle(tx, receiving.receive(tx, arrival_id, inbox, found, received_at))


def _keep_and_receive(tx: Tx, sealed: arrivals.Sealed, post: Post, found: Sequence[Arrival]) -> Outcome:
    outcome = receiving.receive(tx, ids.new(tx.now), post.inbox, found, post.received_at)
    return _add_settled(tx, sealed, post.inbox, outcome)


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
