"""The short forms: a disk that fills, a lock, a file that is moved away."""

from pathlib import Path

import pytest

from tests.chaos import disks
from tests.servers import Missing


async def test_a_full_disk_is_said_read_on_and_recovered_from(tmp_path: Path) -> None:
    try:
        found = await disks.full(tmp_path)
    except Missing as missing:
        pytest.skip(str(missing))
    assert disks.fine(found)["accepted"] > 10


async def test_a_locked_database_is_said_and_waited_for(tmp_path: Path) -> None:
    disks.fine(await disks.locked(tmp_path, seconds=5.5))


async def test_a_database_file_moved_away_takes_no_words_until_it_is_back(tmp_path: Path) -> None:
    disks.fine(await disks.moved(tmp_path))
