"""Several processes on one PostgreSQL: two `serve` and two `worker` against one of each, news by NOTIFY and by NATS.

Visitors write through every `serve` in turn; an agent's window is open at the last one, so that with two of them half of the
news has to travel. Each wait runs from the POST to that window. At the end every message is counted in the database and at
the window, once with the NATS server killed and started again in the middle. PostgreSQL commits durably (fsync on).

PostgreSQL, the desk's processes and the load share the same cores: on two of them a second `serve` mostly takes from the
first, so this shows what sharing costs, not how far it scales.

    scripts/bench fleet [--messages 600] [--senders 16] [--runs 3]
"""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from _desk import SHOPKEEPER, Visitor, admin, furnish, surroundings, visitors
from _report import median, percentile, say, verdict, where_possible
from _server import Server, serving
from _wire import Line, socket

from shopkeeper.kit import ids
from tests.servers import databases, free_port
from tests.servers.running import AS_ROOT, first_user, home, program, running

EACH = 15
PATIENCE = 30
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True)
class Took:
    """Messages a second, waits until the window in ms, how many the window never had, how many are not in the database."""

    rate: float
    p50: float
    p99: float
    unseen: int
    lost: int
    serve_ms: float
    """Processor milliseconds a message, in all `serve` and in all `worker` together. PostgreSQL's own is not in them."""
    worker_ms: float

    def __str__(self) -> str:
        waits = f"in the window p50 {self.p50:.1f} p99 {self.p99:.1f} ms"
        return f"{self.rate:,.0f}/s, {waits}, {self.unseen} unseen, {self.lost} lost; CPU a message: serve {self.serve_ms:.1f}, worker {self.worker_ms:.1f} ms"


@contextlib.contextmanager
def postgres() -> Iterator[databases.Postgres]:
    """A PostgreSQL of our own that keeps what it commits. Raises Missing."""
    folders = databases.postgres_folders()
    initdb, server = (program(name, "postgresql", *folders) for name in ("initdb", "postgres"))
    user = first_user("postgres", "nobody") if AS_ROOT else None
    settings = {**databases.POSTGRES_SETTINGS, **DURABLE}
    with home(user) as folder:
        port = free_port()
        databases.make_cluster(initdb, folder / "data", user)
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [server, "-D", folder / "data", "-p", str(port), *words]
        with running(command, ports=[port], log=folder / "log", user=user, stop=signal.SIGQUIT):
            yield databases.Postgres(f"postgresql://shopkeeper@127.0.0.1:{port}/postgres")


class Nats:
    """A NATS server that can be killed and started again on its port. Raises Missing."""

    def __init__(self) -> None:
        self.program, self.port = program("nats-server", "nats-server"), free_port()
        self.process = self._started()

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    def restart(self) -> None:
        self.kill()
        self.process = self._started()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        words = [self.program, "-a", "127.0.0.1", "-p", str(self.port)]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@dataclass(frozen=True)
class Crew:
    """The processes of a fleet, and what they have cost so far in processor seconds."""

    serve: list[Server]
    worker: list[Server]

    def cpu(self) -> tuple[float, float]:
        return sum(one.cpu() for one in self.serve), sum(one.cpu() for one in self.worker)


@contextlib.asynccontextmanager
async def fleet(folder: Path, many: int, database: str, nats: str) -> AsyncIterator[tuple[list[int], str, str, "Crew"]]:
    """So many `serve` and as many `worker`: the ports, an admin's token, the chat's key, the processes."""
    folder.mkdir(parents=True)
    data, log = folder / "data", folder / "log"
    environ = surroundings(database_url=database, nats_url=nats, log_level="error")
    token = await admin(environ, data)
    async with contextlib.AsyncExitStack() as stack:
        ports, crew = [], Crew([], [])
        for _ in range(many):
            port = free_port()
            words = [SHOPKEEPER, "serve", "--data", str(data), "--port", str(port)]
            server = await stack.enter_async_context(serving(words, log, path="/readyz", environ=environ, port=port))
            crew.serve.append(server)
            crew.worker.append(Server(0, stack.enter_context(worker(data, environ, log)), 0))
            ports.append(port)
        key = await furnish(Line(ports[0], {"Authorization": f"Bearer {token}"}))
        yield ports, token, key, crew


@contextlib.contextmanager
def worker(data: Path, environ: dict[str, str], log: Path) -> Iterator[int]:
    with log.open("ab") as out:
        process = subprocess.Popen([SHOPKEEPER, "worker", "--data", data], env=environ, stdout=out, stderr=out)
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


