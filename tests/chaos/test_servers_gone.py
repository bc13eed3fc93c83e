"""The short forms: PostgreSQL killed and held, NATS killed."""

from pathlib import Path

import pytest

from tests import servers
from tests.chaos import disks, servers_gone
from tests.servers import Missing, Postgres

pytestmark = pytest.mark.servers


async def test_postgres_killed_is_said_and_the_desk_goes_on_by_itself(tmp_path: Path) -> None:
    try:
        found = await servers_gone.postgres_gone(tmp_path, seconds=1)
    except Missing as missing:
        pytest.skip(str(missing))
    disks.fine(found)


async def test_a_crowd_before_a_locked_table_waits_or_is_told(tmp_path: Path, postgres: Postgres) -> None:
    disks.fine(await servers_gone.postgres_held(tmp_path, postgres, seconds=3))


async def test_a_broker_killed_in_the_middle_hides_nothing(tmp_path: Path, postgres: Postgres) -> None:
    try:
        with servers.broker() as (address, broker):
            found = await servers_gone.nats_gone(tmp_path, postgres, broker, address, words=30)
    except Missing as missing:
        pytest.skip(str(missing))
    assert (found["unseen"], found["twice"]) == (0, 0)
