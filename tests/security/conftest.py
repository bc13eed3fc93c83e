"""One furnished house a test, on both databases."""

import asyncio
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import passwords
from tests.security.house import House


@pytest.fixture
def house(ctx: Ctx) -> Iterator[House]:
    # A hundred wrong guesses in a test need not cost three seconds of processor.
    passwords.install(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    yield asyncio.run(House(ctx).furnish())
    passwords.install(passwords.OWASP)
