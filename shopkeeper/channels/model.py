"""The nouns of channels: inboxes, what comes in (posts, arrivals) and what goes out (parcels, receipts)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field


class Abilities(Struct, frozen=True, kw_only=True):
    """What a channel can do. Everybody asks this; nobody asks for a channel's name.

    longest_text in characters, longest_file in bytes, reply_window in seconds since the customer's last word (None: for
    ever), undo_seconds how long an answer waits so that the agent may take it back.
    """

    longest_text: int | None = None
    html: bool = False
    files: bool = False
    longest_file: int = 0
    receipts: bool = False
    typing: bool = False
    may_open: bool = False
    reply_window: int | None = None
    subject: bool = False
    cc: bool = False
    undo_seconds: int = 0
    needs_presence: bool = False
    """The words reach the customer only while she is there (a chat); otherwise an answer takes another way."""
    same_key_safe: bool = True
    """Delivering twice with the same key is harmless. SMTP is not: a lost answer is shown as unsure, never repeated blindly."""


class InboxState(StrEnum):
    """`needs_owner`: it stands still until somebody acts on `problem`. `testing`: only tried, nothing is fetched."""

    ok = "ok"
    needs_owner = "needs_owner"
    paused = "paused"
    testing = "testing"


class Inbox(Struct, frozen=True, kw_only=True):
    """One connected account of a channel. `settings` never holds a secret; `problem` says what to do about it."""

    id: str
    kind: str
    name: str
    brand_id: str
    address: str = ""
    state: InboxState = InboxState.ok
    problem: str | None = None
    public_key: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    secrets_set: tuple[str, ...] = ()
    """Names of the secrets that are filled in; their values never leave the house."""
    abilities: Abilities = field(default_factory=Abilities)
    created_at: int = 0


class Post(Struct, frozen=True, kw_only=True):
    """Bytes at the door, with all an adapter may know about them. `secrets` are the inbox's own, opened.

    `context` is what the adapter's own route or line already established (a visitor's session, an IMAP folder); it is
    kept with the raw bytes, so that a replay sees the same. Header names are lower case.
    """

    inbox: Inbox
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    remote: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    received_at: int = 0


class Who(Struct, frozen=True, kw_only=True):
    """Someone, by the handle the channel knows them by. `proven_by` names the proof, None = only claimed.

    `doubtful`: this message could have brought its proof, and did not.
    """

    kind: str
    value: str
    name: str = ""
    display: str = ""
    proven_by: str | None = None
    doubtful: bool = False


class File(Struct, frozen=True, kw_only=True):
    """A file that came or goes: its bytes, or the id of an attachment that was kept before.

    `key` and `size` (bytes) are ours: where the bytes lie once they were put into the file storage.
    """

    name: str
    content_type: str = "application/octet-stream"
    data: bytes = b""
    inline: bool = False
    cid: str | None = None
    attachment_id: str | None = None
    key: str | None = None
    size: int = 0


class Recipient(Struct, frozen=True):
    """One name and address of To, CC, Reply-To …"""

    value: str
    name: str = ""


class ForwardedFrom(Struct, frozen=True, kw_only=True):
    """Whose words these really are, when the sender passed them on."""

    name: str = ""
    email: str = ""
    at: int | None = None
    text: str = ""


class BounceReport(Struct, frozen=True, kw_only=True):
    """A message of ours that did not arrive. `permanent`: the address is no good; else it may work later."""

    permanent: bool
    reason: str
    recipients: tuple[str, ...] = ()
    original: str | None = None
    """The external id of our message, where the report names it."""


class MessageArrived(Struct, frozen=True, kw_only=True, tag="message"):
    """Someone said something. `external_id` is the far side's key of it: the same key is never taken in twice.

    `universal`: the key is the same in every inbox of the brand (a mail sent to two of our mailboxes is one message).
    `answers`: keys of the messages it answers, the nearest first. `named`: the far side's public name of this message,
    which later messages may answer (may repeat, unlike external_id). `addressed`: the addresses it was delivered to.
    """

    external_id: str
    sender: Who
    text: str
    universal: bool = False
    named: str | None = None
    html: str | None = None
    folded: str | None = None
    subject: str | None = None
    at: int | None = None
    entry_id: str | None = None
    """An id the customer's browser chose for the entry."""
    files: tuple[File, ...] = ()
    to: tuple[Recipient, ...] = ()
    cc: tuple[Recipient, ...] = ()
    bcc: tuple[Recipient, ...] = ()
    reply_to: tuple[Recipient, ...] = ()
    answers: tuple[str, ...] = ()
    addressed: tuple[str, ...] = ()
    passed_on: bool = False
    """Marks of a forward: whoever writes this may be a stranger to the talk it mentions."""
    automatic: str | None = None
    bounce: BounceReport | None = None
    forwarded: ForwardedFrom | None = None
    spam: bool = False
    own: bool = False
    """We said this ourselves, elsewhere: it bears our own address as its sender."""
    own_proven: bool = False
    """…and that is sure: it lay in the Sent folder, was imported by the owner, or a trusted host vouches for it."""
    page: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    """What was odd about it, in words."""


