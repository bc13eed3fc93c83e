"""PostgreSQL: a pool of connections, a transaction each, tried again after a serialization failure or a deadlock."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
import sqlalchemy as sa

from shopkeeper.kit import clock as clocks
from shopkeeper.kit import errors, watching
from shopkeeper.kit.db import schema
from shopkeeper.kit.db.door import Db
from shopkeeper.kit.db.tx import Tx, begun

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 8
AGAIN = {"40001", "40P01"}
# A server that vanished without a word (a firewall, a cable) is noticed within half a minute, not after two hours.
DEAD_LINE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
# A writer that dawdles holds back everybody's live news (events.horizon), so transactions have limits.
LIMITS = "-c statement_timeout=15000 -c lock_timeout=8000 -c idle_in_transaction_session_timeout=20000 -c timezone=UTC"


class PostgresDb(Db):
    dialect = "postgresql"

    def __init__(self, url: str, *, clock: clocks.Clock = clocks.now, pool: int = 8) -> None:
        super().__init__()
        self.url = "postgresql+psycopg://" + url.partition("://")[2]
        self.clock = clock
        self.on_news: list[Callable[[], None]] = []
        self.on_work: list[Callable[[], None]] = []
        self._engine = sa.create_engine(
            self.url,
            execution_options={"preserve_rowcount": True},
            pool_size=pool,
            # As many as there are threads: nobody ever waits for a connection that another thread of ours holds.
            max_overflow=max(1, pool // 4) + max(2, pool // 2),
            pool_pre_ping=True,
            connect_args={"options": LIMITS, "connect_timeout": 5, **DEAD_LINE},
        )
        self._writers = ThreadPoolExecutor(pool, thread_name_prefix="db-write")
        self._behind = ThreadPoolExecutor(max(1, pool // 4), thread_name_prefix="db-background")
        self._readers = ThreadPoolExecutor(max(2, pool // 2), thread_name_prefix="db-read")

    async def write(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._written(self._writers, "write", verb, args, kwargs)  # type: ignore[no-any-return]

    async def write_background(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._written(self._behind, "background", verb, args, kwargs)  # type: ignore[no-any-return]

    async def read(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        asked, loop = (time.perf_counter(), watching.carried()), asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._run_query, query, args, kwargs, asked)

    async def glance(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.read(query, *args, **kwargs)

    async def create(self) -> None:
        await self.write(lambda tx: schema.create(tx._connection))

    async def close(self) -> None:
        for pool in (self._writers, self._behind, self._readers):
            pool.shutdown(wait=True)
        self._engine.dispose()

    def sync_engine(self) -> sa.Engine:
        return self._engine

    async def _written(self, pool: ThreadPoolExecutor, way: str, verb: Any, args: Any, kwargs: Any) -> Any:
        asked, loop = (time.perf_counter(), watching.carried()), asyncio.get_running_loop()
        result, tx = await loop.run_in_executor(pool, self._run_verb, way, verb, args, kwargs, asked)
        for act in tx.announced():
            act()
        for listener in [*(self.on_news if tx.news else ()), *(self.on_work if tx.work else ())]:
            listener()
        return result

    def _run_verb(self, way: str, verb: Any, args: Any, kwargs: Any, asked: tuple[float, str | None]) -> tuple[Any, Tx]:
        for attempt in range(TRIES):
            began, cpu = time.perf_counter(), time.thread_time()
            try:
                with self._engine.connect() as connection, connection.begin():
                    tx = begun(connection, connection.connection.dbapi_connection, self.clock(), asked[1])
                    result = verb(tx, *args, **kwargs)
                watching.ran(verb, way, asked[0], began, cpu, asked[1], None, tx)
                return result, tx
            except Exception as error:
                watching.ran(verb, way, asked[0], began, cpu, asked[1], error)
                if attempt == TRIES - 1 or _state(error) not in AGAIN:
                    raise _readable(error) from error
                time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise AssertionError("unreachable")

    def _run_query(self, query: Any, args: Any, kwargs: Any, asked: tuple[float, str | None]) -> Any:
        began, cpu, tx = time.perf_counter(), time.thread_time(), None
        try:
            with self._engine.connect() as connection:
                tx = begun(connection, connection.connection.dbapi_connection, self.clock(), asked[1])
                return query(tx, *args, **kwargs)
        except Exception as error:
            raise _readable(error) from error
        finally:
            watching.ran(query, "read", asked[0], began, cpu, asked[1], None, tx)


def _state(error: BaseException) -> str | None:
    origin = getattr(error, "orig", error)
    return getattr(origin, "sqlstate", None)


def _readable(error: Exception) -> Exception:
    """Connection troubles in words an owner can act on; everything else stays what it was."""
    if isinstance(error, errors.Failure):
        return error
    state = _state(error) or ""
    if isinstance(error, (sa.exc.DataError, UnicodeError)) or "NUL (0x00)" in str(error):
        return errors.Invalid("Some of the text holds characters that cannot be kept (NUL). Remove them and try again.")
    lost = isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated
    # Hot statements go to the driver itself, so its own errors come as they are.
    broken = isinstance(getattr(error, "orig", error), (psycopg.OperationalError, psycopg.InterfaceError))
    if lost or state.startswith(("08", "57P")) or (broken and not state):
        return errors.Unavailable("PostgreSQL does not answer. The desk goes on by itself when it is back.")
    if state in AGAIN or state in ("55P03", "57014") or isinstance(error, sa.exc.TimeoutError):
        return errors.Busy("The database is very busy. Try again in a moment.", retry_after=2)
    if state == "53100":
        return errors.Unavailable("The database server's disk is full. Free some space; the desk goes on by itself.")
    return error
