"""A kept original as text, for a person to look at: nothing in it is run, fetched or believed, and only its beginning is read."""

import binascii
import re
from base64 import b64decode
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from quopri import decodestring

from msgspec import Struct

LONGEST_HEAD = 64_000
LONGEST_TEXT = 64_000
MOST_HEADERS = 200
LONGEST_HEADER = 2_000

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_NAME = re.compile(r"[!-9;-~]+")


class Header(Struct, frozen=True):
    """One line of the head, its words decoded where that can be done."""

    name: str
    value: str


class Look(Struct, frozen=True, kw_only=True):
    """`size` is the whole original's, in bytes; `cut` says that only its beginning is shown."""

    headers: list[Header]
    text: str
    size: int
    cut: bool


def look(body: bytes) -> Look:
    """The head and the beginning of what follows. Never raises, whatever stands in the bytes."""
    headers, rest = head(body)
    text = _decoded(headers, rest[:LONGEST_TEXT])
    return Look(headers=headers, text=text, size=len(body), cut=len(rest) > LONGEST_TEXT)


def head(body: bytes) -> tuple[list[Header], bytes]:
    """The headers (none where it does not begin with any, as a chat's JSON), and all that follows."""
    found = _END_OF_HEAD.search(body, 0, LONGEST_HEAD)
    lines = _unfolded(_text(body[: found.start() if found else LONGEST_HEAD]))
    pairs = [line.partition(":") for line in lines]
    if not pairs or not _NAME.fullmatch(pairs[0][0]) or not pairs[0][1]:
        return [], body
    headers = [Header(name[:100], _readable(value.strip())) for name, colon, value in pairs if colon]
    return headers[:MOST_HEADERS], body[found.end() :] if found else b""


def value_of(headers: list[Header], name: str) -> str:
    return next((header.value for header in headers if header.name.lower() == name), "")


def _unfolded(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n")[: 5 * MOST_HEADERS]:
        line = line.rstrip("\r")
        if line[:1] in (" ", "\t") and lines:
            lines[-1] = (lines[-1] + " " + line.strip())[:LONGEST_HEADER]
        else:
            lines.append(line[:LONGEST_HEADER])
    return lines


def _readable(value: str) -> str:
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError, UnicodeError):
        return value


def _decoded(headers: list[Header], rest: bytes) -> str:
    """The text, with the one encoding that a simple mail has undone."""
    coding = value_of(headers, "content-transfer-encoding").strip().lower()
    if value_of(headers, "content-type").lower().startswith("multipart/"):
        return _text(rest)
    if coding == "quoted-printable":
        return _text(decodestring(rest))
    if coding == "base64":
        plain = re.sub(rb"[^A-Za-z0-9+/]", b"", rest)
        try:
            return _text(b64decode(plain[: len(plain) // 4 * 4]))
        except binascii.Error:
            return _text(rest)
    return _text(rest)


def _text(data: bytes) -> str:
    try:
        words = data.decode()
    except UnicodeDecodeError:
        words = data.decode("cp1252", "replace")
    # Controls could change what a terminal or a reader shows.
    return _CONTROLS.sub("\ufffd", words)


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
