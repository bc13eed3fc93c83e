"""SQLite's one writer: takes what waits, runs each verb in a savepoint, commits once for all, then answers everybody.

Verbs run on the event loop itself, and only COMMIT (synchronous=FULL) on a thread beside it. A verb is Python that holds the
interpreter's lock anyway, and SQLite gives that lock up at each statement: in a thread of their own the verbs won it back from
a busy loop only after waiting for it, statement by statement, which cost 2 ms a message. A verb that has shown to be slow, a
locked file, and all repair go to the thread, so that the loop never waits for them.

Four things that a naive writer gets wrong are held here, each with its test: after a full disk SQLite has rolled back the
whole transaction and a savepoint means nothing any more; a deferred constraint may fail COMMIT for innocent verbs, which then
run again alone; a batch is capped by time as well as by count, or it stalls the loop; and people go before background work.
"""

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import sqlalchemy as sa
import structlog

from shopkeeper.kit import clock as clocks
from shopkeeper.kit import errors, watching
from shopkeeper.kit.db.tx import Tx, begun

log = structlog.get_logger("db")

BATCH_COUNT = 256
BATCH_SECONDS = 0.003
HEAVY_SECONDS = 0.010
HEAVY_FOR = 60.0
"""Seconds that a verb which took longer than HEAVY_SECONDS runs beside the loop, before it is tried on it again."""
LOCKED_MS = 5_000
AGED_SECONDS = 0.25
MOVED = (
    "The database file was moved away or is gone, so nothing more can be saved. Put it back and the desk goes on by itself; "
    "if it is lost, stop the desk and restore a backup."
)

Opened = tuple[sa.Connection, sqlite3.Connection]


class Waiting:
    """A verb and whoever waits for it."""

    __slots__ = ("args", "asked", "error", "future", "kwargs", "loop", "result", "trace", "tx", "verb", "way")

    def __init__(self, loop: asyncio.AbstractEventLoop, verb: Any, args: Any, kwargs: Any) -> None:
        self.loop, self.asked, self.trace, self.way = loop, time.perf_counter(), watching.carried(), "write"
        self.future: asyncio.Future[Any] = loop.create_future()
        self.verb, self.args, self.kwargs = verb, args, kwargs
        self.result: Any = None
        self.error: BaseException | None = None
        self.tx: Tx | None = None


class Heavy:
    """Which functions take long lately. Once may be the disk's moment or the collector's; twice in a row is its own."""

    def __init__(self) -> None:
        self._times: dict[Any, int] = {}
        self._until: dict[Any, float] = {}

    def __contains__(self, act: Any) -> bool:
        until = self._until.get(getattr(act, "__code__", act)) if self._until else None
        return until is not None and until > time.monotonic()

    def forgive(self, act: Any) -> None:
        if self._times:
            self._times.pop(getattr(act, "__code__", act), None)

    def note(self, act: Any, seconds: float) -> None:
        """`seconds` of work, or a tenth of what it took where that is more: a query that waits for a disk works little."""
        if seconds <= HEAVY_SECONDS:
            self.forgive(act)
            return
        code = getattr(act, "__code__", act)
        times = self._times[code] = self._times.get(code, 0) + 1
        if times > 1:
            self._until[code] = time.monotonic() + HEAVY_FOR


