"""Who fetches: for every inbox that can be fetched, one task in one process of the installation, taken up again when it fails."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping, Sequence

import sqlalchemy as sa
import structlog

from shopkeeper.channels import arrivals, inboxes, passes, reaching, taking
from shopkeeper.channels.errors import NeedsOwner
from shopkeeper.channels.model import Inbox, InboxState, Outcome
from shopkeeper.channels.registry import channel, channels
from shopkeeper.channels.sdk import Closes, Listens, Noted, Polls, Thing
from shopkeeper.channels.store import fetching as table
from shopkeeper.kit import ids, outside
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.db import Db, Tx, upsert
from shopkeeper.kit.errors import Busy, Failure
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub
from shopkeeper.kit.outside import Outside
from shopkeeper.kit.settings import Settings

log = structlog.get_logger("channels")

LOOK_ROUND = 5.0
LEASE = MINUTE
_PAUSES = (5.0, 15.0, 60.0, 300.0)
WENT_WELL = 300.0
REFUSED_PAUSE = 900.0
TROUBLE_AFTER = 3
"""Told to the owner after so many failures in a row: mail servers have their moments."""


class InboxLine:
    """One inbox and the way in, as adapters see it (sdk.Line)."""

    def __init__(self, ctx: Ctx, inbox: Inbox, secrets: Mapping[str, str]) -> None:
        self._ctx = ctx
        self.inbox, self.secrets = inbox, secrets
        self.db: Db = ctx.db
        self.outside: Outside = outside.shared(ctx.settings)

    async def keep(self, things: Sequence[Thing], noted: Noted | None = None) -> Sequence[str]:
        sealed = [await arrivals.sealed(self._ctx.files, thing) for thing in things]
        return await self.db.write_background(arrivals.keep, self.inbox.id, sealed, noted)

    async def hand_in(self, thing: Thing) -> str:
        sealed = await arrivals.sealed(self._ctx.files, thing)
        return (await self.db.write(arrivals.keep, self.inbox.id, [sealed]))[0]

    async def take(self, arrival_id: str, thing: Thing | None = None) -> Outcome:
        return await taking.take_kept(self._ctx, arrival_id, fresh=None if thing is None else (self.inbox, thing))

    async def renewed(self) -> Mapping[str, str]:
        self.secrets = await passes.secrets(self._ctx, self.inbox)
        return self.secrets

    async def fine(self) -> None:
        await self.db.write_background(_works, self.inbox.id)


class OurHouse:
    """What listening adapters see (sdk.House)."""

    def __init__(self, ctx: Ctx) -> None:
        self._ctx = ctx
        self.db: Db = ctx.db
        self.settings: Settings = ctx.settings
        self.hub: Hub = ctx.hub

    async def line(self, inbox_id: str) -> InboxLine:
        return self.line_of(await self.db.glance(inboxes.inbox, inbox_id))

    def line_of(self, box: Inbox) -> InboxLine:
        return InboxLine(self._ctx, box, {})

    async def inboxes(self, kind: str) -> Sequence[Inbox]:
        found = await self.db.glance(inboxes.inboxes, kind)
        return [box for box in found if box.state is not InboxState.paused]


class Lines:
    """Runs beside the web server: `start` at startup, `stop` at shutdown."""

    def __init__(self, ctx: Ctx) -> None:
        self.ctx, self.name = ctx, ctx.process or ids.new()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._setups: dict[str, Inbox] = {}
        self._others: list[asyncio.Task[None]] = []
        self._wanted: list[str] = []
        self._held: list[str] = []
        self._renew_at = 0
        self._refused: dict[str, float] = {}

    async def start(self) -> None:
        self._others = [asyncio.create_task(self._look_round_forever())]
        for one in channels().values():
            if isinstance(one, Listens):
                self._others.append(asyncio.create_task(self._listen(one)))

    async def stop(self) -> None:
        tasks = [*self._others, *self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for one in channels().values():
            if isinstance(one, Closes):
                await one.close()
        with contextlib.suppress(Failure):
            await self.ctx.db.write(_let_go, self.name)

    async def look_round(self) -> None:
        """Begin with new inboxes, stop with gone or paused ones, begin afresh with changed ones."""
        wanted = {box.id: box for box in await self.ctx.db.read(inboxes.inboxes) if self._wants(box)}
        held = await self._hold(list(wanted))
        for id in [*self._tasks]:
            if id not in held or self._tasks[id].done() or not _same_setup(self._setups[id], wanted[id]):
                await self._end(id)
        for id in held:
            if id not in self._tasks:
                self._setups[id] = wanted[id]
                self._tasks[id] = asyncio.create_task(self._fetch_forever(id))

    def _wants(self, box: Inbox) -> bool:
        if not _fetchable(box) or box.state is InboxState.paused:
            return False
        # Some servers refuse a password in a bad moment only: a refused one is tried again, seldom enough to lock nobody out.
        return box.state is InboxState.ok or time.monotonic() >= self._refused.get(box.id, 0)

    async def _look_round_forever(self) -> None:
        # On SQLite nobody else is alive: what the process before us held is free at once.
        afresh = self.ctx.db.dialect == "sqlite"
        while True:
            try:
                if afresh:
                    await self.ctx.db.write_background(_all_go)
                    afresh = False
                await self.look_round()
            except Failure as failure:
                log.warning("the inboxes cannot be looked at", why=failure.detail)
            except Exception as error:  # an outermost loop: it goes on whatever happens
                log.error("fetching stumbled", exc_info=error)
            await asyncio.sleep(LOOK_ROUND)

    async def _hold(self, wanted: list[str]) -> list[str]:
        # Written three times a lease, not at every look: an idle desk should let its disk sleep.
        if wanted != self._wanted or not 0 < self._renew_at - self.ctx.now <= LEASE // 3:
            self._held = await self.ctx.db.write_background(_hold, self.name, wanted) if wanted else []
            self._wanted, self._renew_at = wanted, self.ctx.now + LEASE // 3
        return self._held

    async def _end(self, inbox_id: str) -> None:
        task = self._tasks.pop(inbox_id)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def _fetch_forever(self, inbox_id: str) -> None:
        failures = 0
        while True:
            started = time.monotonic()
            why = await self._fetch(inbox_id)
            failures = 1 if time.monotonic() - started > WENT_WELL else failures + 1
            await self._note(inbox_id, why)
            if isinstance(why, NeedsOwner):
                self._refused[inbox_id] = time.monotonic() + REFUSED_PAUSE
                await self._tell(inbox_id, InboxState.needs_owner, why.detail)
                return
            if failures >= TROUBLE_AFTER:
                await self._tell(inbox_id, InboxState.ok, f"{why.detail} We keep trying.")
            log.info("fetching is interrupted", inbox=inbox_id, why=why.detail)
            await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES)) - 1])

    async def _fetch(self, inbox_id: str) -> Failure:
        """Fetch until something ends it; answers what."""
        try:
            box = await self.ctx.db.read(inboxes.inbox, inbox_id)
            adapter = channel(box.kind)
            assert isinstance(adapter, Polls)
            await adapter.keep_fetching(InboxLine(self.ctx, box, {}))
        except Failure as failure:
            return failure
        except Exception as error:  # an outermost loop: one mailbox's bug must not end it
            log.error("fetching failed", inbox=inbox_id, exc_info=error)
            return Busy(f"Something went wrong here while fetching ({type(error).__name__}).")
        return Busy("Fetching ended.")

    async def _tell(self, inbox_id: str, state: InboxState, problem: str) -> None:
        with contextlib.suppress(Failure):
            await self.ctx.db.write_background(inboxes.tell_owner, inbox_id, state, problem)

    async def _note(self, inbox_id: str, why: Failure) -> None:
        with contextlib.suppress(Failure):
            await self.ctx.db.write_background(reaching.failed, inbox_id, why.detail)

    async def _listen(self, adapter: Listens) -> None:
        while True:
            try:
                await adapter.listen(OurHouse(self.ctx))
            except OSError as error:
                log.error("the mail listener's port cannot be opened", why=str(error))
            except Exception as error:  # an outermost loop: without it no mail comes in, and nobody would know
                log.error("the mail listener stumbled", exc_info=error)
            await asyncio.sleep(_PAUSES[0])


@contextlib.asynccontextmanager
async def fetching(ctx: Ctx) -> AsyncIterator[Lines]:
    """Fetch for all inboxes and keep the listeners' doors open, until the end of the `async with`."""
    lines = Lines(ctx)
    await lines.start()
    try:
        yield lines
    finally:
        await lines.stop()


