"""From SQLite to PostgreSQL: every row of a copied SQLite desk into an empty PostgreSQL database, compared at the end.

One transaction: a move that is killed or finds a difference leaves an empty database behind.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from shopkeeper.kit import db as databases
from shopkeeper.kit import errors, house, migrating
from shopkeeper.kit.db import FullText
from shopkeeper.kit.settings import Settings

Row = Sequence[Any]
BATCH = 2_000


class Differs(errors.Conflict):
    """What arrived is not what left. Nothing was kept; tell us, with this message."""


def move(source: Path, settings: Settings) -> None:
    """Bring the SQLite file (a copy: it may be migrated) into the empty database of the settings. Raises Differs, OldSchema."""
    _bring_here(source)
    engine = house.database(settings).sync_engine()
    with contextlib.closing(sqlite3.connect(source)) as old, migrating.filling(engine) as new:
        for table in databases.metadata.sorted_tables:
            count = _copy(old, new, table)
            click.echo(f"  {table.name}: {count:,}", err=True)
        for fulltext in databases.fulltexts:
            _copy_words(old, new, fulltext)
        _go_on_counting(old, new)
    engine.dispose()


def _bring_here(source: Path) -> None:
    """To this release's schema, which the new database has."""
    engine = databases.open(source).sync_engine()
    with engine.connect() as connection:
        found = migrating.standing(connection)
    if found is migrating.Standing.foreign:
        raise migrating.ForeignSchema
    if found is migrating.Standing.old:
        migrating.run(engine, migrating.head())
    engine.dispose()


def _copy(old: sqlite3.Connection, new: sa.Connection, table: sa.Table) -> int:
    names = [column.name for column in table.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    left, arrived = Weight(), Weight()
    with _driver(new).cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copying:
        for row in old.execute(f'SELECT {listed} FROM "{table.name}"'):
            clean = _clean(row)
            left.add(clean)
            copying.write_row(clean)
    with _driver(new).cursor(name="arrived") as cursor:
        for row in cursor.execute(f'SELECT {listed} FROM "{table.name}"'):
            arrived.add(row)
    if left != arrived:
        raise Differs(
            f"Of the table {table.name} {left.count} rows left and {arrived.count} arrived, or not as they were."
        )
    return left.count


class Weight:
    """A count and a sum over all rows that does not mind their order."""

    def __init__(self) -> None:
        self.count, self.sum = 0, 0

    def add(self, row: Row) -> None:
        self.count += 1
        word = hashlib.blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.sum = (self.sum + int.from_bytes(word, "big")) % 2**128

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weight) and (self.count, self.sum) == (other.count, other.sum)

    __hash__ = None  # type: ignore[assignment]


def _clean(row: Row) -> Row:
    """PostgreSQL keeps no NUL in a text."""
    if not any(isinstance(value, str) and "\0" in value for value in row):
        return row
    return tuple(value.replace("\0", "") if isinstance(value, str) else value for value in row)


def _copy_words(old: sqlite3.Connection, new: sa.Connection, fulltext: FullText) -> None:
    rows = old.execute(f"SELECT rowid, words FROM {fulltext.name}")
    statement = f"INSERT INTO {fulltext.name} (n, words) VALUES (%s, array_to_tsvector(%s::text[]))"
    with _driver(new).cursor() as cursor:
        for batch in _batches((n, sorted(set(words.split()))) for n, words in rows):
            cursor.executemany(statement, batch)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _go_on_counting(old: sqlite3.Connection, new: sa.Connection) -> None:
    """Numbers that were given out are never given again, also those of rows that are gone."""
    for name, last in old.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        column = next(iter(databases.metadata.tables[name].primary_key.columns)).name
        sequence = "pg_get_serial_sequence(%(table)s, %(column)s)"
        new.exec_driver_sql(f"SELECT setval({sequence}, %(last)s)", {"table": name, "column": column, "last": last})


def _driver(connection: sa.Connection) -> Any:
    return connection.connection.dbapi_connection
