"""How the house stands, for whoever runs it: the health page, and the work that was given up."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from litestar.params import SkipValidation
from msgspec import Struct

from shopkeeper.kit import errors, health, jobs
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http.pages import Page
from shopkeeper.kit.http.routes import ADMIN, delete, get, post
from shopkeeper.kit.jobs import Ctx

# Unchecked: it comes from ourselves, and its fields are named by types that only type checkers load.
GivenCtx: TypeAlias = SkipValidation[Ctx]


class NoSuchJob(errors.NotFound):
    """This work is not given up any more: somebody tried it again, or let it go."""


class ParkedJob(Struct, frozen=True, kw_only=True):
    """Work that was given up, and why. `about` names what it was for, by id."""

    n: int
    kind: str
    at: int
    attempts: int
    why: str
    about: Mapping[str, str]


@get("/api/v1/health", permission=ADMIN)
async def look(ctx: GivenCtx) -> health.Health:
    """Is all well? Each finding with its words and what to do."""
    return await health.check(ctx)


@get("/api/v1/parked-jobs", permission=ADMIN)
async def list_parked(db: Db) -> Page[ParkedJob]:
    """Work that was given up, the newest first, a hundred at most."""
    return Page([_shown(one) for one in await db.read(jobs.parked)])


@post("/api/v1/parked-jobs/{n:int}/retry", permission=ADMIN, errors=(NoSuchJob,), status_code=204)
async def retry(n: int, db: Db) -> None:
    """Try it again, as if for the first time."""
    await db.write(_retry, n)


@post("/api/v1/parked-jobs/retry-all", permission=ADMIN, status_code=200)
async def retry_all(db: Db) -> Mapping[str, int]:
    """Try all of it again; answers how many."""
    return {"retried": await db.write(jobs.retry_all)}


@delete("/api/v1/parked-jobs/{n:int}", permission=ADMIN, errors=(NoSuchJob,))
async def give_up(n: int, db: Db) -> None:
    """Let it go for good. An answer to a customer is shown as not sent."""
    await db.write(_give_up, n)


def _retry(tx: Tx, n: int) -> None:
    if not jobs.retry(tx, n):
        raise NoSuchJob


def _give_up(tx: Tx, n: int) -> None:
    if not jobs.give_up(tx, n):
        raise NoSuchJob


def _shown(one: jobs.Job) -> ParkedJob:
    ids = {name: value for name, value in one.args.items() if name.endswith("_id") and isinstance(value, str)}
    return ParkedJob(
        n=one.n, kind=one.kind, at=one.parked_at or 0, attempts=one.attempts, why=one.problem or "", about=ids
    )


routes: Sequence[Any] = [look, list_parked, retry, retry_all, give_up]
