"""Reading mail in a process of its own that dies when a mail takes too long.

One bad pattern in a thread once froze the whole loop for 1.2 s; a process can be killed. The reader may use two seconds of
processor time and a gigabyte; what kills it goes to quarantine, and a new reader takes its place.
"""

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from pathlib import Path

import msgspec

from shopkeeper.channels.errors import Ignored, Unreadable
from shopkeeper.channels.model import Arrival, Post

WALL_SECONDS = 8.0
"""The processor's two seconds are counted by the reader itself; this is for one that hangs without using any."""
START_SECONDS = 60.0
IDLE_SECONDS = 120.0

_FOLDER = Path(__file__).parent
# The reader needs this folder's pure files and nothing of the house around them. With the packages' own doors left shut it
# starts in a fifth of a second instead of two, and is 40 MB instead of 150.
BARE = f"""
import sys, types
sys.path.insert(0, {str(_FOLDER.parents[3])!r})
for name, folder in (
    ("shopkeeper.channels", {str(_FOLDER.parents[1])!r}),
    ("shopkeeper.channels.adapters", {str(_FOLDER.parent)!r}),
    ("shopkeeper.channels.adapters.email", {str(_FOLDER)!r}),
):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [folder]
from shopkeeper.channels.adapters.email import reader
"""
COMMAND = (sys.executable, "-c", BARE + "reader.main()")

TOO_SLOW = "Reading this mail took too long, so it was stopped. The mail is kept; try it again after an update."

_encode = msgspec.msgpack.Encoder().encode


class Answer(msgspec.Struct, frozen=True):
    """What the reader says: arrivals, or why there are none."""

    arrivals: tuple[Arrival, ...] = ()
    ignored: str | None = None
    unreadable: str | None = None


_decode = msgspec.msgpack.Decoder(Answer).decode


class Reader:
    """One process, one mail at a time. Started when first needed, ended when nothing came for a while."""

    def __init__(self, command: Sequence[str] = COMMAND, wall_seconds: float = WALL_SECONDS) -> None:
        self._command, self._wall_seconds = command, wall_seconds
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None

    async def read(self, post: Post) -> tuple[Arrival, ...]:
        """The arrivals in a mail. Raises Ignored, or Unreadable when it cannot be read in time."""
        question = _encode(msgspec.structs.replace(post, secrets={}))
        async with self._turn:
            self._cancel_idle()
            answer = await self._asked(question)
            self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self.kill)
        if answer.ignored is not None:
            raise Ignored(answer.ignored)
        if answer.unreadable is not None:
            raise Unreadable(answer.unreadable)
        return answer.arrivals

    def kill(self) -> None:
        """End the process now; the next mail starts a new one."""
        self._cancel_idle()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            if self._process.stdin is not None:
                self._process.stdin.close()
        self._process = None

    async def close(self) -> None:
        """End it and see it gone."""
        process = self._process
        self.kill()
        if process is not None:
            await process.wait()

    async def _asked(self, question: bytes) -> Answer:
        process = await self._ready()
        try:
            return _decode(await asyncio.wait_for(_exchange(process, question), self._wall_seconds))
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            await self.close()
            raise Unreadable(TOO_SLOW) from None
        except BaseException:
            self.kill()
            raise

    async def _ready(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self.close()
        self._process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE, limit=2**20)
        assert self._process.stdout is not None
        await asyncio.wait_for(self._process.stdout.readexactly(1), START_SECONDS)
        return self._process

    def _cancel_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


async def _exchange(process: Process, question: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(len(question).to_bytes(8, "big") + question)
    await process.stdin.drain()
    size = int.from_bytes(await process.stdout.readexactly(8), "big")
    return await process.stdout.readexactly(size)
