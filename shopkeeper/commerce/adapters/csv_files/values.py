"""What stands in a cell: dates, amounts, numbers, yes and no, countries. Pure; what cannot be read is None and never a guess."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale

from shopkeeper.commerce.errors import BadAmount
from shopkeeper.commerce.model.files import DateOrder
from shopkeeper.commerce.money import Money, money

EARLIEST, LATEST = 631_152_000_000, 4_102_444_800_000
"""1990 and 2100, ms UTC: what is written as a date outside of them is none of an order."""
_MOST = 10**13
_LONGEST = 60

_MONTHS = {
    word: at
    for at, words in enumerate(
        (
            "jan january januar enero ene janvier janv gennaio gen januari janeiro jaen",
            "feb february februar febrero fevrier fevr febbraio februari fevereiro fev",
            "mar march marz maerz mrz marzo mars maart marco",
            "apr april abril abr avril avr aprile",
            "may mai mayo maggio mag mei maio",
            "jun june juni junio juin giugno giu junho",
            "jul july juli julio juillet juil luglio lug julho",
            "aug august agosto ago aout augustus",
            "sep sept september septiembre septembre settembre set setembro",
            "oct october okt oktober octubre octobre ottobre ott outubro out",
            "nov november noviembre novembre",
            "dec december dez dezember diciembre dic decembre dicembre dezembro",
        ),
        start=1,
    )
    for word in words.split()
}
_TIME = (
    r"(?:[T ,]+(?:at |um )?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?"
    r"\s*([AaPp]\.?[Mm]\.?)?\s*(?:Uhr)?\s*(Z|UTC|GMT|[+-]\d{2}(?::? ?\d{2})?)?(?: ?[A-Z]{2,5}| \([^)]*\))?)?"
)
_NUMBERS = re.compile(rf"(\d{{1,4}})[-./](\d{{1,2}})[-./](\d{{2,4}}){_TIME}")
_NAMED = re.compile(rf"(?:[^\W\d]+\.?,? )?(\d{{1,4}})\.?[-/ ]([^\W\d]+)\.?[-/, ]+(\d{{2,4}}){_TIME}")
_NAMED_FIRST = re.compile(rf"(?:[^\W\d]+,? )??([^\W\d]+)\.?[-/ ](\d{{1,2}})(?:st|nd|rd|th)?[-/, ]+(\d{{2,4}}){_TIME}")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "ja",
        "j",
        "wahr",
        "si",
        "s",
        "verdadero",
        "oui",
        "o",
        "vrai",
        "x",
        "on",
        "subscribed",
        "enabled",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "nein",
        "falsch",
        "falso",
        "non",
        "faux",
        "off",
        "unsubscribed",
        "not_subscribed",
        "disabled",
    ]
)
_NOTHING = frozenset(["", "n a", "na", "null", "none", "nil", "nan", "k a", "s d", "n v t"])
_FREE = frozenset(
    ["free", "free shipping", "gratis", "kostenlos", "kostenfrei", "umsonst", "frei", "gratuit", "gratuito", "offert"]
)
_EXTRA_COUNTRIES = {
    "usa": "US",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "holland": "NL",
    "united states of america": "US",
}


def plain(words: str) -> str:
    """Words as they are compared: small, without accents, single spaces, letters and digits only."""
    return _plain(words[: 2 * _LONGEST])


@lru_cache(16_384)
def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words.replace("ß", "ss")).lower()
    bare = "".join(one if one.isalnum() else " " for one in folded if not unicodedata.combining(one))
    return " ".join(bare.split())


def says_nothing(text: str) -> bool:
    """A dash, a currency's sign alone, n/a: how programs write that there is nothing."""
    return not any(map(str.isdigit, text)) and plain(text) in _NOTHING


def says_free(text: str) -> bool:
    """A word that is an amount: nothing to pay."""
    return plain(text) in _FREE


def is_no_day(text: str) -> bool:
    """0000-00-00, as databases write a day that is none, or nothing at all."""
    if any(one.isdigit() and one != "0" for one in text):
        return False
    return "0" in text or says_nothing(text)


def moment(text: str, order: DateOrder, zone: str) -> int | None:
    """A date with or without its time, as ms UTC; without a zone of its own it is meant in `zone`."""
    return _read_moment(text, order, zone) if len(text) <= _LONGEST else None


