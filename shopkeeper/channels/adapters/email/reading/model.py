"""What a mail is once it has been read: plain, frozen values. Times are milliseconds since 1970 UTC, sizes are bytes."""

from enum import StrEnum

from msgspec import Struct


class Address(Struct, frozen=True):
    """One mailbox. `email` is as written, without comments; empty where only a name stood there."""

    name: str = ""
    email: str = ""


class Attachment(Struct, frozen=True):
    """A file that came with the mail. `content_id` has no angle brackets; `inline` means the text shows it."""

    name: str
    content_type: str
    size: int
    content_id: str | None = None
    inline: bool = False
    data: bytes = b""


class Forwarded(Struct, frozen=True):
    """Someone else's words that the sender passed on. `message` is what the sender wrote above them, `date` as it stood there."""

    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str | None = None
    date: str | None = None
    body: str = ""
    message: str = ""


class AutomaticKind(StrEnum):
    """Why a machine wrote this. None of these is ever answered by a machine."""

    bounce = "bounce"
    delay = "delay"
    delivery_receipt = "delivery_receipt"
    read_receipt = "read_receipt"
    feedback_report = "feedback_report"
    vacation = "vacation"
    auto_reply = "auto_reply"
    auto_generated = "auto_generated"
    list = "list"
    bulk = "bulk"
    own_loop = "own_loop"


class Automatic(Struct, frozen=True):
    """A machine wrote it; `why` names the header or phrase that says so."""

    kind: AutomaticKind
    why: str


class BounceClass(StrEnum):
    """What to do about a report: hard = the address is no good; soft = it may work later or for another mail."""

    hard = "hard"
    soft = "soft"
    delivered = "delivered"
    feedback = "feedback"
    auto_reply = "auto_reply"


class BouncedRecipient(Struct, frozen=True):
    """One address of a report. `status` is an RFC 3463 code, `reply` an SMTP code; empty where the report names none."""

    email: str
    kind: BounceClass
    reason: str
    status: str = ""
    reply: str = ""
    diagnostic: str = ""


class Bounce(Struct, frozen=True):
    """A delivery report about a mail of ours. `kind` is the gravest of its recipients."""

    kind: BounceClass
    reason: str
    recipients: tuple[BouncedRecipient, ...] = ()
    original_message_id: str | None = None


class AuthResult(Struct, frozen=True):
    """One method of an Authentication-Results header (RFC 8601): `domain` is what was proven (header.d, smtp.mailfrom …)."""

    method: str
    result: str
    domain: str = ""
    properties: dict[str, str] = {}


class Authentication(Struct, frozen=True):
    """What one receiving host says it checked. Only a host the owner trusts may be believed."""

    authserv_id: str
    results: tuple[AuthResult, ...] = ()


class ListHeaders(Struct, frozen=True):
    """Marks of a mailing list (RFC 2919, RFC 2369, RFC 8058)."""

    list_id: str = ""
    unsubscribe: tuple[str, ...] = ()
    one_click: bool = False


class Mail(Struct, frozen=True, kw_only=True):
    """A mail, read. Nothing here was looked up anywhere: all of it stood in the bytes."""

    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address | None = None
    from_: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    return_path: str | None = None
    subject: str = ""
    date: int | None = None
    date_suspicious: bool = False
    text: str = ""
    html: str | None = None
    new_text: str = ""
    quoted_text: str = ""
    signature_text: str = ""
    new_html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    forwarded: Forwarded | None = None
    automatic: Automatic | None = None
    bounce: Bounce | None = None
    auth: tuple[Authentication, ...] = ()
    lists: ListHeaders | None = None
    priority: int = 0
    language: str | None = None
    spam: bool = False
    headers: dict[str, tuple[str, ...]] = {}
    problems: tuple[str, ...] = ()
