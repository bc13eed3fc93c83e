"""A mail that was read, in our words. Pure: no network, no database, no clock."""

import hashlib

from shopkeeper.channels.adapters.email.mailbox import ANYBODY, own_addresses
from shopkeeper.channels.adapters.email.proving import proven_by
from shopkeeper.channels.adapters.email.reading import (
    Address,
    Attachment,
    AutomaticKind,
    BounceClass,
    Mail,
    read,
    sanitise,
)
from shopkeeper.channels.adapters.email.reading.model import Forwarded
from shopkeeper.channels.errors import Ignored
from shopkeeper.channels.model import (
    Arrival,
    BounceReport,
    DeliveryChanged,
    File,
    ForwardedFrom,
    MessageArrived,
    Post,
    Recipient,
    Who,
)
from shopkeeper.kit.clock import DAY

_FORWARDS = ("fw:", "fwd:", "wg:", "tr:", "rv:", "enc:", "i:", "vs:", "doorst:", "pd:", "转发:", "转发：", "転送:")
# More than anybody reads; the whole stays in the original while that is kept.
LONGEST_TEXT = 500_000
LONGEST_HTML = 3_000_000
LONGEST_NAME = 250
LONGEST_ADDRESS = 320
# Machines that tell us something about a mail of ours, not words of a customer.
_REPORTS = (AutomaticKind.bounce, AutomaticKind.delay, AutomaticKind.delivery_receipt)


def arrivals(post: Post) -> tuple[Arrival, ...]:
    """What a mail's bytes say. Raises Ignored for an empty one."""
    if not post.body.strip():
        raise Ignored("An empty mail.")
    mail = read(post.body)
    if mail.bounce and mail.bounce.kind is BounceClass.delivered and mail.bounce.original_message_id:
        return (DeliveryChanged(external_id=mail.bounce.original_message_id, state="delivered", at=mail.date),)
    return (_message(mail, post),)


def key_of(mail: Mail) -> str:
    """The same for the same mail in every mailbox. A Message-ID used again for other words gets a key of its own."""
    files = [f"{a.name} {a.size}" for a in mail.attachments]
    sender = mail.from_[0].email.lower() if mail.from_ else ""
    words = " ".join((mail.new_text or mail.text).split())
    parts = [mail.message_id or "", sender, str(mail.date), mail.subject, words, *files]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:48]


def _message(mail: Mail, post: Post) -> MessageArrived:
    ours = own_addresses(post.inbox)
    sender = _sender(mail, ours)
    who = _who(sender, mail, post)
    return MessageArrived(
        external_id=key_of(mail),
        universal=True,
        named=_name(mail.message_id) if mail.message_id else None,
        sender=who,
        text=_capped(_words(mail)),
        html=sanitise(mail.html) if mail.html and len(mail.html) <= LONGEST_HTML else None,
        folded=_capped(_folded(mail)) or None,
        subject=mail.subject or None,
        at=_written_at(mail, post),
        files=tuple(_file(a) for a in mail.attachments),
        to=_recipients(mail.to),
        cc=_recipients(mail.cc),
        bcc=_recipients(mail.bcc),
        reply_to=_recipients(mail.reply_to),
        answers=_answers(mail),
        addressed=_addressed(mail, post),
        passed_on=_passed_on(mail),
        automatic=mail.automatic.kind.value if mail.automatic else None,
        bounce=_bounce(mail),
        forwarded=_forwarded(mail.forwarded),
        spam=mail.spam,
        own=sender.email.lower() in ours,
        own_proven=bool(post.context.get("imported") or post.context.get("sent") or who.proven_by),
        language=mail.language,
        notes=mail.problems,
    )


def _written_at(mail: Mail, post: Post) -> int | None:
    """The mail's own Date in ms UTC, None: it came when it came.

    A Date counts whole seconds of somebody else's clock. A new mail whose Date lies a little before our last answer would stand
    above that answer and wake nobody; so what came within a day of its Date counts from when it was here. What is brought in from a
    file, and our own mail from the Sent folder, is history and keeps its Date.
    """
    if mail.date is None or mail.date_suspicious:
        return None
    history = post.context.get("imported") or post.context.get("sent") or not post.received_at
    return mail.date if history or post.received_at - mail.date >= DAY else None


