"""Quarantine, many at once: why they are there, another try for all, or letting them go."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from msgspec import Struct

from shopkeeper.channels import arrivals, quarantine, taking
from shopkeeper.channels.model import ArrivalState, Outcome
from shopkeeper.channels.store import arrival
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Invalid
from shopkeeper.kit.jobs import Ctx

if TYPE_CHECKING:
    from shopkeeper.team import Agent

SLICE = 25
MOST_REASONS = 100
LONGEST_WHY = 300


class Reason(Struct, frozen=True):
    """Why, how many for this reason, and since when (ms UTC)."""

    reason: str
    count: int
    oldest_at: int
    newest_at: int


class Replayed(Struct, frozen=True, kw_only=True):
    """A slice of many: `taken` could be read now (or turned out to be known or of no use), `still` could not. `next` goes on."""

    tried: int
    taken: int
    still: int
    next: tuple[int, str] | None = None


def reasons(tx: Tx, agent: "Agent") -> list[Reason]:
    """The most frequent first."""
    columns = (arrival.c.reason, sa.func.count(), sa.func.min(arrival.c.at), sa.func.max(arrival.c.at))
    query = sa.select(*columns).where(*quarantine.seen_by(agent)).group_by(arrival.c.reason)
    rows = tx.all(query.order_by(sa.func.count().desc(), arrival.c.reason).limit(MOST_REASONS))
    return [Reason(row[0] or "", int(row[1]), int(row[2]), int(row[3])) for row in rows]


async def replay_some(ctx: Ctx, agent: "Agent", reason: str | None, after: tuple[int, str] | None) -> Replayed:
    """Another try for the next few, the newest first. What fails again stays, with its newest reason."""
    some = await ctx.db.read(quarantine.listed, SLICE, after, agent, reason)
    taken = 0
    for one in some:
        if one.kept:
            await ctx.db.write(quarantine.release, one.id, agent)
            outcome: Outcome = await taking.take_kept(ctx, one.id, again=True)
            taken += outcome.state is not ArrivalState.quarantined
    more = (some[-1].at, some[-1].id) if len(some) == SLICE else None
    return Replayed(tried=len(some), taken=taken, still=len(some) - taken, next=more)


def discard(tx: Tx, agent: "Agent", arrival_id: str, why: str) -> None:
    """It is of no use, and somebody says why. It counts as ignored from now on. Raises NoSuchArrival, Invalid."""
    quarantine.one(tx, arrival_id, agent)
    words = " ".join(why.split())[:LONGEST_WHY]
    if not words:
        raise Invalid("Say in a few words why it can go; colleagues will ask.", fields={"why": "Needed."})
    reason = f"Let go by {agent.name}: {words}"
    arrivals.settle(tx, Outcome(arrival_id=arrival_id, state=ArrivalState.ignored, reason=reason))


def discard_some(tx: Tx, agent: "Agent", reason: str, why: str) -> int:
    """The next few of a reason; 0 when none are left."""
    some = quarantine.listed(tx, SLICE, None, agent, reason)
    for one in some:
        discard(tx, agent, one.id, why)
    return len(some)
