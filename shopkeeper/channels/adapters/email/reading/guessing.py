"""Which charset are these bytes, when nobody says or what is said cannot be true? By the habits of scripts, not by statistics of a corpus.

Bytes in pairs are told apart by the rows of their tables (JIS X 0208, GB 2312, KS X 1001, Big5); single bytes by how well each reading
spells: the letters a language uses most are common in the right one, and signs inside of words betray a wrong one.
"""

import itertools
import re

from msgspec import Struct

SAMPLE = 8_192
# below this share of letters beyond ASCII a text is written in Latin letters
_FOREIGN = 0.4


class _Script(Struct, frozen=True):
    """`common`: the letters that make up more than half of any text in it."""

    charsets: tuple[str, ...]
    common: frozenset[str]


_SCRIPTS = (
    _Script(("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866"), frozenset("оеаинтсрвлкмдпу")),
    _Script(("cp1253", "iso8859-7"), frozenset("αοιετσνηυρκπμςωάίόέή")),
    _Script(("cp1255", "iso8859-8"), frozenset("יוהלאתרבשמנםח")),
    _Script(("cp1256", "iso8859-6"), frozenset("اليموتنربدعسفهةحق")),
    _Script(("cp874",), frozenset("านรก่อเวสม้ยงดลี็ัทมคขิไะ")),
)
_PAIRS = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
# what languages in Latin letters write beyond ASCII, small and capital alike; one after the other they are tried, the first wins a draw
_WESTERN = tuple(
    frozenset(letters)
    for letters in (
        "éèàçùâêîôûëïüœæ",
        "äöüßé",
        "áéíóúñüç",
        "áâãàçéêíóôúüª",
        "àèéìòù",
        "åäöæøéüó",
        "éëïöüèêáóà",
        "áðéíóúýþæö",
        "àçèéíïòóúü·",
    )
)
_CENTRAL = tuple(
    frozenset(letters)
    for letters in ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "ăâîşţșț")
)
_LATIN = (
    *(("cp1252", letters, 0.5) for letters in _WESTERN),
    ("cp1254", frozenset("ğışiçöüâîû"), 0.2),
    *(("cp1250", letters, 0.1) for letters in _CENTRAL),
    *(("iso8859-2", letters, 0.0) for letters in _CENTRAL),
)
# signs that stand between words, never inside them
_BETWEEN = frozenset("’‘“”„–—…«»€£§©®°·•´\xa0")


def charset(data: bytes) -> str:
    """The likeliest charset of bytes that are neither ASCII nor UTF-8, by Python's name. Linear in the first 8,192 bytes."""
    sample = data[:SAMPLE]
    return _in_pairs(sample) or _foreign(sample) or _latin(sample)


def foreign(data: bytes) -> str:
    """The charset of a script other than Latin that these bytes are in beyond doubt, or ""."""
    sample = data[:SAMPLE]
    return _in_pairs(sample) or _foreign(sample)


def _share(sample: bytes) -> float:
    """Which part of the letters lies beyond ASCII."""
    high = sum(byte >= 0x80 for byte in sample)
    letters = high + sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    return high / letters if letters and high >= 6 else 0.0


def _in_pairs(sample: bytes) -> str:
    """East Asian text; "" where the high bytes do not come in pairs."""
    pairs = _PAIRS.findall(sample)
    high = sum(byte >= 0x80 for byte in sample)
    if len(pairs) < 4 or _share(sample) < 0.5:
        return ""
    covered = sum((pair[0] >= 0x80) + (pair[1] >= 0x80) for pair in pairs)
    return _by_rows(sample, pairs) if covered > 0.95 * high else ""


def _by_rows(sample: bytes, pairs: list[bytes]) -> str:
    size = len(pairs)

    def part(first: int, last: int) -> float:
        return sum(first <= pair[0] <= last for pair in pairs) / size

    if all(pair[1] >= 0xA1 and pair[0] >= 0xA1 for pair in pairs):
        if part(0xA4, 0xA5) > 0.2:
            return _spells(sample, "euc_jp")
        if part(0xB0, 0xC8) + part(0xA1, 0xA3) > 0.97 and part(0xB0, 0xC8) > 0.6:
            return _spells(sample, "cp949")
        return (
            _spells(sample, "gb18030") if part(0xB0, 0xD7) + part(0xA1, 0xA3) > 0.85 and part(0xB0, 0xD7) > 0.6 else ""
        )
    if part(0x81, 0x83) > 0.2:
        return _spells(sample, "cp932")
    if part(0xA4, 0xC6) + part(0xA1, 0xA3) > 0.8:
        return _spells(sample, "big5hkscs")
    if part(0xB0, 0xF7) > 0.8 or not _foreign(sample):
        return _spells(sample, "gb18030")
    return ""


def _spells(sample: bytes, name: str) -> str:
    text = sample.decode(name, "replace")
    return name if text.count("\ufffd") <= 0.02 * len(text) + 1 else ""


def _foreign(sample: bytes) -> str:
    if _share(sample) < _FOREIGN:
        return ""
    ranked = sorted(
        (
            (_likeness(sample, name, script.common), -place, name)
            for script in _SCRIPTS
            for place, name in enumerate(script.charsets)
        ),
        reverse=True,
    )
    return ranked[0][2] if ranked[0][0] > 0.45 else ""


def _likeness(sample: bytes, name: str, common: frozenset[str]) -> float:
    """The share of common letters among all that is beyond ASCII; capitals inside of words count against it."""
    text = sample.decode(name, "replace")
    beyond = [one for one in text if one >= "\x80"]
    if not beyond or text.count("\ufffd") > 0.02 * len(text) + 1:
        return 0.0
    usual = sum(one.lower() in common for one in beyond)
    flips = sum(before.islower() and after.isupper() for before, after in itertools.pairwise(text))
    odd = sum(not one.isalpha() and one not in _BETWEEN and not _joins(one) for one in beyond)
    loud = 0.3 * sum(one.isupper() for one in beyond)
    return (usual - flips - odd - loud) / len(beyond)


def _joins(letter: str) -> bool:
    """Marks that belong to letters: Hebrew points, Arabic vowels, Thai tones."""
    return "\u0591" <= letter <= "\u0670" or "\u0e30" <= letter <= "\u0e4e"


def _latin(sample: bytes) -> str:
    read = {name: f" {sample.decode(name, 'replace')} " for name in {name for name, _, _ in _LATIN}}
    return max(_LATIN, key=lambda one: _spelling(read[one[0]], one[1], one[0] == "cp1252") + one[2])[0]


def _spelling(text: str, letters: frozenset[str], western: bool) -> float:
    """Letters the language knows count for a reading; others, and signs inside of words, against it."""
    score = 0.0
    for place, one in enumerate(text):
        if one < "\x80" or one in _BETWEEN:
            continue
        before, after = text[place - 1], text[place + 1]
        if not (before.isalpha() or after.isalpha()):
            continue
        known = one.lower() in letters or (western and _pair_of(one, after))
        score += (1 if known else -1) - (1.5 if one.isupper() and before.islower() else 0)
    return score


def _pair_of(letter: str, following: str) -> bool:
    """What Western texts write only before certain letters: Portuguese -ões, Spanish questions."""
    return (letter == "õ" and following == "e") or (letter in "¿¡" and following.isupper())
