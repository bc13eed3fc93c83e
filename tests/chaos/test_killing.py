"""The short form of twenty kills: on both databases."""

from pathlib import Path

import pytest

from tests.chaos import killing
from tests.servers import Missing, Postgres

pytestmark = pytest.mark.servers


async def run(folder: Path, database: str) -> None:
    try:
        found = await killing.killed(folder, database, kills=1, messages=40, answers=8)
    except Missing as missing:
        pytest.skip(str(missing))
    assert found.ok, found
    assert (found.inward.accepted, found.outward.accepted) == (40, 8)


async def test_nothing_is_lost_or_doubled_though_the_desk_is_killed(tmp_path: Path) -> None:
    await run(tmp_path, "")


async def test_nothing_is_lost_or_doubled_on_postgres_either(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.create_database()
    await run(tmp_path, url)
    postgres.drop_database(url)
