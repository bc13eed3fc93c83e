"""A post office that takes every letter and delivers none: nothing the demo sends leaves this machine."""

import asyncio
from functools import lru_cache
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Shelf:
    """Keeps the last letters, for whoever wants to look."""

    def __init__(self, most: int = 50) -> None:
        self.letters: list[bytes] = []
        self._most = most

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.letters = [*self.letters, envelope.original_content or b""][-self._most :]
        return "250 2.0.0 Kept"


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    return Shelf()


async def open() -> int:
    """Listen on a free port of this machine for as long as the loop runs; answers the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(shelf(), hostname="post.localhost", loop=loop), "127.0.0.1", 0)
    _open.append(server)
    return int(server.sockets[0].getsockname()[1])


# A server that nobody holds is collected and closes its door.
_open: list[asyncio.Server] = []
