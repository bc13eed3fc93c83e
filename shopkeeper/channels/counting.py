"""Where everything went that came in: for each inbox, how much came and what became of it. The parts always add up."""

from enum import StrEnum

import sqlalchemy as sa

from shopkeeper import team
from shopkeeper.channels import arrivals, inboxes
from shopkeeper.channels.model import ArrivalState, Inbox, MailCount
from shopkeeper.channels.registry import channels
from shopkeeper.channels.sdk import Counts
from shopkeeper.channels.store import arrival
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Hot, Tx
from shopkeeper.team import Agent


class Period(StrEnum):
    """`day`: what came in the last 24 hours; `week`: in the last seven days; `all`: what lies on the server, and came ever."""

    day = "day"
    week = "week"
    all = "all"


_LONG = {Period.day: DAY, Period.week: 7 * DAY}


def counts(tx: Tx, agent: Agent | None = None, period: Period = Period.all) -> list[MailCount]:
    """Of every inbox, or of those an agent may see."""
    shown = [box for box in inboxes.inboxes(tx) if agent is None or team.may_see(agent, box.id)]
    return [_counted(tx, box) if period is Period.all else _since(tx, box, tx.now - _LONG[period]) for box in shown]


def _counted(tx: Tx, box: Inbox) -> MailCount:
    adapter = channels().get(box.kind)
    found = adapter.count(tx, box) if isinstance(adapter, Counts) else None
    return found or arrivals.counted(tx, box)


def _since(tx: Tx, box: Inbox, since: int) -> MailCount:
    found = {state: int(tx.scalar(_SINCE, inbox_id=box.id, state=state.value, since=since)) for state in ArrivalState}
    return MailCount(
        inbox_id=box.id,
        name=box.name,
        server=sum(found.values()),
        stored=found[ArrivalState.stored],
        duplicate=found[ArrivalState.duplicate],
        ignored=found[ArrivalState.ignored],
        quarantined=found[ArrivalState.quarantined],
        waiting=found[ArrivalState.new],
        checked_at=tx.now,
    )


_SINCE = Hot(
    sa.select(sa.func.count()).where(
        arrival.c.inbox_id == sa.bindparam("inbox_id"),
        arrival.c.state == sa.bindparam("state"),
        arrival.c.at >= sa.bindparam("since"),
    )
)
