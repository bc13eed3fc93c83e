"""Rows into a closed desk's database in bulk: SQLite in slices of one transaction, PostgreSQL by COPY.

On PostgreSQL every index that is not a key is taken away first and made again at the end, as after a restore.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import sqlalchemy as sa
from _report import say

from shopkeeper import main

SLICE = 5_000
FULL_TEXT = ("person_search", "entry_search")
Rows = Iterator[Mapping[str, Sequence[Sequence[Any]]]]


class Sink(Protocol):
    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None: ...
    def slice(self) -> None: ...


class Writing:
    """One table's rows. A column nobody names is empty in the way its type is, so new columns need no word here."""

    def __init__(self, table: str) -> None:
        columns = main.tables().tables[table].columns
        self.empty: Mapping[str, Any] = {column.name: _empty(column) for column in columns}

    def __call__(self, **values: Any) -> tuple[Any, ...]:
        return tuple({**self.empty, **values}.values())


@contextmanager
def sqlite(path: str) -> Iterator[Sink]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -400000", "wal_autocheckpoint = 20000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    yield _Sqlite(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def postgres(url: str) -> Iterator[Sink]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '1GB'")
        dropped = _without_indexes(connection)
        yield _Postgres(connection)
        began = time.perf_counter()
        for made in dropped:
            connection.execute(made)
        say(f"  {len(dropped)} indexes in {time.perf_counter() - began:.0f} s")
        connection.execute("VACUUM ANALYZE")


def pour(sink: Sink, what: str, rows: Rows, many: int) -> None:
    """Each of `rows` holds one thing's rows by table; a full-text "table" holds pairs of a number and its words."""
    waiting: dict[str, list[Sequence[Any]]] = {}
    for n, one in enumerate(rows, 1):
        for table, values in one.items():
            waiting.setdefault(table, []).extend(values)
        if n % SLICE == 0 or n == many:
            for table, values in waiting.items():
                sink.put(table, _columns(table), values)
            sink.slice()
            waiting.clear()
        if n % (SLICE * 20) == 0 or n == many:
            say(f"  {n:,} of {many:,} {what}")


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.connection.execute("BEGIN")

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        names = ("rowid", "words") if table in FULL_TEXT else columns
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        self.connection.executemany(sql, rows)

    def slice(self) -> None:
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")


class _Postgres:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        if table in FULL_TEXT:
            columns, rows = ("n", "words"), ((n, " ".join(sorted(set(words.split())))) for n, words in rows)
        with self.connection.cursor().copy(f"COPY {table} ({', '.join(_quoted(columns))}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def slice(self) -> None:
        """Each COPY was a transaction of its own."""


def _without_indexes(connection: Any) -> list[bytes]:
    """The statements that make them again."""
    found = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [["person", "handle", "alias", "conversation", "conversation_tag", "entry", "mention", *FULL_TEXT]],
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"'.encode())
    return [made.encode() for _, made in found]


def _columns(table: str) -> Sequence[str]:
    return () if table in FULL_TEXT else [column.name for column in main.tables().tables[table].columns]


def _quoted(columns: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in columns]


def _empty(column: "sa.Column[Any]") -> Any:
    if column.nullable:
        return None
    return "" if isinstance(column.type, sa.Text) else 0
