"""A store of files passes the examination every store passes, as far as a store can that nobody can ask."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from shopkeeper.commerce.adapters.csv_files import store
from shopkeeper.commerce.adapters.csv_files.tests.far import FarFiles
from shopkeeper.commerce.contract import FarShop, StoreContract, some_store
from shopkeeper.commerce.errors import NotOurs
from shopkeeper.commerce.model import Post


class TestCsv(StoreContract):
    adapter = store
    signed = False
    troubles = frozenset({"failing", "dead"})

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        yield FarFiles()

    def test_a_changed_or_unsigned_webhook_is_refused(self) -> None:
        """It has no webhooks: whatever is posted is refused."""
        with pytest.raises(NotOurs):
            self.adapter.verify(Post(store=some_store("csv"), body=b"{}"))
