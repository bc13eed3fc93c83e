"""What can go wrong between us and a far side, in our words.

Raised by adapters: NotOurs (verify), Ignored and Unreadable (parse), Busy, Unavailable, Refused, NeedsOwner, Unsure (deliver).
"""

from shopkeeper.kit.errors import Busy, Conflict, Failure, Forbidden, Invalid, NotFound, Unavailable

__all__ = [
    "Busy",
    "Ignored",
    "NeedsOwner",
    "NoSuchArrival",
    "NoSuchChannel",
    "NoSuchInbox",
    "NoWay",
    "NotForwarded",
    "NotOurs",
    "NotTheirs",
    "Refused",
    "SomebodyElse",
    "TooLate",
    "Unavailable",
    "Unreadable",
    "Unsupported",
    "Unsure",
]


class NotOurs(Forbidden):
    """The far side did not sign this. Check the secret in the inbox's settings."""


class Ignored(Failure):
    """Nothing for a timeline (a ping, a receipt, our own echo). The message says what it was."""

    kind = "ignored"


class Unreadable(Invalid):
    """This could not be read. It is kept in quarantine and can be tried again after an update."""


class Refused(Invalid):
    """The far side will never take this message as it is. `advice` says what to change."""

    def __init__(self, detail: str = "", *, advice: str | None = None, bad_addresses: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.advice = advice
        self.bad_addresses = bad_addresses


class NeedsOwner(Forbidden):
    """The far side no longer lets us in. Connect this inbox again in Settings, Inboxes."""


class Unsure(Failure):
    """The line went dead after we handed the message over: it may have arrived or not."""

    kind = "unsure"


class NoSuchInbox(NotFound):
    """There is no such inbox."""


class NoSuchArrival(NotFound):
    """There is no such thing in quarantine; it may have been taken in meanwhile."""


class NoSuchChannel(Invalid):
    """There is no such channel in this installation."""


class NotForwarded(Invalid):
    """This message does not say that somebody else wrote it."""


class Unsupported(Invalid):
    """This channel cannot carry that. Nothing was sent."""


class NoWay(Invalid):
    """There is no way to reach this customer: no address is known and the chat is closed. Ask for an address first."""


class NotTheirs(Invalid):
    """Nobody of this conversation is reached by this handle. Choose one of theirs."""


class SomebodyElse(Conflict):
    """Somebody else wrote meanwhile, and your answer would go to them. Say whom it is for, with their `handle_id`.

    `extra.entry` is the newer word, `extra.before` the one that was answered before it (null: there was none).
    """

    kind = "somebody_else"
    title = "Somebody else wrote"


class TooLate(Conflict):
    """It is already on its way and cannot be taken back."""
