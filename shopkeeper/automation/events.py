"""The facts this room announces."""

from shopkeeper.kit.events import Fact


class SavedReplyChanged(Fact, frozen=True):
    """A saved reply was added, changed or removed."""

    saved_reply_id: str
