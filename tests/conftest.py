"""Real servers as fixtures, one of each for a whole run (and worker); see tests/servers.py and tests/browser.py."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import TypeVar

import pytest

from tests import browser, servers

T = TypeVar("T")


def entered(stack: ExitStack, server: AbstractContextManager[T]) -> T:
    """Skip where the program is missing. What a running server raises later is never taken for that."""
    try:
        return stack.enter_context(server)
    except servers.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgres() -> Iterator[servers.Postgres]:
    with ExitStack() as stack:
        yield entered(stack, servers.postgres())


@pytest.fixture(scope="session")
def nats() -> Iterator[str]:
    with ExitStack() as stack:
        yield entered(stack, servers.nats())


@pytest.fixture(scope="session")
def dovecot() -> Iterator[servers.MailStore]:
    with ExitStack() as stack:
        yield entered(stack, servers.dovecot())


@pytest.fixture(scope="session")
def postfix(dovecot: servers.MailStore) -> Iterator[servers.MailServer]:
    with ExitStack() as stack:
        yield entered(stack, servers.postfix(dovecot))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Ask for it in every test that drives a browser: it skips where there is none."""
    try:
        return browser.chromium_path()
    except servers.Missing as missing:
        pytest.skip(str(missing))