def _fetchable(box: Inbox) -> bool:
    adapter: object = channels().get(box.kind)
    return isinstance(adapter, Polls) and adapter.fetches(box)


def _same_setup(before: Inbox, now: Inbox) -> bool:
    return (before.settings, before.address) == (now.settings, now.address)


def _hold(tx: Tx, owner: str, inbox_ids: Sequence[str]) -> list[str]:
    """Take or keep the right to fetch for these; answers those we have."""
    held = []
    for inbox_id in inbox_ids:
        now = tx.first(sa.select(table.c.owner, table.c.until).where(table.c.inbox_id == inbox_id))
        # A lease that ends later than a lease can was written by a clock that has been set back since.
        if now is not None and now.owner != owner and tx.now < now.until <= tx.now + LEASE:
            continue
        values = {"inbox_id": inbox_id, "owner": owner, "until": tx.now + LEASE}
        tx.lock(f"fetching:{inbox_id}")
        tx.run(upsert(table, values, on=["inbox_id"], set_=["owner", "until"]))
        held.append(inbox_id)
    return held


def _works(tx: Tx, inbox_id: str) -> None:
    reaching.reached(tx, inbox_id)
    inboxes.tell_owner(tx, inbox_id, InboxState.ok, None)


def _all_go(tx: Tx) -> None:
    tx.run(sa.delete(table))


def _let_go(tx: Tx, owner: str) -> None:
    tx.run(sa.delete(table).where(table.c.owner == owner))
