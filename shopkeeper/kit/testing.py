"""What tests stand on: a fresh database of each kind, a clock to set, coroutines as tests, a real application.

Use it as a pytest plugin (`-p shopkeeper.kit.testing`). PostgreSQL joins in where SHOPKEEPER_TEST_POSTGRES names a server
(`postgresql://superuser@host:port/postgres`); every test gets an empty database there.
"""

import asyncio
import hashlib
import inspect
import os
import shutil
import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from shopkeeper.kit import db as databases
from shopkeeper.kit import files as filing
from shopkeeper.kit import ids
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.db import Db, schema
from shopkeeper.kit.house import House
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub
from shopkeeper.kit.settings import Settings

POSTGRES = "SHOPKEEPER_TEST_POSTGRES"
MORNING = 1_773_300_000_000
"""Thursday 12 March 2026, 07:20 UTC."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests, each in a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


class NoNetwork:
    """Any socket opened while this holds is an error."""

    def __enter__(self) -> None:
        self._connect, self._lookup = socket.socket.connect, socket.getaddrinfo
        setattr(socket.socket, "connect", self._refuse)  # noqa: B010  assigning a method is what mypy refuses
        setattr(socket, "getaddrinfo", self._refuse)  # noqa: B010

    def __exit__(self, *_: object) -> None:
        setattr(socket.socket, "connect", self._connect)  # noqa: B010
        setattr(socket, "getaddrinfo", self._lookup)  # noqa: B010

    @staticmethod
    def _refuse(*_: object, **__: object) -> None:
        raise AssertionError("Somebody used the network where none may be used.")


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(MORNING)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, shelf: Path, clock: SettableClock) -> Iterator[Db]:
    """An empty database with every table of every room imported so far."""
    if request.param == "sqlite":
        shutil.copyfile(_empty_sqlite(shelf), tmp_path / "shopkeeper.db")
        yield from _used(databases.open(tmp_path / "shopkeeper.db", clock=clock))
        return
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"no PostgreSQL: set {POSTGRES}")
    url = _taken(server)
    yield from _used(databases.open(url, clock=clock, pool=4))
    _given_back(server, url)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a run keeps what is made once and copied for each test."""
    return tmp_path_factory.mktemp("shelf")


def _empty_sqlite(shelf: Path) -> Path:
    """A file with today's tables: to copy it costs a hundredth of making it."""
    path = shelf / f"{_shape()}.db"
    if not path.exists():
        db = databases.open(path)
        asyncio.run(db.create())
        asyncio.run(db.close())
    return path


def _used(db: Db) -> Iterator[Db]:
    try:
        yield db
    finally:
        asyncio.run(db.close())


def _administer(server: str, *statements: str) -> None:
    engine = sa.create_engine("postgresql+psycopg://" + server.partition("://")[2], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


_free: dict[str, list[str]] = {}
_shapes: dict[str, str] = {}


def _shape() -> str:
    """Of the tables known today: rooms that are imported later bring more."""
    return hashlib.sha256(repr(sorted(schema.metadata.tables)).encode()).hexdigest()[:8]


def _taken(server: str) -> str:
    """An empty database with today's tables. Emptied ones are taken again: making one costs ten times as much."""
    shape = _shape()
    if _free.get(shape):
        return _free[shape].pop()
    name = f"sk_{ids.new()}"
    _administer(server, f"CREATE DATABASE {name}")
    url = f"{server.rpartition('/')[0]}/{name}"
    _shapes[url] = shape
    engine = _engine(url)
    with engine.begin() as connection:
        schema.create(connection)
    engine.dispose()
    return url


def _given_back(server: str, url: str) -> None:
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql("SET LOCAL lock_timeout = '2s'")
            connection.exec_driver_sql(_EMPTY)
        _free.setdefault(_shapes[url], []).append(url)
    except sa.exc.SQLAlchemyError:
        _administer(server, f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")
    finally:
        engine.dispose()


def _engine(url: str) -> sa.Engine:
    return sa.create_engine("postgresql+psycopg://" + url.partition("://")[2])


_EMPTY = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DELETE FROM ' || quote_ident(one.tablename);
  END LOOP;
  FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE 'ALTER SEQUENCE ' || quote_ident(one.sequencename) || ' RESTART';
  END LOOP;
END $$
"""


def pytest_sessionfinish() -> None:
    server = os.environ.get(POSTGRES)
    for url in _shapes if server else ():
        _administer(str(server), f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=str(tmp_path), secret="a secret for tests only", public_url="http://desk.example.org")  # noqa: S106


@pytest.fixture
def files(settings: Settings) -> filing.Files:
    return filing.open(settings)


@pytest.fixture
def ctx(database: Db, files: filing.Files, settings: Settings) -> Ctx:
    """What handlers and applications are given. The hub is not started: `async with live(ctx)` does."""
    return Ctx(database, files, settings, Hub(database))


class live:
    """`async with live(ctx):` runs the hub, so that subscriptions hear what is committed."""

    def __init__(self, ctx: Ctx) -> None:
        self._hub: Any = ctx.hub

    async def __aenter__(self) -> Hub:
        await self._hub.start()
        return self._hub  # type: ignore[no-any-return]

    async def __aexit__(self, *_: object) -> None:
        await self._hub.stop()


class _Served:
    """An application and whom it serves now. It stands in for their ctx, so that the next one can be served by it."""

    def __init__(self, of: House, ctx: Ctx) -> None:
        self.serve(of, ctx)
        self.app = replace(of, identifier=lambda *_: self._identified).app(self)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ctx, name)

    async def _identified(self, connection: Any) -> Any:
        return await self.identify(connection)

    def serve(self, of: House, ctx: Ctx) -> None:
        # The house is held, so that no other can ever be known by the same ids.
        self.of, self.ctx, self.identify, self.taken = of, ctx, of.identifier(ctx.db, ctx.settings), True

    def hand(self) -> None:
        """What the routes ask for by name is of whom it serves now."""
        ctx = self.ctx
        handed = {"db": ctx.db, "ctx": ctx, "hub": ctx.hub, "files": ctx.files, "settings": ctx.settings}
        for name, value in handed.items():
            self.app.dependencies[name].dependency = lambda value=value: value


_applications: dict[Any, list[_Served]] = {}


def application(routes: Sequence[Any], ctx: Ctx, *, identify: Any, allows: Any) -> Any:
    """`http.build` for tests."""
    return served(House(routes, lambda *_: identify, allows), ctx)


def served(house: House, ctx: Ctx) -> Any:
    """`house.app(ctx)` for tests. To enter a route into an application costs a millisecond, to ask it a tenth of one: so an
    application serves one test after the other, and within a test whoever asks for the same."""
    built = _applications.setdefault((*map(id, house.routes), house.allows, ctx.settings.secure), [])
    found = next((one for one in built if one.taken and one.ctx is ctx), None)
    found = found or next((one for one in built if not one.taken), None)
    if found is None:
        built.append(found := _Served(house, ctx))
    found.serve(house, ctx)
    found.hand()
    return found.app


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    leave_applications()


def leave_applications() -> None:
    """Whoever was served is gone: the next may be."""
    for one in (one for built in _applications.values() for one in built):
        one.taken = False
