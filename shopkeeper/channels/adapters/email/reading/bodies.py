"""Which parts are the words and which are files (RFC 8621, 4.1.4): every leaf is one or the other, so nothing gets lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import charsets, encoded, flowed, smime, tnef, transfer
from .html_text import html_to_text
from .model import Attachment
from .parts import Part, parse

_SMIME = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
LONGEST_PAGE = 4_000_000
_SHOWN = ("image/", "audio/", "video/")
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]")
_EXTENSIONS = {
    "text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml", "text/calendar": ".ics", "image/jpeg": ".jpg", "image/png": ".png",
    "image/gif": ".gif", "application/pdf": ".pdf", "text/vcard": ".vcf", "text/x-vcard": ".vcf", "text/csv": ".csv",
    "message/delivery-status": ".txt", "application/pgp-signature": ".asc", "application/pkcs7-signature": ".p7s", "text/rtf": ".rtf",
}  # fmt: skip


@dataclass(slots=True)
class Bodies:
    """What was found while walking: pieces of plain text and of HTML in reading order, files, oddities."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    has_plain: bool = False
    has_html: bool = False
    files: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(piece.strip("\n") for piece in self.plain if piece.strip())

    @property
    def markup(self) -> str | None:
        return "\n<br>\n".join(self.html) if self.has_html else None


def bodies(root: Part) -> Bodies:
    """Words and files of a mail. Attached mails are files; their own parts stay inside them."""
    found = Bodies()
    _walk(root, found, "mixed", True, True)
    for part in every(root):
        found.problems.extend(problem for problem in part.problems if problem not in found.problems)
    return found


