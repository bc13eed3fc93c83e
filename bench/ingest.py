"""Messages in: by the widget's POST and by LMTP, from many senders at once, each durable and whole when it counts.

A message counts when its person, conversation, entry, full text, fact and job are committed (SQLite, synchronous=FULL);
what stands in the database afterwards is counted, not believed. Floor: the same number of POSTs to a bare application that
commits one row each by group commit, asked by the same clients on the same cores.

    scripts/bench ingest [--messages 10000] [--senders 64] [--runs 5] [--ways widget,lmtp] [--window]
"""

import argparse
import asyncio
import contextlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import uvloop
from _desk import EMAIL, MAILBOX, Desk, desk, letter, told, visitors
from _floor import floor
from _report import beside_reference, median, percentile, say, verdict
from _server import Server
from _wire import Line, Lmtp, socket

from shopkeeper.kit import ids

LIMIT = 1 / 3
EACH = 15
"""Words of one visitor: a widget may say 20 a minute."""
PATIENCE = 600


@dataclass(frozen=True)
class Took:
    """How fast (messages a second), how long each waited for its answer (ms), and the server's processor time (µs each)."""

    rate: float
    p50: float
    p99: float
    cpu: float
    emptied: float = 0.0
    """Seconds after the last message until the background had nothing left to do."""

    def __str__(self) -> str:
        return f"{self.rate:,.0f}/s, answered in p50 {self.p50:.1f} p99 {self.p99:.1f} ms, {self.cpu:,.0f} µs CPU each"


Send = Callable[[int, int], Awaitable[None]]


async def measured(
    server: Server, send: Send, wanted: argparse.Namespace, settled: Callable[[], Awaitable[None]]
) -> Took:
    numbers, waits = iter(range(wanted.messages)), list[float]()

    async def sender(which: int) -> None:
        for n in numbers:
            began = time.perf_counter()
            await send(which, n)
            waits.append((time.perf_counter() - began) * 1000)

    cpu, began = server.cpu(), time.perf_counter()
    await asyncio.gather(*(sender(which) for which in range(wanted.senders)))
    await settled()
    seconds, spent = time.perf_counter() - began, server.cpu() - cpu
    return Took(wanted.messages / seconds, percentile(waits, 50), percentile(waits, 99), spent / wanted.messages * 1e6)


async def at_once() -> None: ...


async def bare(folder: Path, wanted: argparse.Namespace) -> Took:
    async with floor(folder) as server:
        lines = [Line(server.port) for _ in range(wanted.senders)]

        async def send(which: int, n: int) -> None:
            status, _ = await lines[which].ask("POST", "/", {"id": ids.new(), "text": f"Where is my order {n}?"})
            assert status == 200

        return await measured(server, send, wanted, at_once)


