"""What the house itself must have: room on the disk, work that is done, a copy in a safe place, a clock, an address."""

import shutil
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from shopkeeper import __version__
from shopkeeper.kit import backups, clock, events, jobs, migrating
from shopkeeper.kit.db import Tx
from shopkeeper.kit.health import address, measuring
from shopkeeper.kit.health.finding import BAD, GOOD, NOTE, Finding, find, words
from shopkeeper.kit.jobs import Ctx, Standing
from shopkeeper.kit.watching import Sample

ENOUGH_DISK = 1_000_000_000
SOON_DAYS, NOW_DAYS = 30, 7
LATE = 5 * clock.MINUTE
"""A job that is due for longer than this waits for somebody who does not come."""
CLOCK_OFF = 2 * clock.MINUTE

words.update(
    {
        "jobs_fine": "Nothing is behind. Waiting: {waiting}.",
        "jobs_late": (
            "Work is behind. Waiting: {waiting}, the oldest since {oldest_at}.",
            "If the desk was just opened, it catches up. If this stays, the machine is too small or something hangs: the log "
            "and “Why is it slow?” in the documentation say more.",
        ),
        "jobs_parked": (
            "Given up: {count}. Each is listed with its reason.",
            "Put the reason right, then let it be tried again, or give it up for good.",
        ),
        "live_fine": "News reaches open windows at once.",
        "live_down": (
            "News between the desk's processes is interrupted: {why}",
            "Windows still catch up every few seconds. Check PostgreSQL or NATS.",
        ),
        "disk_fine": "Room on the disk: {free_bytes} of {total_bytes}.",
        "disk_lasts": "Room on the disk: {free_bytes} of {total_bytes}. At this rate it lasts longer than a year.",
        "disk_days": "Room on the disk: {free_bytes} of {total_bytes}. At this rate it lasts {days} days.",
        "disk_soon": (
            "Room on the disk: {free_bytes} of {total_bytes}. At this rate it is full in {days} days.",
            "Plan a bigger disk, or move old backups away.",
        ),
        "disk_low": (
            "The disk is almost full: {free_bytes} left.",
            "Make room now. When it is full, nothing more can be saved, and mail waits on its server.",
        ),
        "database_size": "Size of the database: {size_bytes}.",
        "backup_fine": "The last backup was made at {last_at} ({size_bytes}).",
        "backup_none": (
            "There is no backup yet.",
            "Run `shopkeeper backup`, and let the machine do it every night. Keep a copy on another machine.",
        ),
        "backup_old": (
            "The last backup is of {last_at}.",
            "Run `shopkeeper backup`, and see why it no longer runs by itself.",
        ),
        "backup_failed": (
            "The backup of {tried_at} failed: {why}",
            "Put that right and run `shopkeeper backup` again. The last good one is of {last_at}.",
        ),
        "clock_fine": "The clock is right.",
        "clock_off": (
            "This machine's clock differs by {seconds} seconds from what the desk has written.",
            "Let the machine set its clock by the network (NTP). Until then times and promises are wrong.",
        ),
        "version": "Shopkeeper {version}, database revision {revision}.",
    }
)


async def disk(ctx: Ctx) -> Sequence[Finding]:
    now = await measuring.measured(ctx)
    then = await ctx.db.read(measuring.earlier, now.at)
    return [_room(then, now), find("disk", "database_size", GOOD, size_bytes=now.database)]


def _room(then: measuring.Size | None, now: measuring.Size) -> Finding:
    room: dict[str, Any] = {"free_bytes": now.disk_free, "total_bytes": now.disk_total}
    days = measuring.days_left(then, now) if then else None
    if now.disk_free < ENOUGH_DISK or (days is not None and days < NOW_DAYS):
        return find("disk", "disk_low", BAD, **room)
    if then is None:
        return find("disk", "disk_fine", GOOD, **room)
    if days is None or days > 365:
        return find("disk", "disk_lasts", GOOD, **room)
    soon = days < SOON_DAYS
    return find("disk", "disk_soon" if soon else "disk_days", NOTE if soon else GOOD, days=days, **room)


async def work(ctx: Ctx) -> Sequence[Finding]:
    standing = await ctx.db.read(jobs.standing)
    return [_waiting(standing, ctx.now), *_parked(standing)]


