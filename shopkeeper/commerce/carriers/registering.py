"""Having parcels followed: a service is told the number, once, by the first account that can."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import structlog

from shopkeeper.commerce import parcels as telling
from shopkeeper.commerce import wording
from shopkeeper.commerce.applying import snapshot_of
from shopkeeper.commerce.carriers import accounts
from shopkeeper.commerce.carriers.errors import CarrierNeedsOwner, CarrierRefused
from shopkeeper.commerce.carriers.model import CarrierAccount, CarrierLink, Parcel, Tracked
from shopkeeper.commerce.carriers.registry import carrier, carrier_kinds
from shopkeeper.commerce.carriers.scanning import ENDED
from shopkeeper.commerce.carriers.sdk import Knows, Tracks, TriesOut
from shopkeeper.commerce.following import WATCHED
from shopkeeper.commerce.model import Place, Step, StoreState
from shopkeeper.commerce.store import carriers, orders, parcels
from shopkeeper.kit import ids, jobs, outside
from shopkeeper.kit.clock import HOUR
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Busy, Failure, Unavailable
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("commerce")

TRACK = "commerce.track"
CATCH_UP = "commerce.track.all"
LOOK_UP = "commerce.track.ask"
LANES = 4
"""So many services are asked at once: one that is slow holds up nothing but parcels."""
TRIES = 4
"""Then the parcel is let go, so that the others behind it come on; its next look asks for it again."""
SLICE = 200


def follows(tx: Tx) -> bool:
    """Whether there is an account that takes numbers."""
    return any(_takes(one) for one in accounts.accounts(tx))


def begin(tx: Tx) -> None:
    """An account was added or corrected: parcels that are on their way are looked at once more."""
    if follows(tx):
        jobs.enqueue(tx, CATCH_UP, {}, id=CATCH_UP)


def ask_for(tx: Tx, row: Row) -> int | None:
    """Have a parcel followed that nobody follows yet; answers when to look whether it is (ms UTC), None: nothing to do."""
    if row.tracked_at is not None or row.track_problem is not None or row.tracking_key is None:
        return None
    jobs.enqueue(tx, TRACK, {"shipment_id": row.id}, lane=_lane(row.id), id=f"track:{row.id}")
    return tx.now + HOUR


def ask_about(tx: Tx, row: Row) -> None:
    """Have the service asked where a parcel is, before anybody is alarmed by its silence."""
    jobs.enqueue(tx, LOOK_UP, {"shipment_id": row.id}, lane=_lane(row.id), id=f"look-up:{row.id}")


async def look_up(ctx: Ctx, shipment_id: str) -> None:
    """The job. Raises Busy, Unavailable to be called again."""
    found = await ctx.db.read(_followed, shipment_id)
    if found is None:
        return
    account, parcel = found
    adapter = carrier(account.kind)
    if not isinstance(adapter, Knows):
        return
    try:
        told = await adapter.look_up(await link(ctx, account.id), parcel)
    except CarrierRefused as failure:
        log.info("a parcel could not be looked up", account=account.name, why=failure.detail)
    except Failure as failure:
        await _not_asked(ctx, account, failure)
    else:
        await ctx.db.write_background(_looked_up, shipment_id, told)


async def track(ctx: Ctx, shipment_id: str) -> None:
    """The job. Raises Busy, Unavailable to be called again."""
    found = await ctx.db.read(_wanted, shipment_id)
    if found is None:
        return
    account, parcel = found
    adapter = carrier(account.kind)
    if not isinstance(adapter, Tracks):
        return
    try:
        await adapter.track(await link(ctx, account.id), parcel)
    except CarrierRefused as failure:
        await ctx.db.write_background(_refused, shipment_id, parcel.number, failure.detail)
    except Failure as failure:
        await _not_asked(ctx, account, failure)
    else:
        await ctx.db.write_background(_tracked, shipment_id, parcel.number, account.id)


async def catch_up(ctx: Ctx, after: str = "") -> None:
    """The job: have all parcels followed that are on their way, from one account's beginning on, slice by slice."""
    after = after or ids.new(ctx.now - WATCHED)[:10]
    while after:
        after = await ctx.db.write_background(_catch_up, after)


