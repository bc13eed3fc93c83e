"""An import is killed twice in the middle: on both databases."""

from pathlib import Path

import pytest

from tests.chaos.importing import imported
from tests.servers import Postgres


async def run(folder: Path, database: str) -> None:
    found = await imported(folder, database, orders=1_000, kills=2)
    assert found.ok, found
    assert 0 < found.places[0] < found.places[1] < found.orders


async def test_a_killed_import_ends_with_every_order_once(tmp_path: Path) -> None:
    await run(tmp_path, "")


@pytest.mark.servers
async def test_a_killed_import_ends_with_every_order_once_on_postgres_too(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.create_database()
    await run(tmp_path, url)
    postgres.drop_database(url)
