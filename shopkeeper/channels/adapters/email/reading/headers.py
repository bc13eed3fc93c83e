"""The head of a mail or of one of its parts: a list of fields, however bent."""

import re
from email.utils import mktime_tz, parsedate_tz

from . import encoded

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]{0,20}:")
_MESSAGE_ID = re.compile(r"<\s{0,20}([^<>\s][^<>]{0,990})>")
_BARE_ID = re.compile(r"[^\s<>,;\"]{1,500}@[^\s<>,;\"]{1,500}")
LARGEST_HEAD = 262_144
MOST_FIELDS = 2_000


class Headers:
    """The fields of one head, in order; names without case, values raw."""

    __slots__ = ("fields", "problems")

    def __init__(self, fields: list[tuple[str, bytes]], problems: list[str]) -> None:
        self.fields = fields
        self.problems = problems

    def raw(self, name: str) -> str:
        """The first field of this name as text, unfolded, encoded words untouched; "" where there is none."""
        for field, value in self.fields:
            if field == name:
                return encoded.raw_words(value)
        return ""

    def raws(self, name: str) -> list[str]:
        return [encoded.raw_words(value) for field, value in self.fields if field == name]

    def words(self, name: str) -> str:
        return encoded.words(self.raw(name)[: encoded.LONGEST * 4])

    def has(self, name: str) -> bool:
        return any(field == name for field, _ in self.fields)

    def __bool__(self) -> bool:
        return bool(self.fields)


def read_head(data: bytes, start: int, stop: frozenset[bytes] | None = None) -> tuple[Headers, int]:
    """The head that begins at `start`, and where its body begins. A line that is no field ends it, as does a line `--x` with x in `stop`."""
    fields: list[tuple[str, bytes]] = []
    problems: list[str] = []
    position, size = start, len(data)
    while position < size:
        line_end = data.find(b"\n", position)
        following = size if line_end < 0 else line_end + 1
        line = data[position:following].rstrip(b"\r\n")
        if not line:
            return Headers(fields, problems), following
        if following - start > LARGEST_HEAD or len(fields) >= MOST_FIELDS:
            problems.append("header too large: the rest of it was left out")
            return Headers(fields, problems), _after_blank(data, position)
        if not _take(line, fields, position == start):
            if _is_stop(line, stop) or fields or position != start:
                problems.append("header without a blank line after it")
            return Headers(fields, problems), position
        position = following
    return Headers(fields, problems), size


def _take(line: bytes, fields: list[tuple[str, bytes]], first: bool) -> bool:
    if line[:1] in (b" ", b"\t"):
        if fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b" " + line.strip())
            return True
        return first and not line.strip()
    found = _FIELD.match(line)
    if found is None:
        return _is_envelope(line)
    fields.append((found[1].decode("ascii").lower(), line[found.end() :].strip()))
    return True


def _is_envelope(line: bytes) -> bool:
    return line.startswith((b"From ", b">From "))


def _is_stop(line: bytes, stop: frozenset[bytes] | None) -> bool:
    return stop is not None and line[:2] == b"--" and line[2:].rstrip() in stop


def _after_blank(data: bytes, position: int) -> int:
    ends = [found + len(gap) for gap in (b"\n\n", b"\r\n\r\n") if (found := data.find(gap, position)) >= 0]
    return min(ends, default=len(data))


def message_ids(value: str) -> tuple[str, ...]:
    """The ids in a Message-ID, In-Reply-To or References header, without angle brackets, each once, at most 200 (the last ones)."""
    found = _MESSAGE_ID.findall(value[:65536]) or _BARE_ID.findall(value[:4096])
    ids = ["".join(one.split()) for one in found]
    return tuple(dict.fromkeys(ids))[-200:]


def instant(value: str) -> int | None:
    """A date header as milliseconds UTC, or None where nobody can tell."""
    try:
        parsed = parsedate_tz(value[:200].strip())
        return None if parsed is None else int(mktime_tz(parsed)) * 1000
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