async def link(ctx: Ctx, account_id: str) -> CarrierLink:
    """An open account. Raises NoSuchCarrier."""
    account, secrets = await ctx.db.read(accounts.opened, account_id)
    return CarrierLink(account=account, secrets=secrets, outside=outside.shared(ctx.settings), now=ctx.now)


async def try_out(ctx: Ctx, account_id: str) -> list[Step]:
    """Whether its key works, in plain words; one that stood still goes on when it does. Raises NoSuchCarrier."""
    opened = await link(ctx, account_id)
    adapter = carrier(opened.account.kind)
    if not isinstance(adapter, TriesOut) or "api_key" not in opened.account.secrets_set:
        return [wording.nothing_to_try(opened.account.name, "no_key")]
    try:
        steps = list(await adapter.try_out(opened))
    except Failure as failure:
        return [Step(name=opened.account.name, ok=False, words=failure.detail)]
    await ctx.db.write(accounts.works, account_id)
    return steps


def _lane(shipment_id: str) -> str:
    return f"carriers:{zlib.crc32(shipment_id.encode()) % LANES}"


async def _not_asked(ctx: Ctx, account: CarrierAccount, failure: Failure) -> None:
    """Its owner is told, or it is raised to be called again; after TRIES it is let go."""
    if isinstance(failure, CarrierNeedsOwner):
        await ctx.db.write_background(accounts.needs_owner, account.id, failure.detail)
    elif isinstance(failure, Busy | Unavailable) and ctx.attempt >= TRIES:
        log.info("a service does not take parcels just now", why=failure.detail)
    else:
        raise failure


def _takes(account: CarrierAccount) -> bool:
    adapter = carrier_kinds().get(account.kind)
    return account.state is StoreState.ok and "api_key" in account.secrets_set and isinstance(adapter, Tracks)


def _wanted(tx: Tx, shipment_id: str) -> tuple[CarrierAccount, Parcel] | None:
    row = parcels.one(tx, shipment_id)
    account = next((one for one in accounts.accounts(tx) if _takes(one)), None)
    if row is None or account is None or row.tracked_at is not None or row.tracking_key is None:
        return None
    return account, _parcel(tx, row)


def _followed(tx: Tx, shipment_id: str) -> tuple[CarrierAccount, Parcel] | None:
    row = parcels.one(tx, shipment_id)
    account = next((one for one in accounts.accounts(tx) if _takes(one) and row and one.id == row.tracked_by), None)
    return (account, _parcel(tx, row)) if account is not None else None


def _looked_up(tx: Tx, shipment_id: str, told: Sequence[Tracked]) -> None:
    for one in told:
        telling.heard(tx, one)
    parcels.change(tx, shipment_id, looked_up_at=tx.now, asking_since=None, due_at=tx.now)


def _parcel(tx: Tx, row: Row) -> Parcel:
    order_row, order = orders.one(tx, row.order_id), snapshot_of(tx, row.order_id)
    place = order.ship_to if order is not None and order.ship_to is not None else Place()
    return Parcel(
        number=row.tracking_number, carrier=row.carrier, postcode=place.postcode,
        order_number=order_row.number if order_row is not None else "",
    )  # fmt: skip


def _tracked(tx: Tx, shipment_id: str, number: str, account_id: str) -> None:
    row = parcels.one(tx, shipment_id)
    if row is not None and row.tracking_number == number:
        parcels.change(tx, shipment_id, tracked_at=tx.now, tracked_by=account_id, due_at=tx.now)
    carriers.change(tx, account_id, asked_at=tx.now)


def _refused(tx: Tx, shipment_id: str, number: str, why: str) -> None:
    row = parcels.one(tx, shipment_id)
    if row is not None and row.tracking_number == number:
        parcels.change(tx, shipment_id, track_problem=why[:500])


def _catch_up(tx: Tx, after: str) -> str:
    rows = parcels.untracked(tx, after, SLICE)
    parcels.follow(tx, [row.id for row in rows if row.state not in ENDED])
    return rows[-1].id if len(rows) == SLICE else ""
