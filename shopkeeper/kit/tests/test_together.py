"""What many ask for at once is written together, and each is answered as if it were alone."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from shopkeeper.kit import db, errors, watching
from shopkeeper.kit.db import Db, Tx, metadata
from shopkeeper.kit.db.sqlite import SqliteDb
from shopkeeper.kit.db.together import MOST
from shopkeeper.kit.watching import exposed

plum = sa.Table(
    "test_plum",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("basket", sa.Text, sa.ForeignKey("test_plum.id", deferrable=True, initially="DEFERRED")),
)


def plant(tx: Tx, id: str, *, basket: str | None = None) -> str:
    tx.run(sa.insert(plum).values(id=id, basket=basket))
    if id.startswith("bad"):
        raise errors.Conflict(id)
    return id


def ids(tx: Tx) -> list[str]:
    return [row.id for row in tx.all(sa.select(plum.c.id).order_by(plum.c.id))]


async def test_each_gets_its_own_answer_and_all_of_it_is_there(database: Db) -> None:
    wanted = [f"p{n:04d}" for n in range(3 * MOST)]
    assert await asyncio.gather(*(database.write_together(plant, id) for id in wanted)) == wanted
    assert await database.read(ids) == wanted


async def test_one_that_fails_fails_alone(database: Db) -> None:
    wanted = ["bad0" if n == 7 else f"p{n:02d}" for n in range(20)]
    answers = await asyncio.gather(*(database.write_together(plant, id) for id in wanted), return_exceptions=True)
    assert [str(one) if isinstance(one, errors.Conflict) else one for one in answers] == wanted
    assert await database.read(ids) == [id for id in wanted if id != "bad0"]
    with pytest.raises(errors.Conflict):
        await database.write_together(plant, "bad1")


async def test_a_broken_promise_found_at_commit_fails_only_the_one_that_broke_it(database: Db) -> None:
    asked = [database.write_together(plant, f"p{n}", basket="nowhere" if n == 3 else None) for n in range(8)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [isinstance(one, str) for one in answers] == [n != 3 for n in range(8)]
    assert await database.read(ids) == [f"p{n}" for n in range(8) if n != 3]


async def test_whoever_goes_away_harms_nobody_who_goes_with_them(database: Db) -> None:
    asked = [asyncio.ensure_future(database.write_together(plant, f"p{n}")) for n in range(10)]
    await asyncio.sleep(0)
    asked[0].cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert answers[1:] == [f"p{n}" for n in range(1, 10)]


async def test_a_full_disk_is_said_to_each_and_nothing_answered_is_lost(tmp_path: Path) -> None:
    full = SqliteDb(tmp_path / "x.db", pages=600)
    await full.create()
    asked = [full.write_together(plant, f"{n:04d}{'x' * 3000}") for n in range(400)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    told = [one for one in answers if not isinstance(one, str)]
    assert told
    assert all(isinstance(one, errors.Unavailable) and "disk is full" in one.detail for one in told)
    assert await full.read(ids) == [one for one in answers if isinstance(one, str)]
    await full.close()


async def test_a_desk_that_closes_says_so_to_all_and_forgets_nobody(tmp_path: Path) -> None:
    lite = db.open(tmp_path / "x.db")
    await lite.create()
    await lite.close()
    for _ in range(2):
        with pytest.raises(errors.Unavailable, match="closing"):
            await lite.write_together(plant, "late")


async def test_numbers_name_the_verb_itself(database: Db) -> None:
    await database.write_together(plant, "p")
    assert f'verb="{watching.verbs.name_of(plant)}"' in exposed()
