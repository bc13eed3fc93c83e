"""Every row of every table, and what of it an upgrade lost."""

from typing import Any

import sqlalchemy as sa

Rows = dict[str, list[dict[str, Any]]]

NOT_KEPT = {"alembic_version", "sqlite_sequence", "sqlite_stat1"}
# A revision that changes what stands in a column says so here, as "table.column", and why in its own text.
CHANGED: set[str] = set()
# What an earlier release called otherwise.
RENAMED = {"saved_reply": "macro"}


def all_rows(engine: sa.Engine) -> Rows:
    with engine.connect() as connection:
        names = [name for name in sa.inspect(connection).get_table_names() if name not in NOT_KEPT]
        fulltexts = [name.removesuffix("_docsize") for name in names if name.endswith("_docsize")]
        shadows = tuple(f"{name}_" for name in fulltexts)
        found = {name: _rows(connection, name, "*") for name in names if not name.startswith(shadows or (" ",))}
        return found | {name: _rows(connection, name, "rowid, *") for name in fulltexts}


def _rows(connection: sa.Connection, table: str, what: str) -> list[dict[str, Any]]:
    rows = connection.exec_driver_sql(f'SELECT {what} FROM "{table}"').mappings()
    return [
        {key: bytes(value) if isinstance(value, memoryview) else value for key, value in row.items()} for row in rows
    ]


def lost(before: Rows, after: Rows) -> list[str]:
    """Tables that are gone, and how many of a table's rows are not there any more as they were."""
    before = {table if table in after else RENAMED.get(table, table): rows for table, rows in before.items()}
    faults = [f"{table} is gone" for table in before if table not in after]
    for table in before.keys() & after.keys():
        columns = [name for name in (before[table] or [{}])[0] if f"{table}.{name}" not in CHANGED]
        kept = {_word(row, columns) for row in after[table]}
        gone = [row for row in before[table] if _word(row, columns) not in kept]
        faults += [f"{table}: {len(gone)} of {len(before[table])} rows differ, as {gone[0]!r:.300}"] if gone else []
    return faults


def _word(row: dict[str, Any], columns: list[str]) -> str:
    return repr([row.get(name, "no such column") for name in columns])
