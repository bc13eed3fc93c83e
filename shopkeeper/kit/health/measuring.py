"""How big we are, noted once an hour, so that the page can say how long the disk will last at this rate."""

import asyncio
import shutil
from pathlib import Path

import sqlalchemy as sa
from msgspec import Struct

from shopkeeper.kit import clock
from shopkeeper.kit.db import Tx, metadata, upsert
from shopkeeper.kit.jobs import Ctx, Handler, Periodic

MEASURE = "kit.measure"
KEPT = 60 * clock.DAY
LOOK_BACK = 14 * clock.DAY
SHORTEST = 6 * clock.HOUR
"""A rate of less time than this says nothing."""

table = sa.Table(
    "measured",
    metadata,
    sa.Column("at", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("disk_free", sa.BigInteger, nullable=False),
    sa.Column("database", sa.BigInteger, nullable=False),
)


class Size(Struct, frozen=True):
    """Bytes, at a moment (ms UTC)."""

    at: int
    disk_free: int
    disk_total: int
    database: int


async def measured(ctx: Ctx) -> Size:
    """How much there is now."""
    disk = await asyncio.to_thread(shutil.disk_usage, _place(ctx.settings.folder))
    return Size(ctx.now, disk.free, disk.total, await database_size(ctx))


async def database_size(ctx: Ctx) -> int:
    """Bytes on disk: on SQLite with the log beside the file."""
    if ctx.db.dialect == "postgresql":
        return await ctx.db.read(_postgres_size)
    path: Path = ctx.db.path  # type: ignore[attr-defined]
    parts = [path, path.with_name(path.name + "-wal")]
    return sum(part.stat().st_size for part in parts if part.exists())


async def measure(ctx: Ctx) -> None:
    """The hourly job."""
    await ctx.db.write_background(_note, await measured(ctx))


def earlier(tx: Tx, before: int) -> Size | None:
    """The oldest note of the last two weeks, at least some hours before."""
    query = sa.select(table).where(table.c.at >= before - LOOK_BACK, table.c.at <= before - SHORTEST)
    row = tx.first(query.order_by(table.c.at).limit(1))
    return Size(row.at, row.disk_free, 0, row.database) if row else None


def days_left(then: Size, now: Size) -> int | None:
    """Whole days until the disk is full if it goes on like this; None when it does not fill."""
    lost = then.disk_free - now.disk_free
    return int(now.disk_free / (lost / (now.at - then.at)) / clock.DAY) if lost > 0 else None


def _note(tx: Tx, size: Size) -> None:
    values = {"at": size.at, "disk_free": size.disk_free, "database": size.database}
    tx.run(upsert(table, values, on=["at"]))
    tx.run(sa.delete(table).where(table.c.at < tx.now - KEPT))


def _postgres_size(tx: Tx) -> int:
    return int(tx.scalar(sa.text("SELECT pg_database_size(current_database())")))


def _place(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


handlers: dict[str, Handler] = {MEASURE: measure}
SCHEDULE = (Periodic(MEASURE, clock.HOUR),)
