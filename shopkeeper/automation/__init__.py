"""How work is moved without hands.

For now this room keeps the saved replies: words that are needed often, under a short name that an agent types instead.
Rules, routing, promises and flows will live here too.
"""

from shopkeeper.automation import showing
from shopkeeper.automation.events import SavedReplyChanged
from shopkeeper.automation.macros import (
    NewSavedReply,
    SavedReplyChange,
    add_saved_reply,
    change_saved_reply,
    remove_saved_reply,
    saved_replies,
    saved_reply,
)
from shopkeeper.automation.model import SavedReply

__all__ = [
    "NewSavedReply",
    "SavedReply",
    "SavedReplyChange",
    "SavedReplyChanged",
    "add_saved_reply",
    "change_saved_reply",
    "remove_saved_reply",
    "saved_replies",
    "saved_reply",
    "showing",
]
