"""The job table. `run_at` is the next time anyone may take the row: a claim moves it to the end of the lease."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from shopkeeper.kit import errors
from shopkeeper.kit.db import Hot, Tx, metadata, upsert
from shopkeeper.kit.text import from_json, preview, to_json

LEASE = 60_000
BUG_TRIES = 5
FAR_SIDE_TRIES = 30
_LONGEST_WAIT = 3_600_000

job = sa.Table(
    "job",
    metadata,
    sa.Column("n", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("args", sa.Text, nullable=False),
    sa.Column("lane", sa.Text),
    sa.Column("run_at", sa.BigInteger, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("leased_by", sa.Text),
    sa.Column("parked_at", sa.BigInteger),
    sa.Column("problem", sa.Text),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("trace", sa.Text),
    sa.Index(
        "ix_job_due", "run_at", sqlite_where=sa.text("parked_at IS NULL"), postgresql_where=sa.text("parked_at IS NULL")
    ),
    sa.Index("ix_job_lane", "lane", "n"),
    sa.Index(
        "ix_job_parked",
        "n",
        sqlite_where=sa.text("parked_at IS NOT NULL"),
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)


class Job(msgspec.Struct, frozen=True):
    """A claimed (or parked) job. `attempts` counts this one."""

    n: int
    kind: str
    args: dict[str, Any]
    attempts: int
    lane: str | None = None
    problem: str | None = None
    parked_at: int | None = None
    late: int = 0
    """Milliseconds from its hour to this claim."""
    trace: str | None = None


def enqueue(
    tx: Tx, kind: str, args: Mapping[str, Any], *, lane: str | None = None, at: int | None = None, id: str | None = None
) -> None:
    """Write a job; `at` (ms UTC) is a timer, `id` makes it the only one of that name (a second one is dropped)."""
    enqueue_json(tx, kind, to_json(args), lane=lane, at=at, id=id)


def enqueue_json(
    tx: Tx, kind: str, args: str, *, lane: str | None = None, at: int | None = None, id: str | None = None
) -> None:
    """The same for arguments that are written as JSON already, as a fact's are."""
    tx.work = True
    insert = _INSERT if id is None else _INSERT_ONCE
    when = tx.now if at is None else at
    tx.run(insert, id=id, kind=kind, args=args, lane=lane, run_at=when, created_at=tx.now, trace=tx.trace)


def cancel(tx: Tx, id: str) -> bool:
    """Drop a job nobody has begun; False when it runs already or is gone."""
    return tx.run(sa.delete(job).where(job.c.id == id, job.c.leased_by.is_(None))) == 1


def claim(tx: Tx, worker: str, most: int) -> list[Job]:
    """Take up to `most` due jobs, at most the oldest of each lane."""
    rows = tx.all(_DUE_LOCKED if tx.dialect == "postgresql" else _DUE, now=tx.now, most=most)
    for row in rows:
        tx.run(_LEASE, n=row.n, worker=worker, until=tx.now + LEASE)
    return [
        Job(r.n, r.kind, from_json(r.args), r.attempts + 1, r.lane, late=tx.now - r.run_at, trace=r.trace) for r in rows
    ]


def renew(tx: Tx, worker: str, numbers: list[int]) -> None:
    """Still at it: keep the lease."""
    tx.run(sa.update(job).where(job.c.n.in_(numbers), job.c.leased_by == worker).values(run_at=tx.now + LEASE))


def finish(tx: Tx, worker: str, done: Job) -> None:
    """It is done. Only the end of a job in a lane lets another one begin, so only that wakes anybody."""
    tx.run(_FINISH, n=done.n, worker=worker)
    tx.work = tx.work or done.lane is not None


def fail(tx: Tx, worker: str, done: Job, error: BaseException) -> bool:
    """Put it back for later, or park it with the reason; True when parked."""
    mine = sa.update(job).where(job.c.n == done.n, job.c.leased_by == worker)
    reason = preview(f"{type(error).__name__}: {error}", 500)
    if _spent(done, error):
        tx.run(mine.values(parked_at=tx.now, leased_by=None, problem=reason))
        tx.work = True
        return True
    again = tx.now + int(_wait(done, error))
    tx.run(mine.values(run_at=again, leased_by=None, problem=reason))
    # Whoever rests must know of the earlier hour.
    tx.work = True
    return False


def release_all(tx: Tx) -> int:
    """After a restart where no other process can be at work: take back what the last one held."""
    return tx.run(sa.update(job).where(job.c.leased_by.is_not(None)).values(leased_by=None, run_at=tx.now))


def release(tx: Tx, worker: str) -> int:
    """Take back what the dead bearer of this name held."""
    return tx.run(sa.update(job).where(job.c.leased_by == worker).values(leased_by=None, run_at=tx.now))


def mend(tx: Tx, back: int = 0) -> None:
    """After the clock was set back (by so many ms, where known): nothing waits for an hour that it never meant.

    What was written "later than now" keeps its wait instead of its hour, a lease lasts a lease, a retry its own pause.
    """
    free = (job.c.leased_by.is_(None), job.c.parked_at.is_(None))
    ahead = job.c.run_at - (job.c.created_at - tx.now)
    tx.run(sa.update(job).where(job.c.created_at > tx.now, *free).values(run_at=ahead, created_at=tx.now))
    tx.run(
        sa.update(job).where(job.c.leased_by.is_not(None), job.c.run_at > tx.now + LEASE).values(run_at=tx.now + LEASE)
    )
    soonest = sa.case((job.c.run_at - back < tx.now, tx.now), else_=job.c.run_at - back)
    again = sa.update(job).where(*free, job.c.attempts > 0)
    if back:
        tx.run(again.where(job.c.run_at > tx.now).values(run_at=soonest))
    else:
        tx.run(again.where(job.c.run_at > tx.now + _LONGEST_WAIT).values(run_at=tx.now + _LONGEST_WAIT))
    tx.work = True


