"""The health page's facts: each in the state that an owner should see."""

import msgspec

from shopkeeper.kit import backups, events, health, jobs
from shopkeeper.kit.clock import DAY, HOUR, SettableClock
from shopkeeper.kit.health import BAD, GOOD, NOTE, measuring, ourselves
from shopkeeper.kit.health.address import _certified
from shopkeeper.kit.health.measuring import Size
from shopkeeper.kit.jobs import Ctx, Worker

GB = 1_000_000_000


class Struck(events.Fact):
    """A tower's clock."""

    tower_id: str


def test_the_disk_says_how_long_it_lasts() -> None:
    now = Size(100 * DAY, 50 * GB, 100 * GB, 1)

    def room(free_before: int, days: int) -> tuple[str, object]:
        found = ourselves._room(Size(now.at - days * DAY, free_before, 0, 1), now)
        return found.kind, found.values.get("days")

    assert room(55 * GB, 1) == ("disk_soon", 10)
    assert room(51 * GB, 1) == ("disk_days", 50)
    assert room(50 * GB, 1) == ("disk_lasts", None)
    assert room(40 * GB, 1) == ("disk_lasts", None)
    assert room(100 * GB, 2)[0] == "disk_low"
    assert ourselves._room(None, now).kind == "disk_fine"
    full = msgspec.structs.replace(now, disk_free=GB // 2)
    assert ourselves._room(None, full).state is BAD


async def test_sizes_are_noted_and_forgotten(ctx: Ctx, clock: SettableClock) -> None:
    await measuring.measure(ctx)
    begun = ctx.now
    clock.advance(HOUR)
    assert await ctx.db.read(measuring.earlier, ctx.now) is None
    clock.advance(DAY)
    found = await ctx.db.read(measuring.earlier, ctx.now)
    assert found is not None
    assert found.at == begun
    assert found.database > 0
    clock.advance(100 * DAY)
    await measuring.measure(ctx)
    assert await ctx.db.read(measuring.earlier, ctx.now) is None


async def test_backups_are_asked_for_and_failures_told(ctx: Ctx, clock: SettableClock) -> None:
    async def told() -> tuple[str, object]:
        [found] = await ourselves.backup(ctx)
        return found.kind, found.state

    await measuring.measure(ctx)
    assert await told() == ("backup_none", NOTE)
    clock.advance(8 * DAY)
    assert await told() == ("backup_none", BAD)
    await ctx.db.write(backups.record, backups.BackupRun(at=ctx.now, took=5, ok=True, size=GB))
    assert await told() == ("backup_fine", GOOD)
    clock.advance(8 * DAY)
    assert await told() == ("backup_old", BAD)
    await ctx.db.write(backups.record, backups.BackupRun(at=ctx.now, took=5, ok=False, problem="No room"))
    assert await told() == ("backup_failed", BAD)


async def test_late_and_parked_work_is_told_and_can_be_put_right(ctx: Ctx, clock: SettableClock) -> None:
    done: list[str] = []

    async def works(_: Ctx, word: str) -> None:
        done.append(word)

    async def breaks(_: Ctx) -> None:
        raise ValueError

    worker = Worker(ctx, {"works": works, "breaks": breaks})
    await ctx.db.write(jobs.enqueue, "breaks", {})
    for _ in range(jobs.store.BUG_TRIES):
        await worker.drain()
        clock.advance(HOUR)
    await ctx.db.write(jobs.enqueue, "works", {"word": "a"})
    clock.advance(HOUR)
    found = {one.kind: one for one in await ourselves.work(ctx)}
    assert found["jobs_late"].state is BAD
    assert found["jobs_parked"].values["count"] == 1
    await worker.drain()
    found = {one.kind: one for one in await ourselves.work(ctx)}
    assert found["jobs_fine"].state is GOOD
    [parked] = await ctx.db.read(jobs.parked)
    assert await ctx.db.write(jobs.retry_all) == 1
    assert await ctx.db.read(jobs.parked) == []
    for _ in range(jobs.store.BUG_TRIES):
        await worker.drain()
        clock.advance(HOUR)
    ended: list[object] = []
    jobs.endings["breaks"] = lambda tx, args: ended.append(args)
    assert await ctx.db.write(jobs.give_up, parked.n)
    assert not await ctx.db.write(jobs.give_up, parked.n)
    assert (ended, await ctx.db.read(jobs.parked)) == ([{}], [])
    del jobs.endings["breaks"]


async def test_a_job_behind_another_in_its_lane_is_not_late(ctx: Ctx, clock: SettableClock) -> None:
    await ctx.db.write(jobs.enqueue, "first", {}, lane="x", at=ctx.now + 2 * HOUR)
    await ctx.db.write(jobs.enqueue, "second", {}, lane="x")
    clock.advance(HOUR)
    assert (await ctx.db.read(jobs.standing)).oldest_at is None


async def test_a_clock_that_was_set_back_is_told(ctx: Ctx, clock: SettableClock) -> None:
    await ctx.db.write(events.record, Struck(tower_id="a"))
    if ctx.db.dialect == "sqlite":
        assert (await ourselves.time(ctx))[0].state is GOOD
        clock.advance(-HOUR)
    [found] = await ourselves.time(ctx)
    assert found.kind == "clock_off"


def test_a_certificate_is_renewed_in_time() -> None:
    states = [_certified("https://x", days * DAY if days is not None else None, 0).state for days in (90, 14, 3, None)]
    assert states == [GOOD, NOTE, BAD, GOOD]


async def test_a_check_that_fails_stops_no_other(ctx: Ctx) -> None:
    async def breaks(_: Ctx) -> list[health.Finding]:
        raise ValueError("with a customer's words")

    before = health.CHECKS[:]
    health.CHECKS[:] = [breaks, ourselves.version]
    try:
        found = await health.check(ctx)
    finally:
        health.CHECKS[:] = before
    assert [one.kind for one in found.findings] == ["check_failed", "version"]
    assert found.state is BAD
    assert "customer" not in found.findings[0].words
