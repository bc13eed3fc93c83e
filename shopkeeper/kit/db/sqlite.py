"""SQLite: one writer that commits for everybody waiting (see `writing`), readers beside it."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from shopkeeper.kit import clock as clocks
from shopkeeper.kit import errors, watching
from shopkeeper.kit.db import schema
from shopkeeper.kit.db.door import Db
from shopkeeper.kit.db.together import settle
from shopkeeper.kit.db.tx import Tx, begun
from shopkeeper.kit.db.writing import LOCKED_MS, MOVED, Heavy, Waiting, Writer

P = ParamSpec("P")
T = TypeVar("T")

READERS = 3
CHECKPOINT_PAGES = 4_000
"""16 MB of log before it is brought into the file. Pages that many write to are written there once then, not for each thousand: a
file of orders came in 4 to 13 % faster."""


class SqliteDb(Db):
    dialect = "sqlite"

    def __init__(self, path: Path, *, clock: clocks.Clock = clocks.now, pages: int | None = None) -> None:
        super().__init__()
        self.path = path
        self.clock = clock
        self.on_news: list[Callable[[], None]] = []
        self.on_work: list[Callable[[], None]] = []
        self._pages = pages
        self._local = threading.local()
        self._opened: list[sa.Connection] = []
        self._heavy = Heavy()
        self._file: tuple[int, int] | None = None
        self._log = path.with_name(f"{path.name}-wal")
        self._wal: tuple[int, int] | None = None
        self._writer = Writer(lambda: self._open(read_only=False), lambda: self.clock, self._deliver, self._in_place)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="db-read")

    # -- the door ------------------------------------------------------------------------------------------------

    async def write(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        waiting = Waiting(asyncio.get_running_loop(), verb, args, kwargs)
        self._writer.put(waiting, background=False)
        return await waiting.future  # type: ignore[no-any-return]

    async def write_background(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        waiting = Waiting(asyncio.get_running_loop(), verb, args, kwargs)
        self._writer.put(waiting, background=True)
        return await waiting.future  # type: ignore[no-any-return]

    async def read(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        asked = time.perf_counter(), watching.carried()
        return await loop.run_in_executor(self._readers, self._run_query, query, args, kwargs, asked)

    async def glance(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if query in self._heavy:
            return await self.read(query, *args, **kwargs)
        began = time.perf_counter()
        try:
            return self._at_once(query, args, kwargs, began)  # type: ignore[no-any-return]
        except errors.Unavailable:
            # A file that somebody holds is waited for beside the loop, as is everything that takes its time.
            return await self.read(query, *args, **kwargs)
        finally:
            self._heavy.note(query, (time.perf_counter() - began) / 2)

    def _at_once(self, query: Any, args: Any, kwargs: Any, began: float) -> Any:
        if not hasattr(self._local, "reader"):
            self._reader()[1].execute("PRAGMA busy_timeout = 0")
        return self._run_query(query, args, kwargs, (began, watching.carried()))

    async def create(self) -> None:
        await self.write(_create)

    async def close(self) -> None:
        await self._writer.close()
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
            self.path, isolation_level=None, check_same_thread=False, timeout=LOCKED_MS / 1_000, cached_statements=512
        )
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES:d}")
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
        if not read_only and self._file is None:
            self._file = _identity(self.path)
        return connection, raw

    def _in_place(self) -> bool:
        """Whether the files we write to are still those that the next start will find."""
        if self._file is None:
            return True
        log = _identity(self._log)
        self._wal = self._wal or log
        return _identity(self.path) == self._file and log == self._wal

    # -- reading -------------------------------------------------------------------------------------------------

    def _reader(self) -> Any:
        if not hasattr(self._local, "reader"):
            if not self._in_place():
                # Opening another file beside our log would throw the log away.
                raise errors.Unavailable(MOVED)
            try:
                self._local.reader = self._open(read_only=True)
            except (sqlite3.Error, sa.exc.DatabaseError) as error:
                raise _readable(error) from error
        return self._local.reader

    def _run_query(self, query: Any, args: Any, kwargs: Any, asked: tuple[float, str | None]) -> Any:
        connection, raw = self._reader()
        began, cpu = time.perf_counter(), time.thread_time()
        raw.execute("BEGIN")
        tx = begun(connection, raw, self.clock(), asked[1])
        try:
            return query(tx, *args, **kwargs)
        except (sqlite3.DatabaseError, sa.exc.DatabaseError) as error:
            raise _readable(error) from error
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            watching.ran(query, "read", asked[0], began, cpu, asked[1], None, tx)

    def _deliver(self, batch: list[Waiting]) -> None:
        # Everybody is answered before anything else runs: what one of them wanted done afterwards may fail.
        for waiting in batch:
            error = waiting.error
            if isinstance(error, (sqlite3.DatabaseError, sa.exc.DatabaseError)):
                error = _readable(error)
            settle(waiting.future, waiting.result, error)
        kept = [waiting.tx for waiting in batch if waiting.error is None and waiting.tx is not None]
        news, work = any(tx.news for tx in kept), any(tx.work for tx in kept)
        for act in [act for tx in kept for act in tx.announced()]:
            act()
        for listener in [*(self.on_news if news else ()), *(self.on_work if work else ())]:
            listener()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _create(tx: Tx) -> None:
    schema.create(tx._connection)


def _readable(error: Exception) -> Exception:
    """The few things that happen to a database file, in words an owner can act on; anything else stays a bug."""
    words = str(error.orig if isinstance(error, sa.exc.DBAPIError) else error)
    if "malformed" in words or "not a database" in words:
        return errors.Unavailable(
            "The database file is damaged. Stop the desk, keep a copy of its data folder, and restore the last backup."
        )
    if not isinstance(error, (sqlite3.OperationalError, sa.exc.OperationalError)):
        return error
    if "disk is full" in words or "max_page_count" in words:
        return errors.Unavailable(
            "The disk is full, so nothing more can be saved. Free some space; the desk goes on by itself."
        )
    if "locked" in words or "busy" in words:
        return errors.Unavailable("Another program holds the database. Close it, or wait a moment and try again.")
    if "disk I/O error" in words or "unable to open" in words or "readonly" in words:
        return errors.Unavailable("The database file cannot be reached. Check the disk and the folder's permissions.")
    return error
