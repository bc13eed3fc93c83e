"""Clocks that jump, files that vanish, errors nobody thought of: work goes on, once, and says what is wrong."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from shopkeeper.kit import db, errors, jobs, places
from shopkeeper.kit.clock import DAY, HOUR, MINUTE, SettableClock
from shopkeeper.kit.db import Tx
from shopkeeper.kit.db.sqlite import SqliteDb
from shopkeeper.kit.jobs import Ctx, Periodic, Worker, store


@asynccontextmanager
async def at_work(worker: Worker) -> AsyncIterator[None]:
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        await worker.stop()
        async with asyncio.timeout(10):
            await task


async def until(done: list[Any], many: int) -> None:
    async with asyncio.timeout(15):
        while len(done) < many:
            await asyncio.sleep(0.01)


async def test_a_clock_set_back_an_hour_holds_up_no_work(ctx: Ctx, clock: SettableClock) -> None:
    done: list[str] = []

    async def act(ctx: Ctx, name: str = "round") -> None:
        if name == "again" and ctx.attempt == 1:
            raise errors.Unavailable("not yet")
        done.append(name)

    await ctx.db.write(jobs.enqueue, "act", {"name": "timer"}, at=clock() + 30 * MINUTE)
    worker = Worker(ctx, {"act": act, "tick": act}, [Periodic("tick", MINUTE)])
    async with at_work(worker):
        await until(done, 1)
        await ctx.db.write(jobs.enqueue, "act", {"name": "again"}, lane="a")
        await ctx.db.write(jobs.enqueue, "act", {"name": "behind"}, lane="a")
        clock.advance(1)
        worker.wake()
        await asyncio.sleep(0.2)
        assert done == ["round"]
        clock.advance(-HOUR)
        worker.wake()
        await asyncio.sleep(0.2)
        clock.advance(2 * MINUTE)
        worker.wake()
        await until(done, 4)
        assert done[0] == "round"
        assert sorted(done) == ["again", "behind", "round", "round"]
        assert done.index("again") < done.index("behind")


async def test_what_a_dead_process_held_is_free_in_a_minute_though_the_clock_went_back(
    ctx: Ctx, clock: SettableClock
) -> None:
    await ctx.db.write(jobs.enqueue, "act", {})
    [held] = await ctx.db.write(store.claim, "a dead process", 5)
    clock.advance(-HOUR)
    await ctx.db.write(store.mend)
    clock.advance(store.LEASE)
    [again] = await ctx.db.write(store.claim, "us", 5)
    assert again.n == held.n


async def test_a_clock_that_jumps_a_day_runs_nothing_twice_at_once(ctx: Ctx, clock: SettableClock) -> None:
    at_once, most = [0], [0]
    ended: list[int] = []
    go = asyncio.Event()

    async def act(ctx: Ctx) -> None:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        await go.wait()
        at_once[0] -= 1
        ended.append(1)

    await ctx.db.write(jobs.enqueue, "act", {})
    worker = Worker(ctx, {"act": act})
    async with at_work(worker):
        while not at_once[0]:
            await asyncio.sleep(0.01)
        clock.advance(DAY)
        worker.wake()
        await asyncio.sleep(0.3)
        go.set()
        await until(ended, 1)
    assert (most, ended) == ([1], [1])


async def test_the_worker_lives_through_errors_that_nobody_thought_of(ctx: Ctx) -> None:
    done: list[int] = []

    async def act(ctx: Ctx) -> None:
        done.append(1)

    class Odd(Worker):
        stumbles = 2

        async def _round(self) -> None:
            if self.stumbles:
                self.stumbles -= 1
                raise sqlite3.DatabaseError("something odd")
            await super()._round()

    await ctx.db.write(jobs.enqueue, "act", {})
    async with at_work(Odd(ctx, {"act": act})):
        await until(done, 1)


def test_patience_grows_though_the_far_side_asks_for_little() -> None:
    busy = errors.Busy("greylisted", retry_after=300)
    waits = [store._wait(store.Job(1, "act", {}, attempt), busy) for attempt in range(1, 30)]
    assert waits[0] == 300_000
    assert sum(waits) > 16 * HOUR


pot = sa.Table("test_pot", db.metadata, sa.Column("id", sa.Text, primary_key=True))


def put(tx: Tx, id: str) -> None:
    tx.run(sa.insert(pot).values(id=id))


def count(tx: Tx) -> int:
    return int(tx.scalar(sa.select(sa.func.count()).select_from(pot)))


async def test_a_database_file_that_is_moved_away_takes_nothing_until_it_is_back(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    await lite.write(put, "before")
    (tmp_path / "x.db").rename(tmp_path / "y.db")
    for _ in range(2):
        with pytest.raises(errors.Unavailable, match="moved away"):
            await lite.write(put, "lost")
    assert not (tmp_path / "x.db").exists()
    (tmp_path / "y.db").rename(tmp_path / "x.db")
    await lite.write(put, "after")
    assert await lite.read(count) == 2
    # The log beside it holds what was committed last.
    (tmp_path / "x.db-wal").rename(tmp_path / "y.db-wal")
    with pytest.raises(errors.Unavailable, match="moved away"):
        await lite.write(put, "lost")
    (tmp_path / "y.db-wal").rename(tmp_path / "x.db-wal")
    await lite.write(put, "again")
    await lite.close()


async def test_readers_make_no_new_file_where_ours_was_moved_away(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    (tmp_path / "x.db").rename(tmp_path / "y.db")
    with pytest.raises(errors.Unavailable, match="moved away"):
        await lite.read(count)
    assert not (tmp_path / "x.db").exists()
    await lite.close()


async def test_a_damaged_file_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"this is no database at all, and long enough to be looked at" * 50)
    lite = db.open(tmp_path / "x.db")
    with pytest.raises(errors.Unavailable, match="restore the last backup"):
        await lite.write(put, "a")
    with pytest.raises(errors.Unavailable, match="restore the last backup"):
        await lite.read(count)
    await lite.close()


async def test_a_lock_is_said_and_the_next_word_is_heard(tmp_path: Path) -> None:
    lite = SqliteDb(tmp_path / "x.db")
    await lite.create()
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    writing = asyncio.create_task(lite.write(put, "told no"))
    assert await lite.read(count) == 0
    with pytest.raises(errors.Unavailable, match="Another program"):
        await writing
    other.execute("ROLLBACK")
    await lite.write(put, "heard")
    assert await lite.read(count) == 1
    other.close()
    await lite.close()


async def test_a_process_started_again_takes_up_what_it_held_and_nothing_of_others(ctx: Ctx, tmp_path: Path) -> None:
    with places.taken(tmp_path) as first, places.taken(tmp_path) as second:
        assert first != second
    with places.taken(tmp_path) as again:
        assert again == first
    for kind in ("mine", "theirs"):
        await ctx.db.write(jobs.enqueue, kind, {})
    [_] = await ctx.db.write(store.claim, first, 1)
    [_] = await ctx.db.write(store.claim, second, 1)
    await ctx.db.write(store.release, again)
    assert [job.kind for job in await ctx.db.write(store.claim, again, 5)] == ["mine"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_server_that_ends_our_connections_is_said_in_words_whoever_asked_it(database: db.Db) -> None:
    """SQLite has no connections to end."""
    hot, plain = db.Hot(sa.text("SELECT 1")), sa.text("SELECT 1")

    def ended(tx: Tx, statement: Any) -> None:
        tx.run(sa.text("SET idle_in_transaction_session_timeout = 1"))
        time.sleep(0.1)
        tx.first(statement)

    for statement, way in ((hot, database.read), (hot, database.write), (plain, database.read)):
        with pytest.raises(errors.Unavailable, match="does not answer"):
            await way(ended, statement)
    assert await database.read(lambda tx: tx.scalar(plain)) == 1
