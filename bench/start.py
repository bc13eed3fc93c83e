"""How long `shopkeeper serve` takes from its first instruction to its first 200, and what it holds when nobody is there.

Floor: a bare application on uvicorn, started the same way. The first line of each run is a desk that exists; `created` is
the very first start, which also makes the database.

    scripts/bench start [--runs 5] [--rest 6]
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import uvloop
from _desk import admin, served, surroundings
from _floor import floor
from _report import beside_reference, median, say, verdict

MOST_SECONDS = 2.0
MOST_MB = 120.0


async def run(wanted: argparse.Namespace) -> int:
    starts, floors, rests, bare_rests = list[float](), list[float](), list[float](), list[float]()
    environ = surroundings(log_level="warning")
    with tempfile.TemporaryDirectory(prefix="sk-start-") as top:
        log = Path(top) / "desk.log"
        async with served(Path(top) / "new", environ, log) as server:
            created = server.started_in
        say(f"first start, with a new database: {created:.2f} s")
        await admin(environ, Path(top) / "data")
        for turn in range(wanted.runs):
            async with floor(Path(top) / f"floor{turn}") as server:
                await asyncio.sleep(1)
                floors.append(server.started_in)
                bare_rests.append(server.memory())
            async with served(Path(top) / "data", environ, log) as server:
                await asyncio.sleep(wanted.rest)
                starts.append(server.started_in)
                rests.append(server.memory())
            say(
                f"run {turn + 1}: {starts[-1]:.2f} s, {rests[-1]:.0f} MB idle; floor {floors[-1]:.2f} s, {bare_rests[-1]:.0f} MB"
            )
    seconds, memory, least = median(starts), median(rests), median(floors)
    say(beside_reference("start", least))
    return verdict(
        "start", seconds, least, seconds / least, MOST_SECONDS, ok=seconds <= MOST_SECONDS and memory <= MOST_MB,
        unit="s to the first 200 (limit in seconds)", idle_mb=round(memory, 1), idle_mb_limit=MOST_MB,
        floor_idle_mb=round(median(bare_rests), 1), created=round(created, 2), runs=wanted.runs,
    )  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--rest", type=float, default=6, help="seconds of rest before memory is read")
    return uvloop.run(run(options.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
