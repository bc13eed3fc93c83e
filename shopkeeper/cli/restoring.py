"""Restore: a backup becomes a desk again, whole or not at all.

Everything is unpacked and checked first, then the files and the key are placed, and the database last: its arrival is the
moment that counts. A mark stands in the data folder meanwhile; where it was left behind the desk is not served, and
the same restore may be run again.
"""

import shutil
import sqlite3
import tarfile
import tempfile
from pathlib import Path

import click
import msgspec

from shopkeeper.cli import moving
from shopkeeper.cli.keeping import MANIFEST, SQLITE, Manifest, digest, program
from shopkeeper.kit import errors, house, migrating
from shopkeeper.kit.settings import Settings

_UNPACKED = "restore-"


class NotABackup(errors.Invalid):
    """This file is not a backup of Shopkeeper, or it is damaged."""


class NotEmpty(errors.Conflict):
    """There is a desk in this data folder already. Restore into an empty folder (--data DIR)."""


class FullDatabase(errors.Conflict):
    """The database that SHOPKEEPER_DATABASE_URL names is not empty. Make a new one (createdb) and restore into that."""


def restore(settings: Settings, source: Path) -> None:
    """Into an empty data folder and an empty database. A SQLite desk may be restored into PostgreSQL: that is the move."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    with house.lock(settings):
        _require_room(settings)
        with tempfile.TemporaryDirectory(dir=settings.folder, prefix=_UNPACKED) as folder:
            manifest = _unpack(source, Path(folder))
            if not _arrived(settings, manifest):
                _place(settings, Path(folder), manifest)
        _mark(settings).unlink()
    where = "PostgreSQL" if settings.database_url.startswith("postgres") else str(settings.folder)
    click.echo(f"Restored {manifest.files} files and the database of release {manifest.version} into {where}.")
    _say_what_next(settings)


def _say_what_next(settings: Settings) -> None:
    engine = house.database(settings).sync_engine()
    with engine.connect() as connection:
        found = migrating.standing(connection)
    engine.dispose()
    if found is migrating.Standing.old:
        click.echo("It is from an earlier release: run `shopkeeper migrate` before `shopkeeper serve`.")
    elif found is migrating.Standing.foreign:
        click.echo("It is from a later release: install that one before `shopkeeper serve`.")


def _mark(settings: Settings) -> Path:
    return settings.folder / house.UNFINISHED


def _require_room(settings: Settings) -> None:
    if _mark(settings).exists():
        return
    if (settings.folder / SQLITE).exists() or (settings.folder / "files").exists():
        raise NotEmpty
    if settings.database_url.startswith("postgres") and not _empty(settings):
        raise FullDatabase


def _empty(settings: Settings) -> bool:
    engine = house.database(settings).sync_engine()
    try:
        with engine.connect() as connection:
            return migrating.standing(connection) is migrating.Standing.new
    finally:
        engine.dispose()


def _arrived(settings: Settings, manifest: Manifest) -> bool:
    """Whether an interrupted restore of this very backup had come to its end in PostgreSQL. Raises FullDatabase for another's."""
    mark = _mark(settings)
    before = mark.read_text() if mark.exists() else ""
    mark.write_text(manifest.sha256)
    if not settings.database_url.startswith("postgres") or _empty(settings):
        return False
    if before != manifest.sha256:
        mark.write_text(before)
        raise FullDatabase
    return True


def _unpack(source: Path, folder: Path) -> Manifest:
    for left in folder.parent.glob(f"{_UNPACKED}*"):
        if left != folder:
            shutil.rmtree(left, ignore_errors=True)
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (tarfile.TarError, OSError, EOFError, msgspec.MsgspecError) as error:
        raise NotABackup(f"{source} cannot be read as a backup ({error}).") from error
    if digest(folder / manifest.database) != manifest.sha256:
        raise NotABackup(f"The database inside {source} is damaged.")
    if manifest.database == SQLITE:
        _check_sqlite(folder / SQLITE)
    return manifest


def _check_sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    if found != "ok":
        raise NotABackup(f"The database in this backup is damaged: {found}")


def _place(settings: Settings, folder: Path, manifest: Manifest) -> None:
    for name in ("files", "secret.key"):
        there = settings.folder / name
        if (folder / name).exists():
            shutil.rmtree(there) if there.is_dir() else there.unlink(missing_ok=True)
            shutil.move(folder / name, there)
    if manifest.database != SQLITE:
        _into_postgres(settings, folder / manifest.database)
    elif settings.database_url.startswith("postgres"):
        moving.move(folder / SQLITE, settings)
    else:
        _into_sqlite(settings, folder / SQLITE)


def _into_sqlite(settings: Settings, database: Path) -> None:
    for name in ("", "-wal", "-shm"):
        (settings.folder / f"{SQLITE}{name}").unlink(missing_ok=True)
    database.replace(settings.folder / SQLITE)


def _into_postgres(settings: Settings, dump: Path) -> None:
    if not settings.database_url.startswith("postgres"):
        raise errors.Invalid("This backup is of a PostgreSQL desk; name an empty database in SHOPKEEPER_DATABASE_URL.")
    words = ("--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={settings.database_url}")
    program("pg_restore", *words, str(dump))
