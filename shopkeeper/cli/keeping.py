"""Backup: one .tar.gz with the database, the attachments, the key, and a list of what is inside.

The database is copied first and the files after it. A file is written before the row that names it, so every file that
the copied rows name is there to be copied.
"""

import contextlib
import hashlib
import io
import re
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import click
import msgspec
import sqlalchemy as sa

from shopkeeper import __version__
from shopkeeper.cli import running
from shopkeeper.kit import errors, house, migrating
from shopkeeper.kit.backups import BackupRun
from shopkeeper.kit.house import House
from shopkeeper.kit.settings import Settings

MANIFEST = "manifest.json"
SQLITE = "shopkeeper.db"
POSTGRES = "postgres.dump"
# Attachments are named by their SHA-256; an upload under way has another name.
_KEPT = re.compile(r"[0-9a-f]{64}")


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: the release and schema it came from, and the SHA-256 of its database."""

    version: str
    revision: str
    database: str
    sha256: str
    made_at: int
    files: int


class Made(NamedTuple):
    place: Path
    size: int
    files: int


def backup(desk: House, settings: Settings, target: Path | None) -> None:
    """Make a backup, print where it is, and have the desk remember how it went. Works beside a running desk."""
    began = time.time()
    try:
        made = make(settings, target)
    except (errors.Unavailable, OSError, sqlite3.Error) as problem:
        _tell(desk, settings, _run(began, problem=str(getattr(problem, "detail", problem))))
        raise errors.Unavailable(f"No backup was made: {getattr(problem, 'detail', problem)}") from problem
    say(made)
    _tell(desk, settings, _run(began, size=made.size, place=made.place.name))


def _run(began: float, *, size: int = 0, place: str = "", problem: str = "") -> BackupRun:
    took = int((time.time() - began) * 1000)
    return BackupRun(at=int(began * 1000), took=took, ok=not problem, size=size, place=place, problem=problem)


def _tell(desk: House, settings: Settings, run: BackupRun) -> None:
    """The copy is good whether or not the desk can write down that it is."""
    try:
        running.do(desk, settings, "backup.record", msgspec.to_builtins(run))
    except (errors.Failure, OSError, sa.exc.SQLAlchemyError) as problem:
        words = getattr(problem, "detail", "") or str(problem)
        click.echo(f"The desk could not write down that a backup was tried: {words}", err=True)


def say(made: Made) -> None:
    size = f"{made.size / 1e6:.1f} MB"
    click.echo(f"{made.place}  ({size}, {made.files} files). It holds the desk's secrets: keep it safe.")


def make(settings: Settings, target: Path | None) -> Made:
    """Write the backup under a passing name, then give it its own: what bears the name is whole."""
    target = target or _fresh_name(settings.folder / "backups")
    partial = target.with_name(target.name + ".part")
    if not settings.database_url and not (settings.folder / SQLITE).exists():
        raise errors.NotFound(f"There is no desk in {settings.folder}. Name its folder with --data DIR.")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            kept = _pack(settings, Path(folder), partial)
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return Made(target, target.stat().st_size, kept)


def _fresh_name(folder: Path) -> Path:
    """Named after the moment, and never over a copy that is there."""
    stem = time.strftime("shopkeeper-%Y%m%d-%H%M%S", time.gmtime())
    names = (folder / f"{stem}{more}.tar.gz" for more in ("", *(f"-{n}" for n in range(2, 100))))
    return next(path for path in names if not path.exists())


def _pack(settings: Settings, folder: Path, partial: Path) -> int:
    dump = _dump(settings, folder)
    partial.touch(0o600)
    with tarfile.open(partial, "w:gz", compresslevel=6) as archive:
        archive.add(dump, dump.name)
        kept = _add_files(settings, archive)
        about = Manifest(__version__, _revision(settings), dump.name, digest(dump), int(time.time() * 1000), kept)
        _add_bytes(archive, MANIFEST, msgspec.json.encode(about))
    return kept


def _dump(settings: Settings, folder: Path) -> Path:
    if settings.database_url.startswith("postgres"):
        program("pg_dump", "--format=custom", f"--file={folder / POSTGRES}", settings.database_url)
        return folder / POSTGRES
    reader = sqlite3.connect(f"file:{settings.folder / SQLITE}?mode=ro", uri=True)
    copy = sqlite3.connect(folder / SQLITE)
    with contextlib.closing(reader), contextlib.closing(copy):
        # At one go: it sees one moment and keeps no writer waiting. In slices it would begin anew after every foreign write.
        reader.backup(copy)
    return folder / SQLITE


def _revision(settings: Settings) -> str:
    """The database's own, which is older than the program's when `migrate` saves it first."""
    db = house.database(settings)
    engine = db.sync_engine()
    try:
        with engine.connect() as connection:
            return migrating.revision(connection) or ""
    finally:
        engine.dispose()


def program(name: str, *args: str) -> None:
    """Run one of PostgreSQL's own tools. Raises Unavailable with its words."""
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
        if not _KEPT.fullmatch(path.name):
            continue
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


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
