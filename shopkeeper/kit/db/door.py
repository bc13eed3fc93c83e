"""`open` a database by its address; both kinds keep the same door."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from shopkeeper.kit import clock as clocks
from shopkeeper.kit import watching
from shopkeeper.kit.db.together import Together
from shopkeeper.kit.db.tx import Tx

P = ParamSpec("P")
T = TypeVar("T")


class Db(ABC):
    """The door. `dialect` is "sqlite" or "postgresql"; `on_news` and `on_work` are called on the loop after commits."""

    dialect: str
    clock: clocks.Clock
    on_news: list[Callable[[], None]]
    on_work: list[Callable[[], None]]

    def __init__(self) -> None:
        self._together: dict[Callable[..., Any], Together] = {}

    @abstractmethod
    async def write(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the verb in a transaction of its own; when this returns, what it wrote is on disk."""

    async def write_together(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for a small verb, a function of a module, that thousands may ask for at once: they share a transaction."""
        if watching.on():
            # A span tells of one verb.
            return await self.write(verb, *args, **kwargs)
        together = self._together.get(verb)
        if together is None:
            together = self._together[verb] = Together(self.write, verb)
        return await together.ask(args, kwargs)  # type: ignore[no-any-return]

    @abstractmethod
    async def write_background(self, verb: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same, after everybody who waits in front of a screen."""

    @abstractmethod
    async def read(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query that writes nothing. On SQLite it sees one moment; on PostgreSQL each statement sees the newest."""

    @abstractmethod
    async def glance(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`read` for a query that touches a handful of rows by their keys: SQLite answers it without a change of threads."""

    @abstractmethod
    async def close(self) -> None: ...

    @abstractmethod
    async def create(self) -> None:
        """Make every table. For tests; installations migrate."""

    @abstractmethod
    def sync_engine(self) -> Any:
        """A SQLAlchemy engine for migrations and reports, used while no verb runs."""


def open(url: str | Path, *, clock: clocks.Clock = clocks.now, pool: int = 8) -> Db:
    """A database by `postgresql://…`, `sqlite:///path` or a plain path. Opens connections lazily, on the running loop."""
    address = str(url)
    if address.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        from shopkeeper.kit.db.postgres import PostgresDb

        return PostgresDb(address, clock=clock, pool=pool)
    from shopkeeper.kit.db.sqlite import SqliteDb

    return SqliteDb(Path(address.removeprefix("sqlite:///")), clock=clock)
