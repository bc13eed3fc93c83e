"""Reading mail in a process that may be killed."""

import sys
import time

import pytest

from shopkeeper.channels.adapters.email.apart import BARE, Reader
from shopkeeper.channels.adapters.email.tests.letters import mail, post
from shopkeeper.channels.adapters.email.translating import arrivals
from shopkeeper.channels.errors import Ignored, Unreadable

HANGS = "import sys, time; sys.stdout.write('!'); sys.stdout.flush(); time.sleep(60)"
SPINS = (
    BARE
    + """
def spin(_):
    while True:
        pass
reader.main(spin)
"""
)


async def test_it_reads_what_we_read_ourselves() -> None:
    reader = Reader()
    assert await reader.read(post(mail())) == arrivals(post(mail()))
    assert await reader.read(post(mail(body="Again\n"))) == arrivals(post(mail(body="Again\n")))
    with pytest.raises(Ignored):
        await reader.read(post(b""))
    await reader.close()


async def test_a_mail_that_takes_too_long_is_stopped() -> None:
    reader = Reader((sys.executable, "-c", SPINS), wall_seconds=30)
    started = time.monotonic()
    with pytest.raises(Unreadable, match="too long"):
        await reader.read(post(mail()))
    assert time.monotonic() - started < 20
    await reader.close()


async def test_a_reader_that_hangs_is_killed_and_the_next_mail_gets_a_new_one() -> None:
    reader = Reader((sys.executable, "-c", HANGS), wall_seconds=0.2)
    for _ in range(2):
        with pytest.raises(Unreadable):
            await reader.read(post(mail()))
    await reader.close()


async def test_a_program_that_dies_is_told_and_nothing_hangs() -> None:
    dies = "import sys; sys.stdout.write('!'); sys.stdout.flush(); sys.stdin.buffer.read(20); sys.exit(3)"
    reader = Reader((sys.executable, "-c", dies))
    with pytest.raises(Unreadable):
        await reader.read(post(mail()))
    await reader.close()
