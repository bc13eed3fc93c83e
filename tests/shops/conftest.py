"""One open Vendure for all tests of a run: each brings customers of its own."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.conftest import entered
from tests.servers.vendure import Vendure, vendure


@pytest.fixture(scope="session")
def loom() -> Iterator[Vendure]:
    with ExitStack() as stack:
        yield entered(stack, vendure())
