"""Reading mail in a process of its own that dies when a mail takes too long.

One bad pattern in a thread once froze the whole loop for 1.2 s; a process can be killed. The reader may use two seconds of
processor time and a gigabyte; what kills it goes to quarantine, and a new reader takes its place.
"""

import asyncio
import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from shopkeeper.channels.errors import Ignored, Unreadable
from shopkeeper.channels.model import Arrival, Post
from shopkeeper.kit import bare

WALL_SECONDS = 8.0
"""The processor's two seconds are counted by the reader itself; this is for one that hangs without using any."""
START_SECONDS = 60.0
IDLE_SECONDS = 120.0
STUCK_SECONDS = 0.2
"""A mail that takes longer holds up nobody else."""
MOST_PROCESSES = 2
MOST_IN_PIPE = 16
BIG = 250_000
"""Bytes of a mail that goes through the pipe alone."""

_PACKAGES = ("shopkeeper.channels", "shopkeeper.channels.adapters", "shopkeeper.channels.adapters.email")
# It starts in a fifth of a second instead of two, and is 40 MB instead of 150.
BARE = bare.doors_shut(*_PACKAGES) + "from shopkeeper.channels.adapters.email import reader\n"
COMMAND = (sys.executable, "-c", BARE + "reader.main()")

TOO_SLOW = "Reading this mail took too long, so it was stopped. The mail is kept; try it again after an update."

_encode = msgspec.msgpack.Encoder().encode


class Answer(msgspec.Struct, frozen=True):
    """What a reader says: arrivals, or why there are none."""

    arrivals: tuple[Arrival, ...] = ()
    ignored: str | None = None
    unreadable: str | None = None


_decode = msgspec.msgpack.Decoder(Answer).decode


class _Mail:
    """One mail on its way through. `asked` is the question as a frame; `alone`: nothing may stand behind it in a pipe."""

    __slots__ = ("alone", "answer", "asked")

    def __init__(self, question: bytes, answer: "asyncio.Future[Answer]") -> None:
        self.asked = len(question).to_bytes(8, "big") + question
        self.answer, self.alone = answer, len(question) > BIG


class _Process(asyncio.SubprocessProtocol):
    """A reading process: mails go in by one pipe, answers come out in the same order by the other."""

    def __init__(self, changed: Callable[["_Process"], None]) -> None:
        self._changed = changed
        self.mails: deque[_Mail] = deque()
        self.since = time.monotonic()
        """When the first of its mails began, or the process itself."""
        self.ready = self.gone = False
        self._heard = bytearray()
        self._transport: Any = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def stuck(self) -> bool:
        return bool(self.mails) and self.ready and time.monotonic() - self.since > STUCK_SECONDS

    def has_room(self, mail: _Mail) -> bool:
        full = len(self.mails) >= MOST_IN_PIPE or (self.mails and (mail.alone or self.mails[-1].alone))
        return self.ready and not self.gone and not full and not self.stuck

    def ask(self, mail: _Mail) -> None:
        if not self.mails:
            self.since = time.monotonic()
        self.mails.append(mail)
        self._transport.get_pipe_transport(0).write(mail.asked)

    def kill(self) -> None:
        self.gone = True
        if self._transport is not None:
            with contextlib.suppress(ProcessLookupError):
                self._transport.kill()
            self._transport.close()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self._heard += data
        if not self.ready:
            self.ready, self.since = True, time.monotonic()
            del self._heard[:1]
        while len(self._heard) >= 8 and len(self._heard) - 8 >= (size := int.from_bytes(self._heard[:8], "big")):
            self._answered(bytes(self._heard[8 : 8 + size]))
            del self._heard[: 8 + size]
        self._changed(self)

    def process_exited(self) -> None:
        self.gone = True
        if not self.ended.done():
            self.ended.set_result(None)
        self._changed(self)

    def _answered(self, said: bytes) -> None:
        mail = self.mails.popleft()
        self.since = time.monotonic()
        if not mail.answer.done():
            mail.answer.set_result(_decode(said))


