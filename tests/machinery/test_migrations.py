"""The one line of revisions makes exactly what the rooms' tables say, on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from shopkeeper.kit import migrating
from tests.machinery.shapes import shape
from tests.servers import POSTGRES_VARIABLE, Postgres

ROOT = Path(__file__).parents[2]
if not (ROOT / "shopkeeper" / "main.py").exists():
    pytest.skip("shopkeeper/main.py is not there yet", allow_module_level=True)

from shopkeeper import main  # noqa: E402


@pytest.fixture(autouse=True)
def tables() -> None:
    main.tables()


def on_sqlite(path: Path) -> sa.Engine:
    """As kit.db opens it: the driver begins no transaction by itself."""
    options = {"isolation_level": None, "timeout": 10}
    return sa.create_engine(f"sqlite:///{path}", connect_args=options, poolclass=sa.NullPool)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[sa.Engine, sa.Engine]]:
    """Two empty databases of a kind."""
    if request.param == "sqlite":
        yield on_sqlite(tmp_path / "one.db"), on_sqlite(tmp_path / "two.db")
        return
    server: Postgres = request.getfixturevalue("postgres")
    urls = [server.create_database(), server.create_database()]
    pair = [sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://")) for url in urls]
    yield pair[0], pair[1]
    for engine, url in zip(pair, urls, strict=True):
        engine.dispose()
        server.drop_database(url)


def no_backup() -> None:
    raise AssertionError("a new database has nothing to lose")


def test_the_revisions_make_what_the_tables_say(engines: tuple[sa.Engine, sa.Engine]) -> None:
    migrated, created = engines
    migrating.run(migrated, "head")
    address = created.url.render_as_string(hide_password=False)
    subprocess.run([sys.executable, "-m", "tests.machinery.creating", address], cwd=ROOT, check=True)
    with migrated.connect() as one, created.connect() as two:
        assert shape(one) == shape(two)
        assert migrating.standing(one) is migrating.standing(two) is migrating.Standing.current


def test_a_foreign_database_is_left_alone(engines: tuple[sa.Engine, sa.Engine]) -> None:
    engine = engines[0]
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE somebody_elses (name text)")
    with pytest.raises(migrating.ForeignSchema):
        migrating.require_current(engine)
    with pytest.raises(migrating.ForeignSchema):
        migrating.upgrade(engine, backup=no_backup)


def test_a_new_database_needs_no_backup(engines: tuple[sa.Engine, sa.Engine]) -> None:
    assert migrating.upgrade(engines[0], backup=no_backup) == (None, migrating.head())
    assert migrating.upgrade(engines[0], backup=no_backup) == (migrating.head(), migrating.head())


def test_two_processes_may_open_a_new_database_at_once(engines: tuple[sa.Engine, sa.Engine]) -> None:
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda _: migrating.create(engines[0]), range(4)))


def test_serving_makes_a_new_database_once(engines: tuple[sa.Engine, sa.Engine]) -> None:
    engine = engines[0]
    migrating.require_current(engine)
    migrating.require_current(engine)
    with engine.connect() as connection:
        assert migrating.revision(connection) == migrating.head()


def test_an_old_database_is_saved_first_and_not_served(engines: tuple[sa.Engine, sa.Engine]) -> None:
    engine, saved = engines[0], []
    migrating.create(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(migrating.OldSchema):
        migrating.require_current(engine)
    with pytest.raises(Exception, match="0000"):
        migrating.upgrade(engine, backup=lambda: saved.append("saved"))
    assert saved == ["saved"]


def test_the_revisions_are_one_line() -> None:
    scripts = ScriptDirectory.from_config(migrating.config())
    assert scripts.get_heads() == [migrating.head()]
    numbers = [script.revision for script in scripts.walk_revisions()]
    assert numbers == [f"{number:04d}" for number in range(len(numbers), 0, -1)]


def test_postgres_is_tested_where_it_must_be() -> None:
    """Rooms' tests run on PostgreSQL too where its address is known; CI always knows it."""
    if os.environ.get("CI"):
        assert os.environ.get(POSTGRES_VARIABLE)
