"""NATS."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers.running import Running, free_port, home, program, running


@contextmanager
def nats() -> Iterator[str]:
    """A NATS server; gives its address."""
    with broker() as (address, _):
        yield address


@contextmanager
def broker() -> Iterator[tuple[str, Running]]:
    """The same, together with the server itself, to be killed and started again."""
    server, port = program("nats-server", "nats-server"), free_port()
    words = [server, "-a", "127.0.0.1", "-p", str(port)]
    with home() as folder, running(words, ports=[port], log=folder / "log") as started:
        yield f"nats://127.0.0.1:{port}", started
