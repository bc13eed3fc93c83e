"""Carriers' events at the door: checked, kept as they came, taken in, and only then acknowledged.

The same one twice is taken once, for ever: what somebody replays changes nothing. An event about a number that no order has yet waits
for its order, since shops are often slower than carriers. What cannot be read is kept in quarantine, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from msgspec import Struct

from shopkeeper.commerce import parcels, raw
from shopkeeper.commerce.carriers import accounts
from shopkeeper.commerce.carriers.errors import NoSuchCarrier, NoSuchEvent
from shopkeeper.commerce.carriers.model import CarrierAccount, CarrierPost, Tracked
from shopkeeper.commerce.carriers.registry import carrier
from shopkeeper.commerce.errors import Ignored, Unreadable
from shopkeeper.commerce.raw import Sealed
from shopkeeper.commerce.store import carriers
from shopkeeper.commerce.store.parcels import tracking_key
from shopkeeper.kit import ids
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("commerce")

SWEEP = "commerce.carriers.sweep"
PRUNE = "commerce.carriers.prune"
WAITS = 30 * DAY
"""So long an event waits for the order it is about."""
_SEAL = "carrier event"
_LONGEST_REASON = 1_000
MOST_WORDS = 20
QUARANTINED, UNMATCHED = "quarantined", "unmatched"
_OPEN = frozenset({"new", "waiting", UNMATCHED, QUARANTINED})
_WHOSE = "Several parcels bear this number, and nothing says which carrier's is meant. Write the carrier at the shop, then try it again."


class Heard(Struct, frozen=True, kw_only=True):
    """What became of an event: taken, waiting, unmatched, duplicate, ignored or quarantined (the reason beside it)."""

    id: str
    state: str
    reason: str | None = None


class HeldEvent(Struct, frozen=True, kw_only=True):
    """An event that could not be taken in. `state`: quarantined (`reason`: why it cannot be read), or unmatched (of several parcels that
    bear `number`, as it is compared, nothing says which is meant). `kept`: its bytes are still here."""

    id: str
    account_id: str
    at: int
    reason: str
    size: int
    kept: bool
    tries: int
    state: str = QUARANTINED
    number: str | None = None


async def take(ctx: Ctx, post: CarrierPost) -> Heard:
    """Verify, keep, take in. Raises NotTheirs; what cannot be read is an outcome."""
    event_id = carrier(post.account.kind).verify(post)
    kept = raw.raw_of(post.body, post.headers, post.query, post.received_at)
    sealed = await raw.seal(ctx.files, kept, _SEAL, event_id)
    found = await ctx.db.write(_keep, sealed, post.account)
    return found if found.state == "duplicate" else await _take_in(ctx, found.id, post)


async def take_again(ctx: Ctx, event_id: str) -> Heard:
    """Another try for what is kept and was not taken in. Raises NoSuchEvent, NoSuchCarrier, FileGone when its days are over."""
    row = await ctx.db.read(carriers.event, event_id)
    if row is None or row.state not in _OPEN:
        raise NoSuchEvent
    account, secrets = await ctx.db.read(accounts.opened, row.account_id)
    kept = await raw.opened(ctx.files, row, _SEAL)
    post = CarrierPost(
        account=account, body=kept.body, headers=kept.headers, query=kept.query, secrets=secrets, received_at=kept.at
    )  # fmt: skip
    return await _take_in(ctx, event_id, post)


async def match(ctx: Ctx, event_id: str) -> None:
    """Its order may be here now."""
    try:
        await take_again(ctx, event_id)
    except (NoSuchEvent, NoSuchCarrier, FileGone) as gone:
        log.info("a carrier's event is let go", why=gone.detail)
        await ctx.db.write_background(_settle, event_id, "ignored", gone.detail, None)
    except Failure as failure:
        # It stays kept: one that cannot be opened just now must not hold up what comes behind it.
        log.warning("a carrier's event waits", why=failure.detail)


async def sweep(ctx: Ctx) -> None:
    """Take up what was kept and never taken in: after a kill, or when the database was busy."""
    for event_id in await ctx.db.read(carriers.left_over, ctx.now - MINUTE):
        await match(ctx, event_id)


async def prune(ctx: Ctx) -> None:
    """Forget the bytes whose days are over, a slice at a time."""
    while keys := await ctx.db.write_background(carriers.prune, ctx.settings.raw_days * DAY, WAITS):
        for key in keys:
            if key:
                await ctx.files.remove(key)


async def original(ctx: Ctx, event_id: str) -> bytes:
    """The bytes as they came. Raises NoSuchEvent, FileGone."""
    row = await ctx.db.read(carriers.event, event_id)
    if row is None:
        raise NoSuchEvent
    return (await raw.opened(ctx.files, row, _SEAL)).body


def waiting_for(tx: Tx, tracking_keys: Sequence[str]) -> list[str]:
    """Events that came before the orders with these numbers did, or could not be told whose they are."""
    return carriers.waiting_for(tx, tracking_keys)


def held(tx: Tx, limit: int = 50, after: tuple[int, str] | None = None) -> list[HeldEvent]:
    """What could not be taken in, the newest first, on from the last one's (at, id)."""
    return [_held(row) for row in carriers.held(tx, limit, after)]


