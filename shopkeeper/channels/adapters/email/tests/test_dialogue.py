"""Our own door for mail, spoken to word by word: what smtplib never says, others do."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from shopkeeper.channels.adapters.email.dialogue import PATIENCE, Dialogue, Letter

OURS = "help@garden.example"


class Box:
    """A letterbox that remembers; one address is looked up slowly, as from a database."""

    def __init__(self, longest: int = 1_000, room: int = 10_000) -> None:
        self.longest, self.room, self.on_the_way = longest, room, 0
        self.taken: list[Letter] = []

    def has(self, address: str) -> Any:
        return self._slowly() if address == "slow@garden.example" else "250 Ok" if address == OURS else "550 Nobody"

    async def _slowly(self) -> str:
        await asyncio.sleep(0.01)
        return "250 Ok"

    def room_for(self, size: int) -> bool:
        if size > 0 and self.on_the_way + size > self.room:
            return False
        self.on_the_way += size
        return True

    async def take(self, letter: Letter) -> str:
        await asyncio.sleep(0)
        self.taken.append(letter)
        return "250 Kept"


class Caller:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def says(self, words: bytes) -> None:
        self._writer.write(words)
        await self._writer.drain()

    async def hears(self, lines: int = 1) -> list[str]:
        async with asyncio.timeout(5):
            return [(await self._reader.readline()).decode().strip() for _ in range(lines)]

    async def is_hung_up_on(self) -> bool:
        async with asyncio.timeout(5):
            return await self._reader.read() == b""

    async def codes(self, lines: int) -> list[str]:
        return [line[:3] for line in await self.hears(lines)]


@asynccontextmanager
async def called(box: Box, *, local: bool = False) -> AsyncIterator[Caller]:
    server = await asyncio.get_running_loop().create_server(lambda: Dialogue(box, local=local), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    caller = Caller(reader, writer)
    assert await caller.codes(1) == ["220"]
    await caller.says(b"LHLO home\r\n" if local else b"EHLO home\r\n")
    assert (await caller.codes(6))[-1] == "250"
    yield caller
    writer.close()
    server.close()


ENVELOPE = b"MAIL FROM:<ana@home.example>\r\nRCPT TO:<help@garden.example>\r\nDATA\r\n"


async def test_a_mail_in_pieces_keeps_its_bytes_and_loses_its_stuffing() -> None:
    box = Box()
    wire = b"..one\r\nSubject: x\r\n\r\n..\r\n.. two\r\n...\r\nlast \x80\xff\r\n.\r\n"
    async with called(box) as caller:
        await caller.says(ENVELOPE)
        assert await caller.codes(3) == ["250", "250", "354"]
        for at in range(len(wire)):
            await caller.says(wire[at : at + 1])
            await asyncio.sleep(0)
        assert await caller.codes(1) == ["250"]
    assert [one.body for one in box.taken] == [b".one\r\nSubject: x\r\n\r\n.\r\n. two\r\n..\r\nlast \x80\xff\r\n"]
    assert box.on_the_way == 0


async def test_everything_said_at_once_is_answered_in_order() -> None:
    box = Box()
    async with called(box) as caller:
        slow = b"MAIL FROM:<>\r\nRCPT TO:<slow@garden.example>\r\nRCPT TO:<nobody@x.example>\r\nDATA\r\n"
        await caller.says(ENVELOPE + b"one\r\n.\r\n" + slow + b".\r\nNOOP\r\nQUIT\r\n")
        answers = ["250", "250", "354", "250", "250", "250", "550", "354", "250", "250", "221"]
        assert await caller.codes(len(answers)) == answers
        assert await caller.is_hung_up_on()
    assert [(one.sender, one.recipients, one.body) for one in box.taken] == [
        ("ana@home.example", [OURS], b"one\r\n"),
        ("", ["slow@garden.example"], b""),
    ]


async def test_lmtp_answers_for_every_recipient_it_took() -> None:
    async with called(Box(), local=True) as caller:
        await caller.says(b"EHLO x\r\nMAIL FROM:<a@b>\r\n" + b"RCPT TO:<help@garden.example>\r\n" * 2)
        await caller.says(b"RCPT TO:<nobody@x.example>\r\nDATA\r\nx\r\n.\r\nNOOP\r\n")
        assert await caller.codes(9) == ["500", "250", "250", "250", "550", "354", "250", "250", "250"]


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r"])
async def test_no_second_mail_is_smuggled_behind_the_first(end: bytes) -> None:
    box = Box()
    async with called(box) as caller:
        await caller.says(ENVELOPE + b"one" + end + ENVELOPE + b"two\r\n.\r\n")
        assert await caller.codes(4) == ["250", "250", "354", "250"]
    assert [b"MAIL FROM:" in one.body for one in box.taken] == [True]


async def test_lines_may_be_long_and_mails_only_as_big_as_we_say() -> None:
    box = Box(longest=5_000)
    async with called(box) as caller:
        await caller.says(ENVELOPE + b"x" * 4_500 + b"\r\n.\r\n")
        assert await caller.codes(4) == ["250", "250", "354", "250"]
        await caller.says(b"MAIL FROM:<a@b> SIZE=5001\r\n")
        assert await caller.codes(1) == ["552"]
        await caller.says(ENVELOPE)
        assert await caller.codes(3) == ["250", "250", "354"]
        for _ in range(200):
            await caller.says(b"y" * 1_000)
        await caller.says(b"\r\n.\r\nNOOP\r\n")
        assert (await caller.hears(2))[0].startswith("552 5.3.4 ")
    assert len(box.taken) == 1
    assert box.on_the_way == 0


async def test_more_than_fits_at_once_is_put_off_and_the_room_comes_back() -> None:
    box = Box(longest=8_000, room=9_000)
    async with called(box) as first, called(box) as second:
        await first.says(ENVELOPE)
        await first.hears(3)
        await first.says(b"x" * 6_000)
        while box.on_the_way < 6_000:
            await asyncio.sleep(0.01)
        await second.says(ENVELOPE + b"y" * 6_000 + b"\r\n.\r\n")
        assert (await second.codes(4))[-1] == "451"
        await first.says(b"\r\n.\r\n")
        assert await first.codes(1) == ["250"]
        await second.says(ENVELOPE + b"y" * 6_000 + b"\r\n.\r\n")
        assert (await second.codes(4))[-1] == "250"
        await second.says(ENVELOPE)
        await second.hears(3)
        await second.says(b"z" * 6_000)
    while box.on_the_way:
        await asyncio.sleep(0.01)
    assert len(box.taken) == 2


async def test_nonsense_is_answered_and_a_line_without_end_is_cut_off() -> None:
    async with called(Box()) as caller:
        await caller.says(b"DATA\r\nRCPT TO:<a@b>\r\nMAIL TO:<a@b>\r\nGET / HTTP/1.1\r\nVRFY x\r\nRSET\r\n")
        assert await caller.codes(6) == ["503", "503", "501", "500", "252", "250"]
        await caller.says(b"x" * 10_000)
        assert await caller.codes(1) == ["500"]
        assert await caller.is_hung_up_on()
    assert PATIENCE >= 300
