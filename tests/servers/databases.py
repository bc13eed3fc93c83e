"""PostgreSQL, one of our own or the one that is named."""

import os
import pwd
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.running import AS_ROOT, DidNotStart, Running, first_user, free_port, home, program, running

POSTGRES_VARIABLE = "SHOPKEEPER_TEST_POSTGRES"
POSTGRES_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "jit": "off",
    # What is thrown away at the end need not survive a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL to make databases on. `url` reaches its maintenance database; `server` is there when it is our own."""

    url: str
    templates: set[str] = field(default_factory=set)
    server: Running | None = None

    def sql(self, statement: str) -> None:
        import psycopg

        for patience in range(100, -1, -1):
            try:
                with psycopg.connect(self.url, autocommit=True) as connection:
                    connection.execute(statement.encode())
                return
            except psycopg.OperationalError as error:
                # Its port answers a moment before the server does.
                if not patience or "starting up" not in str(error):
                    raise
                time.sleep(0.1)

    def url_of(self, name: str) -> str:
        return self.url.rsplit("/", 1)[0] + "/" + name

    def create_database(self, template: str = "template1") -> str:
        """A new database as a copy of a template (some 30 ms). Returns its address."""
        name = f"t_{secrets.token_hex(6)}"
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url_of(name)

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """A template of this name; at first use `prepare` is given its address to fill it."""
        if name not in self.templates:
            self.sql(f'CREATE DATABASE "{name}"')
            prepare(self.url_of(name))
            self.templates.add(name)
        return name

    def drop_database(self, url: str) -> None:
        self.sql(f'DROP DATABASE IF EXISTS "{url.rsplit("/", 1)[1]}" WITH (FORCE)')


def postgres_folders() -> list[str]:
    return [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


@contextmanager
def postgres(*, own: bool = False, **settings: str) -> Iterator[Postgres]:
    """The PostgreSQL named by SHOPKEEPER_TEST_POSTGRES, or (always with `own`) one of our own with these settings."""
    if not own and (known := os.environ.get(POSTGRES_VARIABLE)):
        yield Postgres(known)
        return
    initdb, server = (program(name, "postgresql", *postgres_folders()) for name in ("initdb", "postgres"))
    user = first_user("postgres", "nobody") if AS_ROOT else None
    with home(user) as folder:
        data, port = folder / "data", free_port()
        make_cluster(initdb, data, user)
        settings = [
            word for name, value in {**POSTGRES_SETTINGS, **settings}.items() for word in ("-c", f"{name}={value}")
        ]
        command = [server, "-D", data, "-p", str(port), *settings]
        with running(command, ports=[port], log=folder / "log", user=user, stop=signal.SIGQUIT) as server:
            yield Postgres(f"postgresql://shopkeeper@127.0.0.1:{port}/postgres", server=server)


def make_cluster(initdb: str, data: Path, user: pwd.struct_passwd | None) -> None:
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    options = ["--username=shopkeeper", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [initdb, "-D", str(data), *options]
    done = subprocess.run(command, capture_output=True, cwd=data.parent, check=False, **as_user)  # type: ignore[call-overload]
    if done.returncode:
        raise DidNotStart(done.stderr.decode(errors="replace"))
