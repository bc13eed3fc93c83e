"""The nouns of this room. Frozen, without I/O. Times are milliseconds UTC, ids 26-character text."""

from enum import Enum

import msgspec

# What a token may do stands in its first letters: they are part of what is hashed, so nobody changes them.
TOKEN_START = "sk_"
READS_ONLY = "skr_"


class Role(Enum):
    """What somebody may do. Each role may do all that the ones after it may."""

    admin = "admin"
    lead = "lead"
    agent = "agent"


class AgentState(Enum):
    """`invited` has no password yet; `disabled` keeps their name on old answers and may not sign in."""

    active = "active"
    invited = "invited"
    disabled = "disabled"


class Here(Enum):
    """Whether somebody sits at the desk now: `away` has it open but stepped out, `gone` has no window open."""

    here = "here"
    away = "away"
    gone = "gone"


class Alerts(msgspec.Struct, frozen=True):
    """How an agent wants to be told. `mail` reaches them only while they are not here."""

    desktop: bool = True
    mail: bool = True
    sound: bool = True


class Agent(msgspec.Struct, frozen=True):
    """Somebody who works here. `inboxes` None means all of them; an admin sees all in any case."""

    id: str
    email: str
    name: str
    role: Role
    inboxes: tuple[str, ...] | None
    locale: str
    colour: str
    state: AgentState
    totp: bool
    created_at: int
    alerts: Alerts = Alerts()


class Colleague(msgspec.Struct, frozen=True):
    """What every agent may know of the others."""

    id: str
    name: str
    colour: str
    role: Role
    state: AgentState
    here: Here = Here.gone


class Interval(msgspec.Struct, frozen=True, order=True):
    """Open on weekday `day` (0 = Monday) from `opens` up to, not including, `closes` on the wall clock; "24:00" is midnight."""

    day: int
    opens: str
    closes: str


class Holiday(msgspec.Struct, frozen=True, order=True):
    """A date ("2026-12-25") on which the shop is closed all day."""

    date: str
    name: str


class Hours(msgspec.Struct, frozen=True):
    """When the shop answers. `timezone` is an IANA name; `always` overrules intervals and holidays."""

    id: str
    name: str
    timezone: str
    intervals: tuple[Interval, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    always: bool = False


class Brand(msgspec.Struct, frozen=True):
    """One shop, with its own voice. `reopen_days`: how long a closed conversation reopens at the next word."""

    id: str
    name: str
    colour: str
    locale: str
    logo: str | None
    site: str | None
    signature_text: str
    signature_html: str
    hours_id: str | None
    reply_time: str
    privacy_url: str | None
    reopen_days: int


class Team(msgspec.Struct, frozen=True):
    """Agents who share work. `members` are agent ids."""

    id: str
    name: str
    members: tuple[str, ...]


class Visit(msgspec.Struct, frozen=True):
    """Where a request came from: `network` is the caller's address, `device` its User-Agent."""

    network: str
    device: str


class Session(msgspec.Struct, frozen=True):
    """A window somebody signed in from. `place` is the network, `device` words like "Firefox on Linux"."""

    id: str
    device: str
    place: str
    created_at: int
    seen_at: int
    expires_at: int
    current: bool = False


class Token(msgspec.Struct, frozen=True):
    """A bearer token. `start` is the first characters, to tell it from others; the rest is never stored."""

    id: str
    name: str
    start: str
    created_at: int
    used_at: int | None
    expires_at: int | None
    reads_only: bool = False


class Invitation(msgspec.Struct, frozen=True):
    """What the person who follows an invitation link sees before they choose a password."""

    email: str
    name: str
    role: Role
    expires_at: int


class SetupSteps(msgspec.Struct, frozen=True):
    """The first-run wizard: which steps are behind us."""

    owner: bool
    brand: bool
    mailbox: bool
    widget: bool
    colleagues: bool
    hours: bool
