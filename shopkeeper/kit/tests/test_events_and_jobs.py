"""Facts and jobs: written together, read in order, done at least once, lanes in order."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from shopkeeper.kit import clock, db, errors, events, jobs, live
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.kit.testing import live as running


class KettleBoiled(events.Fact):
    kettle_id: str


@pytest.fixture
def reactions() -> Any:
    events.install({KettleBoiled: [events.Reaction("pour", lane="kettle_id")]})
    yield
    events.install({})


async def test_a_fact_and_its_reaction_stand_or_fall_together(ctx: Ctx, reactions: None) -> None:
    poured: list[str] = []

    async def pour(ctx: Ctx, kettle_id: str) -> None:
        poured.append(kettle_id)

    def boil_and_fail(tx: Tx) -> None:
        events.record(tx, KettleBoiled("lost"))
        raise errors.Conflict("no tea")

    with pytest.raises(errors.Conflict):
        await ctx.db.write(boil_and_fail)
    await ctx.db.write(events.record, KettleBoiled("k1"))
    await Worker(ctx, {"pour": pour}).drain()
    assert poured == ["k1"]
    assert [told.fact for told in await ctx.db.read(events.since, 0)] == [KettleBoiled("k1")]


async def test_a_lane_keeps_its_order_across_a_retry(ctx: Ctx, clock: SettableClock) -> None:
    done: list[int] = []

    async def send(ctx: Ctx, n: int) -> None:
        if n == 1 and ctx.attempt == 1:
            raise errors.Busy("later", retry_after=10)
        done.append(n)

    for n in (1, 2, 3):
        await ctx.db.write(jobs.enqueue, "send", {"n": n}, lane="delivery:a")
    await ctx.db.write(jobs.enqueue, "send", {"n": 9}, lane="delivery:b")
    worker = Worker(ctx, {"send": send})
    await worker.drain()
    assert done == [9]
    clock.advance(11_000)
    await worker.drain()
    assert done == [9, 1, 2, 3]


async def test_timers_wait_and_can_be_called_off(ctx: Ctx, clock: SettableClock) -> None:
    done: list[str] = []

    async def ring(ctx: Ctx, who: str) -> None:
        done.append(who)

    await ctx.db.write(jobs.enqueue, "ring", {"who": "a"}, at=clock() + 60_000, id="alarm:a")
    await ctx.db.write(jobs.enqueue, "ring", {"who": "a again"}, at=clock() + 60_000, id="alarm:a")
    await ctx.db.write(jobs.enqueue, "ring", {"who": "b"}, at=clock() + 60_000, id="alarm:b")
    worker = Worker(ctx, {"ring": ring})
    await worker.drain()
    assert done == []
    assert await ctx.db.write(jobs.cancel, "alarm:b")
    clock.advance(61_000)
    await worker.drain()
    assert done == ["a"]


async def test_what_cannot_succeed_is_parked_with_its_reason_and_may_be_tried_again(ctx: Ctx) -> None:
    async def refuse(ctx: Ctx) -> None:
        raise errors.Invalid("the address has no @")

    await ctx.db.write(jobs.enqueue, "refuse", {})
    worker = Worker(ctx, {"refuse": refuse})
    await worker.drain()
    parked = await ctx.db.read(jobs.parked)
    assert [job.problem for job in parked] == ["Invalid: the address has no @"]
    assert await ctx.db.write(jobs.retry, parked[0].n)


async def test_a_worker_that_died_leaves_its_job_to_the_next(ctx: Ctx, clock: SettableClock) -> None:
    done: list[int] = []

    async def work(ctx: Ctx, n: int) -> None:
        done.append(n)

    await ctx.db.write(jobs.enqueue, "work", {"n": 1})
    from shopkeeper.kit.jobs import store

    assert await ctx.db.write(store.claim, "the dead one", 5)
    await Worker(ctx, {"work": work}).drain()
    assert done == []
    clock.advance(store.LEASE + 1)
    await Worker(ctx, {"work": work}).drain()
    assert done == [1]


async def test_live_windows_hear_what_was_committed_in_order(ctx: Ctx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(live.shows, KettleBoiled, lambda tx, fact: {"kettles": [fact.kettle_id]})
    monkeypatch.setitem(live.topics, KettleBoiled, lambda fact: [f"kettle:{fact.kettle_id}"])
    async with running(ctx) as hub:
        with hub.subscribe("desk") as desk, hub.subscribe("kettle:7") as one:
            await asyncio.gather(*(ctx.db.write(events.record, KettleBoiled(str(n))) for n in range(20)))
            heard = [await asyncio.wait_for(desk.next(), 5) for _ in range(20)]
            assert [news.seq for news in heard if isinstance(news, live.News)] == sorted(
                news.seq for news in heard if isinstance(news, live.News)
            )
            mine = await asyncio.wait_for(one.next(), 5)
            assert isinstance(mine, live.News)
            assert (mine.fact, mine.shown) == (KettleBoiled("7"), None)
            hub.whisper("desk", {"typing": True})
            assert await asyncio.wait_for(desk.next(), 5) == live.Whisper("desk", {"typing": True})


async def test_readers_stop_before_an_unfinished_writer_but_not_for_a_foreign_transaction(database: Db) -> None:
    if database.dialect == "sqlite":
        return
    engine = database.sync_engine()
    with engine.connect() as foreign, engine.connect() as slow:
        foreign.execute(sa.text("SELECT pg_current_xact_id()"))
        slow.begin()
        events.record(db.Tx(slow, slow.connection.dbapi_connection, clock.now()), KettleBoiled("slow"))
        await database.write(events.record, KettleBoiled("fast"))
        assert await database.read(events.since, 0) == []
        slow.commit()
        told = await database.read(events.since, 0)
        assert [told.fact for told in told] == [KettleBoiled("slow"), KettleBoiled("fast")]
        foreign.rollback()


async def test_old_facts_are_pruned_and_a_late_reader_is_told(database: Db, clock: SettableClock) -> None:
    for n in range(5):
        await database.write(events.record, KettleBoiled(str(n)))
        clock.advance(1_000)
    assert not await database.read(events.forgotten, 0)
    await database.write(events.prune, clock() - 2_500)
    assert await database.read(events.forgotten, 0)
    assert len(await database.read(events.since, 0)) == 2
