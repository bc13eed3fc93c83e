"""Whether an inbox's server can be reached: noted when the line to it comes up or breaks, and when an answer went out."""

from collections.abc import Sequence

import sqlalchemy as sa
from msgspec import Struct

from shopkeeper.channels.store import inbox_line as table
from shopkeeper.kit.db import Tx, upsert
from shopkeeper.kit.text import preview

LONGEST_WHY = 300


class Line(Struct, frozen=True):
    """Times are ms UTC. `failing_since` None: it works, or (with `reached_at` None too) nobody has tried yet."""

    reached_at: int | None = None
    failing_since: int | None = None
    failures: int = 0
    why: str = ""
    sent_at: int | None = None


UNTRIED = Line()


def reached(tx: Tx, inbox_id: str) -> None:
    """Its server let us in."""
    _note(tx, inbox_id, reached_at=tx.now, failing_since=None, failures=0, why=None)


def failed(tx: Tx, inbox_id: str, why: str) -> None:
    """Its server could not be reached, or ended the line."""
    now = lines(tx, [inbox_id]).get(inbox_id, UNTRIED)
    since = now.failing_since or tx.now
    _note(tx, inbox_id, failing_since=since, failures=now.failures + 1, why=preview(why, LONGEST_WHY))


def sent(tx: Tx, inbox_id: str) -> None:
    """An answer went out by it."""
    _note(tx, inbox_id, sent_at=tx.now)


def forget(tx: Tx, inbox_id: str) -> None:
    """It was connected anew: what was known of its line says nothing about the new one."""
    _note(tx, inbox_id, reached_at=None, failing_since=None, failures=0, why=None)


def lines(tx: Tx, inbox_ids: Sequence[str]) -> dict[str, Line]:
    """How the lines of these inboxes do; those that nobody tried yet are missing."""
    rows = tx.all(sa.select(table).where(table.c.inbox_id.in_(inbox_ids)))
    return {
        row.inbox_id: Line(row.reached_at, row.failing_since, row.failures, row.why or "", row.sent_at) for row in rows
    }


def _note(tx: Tx, inbox_id: str, **values: int | str | None) -> None:
    tx.run(upsert(table, {"inbox_id": inbox_id, **values}, on=["inbox_id"], set_=list(values)))
