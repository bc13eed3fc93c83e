"""The floor: the least a durable desk could do, in one file. A bare ASGI application on uvicorn whose POST commits one row
(SQLite, WAL, synchronous=FULL, one writer that commits for everybody waiting) and then tells every open socket.

    python bench/_floor.py FOLDER PORT        as a program, or `async with floor(folder)` from a bench
"""

import asyncio
import json
import sqlite3
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from _server import Server, serving

MOST = 256


class Writer:
    """Takes what waits, commits once, answers all."""

    def __init__(self, path: Path) -> None:
        self.path, self.waiting, self.wake = path, deque[Any](), threading.Condition()
        self.loop = asyncio.get_running_loop()
        threading.Thread(target=self._forever, daemon=True).start()

    async def write(self, body: str) -> None:
        done = self.loop.create_future()
        with self.wake:
            self.waiting.append((body, done))
            self.wake.notify()
        await done

    def _forever(self) -> None:
        connection = sqlite3.connect(self.path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE IF NOT EXISTS one (n INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        while True:
            with self.wake:
                while not self.waiting:
                    self.wake.wait()
            connection.execute("BEGIN IMMEDIATE")
            batch = [self.waiting.popleft() for _ in range(min(MOST, len(self.waiting)))]
            for body, _ in batch:
                connection.execute("INSERT INTO one (body) VALUES (?)", (body,))
            connection.execute("COMMIT")
            self.loop.call_soon_threadsafe(self._answer, batch)

    @staticmethod
    def _answer(batch: list[Any]) -> None:
        for _, done in batch:
            if not done.done():
                done.set_result(None)


class Bare:
    """GET answers, POST keeps and tells, a socket listens."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.writer, self.listeners = folder, None, set[Any]()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            self.writer = Writer(self.folder / "floor.db")  # type: ignore[assignment]
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        elif scope["type"] == "websocket":
            await self._listen(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        body = b"{}"
        if scope["method"] == "POST":
            body = (await receive()).get("body", b"")
            body = json.dumps({"id": json.loads(body).get("id", "")}).encode()
            await self.writer.write(body.decode())  # type: ignore[attr-defined]
            for tell in list(self.listeners):
                await tell({"type": "websocket.send", "text": body.decode()})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _listen(self, scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        if scope["path"] == "/desk":
            self.listeners.add(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.listeners.discard(send)


@asynccontextmanager
async def floor(folder: Path) -> AsyncIterator[Server]:
    """The floor as a process of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    async with serving([sys.executable, __file__, str(folder)], folder / "floor.log") as server:
        yield server


def main() -> None:
    import uvicorn

    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    uvicorn.run(
        Bare(folder), host="127.0.0.1", port=port, loop="uvloop", ws="websockets-sansio", log_level="error",
        access_log=False, ws_per_message_deflate=False, backlog=2048,
    )  # fmt: skip


if __name__ == "__main__":
    main()
