"""`shopkeeper doctor`: each fault in one line, with what to do about it."""

import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click
import sqlalchemy as sa

from shopkeeper.cli import running
from shopkeeper.kit import errors, handover, house, migrating
from shopkeeper.kit.house import House
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
        hidden = "secret" in name or name.endswith(("_key", "_token")) or (name == "database_url" and "@" in str(value))
        click.echo(f"{PREFIX}{name.upper()}={'(set)' if hidden and value else value}")
    return 0


def examine(settings: Settings, desk: House) -> int:
    """Print all findings; the exit status is 1 when something is wrong."""
    faults = 0
    for check in (_python, _folder, _disk, _database, _pages, _desk, partial(_health, desk=desk), _proxy):
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
        return [Finding(_name(check), False, str(error).partition("\n")[0])]


def _name(check: Any) -> str:
    return str(getattr(check, "func", check).__name__).strip("_")


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
    if not _none_yet(settings):
        return  # the health page's own words say more
    place = next(path for path in (settings.folder, *settings.folder.parents) if path.exists())
    free = shutil.disk_usage(place).free
    words = f"{free / 1e9:.1f} GB free"
    yield Finding(
        "disk", free > ENOUGH_DISK, words if free > ENOUGH_DISK else f"only {words}; make room before it is full."
    )


def _database(settings: Settings) -> Iterator[Finding]:
    if _none_yet(settings):
        yield Finding("database", None, "none yet; the first `shopkeeper serve` makes it.")
        return
    dialect, found = _standing(settings)
    advice = {
        migrating.Standing.current: (True, f"{dialect}, up to date"),
        migrating.Standing.new: (None, "empty; the first `shopkeeper serve` fills it."),
        migrating.Standing.old: (False, "from an earlier release; stop the desk and run `shopkeeper migrate`."),
        migrating.Standing.foreign: (False, "from a later release or another program; use the release that made it."),
    }
    yield Finding("database", *advice[found])


def _none_yet(settings: Settings) -> bool:
    return not settings.database_url and not (settings.folder / "shopkeeper.db").exists()


def _standing(settings: Settings) -> tuple[str, migrating.Standing]:
    engine = house.database(settings).sync_engine()
    with engine.connect() as connection:
        return engine.dialect.name, migrating.standing(connection)


def _health(settings: Settings, desk: House) -> Iterator[Finding]:
    """What the health page shows: asked of the running desk, or looked at here when none runs."""
    if _none_yet(settings) or _standing(settings)[1] is not migrating.Standing.current:
        return
    for one in running.do(desk, settings, "health", {})["findings"]:
        well = {"good": True, "note": None, "bad": False}[one["state"]]
        yield Finding(one["area"], well, f"{one['words']} {one['advice']}".strip())


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


def _proxy(settings: Settings) -> Iterator[Finding]:
    if not settings.public_url or not settings.secure:
        return
    from shopkeeper.cli import proxying

    found = list(proxying.faults(settings))
    yield from (Finding("proxy", False, fault) for fault in found)
    if not found:
        yield Finding("proxy", True, "HTTPS, WebSockets and addresses are passed on")
