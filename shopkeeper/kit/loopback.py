"""HTTP on this machine alone, one request a connection: what pretend far sides listen with, in tests, demo and training."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """A request. `path` with its query, header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Answer(NamedTuple):
    """Bytes go out as they are, everything else as JSON."""

    status: int
    body: Any
    headers: Mapping[str, str] = {}


class Loopback:
    """`answer` says what comes back; None: the line is cut, and no answer comes."""

    def __init__(self, answer: Callable[[Asked], Awaitable[Answer | None]]) -> None:
        self._answer = answer
        self._server: asyncio.Server | None = None

    async def open(self, port: int = 0) -> str:
        """Listens from now on; answers its address."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Listens no more. Harmless twice."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                answer = await self._answer(await _read(reader))
                if answer is not None:
                    writer.write(_written(answer))
                    await writer.drain()
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Asked:
    start, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    method, path, _ = start.split(" ")
    return Asked(method, path, headers, await reader.readexactly(int(headers.get("content-length") or 0)))


def _written(answer: Answer) -> bytes:
    status, body, more = answer
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(content)), "Connection": "close", **more}
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content
