"""What can go wrong between us and a shop, in words that say what to do next."""

from __future__ import annotations

from shopkeeper.kit import errors
from shopkeeper.kit.errors import Busy, Unavailable

__all__ = [
    "AlreadyAsked",
    "BadAmount",
    "Busy",
    "CannotDo",
    "Decided",
    "ForeignCurrency",
    "Ignored",
    "NoSuchAdapter",
    "NoSuchApproval",
    "NoSuchIntent",
    "NoSuchLine",
    "NoSuchOrder",
    "NoSuchStore",
    "NoSuchVariant",
    "NotAllowed",
    "NotOurs",
    "OtherConversation",
    "OtherCurrency",
    "PolicyMoved",
    "Stale",
    "StoreNeedsOwner",
    "StoreRefused",
    "StoreUnsure",
    "TooMuch",
    "Unavailable",
    "Unreadable",
]


class NoSuchStore(errors.NotFound):
    """There is no such store here."""


class NoSuchOrder(errors.NotFound):
    """We know no such order. It may not have been synced yet: ask the store again from the order's page."""


class NoSuchLine(errors.NotFound):
    """This order has no such line (any more). Load the order again."""


class NoSuchVariant(errors.NotFound):
    """The shop does not offer this any more. Choose another."""


class NoSuchIntent(errors.NotFound):
    """There is no such action."""


class NoSuchApproval(errors.NotFound):
    """Nobody asked for this approval."""


class BadAmount(errors.Invalid):
    """An amount that cannot be read."""

    def __init__(self, written: str, currency: str) -> None:
        super().__init__(f"“{written[:40]}” is no amount of {currency}. Write it like 12.50.")


class OtherCurrency(errors.Invalid):
    """Two amounts of two currencies."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"One amount is in {one}, the other in {other}: they are neither added nor compared.")


class ForeignCurrency(OtherCurrency):
    """An amount in another currency than the order it is about, or than the other amounts beside it."""

    def __init__(self, ours: str, theirs: str) -> None:
        errors.Invalid.__init__(self, f"This is in {ours}. Write the amount in {ours}, not in {theirs}.")


class OtherConversation(errors.Invalid):
    """This conversation is with somebody else. Pin the order beside it first, or act from the customer's own conversation."""


class Decided(errors.Conflict):
    """A colleague decided about this meanwhile; `detail` says who, and what."""


class TooMuch(errors.Invalid):
    """More than is left: of the money paid, or of the pieces bought."""


class NotAllowed(errors.Forbidden):
    """What the shop's policy does not let this agent do alone; `detail` says which rule, and who may."""


class Stale(errors.Conflict):
    """The order changed since you looked at it. See what is new, then decide again."""


class CannotDo(errors.Conflict):
    """The order is not in a state for this (shipped orders cannot be edited); `detail` says what can be done instead."""


class AlreadyAsked(errors.Conflict):
    """A colleague is doing this to the same order just now."""


class PolicyMoved(errors.Conflict):
    """Somebody changed the policy while you wrote. Look at what is new, then set yours again."""


class StoreRefused(errors.Invalid):
    """The shop itself said no; `detail` is what it said. Trying again will not help."""


class StoreUnsure(errors.Failure):
    """The shop may or may not have done it: its answer was lost. It is looked up before anything is repeated."""

    # Not Unavailable on purpose: whoever catches that one would simply try again.
    kind = "unsure"
    title = "Not sure yet"


class StoreNeedsOwner(errors.Conflict):
    """The shop does not let us in any more (a revoked or narrowed token). An administrator must connect it again."""


class NoSuchAdapter(errors.Invalid):
    """This installation has no store of that kind."""


class NotOurs(errors.Forbidden):
    """The shop did not sign this."""


class Ignored(errors.Failure):
    """A webhook that concerns us not; `detail` says what it was."""


class Unreadable(errors.Invalid):
    """A webhook we cannot read; it is kept, with what was wrong."""
