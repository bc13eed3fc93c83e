"""From a visitor's word to an agent's open window, durable: how long, at what price, and what an idle visitor costs.

A thousand visitors sit with open chats and say nothing while others write 50 messages a second; an agent's window is open.
Each wait runs from sending the POST to the moment the agent's socket has the message. Floor: the same sockets and the same
rate on a bare application that commits one row and echoes it.

    scripts/bench live [--idle 1000] [--rate 50] [--seconds 12] [--runs 5]
"""

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import uvloop
from _desk import Desk, Visitor, desk, visitors
from _floor import floor
from _report import beside_reference, median, percentile, say, verdict
from _server import Server
from _wire import ClientConnection, Line, socket

from shopkeeper.kit import ids

LIMIT = 4.0
MOST_KB = 30.0
EACH = 15
AT_ONCE = 25
PATIENCE = 30


@dataclass(frozen=True)
class Took:
    """Waits in ms, the server's processor time a message (µs, idle work taken off), memory an idle socket (kB)."""

    p50: float
    p99: float
    cpu: float
    idle_kb: float
    missing: int

    def __str__(self) -> str:
        waits = f"p50 {self.p50:.2f} p99 {self.p99:.2f} ms"
        return (
            f"{waits}, {self.cpu:,.0f} µs CPU a message, {self.idle_kb:.1f} kB an idle socket, {self.missing} missing"
        )


Say = Callable[[int, str], Awaitable[None]]
Open = Callable[[int], Awaitable[ClientConnection]]


