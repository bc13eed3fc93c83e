"""The database's promises: durable answers, one bad verb harms no other, a full disk is said and survived."""

import asyncio
import sqlite3
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite as sqlite_dialect

from shopkeeper.kit import db, errors
from shopkeeper.kit.db import Db, FullText, Tx, among, metadata, upsert
from shopkeeper.kit.db.sqlite import SqliteDb

pear = sa.Table(
    "test_pear",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("weight", sa.BigInteger, nullable=False),
    sa.Column("basket", sa.Text, sa.ForeignKey("test_pear.id", deferrable=True, initially="DEFERRED")),
)
words = FullText("test_words")


def put(tx: Tx, id: str, weight: int = 1, basket: str | None = None) -> None:
    tx.run(sa.insert(pear).values(id=id, weight=weight, basket=basket))


def ids(tx: Tx) -> list[str]:
    return [row.id for row in tx.all(sa.select(pear.c.id).order_by(pear.c.id))]


def refuse(tx: Tx, id: str) -> None:
    put(tx, id)
    raise errors.Conflict("no")


async def test_a_refused_verb_leaves_nothing_and_harms_no_neighbour(database: Db) -> None:
    verbs = [database.write(put, f"a{n}") if n % 2 else database.write(refuse, f"b{n}") for n in range(20)]
    answers = await asyncio.gather(*verbs, return_exceptions=True)
    assert [isinstance(answer, errors.Conflict) for answer in answers] == [n % 2 == 0 for n in range(20)]
    assert await database.read(ids) == sorted(f"a{n}" for n in range(1, 20, 2))


async def test_a_broken_promise_found_at_commit_fails_only_its_own_verb(database: Db) -> None:
    verbs = [database.write(put, f"p{n}", 1, "nowhere" if n == 3 else None) for n in range(8)]
    answers = await asyncio.gather(*verbs, return_exceptions=True)
    assert [answer is None for answer in answers] == [n != 3 for n in range(8)]
    assert await database.read(ids) == [f"p{n}" for n in range(8) if n != 3]


async def test_what_was_answered_is_there_after_reopening(tmp_path: Path) -> None:
    first = db.open(tmp_path / "x.db")
    await first.create()
    await first.write(put, "kept")
    await first.close()
    second = db.open(tmp_path / "x.db")
    assert await second.read(ids) == ["kept"]
    await second.close()


async def test_a_full_disk_is_said_in_words_and_nothing_answered_is_lost(tmp_path: Path) -> None:
    full = SqliteDb(tmp_path / "x.db", pages=600)
    await full.create()
    heavy = "x" * 3000
    answers = await asyncio.gather(*(full.write(put, f"{n:04d}{heavy}") for n in range(400)), return_exceptions=True)
    kept = [n for n, answer in enumerate(answers) if answer is None]
    told = [answer for answer in answers if answer is not None]
    assert kept
    assert told
    assert all(isinstance(answer, errors.Unavailable) and "disk is full" in answer.detail for answer in told)
    assert [int(id[:4]) for id in await full.read(ids)] == kept
    await full.write(lambda tx: tx.run(sa.delete(pear)))
    await full.write(put, "again")
    assert await full.read(ids) == ["again"]
    await full.close()


async def test_after_commit_runs_only_for_what_was_kept(database: Db) -> None:
    heard: list[str] = []

    def keep(tx: Tx, word: str, *, fail: bool) -> None:
        tx.after_commit(lambda: heard.append(word))
        if fail:
            raise errors.Invalid("no")

    await database.write(keep, "yes", fail=False)
    with pytest.raises(errors.Invalid):
        await database.write(keep, "no", fail=True)
    assert heard == ["yes"]