async def _take_in(ctx: Ctx, event_id: str, post: CarrierPost) -> Heard:
    try:
        found = carrier(post.account.kind).parse(post)
        return await ctx.db.write(_apply, event_id, post.account, found)
    except Ignored as why:
        return await ctx.db.write(_settle, event_id, "ignored", why.detail, None)
    except Unreadable as why:
        return await ctx.db.write(_settle, event_id, "quarantined", why.detail, None)
    except Failure:
        # Busy, most likely: it is kept, and the sweep comes back to it.
        raise
    except Exception as bug:  # the door of the house: a bug in taking in must not lose what came
        log.error("a carrier's event could not be taken in", account=post.account.name, exc_info=bug)
        words = f"Something went wrong here ({type(bug).__name__}: {bug}). It is kept; try it again after an update."
        return await ctx.db.write(_settle, event_id, "quarantined", words, None)


def _keep(tx: Tx, sealed: Sealed, account: CarrierAccount) -> Heard:
    values: dict[str, Any] = {
        "id": ids.new(tx.now), "account_id": account.id, "key": sealed.key, "digest": sealed.digest, "sealed": sealed.sealed,
        "file_key": sealed.file_key, "size": sealed.size, "at": tx.now, "state": "new", "reason": None, "tracking_key": None, "tries": 0,
    }  # fmt: skip
    if not carriers.add_event(tx, values):
        return Heard(id=carriers.known_event(tx, account.id, sealed.key) or "", state="duplicate")
    carriers.change(tx, account.id, heard_at=tx.now)
    return Heard(id=values["id"], state="new")


def _apply(tx: Tx, event_id: str, account: CarrierAccount, found: Sequence[Tracked]) -> Heard:
    """One event, one transaction."""
    tx.lock(f"carrier-event:{event_id}")
    row = carriers.event(tx, event_id)
    if row is None or row.state not in _OPEN:
        return Heard(id=event_id, state="duplicate")
    if row.state == "new":
        for word in list(dict.fromkeys(word for told in found for word in told.unfamiliar))[:MOST_WORDS]:
            carriers.heard_word(tx, account.kind, word)
    about = [parcels.heard(tx, told) for told in found]
    key = next((tracking_key(told.number) for told in found), None)
    if key is None:
        return _settle(tx, event_id, "ignored", "There is no tracking number in it.", None)
    if any(one.parcels for one in about):
        return _settle(tx, event_id, "taken", None, key)
    unsure = any(one.unsure for one in about)
    return _settle(tx, event_id, UNMATCHED if unsure else "waiting", _WHOSE if unsure else None, key)


def _settle(tx: Tx, event_id: str, state: str, reason: str | None, key: str | None) -> Heard:
    carriers.settle(tx, event_id, state, (reason or "")[:_LONGEST_REASON] or None, key)
    if state in (QUARANTINED, UNMATCHED):
        carriers.tried(tx, event_id)
    return Heard(id=event_id, state=state, reason=reason)


def _held(row: Row) -> HeldEvent:
    kept = row.sealed is not None or row.file_key is not None
    return HeldEvent(
        id=row.id, account_id=row.account_id, at=row.at, reason=row.reason or "", size=row.size, kept=kept, tries=row.tries,
        state=row.state, number=row.tracking_key,
    )  # fmt: skip