def every(part: Part) -> Iterator[Part]:
    """This part and all below it, attached mails included, in the order they stand."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend([one.message] if one.message else reversed(one.children))


def _walk(part: Part, found: Bodies, family: str, first: bool, alone: bool) -> None:
    """`alone`: words in this place go into both readings, plain and HTML (outside of multipart/alternative)."""
    if part.children:
        _walk_children(part, found, alone)
    elif part.message is not None or part.content_type.startswith("message/"):
        _keep(part, part.raw or b"", found, False)
        if part.content_type == "message/partial":
            found.problems.append("one piece of a mail that was cut in pieces: the others are mails of their own")
    elif part.content_type in _SMIME and first and family == "mixed":
        _signed(part, found, alone)
    elif _is_words(part, family, first):
        _words(part, found, alone)
    else:
        _keep(part, part.data(), found, family == "related" or _inline(part))


def _signed(part: Part, found: Bodies, alone: bool) -> None:
    """The words inside an opaquely signed mail, and the envelope as a file, for whoever wants to check it."""
    data = part.data()
    inner = smime.signed_content(data)
    if inner is not None and not _nests(inner):
        _walk(parse(inner), found, "mixed", True, alone)
    elif smime.is_encrypted(data):
        found.problems.append("encrypted: only a mail program with the recipient's key can read it")
    _keep(part, data, found, False)


def _nests(inner: bytes) -> bool:
    """Envelopes in envelopes are opened once: nobody sends them, and each could hold the next."""
    return b"pkcs7-mime" in inner[:2_000].lower()


def _walk_children(part: Part, found: Bodies, alone: bool) -> None:
    family = part.content_type.removeprefix("multipart/")
    if family == "alternative":
        _walk_choices(part, found)
        return
    for place, child in enumerate(part.children):
        _walk(child, found, family, place == 0, alone)


def _walk_choices(part: Part, found: Bodies) -> None:
    choice = Bodies()
    for child in part.children:
        _walk(child, choice, "alternative", True, False)
    found.files.extend(choice.files)
    plain, html = choice.text, choice.markup
    found.plain.append(plain if plain.strip() else html_to_text(html or ""))
    found.html.append(html or _as_html(plain))
    found.has_plain |= bool(plain.strip())
    found.has_html |= bool(html)


def _is_words(part: Part, family: str, first: bool) -> bool:
    if part.disposition == "attachment" or part.content_type not in {"text/plain", "text/html"}:
        return False
    if first or family == "alternative":
        return True
    return family != "related" and not part.filename


def _words(part: Part, found: Bodies, alone: bool) -> None:
    data = part.data()
    if part.content_type == "text/html":
        text = _page(_decoded(part, data, found), data, found).replace("\r\n", "\n")
        found.html.append(text)
        found.has_html = True
        if alone:
            found.plain.append(html_to_text(text))
        return
    if b"\nbegin " in data or data.startswith(b"begin "):
        data = _without_files(data, found)
    text = _plain(part, _decoded(part, data, found))
    found.plain.append(text)
    found.has_plain = True
    if alone:
        found.html.append(_as_html(text))


def _page(text: str, data: bytes, found: Bodies) -> str:
    """The beginning of a page that is longer than anybody reads; all of it comes along as a file."""
    if len(text) <= LONGEST_PAGE:
        return text
    found.files.append(_file("whole page.html", "text/html", data))
    found.problems.append("page too long: the whole of it is a file")
    return text[:LONGEST_PAGE]


def _without_files(data: bytes, found: Bodies) -> bytes:
    rest, files = transfer.uuencoded(data)
    for name, content in files:
        found.files.append(_file(encoded.raw_words(name), "application/octet-stream", content))
    return rest


def _plain(part: Part, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if part.parameters.get("format", "").lower() == "flowed":
        return flowed.unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    return text


def _decoded(part: Part, data: bytes, found: Bodies) -> str:
    label = part.parameters.get("charset")
    if not label and part.content_type == "text/html":
        meta = _META_CHARSET.search(data[:4096])
        label = meta[1].decode("ascii") if meta else None
    text, problem = charsets.decode(data, label)
    if problem and problem not in found.problems:
        found.problems.append(problem)
    return text.removeprefix("\ufeff")


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<div style="white-space:pre-wrap">{escaped}</div>' if text.strip() else ""


def _inline(part: Part) -> bool:
    return part.content_type.startswith(_SHOWN) and (part.disposition == "inline" or bool(part.content_id))


def _keep(part: Part, data: bytes, found: Bodies, inline: bool) -> None:
    if part.message is not None and part.encoding not in {"", "7bit", "8bit", "binary", "none"}:
        data = part.data()
    name = part.filename or _subject_name(part)
    found.files.append(_file(name, part.content_type, data, part.content_id, inline))
    if part.content_type in {"application/ms-tnef", "application/vnd.ms-tnef"} or name.lower() == "winmail.dat":
        found.files.extend(_file(inner, "application/octet-stream", content) for inner, content in tnef.files(data))
        if not any(piece.strip() for piece in found.plain):
            _words_of_tnef(data, found)


def _words_of_tnef(data: bytes, found: Bodies) -> None:
    """The words of a mail whose sender's server put all of it into a winmail.dat."""
    plain, html = tnef.words(data)
    if plain.strip() or html.strip():
        found.plain.append(plain.replace("\r\n", "\n") if plain.strip() else html_to_text(html[:LONGEST_PAGE]))
        found.html.append(html[:LONGEST_PAGE] if html.strip() else _as_html(plain))
        found.has_plain |= bool(plain.strip())
        found.has_html |= bool(html.strip())


def _subject_name(part: Part) -> str:
    return part.message.headers.words("subject")[:80] + ".eml" if part.message else ""


def _file(name: str, content_type: str, data: bytes, content_id: str | None = None, inline: bool = False) -> Attachment:
    safe = _UNSAFE_NAME.sub("_", name).strip(" .")[-200:]
    if not safe:
        safe = content_type.split("/")[0] + _EXTENSIONS.get(content_type, ".bin")
    return Attachment(
        name=safe, content_type=content_type, size=len(data), content_id=content_id, inline=inline, data=data
    )
