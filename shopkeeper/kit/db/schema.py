"""Every table of every room hangs on one MetaData; full-text tables beside it, since no dialect describes those."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from shopkeeper.kit.db.fulltext import FullText

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

fulltexts: list[FullText] = []


def sparse(*columns: str) -> sa.Index:
    """An index of the rows whose first of these columns is not null. Rows that say nothing there cost it nothing, and each index
    that a row is not in is a page less to write."""
    where = sa.text(f"{columns[0]} IS NOT NULL")
    return sa.Index(None, *columns, sqlite_where=where, postgresql_where=where)


def create(connection: sa.Connection) -> None:
    """All tables on an empty database. Tests use it; an installation is made by its migrations."""
    metadata.create_all(connection)
    for fulltext in fulltexts:
        for statement in fulltext.ddl(connection.dialect.name):
            connection.exec_driver_sql(statement)
