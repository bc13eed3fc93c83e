"""What a database is made of, in words that can be compared: tables, columns, indexes, triggers, constraints."""

import re

import sqlalchemy as sa

SQLITE = "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name != 'alembic_version'"
POSTGRES = """
SELECT 'column', table_name || '.' || column_name,
       concat_ws(' ', udt_name, is_nullable, column_default, generation_expression, is_identity)
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'sequence', sequencename::text, data_type::text FROM pg_sequences WHERE schemaname = 'public'
"""


def plain(words: str) -> str:
    return re.sub(r"\s+|\"", " ", words).replace("( ", "(").replace(" )", ")").strip()


def shape(connection: sa.Connection) -> set[tuple[str, str, str]]:
    """(kind, name, definition) of everything but Alembic's own table."""
    query = SQLITE if connection.dialect.name == "sqlite" else POSTGRES
    rows = connection.exec_driver_sql(query).all()
    found = {(kind, name, plain(words)) for kind, name, words in rows if "alembic_version" not in f"{name} {words}"}
    if connection.dialect.name == "sqlite":
        tables = [name for kind, name, words in found if kind == "table" and "VIRTUAL" not in words]
        found = {item for item in found if item[1] not in tables} | columns(connection, tables)
    return found


def columns(connection: sa.Connection, tables: list[str]) -> set[tuple[str, str, str]]:
    """Two CREATE TABLEs may differ in their words and make the same table; its columns and keys may not."""
    found = set()
    for table in tables:
        for about in ("table_xinfo", "foreign_key_list", "index_list"):
            rows = connection.exec_driver_sql(f"PRAGMA {about}('{table}')").all()
            found |= {(about, table, repr(sorted_out(about, row))) for row in rows}
    return found


# Running numbers in front, which follow the order of creation: a column added later stands last.
NUMBERS = {"table_xinfo": 1, "index_list": 1, "foreign_key_list": 2}


def sorted_out(about: str, row: sa.Row[tuple[object, ...]]) -> tuple[object, ...]:
    return tuple(row)[NUMBERS[about] :]
