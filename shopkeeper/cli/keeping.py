"""Backup and restore: one .tar.gz with the database, the attachments, the key, and a list of what is inside.

The database is copied first and the files after it. A file is written before the row that names it, so every file that
the copied rows name is there to be copied.
"""

import hashlib
import io
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

import click
import msgspec

from shopkeeper import __version__
from shopkeeper.kit import errors, house, migrating
from shopkeeper.kit.settings import Settings

MANIFEST = "manifest.json"


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: the release and schema it came from, and the SHA-256 of its database."""

    version: str
    revision: str
    database: str
    sha256: str
    made_at: int
    files: int


class NotABackup(errors.Invalid):
    """This file is not a backup of Shopkeeper, or it is damaged."""


class NotEmpty(errors.Conflict):
    """There is a desk in this data folder already. Restore into an empty folder (--data DIR)."""


def backup(settings: Settings, target: Path | None) -> None:
    """Write the backup and print where it is; works beside a running desk."""
    target = target or settings.folder / "backups" / time.strftime("shopkeeper-%Y%m%d-%H%M%S.tar.gz", time.gmtime())
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = _dump(settings, Path(folder))
        with tarfile.open(partial, "w:gz", compresslevel=6) as archive:
            archive.add(dump, dump.name)
            kept = _add_files(settings, archive)
            manifest = Manifest(__version__, migrating.head(), dump.name, _digest(dump), int(time.time() * 1000), kept)
            _add_bytes(archive, MANIFEST, msgspec.json.encode(manifest))
    partial.chmod(0o600)
    partial.replace(target)
    click.echo(f"{target}  ({target.stat().st_size / 1e6:.1f} MB, {kept} files). It holds the key: keep it safe.")


def _dump(settings: Settings, folder: Path) -> Path:
    if settings.database_url.startswith("postgres"):
        path = folder / "postgres.dump"
        _program("pg_dump", "--format=custom", f"--file={path}", settings.database_url)
        return path
    source = settings.folder / "shopkeeper.db"
    if not source.exists():
        raise errors.NotFound(f"There is no desk in {settings.folder}. Name its folder with --data DIR.")
    path = folder / "shopkeeper.db"
    reader, copy = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(path)
    with reader, copy:
        # In slices, so that the running desk's writer is never kept waiting.
        reader.backup(copy, pages=2_000, sleep=0.001)
    copy.close()
    reader.close()
    return path


def _program(name: str, *args: str) -> None:
    found = shutil.which(name)
    if found is None:
        raise errors.Unavailable(
            f"The program {name} is needed for PostgreSQL and is not here. Install postgresql-client."
        )
    done = subprocess.run([found, *args], capture_output=True, text=True, check=False)
    if done.returncode:
        raise errors.Unavailable(f"{name} failed: {done.stderr.strip()}")


def _add_files(settings: Settings, archive: tarfile.TarFile) -> int:
    key = settings.folder / "secret.key"
    if key.exists():
        archive.add(key, key.name)
    count = 0
    for path in sorted((settings.folder / "files").glob("??/*")):
        try:
            archive.add(path, f"files/{path.parent.name}/{path.name}")
        except FileNotFoundError:
            continue  # erased meanwhile
        count += 1
    return count


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(settings: Settings, source: Path) -> None:
    """Unpack into an empty data folder (and empty database) and check that it is whole."""
    with house.lock(settings):
        database = settings.folder / "shopkeeper.db"
        if database.exists() or (settings.folder / "files").exists():
            raise NotEmpty
        with tempfile.TemporaryDirectory(dir=settings.folder) as folder:
            manifest = _unpack(source, Path(folder))
            _place(settings, Path(folder), manifest)
    click.echo(
        f"Restored {manifest.files} files and the database of release {manifest.version} into {settings.folder}."
    )
    if manifest.revision != migrating.head():
        click.echo("It is from another release: run `shopkeeper migrate` before `shopkeeper serve`.")


def _unpack(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (tarfile.TarError, OSError, EOFError, msgspec.MsgspecError) as error:
        raise NotABackup(f"{source} cannot be read as a backup ({error}).") from error
    if _digest(folder / manifest.database) != manifest.sha256:
        raise NotABackup(f"The database inside {source} is damaged.")
    return manifest


def _place(settings: Settings, folder: Path, manifest: Manifest) -> None:
    if manifest.database == "shopkeeper.db":
        if settings.database_url.startswith("postgres"):
            raise errors.Invalid("This backup is of a SQLite desk; unset SHOPKEEPER_DATABASE_URL to restore it.")
        _check_sqlite(folder / "shopkeeper.db")
        (folder / "shopkeeper.db").replace(settings.folder / "shopkeeper.db")
    else:
        _program(
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            f"--dbname={settings.database_url}",
            str(folder / manifest.database),
        )
    for name in ("files", "secret.key"):
        if (folder / name).exists():
            shutil.move(folder / name, settings.folder / name)


def _check_sqlite(path: Path) -> None:
    connection: Any = sqlite3.connect(path)
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    if found != "ok":
        raise NotABackup(f"The database in this backup is damaged: {found}")