def _waiting(standing: Standing, now: int) -> Finding:
    if standing.oldest_at is not None and now - standing.oldest_at > LATE:
        return find("work", "jobs_late", BAD, waiting=standing.waiting, oldest_at=standing.oldest_at)
    return find("work", "jobs_fine", GOOD, waiting=standing.waiting)


def _parked(standing: Standing) -> Sequence[Finding]:
    return [find("work", "jobs_parked", NOTE, count=standing.parked)] if standing.parked else []


async def live(ctx: Ctx) -> Sequence[Finding]:
    why = ctx.hub.wire.trouble
    return [find("work", "live_down", BAD, why=why) if why else find("work", "live_fine", GOOD)]


async def time(ctx: Ctx) -> Sequence[Finding]:
    ahead = await ctx.db.read(_ahead)
    seconds = round(abs(ahead) / clock.SECOND)
    return [
        find("house", "clock_off", BAD, seconds=seconds)
        if abs(ahead) > CLOCK_OFF
        else find("house", "clock_fine", GOOD)
    ]


def _ahead(tx: Tx) -> int:
    """Milliseconds that something else is ahead of our clock: the database server, or what was written last."""
    if tx.dialect == "postgresql":
        theirs = int(tx.scalar(sa.text("SELECT extract(epoch FROM clock_timestamp()) * 1000")))
        if abs(theirs - tx.now) > CLOCK_OFF:
            return theirs - tx.now
    newest = tx.scalar(sa.select(events.event.c.at).order_by(events.event.c.seq.desc()).limit(1))
    return max(0, int(newest or 0) - tx.now)


async def version(ctx: Ctx) -> Sequence[Finding]:
    return [find("house", "version", GOOD, version=__version__, revision=migrating.head())]


async def backup(ctx: Ctx) -> Sequence[Finding]:
    days = ctx.settings.backup_days
    last, good, since = await ctx.db.read(_backups)
    return [_backup(last, good, since, ctx.now - days * clock.DAY)] if days else []


def _backups(tx: Tx) -> tuple[backups.BackupRun | None, backups.BackupRun | None, int]:
    """The newest run, the newest good one, and since when there is anything to copy (ms UTC)."""
    begun = tx.scalar(sa.select(sa.func.min(measuring.table.c.at)))
    return backups.last(tx), backups.last_good(tx), int(begun or tx.now)


def _backup(last: backups.BackupRun | None, good: backups.BackupRun | None, since: int, old: int) -> Finding:
    last_at = good.at if good else None
    if last is not None and not last.ok:
        return find("backup", "backup_failed", BAD, tried_at=last.at, why=last.problem, last_at=last_at)
    if good is None:
        # A house of yesterday is told so; one that has lived for a week without a copy is in danger.
        return find("backup", "backup_none", BAD if since < old else NOTE)
    if good.at < old:
        return find("backup", "backup_old", BAD, last_at=last_at)
    return find("backup", "backup_fine", GOOD, last_at=last_at, size_bytes=good.size)


CHECKS_OF_THE_HOUSE = (work, live, disk, backup, time, address.check, version)


async def readings_of_the_house(ctx: Ctx) -> Sequence[Sample]:
    """Jobs, sizes and the release, for /metrics."""
    standing = await ctx.db.read(jobs.standing)
    good = await ctx.db.read(backups.last_good)
    oldest = (ctx.now - standing.oldest_at) / clock.SECOND if standing.oldest_at is not None else 0.0
    return [
        Sample("shopkeeper_jobs_waiting", standing.waiting, "Jobs that are due or running (counted to 1,000)."),
        Sample("shopkeeper_jobs_parked", standing.parked, "Jobs that were given up."),
        Sample("shopkeeper_jobs_oldest_seconds", max(0.0, oldest), "How long the oldest due job waits."),
        Sample("shopkeeper_database_bytes", await measuring.database_size(ctx), "Size of the database on disk."),
        Sample(
            "shopkeeper_disk_free_bytes", shutil.disk_usage(ctx.settings.folder).free, "Room left in the data folder."
        ),
        *(
            [Sample("shopkeeper_backup_timestamp_seconds", good.at / clock.SECOND, "When the last good backup began.")]
            if good
            else []
        ),
        Sample("shopkeeper_build_info", 1, "Which release runs.", (("version", __version__),)),
    ]
