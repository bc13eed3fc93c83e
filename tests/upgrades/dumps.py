"""A whole database as text and back, so that a release's database can lie in the repository and be read in a diff.

SQLite's own dump writes into its schema table for full text, so this one asks FTS5 for its words and puts them in again.
PostgreSQL's is pg_dump's, as INSERTs that any driver can run.
"""

import gzip
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.servers.databases import postgres_folders
from tests.servers.running import program

NOT_OURS = "sqlite_%"


def write_sqlite(database: Path, into: Path) -> None:
    with sqlite3.connect(database) as connection:
        _write(into, sqlite_lines(connection))


def sqlite_lines(connection: sqlite3.Connection) -> Iterator[str]:
    made = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE ? ORDER BY rowid",
        (NOT_OURS,),
    ).fetchall()
    fulltexts = [name for _, name, sql in made if sql.startswith("CREATE VIRTUAL")]
    shadows = tuple(f"{name}_" for name in fulltexts)
    tables = [(name, sql) for kind, name, sql in made if kind == "table" and not name.startswith(shadows)]
    for name, sql in tables:
        yield f"{sql};"
        yield from _rows(connection, name, with_rowid=name in fulltexts)
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        yield "DELETE FROM sqlite_sequence;"
        yield from _rows(connection, "sqlite_sequence", with_rowid=False)
    yield from (f"{sql};" for kind, name, sql in made if kind in ("index", "trigger", "view"))


def _rows(connection: sqlite3.Connection, table: str, *, with_rowid: bool) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_xinfo('{table}')") if row[6] == 0]
    columns = ["rowid", *columns] if with_rowid else columns
    quoted = " || ', ' || ".join(f'quote("{name}")' for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    for (values,) in connection.execute(f'SELECT {quoted} FROM "{table}" ORDER BY rowid'):
        yield f'INSERT INTO "{table}" ({named}) VALUES ({values});'


def load_sqlite(source: Path, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.executescript(f"BEGIN; {_read(source)} COMMIT;")
    connection.close()


def write_postgres(url: str, into: Path) -> None:
    tool = program("pg_dump", "postgresql-client", *postgres_folders())
    words = ("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--rows-per-insert=50")
    text = subprocess.run([tool, *words, url], capture_output=True, text=True, check=True).stdout
    # Newer clients guard their own reader with \restrict; no driver knows it.
    _write(into, (line for line in text.splitlines() if line and not line.startswith(("\\", "--"))))


def load_postgres(source: Path, url: str) -> None:
    text = re.sub(r"^SET (transaction_timeout|default_table_access_method).*$", "", _read(source), flags=re.MULTILINE)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(text.encode())


def _write(into: Path, lines: Iterator[str]) -> None:
    # No name and no time inside: the same database makes the same file.
    into.write_bytes(gzip.compress("\n".join([*lines, ""]).encode(), 9, mtime=0))


def _read(source: Path) -> str:
    return gzip.decompress(source.read_bytes()).decode()
