"""Address lists (RFC 5322), read in one pass, whatever is missing."""

import re

from . import encoded
from .model import Address

MOST = 1_000
LONGEST = 65_536
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|<[^<>]*>|[,;:()]|[^",;:()<>]+|.', re.DOTALL)
_EMAIL = re.compile(r"[^\s<>,;:\"()]{1,320}@[^\s<>,;:\"()@]{1,255}")
_SPACES = re.compile(r"\s+")


def addresses(value: str) -> tuple[Address, ...]:
    """Every mailbox of a header's value, groups opened, comments used as names where nothing better stands; at most 1,000."""
    out: list[Address] = []
    for words, angle, comment in _entries(value[:LONGEST]):
        found = _address(words, angle, comment)
        if found is not None:
            out.append(found)
        if len(out) >= MOST:
            break
    return tuple(out)


def _entries(value: str) -> list[tuple[str, str | None, str]]:
    entries: list[tuple[str, str | None, str]] = []
    words, angle, comment, depth = [""], None, [""], 0
    for piece in _pieces(value):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif depth:
            comment.append(piece)
        elif piece in {",", ";"}:
            entries.append(("".join(words), angle, "".join(comment)))
            words, angle, comment = [""], None, [""]
        elif piece == ":":
            # what stands before a colon names a group, unless it holds an address
            if len(words) > 20 or any("@" in word for word in words):
                words.append(piece)
            else:
                words = [""]
        elif piece[0] == "<" and piece[-1] == ">":
            angle = piece[1:-1] if angle is None else angle
        else:
            words.append(piece)
    return [*entries, ("".join(words), angle, "".join(comment))]


def _pieces(value: str) -> list[str]:
    pieces = _PIECE.findall(value)
    if pieces and pieces[-1][0] == '"' and (len(pieces[-1]) == 1 or pieces[-1][-1] != '"'):
        return [*pieces[:-1], *_PIECE.findall(pieces[-1].replace('"', " "))]
    return pieces


def _address(words: str, angle: str | None, comment: str) -> Address | None:
    if angle is not None:
        return Address(name=_name(words), email=_email(angle))
    found = _EMAIL.search(words)
    if found is None:
        name = _name(words)
        return Address(name=name) if name else None
    name = _name(words[: found.start()] + " " + words[found.end() :]) or _name(comment)
    return Address(name=name, email=_email(found[0]))


def _email(value: str) -> str:
    bare = _SPACES.sub("", value.rsplit(":", 1)[-1] if value.startswith("@") else value)
    bare = bare.removeprefix("mailto:").strip("<>'\"`")
    return encoded.words(bare)[:320]


def _name(value: str) -> str:
    text = value.strip()
    if len(text) >= 2 and text[0] == '"' == text[-1]:
        text = text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    text = encoded.words(text).strip()
    while len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return text.strip(' <>"')[:400]
