"""The short form: a day forward, an hour back."""

from pathlib import Path

import pytest

from tests.chaos import clocks, disks
from tests.servers import Missing

pytestmark = pytest.mark.servers


async def test_jumping_clocks_hold_up_nothing_and_double_nothing(tmp_path: Path) -> None:
    try:
        disks.fine(await clocks.jumping(tmp_path))
    except Missing as missing:
        pytest.skip(str(missing))
