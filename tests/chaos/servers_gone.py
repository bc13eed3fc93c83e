"""PostgreSQL restarted, gone for a while, or held by somebody's lock; NATS killed and started again."""

import asyncio
import json
from pathlib import Path

import psycopg
from websockets.asyncio.client import connect

from tests import servers
from tests.chaos.counting import Inward
from tests.chaos.crowd import Visitor
from tests.chaos.disks import advised, mended, talking, word
from tests.chaos.trial import Trial, eventually, trial
from tests.servers import Postgres
from tests.servers.running import Running

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


async def postgres_gone(folder: Path, *, seconds: float) -> Inward:
    """Killed like a machine that lost its power, gone for so long, started again."""
    with servers.postgres(own=True, **DURABLE) as base:
        assert base.server is not None
        async with (
            trial(folder, database_url=base.create_database()) as shop,
            talking(shop, 3) as (people, told),
            window(shop) as seen,
        ):
            await asyncio.to_thread(base.server.kill)
            advised(await word(people[0]), "PostgreSQL does not answer")
            assert (await people[0].line.get(f"{shop.desk.url}/healthz")).status_code == 200
            assert (await people[0].line.get(f"{shop.desk.url}/readyz")).status_code == 503
            await asyncio.sleep(seconds)
            await asyncio.to_thread(base.server.start)
            found = await mended(shop, people, told, iter(range(1_000)))
            await eventually(lambda: seen.has(people[0].said[-1]))
            return found


async def postgres_held(folder: Path, base: Postgres, *, seconds: float, crowd: int = 40) -> Inward:
    """Somebody locks a table for so long while a crowd asks: every connection of ours waits."""
    url = base.create_database()
    try:
        async with trial(folder, database_url=url) as shop, talking(shop, 3) as (people, told):
            async with await psycopg.AsyncConnection.connect(url) as other:
                await other.execute("LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE")
                asked = [asyncio.create_task(_ask(shop)) for _ in range(crowd)]
                said = asyncio.create_task(word(people[0]))
                await asyncio.sleep(seconds)
                await other.rollback()
            statuses = list(await asyncio.gather(*asked))
            assert set(statuses) <= {200, 429, 503}, statuses
            assert (await said).status_code in (200, 201, 429, 503)
            return await mended(shop, people, told, iter(range(1_000)))
    finally:
        base.drop_database(url)


async def _ask(shop: Trial) -> int:
    async with shop.door() as line:
        line.timeout = 90  # type: ignore[assignment]
        return (await line.get("/api/v1/conversations", params={"view": "all"})).status_code


class Seen:
    """What an agent's window was shown."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def has(self, id: str) -> bool:
        return id in self.ids


class window:
    """`async with window(shop) as seen`: an agent's window that connects again and catches up, as the workspace does."""

    def __init__(self, shop: Trial, url: str = "") -> None:
        self.shop, self.seen, self.url = shop, Seen(), url or shop.desk.url
        self._seq: int | None = None

    async def __aenter__(self) -> Seen:
        ready = asyncio.Event()
        self._task = asyncio.create_task(self._watch(ready))
        await ready.wait()
        return self.seen

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _watch(self, ready: asyncio.Event) -> None:
        while True:
            try:
                address = f"{self.url.replace('http', 'ws', 1)}/api/v1/live"
                since = "" if self._seq is None else f"?since={self._seq}"
                headers = {"Authorization": f"Bearer {self.shop.token}"}
                async with connect(address + since, additional_headers=headers, proxy=None) as line:
                    async for frame in line:
                        self._keep(json.loads(frame))
                        ready.set()
            except OSError:
                pass
            except Exception as error:  # noqa: BLE001 - a line that broke is opened again
                print("a window's line broke:", error)
            await asyncio.sleep(0.3)

    def _keep(self, frame: dict[str, object]) -> None:
        # What was missed comes after the greeting, so the greeting's own number is not ours yet.
        if isinstance(frame.get("seq"), int) and not (frame.get("hello") and self._seq is not None):
            self._seq = frame["seq"]  # type: ignore[assignment]
        entries = frame.get("entries") or ()
        assert isinstance(entries, (list, tuple))
        self.seen.ids.extend(entry["id"] for entry in entries)


async def nats_gone(folder: Path, base: Postgres, broker: Running, nats: str, *, words: int) -> dict[str, int]:
    """Two processes, a window at the second, words at the first; the broker is killed in the middle."""
    url = base.create_database()
    try:
        async with (
            trial(folder, database_url=url, nats_url=nats) as shop,
            talking(shop, 4) as (people, _),
            second(shop) as other,
            window(shop, other) as seen,
        ):
            await _say(people, words // 3)
            await asyncio.to_thread(broker.kill)
            await _say(people, words // 3)
            await asyncio.to_thread(broker.start)
            await _say(people, words // 3)
            for visitor in people:
                await eventually(lambda last=visitor.said[-1]: seen.has(last))
            sent = {id for visitor in people for id in visitor.said[1:]}
            return {"said": len(sent), "unseen": len(sent - set(seen.ids)), "twice": len(seen.ids) - len(set(seen.ids))}
    finally:
        base.drop_database(url)


async def _say(people: list[Visitor], words: int) -> None:
    for n in range(words):
        await people[n % len(people)].says(f"Word {n}")


class second:
    """Another `serve` on the same PostgreSQL; gives its address."""

    def __init__(self, shop: Trial) -> None:
        from dataclasses import replace

        from tests.servers import free_port

        port = free_port()
        environ = {**shop.desk.environ, "SHOPKEEPER_PORT": str(port), "SHOPKEEPER_LMTP_PORT": "0"}
        self.desk = replace(shop.desk, url=f"http://127.0.0.1:{port}", environ=environ, process=None)

    async def __aenter__(self) -> str:
        await self.desk.open()
        return self.desk.url

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self.desk.close)