class Writer:
    """One turn after the other: begin, run, commit, answer. `answer(batch)` is called on the loop of those who wait."""

    def __init__(
        self,
        open_: Callable[[], Opened],
        clock: Callable[[], clocks.Clock],
        answer: Callable[[list[Waiting]], None],
        in_place: Callable[[], bool] = lambda: True,
    ) -> None:
        self._open, self._clock, self._answer, self._in_place = open_, clock, answer, in_place
        self._people: deque[Waiting] = deque()
        self._background: deque[Waiting] = deque()
        self._heavy = Heavy()
        self._cpu = 0.0
        self._state = threading.Lock()
        self._at_work = self._closing = False
        self._rests = threading.Event()
        self._rests.set()
        self._beside: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._connection: sa.Connection | None = None
        self._raw: Any = None

    def put(self, waiting: Waiting, *, background: bool) -> None:
        """Raises Unavailable when the desk is closing."""
        with self._state:
            if self._closing:
                raise errors.Unavailable("The desk is closing. Try again in a moment.")
            waiting.way = "background" if background else "write"
            (self._background if background else self._people).append(waiting)
            begins, self._at_work = not self._at_work, True
            if begins:
                self._rests.clear()
        if begins:
            # Not at once: whoever else is ready in this moment of the loop comes along in the same commit.
            waiting.loop.call_soon(self._turn, waiting.loop)

    async def close(self) -> None:
        """What waits is still done."""
        with self._state:
            self._closing = True
        await asyncio.get_running_loop().run_in_executor(None, self._rests.wait)
        if self._thread is not None:
            self._beside.put(None)
            await asyncio.get_running_loop().run_in_executor(None, self._thread.join)

    # -- a turn, on the loop -------------------------------------------------------------------------------------

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        with self._state:
            head = self._head()
            if head is None:
                self._at_work = False
                self._rests.set()
                return
        if self._raw is None or head.verb in self._heavy or not self._begun():
            self._send_beside(lambda: self._whole(loop))
            return
        batch = self._run_some(lambda waiting: waiting.verb not in self._heavy)
        self._send_beside(lambda: self._finish(loop, batch))

    def _begun(self) -> bool:
        if not self._in_place():
            return False
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            # Somebody else holds the file, or it cannot be reached: waiting for it and saying so is done beside the loop.
            return False
        return True

    def _committed(self, loop: asyncio.AbstractEventLoop, batch: list[Waiting]) -> None:
        # First those who wait are told, then the next turn begins.
        loop.call_soon(self._turn, loop)
        if all(waiting.loop is loop for waiting in batch):
            self._answer(batch)
            return
        for other in {waiting.loop for waiting in batch}:
            _soon(other, self._answer, [waiting for waiting in batch if waiting.loop is other])

    # -- beside the loop -----------------------------------------------------------------------------------------

    def _send_beside(self, act: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work_beside, name="db-write", daemon=True)
            self._thread.start()
        self._beside.put(act)

    def _work_beside(self) -> None:
        while (act := self._beside.get()) is not None:
            act()

    def _whole(self, loop: asyncio.AbstractEventLoop) -> None:
        """A whole turn: begin, run and commit."""
        try:
            if self._raw is None:
                self._connection, self._raw = self._open()
            self._begin_patiently()
        except Exception as error:  # noqa: BLE001 - nothing can be begun, and everybody who waits is told so
            self._finished(loop, _all_fail(self._drain(), error))
            return
        self._finish(loop, self._run_some(lambda _: True))

    def _begin_patiently(self) -> None:
        # SQLite would go on writing into a file that has no name any more, and the next start would know nothing of it.
        if not self._in_place():
            raise errors.Unavailable(MOVED)
        # The loop itself never waits for a locked file; here there is time.
        self._raw.execute(f"PRAGMA busy_timeout = {LOCKED_MS}")
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        finally:
            self._raw.execute("PRAGMA busy_timeout = 0")

    def _finish(self, loop: asyncio.AbstractEventLoop, batch: list[Waiting]) -> None:
        raw = self._raw
        if not raw.in_transaction:
            # The whole transaction is gone (a full disk does this): nothing of the batch counts.
            self._one_by_one(batch)
        else:
            try:
                raw.execute("COMMIT")
            except sqlite3.Error:
                self._roll_back()
                self._one_by_one(batch)
        self._finished(loop, batch)

    def _finished(self, loop: asyncio.AbstractEventLoop, batch: list[Waiting]) -> None:
        # One wake-up per batch, not per row.
        if not _soon(loop, self._committed, loop, batch):
            with self._state:
                self._at_work = False
                self._rests.set()

    def _one_by_one(self, batch: list[Waiting]) -> None:
        for waiting in batch:
            if isinstance(waiting.error, errors.Failure):
                continue
            try:
                if self._raw is None:
                    self._connection, self._raw = self._open()
                self._begin_patiently()
                self._cpu = time.thread_time()
                self._run_verb(waiting)
                if self._raw.in_transaction:
                    self._raw.execute("COMMIT")
                elif waiting.error is None:
                    waiting.error = errors.Unavailable("The database undid this. Is the disk full?")
            except (sqlite3.Error, errors.Failure) as error:
                waiting.error = error
                self._roll_back()

    def _roll_back(self) -> None:
        """What a dying disk does not even roll back is left behind: the next turn opens the file anew."""
        with contextlib.suppress(sqlite3.Error):
            if self._raw is not None and self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        if self._raw is not None and self._raw.in_transaction:
            with contextlib.suppress(sqlite3.Error, sa.exc.SQLAlchemyError):
                self._raw.close()
            self._raw = self._connection = None

    # -- running verbs, wherever ---------------------------------------------------------------------------------

    def _run_some(self, may: Callable[[Waiting], bool]) -> list[Waiting]:
        """Those who wait, in order and within a turn's time, until one that may not run here."""
        began, self._cpu = time.perf_counter(), time.thread_time()
        batch, until = self._overdue(began - AGED_SECONDS, may), began + BATCH_SECONDS
        while self._raw.in_transaction and (waiting := self._head()) is not None and may(waiting):
            batch.append(self._take(waiting))
            if self._run_verb(waiting) > until or len(batch) >= BATCH_COUNT:
                break
        return batch

    def _overdue(self, before: float, may: Callable[[Waiting], bool]) -> list[Waiting]:
        """People go first, but not for ever: in each turn the oldest of the background goes before them if it waits too long."""
        if not self._background or self._background[0].asked > before or not may(self._background[0]):
            return []
        aged = self._background.popleft()
        self._run_verb(aged)
        return [aged]

    def _run_verb(self, waiting: Waiting) -> float:
        """Answers the moment it ended (of `perf_counter`)."""
        raw, started, cpu = self._raw, time.perf_counter(), self._cpu
        assert self._connection is not None
        waiting.tx, waiting.error = begun(self._connection, raw, self._clock()(), waiting.trace), None
        waiting.tx.awaited = self._awaited
        try:
            raw.execute("SAVEPOINT verb")
            waiting.error = _act(waiting)
            if raw.in_transaction:
                if waiting.error is not None:
                    raw.execute("ROLLBACK TO verb")
                raw.execute("RELEASE verb")
        except sqlite3.Error as error:
            # The savepoint itself failed (a dying disk): nothing of this transaction can be trusted, and the writer must live.
            waiting.error = error
            with contextlib.suppress(sqlite3.Error):
                raw.execute("ROLLBACK")
        ended = watching.ran(
            waiting.verb, waiting.way, waiting.asked, started, cpu, waiting.trace, waiting.error, waiting.tx
        )
        if ended - started > HEAVY_SECONDS:
            # Of its own work: a machine that is busy with other things makes no verb heavy.
            self._heavy.note(waiting.verb, max(time.thread_time() - cpu, (ended - started) / 10))
        else:
            self._heavy.forgive(waiting.verb)
        return ended

    def _awaited(self) -> bool:
        """On the loop nobody is even heard while a verb runs, so everybody may wait."""
        return bool(self._people) or threading.current_thread() is not self._thread

    def _head(self) -> Waiting | None:
        # Only this writer takes; others append.
        if self._people:
            return self._people[0]
        return self._background[0] if self._background else None

    def _take(self, head: Waiting) -> Waiting:
        queue = self._people if self._people and self._people[0] is head else self._background
        return queue.popleft()

    def _drain(self) -> list[Waiting]:
        taken = []
        while (waiting := self._head()) is not None:
            taken.append(self._take(waiting))
        return taken


def _act(waiting: Waiting) -> BaseException | None:
    try:
        waiting.result = waiting.verb(waiting.tx, *waiting.args, **waiting.kwargs)
    except BaseException as error:  # noqa: BLE001 - handed to the caller who waits
        return error
    return None


def _all_fail(batch: list[Waiting], error: Exception) -> list[Waiting]:
    for waiting in batch:
        waiting.error = error
    return batch


def _soon(loop: asyncio.AbstractEventLoop, act: Callable[..., None], *args: Any) -> bool:
    """Have it done on that loop; False where the loop has ended and nobody waits any more."""
    try:
        loop.call_soon_threadsafe(act, *args)
    except RuntimeError:
        log.info("nobody waits any more")
        return False
    return True
