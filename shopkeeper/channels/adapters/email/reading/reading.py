"""From bytes to a `Mail`. Pure: no clock, no network, no files; the same bytes always give the same mail."""

import re

from . import authentication, automatic, bounces, encoded, forwarded, quoting
from .addresses import addresses
from .bodies import Bodies, bodies
from .headers import Headers, instant, message_ids
from .markup import Token, tokens
from .model import Address, Attachment, Forwarded, ListHeaders, Mail
from .parts import Part, parse
from .quote_marks import CUT, Marks

LONGEST_TEXT = 2_000_000
_DAY = 86_400_000
_EARLIEST = 725_846_400_000  # 1993, before which nobody wrote to a web shop
_LATEST = 2_051_222_400_000  # 2035; only used where no receiving host left its own date
_RECEIVED_DATE = re.compile(r";([^;]{5,120})$")
_KEPT_HEADERS = (
    "x-mailer", "user-agent", "x-original-to", "x-forwarded-to", "x-forwarded-for", "sender", "resent-from", "resent-to", "thread-topic", "thread-index",
    "x-spam-flag", "x-spam-status", "x-spam-score", "auto-submitted", "precedence", "return-receipt-to", "disposition-notification-to", "feedback-id",
)  # fmt: skip


def read(raw: bytes, *, now: int | None = None) -> Mail:
    """The mail in `raw`, whatever its state; never raises. `now` (ms) only helps to tell a wrong date from a right one."""
    root = parse(raw)
    headers = root.headers
    found = bodies(root)
    subject = headers.words("subject")[:2_000]
    text = _text(found)
    passed_on = _forwarded(headers, root, text, subject)
    split = _shown(_split(found, text), text, passed_on is not None)
    bounce = bounces.bounce(root, headers, subject, text)
    date = instant(headers.words("date"))
    senders = _people(headers, "from")
    ids = message_ids(headers.raw("message-id"))
    return Mail(
        message_id=ids[0] if ids else None,
        in_reply_to=message_ids(headers.raw("in-reply-to")),
        references=message_ids(headers.raw("references")),
        sender=_sender(headers, senders),
        from_=senders,
        reply_to=_people(headers, "reply-to"),
        to=_people(headers, "to"),
        cc=_people(headers, "cc"),
        bcc=_people(headers, "bcc"),
        delivered_to=_delivered_to(headers),
        return_path=_return_path(headers),
        subject=subject,
        date=date,
        date_suspicious=_suspicious(headers, date, now),
        text=text,
        html=found.markup,
        new_text=split.new,
        quoted_text=split.quoted,
        signature_text=split.signature,
        new_html=_new_html(found.markup),
        attachments=tuple(found.files),
        forwarded=passed_on,
        automatic=automatic.automatic(root, headers, subject, bounce),
        bounce=bounce,
        auth=authentication.results(headers),
        lists=_lists(headers),
        priority=_priority(headers),
        language=headers.words("content-language").split(",")[0].strip()[:20] or None,
        spam=_spam(headers),
        headers={
            name: tuple(encoded.words(v)[:2000] for v in headers.raws(name)[:20])
            for name in _KEPT_HEADERS
            if headers.has(name)
        },
        problems=tuple(_problems(raw, headers, found))[:50],
    )


def _text(found: Bodies) -> str:
    """The words, at most 2,000,000 characters; where there are more, all of them come along as a file."""
    text = found.text
    if len(text) > LONGEST_TEXT:
        whole = text.encode("utf-8", "replace")
        found.files.append(Attachment("whole text.txt", "text/plain", len(whole), data=whole))
        found.problems.append("text too long: the whole of it is a file")
    return text[:LONGEST_TEXT]


def _split(found: Bodies, text: str) -> quoting.Split:
    """The new words: from plain text where the mail has it, else from its HTML, whose containers say more."""
    if found.has_html and not found.has_plain:
        split = quoting.split_html(found.markup or "")
        return split if split.new or split.quoted else quoting.split_text(text)
    return quoting.split_text(text)


def _shown(split: quoting.Split, text: str, passed_on: bool) -> quoting.Split:
    """Where all is quote and nothing was passed on, somebody answered in a way nobody can tell: then all of it is shown."""
    if split.new or passed_on or not text.strip():
        return split
    return quoting.Split(text.strip("\n"), "", "")


def _people(headers: Headers, name: str) -> tuple[Address, ...]:
    return tuple(one for value in headers.raws(name)[:50] for one in addresses(value))[:1_000]


def _sender(headers: Headers, senders: tuple[Address, ...]) -> Address | None:
    """Who wrote: the first From with an address, else Sender, Reply-To, Return-Path, else a name without one."""
    for known in (
        senders,
        _people(headers, "sender"),
        _people(headers, "reply-to"),
        addresses(headers.raw("return-path")),
    ):
        for one in known:
            if "@" in one.email:
                return one
    return senders[0] if senders else None


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    found = [
        one.email
        for name in ("delivered-to", "x-original-to", "envelope-to", "x-delivered-to")
        for one in _people(headers, name)
    ]
    return tuple(dict.fromkeys(email for email in found if email))[:50]


