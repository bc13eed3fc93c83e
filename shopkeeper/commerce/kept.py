"""Files that wait to be read: their sealed parts, opened one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from shopkeeper.commerce.model import Store
from shopkeeper.commerce.model.files import FilePlan, FileShape
from shopkeeper.commerce.store import given
from shopkeeper.kit import signing
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.files import FileGone, Files
from shopkeeper.kit.text import from_json

SEAL = "store files"


class OpenFile:
    """A file as adapters read it (`sdk.KeptFile`): part by part, the last one kept open."""

    def __init__(self, row: Row, parts: Sequence[tuple[int, int, str]], files: Files) -> None:
        self.id, self.size, self.total = str(row.id), int(row.size), row.total
        # While it is only tried: when it came.
        self.given_at = int(row.given_at or row.created_at)
        self.plan: FilePlan = from_json(row.plan, FilePlan) if row.plan else FilePlan()
        shape = from_json(row.shape, FileShape) if row.shape else FileShape()
        self.names: Sequence[str] = tuple(column.name for column in shape.columns)
        self._parts, self._files = parts, files
        self._held: tuple[int, bytes] = (0, b"")

    async def read(self, at: int) -> bytes:
        """The rest of the part that holds the byte `at`."""
        found = next((one for one in self._parts if one[0] <= at < one[0] + one[1]), None)
        if found is None:
            if at < self.size:
                raise FileGone
            return b""
        begin, _, key = found
        if self._held[0] != begin or not self._held[1]:
            sealed = await self._files.read(key)
            self._held = (begin, await asyncio.to_thread(signing.unseal, sealed, SEAL))
        return self._held[1][at - begin :]


def opened(tx: Tx, row: Row, files: Files) -> OpenFile:
    return OpenFile(row, given.parts(tx, row.id), files)


def importing(tx: Tx, store: Store, files: Files) -> tuple[OpenFile, ...]:
    """What a store's sync shall take in."""
    if not store.abilities.takes_files:
        return ()
    return tuple(opened(tx, row, files) for row in given.importing(tx, store.id))
