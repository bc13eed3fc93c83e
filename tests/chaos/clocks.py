"""The machine's clock jumps a day forward and an hour back under a running desk: nothing is stuck, nothing is doubled."""

import asyncio
from pathlib import Path

import httpx

from shopkeeper.channels.testing import Postbox
from shopkeeper.kit import ids
from tests.chaos.counting import Books, Inward, adds_up, inward
from tests.chaos.crowd import Told, Visitor
from tests.chaos.disks import HANDED, hand_over
from tests.chaos.trial import Trial, by_smtp, eventually, trial
from tests.servers import Missing

HOUR = 3_600


class Clock:
    """The desk's own idea of the time, through libfaketime. Raises Missing."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        if not found:
            raise Missing("libfaketime is not installed (apt-get install faketime)")
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "clock"
        self.shift(0)
        self.environ = {
            "LD_PRELOAD": str(found[0]), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip

    def shift(self, seconds: int) -> None:
        """So far from the real time, from now on."""
        self._file.write_text(f"{seconds:+d}\n")


async def jumping(folder: Path, *, jumps: tuple[int, ...] = (24 * HOUR, -HOUR)) -> Inward:
    """After each jump (seconds from the real time) words, mails and answers go on, and a kill at the end changes nothing."""
    clock, told = Clock(folder), Told()
    async with Postbox() as far, trial(folder, beside=clock.environ) as shop:
        await shop.connect("handed", HANDED, receive="listener", auth="none", **by_smtp("127.0.0.1", far.port))
        async with httpx.AsyncClient(timeout=20, trust_env=False) as street:
            visitor = Visitor(shop, street, 1, told)
            await visitor.enters()
            await _round(shop, visitor, far, told, 0)
            for n, jump in enumerate(jumps, 1):
                await _written_before(shop, visitor)
                clock.shift(jump)
                await _round(shop, visitor, far, told, 2 * n - 1)
                if n == len(jumps):
                    await shop.again()
                    await _round(shop, visitor, far, told, 2 * n)
            assert await visitor.sees() == visitor.said
        books = Books(shop)
        assert len({one.mail["Message-ID"] for one in far.taken}) == len(far.taken)
        await _comes_round(books, shop)
        adds_up(books)
        return inward(books, told.accepted)


async def _written_before(shop: Trial, visitor: Visitor) -> None:
    await visitor.says("A word before the jump")


async def _round(shop: Trial, visitor: Visitor, far: Postbox, told: Told, number: int) -> None:
    """A word, a mail, and an answer to it that arrives."""
    await visitor.says(f"Word {number}")
    before = len(far.taken)
    code, name = await asyncio.to_thread(hand_over, shop.lmtp, number)
    assert code == 250
    told.accepted.append(name)

    async def known() -> str:
        items = (await shop.ask("/conversations", view="all"))["items"]
        return next((one["id"] for one in items if one["subject"] == f"My order {number}"), "")

    talk = await eventually(known)
    await shop.tell("POST", f"/conversations/{talk}/replies", {"id": ids.new(), "text": f"Answer {number}"})

    async def arrived() -> bool:
        return len(far.taken) == before + 1

    await eventually(arrived, patience=30)


async def _comes_round(books: Books, shop: Trial) -> None:
    """Nothing periodic waits for longer than its own round, and a lease (a minute) is over in a minute."""
    now = books.one("SELECT max(at) FROM event")
    late = books.rows("SELECT kind, run_at - :now AS wait FROM job WHERE id LIKE 'every:%'", now=now)
    assert late
    assert not [(row.kind, row.wait) for row in late if row.wait > 25 * HOUR * 1_000], late
    sweep = next(row.wait for row in late if row.kind == "channels.sweep")
    assert sweep <= 90_000, sweep
