"""A catastrophe comes in; meanwhile others write and an agent works. How long did anybody wait, and how did it end?"""

import asyncio
import smtplib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
from msgspec import Struct

from tests.chaos.crowd import Told, Visitor, letter
from tests.chaos.trial import Trial, eventually, trial

MAILBOX = "help@larkandloom.example"
OTHERS = "orders@larkandloom.example"
MOST_WORDS = 18
"""A visitor who says more in a minute is held back by the chat's own limit, and that would be what is measured."""


class Waits(Struct):
    """The longest waits of others, in seconds: a mail until it is taken and until it is on its timeline, a chat's word, the agent's list."""

    mail: float = 0.0
    seen: float = 0.0
    chat: float = 0.0
    list: float = 0.0

    def longest(self) -> float:
        return max(self.mail, self.seen, self.chat, self.list)


class Ending(Struct):
    """How a catastrophe ended: `state` is refused, stored or quarantined; `reason` in the words that the owner or the sender reads."""

    name: str
    state: str
    reason: str
    seconds: float
    waits: Waits
    megabytes: int
    """The most memory that the desk and its readers had together, whole processes."""


class Post:
    """The mail server next door: one LMTP line a mail, on a thread."""

    def __init__(self, shop: Trial) -> None:
        self.shop = shop

    async def sends(self, mail: bytes, sender: str = "mallory@kunde.example", to: str = MAILBOX) -> str:
        """ "" when it was taken, else what the desk said."""
        return await asyncio.to_thread(self._send, mail, sender, to)

    def _send(self, mail: bytes, sender: str, to: str) -> str:
        with smtplib.LMTP("127.0.0.1", self.shop.lmtp, timeout=120) as line:
            try:
                refused = line.sendmail(sender, [to], mail)
            except smtplib.SMTPResponseException as error:
                return f"{error.smtp_code} {error.smtp_error!r}"
            except smtplib.SMTPRecipientsRefused as error:
                refused = error.recipients
            return str(refused or "")


@asynccontextmanager
async def opened(folder: Path, **settings: object) -> AsyncIterator[Trial]:
    """A desk with two mailboxes that take mail by LMTP: one for catastrophes, one for everybody else."""
    async with trial(folder, **settings) as shop:
        for name, address in (("mail", MAILBOX), ("others", OTHERS)):
            await shop.connect(name, address, receive="listener", auth="none")
        yield shop


async def endure(
    shop: Trial, name: str, come: Callable[[], Awaitable[str]], box: str = "mail", patience: float = 60.0
) -> Ending:
    """Let a catastrophe come into this mailbox (`come` answers "" or how it was refused) while others work, until it is settled."""
    stored, quiet = (await _taken_in(shop, "others"))["stored"], Waits()
    before, known = (await _taken_in(shop, box))["server"], {one["id"] for one in await _quarantine(shop)}
    memory = asyncio.create_task(_watched(shop))
    enough = asyncio.Event()
    others = asyncio.create_task(_others(shop, name, stored, quiet, enough))
    began = time.monotonic()
    refused = await come()
    state, reason = ("refused", refused) if refused else await _ended(shop, box, before, known, patience)
    seconds = time.monotonic() - began
    await asyncio.sleep(0.3)
    enough.set()
    assert await others, "nobody else wrote meanwhile"
    memory.cancel()
    return Ending(name, state, reason, round(seconds, 2), quiet, await memory)


async def _taken_in(shop: Trial, box: str) -> dict[str, int]:
    return dict((await shop.counts())[box])


async def _ended(shop: Trial, box: str, before: int, known: set[str], patience: float) -> tuple[str, str]:
    """It is here and nothing waits any more: was anything put aside?"""

    async def calm() -> bool:
        count = await _taken_in(shop, box)
        return count["server"] > before and not count["waiting"]

    await eventually(calm, patience)
    aside = [one for one in await _quarantine(shop) if one["id"] not in known]
    return ("quarantined", aside[0]["reason"]) if aside else ("stored", "")


async def _quarantine(shop: Trial) -> list[dict[str, str]]:
    return list((await shop.ask("/quarantine"))["items"])


async def _all_here(shop: Trial, many: int) -> bool:
    return (await _taken_in(shop, "others"))["stored"] >= many


async def _others(shop: Trial, name: str, stored: int, waits: Waits, enough: asyncio.Event) -> int:
    """Somebody else's mails, a chat and an agent's list, over and over until it is enough; answers how many mails were sent."""
    sent = 0
    async with httpx.AsyncClient(timeout=60, trust_env=False) as line, shop.door() as desk:
        told = Told()
        visitor = Visitor(shop, line, hash(name) % 2**20, told)
        await visitor.enters()
        while not enough.is_set():
            number = hash((name, sent)) % 10**9
            mail = letter(number, f"ben{number}@mail.example", OTHERS).as_bytes()
            waits.mail = max(waits.mail, await _taken(Post(shop).sends(mail, "ben@mail.example", OTHERS)))
            sent += 1
            here = partial(_all_here, shop, stored + sent)
            waits.seen = max(waits.seen, await _taken(eventually(here, 30, 0.02)))
            if sent <= MOST_WORDS:
                waits.chat = max(waits.chat, await _taken(visitor.says("are you there?")))
            waits.list = max(waits.list, await _taken(desk.get("/api/v1/conversations", params={"view": "new"})))
            await asyncio.sleep(0.1)
    assert not told.refused, f"the visitor was held back: {told.refused}"
    return sent


async def _taken(act: Awaitable[object]) -> float:
    began = time.monotonic()
    await act
    return round(time.monotonic() - began, 3)


async def _watched(shop: Trial) -> int:
    """The most megabytes that the desk's processes held together, looked at every 20 ms."""
    assert shop.desk.process is not None
    most = 0
    try:
        while True:
            most = max(most, held(shop.desk.process.pid))
            await asyncio.sleep(0.02)
    except asyncio.CancelledError:
        return most // 1024


def held(pid: int) -> int:
    """Kilobytes in memory, of a process and all that it started (Linux)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        started = [
            one for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()
        ]
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)
    return own + sum(held(int(child)) for child in started)
