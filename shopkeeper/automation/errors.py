"""What can go wrong in this room, in its own words."""

from shopkeeper.kit import errors


class NoSuchMacro(errors.NotFound):
    """There is no such macro. It may have been removed by a colleague."""


class ShortcutTaken(errors.Conflict):
    """Another macro has this shortcut. Choose a different one."""

    kind = "shortcut_taken"


class NotYours(errors.Forbidden):
    """A colleague wrote this macro. Ask them or a lead to change it, or save your own beside it."""


class BadTemplate(errors.Invalid):
    """These words cannot be filled in. Look at the braces and the names between them."""


class HasGaps(errors.Invalid):
    """Something is still missing in these words. Fill the gaps in or take them out, then send."""


class NoSuchAct(errors.Invalid):
    """A macro cannot do this here."""


class NoSuchRun(errors.NotFound):
    """There is no such run of a macro."""


class NoOrder(errors.Invalid):
    """This macro does something to an order. Choose which one it is about."""
