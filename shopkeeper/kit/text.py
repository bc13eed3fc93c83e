"""Words: JSON as text, words as they are searched, previews, and card numbers and their security codes masked."""

import re
import unicodedata
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()
_WORD = re.compile(r"\w+", re.UNICODE)
_SPACE = re.compile(r"\s+")
# 13 to 19 digits with up to two spaces, dots or dashes between them, as people type card numbers.
_CARD = re.compile(r"(?<![\w.,/-])\d(?:[ .\u00a0\u202f\u2010-\u2014-]{0,2}\d){12,18}(?![\w-])")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d{3}|\d(?:\D{0,2}\d){12}")
_BETWEEN_TAGS = re.compile(r"(?:^|(?<=>))[^<]+")
# What the three or four digits on a card are called, and what may stand before them. PCI DSS 3.3.1: never kept.
_SECURITY_CODE = re.compile(
    r"(\b(?:cv[cv]2?|csc|card security code|security code|(?:karten)?pr(?:ü|ue)f(?:nummer|ziffer)|c[oó]digo de seguridad"
    r"|cryptogramme(?: visuel)?|code de s[eé]curit[eé])[ \t]{0,3}(?:(?:code|number|nummer|is|ist|es|est)[ \t]{1,3})?[:=#-]?[ \t]{0,3})"
    r"\d{3,4}(?!\d)",
    re.IGNORECASE,
)


GAP_OPENS, GAP_CLOSES = "⟦", "⟧"
"""Around what is still missing in words that were filled in from a template."""
_GAP = re.compile(f"{GAP_OPENS}([^{GAP_CLOSES}]*){GAP_CLOSES}")


def to_json(value: Any) -> str:
    return _encoder.encode(value).decode()


def from_json(text: str | bytes, type: Any = Any) -> Any:
    return msgspec.json.decode(text, type=type)


def normal(words: str) -> str:
    """Words as they are indexed and searched: no case, no accents, single spaces between."""
    if words.isascii():
        return " ".join(_WORD.findall(words.lower()))
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


def gaps(words: str) -> list[str]:
    """What is still missing in words that were filled in from a template."""
    return _GAP.findall(words)


def luhn(digits: str) -> bool:
    """The check of ISO/IEC 7812-1, annex B: every second digit from the right doubled."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mask_cards(words: str) -> str:
    """The same words with every number that could be a payment card as its last four digits, and its security code as dots."""
    if len(_DIGIT.findall(words)) < 3 or _NUMBER.search(words) is None:
        # What most words hold: neither could be found, and looking for a code in a long mail takes as long as keeping it.
        return words
    return _SECURITY_CODE.sub(r"\1•••", _CARD.sub(_masked, words))


def mask_html(html: str) -> str:
    """The same for HTML: only between its tags, so that no address in a link changes."""
    return _BETWEEN_TAGS.sub(lambda found: mask_cards(found[0]), html)


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    if len(set(digits)) == 1 or not luhn(digits):
        return found[0]
    return "•••• " + digits[-4:]