class DeliveryChanged(Struct, frozen=True, kw_only=True, tag="delivery"):
    """The far side tells what became of a message of ours: delivered, read or failed."""

    external_id: str
    state: str
    reason: str | None = None
    at: int | None = None


class ReadUntil(Struct, frozen=True, kw_only=True, tag="read"):
    """The customer has seen everything up to this entry."""

    sender: Who
    entry_id: str
    at: int | None = None


class TypingSeen(Struct, frozen=True, kw_only=True, tag="typing"):
    """The customer is typing. Never kept."""

    sender: Who
    text: str | None = None


class SessionClaimed(Struct, frozen=True, kw_only=True, tag="claimed"):
    """Whoever `sender` is says that this other handle is theirs too. `proven_by` None: nobody checked."""

    sender: Who
    claimed: Who


Arrival = MessageArrived | DeliveryChanged | ReadUntil | TypingSeen | SessionClaimed


class Earlier(Struct, frozen=True, kw_only=True):
    """Words that went before, quoted under an answer where the channel does that. `at` is ms UTC."""

    name: str
    at: int
    text: str


class Signature(Struct, frozen=True, kw_only=True):
    """How a brand signs its letters."""

    text: str = ""
    html: str = ""


class Parcel(Struct, frozen=True, kw_only=True):
    """One message on its way out. `key` is the same at every try; `attempt` counts from 1.

    `message_id` is the fixed name it goes by; `answers` the names of the messages it answers, oldest first. `link`
    leads the customer back to the talk on the shop's site. `locale` is the customer's or the brand's language. `author` is
    the shop's name: an inbox's own name is for colleagues.
    """

    key: str
    inbox: Inbox
    entry_id: str
    conversation_id: str
    to: tuple[Recipient, ...]
    text: str
    message_id: str
    at: int
    html: str | None = None
    subject: str | None = None
    cc: tuple[Recipient, ...] = ()
    bcc: tuple[Recipient, ...] = ()
    reply_to: tuple[Recipient, ...] = ()
    files: tuple[File, ...] = ()
    answers: tuple[str, ...] = ()
    author: str = ""
    signature: Signature = Signature()
    earlier: tuple[Earlier, ...] = ()
    link: str | None = None
    locale: str = "en"
    timezone: str = "UTC"
    automatic: bool = False
    attempt: int = 1
    secrets: Mapping[str, str] = field(default_factory=dict)
    outside: Any = None
    """The door to the network (kit.outside.Outside) for adapters that speak HTTP or open sockets."""


class Receipt(Struct, frozen=True, kw_only=True):
    """The far side took it. `at` is ms UTC, `state` sent or delivered."""

    external_id: str
    at: int
    state: str = "sent"


class Step(Struct, frozen=True, kw_only=True):
    """One step of trying an inbox, in words an owner understands; `advice` when it did not work."""

    name: str
    ok: bool
    words: str
    advice: str | None = None


class InboxWish(Struct, frozen=True, kw_only=True):
    """What an administrator fills in. `secrets` are sealed on arrival and never shown again."""

    kind: str
    name: str
    brand_id: str
    address: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)


class InboxChange(Struct, frozen=True, kw_only=True):
    """What an administrator changes; what is left out stays. A secret of None is removed."""

    name: str | UnsetType = UNSET
    brand_id: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    state: InboxState | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    secrets: dict[str, str | None] | UnsetType = UNSET


class ArrivalState(StrEnum):
    """Where a kept arrival stands. All but `new` and `handed_over` are ends, and their counts add up to what came."""

    new = "new"
    stored = "stored"
    duplicate = "duplicate"
    ignored = "ignored"
    quarantined = "quarantined"


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one arrival. `entry_id` is None when it left nothing on a timeline."""

    arrival_id: str
    state: ArrivalState
    reason: str | None = None
    entry_id: str | None = None
    conversation_id: str | None = None
    person_id: str | None = None


class Quarantined(Struct, frozen=True, kw_only=True):
    """An arrival that could not be taken in, and why. Its raw bytes are kept and can be tried again."""

    id: str
    inbox_id: str
    at: int
    reason: str
    size: int
    kept: bool = True
    """Whether the original is still there, so that it can be tried again."""
    tries: int = 1


class MailCount(Struct, frozen=True, kw_only=True):
    """One inbox's arithmetic: server = stored + duplicate + ignored + quarantined + waiting."""

    inbox_id: str
    name: str
    server: int
    stored: int
    duplicate: int
    ignored: int
    quarantined: int
    waiting: int
    checked_at: int | None = None
