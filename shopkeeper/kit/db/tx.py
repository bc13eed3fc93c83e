"""One open transaction, as a verb sees it."""

from collections.abc import Callable
from typing import Any, TypeAlias

import sqlalchemy as sa

from shopkeeper.kit.db.statements import Hot, Upsert

Row: TypeAlias = Any


class Tx:
    """Handed to every verb and query. Valid until the verb returns, and not a moment longer."""

    __slots__ = ("_after", "_connection", "_raw", "dialect", "news", "now", "work")

    def __init__(self, connection: sa.Connection, raw: Any, now: int) -> None:
        self._connection = connection
        self._raw = raw
        self._after: list[Callable[[], None]] = []
        self.now = now
        self.dialect = connection.dialect.name
        self.news = False
        self.work = False

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
        sql, order, fixed = statement.text(self._connection.dialect)
        values = params if len(params) == len(fixed) else {**fixed, **params}
        return self._raw.execute(sql, [values[name] for name in order] if order is not None else values)


_LOCK = Hot(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"))
