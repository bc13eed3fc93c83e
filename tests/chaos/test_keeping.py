"""The short form: backups under load, restored and compared, on both databases."""

from pathlib import Path

from tests.chaos import keeping
from tests.servers import Postgres


async def test_a_backup_taken_while_people_talk_holds_everything_said_before(tmp_path: Path) -> None:
    assert (await keeping.kept(tmp_path, None, words=12, kills=1))["files"] > 1


async def test_the_same_on_postgres(tmp_path: Path, postgres: Postgres) -> None:
    assert (await keeping.kept(tmp_path, postgres, words=12, kills=1))["rows"] > 100