async def measured(folder: Path, many: int, base: databases.Postgres, wanted: argparse.Namespace, nats: Nats | None, *, restart: bool = False) -> Took:  # fmt: skip
    database = base.create_database()
    async with fleet(folder, many, database, nats.url if nats else "") as (ports, token, key, crew):
        crowd = await visitors(ports[0], key, -(-wanted.messages // EACH) + wanted.senders)
        window = Window()
        async with socket(ports[-1], "/api/v1/live", Authorization=f"Bearer {token}") as line:
            watching = asyncio.create_task(window.watch(line))
            began, before = time.perf_counter(), crew.cpu()
            sending = asyncio.create_task(send_all(ports, crowd, window, wanted))
            if restart and nats:
                await window.half.wait()
                await asyncio.to_thread(nats.restart)
            await sending
            rate = wanted.messages / (time.perf_counter() - began)
            await window.has_all()
            watching.cancel()
            serve, work = (1000 * (now - then) / wanted.messages for now, then in zip(crew.cpu(), before, strict=True))
    lost = wanted.messages - kept(database)
    base.drop_database(database)
    return Took(
        rate,
        percentile(window.waits, 50),
        percentile(window.waits, 99),
        len(window.sent) - len(window.waits),
        lost,
        serve,
        work,
    )


class Window:
    """What an agent sees, and when."""

    def __init__(self) -> None:
        self.sent: dict[str, float] = {}
        self.seen: set[str] = set()
        self.waits: list[float] = []
        self.half = asyncio.Event()

    async def watch(self, line: object) -> None:
        async for frame in line:  # type: ignore[attr-defined]
            for entry in json.loads(frame).get("entries", ()):
                if entry["id"] in self.sent and entry["id"] not in self.seen:
                    self.seen.add(entry["id"])
                    self.waits.append((time.perf_counter() - self.sent[entry["id"]]) * 1000)

    async def has_all(self) -> None:
        for _ in range(int(PATIENCE / 0.05)):
            if len(self.seen) == len(self.sent):
                return
            await asyncio.sleep(0.05)


async def send_all(ports: Sequence[int], crowd: Sequence[Visitor], window: Window, wanted: argparse.Namespace) -> None:
    numbers = iter(range(wanted.messages))

    async def sender(which: int) -> None:
        line = Line(ports[which % len(ports)])
        for n in numbers:
            id = ids.new()
            window.sent[id] = time.perf_counter()
            if n == wanted.messages // 2:
                window.half.set()
            status, answer = await crowd[n % len(crowd)].says(line, id, f"Where is my order {n}?")
            if status >= 300:
                raise RuntimeError(f"{status} {answer}")

    await asyncio.gather(*(sender(which) for which in range(wanted.senders)))


def kept(database: str) -> int:
    import psycopg

    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT count(*) FROM entry WHERE kind = 'message'").fetchone()
        return int(row[0]) if row else 0


async def run(wanted: argparse.Namespace) -> int:
    found: dict[str, list[Took]] = {}
    with tempfile.TemporaryDirectory(prefix="sk-fleet-") as top, postgres() as base:
        nats = Nats()
        try:
            for turn in range(wanted.runs):
                for wire, used in (("notify", None), ("nats", nats)):
                    for many in (1, 2):
                        name = f"{many} by {wire}"
                        took = await measured(Path(top) / f"{turn}{many}{wire}", many, base, wanted, used)
                        found.setdefault(name, []).append(took)
                        say(f"run {turn + 1}: {name}: {took}")
            hurt = await measured(Path(top) / "restart", 2, base, wanted, nats, restart=True)
            say(f"NATS killed and started again in the middle: {hurt}")
        finally:
            nats.kill()
    return judged(found, hurt, wanted)


def judged(found: dict[str, list[Took]], hurt: Took, wanted: argparse.Namespace) -> int:
    ways = {
        name: {
            "rate": round(median([one.rate for one in took]), 1),
            "p99_ms": round(median([one.p99 for one in took]), 1),
            "serve_cpu_ms": round(median([one.serve_ms for one in took]), 2),
            "worker_cpu_ms": round(median([one.worker_ms for one in took]), 2),
        }
        for name, took in found.items()
    }
    two, one = ways["2 by notify"]["rate"], ways["1 by notify"]["rate"]
    every = [took for runs in found.values() for took in runs] + [hurt]
    unseen, lost = sum(took.unseen for took in every), sum(took.lost for took in every)
    return verdict(
        "fleet", two, one, two / one, 0.0, ok=not lost and not unseen, unit="messages/s, two of each against one of each",
        ways=ways, after_nats_restart={"p99_ms": round(hurt.p99, 1), "unseen": hurt.unseen, "lost": hurt.lost},
        unseen=unseen, lost=lost, messages=wanted.messages, runs=wanted.runs, hides=f"all on the same {os.cpu_count()} cores",
    )  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--messages", type=int, default=600)
    options.add_argument("--senders", type=int, default=16)
    options.add_argument("--runs", type=int, default=3)
    return where_possible(run(options.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