async def opened(server: Server, many: int, open_one: Open) -> tuple[list[ClientConnection], float]:
    """So many idle sockets, and the kB each costs. A hundred before them warm up what is made once."""
    found = await crowd_in(range(min(100, many // 10)), open_one)
    await asyncio.sleep(1)
    before = server.memory()
    found += await crowd_in(range(len(found), len(found) + many), open_one)
    await asyncio.sleep(2)
    return found, (server.memory() - before) * 1_000 / many


async def crowd_in(numbers: range, open_one: Open) -> list[ClientConnection]:
    found: list[ClientConnection] = []
    for at in range(numbers.start, numbers.stop, AT_ONCE):
        found += await asyncio.gather(*(open_one(n) for n in range(at, min(at + AT_ONCE, numbers.stop))))
    return found


async def measured(
    server: Server, window: ClientConnection, speak: Say, wanted: argparse.Namespace, idle: float
) -> Took:
    sent: dict[str, float] = {}
    waits: list[float] = []
    many = int(wanted.rate * wanted.seconds)
    every = asyncio.Event()

    async def watch() -> None:
        async for frame in window:
            for id in ids_in(frame):
                if (began := sent.pop(id, None)) is not None:
                    waits.append((time.perf_counter() - began) * 1000)
            if len(waits) == many:
                every.set()

    async def one(n: int) -> None:
        id = ids.new()
        sent[id] = time.perf_counter()
        await speak(n, id)

    watching = asyncio.create_task(watch())
    resting = await cost_of_rest(server)
    cpu, began, talks = server.cpu(), time.perf_counter(), []
    for n in range(many):
        await asyncio.sleep(max(0.0, began + n / wanted.rate - time.perf_counter()))
        talks.append(asyncio.create_task(one(n)))
    await asyncio.gather(*talks)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await every.wait()
    spent = server.cpu() - cpu - resting * (time.perf_counter() - began)
    watching.cancel()
    return Took(percentile(waits, 50), percentile(waits, 99), spent / many * 1e6, idle, many - len(waits))


def ids_in(frame: str | bytes) -> list[str]:
    """The messages a frame brings: the bare one's own id, or the desk's entries."""
    said = json.loads(frame)
    return [said["id"]] if "id" in said else [entry["id"] for entry in said.get("entries", ())]


async def cost_of_rest(server: Server) -> float:
    """Processor seconds a second while nobody speaks (pings, timers)."""
    before = server.cpu()
    await asyncio.sleep(3)
    return (server.cpu() - before) / 3


async def bare(folder: Path, wanted: argparse.Namespace) -> Took:
    async with floor(folder) as server, leaving() as left:

        async def open_one(_: int) -> ClientConnection:
            return await socket(server.port, "/idle")

        found, idle = await opened(server, wanted.idle, open_one)
        left.extend(found)
        window = await socket(server.port, "/desk")
        left.append(window)
        lines = Lines(server.port)

        async def speak(_: int, id: str) -> None:
            async with lines.one() as line:
                await line.ask("POST", "/", {"id": id, "text": "Where is my order?"})

        return await measured(server, window, speak, wanted, idle)


async def house(folder: Path, wanted: argparse.Namespace) -> Took:
    async with desk(folder) as shop, leaving() as left:
        crowd = await visitors(shop.port, shop.key, wanted.idle + wanted.idle // 10)
        speakers = await visitors(shop.port, shop.key, -(-int(wanted.rate * wanted.seconds) // EACH) + AT_ONCE)

        async def open_one(n: int) -> ClientConnection:
            return await sits(shop, crowd[n])

        found, idle = await opened(shop.server, wanted.idle, open_one)
        left.extend(found)
        window = await socket(shop.port, "/api/v1/live", Authorization=f"Bearer {shop.token}")
        left.append(window)
        lines = Lines(shop.port)

        async def speak(n: int, id: str) -> None:
            async with lines.one() as line:
                status, answer = await speakers[n % len(speakers)].says(line, id, f"Where is my order {n}?")
                if status >= 300:
                    raise RuntimeError(f"{status} {answer}")

        return await measured(shop.server, window, speak, wanted, idle)


async def sits(shop: Desk, visitor: Visitor) -> ClientConnection:
    """An open chat: the token is said, `hello` is heard."""
    path = f"/chat/v1/{shop.key}/live"
    line = await socket(shop.port, path, **{"X-Forwarded-For": visitor.network})
    await line.send(json.dumps({"token": visitor.token}))
    while "hello" not in json.loads(await line.recv()):
        pass
    return line


class Lines:
    """Connections that are open already, so that no wait pays for opening one."""

    def __init__(self, port: int) -> None:
        self.port, self.free = port, list[Line]()

    @contextlib.asynccontextmanager
    async def one(self) -> AsyncIterator[Line]:
        line = self.free.pop() if self.free else Line(self.port)
        yield line
        self.free.append(line)


@contextlib.asynccontextmanager
async def leaving() -> AsyncIterator[list[ClientConnection]]:
    """All that were put in are hung up at the end, without a word."""
    found: list[ClientConnection] = []
    try:
        yield found
    finally:
        for one in found:
            one.transport.abort()


async def run(wanted: argparse.Namespace) -> int:
    floors, found = list[Took](), list[Took]()
    with tempfile.TemporaryDirectory(prefix="sk-live-") as top:
        for turn in range(wanted.runs):
            floors.append(await bare(Path(top) / f"floor{turn}", wanted))
            say(f"run {turn + 1}: floor {floors[-1]}")
            found.append(await house(Path(top) / f"desk{turn}", wanted))
            say(f"run {turn + 1}: desk {found[-1]}")
    p99, least = median([one.p99 for one in found]), median([one.p99 for one in floors])
    idle, missing = median([one.idle_kb for one in found]), sum(one.missing for one in found)
    say(beside_reference("live", median([one.p50 for one in floors])))
    return verdict(
        "live", p99, least, p99 / least, LIMIT, ok=p99 / least <= LIMIT and idle <= MOST_KB and not missing, unit="ms p99",
        p50=round(median([one.p50 for one in found]), 2), floor_p50=round(median([one.p50 for one in floors]), 2),
        cpu_us=round(median([one.cpu for one in found])), floor_cpu_us=round(median([one.cpu for one in floors])),
        idle_kb=round(idle, 1), idle_kb_limit=MOST_KB, floor_idle_kb=round(median([one.idle_kb for one in floors]), 1),
        missing=missing, idle=wanted.idle, rate=wanted.rate, runs=wanted.runs,
    )  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--idle", type=int, default=1_000)
    options.add_argument("--rate", type=int, default=50)
    options.add_argument("--seconds", type=float, default=12)
    options.add_argument("--runs", type=int, default=5)
    return uvloop.run(run(options.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
