"""A parcel as the bytes of a mail: text and HTML side by side, inline pictures, files, signature, the words it answers.

The same parcel gives the same bytes, boundaries and all, so a second try is the very same mail.
"""

import hashlib
import html
import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shopkeeper.channels.adapters.email import tokens
from shopkeeper.channels.adapters.email.mailbox import mailbox
from shopkeeper.channels.model import Earlier, File, Parcel, Recipient

_POLICY = SMTP.clone(max_line_length=78)
# Also what Python takes for the end of a line, though mail does not.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# RFC 2045, section 5.1: what a type's name is made of.
_TOKEN = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}")
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
# RFC 5322 allows any number, but clients and gateways choke on thousands: the first one and the newest stay.
_MOST_REFERENCES = 30

WROTE = {
    "en": "On {date}, {name} wrote:",
    "de": "Am {date} schrieb {name}:",
    "es": "El {date}, {name} escribió:",
    "fr": "Le {date}, {name} a écrit :",
}
# Of whom we know no name.
AT = {"en": "On {date}:", "de": "Am {date}:", "es": "El {date}:", "fr": "Le {date} :"}
CARRY_ON = {
    "en": "Carry on this talk on our site",
    "de": "Dieses Gespräch auf unserer Seite fortsetzen",
    "es": "Continuar esta conversación en nuestra web",
    "fr": "Poursuivre cette conversation sur notre site",
}


def composed(parcel: Parcel) -> EmailMessage:
    """The whole mail. Raises ValueError for an address that cannot stand in a header."""
    message = EmailMessage(policy=_POLICY)
    _headers(message, parcel)
    message.set_content(plain(parcel), charset="utf-8")
    message.add_alternative(rich(parcel), subtype="html", charset="utf-8")
    inline = [file for file in parcel.files if file.inline and file.cid]
    for file in inline:
        _add_inline(message, file)
    for file in parcel.files:
        if file not in inline:
            _attach(message, file)
    _fix_boundaries(message, parcel.key)
    return message


def envelope(parcel: Parcel) -> tuple[str, tuple[str, ...]]:
    """Sender and every recipient, BCC too, for the SMTP dialogue; domains in ASCII."""
    everybody = (*parcel.to, *parcel.cc, *parcel.bcc)
    return ascii_domain(parcel.inbox.address), tuple(dict.fromkeys(ascii_domain(r.value) for r in everybody))


def plain(parcel: Parcel) -> str:
    """The text part: words, link, signature, what it answers."""
    parts = [parcel.text.strip()]
    if parcel.link:
        parts.append(f"{_word(CARRY_ON, parcel.locale)}: {parcel.link}")
    if parcel.signature.text.strip():
        # Many programs hide everything below "-- ", so it only stands where nothing follows.
        parts.append(("" if parcel.earlier else "-- \n") + parcel.signature.text.strip())
    parts += [f"{_wrote(e, parcel)}\n{_quoted(e.text)}" for e in parcel.earlier]
    return "\n\n".join(parts) + "\n"


def rich(parcel: Parcel) -> str:
    """The HTML part. `parcel.html` was made safe before; everything else is escaped here."""
    parts = [parcel.html or paragraphs(parcel.text)]
    if parcel.link:
        address = html.escape(parcel.link, quote=True)
        parts.append(f'<p><a href="{address}">{html.escape(_word(CARRY_ON, parcel.locale))}</a></p>')
    if signature := parcel.signature.html.strip() or paragraphs(parcel.signature.text):
        parts.append(f'<div class="signature">{signature}</div>')
    parts += [_quoted_html(e, parcel) for e in parcel.earlier]
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="{html.escape(parcel.locale)}"><body dir="auto">\n{body}\n</body></html>\n'


def paragraphs(words: str) -> str:
    """Plain words as HTML: empty lines part paragraphs, addresses become links."""
    blocks = [block for block in re.split(r"\n\s*\n", words.strip()) if block.strip()]
    return "\n".join(f"<p>{_linked(block)}</p>" for block in blocks)


def header_words(words: str) -> str:
    """Words that may stand in a header: one line, no control characters.

    A stranger's own encoded words (RFC 2047) are parted: the library would read them, and write the line breaks and headers
    that were hidden in them (CVE-2024-6923 and its kin).
    """
    return _CONTROL.sub(" ", words).replace("=?", "= ?").strip()


def ascii_domain(address: str) -> str:
    local, at, domain = address.strip().rpartition("@")
    try:
        return local + at + domain.encode("idna").decode("ascii")
    except UnicodeError:
        return address.strip()


