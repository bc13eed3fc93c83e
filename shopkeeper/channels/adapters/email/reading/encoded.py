"""Words inside headers: RFC 2047 encoded words, RFC 2231 parameters, raw 8-bit, and their broken kin."""

import re
from urllib.parse import unquote_to_bytes

from . import charsets, transfer

_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]{0,20000})\?=")
_GAP = re.compile(r"(\?=)[ \t\r\n]{1,200}(?==\?)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_SPACES = re.compile(r"[ \t\r\n]+")
_PARAMETER = re.compile(
    r"([A-Za-z0-9_.!#$&+^-]{1,80}(?:\*[0-9]{1,4})?\*?)\s{0,20}=\s{0,20}(\"(?:[^\"\\]|\\.)*(?:\"|\\?\Z)|[^;\s]*)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"([^*]{1,80})(?:\*([0-9]{1,4}))?(\*)?\Z")
LONGEST = 16_384


def raw_words(value: bytes) -> str:
    """A header's bytes as words: UTF-8 where it is that, else Windows-1252 or what the letters look like."""
    return value.decode("ascii") if value.isascii() and b"\x1b" not in value else charsets.decode(value, None)[0]


def words(value: str) -> str:
    """A header's text with its encoded words decoded; control characters and folds become single spaces."""
    decoded = decoded_words(value) if "=?" in value else value
    return _SPACES.sub(" ", _CONTROL.sub(" ", decoded)).strip()


def decoded_words(value: str) -> str:
    """Encoded words decoded, neighbours of one charset joined as bytes first (mailers cut inside a letter)."""
    out: list[str] = []
    position, held, label = 0, b"", ""
    for word in _WORD.finditer(_GAP.sub(r"\1", value)):
        between = word.string[position : word.start()]
        if held and (between or word[1].lower() != label):
            out.append(charsets.decode(held, label)[0])
            held = b""
        out.append(between)
        label = word[1].lower().split("*")[0] if "*" in word[1] else word[1].lower()
        held += _word_bytes(word[2], word[3])
        position = word.end()
    if held:
        out.append(charsets.decode(held, label)[0])
    return "".join(out) + _GAP.sub(r"\1", value)[position:]


def _word_bytes(kind: str, content: str) -> bytes:
    data = content.encode("utf-8", "replace")
    if kind in "bB":
        return transfer.base64(data)[0]
    return transfer.quoted_printable(data.replace(b"_", b" ").replace(b"\n", b""))


def parameters(value: str) -> dict[str, str]:
    """The parameters of a Content-Type or Content-Disposition, RFC 2231 pieces joined and decoded; the first of a name wins."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for found in _PARAMETER.finditer(value[:LONGEST]):
        part = _PART.match(found[1].lower())
        if part is None:
            continue
        text = _unquoted(found[2])
        if part[2] is None and not part[3]:
            plain.setdefault(part[1], words(text) if "=?" in text else text)
        else:
            pieces.setdefault(part[1], {}).setdefault(int(part[2] or 0), (bool(part[3]), text))
    return plain | {name: _joined(parts) for name, parts in pieces.items()}


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == '"' == value[-1]:
        return _ESCAPED.sub(r"\1", value[1:-1])
    # a quote that never closes: what stands before the next parameter is all that is meant
    return value.split(";")[0].strip("\"' \t\r\n") if value[:1] in "\"'" else value


def _joined(parts: dict[int, tuple[bool, str]]) -> str:
    label, out = "", b""
    for number in sorted(parts):
        extended, text = parts[number]
        if extended and number == min(parts) and text.count("'") >= 2:
            label, _, text = text.split("'", 2)
        out += unquote_to_bytes(text) if extended else text.encode("utf-8", "replace")
    return words(charsets.decode(out, label)[0])
