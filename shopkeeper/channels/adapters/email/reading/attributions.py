"""Lines that say "from here on another wrote": attribution lines, header blocks, dividers. Each test looks at a few short lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import phrases

LONGEST = 500
_MARKS = re.compile(r"^[>|\s\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_STARS = re.compile(r"^[*_#]{1,3}|[*_]{1,3}(?=\s*[:：])|(?<=[:：])\s*[*_]{1,3}")


def _any(table: str) -> str:
    return "|".join(re.escape(term) for term in phrases.terms(table))


_WROTE = re.compile(
    rf"(?<![^\W\d_])(?:{_any(phrases.WROTE)})(?![^\W\d_])|写道|寫道|님이|のメール|さんは", re.IGNORECASE
)
_OPENER = re.compile(
    rf"(?:{_any(phrases.OPENERS)})(?![^\W\d_])[ ,.:]?|(?:{_any(phrases.WEEKDAYS)})(?:[.,]|\s|-feira){{1,3}}\s?(?:den |d\. )?\d",
    re.IGNORECASE,
)
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TIMED = re.compile(r"\d{4}.{0,12}\d{1,2}[:.]\d{2}|\d{1,2}[:.]\d{2}.{0,20}\d{4}")
_DATE = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d{1,2}\.? \w{3,12}\.? \d{2}")
_DATE_FIRST = re.compile(
    r"(?:\w{2,10}[.,]{1,2} )?(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\.? \w{3,10}\.? \d{4})"
)
_EMAIL = re.compile(r"[^\s<>\"',;:()\[\]]{1,100}@[^\s<>\"',;:()\[\]@]{1,200}")
_LATE_DATE = re.compile(rf"(?:{_any(phrases.WROTE)})[^:]{{0,20}}?\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}", re.IGNORECASE)
_VERB_LAST = re.compile(rf"(?:{_any(phrases.WROTE)})\S{{0,4}}\s?[:：-]*[\s*_]*$", re.IGNORECASE)
_QUOTING = re.compile(r"(?:quoting|zitat von|zitiere|citando a?|citat från|in message|в письме)\s", re.IGNORECASE)
# "I wrote to you on 3 May:" is the customer speaking; "you wrote:" counts only above quoted lines
_SPEAKING = re.compile(
    r"\b(?:i|we|you|ich|wir|sie|du|ihr|je|j'ai|vous|nous|tu|yo|usted|io|lei|ho|ik|wij|we|u|jag|jeg|vi|ni|eu|você|я|мы|вы|ja|pan|pani)\s+(?:[^\W\d]{2,9}\s+)?"
    rf"(?:{_any(phrases.WROTE)})\b|(?:wrote|written|schrieb|geschrieben|escribí|scritto|écrit|escrevi)\s+(?:to|an|à|a|al)\s",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\W\d_]{3}[.?!] ")
_ENDS = re.compile(r"(?::|：|-{2,6}|﹕|:[*_]{1,2})[\s\u202c\u202d\u200f\u200e*_]*$")
_DASHED = re.compile(
    r"^[-‐—–=_*~ \t]{2,80}\s?([^-‐—–=_*~].{2,80}?)\s?:?[-‐—–=_*~ \t]{2,80}:?$|^([^\W\d_].{4,80}?)\s?[:：]$"
)
_ORIGINAL = frozenset(phrases.terms(phrases.ORIGINAL))
_FORWARDED = frozenset(phrases.terms(phrases.FORWARDED))
_LABELS = {term: kind for kind, table in phrases.LABELS.items() for term in phrases.terms(table.replace("\n", " "))}
_LABEL = re.compile(r"^([^:：@<>\d]{1,32}?)\s?[:：]\s*(.*)$", re.DOTALL)
_LINE = re.compile(r"^[_\-=─]{5,}$")


@dataclass(slots=True, frozen=True)
class Divider:
    """Where another's words begin: lines `at` to `to` (exclusive) are the divider itself.
    `kind`: wrote, block, ruled (a block under a line), original or forwarded."""

    at: int
    to: int
    kind: str


_GLUED = re.compile(r"^([>\s]{0,10}-{5,20} [^-]{2,60} -{5,20})\s+(?=\S)")
_AFTER_ADDRESS = re.compile(r"(?<=>)(?=[^\W\d_][^\W\d]{0,20}(?: [^\W\d]{1,12})?\s?:\s)")
_LONG_LABELS = sorted(
    {
        t.title()
        for k in ("date", "subject")
        for t in phrases.terms(phrases.LABELS[k].replace("\n", " "))
        if len(t) >= 4
    },
    key=len,
    reverse=True,
)
_INNER_LABEL = re.compile(rf"(?<=\S)(?=(?:{'|'.join(re.escape(t) for t in _LONG_LABELS)})\s?:\s)")
_NEXT_LABEL = re.compile(rf"\s(?=(?:{'|'.join(re.escape(t) for t in _LONG_LABELS)})\s?:\s)")


def unglued(lines: Sequence[str]) -> list[str]:
    """Lines with a copied head on one line (Yahoo's plain text does that) taken apart at its labels."""
    out: list[str] = []
    for line in lines:
        found = _GLUED.match(line) if len(line) < 4_000 and "-----" in line[:40] else None
        if found is None:
            out.append(line)
            continue
        head = _INNER_LABEL.sub("\n", _AFTER_ADDRESS.sub("\n", line[found.end() :]))
        out.extend((found[1], *head.split("\n")))
    return out


def bare(line: str) -> str:
    """A line without its quote marks, direction marks and surrounding space."""
    text = _MARKS.sub("", line[:LONGEST]).strip()
    return text if text.isascii() else _DIRECTION.sub("", text)


@lru_cache(maxsize=256)
def label(line: str) -> tuple[str, str] | None:
    """("from" | "to" | "cc" | "date" | "subject" | …, value) of a header block's line, or None."""
    text = _STARS.sub("", bare(line))
    found = _LABEL.match(text)
    if found is None:
        return None
    kind = _LABELS.get(found[1].strip(" *_").lower())
    return (kind, found[2].strip()) if kind else None


def divider(lines: Sequence[str], at: int) -> Divider | None:
    """What begins at this line, if anything does."""
    text = bare(lines[at])
    if len(text) < 4:
        return None
    return _phrase(lines, text, at) or _block(lines, at, text) or _wrote(lines, at, text)


def _phrase(lines: Sequence[str], text: str, at: int) -> Divider | None:
    """A dashed phrase, or one with a colon; unknown phrases count where a sender's header block follows at once."""
    found = _DASHED.match(text) if len(text) <= 160 else None
    if found is None:
        return None
    words = (found[1] or found[2]).strip(" -‐—–=_*~:>").lower()
    if words in _FORWARDED or (words.split(" by ")[0] in {"forwarded", "transféré"} and found[1]):
        return Divider(at, at + 1, "forwarded")
    if words in _ORIGINAL and found[1]:
        return Divider(at, at + 1, "original")
    if found[1] and len(words) <= 60 and text.startswith("-----") and _head_follows(lines, at + 1):
        return Divider(at, at + 1, "original")
    if found[2] and len(words) <= 60 and label(lines[at]) is None and _head_follows(lines, at + 1, quoted=True):
        return Divider(at, at + 1, "forwarded")
    return None


def _head_follows(lines: Sequence[str], at: int, quoted: bool = False) -> bool:
    start = _next_words(lines, at, 3)
    if start < 0 or (quoted and not lines[start].startswith(">")):
        return False
    _, kinds = header_lines(lines, start)
    return "from" in kinds and len(kinds & {"to", "date", "subject"}) >= 2


def _block(lines: Sequence[str], at: int, text: str) -> Divider | None:
    """Two or more labelled lines, the sender's among them, perhaps under a rule."""
    start = at
    ruled = bool(_LINE.match(text))
    if ruled:
        start = _next_words(lines, at + 1, 3)
        if start < 0:
            return None
    if ruled and _on_one_line(lines[start]):
        return Divider(at, start + 1, "ruled")
    end, kinds = header_lines(lines, start)
    sender = "from" in kinds and len(kinds & {"to", "date", "subject", "reply_to"}) >= 1
    return Divider(at, end, "ruled" if ruled else "block") if sender and _believable(lines, start, end) else None


def _on_one_line(line: str) -> bool:
    """A copied head whose lines ran together, as HTML without breaks does: From with an address, then a date or a subject."""
    kinds = [found[0] for piece in _NEXT_LABEL.split(bare(line)) if (found := label(piece))]
    return kinds[:1] == ["from"] and bool({"date", "subject"} & set(kinds)) and "@" in line


def _believable(lines: Sequence[str], start: int, end: int) -> bool:
    """A block names an address, or a date and a subject; "From: Berlin To: Paris" is somebody's journey."""
    if any("@" in line for line in lines[start:end]):
        return True
    found = [one for line in lines[start:end] if (one := label(line))]
    kinds = [kind for kind, _ in found]
    if {"date", "subject"} <= set(kinds):
        return True
    return kinds[:3] == ["from", "date", "to"] and bool(_TIMED.search(found[1][1][:80]))


def _next_words(lines: Sequence[str], at: int, within: int) -> int:
    for place in range(at, min(len(lines), at + within)):
        if bare(lines[place]):
            return place
    return -1


def header_lines(lines: Sequence[str], at: int) -> tuple[int, set[str]]:
    """Where the block of labelled lines that begins at `at` ends, and the fields it has. Wrapped lines belong to it."""
    kinds: set[str] = set()
    place, wrapped = at, 0
    while place < min(len(lines), at + 30):
        found = label(lines[place])
        if found is None:
            if not kinds or not bare(lines[place]) or wrapped >= 4 or not _wraps(lines, place):
                break
            wrapped += 1
        else:
            kinds.add(found[0])
            wrapped = 0
        place += 1
    return place, kinds


def _wraps(lines: Sequence[str], place: int) -> bool:
    """An unlabelled line inside a block: the next label comes soon, or it is the tail of an address list."""
    ahead = lines[place + 1 : place + 4]
    return any(label(line) for line in ahead if bare(line)) and all(bare(line) for line in ahead[:1])


def _wrote(lines: Sequence[str], at: int, text: str) -> Divider | None:
    joined = text
    for extra in range(4):
        if extra:
            if at + extra >= len(lines) or not (more := bare(lines[at + extra])):
                return None
            joined = f"{joined} {more}"
        if len(joined) > LONGEST:
            return None
        if (extra == 0 and not _may_open(joined)) or _restarts(lines, at, extra):
            return None
        if is_attribution(joined, _quoted_next(lines, at + extra + 1)):
            return Divider(at, at + extra + 1, "wrote")
    return None


def _restarts(lines: Sequence[str], at: int, extra: int) -> bool:
    """The next line begins something of its own: a quote, or an attribution that reads better alone."""
    if not extra:
        return False
    line = lines[at + extra]
    if line.startswith(">") and not lines[at].startswith(">") and not re.match(r">\s?[:：]", line):
        return True
    first = bare(lines[at])
    return not _opens(first) and not _WROTE.search(first) and _opens(bare(line)) and bool(_DATE.search(line[:160]))


def _opens(text: str) -> bool:
    return bool(_OPENER.match(text.lstrip("-*_ ")) or _DATE_FIRST.match(text))


def _may_open(text: str) -> bool:
    if _opens(text):
        return True
    found = re.search(r"[<@]", text[:160])
    head = text[: found.start()] if found else text[:100]
    named = bool(found) or text[:1] in "\"'„“«" or bool(_WROTE.search(head) or _QUOTING.match(head))
    return named and len(head) <= 100 and not _SENTENCE.search(head)


def _quoted_next(lines: Sequence[str], at: int) -> bool:
    following = _next_line(lines, at)
    return following.startswith((">", "|")) or bool(re.match(r"^\w{0,12}>", following))


def _next_line(lines: Sequence[str], at: int) -> str:
    for place in range(at, min(len(lines), at + 4)):
        if lines[place].strip():
            return lines[place].lstrip()
    return ""


def is_attribution(text: str, quoted_next: bool) -> bool:
    """Is this joined paragraph "On … X wrote:"? More is believed where quoted lines follow."""
    dated, email = bool(_DATE.search(text)), bool(_EMAIL.search(text))
    if not _ENDS.search(text):
        return quoted_next and dated and email and bool(_DATE_FIRST.match(text)) and text.endswith(">")
    if _SPEAKING.search(text) and not quoted_next:
        return False
    opens = _opens(text)
    if _WROTE.search(text):
        certain = email and (dated or bool(_VERB_LAST.search(text)))
        return (
            certain
            or (dated and (opens or bool(_LATE_DATE.search(text))))
            or (quoted_next and (opens or dated or email or _named_alone(text)))
        )
    if (email and _QUOTING.match(text)) or (quoted_next and opens and dated):
        return True
    return email and dated and (bool(_DATE_FIRST.match(text)) or opens or quoted_next)


def _named_alone(text: str) -> bool:
    """ "Ana Ruiz wrote:", with nothing else on the line."""
    return len(text) <= 80 and text.count(" ") <= 5 and bool(_VERB_LAST.search(text))


def shared_line(line: str, quoted_next: bool) -> int:
    """Where an attribution begins inside a line ("thanks On Wed, Apr 4, 2012 … wrote:"), or -1."""
    tail = line[-300:]
    if not quoted_next or not _ENDS.search(tail):
        return -1
    for found in re.finditer(r"\s?-{0,5}\s?\b(?:On|Am|Le|El|Il|Em|Op|Den|W dniu|Dnia) (?=[^<>]{0,20}\d)", tail):
        if is_attribution(tail[found.start() :].strip(" -"), True):
            return len(line) - len(tail) + found.start()
    return -1