def _headers(message: EmailMessage, parcel: Parcel) -> None:
    box = mailbox(parcel.inbox.settings)
    name = box.from_name or parcel.author or parcel.inbox.name
    message["From"] = _address(Recipient(parcel.inbox.address, name))
    for header, people in (("To", parcel.to), ("Cc", parcel.cc), ("Reply-To", _reply_to(parcel))):
        if people:
            message[header] = [_address(r) for r in people]
    message["Subject"] = header_words(parcel.subject or "")
    message["Date"] = format_datetime(datetime.fromtimestamp(parcel.at / 1000, UTC))
    message["Message-ID"] = f"<{parcel.message_id}>"
    if parcel.answers:
        message["In-Reply-To"] = f"<{_bare(parcel.answers[-1])}>"
        message["References"] = " ".join(f"<{_bare(name)}>" for name in _references(parcel.answers))
    if parcel.automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"


def _reply_to(parcel: Parcel) -> tuple[Recipient, ...]:
    box = mailbox(parcel.inbox.settings)
    if parcel.reply_to:
        return parcel.reply_to
    if box.plus_addresses:
        return (Recipient(tokens.plus_address(box.reply_to or parcel.inbox.address, parcel.entry_id)),)
    return (Recipient(box.reply_to),) if box.reply_to else ()


def _references(answers: tuple[str, ...]) -> tuple[str, ...]:
    return answers if len(answers) <= _MOST_REFERENCES else (answers[0], *answers[1 - _MOST_REFERENCES :])


def _bare(name: str) -> str:
    return re.sub(r"[\s<>\x00-\x1f]+", "", header_words(name)).replace("=?", "")


def _address(recipient: Recipient) -> Address:
    return Address(display_name=header_words(recipient.name), addr_spec=ascii_domain(header_words(recipient.value)))


def _attach(message: EmailMessage, file: File) -> None:
    maintype, subtype = _type_of(file)
    message.add_attachment(file.data, maintype=maintype, subtype=subtype, filename=header_words(file.name))


def _add_inline(message: EmailMessage, file: File) -> None:
    part = message.get_body(("html",))
    assert isinstance(part, EmailMessage)
    maintype, subtype = _type_of(file)
    part.add_related(
        file.data,
        maintype=maintype,
        subtype=subtype,
        cid=f"<{_bare(file.cid or '')}>",
        filename=header_words(file.name),
        disposition="inline",
    )


def _type_of(file: File) -> tuple[str, str]:
    maintype, slash, subtype = file.content_type.partition(";")[0].strip().lower().partition("/")
    # message/* and multipart/* would have to be parsed first; as plain bytes they arrive unchanged.
    plain = _TOKEN.fullmatch(maintype) and _TOKEN.fullmatch(subtype)
    if not slash or maintype in ("message", "multipart") or not plain:
        return "application", "octet-stream"
    return maintype, subtype


def _fix_boundaries(message: EmailMessage, key: str) -> None:
    for n, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary("=_" + hashlib.sha256(f"{key} {n}".encode()).hexdigest()[:32])


def _word(words: dict[str, str], locale: str) -> str:
    return words.get(locale.partition("-")[0].lower(), words["en"])


def _wrote(earlier: Earlier, parcel: Parcel) -> str:
    try:
        zone: ZoneInfo | type[UTC] = ZoneInfo(parcel.timezone)  # type: ignore[valid-type]
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    moment = datetime.fromtimestamp(earlier.at / 1000, zone)  # type: ignore[arg-type]
    return _word(WROTE if earlier.name else AT, parcel.locale).format(
        date=f"{moment:%Y-%m-%d %H:%M}", name=header_words(earlier.name)
    )


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.strip().splitlines())


def _quoted_html(earlier: Earlier, parcel: Parcel) -> str:
    intro = html.escape(_wrote(earlier, parcel))
    return f'<div class="gmail_quote"><div>{intro}</div><blockquote type="cite">{paragraphs(earlier.text)}</blockquote></div>'


def _linked(block: str) -> str:
    done, out = 0, []
    for found in _LINK.finditer(block):
        address = html.escape(found[0], quote=True)
        out += [_lines(block[done : found.start()]), f'<a href="{address}">{address}</a>']
        done = found.end()
    return "".join([*out, _lines(block[done:])])


def _lines(words: str) -> str:
    return html.escape(words, quote=False).replace("\n", "<br>\n")
