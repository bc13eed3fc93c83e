"""The short forms: a mail server gone in the middle, answers into bad moods.

A refused password, greylisting and a slow server wait by the clock: `scripts/bench chaos login greylist slow`.
"""

from pathlib import Path

import pytest

from tests.chaos import disks, mailing
from tests.servers import Missing


@pytest.mark.servers
async def test_mail_comes_in_once_though_its_server_falls_and_renumbers(tmp_path: Path) -> None:
    try:
        found = await mailing.imap_gone(tmp_path, letters=120, falls=1)
    except Missing as missing:
        pytest.skip(str(missing))
    assert disks.fine(found) == {"accepted": 125, "stored": 125}


async def test_answers_into_bad_moods_are_sent_failed_or_in_doubt_and_never_twice(tmp_path: Path) -> None:
    found = await mailing.moody(tmp_path, answers=40)
    assert (found.lost, found.doubled, found.lying, found.other) == (0, 0, 0, 0), found
    assert found.sent > 20
    assert found.unsure