async def widget(folder: Path, wanted: argparse.Namespace) -> Took:
    async with desk(folder) as shop, listening(shop, wanted):
        crowd = await visitors(shop.port, shop.key, -(-wanted.messages // EACH))
        lines = [Line(shop.port) for _ in range(wanted.senders)]

        async def send(which: int, n: int) -> None:
            # Round the crowd, so that nobody says two things at once.
            status, answer = await crowd[n % len(crowd)].says(lines[which], ids.new(), f"Where is my order {n}?")
            if status >= 300:
                raise RuntimeError(f"{status} {answer}")

        took = await measured(shop.server, send, wanted, at_once)
        count(shop, wanted.messages)
        return replace(took, emptied=await emptied(shop))


async def lmtp(folder: Path, wanted: argparse.Namespace) -> Took:
    async with desk(folder) as shop, listening(shop, wanted):
        lines = [Lmtp(shop.lmtp) for _ in range(wanted.senders)]
        await warm(shop, lines[0])

        async def send(which: int, n: int) -> None:
            person = n % max(1, wanted.messages // EACH)
            if not await lines[which].send(f"customer{person}@mail.example", MAILBOX, letter(n, person)):
                raise RuntimeError("a mail was refused")

        async def settled() -> None:
            await until_stored(shop, wanted.messages + 1)

        took = await measured(shop.server, send, wanted, settled)
        count(shop, wanted.messages + 1)
        return replace(took, emptied=await emptied(shop))


async def warm(shop: Desk, line: Lmtp) -> None:
    """The first mail starts the reader's process, which is no part of a mail's price."""
    await line.send("first@mail.example", MAILBOX, letter(-1, 0))
    await until_stored(shop, 1)


async def until_stored(shop: Desk, many: int) -> None:
    line, until = shop.api(), time.monotonic() + PATIENCE
    while sum(one["stored"] for one in (await told(line, "GET", "/api/v1/mail-count"))["items"]) < many:
        if time.monotonic() > until:
            raise TimeoutError("the mails were taken and not read in time")
        await asyncio.sleep(0.1)
    line.close()


async def emptied(shop: Desk) -> float:
    """Waits until no job is due or running; people go first, so this is what they left for later."""
    began = time.perf_counter()
    with contextlib.closing(sqlite3.connect(f"file:{shop.data}/shopkeeper.db?mode=ro", uri=True)) as reader:
        due = "SELECT 1 FROM job WHERE parked_at IS NULL AND (run_at <= ? OR leased_by IS NOT NULL) LIMIT 1"
        while reader.execute(due, (int(time.time() * 1000),)).fetchone():
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError("the background does not come to an end")
            await asyncio.sleep(0.05)
    return time.perf_counter() - began


def count(shop: Desk, many: int) -> None:
    """All of it, or this run is worth nothing."""
    with contextlib.closing(sqlite3.connect(f"file:{shop.data}/shopkeeper.db?mode=ro", uri=True)) as reader:
        for what in ("entry WHERE kind = 'message'", "entry_search", "event WHERE kind = 'message_heard'", "seen"):
            found = reader.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
            assert found == many, f"{found} of {many}: {what}"
        alone = "SELECT count(*) FROM entry LEFT JOIN conversation c ON c.id = entry.conversation_id WHERE c.id IS NULL"
        assert reader.execute(alone).fetchone()[0] == 0


@contextlib.asynccontextmanager
async def listening(shop: Desk, wanted: argparse.Namespace):  # type: ignore[no-untyped-def]
    """With --window an agent's window is open, and is shown every message."""
    if not wanted.window:
        yield
        return
    async with socket(shop.port, "/api/v1/live", Authorization=f"Bearer {shop.token}") as window:

        async def drain() -> None:
            async for _ in window:
                pass

        task = asyncio.create_task(drain())
        yield
        task.cancel()


WAYS = {"widget": widget, "lmtp": lmtp}


async def run(wanted: argparse.Namespace) -> int:
    floors: list[Took] = []
    found: dict[str, list[Took]] = {way: [] for way in wanted.ways.split(",")}
    with tempfile.TemporaryDirectory(prefix="sk-ingest-") as top:
        for turn in range(wanted.runs):
            floors.append(await bare(Path(top) / f"floor{turn}", wanted))
            say(f"run {turn + 1}: floor {floors[-1]}")
            for way, took in found.items():
                took.append(await WAYS[way](Path(top) / f"{way}{turn}", wanted))
                say(f"run {turn + 1}: {way} {took[-1]}, background done {took[-1].emptied:.1f} s later")
    return judged(floors, found, wanted)


def judged(floors: list[Took], found: dict[str, list[Took]], wanted: argparse.Namespace) -> int:
    least = median([one.rate for one in floors])
    say(beside_reference("post", least))
    rates = {way: median([one.rate for one in took]) for way, took in found.items()}
    slowest = min(rates, key=lambda way: rates[way])
    ways = {
        way: {
            "rate": round(rates[way]), "ratio": round(rates[way] / least, 3),
            "cpu_us": round(median([one.cpu for one in took])), "p99_ms": round(median([one.p99 for one in took]), 1),
            "emptied_s": round(median([one.emptied for one in took]), 1),
        }
        for way, took in found.items()
    }  # fmt: skip
    ratio = rates[slowest] / least
    more = {
        "unit": "messages/s",
        "slowest": slowest,
        "ways": ways,
        "messages": wanted.messages,
        "senders": wanted.senders,
    }
    floor_cpu = round(median([one.cpu for one in floors]))
    return verdict(
        "ingest",
        rates[slowest],
        least,
        ratio,
        LIMIT,
        ok=ratio >= LIMIT,
        runs=wanted.runs,
        floor_cpu_us=floor_cpu,
        **more,
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--messages", type=int, default=10_000)
    options.add_argument("--senders", type=int, default=64)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--ways", default="widget,lmtp")
    options.add_argument("--window", action="store_true", help=f"with {EMAIL}'s window open")
    return uvloop.run(run(options.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