def _return_path(headers: Headers) -> str | None:
    """The envelope's sender: "" for the empty one that reports use, None where nobody wrote it down."""
    if not headers.has("return-path"):
        return None
    return headers.words("return-path").strip("<> ")[:320]


def _suspicious(headers: Headers, date: int | None, now: int | None) -> bool:
    if date is None:
        return headers.has("date")
    known = [when for value in headers.raws("received")[:3] if (when := _received(value)) is not None] + (
        [] if now is None else [now]
    )
    latest = min(max(known), _LATEST) if known else _LATEST
    return not _EARLIEST <= date <= latest + 2 * _DAY


def _received(value: str) -> int | None:
    found = _RECEIVED_DATE.search(value[-400:])
    when = instant(found[1]) if found else None
    return when if when is not None and when >= _EARLIEST else None


def _forwarded(headers: Headers, root: Part, text: str, subject: str) -> Forwarded | None:
    """Passed on as a copied head in the text, as a whole mail attached, or sent again (Resent-From)."""
    found = forwarded.forwarded(text, subject, headers.has("in-reply-to"))
    if found is not None:
        return found
    means = forwarded.prefix(subject) == "forward"
    attached = [part.message for part in root.children if part.message is not None and part.message.headers]
    if len(attached) == 1 and (means or len(text) < 2_000) and root.content_type != "multipart/report":
        return _of_message(attached[0], text)
    if root.message is not None and root.message.headers:
        return _of_message(root.message, "")
    return None


def _of_message(part: Part, message: str) -> Forwarded:
    head = part.headers
    inner = bodies(part)
    senders = addresses(head.raw("from"))
    return Forwarded(
        sender=senders[0] if senders else None,
        to=_people(head, "to"),
        cc=_people(head, "cc"),
        reply_to=_people(head, "reply-to"),
        subject=head.words("subject")[:2_000] or None,
        date=head.words("date")[:200] or None,
        body=inner.text[:LONGEST_TEXT],
        message=message.strip(),
    )


def _lists(headers: Headers) -> ListHeaders | None:
    if not any(headers.has(name) for name in ("list-id", "list-unsubscribe", "list-post")):
        return None
    identity = re.search(r"<([^<>]{1,255})>", headers.words("list-id")[:2_000])
    return ListHeaders(
        list_id=identity[1] if identity else headers.words("list-id")[:255],
        unsubscribe=tuple(
            re.findall(r"<\s{0,5}([^<>\s]{1,2000})\s{0,5}>", headers.raw("list-unsubscribe")[:10_000])[:10]
        ),
        one_click="one-click" in headers.words("list-unsubscribe-post").lower(),
    )


def _priority(headers: Headers) -> int:
    """1 urgent, 0 normal, -1 low."""
    digit = headers.words("x-priority")[:1]
    words = f"{headers.words('importance')} {headers.words('priority')} {headers.words('x-msmail-priority')}".lower()
    if digit in {"1", "2"} or "high" in words or "urgent" in words.replace("non-urgent", ""):
        return 1
    return -1 if digit in {"4", "5"} or "low" in words or "non-urgent" in words else 0


def _spam(headers: Headers) -> bool:
    """A receiving host's filter has called it spam."""
    flags = (
        headers.words("x-spam-flag"),
        headers.words("x-spam"),
        headers.words("x-ms-exchange-organization-scl").replace("-1", "no"),
    )
    status = headers.words("x-spam-status").lower()
    return any(flag.strip().lower() in {"yes", "true", "9", "8", "7", "6"} for flag in flags) or status.startswith(
        "yes"
    )


def _problems(raw: bytes, headers: Headers, found: Bodies) -> list[str]:
    out = list(found.problems)
    if not raw.strip():
        return ["empty mail"]
    out.extend(f"no {name} header" for name in ("from", "date", "message-id") if not headers.has(name))
    if sum(field == "from" for field, _ in headers.fields) > 1:
        out.append("several from headers")
    if b"\0" in raw:
        out.append("nul bytes")
    return out


def _new_html(source: str | None) -> str | None:
    """The HTML without its quote containers and what follows a divider; None where there is none or nothing would be left."""
    if source is None:
        return None
    marks = Marks()
    kept: list[str] = []
    position = 0
    for count, token in enumerate(tokens(source)):
        if count > 25_000:
            break
        position = _cut_at(source, token, marks.see(token) if token.name else "", kept, position)
        if position < 0:
            break
    new = "".join(kept) + (source[position:] if position >= 0 else "")
    return new if new.strip() else None


def _cut_at(source: str, token: Token, found: str, kept: list[str], position: int) -> int:
    if found == "open":
        kept.append(source[position : token.at])
        return len(source)
    if found == CUT:
        kept.append(source[position : token.at])
        return -1
    return token.to if found == "close" else position
