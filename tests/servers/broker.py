"""NATS."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers.running import free_port, home, program, running


@contextmanager
def nats() -> Iterator[str]:
    """A NATS server; gives its address."""
    server, port = program("nats-server", "nats-server"), free_port()
    with home() as folder, running([server, "-a", "127.0.0.1", "-p", str(port)], ports=[port], log=folder / "log"):
        yield f"nats://127.0.0.1:{port}"
