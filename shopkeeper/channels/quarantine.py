"""What could not be taken in: kept, with the reason, and tried again when somebody says so."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from shopkeeper import team
from shopkeeper.channels.errors import NoSuchArrival
from shopkeeper.channels.events import MailQuarantined
from shopkeeper.channels.model import ArrivalState, Quarantined
from shopkeeper.channels.store import arrival as table
from shopkeeper.kit import events
from shopkeeper.kit.db import Row, Tx

if TYPE_CHECKING:
    from shopkeeper.team import Agent

# No inbox has this id: only whoever may see all of them may see it.
_NONE = "none"


def announce(tx: Tx, arrival_id: str) -> None:
    events.record(tx, MailQuarantined(quarantine_id=arrival_id))


def listed(
    tx: Tx,
    limit: int = 50,
    after: tuple[int, str] | None = None,
    agent: "Agent | None" = None,
    reason: str | None = None,
) -> list[Quarantined]:
    """The newest first, on from the last one's (at, id); for an agent those of their inboxes; of one reason, or of all."""
    query = sa.select(table).where(*seen_by(agent))
    if reason is not None:
        query = query.where(table.c.reason == reason)
    if after is not None:
        query = query.where(sa.tuple_(table.c.at, table.c.id) < after)
    return [_shown(row) for row in tx.all(query.order_by(table.c.at.desc(), table.c.id.desc()).limit(limit))]


def seen_by(agent: "Agent | None") -> list[sa.ColumnElement[bool]]:
    """What is in quarantine, in the inboxes of this agent."""
    here = [table.c.state == ArrivalState.quarantined.value]
    if agent is not None and not team.may_see(agent, _NONE):
        here.append(table.c.inbox_id.in_(agent.inboxes or ()))
    return here


def one(tx: Tx, arrival_id: str, agent: "Agent | None" = None) -> Quarantined:
    """Raises NoSuchArrival, also for one that was taken in meanwhile, or stands in an inbox this agent may not see."""
    here = (table.c.id == arrival_id, table.c.state == ArrivalState.quarantined.value)
    row = tx.first(sa.select(table).where(*here))
    if row is None or (agent is not None and not team.may_see(agent, row.inbox_id)):
        raise NoSuchArrival
    return _shown(row)


def release(tx: Tx, arrival_id: str, agent: "Agent | None" = None) -> None:
    """Note another try. Raises NoSuchArrival."""
    one(tx, arrival_id, agent)
    tx.run(sa.update(table).where(table.c.id == arrival_id).values(tries=table.c.tries + 1))


def _shown(row: Row) -> Quarantined:
    kept = row.sealed is not None or row.file_key is not None
    return Quarantined(
        id=row.id,
        inbox_id=row.inbox_id,
        at=row.at,
        reason=row.reason or "",
        size=row.size,
        kept=kept,
        tries=row.tries + 1,
    )