async def test_what_fails_after_the_commit_leaves_nobody_waiting(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    said: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: said.append(context["exception"]))

    def stumble(tx: Tx) -> None:
        tx.after_commit(lambda: 1 // 0)

    writes = [lite.write(stumble), *(lite.write(put, f"a{n}") for n in range(5))]
    async with asyncio.timeout(5):
        assert await asyncio.gather(*writes) == [None] * 6
    await asyncio.sleep(0)
    assert [type(error) for error in said] == [ZeroDivisionError]
    await lite.close()


async def test_a_broken_savepoint_fails_its_verbs_and_the_writer_lives_on(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()

    def pulled_away(tx: Tx) -> None:
        put(tx, "lost")
        tx.run(sa.text("RELEASE verb"))

    with pytest.raises(sqlite3.Error):
        await lite.write(pulled_away)
    await lite.write(put, "kept")
    assert await lite.read(ids) == ["kept"]
    await lite.close()


async def test_upsert_says_whether_it_wrote(database: Db) -> None:
    def twice(tx: Tx) -> list[int]:
        once = upsert(pear, {"id": "a", "weight": 1}, on=["id"])
        over = upsert(pear, {"id": "a", "weight": 5}, on=["id"], set_=["weight"])
        return [tx.run(once), tx.run(once), tx.run(over), tx.scalar(sa.select(pear.c.weight))]

    assert await database.write(twice) == [1, 0, 1, 5]


async def test_words_are_found_newest_first_without_case_accents_or_tricks(database: Db) -> None:
    def index(tx: Tx) -> None:
        for n, said in enumerate(
            ["Grüße aus Köln", "gruesse", "die GRÜSSE, wieder", "日本語の手紙", 'drop "table" -x* (or)'], 1
        ):
            words.put(tx, n, said)
        words.put(tx, 2, "ganz anders")

    await database.write(index)
    found = {
        query: await database.read(words.search, query) for query in ["grüsse", "koln gru", "anders", "手紙", '"x* (']
    }
    assert found == {"grüsse": [3, 1], "koln gru": [1], "anders": [2], "手紙": [4], '"x* (': [5]}
    assert await database.read(words.search, "gru", 1) == [3]
    assert await database.read(words.search, "gru", 5, 3) == [1]
    await database.write(words.remove, 3)
    assert await database.read(words.search, "grüsse") == [1]


def test_many_keys_are_looked_up_in_the_index() -> None:
    sql = str(sa.select(pear).where(among(pear.c.id, "ids")).compile(dialect=sqlite_dialect.dialect()))
    with sqlite3.connect(":memory:") as memory:
        memory.execute("CREATE TABLE test_pear (id TEXT PRIMARY KEY, weight INTEGER, basket TEXT)")
        plan = " ".join(row[3] for row in memory.execute(f"EXPLAIN QUERY PLAN {sql}", ('["a", "b"]',)))
    assert "SEARCH test_pear" in plan


async def test_the_beginning_of_a_word_is_found_newest_first_however_common_it_is(database: Db) -> None:
    last = 2_000

    def index(tx: Tx) -> None:
        for n in range(1, last + 1):
            words.add(tx, n, "ordnance lamp" if n in (3, 700) else "ordinary order" if n % 2 else f"ordeal x{n:05d}")

    await database.write(index)
    wanted: dict[str, tuple[int, int | None]] = {
        "ord": (3, None), "order": (3, None), "ordin": (2, 1_000), "ordnan": (5, None), "lamp ordna": (5, 700),
        "ordeal x01": (3, 1_900), "ordeal x01998": (3, None), "nobody": (3, None), "o": (3, None),
    }  # fmt: skip
    found = {query: await database.read(words.search, query, *place) for query, place in wanted.items()}
    assert found == {
        "ord": [2000, 1999, 1998], "order": [1999, 1997, 1995], "ordin": [999, 997], "ordnan": [700, 3], "lamp ordna": [3],
        "ordeal x01": [1898, 1896, 1894], "ordeal x01998": [1998], "nobody": [], "o": [],
    }  # fmt: skip
    seen, before = list[int](), None
    while page := await database.read(words.search, "ordea", 400, before):
        seen, before = seen + page, page[-1]
    assert seen == [n for n in range(last, 0, -1) if n % 2 == 0 and n != 700]


async def test_people_go_before_background_work(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    order: list[str] = []

    def note(tx: Tx, word: str) -> None:
        order.append(word)

    behind = [asyncio.ensure_future(lite.write_background(note, "background")) for _ in range(50)]
    front = [asyncio.ensure_future(lite.write(note, "person")) for _ in range(3)]
    await asyncio.gather(*behind, *front)
    assert order.index("person") < 50
    assert [word for word in order[-40:] if word == "person"] == []
    await lite.close()


async def test_background_work_waits_for_people_but_not_for_ever(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    over = False

    async def insists() -> None:
        while not over:
            await lite.write(_takes_a_while)

    people = [asyncio.ensure_future(insists()) for _ in range(8)]
    await asyncio.sleep(0.1)
    async with asyncio.timeout(5):
        await lite.write_background(put, "at last")
    over = True
    await asyncio.gather(*people)
    await lite.close()


async def test_a_verb_that_is_heavy_leaves_the_loop_alone(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    for _ in range(2):
        await lite.write(_heavy)
    threads = [await lite.write(_heavy), await lite.write(_light), await lite.glance(_light), await lite.read(_light)]
    assert [one == threading.current_thread().name for one in threads] == [False, True, True, False]
    await lite.close()


async def test_beside_the_loop_long_work_goes_on_until_somebody_comes(tmp_path: Path) -> None:
    lite, heard = db.open(tmp_path / "x.db"), list[bool]()
    await lite.create()

    def goes_on(tx: Tx) -> None:
        until = time.perf_counter() + 5
        _heavy(tx)
        heard.append(tx.awaited())
        while threading.current_thread() is not threading.main_thread() and not tx.awaited():
            assert time.perf_counter() < until
        heard.append(tx.awaited())

    for _ in range(2):
        await lite.write_background(goes_on)
    third = asyncio.ensure_future(lite.write_background(goes_on))
    await asyncio.sleep(0.1)
    assert not third.done()
    await asyncio.gather(third, lite.write(put, "came"))
    await lite.close()
    assert heard == [True, True, True, True, False, True]


def _takes_a_while(tx: Tx) -> None:
    until = time.perf_counter() + 0.001
    while time.perf_counter() < until:
        pass


def _heavy(tx: Tx) -> str:
    until = time.thread_time() + 0.015
    while time.thread_time() < until:
        pass
    return threading.current_thread().name


def _light(tx: Tx) -> str:
    return threading.current_thread().name


async def test_a_file_that_somebody_holds_is_waited_for_beside_the_loop(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    assert await lite.glance(ids) == []
    await lite.write(put, "a")
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.3, other.execute, "ROLLBACK")
    began, longest = time.perf_counter(), 0.0
    writing = asyncio.ensure_future(lite.write(put, "b"))
    while not writing.done():
        before = time.perf_counter()
        assert (await lite.glance(ids))[0] == "a"
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - before)
    assert time.perf_counter() - began > 0.25
    assert longest < 0.2
    other.close()
    await lite.close()
