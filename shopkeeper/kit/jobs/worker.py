"""The one who does the jobs."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from shopkeeper.kit import clock, errors, ids, watching
from shopkeeper.kit.jobs import store

if TYPE_CHECKING:
    from shopkeeper.kit.db import Db
    from shopkeeper.kit.files import Files
    from shopkeeper.kit.live import Hub
    from shopkeeper.kit.settings import Settings

log = structlog.get_logger("jobs")

SOON = 0.01

CLOCK_SET_BACK = 5 * clock.SECOND
"""Less is a clock being kept right."""


@dataclass(frozen=True)
class Ctx:
    """What a handler may reach. `attempt` counts from 1."""

    db: "Db"
    files: "Files"
    settings: "Settings"
    hub: "Hub"
    attempt: int = 1
    process: str = ""
    """The name under which this process holds leases; its dead predecessor had the same."""

    @property
    def now(self) -> int:
        return self.db.clock()


Handler = Callable[..., Awaitable[Any]]


class Periodic(msgspec.Struct, frozen=True):
    """Something done again and again: a job kind and the milliseconds between."""

    job: str
    every: int


class Worker:
    """Claims and runs jobs until stopped. Lanes and leases are told of in the package's docstring."""

    def __init__(
        self, ctx: Ctx, handlers: Mapping[str, Handler], schedule: Sequence[Periodic] = (), *, most: int = 16
    ) -> None:
        self.ctx, self.handlers, self.schedule, self.most = ctx, handlers, schedule, most
        self.name = ctx.process or ids.new()
        self._wake = asyncio.Event()
        self._woken = False
        self._running: dict[int, asyncio.Task[None]] = {}
        self._stopping = False
        self._latest = 0

    def wake(self) -> None:
        """There is work. Begun a moment later: whoever's word made it is answered first, and several are claimed at once."""
        if not self._woken:
            self._woken = True
            asyncio.get_running_loop().call_later(SOON, self._wake.set)

    async def run(self) -> None:
        """Work until `stop`; what is under way then is finished first."""
        self.ctx.db.on_work.append(self.wake)
        renewing = asyncio.create_task(self._renew_forever())
        try:
            while not self._stopping and not await self._survived(self._begin):
                pass
            while not self._stopping:
                await self._survived(self._round)
        finally:
            renewing.cancel()
            self.ctx.db.on_work.remove(self.wake)
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def stop(self) -> None:
        self._stopping = True
        self._wake.set()

    async def drain(self, most_rounds: int = 200) -> None:
        """Do everything that is due, then return. For tests and commands."""
        for _ in range(most_rounds):
            claimed = await self.ctx.db.write_background(store.claim, self.name, self.most)
            if not claimed:
                return
            await asyncio.gather(*(self._do(job) for job in claimed))

    async def _survived(self, act: Callable[[], Awaitable[None]]) -> bool:
        """Whether it went well. Whatever goes wrong, work goes on: a worker that ends looks like a desk in order."""
        try:
            await act()
        except errors.Failure as failure:
            log.warning("no jobs for now", why=failure.detail)
        except Exception as error:  # an outermost loop: it goes on whatever happens
            log.error("the worker stumbled", exc_info=error)
        else:
            return True
        await asyncio.sleep(2)
        return False

    async def _begin(self) -> None:
        if self.ctx.db.dialect == "sqlite":
            await self.ctx.db.write_background(store.release_all)
        elif not self._running:
            await self.ctx.db.write_background(store.release, self.name)
        await self.ctx.db.write_background(store.mend)
        await self.ctx.db.write_background(_plan, self.schedule)

    async def _round(self) -> None:
        self._wake.clear()
        self._woken = False
        now = self.ctx.now
        if now < self._latest - CLOCK_SET_BACK:
            log.warning("the clock was set back", seconds=(self._latest - now) // clock.SECOND)
            await self.ctx.db.write_background(store.mend, self._latest - now)
        self._latest = now
        room = self.most - len(self._running)
        claimed = await self.ctx.db.write_background(store.claim, self.name, room) if room else []
        for job in claimed:
            if job.n in self._running:
                # The clock jumped over our own lease: claiming renewed it, and once at a time is enough.
                continue
            task = asyncio.create_task(self._do(job))
            self._running[job.n] = task
            task.add_done_callback(lambda _, n=job.n: self._gone(n))  # type: ignore[misc]
        # Fewer than asked for: that was all. Whatever comes or may begin from now on wakes us.
        if len(claimed) < room or len(self._running) >= self.most:
            await self._rest()

    def _gone(self, n: int) -> None:
        full = len(self._running) >= self.most
        del self._running[n]
        if full:
            # Others end now too, and claiming them one by one costs as much as doing them.
            self.wake()

    async def _rest(self) -> None:
        seconds = 5.0
        if len(self._running) < self.most:
            with contextlib.suppress(errors.Failure):
                due = await self.ctx.db.glance(store.next_due)
                if due is not None:
                    seconds = min(seconds, max(0.05, (due - self.ctx.now) / clock.SECOND))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _renew_forever(self) -> None:
        while True:
            await asyncio.sleep(store.LEASE / clock.SECOND / 3)
            if self._running:
                await self._survived(self._renew)

    async def _renew(self) -> None:
        await self.ctx.db.write_background(store.renew, self.name, list(self._running))

    async def _do(self, job: store.Job) -> None:
        handler = self.handlers.get(job.kind)
        try:
            if handler is None:
                raise errors.NotFound(f"Nobody here knows how to do {job.kind!r}. Was it made by a newer release?")
            with watching.job(job.kind, job.n, job.attempts, job.late / clock.SECOND, job.trace):
                await handler(replace(self.ctx, attempt=job.attempts), **job.args)
            await self.ctx.db.write_background(_finish, self.name, job, self.schedule)
        except Exception as error:  # noqa: BLE001 - the outermost loop of the background: anything may come here
            await self._failed(job, error)

    async def _failed(self, job: store.Job, error: Exception) -> None:
        if not isinstance(error, errors.Failure):
            log.error("a job failed", kind=job.kind, n=job.n, attempt=job.attempts, exc_info=error)
        with contextlib.suppress(errors.Failure):
            if await self.ctx.db.write_background(_fail, self.name, job, error, self.schedule):
                log.error("a job was parked", kind=job.kind, n=job.n, why=str(error))


def _plan(tx: Any, schedule: Sequence[Periodic]) -> None:
    for periodic in schedule:
        store.enqueue(tx, periodic.job, {}, id=f"every:{periodic.job}")


def _again(tx: Any, job: store.Job, schedule: Sequence[Periodic]) -> None:
    for periodic in schedule:
        if periodic.job == job.kind and not job.args:
            store.enqueue(tx, job.kind, {}, id=f"every:{job.kind}", at=tx.now + periodic.every)


def _finish(tx: Any, worker: str, job: store.Job, schedule: Sequence[Periodic]) -> None:
    store.finish(tx, worker, job)
    _again(tx, job, schedule)


def _fail(tx: Any, worker: str, job: store.Job, error: BaseException, schedule: Sequence[Periodic]) -> bool:
    # What is periodic comes round anyway: it is never parked.
    if any(periodic.job == job.kind and not job.args for periodic in schedule):
        _finish(tx, worker, job, schedule)
        return False
    return store.fail(tx, worker, job, error)