def next_due(tx: Tx) -> int | None:
    found = tx.scalar(_NEXT)
    return None if found is None else int(found)


def waiting(tx: Tx) -> int:
    """How many jobs are due or running now."""
    return int(
        tx.scalar(sa.select(sa.func.count()).select_from(job).where(job.c.parked_at.is_(None), job.c.run_at <= tx.now))
    )


class Standing(msgspec.Struct, frozen=True):
    """`waiting` is counted to 1,000. `oldest_at` is the hour (ms UTC) of the first job that could begin and has not."""

    waiting: int
    oldest_at: int | None
    parked: int


def standing(tx: Tx) -> Standing:
    """Is the work done in time?"""
    due = sa.select(job.c.n).where(job.c.parked_at.is_(None), job.c.run_at <= tx.now).limit(1_000).subquery()
    given_up = sa.select(sa.func.count()).select_from(job).where(job.c.parked_at.is_not(None))
    # Not the oldest row: one may wait in its lane for another that is tried again in an hour.
    first = tx.first(_DUE, now=tx.now, most=1)
    return Standing(
        int(tx.scalar(sa.select(sa.func.count()).select_from(due))),
        int(first.run_at) if first else None,
        int(tx.scalar(given_up)),
    )


def parked(tx: Tx, limit: int = 100) -> list[Job]:
    """Jobs that gave up, newest first, with the reason."""
    rows = tx.all(sa.select(job).where(job.c.parked_at.is_not(None)).order_by(job.c.n.desc()).limit(limit))
    return [Job(r.n, r.kind, from_json(r.args), r.attempts, r.lane, r.problem, r.parked_at) for r in rows]


def retry(tx: Tx, n: int) -> bool:
    """Give a parked job another chance."""
    tx.work = True
    fresh = {"parked_at": None, "attempts": 0, "run_at": tx.now}
    return tx.run(sa.update(job).where(job.c.n == n, job.c.parked_at.is_not(None)).values(**fresh)) == 1


def retry_all(tx: Tx) -> int:
    """Give every parked job another chance; answers how many."""
    tx.work = True
    fresh = {"parked_at": None, "attempts": 0, "run_at": tx.now}
    return tx.run(sa.update(job).where(job.c.parked_at.is_not(None)).values(**fresh))


endings: dict[str, Callable[[Tx, dict[str, Any]], None]] = {}
"""Job kind → what is written down when somebody lets a parked one go. Filled by the rooms."""


def give_up(tx: Tx, n: int) -> bool:
    """Let a parked job go for good; False when it is not parked."""
    row = tx.first(sa.select(job).where(job.c.n == n, job.c.parked_at.is_not(None)))
    if row is None:
        return False
    tx.run(sa.delete(job).where(job.c.n == n))
    tx.work = True
    if row.kind in endings:
        endings[row.kind](tx, from_json(row.args))
    return True


def _spent(done: Job, error: BaseException) -> bool:
    if errors.retried(error):
        return done.attempts >= FAR_SIDE_TRIES
    return isinstance(error, errors.Failure) or done.attempts >= BUG_TRIES


def _wait(done: Job, error: BaseException) -> float:
    """Milliseconds until the next try: 2 s doubling up to an hour, and never less than the far side asked for."""
    asked = float(getattr(error, "retry_after", None) or 0) * 1_000
    doubling: int = 2_000 * 2 ** min(done.attempts - 1, 12)
    return max(asked, min(_LONGEST_WAIT, doubling))


_FIELDS = ("id", "kind", "args", "lane", "run_at", "created_at", "trace")
_VALUES: dict[str, Any] = {name: sa.bindparam(name) for name in _FIELDS}
_INSERT = Hot(sa.insert(job).values(**_VALUES))
_INSERT_ONCE = Hot(upsert(job, _VALUES, on=["id"]))
_NEXT = Hot(sa.select(sa.func.min(job.c.run_at)).where(job.c.parked_at.is_(None)))
_FINISH = Hot(sa.delete(job).where(job.c.n == sa.bindparam("n"), job.c.leased_by == sa.bindparam("worker")))
_LEASE = Hot(
    sa.update(job)
    .where(job.c.n == sa.bindparam("n"))
    .values(
        leased_by=sa.bindparam("worker"), run_at=sa.bindparam("until"), attempts=job.c.attempts + sa.literal_column("1")
    )
)
_earlier = job.alias("earlier")
_due = (
    sa.select(job.c.n, job.c.kind, job.c.args, job.c.attempts, job.c.lane, job.c.run_at, job.c.trace)
    .where(
        job.c.parked_at.is_(None),
        job.c.run_at <= sa.bindparam("now"),
        sa.or_(
            job.c.lane.is_(None),
            ~sa.exists().where(_earlier.c.lane == job.c.lane, _earlier.c.n < job.c.n, _earlier.c.parked_at.is_(None)),
        ),
    )
    .order_by(job.c.run_at)
    .limit(sa.bindparam("most"))
)
_DUE = Hot(_due)
_DUE_LOCKED = Hot(_due.with_for_update(skip_locked=True, of=job))
