"""Statements that both databases understand, and those hot enough to be compiled once.

A whole receive of eleven statements ran 2,800 times a second through SQLAlchemy's Core and 6,900 times with the text
compiled once and handed to the driver: that is what `Hot` is for, and nothing else should use it.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles

from shopkeeper.kit.text import to_json


class among(sa.ColumnElement[bool]):
    """`column IN (…)` for a `Hot` statement: one bind, whose value is a list of texts as `listed` writes it.

    An IN of SQLAlchemy's own is written anew for every length of the list, and costs 70 µs instead of 10.
    """

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, column: Any, bind: str) -> None:
        self.column, self.bind = column, sa.bindparam(bind, type_=sa.Text)

    def self_group(self, against: Any = None) -> "among":
        """As it stands: SQLAlchemy would write `… = 1` behind a truth, and SQLite then reads the whole table."""
        return self


def listed(values: Iterable[str]) -> str:
    """What the bind of `among` is given."""
    return to_json(list(values))


@compiles(among, "sqlite")
def _among_sqlite(one: among, compiler: Any, **given: Any) -> str:
    column, bind = compiler.process(one.column, **given), compiler.process(one.bind, **given)
    return f"{column} IN (SELECT value FROM json_each({bind}))"


@compiles(among, "postgresql")
def _among_postgresql(one: among, compiler: Any, **given: Any) -> str:
    column, bind = compiler.process(one.column, **given), compiler.process(one.bind, **given)
    return f"{column} IN (SELECT jsonb_array_elements_text(CAST({bind} AS JSONB)))"


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
        self.compiled: dict[str, Compiled] = {}
        self._row: Callable[[Any], Any] | None = None

    def compile(self, dialect: sa.Dialect) -> "Compiled":
        """Its text for this database, made once."""
        statement = self._statement
        if isinstance(statement, Upsert):
            statement = statement.built(dialect.name)
        compiled = statement.compile(dialect=dialect)
        order = _picker(compiled.positiontup) if compiled.positional else None
        ready = self.compiled[dialect.name] = Compiled(str(compiled), order, dict(compiled.params))
        return ready

    def rows(self, cursor: Any) -> list[Any]:
        """What the cursor holds, as named tuples."""
        if self._row is None:
            if cursor.description is None:
                return []
            kind = namedtuple("Row", [column[0] for column in cursor.description], rename=True)  # type: ignore[misc]
            # What `_make` does, without a Python function for every row.
            self._row = partial(tuple.__new__, kind)
        return list(map(self._row, cursor.fetchall()))


class Compiled:
    """`values` picks the binds in their order (None where they go by name); `fixed` are those that stand in the statement."""

    __slots__ = ("count", "fixed", "sql", "values")

    def __init__(self, sql: str, values: Callable[[Any], Sequence[Any]] | None, fixed: dict[str, Any]) -> None:
        self.sql, self.values, self.fixed, self.count = sql, values, fixed, len(fixed)


def _picker(names: Sequence[str]) -> Callable[[Any], Sequence[Any]]:
    if len(names) > 1:
        return itemgetter(*names)
    return (lambda values: (values[names[0]],)) if names else (lambda _: ())