def _sender(mail: Mail, ours: frozenset[str]) -> Address:
    """From; for a contact form (our own address in From, the customer's in Reply-To) the customer."""
    written = mail.from_[0] if mail.from_ else mail.sender or Address(email=mail.return_path or "")
    visitor = next((a for a in mail.reply_to if a.email and a.email.lower() not in ours), None)
    if written.email.lower() in ours and visitor and any(a.email.lower() in ours for a in mail.to):
        return visitor
    return written


def _who(sender: Address, mail: Mail, post: Post) -> Who:
    is_from = bool(mail.from_) and sender.email == mail.from_[0].email
    trusted = post.inbox.settings.get("trusted_hosts") or ()
    proof = proven_by(mail, trusted) if is_from else None
    value, name = _plain(sender.email).strip().lower(), _plain(sender.name)
    if "@" not in value:
        # Nobody to recognise: each such mail stands alone, or strangers would be glued together.
        return Who(kind="other", value=f"mail:{key_of(mail)}", name=name or value, display=value)
    return Who(
        kind="email",
        value=value,
        name=name,
        display=_plain(sender.email),
        proven_by=proof,
        doubtful=proof is None and bool(trusted or post.context.get(ANYBODY)),
    )


def _words(mail: Mail) -> str:
    if mail.forwarded and (mail.forwarded.body or mail.forwarded.message):
        return f"{mail.forwarded.message}\n\n{mail.forwarded.body}".strip()
    return mail.new_text.strip()


def _capped(words: str) -> str:
    return words if len(words) <= LONGEST_TEXT else f"{words[:LONGEST_TEXT]}\n[…]"


def _folded(mail: Mail) -> str:
    folded = [mail.signature_text.strip(), "" if mail.forwarded else mail.quoted_text.strip()]
    return "\n\n".join(part for part in folded if part)


def _file(attachment: Attachment) -> File:
    return File(
        name=attachment.name,
        content_type=attachment.content_type,
        data=attachment.data,
        inline=attachment.inline,
        cid=attachment.content_id,
    )


def _recipients(addresses: tuple[Address, ...]) -> tuple[Recipient, ...]:
    plain = (Recipient(value=_plain(a.email), name=_plain(a.name)) for a in addresses)
    return tuple(r for r in plain if r.value and len(r.value) <= LONGEST_ADDRESS)


def _answers(mail: Mail) -> tuple[str, ...]:
    """The nearest first: In-Reply-To, then References from their end."""
    return tuple(dict.fromkeys(_name(one) for one in (*mail.in_reply_to, *reversed(mail.references))))


def _name(message_id: str) -> str:
    """A Message-ID as it is compared: without control characters, and of a length that every index takes."""
    bare = _plain(message_id)
    return bare if len(bare) <= LONGEST_NAME else hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()


def _plain(words: str) -> str:
    line = " ".join(words.split())
    return line if line.isprintable() else "".join(c for c in line if c.isprintable())


def _addressed(mail: Mail, post: Post) -> tuple[str, ...]:
    envelope = post.context.get("rcpt") or ()
    written = [a.email for a in (*mail.to, *mail.cc)]
    return tuple(dict.fromkeys(_plain(a).strip().lower() for a in (*envelope, *mail.delivered_to, *written) if a))


def _passed_on(mail: Mail) -> bool:
    resent = any(name.startswith("resent-") for name in mail.headers)
    return bool(mail.forwarded) or resent or mail.subject.lower().startswith(_FORWARDS)


def _bounce(mail: Mail) -> BounceReport | None:
    report = mail.bounce
    if report is None or not mail.automatic or mail.automatic.kind not in _REPORTS:
        return None
    return BounceReport(
        permanent=report.kind is BounceClass.hard,
        reason=_reason(mail),
        recipients=tuple(r.email.lower() for r in report.recipients if r.email),
        original=report.original_message_id,
    )


def _reason(mail: Mail) -> str:
    assert mail.bounce is not None
    said = next((r.diagnostic or r.status for r in mail.bounce.recipients if r.diagnostic or r.status), "")
    return _plain(said or mail.bounce.reason or "The mail could not be delivered.")[:500]


def _forwarded(found: Forwarded | None) -> ForwardedFrom | None:
    if found is None or found.sender is None or not (found.sender.email or found.sender.name):
        return None
    return ForwardedFrom(name=found.sender.name, email=found.sender.email, text=found.body)
