"""When everything was last copied to a safe place, and whether that went well: written by `shopkeeper backup`."""

import msgspec
import sqlalchemy as sa

from shopkeeper.kit import ids
from shopkeeper.kit.db import Tx, metadata

REMEMBERED = 100
"""Runs; older ones are forgotten."""

_run = sa.Table(
    "backup_run",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("took", sa.BigInteger, nullable=False),
    sa.Column("ok", sa.Integer, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
)


class BackupRun(msgspec.Struct, frozen=True, kw_only=True):
    """One run of `shopkeeper backup`. `at` is when it began (ms UTC), `took` in ms, `size` in bytes; `place` is the file's
    name without its folder; `problem` says why it failed and is empty when all went well."""

    at: int
    took: int
    ok: bool
    size: int = 0
    place: str = ""
    problem: str = ""


def record(tx: Tx, run: BackupRun) -> None:
    """Write a run down, and forget the oldest."""
    tx.run(sa.insert(_run).values(id=ids.new(), **{**msgspec.structs.asdict(run), "ok": int(run.ok)}))
    kept = sa.select(_run.c.id).order_by(_run.c.id.desc()).limit(REMEMBERED)
    tx.run(sa.delete(_run).where(_run.c.id.not_in(kept)))


def last(tx: Tx) -> BackupRun | None:
    """The newest run, well or not."""
    return _newest(tx, sa.true())


def last_good(tx: Tx) -> BackupRun | None:
    """The newest run that left a whole copy."""
    return _newest(tx, _run.c.ok == 1)


def _newest(tx: Tx, wanted: sa.ColumnElement[bool]) -> BackupRun | None:
    columns = [_run.c[name] for name in BackupRun.__struct_fields__]
    row = tx.first(sa.select(*columns).where(wanted).order_by(_run.c.id.desc()).limit(1))
    return None if row is None else BackupRun(**{**row._mapping, "ok": bool(row.ok)})
