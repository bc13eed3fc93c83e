"""HTTP for the pretend services: one request a connection, faults on demand."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit


class Seen(NamedTuple):
    """A scan as the service words it; `at` in ms UTC."""

    word: str
    detail: str
    at: int
    message: str = ""
    city: str = ""
    country: str = ""


class Pretend:
    """What the services share. `wanted` are the numbers they were told to follow, with what was told; `troubles` happen to the next
    requests: revoked, busy, failing, lost (done, and the answer never comes)."""

    def __init__(self, key: str = "a key", secret: str = "a webhook secret") -> None:  # noqa: S107
        self.key, self.secret = key, secret
        self.wanted: dict[str, dict[str, Any]] = {}
        self.seen: dict[str, list[Seen]] = {}
        self.troubles: deque[str] = deque()
        self.asked = 0
        self.posted = 0

    def sees(
        self, number: str, word: str, detail: str = "", *, at: int, message: str = "", city: str = "", country: str = ""
    ) -> None:
        """A carrier scans a parcel."""
        self.seen.setdefault(number, []).append(Seen(word, detail, at, message, city, country))

    def followed(self, path: str, name: str) -> list[str]:
        """Which of the numbers asked for in a query it follows."""
        asked = parse_qs(urlsplit(path).query).get(name, [])
        return [one for one in asked if one in self.wanted]

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        """What the service answers."""
        raise NotImplementedError


_FAULTS = {"revoked": 401, "busy": 429, "failing": 503}


@asynccontextmanager
async def serving(service: Pretend) -> AsyncIterator[str]:
    """The service, listening on loopback; yields its address."""
    server = await asyncio.start_server(lambda reader, writer: _connected(service, reader, writer), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


async def _connected(service: Pretend, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        told = await _request(service, reader)
        if told is not None:
            writer.write(told)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _request(service: Pretend, reader: asyncio.StreamReader) -> bytes | None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    content = await reader.readexactly(int(headers.get("content-length", 0)))
    service.asked += 1
    trouble = service.troubles.popleft() if service.troubles else ""
    if trouble in _FAULTS:
        return _told(_FAULTS[trouble], {"error": trouble}, {"Retry-After": "7"} if trouble == "busy" else {})
    status, body = service.answer(method, path, headers, json.loads(content) if content else {})
    return None if trouble == "lost" else _told(status, body, {})


def _told(status: int, body: Any, headers: Mapping[str, str]) -> bytes:
    content = json.dumps(body).encode()
    named = {"Content-Type": "application/json", "Content-Length": str(len(content)), "Connection": "close", **headers}
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content
