"""A full disk, a locked database file, one that was moved away: said in words, readable meanwhile, mended by itself."""

import asyncio
import smtplib
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx

from shopkeeper.kit import ids
from tests.chaos.counting import Books, Inward, adds_up, inward
from tests.chaos.crowd import Told, Visitor, letter
from tests.chaos.trial import Trial, eventually, trial
from tests.servers import Missing

HANDED = "hello@handed.test"
LONG_TEXT = "All of the words that she has for us today. " * 100


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A tmpfs of its own. Raises Missing where we may not mount."""
    folder.mkdir(parents=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        raise Missing("a tmpfs cannot be mounted here (only root may)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


@asynccontextmanager
async def talking(shop: Trial, many: int) -> AsyncIterator[tuple[list[Visitor], Told]]:
    """Visitors who have said one word each."""
    told = Told()
    await shop.connect("handed", HANDED, receive="listener", auth="none")
    async with httpx.AsyncClient(timeout=20, trust_env=False) as street:
        visitors = [Visitor(shop, street, n, told) for n in range(many)]
        for visitor in visitors:
            await visitor.enters()
            await visitor.says("Hello")
        yield visitors, told


async def word(visitor: Visitor, text: str = "Is anybody there?") -> httpx.Response:
    """One try without persistence; what was accepted counts."""
    id = ids.new()
    answer = await visitor.line.post(f"{visitor.root}/messages", json={"id": id, "text": text}, headers=visitor._who)
    if answer.is_success:
        visitor.told.accepted.append(id)
    return answer


def hand_over(port: int, number: int) -> tuple[int, str]:
    """A mail by LMTP: the reply's code, and the mail's Message-ID."""
    made = letter(number, f"ana{number}@home.example", HANDED)
    try:
        with smtplib.LMTP("127.0.0.1", port) as line:
            line.sendmail(f"ana{number}@home.example", [HANDED], made.as_bytes())
    except smtplib.SMTPRecipientsRefused as refused:
        return next(iter(refused.recipients.values()))[0], str(made["Message-ID"])
    except smtplib.SMTPResponseException as refused:
        return refused.smtp_code, str(made["Message-ID"])
    return 250, str(made["Message-ID"])


def advised(answer: httpx.Response, *words: str) -> None:
    """A problem that says what to do, never a bug's page."""
    assert answer.status_code in (503, 507), f"{answer.status_code} {answer.text}"
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert any(one in answer.json()["detail"] for one in words), answer.json()["detail"]


async def readable(shop: Trial, visitor: Visitor) -> None:
    """Agents and visitors still see what was said."""
    assert (await shop.ask("/conversations", view="all"))["items"]
    assert set(visitor.said) <= set(await visitor.sees())


async def mended(shop: Trial, visitors: list[Visitor], told: Told, numbers: Iterator[int]) -> Inward:
    """By itself: everybody who tries again is heard, mail is taken, everything that was accepted is there, once."""

    async def heard() -> bool:
        return (await word(visitors[0])).is_success

    await eventually(heard, pause=0.3)
    for visitor in visitors:
        await visitor.says("Thank you")
    number = next(numbers)

    async def taken() -> bool:
        code, name = await asyncio.to_thread(hand_over, shop.lmtp, number)
        if code == 250:
            told.accepted.append(name)
        return code == 250

    await eventually(taken, pause=0.3)
    books = Books(shop)

    async def quiet() -> bool:
        return not (await shop.counts())["handed"]["waiting"]

    await eventually(quiet, patience=90)
    adds_up(books)
    return inward(books, told.accepted)


async def full(folder: Path, *, megabytes: int = 24, visitors: int = 6) -> Inward:
    """The disk fills up while people talk, and is given room again."""
    with small_disk(folder / "data", megabytes) as disk:
        async with trial(folder) as shop, talking(shop, visitors) as (people, told):
            numbers = iter(range(1_000))
            filler = disk / "somebody-elses.log"
            refused = await _fill(filler, people)
            advised(refused, "disk is full", "Free some", "cannot be reached")
            await readable(shop, people[0])
            assert await _mails_until_refused(shop, told, numbers) == 451, "mail must stay on its server"
            upload = await people[0].line.post(
                f"{people[0].root}/attachments",
                params={"name": "a.bin"},
                content=b"x" * 4_000_000,
                headers=people[0]._who,
            )
            advised(upload, "disk", "Free some")
            filler.unlink()
            return await mended(shop, people, told, numbers)


async def _mails_until_refused(shop: Trial, told: Told, numbers: Iterator[int]) -> int:
    """A small mail may still find room where a long word did not."""
    code = 250
    while code == 250:
        code, name = await asyncio.to_thread(hand_over, shop.lmtp, next(numbers))
        if code == 250:
            told.accepted.append(name)
    return code


async def _fill(filler: Path, people: list[Visitor]) -> httpx.Response:
    """Take all room but a little, then talk until the desk says no; answers how it said so."""
    with filler.open("wb") as file:
        try:
            while file.write(b"\0" * 262_144):
                file.flush()
        except OSError:
            pass
    with filler.open("ab") as file:
        file.truncate(max(0, file.tell() - 400_000))
    for _ in range(200):
        for visitor in people:
            answer = await word(visitor, LONG_TEXT)
            if answer.status_code == 429:
                await asyncio.sleep(1)
            elif not answer.is_success:
                return answer
    raise AssertionError("the disk was never full")


LOCK = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


async def locked(folder: Path, *, seconds: float) -> Inward:
    """Another program holds the database's lock for so long."""
    async with trial(folder) as shop, talking(shop, 3) as (people, told):
        words = [sys.executable, "-c", LOCK, str(shop.desk.data / "shopkeeper.db"), str(seconds)]
        other = subprocess.Popen(words, stdout=subprocess.PIPE)
        assert other.stdout is not None
        await asyncio.to_thread(other.stdout.readline)
        trying = asyncio.create_task(word(people[0]))
        await asyncio.sleep(0.2)
        await readable(shop, people[0])
        advised(await trying, "Another program holds the database")
        found = await mended(shop, people, told, iter(range(1_000)))
        assert other.wait(60) == 0
        return found


async def moved(folder: Path) -> Inward:
    """The database file is moved away under the running desk, and put back."""
    async with trial(folder) as shop, talking(shop, 3) as (people, told):
        file, away = shop.desk.data / "shopkeeper.db", shop.desk.data / "elsewhere.db"
        file.rename(away)
        advised(await word(people[0]), "moved", "gone")
        code, _ = await asyncio.to_thread(hand_over, shop.lmtp, 900)
        assert code == 451
        file.touch()
        advised(await word(people[0]), "moved", "gone")
        file.unlink()
        away.rename(file)
        return await mended(shop, people, told, iter(range(1_000)))


def fine(found: Inward) -> dict[str, Any]:
    """Nothing lost, nothing doubled. What was stored beyond what was accepted had its answer lost: none here."""
    assert (found.lost, found.doubled) == (0, 0), found
    return {"accepted": found.accepted, "stored": found.stored}