@lru_cache(65_536)
def _read_moment(text: str, order: DateOrder, zone: str) -> int | None:
    text = " ".join(text.split())
    if _EPOCH.fullmatch(text):
        return _within(int(text) * (1_000 if len(text) == 10 else 1))
    found = _NUMBERS.fullmatch(text)
    if found:
        return _moment(_day(found.group(1), found.group(2), found.group(3), order), found.groups()[3:], zone)
    folded = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    found = _NAMED.fullmatch(folded)
    if found and found.group(2).lower() in _MONTHS:
        first, last = found.group(1), found.group(3)
        day, year = (last, first) if len(first) == 4 else (first, last)
        return _moment((_year(year), _MONTHS[found.group(2).lower()], int(day)), found.groups()[3:], zone)
    found = _NAMED_FIRST.fullmatch(folded)
    if found and found.group(1).lower() in _MONTHS:
        when = (_year(found.group(3)), _MONTHS[found.group(1).lower()], int(found.group(2)))
        return _moment(when, found.groups()[3:], zone)
    return None


def _day(first: str, second: str, third: str, order: DateOrder) -> tuple[int, int, int]:
    """A year of four digits is one wherever it stands."""
    if len(first) == 4:
        return int(first), int(second), int(third)
    if order is DateOrder.ymd and len(third) < 4:
        return _year(first), int(second), int(third)
    if order is DateOrder.mdy:
        return _year(third), int(first), int(second)
    return _year(third), int(second), int(first)


def _year(written: str) -> int:
    return int(written) + (2_000 if len(written) <= 2 else 0)


def _moment(day: tuple[int, int, int], time: tuple[str | None, ...], zone: str) -> int | None:
    hour, minute, second = (int(one or 0) for one in time[:3])
    half = (time[3] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        when = datetime(*day, hour, minute, second, tzinfo=_zone(time[4], zone))
        return _within(int(when.timestamp()) * 1_000)
    except (ValueError, OverflowError):
        return None


def _zone(written: str | None, zone: str) -> timezone | ZoneInfo:
    if not written:
        return UTC if zone == "UTC" else ZoneInfo(zone)
    if written[0] not in "+-":
        return UTC
    digits = written[1:].replace(":", "").replace(" ", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if written[0] == "-" else away)


def _within(at: int) -> int | None:
    return at if EARLIEST <= at < LATEST else None


def exact(text: str, decimal: str) -> Decimal | None:
    """A number with signs of currency and of thousands around and within it; (12.50) and 12.50- are less than nothing."""
    if len(text) > _LONGEST:
        return None
    kept = "".join(one for one in text if one.isdigit() or one in ".,-()")
    less = kept.startswith(("-", "(")) or kept.endswith("-")
    digits = kept.strip("-().,")
    other = "," if decimal == "." else "."
    if digits.count(decimal) > 1 or not digits:
        return None
    whole, _, part = digits.replace(other, "").partition(decimal)
    if other in digits and not _thousands(digits.partition(decimal)[0], other):
        return None
    try:
        found = Decimal(f"{whole or '0'}.{part or '0'}")
    except InvalidOperation:
        return None
    return None if found >= _MOST else -found if less else found


def _thousands(whole: str, sign: str) -> bool:
    """1.234.567: three digits after each sign; the lakhs of India (12,34,567) have two."""
    first, *groups = whole.split(sign)
    return bool(first) and all(len(one) in (2, 3) for one in groups) and len(groups[-1]) == 3


def amount(text: str, decimal: str, currency: str) -> Money | None:
    """Money; None for what is none."""
    return _read_amount(text, decimal, currency) if len(text) <= _LONGEST else None


@lru_cache(65_536)
def _read_amount(text: str, decimal: str, currency: str) -> Money | None:
    found = exact(text, decimal)
    try:
        return None if found is None else money(found, currency)
    except BadAmount:
        return None


def count(text: str, decimal: str) -> int | None:
    """Pieces: a whole number, nothing less than nothing."""
    if text.isascii() and text.isdigit() and len(text) < 7:
        return int(text)
    found = exact(text, decimal)
    return int(found) if found is not None and found == int(found) and 0 <= found < 1_000_000 else None


def truth(text: str) -> bool | None:
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def country(text: str) -> str:
    """ISO 3166-1 alpha-2 for a code or a name in English, German, Spanish or French; as it stands where it is neither."""
    text = text[:_LONGEST]
    if len(text) == 2 and text.isalpha():
        return text.upper()
    return _countries().get(plain(text), text)


@lru_cache(1)
def _countries() -> dict[str, str]:
    found = dict(_EXTRA_COUNTRIES)
    for language in ("fr", "es", "de", "en"):
        names = Locale(language).territories
        found |= {plain(name): code for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return found


def bare(text: str) -> str:
    """Without the apostrophe that keeps spreadsheets from counting with a postcode or a phone number."""
    return text.removeprefix("'")
