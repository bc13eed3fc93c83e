"""`shopkeeper doctor`: each fault in one line, with what to do about it."""

import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import sqlalchemy as sa

from shopkeeper.kit import errors, handover, house, jobs, migrating
from shopkeeper.kit.settings import PREFIX, Settings

ENOUGH_DISK = 1_000_000_000
ASSETS = Path(__file__).parents[1] / "assets"


class Finding(NamedTuple):
    """`well` None is a remark: neither good nor bad."""

    what: str
    well: bool | None
    words: str


def list_settings(settings: Settings) -> int:
    """Every setting with its value; secrets are only said to be there."""
    for name in Settings.__struct_fields__:
        value = getattr(settings, name)
        hidden = "secret" in name or name.endswith("_key") or (name == "database_url" and "@" in str(value))
        click.echo(f"{PREFIX}{name.upper()}={'(set)' if hidden and value else value}")
    return 0


def examine(settings: Settings) -> int:
    """Print all findings; the exit status is 1 when something is wrong."""
    faults = 0
    for check in (_python, _folder, _disk, _database, _jobs, _pages, _desk, _address):
        for finding in _found(check, settings):
            mark = {True: "ok  ", False: "FIX ", None: "note"}[finding.well]
            click.echo(f"{mark}  {finding.what}: {finding.words}")
            faults += finding.well is False
    click.echo("Everything is in order." if not faults else f"{faults} to mend.")
    return 1 if faults else 0


def _found(check: Callable[[Settings], Iterator[Finding]], settings: Settings) -> list[Finding]:
    try:
        return list(check(settings))
    except (errors.Failure, OSError, sa.exc.SQLAlchemyError) as error:
        return [Finding(check.__name__.strip("_"), False, str(error).partition("\n")[0])]


def _python(_: Settings) -> Iterator[Finding]:
    good = sys.version_info >= (3, 11)
    words = sys.version.split()[0]
    yield Finding("Python", good, words if good else f"{words} is too old; install Python 3.11 or newer.")
    good = sqlite3.sqlite_version_info >= (3, 37)
    words = sqlite3.sqlite_version
    yield Finding("SQLite", good, words if good else f"{words} is too old; install 3.37 or newer.")


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.folder
    if not folder.exists():
        yield Finding("data folder", None, f"{folder} does not exist yet; the first `shopkeeper serve` makes it.")
        return
    if not os.access(folder, os.W_OK):
        yield Finding("data folder", False, f"{folder} cannot be written to; give it to the user who runs Shopkeeper.")
        return
    yield Finding("data folder", True, str(folder))
    key = folder / "secret.key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding("secret key", False, f"others on this machine can read it; run: chmod 600 {key}")
    elif key.exists() or settings.secret:
        yield Finding("secret key", True, "there, and readable by its owner only")


def _disk(settings: Settings) -> Iterator[Finding]:
    place = next(path for path in (settings.folder, *settings.folder.parents) if path.exists())
    free = shutil.disk_usage(place).free
    words = f"{free / 1e9:.1f} GB free"
    yield Finding(
        "disk", free > ENOUGH_DISK, words if free > ENOUGH_DISK else f"only {words}; make room before it is full."
    )


def _database(settings: Settings) -> Iterator[Finding]:
    if not settings.database_url and not (settings.folder / "shopkeeper.db").exists():
        yield Finding("database", None, "none yet; the first `shopkeeper serve` makes it.")
        return
    engine = house.database(settings).sync_engine()
    with engine.connect() as connection:
        found = migrating.standing(connection)
    advice = {
        migrating.Standing.current: (True, f"{engine.dialect.name}, up to date"),
        migrating.Standing.new: (None, "empty; the first `shopkeeper serve` fills it."),
        migrating.Standing.old: (False, "from an earlier release; stop the desk and run `shopkeeper migrate`."),
        migrating.Standing.foreign: (False, "from a later release or another program; use the release that made it."),
    }
    yield Finding("database", *advice[found])


def _jobs(settings: Settings) -> Iterator[Finding]:
    if not settings.database_url and not (settings.folder / "shopkeeper.db").exists():
        return
    waiting, parked = asyncio.run(_count_jobs(settings))
    yield Finding("work waiting", None, f"{waiting}")
    for one in parked[:10]:
        yield Finding("work given up", False, f"{one.kind}: {one.problem} (try again in Settings, Health)")


async def _count_jobs(settings: Settings) -> tuple[int, list[jobs.Job]]:
    db = house.database(settings)
    try:
        return await db.read(jobs.waiting), await db.read(jobs.parked)
    finally:
        await db.close()


def _pages(_: Settings) -> Iterator[Finding]:
    for name, page in (("workspace", "index.html"), ("widget", "widget.js")):
        built = (ASSETS / name / page).exists()
        yield Finding(name, built, "built" if built else "not built; run scripts/demo or scripts/test once.")


def _desk(settings: Settings) -> Iterator[Finding]:
    try:
        answer = asyncio.run(handover.ask(settings, "ping", {}, lambda words: None))
        yield Finding("desk", True, f"open at {answer['url']}")
    except handover.NobodyThere:
        yield Finding("desk", None, "not running; start it with `shopkeeper serve`.")


def _address(settings: Settings) -> Iterator[Finding]:
    if not settings.public_url:
        yield Finding(
            "public address",
            None,
            "not set: links in mail point to where the desk listens. Set SHOPKEEPER_PUBLIC_URL to where customers find it.",
        )
    elif not settings.secure and "localhost" not in settings.url and "127.0.0.1" not in settings.url:
        yield Finding("public address", False, f"{settings.url} is not encrypted; put a proxy with TLS before it.")
    else:
        yield Finding("public address", True, settings.url)
