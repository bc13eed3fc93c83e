"""Does a desk with a million conversations open like a new one? The first page of the inbox, a page of a timeline, a search
with the newest first: through HTTP, at a small and at a large size, over the same code with the same rights.

The floor is the small desk: p95 at the large size may be half as much again, and 30 ms. The full promise is
`--large 1000000` (5 million entries, 20,000 merges, one merged person with 50,000 entries); filling that takes its time and
some 5 GB, so what runs without a word is smaller and says so.

    scripts/bench inbox [--small 10000] [--large 200000] [--asks 100] [--runs 5] [--keep FOLDER]
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import uvloop
from _desk import admin, furnish, served, surroundings, told
from _fill import COMMON, Filled, Shop, fill
from _report import median, percentile, say, verdict
from _wire import Line

from shopkeeper.kit import clock

LIMIT = 1.5
MOST_MS = 30.0
FULL = 1_000_000

Paths = Mapping[str, Sequence[str]]


@contextlib.asynccontextmanager
async def filled(folder: Path, conversations: int) -> AsyncIterator[tuple[Line, Filled]]:
    """An open desk of this size, and a line to it as an admin."""
    folder.mkdir(parents=True, exist_ok=True)
    environ, data = surroundings(log_level="error"), folder / "data"
    token = {"Authorization": f"Bearer {await admin(environ, data)}"}
    async with served(data, environ, folder / "desk.log") as server:
        line = Line(server.port, token)
        await furnish(line)
        box = next(one for one in (await told(line, "GET", "/api/v1/inboxes"))["items"] if one["kind"] == "chat")
        line.close()
    began, shop = time.perf_counter(), Shop(box["brand_id"], box["id"], clock.now())
    found = await asyncio.to_thread(fill, data / "shopkeeper.db", shop, conversations)
    say(f"{conversations:,} conversations, {found.entries:,} entries, filled in {time.perf_counter() - began:.0f} s")
    async with served(data, environ, folder / "desk.log") as server:
        yield Line(server.port, token), found


def paths(found: Filled, asks: int) -> Paths:
    words = [*COMMON, *found.rare]
    timeline = "/api/v1/people/{}/timeline?limit=50"
    return {
        "inbox": ["/api/v1/conversations?view=all&limit=50"] * asks,
        "timeline": [timeline.format(found.people[n % len(found.people)]) for n in range(asks)],
        "long timeline": [timeline.format(found.great)] * asks,
        "search": [f"/api/v1/search?q={words[n * 7 % len(words)]}" for n in range(asks)],
        "search two words": [f"/api/v1/search?q=jacket+{words[n * 7 % len(words)]}" for n in range(asks)],
    }


async def asked(line: Line, wanted: Sequence[str]) -> list[float]:
    waits = []
    for path in wanted:
        began = time.perf_counter()
        status, answer = await line.raw("GET", path, b"", {})
        waits.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {answer[:200]!r}")
    return waits


async def run(wanted: argparse.Namespace) -> int:
    with contextlib.ExitStack() as stack:
        top = wanted.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="sk-inbox-"))
        sizes = {"small": wanted.small, "large": wanted.large}
        found: dict[str, dict[str, list[float]]] = {size: {} for size in sizes}
        async with contextlib.AsyncExitStack() as open_desks:
            desks = {
                size: await open_desks.enter_async_context(filled(Path(top) / size, many))
                for size, many in sizes.items()
            }
            for turn in range(wanted.runs + 1):
                for size, (line, filling) in desks.items():
                    for kind, asks in paths(filling, wanted.asks).items():
                        p95 = percentile(await asked(line, asks), 95)
                        # The first round warms both desks and is not counted.
                        if turn:
                            found[size].setdefault(kind, []).append(p95)
    return judged(found, wanted)


def judged(found: Mapping[str, Mapping[str, Sequence[float]]], wanted: argparse.Namespace) -> int:
    kinds = {}
    for kind in found["small"]:
        small, large = median(found["small"][kind]), median(found["large"][kind])
        kinds[kind] = {"small": round(small, 2), "large": round(large, 2), "ratio": round(large / small, 2)}
        say(f"{kind}: p95 {small:.2f} ms at {wanted.small:,}, {large:.2f} ms at {wanted.large:,} conversations")
    if wanted.large < FULL:
        say(f"This is not the whole promise: scripts/bench inbox --large {FULL}")
    worst = max(kinds, key=lambda kind: kinds[kind]["ratio"])
    slowest = max(one["large"] for one in kinds.values())
    ok = kinds[worst]["ratio"] <= LIMIT and slowest <= MOST_MS
    return verdict(
        "inbox", kinds[worst]["large"], kinds[worst]["small"], kinds[worst]["ratio"], LIMIT, ok=ok, unit="ms p95",
        worst=worst, slowest_ms=slowest, limit_ms=MOST_MS, kinds=kinds, small=wanted.small, large=wanted.large,
        full=wanted.large >= FULL, runs=wanted.runs,
    )  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--small", type=int, default=10_000)
    options.add_argument("--large", type=int, default=200_000)
    options.add_argument("--asks", type=int, default=100)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--keep", metavar="FOLDER", help="leave the filled desks there")
    return uvloop.run(run(options.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
