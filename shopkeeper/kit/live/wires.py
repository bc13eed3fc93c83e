"""How processes of one desk call to each other: not at all (SQLite), by PostgreSQL's NOTIFY, or by NATS.

All may lose a message; the database is the truth and everybody catches up from it. Kept connections: opening one per
message costs 2.4 ms of CPU, keeping it 74 µs (NOTIFY) or 48 µs (NATS).
"""

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import structlog

log = structlog.get_logger("live")

CHANNEL = "shopkeeper"
LONGEST = 7_900
"""Bytes: PostgreSQL refuses a NOTIFY of 8,000."""


class Wire(ABC):
    patience: float = 5.0
    """Seconds after which the hub looks for itself, in case a message was lost."""
    trouble: str | None = None
    """Why processes cannot call to each other now."""

    @abstractmethod
    async def start(self, heard: Callable[[bytes], None]) -> None: ...

    @abstractmethod
    def send(self, message: bytes) -> None:
        """Never blocks, never raises."""

    @abstractmethod
    async def stop(self) -> None: ...


class Local(Wire):
    """One process: there is nobody to call."""

    patience = 60.0

    async def start(self, heard: Callable[[bytes], None]) -> None: ...

    def send(self, message: bytes) -> None: ...

    async def stop(self) -> None: ...


class _Kept(Wire):
    """A connection of its own that is made again when it breaks; what cannot be sent meanwhile is dropped."""

    def __init__(self) -> None:
        self._out: asyncio.Queue[bytes] = asyncio.Queue(10_000)
        self._task: asyncio.Task[None] | None = None
        self._heard: Callable[[bytes], None] = lambda message: None

    async def start(self, heard: Callable[[bytes], None]) -> None:
        self._heard = heard
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._keep(ready))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await asyncio.shield(ready)

    def send(self, message: bytes) -> None:
        if len(message) <= LONGEST:
            with contextlib.suppress(asyncio.QueueFull):
                self._out.put_nowait(message)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep(self, ready: "asyncio.Future[None]") -> None:
        while True:
            try:
                await self._serve(ready)
            except Exception as error:  # noqa: BLE001 - any broken connection: made again
                self.trouble = str(error) or type(error).__name__
                log.warning("the line between processes broke", why=self.trouble)
            self._heard(b"n")
            await asyncio.sleep(1)

    @abstractmethod
    async def _serve(self, ready: "asyncio.Future[None]") -> None: ...

    async def _next(self) -> list[bytes]:
        """What waits to be sent, each distinct signal once."""
        batch = [await self._out.get()]
        while not self._out.empty() and len(batch) < 100:
            batch.append(self._out.get_nowait())
        return list(dict.fromkeys(batch))


class Notify(_Kept):
    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = "postgresql://" + url.partition("://")[2]

    async def _serve(self, ready: "asyncio.Future[None]") -> None:
        import psycopg

        ear = await psycopg.AsyncConnection.connect(self._url, autocommit=True)
        mouth = await psycopg.AsyncConnection.connect(self._url, autocommit=True)
        async with ear, mouth:
            await ear.execute(f"LISTEN {CHANNEL}")
            self.trouble = None
            if not ready.done():
                ready.set_result(None)
            await _first_of(self._listen(ear, mouth.info.backend_pid), self._speak(mouth))

    async def _listen(self, ear: Any, own: int) -> None:
        async for notice in ear.notifies():
            if notice.pid != own:
                self._heard(notice.payload.encode("utf-8", "surrogateescape"))

    async def _speak(self, mouth: Any) -> None:
        while True:
            for message in await self._next():
                await mouth.execute("SELECT pg_notify(%s, %s)", (CHANNEL, message.decode("utf-8", "surrogateescape")))


class Nats(_Kept):
    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    async def _serve(self, ready: "asyncio.Future[None]") -> None:
        import nats

        closed = asyncio.Event()

        async def gone() -> None:
            closed.set()

        client = await nats.connect(self._url, allow_reconnect=False, no_echo=True, closed_cb=gone, connect_timeout=3)
        try:

            async def heard(message: Any) -> None:
                self._heard(message.data)

            await client.subscribe(CHANNEL, cb=heard)
            await client.flush()
            self.trouble = None
            if not ready.done():
                ready.set_result(None)
            await _first_of(closed.wait(), self._speak(client))
        finally:
            await client.close()

    async def _speak(self, client: Any) -> None:
        while True:
            for message in await self._next():
                await client.publish(CHANNEL, message)


async def _first_of(*work: Any) -> None:
    """Run all until one ends, then end the others and raise what it raised."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
