"""The tree of parts (RFC 2046), found in one pass over the bytes however deep it goes.

A stack of the boundaries that are open is kept; each line that begins with `--` is looked up in it, so cost grows with the mail
and not with its depth. What is too deep, too much or not understood stays one part with all its bytes: nothing is lost.
"""

import re
from dataclasses import dataclass, field
from typing import Self

from . import encoded, transfer
from .headers import Headers, read_head

DEEPEST = 40
MOST_PARTS = 400
_TYPE = re.compile(r"\s{0,20}([A-Za-z0-9!#$&^_.+-]{1,100})\s{0,20}/\s{0,20}([A-Za-z0-9!#$&^_.+-]{1,100})")
_CLEAR = {"", "7bit", "8bit", "binary", "none"}
_GUESSED = re.compile(rb"^--([^\r\n]{1,200}?)[ \t]{0,20}\r?\n(?:[!-9;-~]{1,100}:|\r?\n)", re.MULTILINE)


@dataclass(slots=True)
class Part:
    """One part. `children` of a multipart, `message` of an attached mail, else `raw` bytes still in their transfer encoding."""

    headers: Headers
    content_type: str
    parameters: dict[str, str]
    begins: int
    ends: int = -1
    raw: bytes = b""
    children: list[Self] = field(default_factory=list)
    message: Self | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def disposition(self) -> str:
        return self.headers.raw("content-disposition").split(";")[0].strip().lower()

    @property
    def filename(self) -> str:
        kept = encoded.parameters(self.headers.raw("content-disposition"))
        return encoded.words(kept.get("filename") or self.parameters.get("name") or "")

    @property
    def content_id(self) -> str | None:
        return self.headers.words("content-id").strip("<> \t") or None

    @property
    def encoding(self) -> str:
        return self.headers.raw("content-transfer-encoding").split(";")[0].strip().strip("\"'").lower()

    def data(self) -> bytes:
        """The bytes behind the transfer encoding; what was odd goes to `problems`."""
        out, problem = transfer.decode(self.raw, self.encoding)
        if problem and problem not in self.problems:
            self.problems.append(problem)
        return out


def parse(raw: bytes) -> Part:
    """The mail's tree. Never raises."""
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    return _Walk(raw).run()


