"""Where the sync of a shop stands."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from shopkeeper.kit.errors import Failure

# The search index lags behind the shop by seconds: what changed just before the last look is looked at again.
OVERLAP = 60_000


class Cursor(Struct, frozen=True, omit_defaults=True):
    """Orders changed at `since` (ms UTC) or later, on the page `after`; `newest` is the newest seen.

    Or, in a first sync: at `offset` bytes of the file that the bulk operation `bulk` writes.
    """

    since: int = 0
    after: str | None = None
    newest: int = 0
    bulk: str = ""
    offset: int = 0

    def written(self) -> str:
        return msgspec.json.encode(self).decode()


def read(written: str | None) -> Cursor:
    """Raises Failure for what is no cursor."""
    try:
        return msgspec.json.decode(written or "{}", type=Cursor)
    except msgspec.MsgspecError as error:
        raise Failure("The place where the sync stood cannot be read: let it begin anew.") from error
