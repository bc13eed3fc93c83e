"""Does a desk with a million conversations open like a new one? The first page of the inbox, a page of a timeline, a search
with the newest first, and what else an agent touches: through HTTP, at a small and at a large size, over the same code.

The floor is the small desk: p95 at the large size may be half as much again, and 30 ms. The full promise is
`--large 1000000` (5 million entries, 20,000 merges, one merged person with 50,000 entries); filling that takes some minutes
and 9 GB, so what runs without a word is smaller and says so. A folder named with `--keep` is filled once and asked again;
`--postgres URL` fills new databases on that server instead, and keeps them if `--keep` is given.

    scripts/bench inbox [--small 10000] [--large 200000] [--asks 100] [--runs 5] [--keep FOLDER] [--postgres URL] [--only WORDS]
"""

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import uvloop
from _asks import LESS, paths
from _desk import EMAIL, admin, command, furnish, served, surroundings, told
from _fill import Filled, Shop, fill
from _report import median, percentile, say, verdict
from _wire import Line

from shopkeeper.kit import clock
from tests.servers.databases import Postgres

LIMIT = 1.5
MOST_MS = 30.0
FULL = 1_000_000
BOB = "bob@bench.example"


@dataclass(frozen=True)
class Size:
    """A filled desk: what is in it, and the tokens of an admin and of Bob, who sees the small inbox only."""

    filled: Filled
    token: str
    bob: str
    database: str


@contextlib.asynccontextmanager
async def opened(folder: Path, conversations: int, base: Postgres | None) -> AsyncIterator[tuple[Line, Line, Filled]]:
    """An open desk of this size, with a line of an admin's and one of Bob's."""
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "filled.json"
    size = _known(known) if known.exists() else await _made(folder, conversations, base)
    known.write_text(json.dumps(asdict(size)))
    async with served(folder / "data", _environ(size.database), folder / "desk.log") as server:
        yield _line(server.port, size.token), _line(server.port, size.bob), size.filled


async def _made(folder: Path, conversations: int, base: Postgres | None) -> Size:
    data, database = folder / "data", base.create_database() if base else ""
    environ = _environ(database)
    token = await admin(environ, data)
    await command(environ, data, "agent", "add", BOB)
    bob = (await command(environ, data, "token", "create", "--agent", BOB)).split()[-1]
    async with served(data, environ, folder / "desk.log") as server:
        shop = await _furnished(_line(server.port, token))
    began = time.perf_counter()
    found = await asyncio.to_thread(fill, database or str(data / "shopkeeper.db"), shop, conversations)
    say(f"{conversations:,} conversations, {found.entries:,} entries, filled in {time.perf_counter() - began:.0f} s")
    return Size(found, token, bob, database)


async def _furnished(line: Line) -> Shop:
    await furnish(line)
    boxes = {one["kind"]: one for one in (await told(line, "GET", "/api/v1/inboxes"))["items"]}
    agents = {one["email"]: one["id"] for one in (await told(line, "GET", "/api/v1/agents"))["items"]}
    await told(line, "PATCH", f"/api/v1/agents/{agents[BOB]}", {"inboxes": [boxes["email"]["id"]]})
    chat, mail = boxes["chat"], boxes["email"]
    return Shop(chat["brand_id"], chat["id"], mail["id"], clock.now(), [agents[EMAIL], agents[BOB]])


async def asked(line: Line, wanted: Sequence[str]) -> list[float]:
    waits = []
    for path in wanted:
        began = time.perf_counter()
        status, answer = await line.raw("GET", path, b"", {})
        waits.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {answer[:200]!r}")
    # The desk hangs up on a line that is idle while the other desk is asked.
    line.close()
    return waits


async def run(wanted: argparse.Namespace) -> int:
    base = Postgres(wanted.postgres) if wanted.postgres else None
    sizes = {"small": wanted.small, "large": wanted.large}
    found: dict[str, dict[str, list[float]]] = {size: {} for size in sizes}
    async with contextlib.AsyncExitStack() as stack:
        top = wanted.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="sk-inbox-"))
        desks = {}
        for size, many in sizes.items():
            folder = Path(top) / f"{many}{'-postgres' if base else ''}"
            desks[size] = await stack.enter_async_context(opened(folder, many, base))
            if base and not wanted.keep:
                stack.callback(base.drop_database, _known(folder / "filled.json").database)
        asks = {size: paths(filling, wanted.asks) for size, (_, _, filling) in desks.items()}
        for turn in range(wanted.runs + 1):
            # Both sizes in turn for each question, so that what else the machine does hits both alike.
            for kind in [kind for kind in asks["small"] if wanted.only in kind]:
                for size, (alice, bob, _) in desks.items():
                    p95 = percentile(await asked(bob if kind.startswith("Bob") else alice, asks[size][kind]), 95)
                    # The first round warms both desks and is not counted.
                    if turn:
                        found[size].setdefault(kind, []).append(p95)
    return judged(found, wanted)


def judged(found: Mapping[str, Mapping[str, Sequence[float]]], wanted: argparse.Namespace) -> int:
    kinds = {}
    for kind in found["small"]:
        small, large = median(found["small"][kind]), median(found["large"][kind])
        kinds[kind] = {"small": round(small, 2), "large": round(large, 2), "ratio": round(large / small, 2)}
        say(
            f"{kind:28} p95 {small:6.2f} ms at {wanted.small:,}, {large:6.2f} ms at {wanted.large:,}: {large / small:.2f}"
        )
    if wanted.large < FULL:
        say(f"This is not the whole promise: scripts/bench inbox --large {FULL}")
    compared = [kind for kind in kinds if not kind.startswith(LESS)] or list(kinds)
    worst = max(compared, key=lambda kind: kinds[kind]["ratio"])
    slowest = max(one["large"] for one in kinds.values())
    ok = kinds[worst]["ratio"] <= LIMIT and slowest <= MOST_MS
    return verdict(
        "inbox", kinds[worst]["large"], kinds[worst]["small"], kinds[worst]["ratio"], LIMIT, ok=ok, unit="ms p95",
        worst=worst, slowest_ms=slowest, limit_ms=MOST_MS, kinds=kinds, small=wanted.small, large=wanted.large,
        full=wanted.large >= FULL, runs=wanted.runs, database="PostgreSQL" if wanted.postgres else "SQLite",
    )  # fmt: skip


def _known(file: Path) -> Size:
    found = json.loads(file.read_text())
    return Size(**{**found, "filled": Filled(**found["filled"])})


def _environ(database: str) -> dict[str, str]:
    return surroundings(log_level="error", **({"database_url": database} if database else {}))


def _line(port: int, token: str) -> Line:
    return Line(port, {"Authorization": f"Bearer {token}"})


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--small", type=int, default=10_000)
    options.add_argument("--large", type=int, default=200_000)
    options.add_argument("--asks", type=int, default=100)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--keep", metavar="FOLDER", help="leave the filled desks there, or ask those that are there")
    options.add_argument("--postgres", metavar="URL", help="a PostgreSQL to make databases on, instead of SQLite")
    options.add_argument("--only", metavar="WORDS", default="", help="only what is called so")
    return uvloop.run(run(options.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