class _Walk:
    def __init__(self, data: bytes, depth: int = 0) -> None:
        self.data = data
        self.depth = depth
        self.count = 0
        self.frames: list[tuple[bytes, Part]] = []
        self.open: list[Part] = []
        self.stops: frozenset[bytes] = frozenset()

    def run(self) -> Part:
        root, position = self._enter(_leading(self.data), "text/plain")
        while 0 <= position < len(self.data):
            position = self._next(position)
        self._close(0, len(self.data))
        return root

    def _next(self, position: int) -> int:
        """Deal with the next delimiter line from `position`; -1 when there is none."""
        if not self.frames:
            return -1
        start = position if self.data.startswith(b"--", position) else self.data.find(b"\n--", max(0, position - 1)) + 1
        if start == 0 and not (position == 0 and self.data.startswith(b"--")):
            return -1
        end = self.data.find(b"\n", start)
        following = len(self.data) if end < 0 else end + 1
        if following - start <= 300:
            line = self.data[start + 2 : following].rstrip()
            return self._delimiter(line, start, following)
        return following

    def _delimiter(self, line: bytes, start: int, following: int) -> int:
        level = self._level(line)
        if level >= 0:
            return self._begin(level, start, following)
        if line.endswith(b"--") and (level := self._level(line[:-2])) >= 0:
            self._leave(level, start)
        return following

    def _level(self, boundary: bytes) -> int:
        for level in range(len(self.frames) - 1, -1, -1):
            if self.frames[level][0] == boundary:
                return level
        return -1

    def _begin(self, level: int, start: int, following: int) -> int:
        parent = self.frames[level][1]
        self._shut_children(level, parent, start)
        if following >= len(self.data):
            return following
        if not parent.children and len(parent.headers.raws("content-type")) > 1:
            self._keep_preamble(parent, start)
        if self.count >= MOST_PARTS:
            return self._swallow(parent, start)
        fallback = "message/rfc822" if parent.content_type == "multipart/digest" else "text/plain"
        _, position = self._enter(following, fallback, parent)
        return position

    def _keep_preamble(self, parent: Part, start: int) -> None:
        """Two Content-Types in one head: two heads ran together, and what looks like a preamble was the first part's words."""
        fields = [(name, value) for name, value in parent.headers.fields if name.startswith("content-")][1:]
        words = _part(Headers(fields[::-1], []), "text/plain", parent.begins)
        if words.content_type.startswith("text/"):
            words.ends = _without_newline(self.data, words.begins, start)
            words.raw = self.data[words.begins : words.ends]
            parent.children.append(words)

    def _swallow(self, parent: Part, start: int) -> int:
        rest = Part(
            Headers([], []), "application/octet-stream", {}, start, problems=["too many parts: the rest is kept as one"]
        )
        parent.children.append(rest)
        rest.ends, rest.raw = len(self.data), self.data[start:]
        self._close(0, len(self.data))
        return -1

    def _leave(self, level: int, start: int) -> None:
        self._shut_children(level, self.frames[level][1], start)

    def _shut_children(self, level: int, parent: Part, start: int) -> None:
        self._set_frames(self.frames[: level + 1])
        while self.open[-1] is not parent:
            self._finish(self.open.pop(), start)

    def _close(self, level: int, end: int) -> None:
        while len(self.open) > level:
            self._finish(self.open.pop(), end)
        self._set_frames([])

    def _set_frames(self, frames: list[tuple[bytes, Part]]) -> None:
        if len(frames) != len(self.frames):
            self.frames = frames
            self.stops = frozenset(b for frame in frames for b in (frame[0], frame[0] + b"--"))

    def _enter(self, start: int, fallback: str, parent: Part | None = None) -> tuple[Part, int]:
        """Open the part whose head begins at `start`; a mail attached in clear is opened with it."""
        self.count += 1
        headers, body = read_head(self.data, start, self.stops or None)
        part = _part(headers, fallback, body)
        if parent is not None:
            parent.children.append(part)
        self.open.append(part)
        if self.depth + len(self.open) > DEEPEST:
            if part.content_type.startswith(("multipart/", "message/")):
                part.problems.append("nested too deep: kept as it came")
                part.content_type = "application/octet-stream"
            return part, body
        if part.content_type.startswith("multipart/"):
            self._push(part, body)
        elif part.content_type in {"message/rfc822", "message/global"} and part.encoding in _CLEAR:
            part.message, body = self._enter(_leading(self.data, body), "text/plain")
        return part, body

    def _push(self, part: Part, body: int) -> None:
        boundary = part.parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
        if not boundary:
            found = _GUESSED.search(self.data, body)
            boundary = found[1] if found else b""
            part.problems.append("multipart without a boundary")
        if boundary:
            self._set_frames([*self.frames, (boundary, part)])
            self.stops = self.stops | {boundary, boundary + b"--"}

    def _finish(self, part: Part, end: int) -> None:
        part.ends = _without_newline(self.data, part.begins, end)
        if part.content_type.startswith("multipart/") and not part.children:
            part.problems.append("multipart without parts")
            part.content_type = "text/plain"
        if not part.children:
            part.raw = self.data[part.begins : part.ends]
        if part.content_type in {"message/rfc822", "message/global"} and part.message is None:
            self._unpack(part)

    def _unpack(self, part: Part) -> None:
        if self.depth < DEEPEST // 2:
            part.message = _Walk(part.data(), self.depth + max(1, len(self.open)) * 2).run()


def _part(headers: Headers, fallback: str, body: int) -> Part:
    value = headers.raw("content-type")
    found = _TYPE.match(value)
    named = f"{found[1]}/{found[2]}".lower() if found else _loose_type(value, fallback)
    rest = value[found.end() :] if found else value
    return Part(headers, named, encoded.parameters(rest), body, problems=list(headers.problems))


def _loose_type(value: str, fallback: str) -> str:
    first = value.split(";")[0].strip().lower()
    if not first:
        return fallback
    return {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(
        first, "application/octet-stream"
    )


def _leading(data: bytes, start: int = 0) -> int:
    """Where a mail really begins: blank lines and a byte order mark before its head are no body."""
    position = start + 3 if data.startswith(b"\xef\xbb\xbf", start) else start
    end = position
    while data[end : end + 1] in {b"\r", b"\n"}:
        end += 1
    return end if end < len(data) else position


def _without_newline(data: bytes, start: int, end: int) -> int:
    if end >= len(data) or end <= start:
        return max(start, end)
    end -= data[end - 1 : end] == b"\n"
    return end - (end > start and data[end - 1 : end] == b"\r")