class Reader:
    """A process that reads, and a second one while the first is busy with a mail that takes long.

    Small mails go through the pipe some at a time. Those behind one that takes longer than STUCK_SECONDS are given to the
    other process. Processes are started when first needed and end when nothing came for a while.
    """

    def __init__(self, command: Sequence[str] = COMMAND, wall_seconds: float = WALL_SECONDS) -> None:
        self._command, self._wall_seconds = command, wall_seconds
        self._waiting: deque[_Mail] = deque()
        self._processes: list[_Process] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._watching: asyncio.TimerHandle | None = None
        self._used = 0.0

    async def read(self, post: Post) -> tuple[Arrival, ...]:
        """The arrivals in a mail. Raises Ignored, or Unreadable when it cannot be read in time."""
        mail = _Mail(_encode(msgspec.structs.replace(post, secrets={})), asyncio.get_running_loop().create_future())
        self._waiting.append(mail)
        self._go_on()
        answer = await mail.answer
        if answer.ignored is not None:
            raise Ignored(answer.ignored)
        if answer.unreadable is not None:
            raise Unreadable(answer.unreadable)
        return answer.arrivals

    def kill(self) -> None:
        """End the processes now; the next mail starts a new one."""
        for process in self._processes:
            process.kill()

    async def close(self) -> None:
        """End them and see them gone."""
        if self._watching is not None:
            self._watching.cancel()
        ending = [process.ended for process in self._processes]
        for task in self._starting:
            task.cancel()
        self.kill()
        await asyncio.gather(*self._starting, *ending, return_exceptions=True)

    def _go_on(self, changed: _Process | None = None) -> None:
        """Bury who died, hand out what waits, and see to it that somebody reads."""
        if changed is not None and changed.gone and changed in self._processes:
            self._bury(changed)
        self._used = time.monotonic()
        while self._waiting:
            free = next((process for process in self._processes if process.has_room(self._waiting[0])), None)
            if free is None:
                break
            free.ask(self._waiting.popleft())
        if self._waiting and self._needs_another():
            task = asyncio.create_task(self._start())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)
        if self._watching is None and (self._waiting or self._processes):
            self._watching = asyncio.get_running_loop().call_later(STUCK_SECONDS / 2, self._watch)

    def _needs_another(self) -> bool:
        able = [process for process in self._processes if not process.stuck and not _big_inside(process)]
        return not able and not self._starting and len(self._processes) < MOST_PROCESSES

    async def _start(self) -> None:
        process = _Process(self._go_on)
        self._processes.append(process)
        try:
            await asyncio.get_running_loop().subprocess_exec(lambda: process, *self._command, stderr=None)
        except BaseException:
            self._processes.remove(process)
            raise

    def _watch(self) -> None:
        self._watching, now = None, time.monotonic()
        for process in list(self._processes):
            longest = self._wall_seconds if process.ready else START_SECONDS
            if (process.mails or not process.ready) and now - process.since > longest:
                process.kill()
                self._bury(process)
            elif process.stuck and len(process.mails) > 1:
                # What stands behind a slow one goes elsewhere; should this process come to it yet, nobody listens.
                first, *others = process.mails
                process.mails = deque([first, *(_deaf(other) for other in others)])
                self._waiting.extendleft(reversed(others))
            elif not process.mails and process.ready and now - self._used > IDLE_SECONDS:
                process.kill()
        used = self._used
        self._go_on()
        self._used = used

    def _bury(self, process: _Process) -> None:
        """The mail it was at is why it ended. Those behind that one have another chance."""
        self._processes.remove(process)
        mails = process.mails or (deque() if process.ready else self._waiting)
        guilty = mails.popleft() if mails else None
        if guilty is not None and not guilty.answer.done():
            guilty.answer.set_result(Answer(unreadable=TOO_SLOW))
        self._waiting.extendleft(reversed([mail for mail in process.mails if not mail.answer.done()]))


def _deaf(mail: _Mail) -> _Mail:
    answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    answered.cancel()
    return _Mail(b"", answered)


def _big_inside(process: _Process) -> bool:
    return any(mail.alone for mail in process.mails)
