"""What can go wrong in this room, in its own words."""

from shopkeeper.kit import errors


class NoSuchReply(errors.NotFound):
    """There is no such saved reply. It may have been removed by a colleague."""


class ShortcutTaken(errors.Conflict):
    """Another saved reply has this shortcut. Choose a different one."""

    kind = "shortcut_taken"


class NotYours(errors.Forbidden):
    """A colleague wrote this saved reply. Ask them or a lead to change it, or save your own beside it."""
