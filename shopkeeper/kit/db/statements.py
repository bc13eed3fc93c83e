"""Statements that both databases understand, and those hot enough to be compiled once.

A whole receive of eleven statements ran 2,800 times a second through SQLAlchemy's Core and 6,900 times with the text
compiled once and handed to the driver: that is what `Hot` is for, and nothing else should use it.
"""

from collections import namedtuple
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


class Upsert:
    """INSERT … ON CONFLICT, built for whichever database runs it."""

    def __init__(
        self, table: sa.Table, values: Mapping[str, Any], on: Sequence[str], set_: Sequence[str] | None, where: Any
    ) -> None:
        self._parts = (table, values, on, set_, where)

    def built(self, dialect: str) -> sa.Insert:
        table, values, on, set_, where = self._parts
        insert: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table).values(**values)
        if set_ is None:
            return insert.on_conflict_do_nothing(index_elements=list(on), index_where=where)  # type: ignore[no-any-return]
        changed = {name: insert.excluded[name] for name in set_}
        return insert.on_conflict_do_update(index_elements=list(on), index_where=where, set_=changed)  # type: ignore[no-any-return]


def upsert(
    table: sa.Table,
    values: Mapping[str, Any],
    *,
    on: Sequence[str],
    set_: Sequence[str] | None = None,
    where: Any = None,
) -> Upsert:
    """Insert, or on a conflict over `on` overwrite the columns `set_` (None: leave the row as it stands).

    `where` repeats the condition of a partial unique index. `tx.run` of it answers 1 when a row was written, else 0.
    """
    return Upsert(table, values, on, set_, where)


class Hot:
    """A statement with named binds, compiled once per database. No expanding IN, only text, integer and bytes columns."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}
        self._row: Any = None

    def text(self, dialect: sa.Dialect) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        """SQL, the order of positional binds (None where they go by name), and values fixed in the statement."""
        ready = self._compiled.get(dialect.name)
        if ready is None:
            statement = self._statement
            if isinstance(statement, Upsert):
                statement = statement.built(dialect.name)
            compiled = statement.compile(dialect=dialect)
            order = tuple(compiled.positiontup) if compiled.positional else None
            fixed = {name: value for name, value in compiled.params.items() if value is not None}
            names = set(compiled.params)
            ready = self._compiled[dialect.name] = (str(compiled), order, {name: fixed.get(name) for name in names})
        return ready

    def rows(self, cursor: Any) -> list[Any]:
        """What the cursor holds, as named tuples."""
        if cursor.description is None:
            return []
        if self._row is None:
            self._row = namedtuple(  # type: ignore[misc]
                "Row", [column[0] for column in cursor.description], rename=True
            )
        return [self._row._make(row) for row in cursor.fetchall()]
