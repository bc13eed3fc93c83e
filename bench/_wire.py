"""Clients that cost little: HTTP and LMTP over connections that stay open. The floor is asked by the same ones."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

ALL_BYTES = 16 * 2**20


class Line:
    """One kept HTTP connection, one request at a time."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self.port, self.headers = port, dict(headers or {})
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, data: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and the answer, read as JSON where there is one."""
        status, body = await self.raw(method, path, b"" if data is None else json.dumps(data).encode(), headers)
        return status, json.loads(body) if body[:1] in (b"{", b"[") else body

    async def raw(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port, limit=ALL_BYTES)
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in {**self.headers, **headers}.items()]
        content = "\r\nContent-Type: application/json" if body else ""
        self._writer.write("\r\n".join(lines).encode() + content.encode() + b"\r\n\r\n" + body)
        return await self._answer()

    async def _answer(self) -> tuple[int, bytes]:
        assert self._reader is not None
        head = await self._reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        at = lower.find(b"content-length:")
        size = int(lower[at + 15 : lower.index(b"\r", at)]) if at >= 0 else 0
        return int(head[9:12]), await self._reader.readexactly(size) if size else b""

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


class Lmtp:
    """One kept LMTP connection (RFC 2033), one mail at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def send(self, sender: str, to: str, mail: bytes) -> bool:
        """Whether it was taken: 250 means that it is on disk."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
            await self._said()
            await self._tell("LHLO bench.example")
        for line in (f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA"):
            await self._tell(line)
        self._writer.write(mail + b"\r\n.\r\n")
        return (await self._said()).startswith(b"250")

    async def _tell(self, line: str) -> bytes:
        assert self._writer is not None
        self._writer.write(line.encode() + b"\r\n")
        return await self._said()

    async def _said(self) -> bytes:
        assert self._reader is not None
        while (line := await self._reader.readline())[3:4] == b"-":
            pass
        return line

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


def socket(port: int, path: str, **headers: str) -> connect:
    """A socket without compression and without pings of its own."""
    return connect(
        f"ws://127.0.0.1:{port}{path}", compression=None, ping_interval=None, max_size=None, open_timeout=60,
        additional_headers=headers or None, proxy=None,
    )  # fmt: skip


__all__ = ["ClientConnection", "Line", "Lmtp", "socket"]
