"""Opening the house: the tables of the front hall become a running desk.

On SQLite exactly one process writes: whoever opens the house holds a lock in the data folder, and every other command
hands its work to that process over a local socket (see `handover`).
"""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import structlog

from shopkeeper.kit import db as databases
from shopkeeper.kit import errors, events, files, jobs, migrating, places, signing, watching
from shopkeeper.kit import http as doors
from shopkeeper.kit.db import Db
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub
from shopkeeper.kit.live.wires import Local, Nats, Notify, Wire
from shopkeeper.kit.settings import Settings, with_secret

log = structlog.get_logger("house")

Start = Callable[[Ctx], AbstractAsyncContextManager[Any]]
"""Something that runs as long as the desk is open: mail pollers, listeners, presence."""


UNFINISHED = "restore.unfinished"
"""Stands in the data folder as long as a restore is under way."""


class HalfRestored(errors.Conflict):
    """A restore into this data folder was interrupted. Run the same `shopkeeper restore` again; it begins anew."""


class InUse(errors.Conflict):
    """Another Shopkeeper process has this data folder open. Stop it first, or let it do the work."""


@dataclass(frozen=True)
class House:
    """The front hall's tables.

    `identifier(db, settings)` makes the one who says who is at the door; `commands` is what a running desk does for the
    command line; `opened` is told of every opening; `welcome(ctx)` says what whoever starts the server should know.
    """

    routes: Sequence[Any]
    identifier: Callable[[Db, Settings], Any]
    allows: Any
    reactions: Mapping[type[events.Fact], Sequence[events.Reaction]] = field(default_factory=dict)
    handlers: Mapping[str, jobs.Handler] = field(default_factory=dict)
    schedule: Sequence[jobs.Periodic] = ()
    starts: Sequence[Start] = ()
    opened: Sequence[Callable[[Ctx], Any]] = ()
    commands: Mapping[str, Any] = field(default_factory=dict)
    welcome: Callable[[Ctx], Awaitable[str]] | None = None

    def app(self, ctx: Ctx, **options: Any) -> Any:
        """The ASGI application over an open house."""
        return doors.build(
            self.routes, ctx, identify=self.identifier(ctx.db, ctx.settings), allows=self.allows, **options
        )


@contextlib.contextmanager
def lock(settings: Settings) -> Any:
    """Hold the data folder for this process; raises InUse. PostgreSQL needs no such thing."""
    if settings.database_url.startswith("postgres"):
        yield
        return
    settings.folder.mkdir(parents=True, exist_ok=True)
    path = settings.folder / "shopkeeper.lock"
    with path.open("a+") as file:
        _hold(file, path)
        yield


def _hold(file: IO[str], path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        owner = path.read_text().strip()
        raise InUse(
            f"Another Shopkeeper process ({owner or 'unknown'}) has {path.parent} open. Stop it first."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()


def database(settings: Settings) -> Db:
    return databases.open(settings.database_url or settings.folder / "shopkeeper.db")


def wire(settings: Settings) -> Wire:
    if settings.nats_url:
        return Nats(settings.nats_url)
    return Notify(settings.database_url) if settings.database_url.startswith("postgres") else Local()


@contextlib.contextmanager
def _tracing(settings: Settings) -> Any:
    """Traces are sent while the house is open, where a collector is named. Raises Unavailable without the libraries."""
    if not settings.traces_url:
        yield
        return
    try:
        from shopkeeper.kit.watching.tracing import Otel
    except ImportError as error:
        raise errors.Unavailable(
            f"SHOPKEEPER_TRACES_URL is set, but {error.name} is missing. Install it: pip install 'shopkeeper[otel]'."
        ) from error
    tracer = Otel(settings)
    watching.set_tracer(tracer)
    try:
        yield
    finally:
        watching.set_tracer(None)
        tracer.close()


@asynccontextmanager
async def opened(house: House, settings: Settings) -> AsyncIterator[Ctx]:
    """The house with lights on and nobody at work: database checked, files, hub. Raises OldSchema, InUse, Unavailable."""
    if (settings.folder / UNFINISHED).exists():
        raise HalfRestored
    with lock(settings), _tracing(settings), places.taken(settings.folder) as process:
        settings = with_secret(settings)
        signing.install(settings.secret)
        events.install(house.reactions)
        db = database(settings)
        try:
            await asyncio.to_thread(migrating.require_current, db.sync_engine())
            hub = Hub(db, wire(settings))
            ctx = Ctx(db, files.open(settings), settings, hub, process=process)
            for tell in house.opened:
                tell(ctx)
            await hub.start()
            try:
                yield ctx
            finally:
                await hub.stop()
        finally:
            await db.close()


@asynccontextmanager
async def working(house: House, ctx: Ctx) -> AsyncIterator[jobs.Worker]:
    """Jobs are done, mailboxes watched, until the end of the `async with`."""
    worker = jobs.Worker(ctx, house.handlers, house.schedule)
    task = asyncio.create_task(worker.run())
    try:
        async with contextlib.AsyncExitStack() as stack:
            for start in house.starts:
                await stack.enter_async_context(start(ctx))
            yield worker
    finally:
        await worker.stop()
        # Not wait_for, here and elsewhere: until Python 3.12 it may swallow a cancellation.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(20):
                await task
