"""A desk of an earlier release, as its owner left it: closed, with its files, on either database."""

import gzip
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.desks import Desk, prepared
from tests.servers import Postgres
from tests.upgrades import dumps, tomorrow
from tests.upgrades.keeping import RELEASES, SECRET

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)]
VERSIONS = sorted(path.name for path in RELEASES.iterdir())


@dataclass(frozen=True)
class Old:
    """`seen` is what an agent saw on it."""

    desk: Desk
    kind: str
    version: str

    @property
    def seen(self) -> Any:
        return json.loads(gzip.decompress((RELEASES / self.version / f"{self.kind}.json.gz").read_bytes()))

    @property
    def url(self) -> str:
        return str(self.desk.environ.get("SHOPKEEPER_DATABASE_URL", f"sqlite:///{self.desk.data}/shopkeeper.db"))

    def engine(self) -> sa.Engine:
        return engine(self.url)


def engine(url: str) -> sa.Engine:
    if url.startswith("sqlite"):
        return sa.create_engine(url, connect_args={"isolation_level": None}, poolclass=sa.NullPool)
    return sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=sa.NullPool)


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=KINDS)
def old(request: pytest.FixtureRequest, version: str, tmp_path: Path) -> Iterator[Old]:
    folder = RELEASES / version
    if request.param == "sqlite":
        desk = prepared(tmp_path, secret=SECRET, demo="true")
        _files(folder / "sqlite.files.tar.gz", desk.data)
        dumps.load_sqlite(folder / "sqlite.sql.gz", desk.data / "shopkeeper.db")
        yield Old(desk, "sqlite", version)
        desk.close()
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create_database("template0")
    desk = prepared(tmp_path, secret=SECRET, demo="true", database_url=url)
    _files(folder / "postgresql.files.tar.gz", desk.data)
    dumps.load_postgres(folder / "postgresql.sql.gz", url)
    yield Old(desk, "postgresql", version)
    desk.close()
    server.drop_database(url)


@pytest.fixture
def new(old: Old, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the same kind."""
    if old.kind == "sqlite":
        yield f"sqlite:///{tmp_path}/new.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create_database("template0")
    yield url
    server.drop_database(url)


@pytest.fixture
def next_release(tmp_path: Path) -> tomorrow.Tomorrow:
    return tomorrow.made(tmp_path / "tomorrow")


def _files(archive: Path, data: Path) -> None:
    data.mkdir()
    with tarfile.open(archive) as opened:
        opened.extractall(data, filter="data")
