"""The language the demo's stories are written in: people, and what happens to them when. Pure data, no verbs.

Every time is told from the morning the demo is opened: `ago(46)` is 46 minutes before, `day(9, "16:20")` a clock time
nine days before, `soon(90)` in an hour and a half. So the desk looks like this morning on whatever day it is played.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

ZONE = ZoneInfo("Europe/Copenhagen")


class When(msgspec.Struct, frozen=True):
    """Minutes from now (negative: before) when `clock` is None, else `days` before today at that clock time."""

    minutes: float = 0
    days: int = 0
    clock: str | None = None

    def at(self, now: int) -> int:
        """Milliseconds UTC."""
        if self.clock is None:
            return now + round(self.minutes * 60_000)
        today = datetime.fromtimestamp(now / 1000, ZONE).date()
        moment = datetime.combine(today - timedelta(days=self.days), time.fromisoformat(self.clock), ZONE)
        return int(moment.timestamp() * 1000)


def ago(minutes: float) -> When:
    return When(minutes=-minutes)


def soon(minutes: float) -> When:
    return When(minutes=minutes)


def day(days: int, clock: str) -> When:
    return When(days=days, clock=clock)


def ahead(days: int, clock: str) -> When:
    return When(days=-days, clock=clock)


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody the shop knows. `email` proven when mail from it passed its checks; `visitor` is their chat's cookie."""

    key: str
    name: str = ""
    email: str | None = None
    visitor: str | None = None
    phone: str | None = None
    about: str = ""
    locale: str = "en"
    regular: bool = False


class Forward(msgspec.Struct, frozen=True):
    name: str
    email: str


class Moment(msgspec.Struct, frozen=True, tag=True):
    """Something that happens in a story, at `when`."""

    when: When


class Mail(Moment, frozen=True):
    """They write a mail. `files` are names in `attachments/`; `automatic` says why nobody should answer it."""

    text: str
    subject: str = ""
    folded: str | None = None
    html: str | None = None
    files: tuple[str, ...] = ()
    cc: tuple[tuple[str, str], ...] = ()
    forwarded: Forward | None = None
    automatic: str | None = None
    spam: bool = False


class Chat(Moment, frozen=True):
    """They write in the corner of the shop's page."""

    text: str


class Promised(Moment, frozen=True):
    """When we shall have answered what they just wrote."""

    due: When


class Answer(Moment, frozen=True):
    """We answer by the channel of their last word. `state` is how far it got, `side_to` somebody else it goes to."""

    by: str
    text: str
    state: str = "delivered"
    reason: str | None = None
    advice: str | None = None
    side_to: tuple[str, str] | None = None


class Note(Moment, frozen=True):
    """A word between colleagues; `mentions` are keys of keepers."""

    by: str
    text: str
    mentions: tuple[str, ...] = ()


class Act(Moment, frozen=True):
    """An agent does something: `verb` is a key of `acting.ACTS`, `to` and `until` whatever that act needs."""

    by: str
    verb: str
    to: str = ""
    until: When | None = None


class Chore(Moment, frozen=True):
    """A task beside the talk; `done` when somebody ticked it."""

    by: str
    text: str
    owner: str
    due: When
    done: When | None = None


class Story(msgspec.Struct, frozen=True):
    """One customer and what happened with them, in the order it happened."""

    customer: Customer
    moments: tuple[Moment, ...]
