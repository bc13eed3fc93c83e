"""SQLite: one writer thread that commits for everybody waiting, readers beside it.

The writer takes what waits, runs each verb in a savepoint, commits once (synchronous=FULL) and then answers all. Four
things a naive writer gets wrong are held here, each with its test: after a full disk SQLite has rolled back the whole
transaction and a savepoint means nothing any more; a deferred constraint may fail COMMIT for innocent verbs, which then
run again alone; a batch is capped by time as well as by count, or it stalls the event loop; and people go before
background work.
"""

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.pool import NullPool

from shopkeeper.kit import clock as clocks
from shopkeeper.kit import errors
from shopkeeper.kit.db import schema
from shopkeeper.kit.db.door import Db, settle
from shopkeeper.kit.db.tx import Tx

P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger("db")

BATCH_COUNT = 256
BATCH_SECONDS = 0.003
SLOW_SECONDS = 0.020
READERS = 3


class _Waiting:
    __slots__ = ("args", "error", "future", "kwargs", "loop", "result", "tx", "verb")

    def __init__(self, loop: asyncio.AbstractEventLoop, verb: Any, args: Any, kwargs: Any) -> None:
        self.loop = loop
        self.future: asyncio.Future[Any] = loop.create_future()
        self.verb, self.args, self.kwargs = verb, args, kwargs
        self.result: Any = None
        self.error: BaseException | None = None
        self.tx: Tx | None = None


