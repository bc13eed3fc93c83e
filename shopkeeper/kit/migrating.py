"""Bringing a database to the schema that this program was made for.

`serve` asks `standing` (one SELECT) and makes a new database with `create`; neither imports Alembic. `upgrade`, which
does, belongs to `shopkeeper migrate`. The revision this program wants is a built file, kept true by `scripts/check`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from shopkeeper.kit import errors
from shopkeeper.kit.db import schema

if TYPE_CHECKING:
    from alembic.config import Config

REVISION_FILE = Path(__file__).with_name("schema_revision.txt")
# Not in the rooms' metadata: Alembic keeps this table itself, by this name.
_VERSION = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))

_ALONE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(720575940)"}
# A verb has seconds, a migration of a big desk hours; whoever still holds a table is waited for, but not for ever.
_UNHURRIED = (
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '60s'"
)


class Standing(Enum):
    """How a database stands to this program."""

    new = "new"
    current = "current"
    old = "old"
    foreign = "foreign"


class OldSchema(errors.Conflict):
    """The database is from an earlier version. Stop all servers, then run: shopkeeper migrate."""


class ForeignSchema(errors.Conflict):
    """The database is from a later version, or another program's. Run the version of Shopkeeper that last used it."""


def head() -> str:
    """The revision this program was made for: "0001", "0002" and so on; "0000" before there is a first one."""
    return REVISION_FILE.read_text().strip()


def revision(connection: sa.Connection) -> str | None:
    """The revision a database is at; None for one without any."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(sa.select(_VERSION.c.version_num))


def standing(connection: sa.Connection) -> Standing:
    """New, current, old, or foreign: at a revision this program does not know, or with tables and none."""
    found = revision(connection)
    if found is None:
        return Standing.foreign if sa.inspect(connection).get_table_names() else Standing.new
    if found == head():
        return Standing.current
    return Standing.old if found < head() else Standing.foreign


def require_current(engine: sa.Engine) -> None:
    """For `serve`: makes a new database, passes a current one. Raises OldSchema or ForeignSchema."""
    with engine.connect() as connection:
        found = standing(connection)
    if found is Standing.new:
        create(engine)
    elif found is Standing.old:
        raise OldSchema
    elif found is Standing.foreign:
        raise ForeignSchema


def create(engine: sa.Engine) -> None:
    """Every table on an empty database, marked with the revision. The rooms' tables must have been imported.

    The revisions would make the same (a test compares them), only slower. Harmless where another process was faster.
    """
    with _transaction(engine) as connection:
        if standing(connection) is Standing.current:
            return
        schema.create(connection)
        _VERSION.create(connection)
        connection.execute(_VERSION.insert().values(version_num=head()))


@contextmanager
def filling(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A new database whose tables are filled in the transaction that makes them: all, or still empty."""
    with _transaction(engine) as connection:
        schema.create(connection)
        _VERSION.create(connection)
        connection.execute(_VERSION.insert().values(version_num=head()))
        yield connection


def upgrade(engine: sa.Engine, *, backup: Callable[[], object]) -> tuple[str | None, str]:
    """Bring a database to `head()`, after `backup` wherever there is something to lose. Returns (before, after).

    One transaction on both databases: a migration that fails leaves everything as it was. Raises ForeignSchema.
    """
    with engine.connect() as connection:
        found, before = standing(connection), revision(connection)
    if found is Standing.foreign:
        raise ForeignSchema
    if found is Standing.new:
        create(engine)
    elif found is Standing.old:
        backup()
        run(engine, head())
    return before, head()


def run(engine: sa.Engine, target: str) -> None:
    """Run the revisions up to `target`, or to the last one: "head"."""
    from alembic import command

    with _transaction(engine) as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, target)


def config() -> "Config":
    """Alembic's settings, without an .ini file."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def _folder() -> Path:
    """In a wheel the revisions lie inside the package, in a checkout beside it."""
    package = Path(__file__).parents[1]
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


@contextmanager
def _transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One at a time, and undone together: SQLite's driver begins nothing by itself here, PostgreSQL lets many begin."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_UNHURRIED)
        connection.exec_driver_sql(_ALONE[connection.dialect.name])
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
