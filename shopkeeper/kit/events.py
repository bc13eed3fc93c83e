"""Facts: what happened, said once, in ids and never in bodies.

`record` writes a fact's row and the jobs of everybody who reacts to it in the verb's own transaction, so neither can be
lost without the other. Live windows follow the rows by their sequence number.

On PostgreSQL numbers can commit out of order. A reader therefore stops at a horizon of our own writers: each takes a
shared advisory lock named by the last number it saw before drawing its own, and nobody reads past the lowest lock held.
(The cluster's oldest transaction will not do: one left open in another database would hide everything.)
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import msgspec
import sqlalchemy as sa

from shopkeeper.kit import jobs
from shopkeeper.kit.db import Hot, Tx, metadata
from shopkeeper.kit.text import from_json, to_json

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")

event = sa.Table(
    "event",
    metadata,
    sa.Column("seq", BIG, primary_key=True, autoincrement=True),
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

FACTS: dict[str, type["Fact"]] = {}


class Fact(msgspec.Struct, frozen=True):
    """Subclass it in your room's events.py; its name in snake_case is its kind on the wire."""

    kind: ClassVar[str] = "fact"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.kind = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        FACTS[cls.kind] = cls


class Reaction(msgspec.Struct, frozen=True):
    """A job that a fact wakes. `lane` names the fact's field whose jobs run one at a time and in order."""

    job: str
    lane: str | None = None


class Told(msgspec.Struct, frozen=True):
    """A recorded fact with its number and hour."""

    seq: int
    at: int
    fact: Fact


_reactions: dict[type[Fact], tuple[Reaction, ...]] = {}


def install(reactions: Mapping[type[Fact], Sequence[Reaction]]) -> None:
    """Called once by main with its REACTIONS table."""
    _reactions.clear()
    _reactions.update({fact: tuple(wakes) for fact, wakes in reactions.items()})


def record(tx: Tx, fact: Fact) -> int:
    """Write the fact and what it wakes; answers its sequence number."""
    if tx.dialect == "postgresql" and not tx.news:
        floor = tx.scalar(_FLOOR)
        tx.run(_ENTER, floor=floor % 2**31)
    tx.news = True
    body = to_json(fact)
    seq = tx.number(_INSERT, _INSERT_RETURNING)(at=tx.now, kind=fact.kind, body=body)
    for reaction in _reactions.get(type(fact), ()):
        lane = f"{reaction.lane}:{getattr(fact, reaction.lane)}" if reaction.lane else None
        jobs.enqueue_json(tx, reaction.job, body, lane=lane)
    return seq


def last(tx: Tx) -> int:
    """The newest number that is safe to read up to."""
    if tx.dialect == "postgresql":
        return _horizon(tx)
    return int(tx.scalar(_NEWEST) or 0)


def since(tx: Tx, seq: int, limit: int = 500) -> list[Told]:
    """Facts after `seq`, oldest first, none of them before an unfinished one."""
    horizon = last(tx)
    rows = tx.all(_SINCE, seq=seq, horizon=horizon, limit=limit)
    return [Told(row.seq, row.at, from_json(row.body, FACTS[row.kind])) for row in rows if row.kind in FACTS]


def forgotten(tx: Tx, seq: int) -> bool:
    """Whether facts after `seq` have been pruned already, so that a reader must start afresh."""
    oldest = tx.scalar(sa.select(sa.func.min(event.c.seq)))
    return oldest is not None and seq < oldest - 1


def prune(tx: Tx, before: int, limit: int = 5_000) -> int:
    """Forget facts older than `before` (ms UTC), a slice at a time; the newest one always stays, for its number."""
    old = sa.select(event.c.seq).where(event.c.at < before).order_by(event.c.seq).limit(limit)
    newest = tx.scalar(sa.select(sa.func.max(event.c.seq)))
    return tx.run(sa.delete(event).where(event.c.seq.in_(old), event.c.seq != newest)) if newest else 0


_WRITERS = 0x5348
_insert = sa.insert(event).values(at=sa.bindparam("at"), kind=sa.bindparam("kind"), body=sa.bindparam("body"))
_INSERT = Hot(_insert)
_INSERT_RETURNING = Hot(_insert.returning(event.c.seq))
_NEWEST = Hot(sa.select(sa.func.max(event.c.seq)))
_SINCE = Hot(
    sa.select(event.c.seq, event.c.at, event.c.kind, event.c.body)
    .where(event.c.seq > sa.bindparam("seq"), event.c.seq <= sa.bindparam("horizon"))
    .order_by(event.c.seq)
    .limit(sa.bindparam("limit"))
)
_FLOOR = Hot(sa.text("SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM event_seq_seq"))
_ENTER = Hot(sa.text(f"SELECT pg_advisory_xact_lock_shared({_WRITERS}, :floor)"))
_INSIDE = Hot(
    sa.text(
        "SELECT objid::bigint AS floor FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2"
        f" AND classid = {_WRITERS} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
)


def _horizon(tx: Tx) -> int:
    # The order matters: a writer who draws a number after this first look draws a higher one.
    highest = int(tx.scalar(_FLOOR))
    floors: list[int] = [highest - ((highest - row.floor) % 2**31) for row in tx.all(_INSIDE)]
    return min([highest, *floors])
