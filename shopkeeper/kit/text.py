"""Words: JSON as text, words as they are searched, previews, and card numbers masked."""

import re
import unicodedata
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()
_WORD = re.compile(r"\w+", re.UNICODE)
_SPACE = re.compile(r"\s+")
# 13 to 19 digits with single spaces, dots or dashes between them, as people type card numbers.
_CARD = re.compile(r"(?<![\w.,/-])\d(?:[ .-]?\d){12,18}(?![\w-])")


def to_json(value: Any) -> str:
    return _encoder.encode(value).decode()


def from_json(text: str | bytes, type: Any = Any) -> Any:
    return msgspec.json.decode(text, type=type)


def normal(words: str) -> str:
    """Words as they are indexed and searched: no case, no accents, single spaces between."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return " ".join(_WORD.findall("".join(c for c in bare if not unicodedata.combining(c))))


def preview(words: str, longest: int = 140) -> str:
    """One line for a list: white space folded, cut at a word where that loses little."""
    line = _SPACE.sub(" ", words[: longest * 8]).strip()
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > longest * 0.7 else cut).rstrip() + "…"


def luhn(digits: str) -> bool:
    """The check of ISO/IEC 7812-1, annex B: every second digit from the right doubled."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mask_cards(words: str) -> str:
    """The same words with every number that could be a payment card shown as its last four digits."""
    return _CARD.sub(_masked, words)


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    if len(set(digits)) == 1 or not luhn(digits):
        return found[0]
    return "•••• " + digits[-4:]
