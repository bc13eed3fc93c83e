"""Clients that cost little: HTTP and LMTP over connections that stay open. The floor is asked by the same ones."""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect


class Talk(asyncio.Protocol):
    """A connection on which one thing is asked at a time. Nothing between it and the bytes, so that a client costs little."""

    def __init__(self) -> None:
        self._heard = bytearray()
        self._answer: asyncio.Future[Any] | None = None
        self._whole: Callable[[bytearray], Any] = lambda _: None
        self.transport: asyncio.Transport | None = None
        self.is_over = False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        self.is_over = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError("hung up"))

    def data_received(self, data: bytes) -> None:
        self._heard += data
        self._look()

    async def ask(self, words: bytes, whole: Callable[[bytearray], Any]) -> Any:
        """Say it and wait until `whole` takes an answer from the front of what was heard (None: not yet)."""
        self._answer, self._whole = asyncio.get_running_loop().create_future(), whole
        if words and self.transport is not None:
            self.transport.write(words)
        self._look()
        return await self._answer

    def _look(self) -> None:
        if self._answer is not None and not self._answer.done():
            found = self._whole(self._heard) if self._heard else None
            if found is not None:
                self._answer.set_result(found)


async def called(port: int) -> Talk:
    _, talk = await asyncio.get_running_loop().create_connection(Talk, "127.0.0.1", port)
    return talk


class Line:
    """One kept HTTP connection, one request at a time."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self.port, self.headers = port, dict(headers or {})
        self._talk: Talk | None = None

    async def ask(self, method: str, path: str, data: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and the answer, read as JSON where there is one."""
        status, body = await self.raw(method, path, b"" if data is None else msgspec.json.encode(data), headers)
        return status, msgspec.json.decode(body) if body[:1] in (b"{", b"[") else body

    async def raw(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        if self._talk is None or self._talk.is_over:
            # A server hangs up on a line that was not used for some seconds.
            self._talk = await called(self.port)
        lines = [f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in self.headers.items()]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        content = "\r\nContent-Type: application/json\r\n\r\n" if body else "\r\n\r\n"
        status, answer = await self._talk.ask(("\r\n".join(lines) + content).encode() + body, _http)
        return status, answer

    def close(self) -> None:
        if self._talk is not None and self._talk.transport is not None:
            self._talk.transport.close()
        self._talk = None


def _http(heard: bytearray) -> tuple[int, bytes] | None:
    end = heard.find(b"\r\n\r\n")
    if end < 0:
        return None
    found = _SIZE.search(heard, 0, end)
    size = int(found[1]) if found else 0
    if len(heard) < end + 4 + size:
        return None
    answer = int(heard[9:12]), bytes(heard[end + 4 : end + 4 + size])
    del heard[: end + 4 + size]
    return answer


_SIZE = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


class Lmtp:
    """One kept LMTP connection (RFC 2033), one mail at a time, its envelope said in one go (RFC 2920) as Postfix says it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._talk: Talk | None = None

    async def send(self, sender: str, to: str, mail: bytes) -> bool:
        """Whether it was taken: 250 means that it is on disk."""
        if self._talk is None:
            self._talk = await called(self.port)
            await self._talk.ask(b"", _replies(1))
            await self._talk.ask(b"LHLO bench.example\r\n", _replies(1))
        envelope = f"MAIL FROM:<{sender}>\r\nRCPT TO:<{to}>\r\nDATA\r\n".encode()
        if (await self._talk.ask(envelope, _replies(3)))[-1][:3] != b"354":
            return False
        return bool((await self._talk.ask(mail + b"\r\n.\r\n", _replies(1)))[0].startswith(b"250"))

    def close(self) -> None:
        if self._talk is not None and self._talk.transport is not None:
            self._talk.transport.close()
        self._talk = None


def _replies(many: int) -> Callable[[bytearray], list[bytes] | None]:
    def whole(heard: bytearray) -> list[bytes] | None:
        if not heard.endswith(b"\r\n"):
            return None
        last = [line for line in bytes(heard).splitlines() if line[3:4] != b"-"]
        if len(last) < many:
            return None
        heard.clear()
        return last

    return whole


def socket(port: int, path: str, **headers: str) -> connect:
    """A socket without compression and without pings of its own."""
    return connect(
        f"ws://127.0.0.1:{port}{path}", compression=None, ping_interval=None, max_size=None, open_timeout=60,
        additional_headers=headers or None, proxy=None,
    )  # fmt: skip


__all__ = ["ClientConnection", "Line", "Lmtp", "socket"]