class SqliteDb(Db):
    dialect = "sqlite"

    def __init__(self, path: Path, *, clock: clocks.Clock = clocks.now, pages: int | None = None) -> None:
        self.path = path
        self.clock = clock
        self.on_news: list[Callable[[], None]] = []
        self.on_work: list[Callable[[], None]] = []
        self._pages = pages
        self._people: deque[_Waiting] = deque()
        self._background: deque[_Waiting] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._writer: threading.Thread | None = None
        self._local = threading.local()
        self._opened: list[sa.Connection] = []
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="db-read")

    # -- the door ------------------------------------------------------------------------------------------------

    async def write(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._queue(self._people, verb, args, kwargs)  # type: ignore[no-any-return]

    async def write_background(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._queue(self._background, verb, args, kwargs)  # type: ignore[no-any-return]

    async def read(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._run_query, query, args, kwargs)

    async def create(self) -> None:
        await self.write(_create)

    async def close(self) -> None:
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._writer is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._writer.join)
        self._readers.shutdown(wait=True)
        for connection in self._opened:
            connection.close()

    def sync_engine(self) -> sa.Engine:
        return self._engine(read_only=False)

    # -- connections ---------------------------------------------------------------------------------------------

    def _engine(self, *, read_only: bool) -> sa.Engine:
        return sa.create_engine("sqlite://", creator=lambda: self._connect(read_only), poolclass=NullPool)

    def _connect(self, read_only: bool) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        raw = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, timeout=5, cached_statements=512
        )
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("PRAGMA cache_size = -32000")
        raw.execute("PRAGMA mmap_size = 268435456")
        if self._pages is not None:
            raw.execute(f"PRAGMA max_page_count = {self._pages:d}")
        if read_only:
            raw.execute("PRAGMA query_only = ON")
        return raw

    def _open(self, *, read_only: bool) -> tuple[sa.Connection, sqlite3.Connection]:
        connection = (
            self._engine(read_only=read_only)
            .connect()
            .execution_options(isolation_level="AUTOCOMMIT", preserve_rowcount=True)
        )
        self._opened.append(connection)
        raw: Any = connection.connection.dbapi_connection
        return connection, raw

    # -- reading -------------------------------------------------------------------------------------------------

    def _run_query(self, query: Any, args: Any, kwargs: Any) -> Any:
        if not hasattr(self._local, "reader"):
            self._local.reader = self._open(read_only=True)
        connection, raw = self._local.reader
        raw.execute("BEGIN")
        try:
            return query(Tx(connection, raw, self.clock()), *args, **kwargs)
        except (sqlite3.OperationalError, sa.exc.OperationalError) as error:
            raise _readable(error) from error
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")

    # -- writing -------------------------------------------------------------------------------------------------

    async def _queue(self, queue: deque[_Waiting], verb: Any, args: Any, kwargs: Any) -> Any:
        waiting = _Waiting(asyncio.get_running_loop(), verb, args, kwargs)
        with self._wake:
            if self._closing:
                raise errors.Unavailable("The desk is closing. Try again in a moment.")
            queue.append(waiting)
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_forever, name="db-write", daemon=True)
                self._writer.start()
            self._wake.notify()
        return await waiting.future

    def _write_forever(self) -> None:
        connection, raw = self._open(read_only=False)
        while True:
            with self._wake:
                while not self._people and not self._background:
                    if self._closing:
                        return
                    self._wake.wait()
            self._answer(self._write_batch(connection, raw))

    def _take(self) -> _Waiting | None:
        # Deques are safe to pop from one thread while others append; people always go first.
        if self._people:
            return self._people.popleft()
        return self._background.popleft() if self._background else None

    def _write_batch(self, connection: sa.Connection, raw: sqlite3.Connection) -> list[_Waiting]:
        batch: list[_Waiting] = []
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            return self._all_fail(self._drain(), error)
        until = time.perf_counter() + BATCH_SECONDS
        while len(batch) < BATCH_COUNT and (waiting := self._take()) is not None:
            batch.append(waiting)
            self._run_verb(connection, raw, waiting)
            if not raw.in_transaction:
                # The whole transaction is gone (a full disk does this): nothing of the batch counts.
                return self._one_by_one(connection, raw, batch)
            if time.perf_counter() > until:
                break
            time.sleep(0)
        try:
            raw.execute("COMMIT")
        except sqlite3.Error:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            return self._one_by_one(connection, raw, batch)
        return batch

    def _run_verb(self, connection: sa.Connection, raw: sqlite3.Connection, waiting: _Waiting) -> None:
        started = time.perf_counter()
        waiting.tx, waiting.error = Tx(connection, raw, self.clock()), None
        try:
            raw.execute("SAVEPOINT verb")
            waiting.error = self._act(waiting)
            if raw.in_transaction:
                if waiting.error is not None:
                    raw.execute("ROLLBACK TO verb")
                raw.execute("RELEASE verb")
        except sqlite3.Error as error:
            # The savepoint itself failed (a dying disk): nothing of this transaction can be trusted, and the writer must live.
            waiting.error = error
            with contextlib.suppress(sqlite3.Error):
                raw.execute("ROLLBACK")
        spent = time.perf_counter() - started
        if spent > SLOW_SECONDS:
            log.warning(
                "slow verb", verb=getattr(waiting.verb, "__qualname__", "?"), milliseconds=round(spent * 1000, 1)
            )

    @staticmethod
    def _act(waiting: _Waiting) -> BaseException | None:
        try:
            waiting.result = waiting.verb(waiting.tx, *waiting.args, **waiting.kwargs)
        except BaseException as error:  # noqa: BLE001 - handed to the caller who waits
            return error
        return None

    def _one_by_one(self, connection: sa.Connection, raw: sqlite3.Connection, batch: list[_Waiting]) -> list[_Waiting]:
        for waiting in batch:
            if isinstance(waiting.error, errors.Failure):
                continue
            try:
                raw.execute("BEGIN IMMEDIATE")
                self._run_verb(connection, raw, waiting)
                if raw.in_transaction:
                    raw.execute("COMMIT")
                elif waiting.error is None:
                    waiting.error = errors.Unavailable("The database undid this. Is the disk full?")
            except sqlite3.Error as error:
                waiting.error = error
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
        return batch

    def _drain(self) -> list[_Waiting]:
        taken = []
        while (waiting := self._take()) is not None:
            taken.append(waiting)
        return taken

    @staticmethod
    def _all_fail(batch: list[_Waiting], error: Exception) -> list[_Waiting]:
        for waiting in batch:
            waiting.error = error
        return batch

    def _answer(self, batch: list[_Waiting]) -> None:
        loops = {waiting.loop for waiting in batch}
        for loop in loops:
            mine = [waiting for waiting in batch if waiting.loop is loop]
            try:
                # One wake-up per batch, not per row.
                loop.call_soon_threadsafe(self._deliver, mine)
            except RuntimeError:
                log.info("nobody waits any more", verbs=len(mine))

    def _deliver(self, batch: list[_Waiting]) -> None:
        # Everybody is answered before anything else runs: what one of them wanted done afterwards may fail.
        for waiting in batch:
            error = waiting.error
            if isinstance(error, (sqlite3.OperationalError, sa.exc.OperationalError)):
                error = _readable(error)
            settle(waiting.future, waiting.result, error)
        kept = [waiting.tx for waiting in batch if waiting.error is None and waiting.tx is not None]
        news, work = any(tx.news for tx in kept), any(tx.work for tx in kept)
        for act in [act for tx in kept for act in tx.announced()]:
            act()
        for listener in [*(self.on_news if news else ()), *(self.on_work if work else ())]:
            listener()


def _create(tx: Tx) -> None:
    schema.create(tx._connection)


def _readable(error: Exception) -> Exception:
    """The few things that happen to a database file, in words an owner can act on; anything else stays a bug."""
    words = str(error)
    if "disk is full" in words or "max_page_count" in words:
        return errors.Unavailable(
            "The disk is full, so nothing more can be saved. Free some space; the desk goes on by itself."
        )
    if "locked" in words or "busy" in words:
        return errors.Unavailable("Another program holds the database. Close it, or wait a moment and try again.")
    if "disk I/O error" in words or "unable to open" in words or "readonly" in words:
        return errors.Unavailable("The database file cannot be reached. Check the disk and the folder's permissions.")
    return error
