"""What open windows are given when a saved reply changes."""

from typing import Any

from shopkeeper.automation import store
from shopkeeper.automation.events import SavedReplyChanged
from shopkeeper.kit import live
from shopkeeper.kit.db import Tx


def _saved_reply(tx: Tx, fact: SavedReplyChanged) -> dict[str, Any]:
    found = store.one(tx, fact.saved_reply_id)
    return {"saved_replies": [found]} if found else {"removed": [fact.saved_reply_id]}


live.shows[SavedReplyChanged] = _saved_reply
