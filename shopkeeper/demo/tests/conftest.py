"""The demo keeps promises of its own making and a shelf of its own; the tests after it must not."""

from collections.abc import Iterator

import pytest

from shopkeeper import commerce, conversations
from shopkeeper.commerce.testing import close_shelf
from shopkeeper.demo import shelving


@pytest.fixture(autouse=True)
def promises() -> Iterator[None]:
    before = conversations.replace_promise(lambda tx, brand_id, at, live: None)
    conversations.replace_promise(before)
    yield
    conversations.replace_promise(before)


@pytest.fixture(autouse=True)
def a_shelf_of_its_own() -> Iterator[None]:
    conversations.BODIES.update(commerce.ENTRIES)
    close_shelf(shelving.NAME)
    yield
    close_shelf(shelving.NAME)
