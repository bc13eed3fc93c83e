"""One open transaction, as a verb sees it."""

import time
from collections.abc import Callable
from typing import Any, TypeAlias

import sqlalchemy as sa

from shopkeeper.kit.db.statements import Hot, Upsert

Row: TypeAlias = Any


def _by_nobody() -> bool:
    """On PostgreSQL everybody has a transaction of their own."""
    return False


class Tx:
    """Handed to every verb and query. Valid until the verb returns, and not a moment longer."""

    __slots__ = ("_after", "_connection", "_raw", "awaited", "dialect", "news", "now", "trace", "work")

    def __init__(self, connection: sa.Connection, raw: Any, now: int, trace: str | None = None) -> None:
        self._connection = connection
        self._raw = raw
        self._after: list[Callable[[], None]] = []
        self.now = now
        self.dialect = connection.dialect.name
        self.news = False
        self.work = False
        self.trace = trace
        self.awaited: Callable[[], bool] = _by_nobody
        """Whether somebody waits for this transaction to end. Long work in slices goes on while nobody does."""

    def all(self, statement: Any, **params: Any) -> list[Row]:
        if isinstance(statement, Hot):
            return statement.rows(self._hot(statement, params))
        return list(self._execute(statement, params).all())

    def first(self, statement: Any, **params: Any) -> Row | None:
        if isinstance(statement, Hot):
            rows = statement.rows(self._hot(statement, params))
            return rows[0] if rows else None
        return self._execute(statement, params).first()

    def scalar(self, statement: Any, **params: Any) -> Any:
        row = self.first(statement, **params)
        return None if row is None else row[0]

    def run(self, statement: Any, **params: Any) -> int:
        """Run it and say how many rows it touched."""
        if isinstance(statement, Hot):
            return int(self._hot(statement, params).rowcount)
        return int(self._execute(statement, params).rowcount)

    def number(self, insert: Hot, returning: Hot) -> Callable[..., int]:
        """Of the same INSERT without and with RETURNING, the one that tells this database's new number for less.

        On SQLite RETURNING writes through a table of its own: 46 µs where asking for the last number costs 6.
        """
        if self.dialect == "sqlite":
            return lambda **params: int(self._hot(insert, params).lastrowid)
        return lambda **params: int(self.scalar(returning, **params))

    def lock(self, name: str) -> bool:
        """Let nobody else pass this name until the transaction ends.

        Answers whether somebody else may have acted since this transaction began, so that what was read before must be read
        again. SQLite has one writer: there it costs nothing, and the answer is no.
        """
        if self.dialect != "postgresql":
            return False
        self.run(_LOCK, name=name)
        return True

    def after_commit(self, act: Callable[[], None]) -> None:
        """Run `act` on the event loop once this transaction is durable; never when it is not."""
        self._after.append(act)

    def announced(self) -> list[Callable[[], None]]:
        return self._after

    def _execute(self, statement: Any, params: dict[str, Any]) -> sa.CursorResult[Any]:
        if isinstance(statement, Upsert):
            statement = statement.built(self.dialect)
        return self._connection.execute(statement, params) if params else self._connection.execute(statement)

    def _hot(self, statement: Hot, params: dict[str, Any]) -> Any:
        ready = statement.compiled.get(self.dialect) or statement.compile(self._connection.dialect)
        values = params if len(params) == ready.count else {**ready.fixed, **params}
        return self._raw.execute(ready.sql, values if ready.values is None else ready.values(values))


class TimedTx(Tx):
    """The same with its statements counted and timed: taken only while traces are on."""

    __slots__ = ("seconds", "statements")

    def __init__(self, connection: sa.Connection, raw: Any, now: int, trace: str | None = None) -> None:
        super().__init__(connection, raw, now, trace)
        self.statements, self.seconds = 0, 0.0

    def _execute(self, statement: Any, params: dict[str, Any]) -> sa.CursorResult[Any]:
        return self._timed(super()._execute, statement, params)  # type: ignore[no-any-return]

    def _hot(self, statement: Hot, params: dict[str, Any]) -> Any:
        return self._timed(super()._hot, statement, params)

    def _timed(self, execute: Callable[..., Any], statement: Any, params: dict[str, Any]) -> Any:
        began = time.perf_counter()
        try:
            return execute(statement, params)
        finally:
            self.statements += 1
            self.seconds += time.perf_counter() - began


def begun(connection: sa.Connection, raw: Any, now: int, trace: str | None) -> Tx:
    """A transaction for a verb that was asked for at this place of a trace."""
    return (Tx if trace is None else TimedTx)(connection, raw, now, trace)


_LOCK = Hot(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"))
