"""A tokenizer for HTML that goes once over the text, never back: bait cannot slow it down."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:_-]{0,60})")
_ATTRIBUTE = re.compile(r"([A-Za-z_:][A-Za-z0-9_:.-]{0,60})(?:\s{0,20}=\s{0,20}(\"[^\"]*\"?|'[^']*'?|[^\s\"'>]+))?")
_RAW = {"script", "style", "title", "textarea", "xmp", "noframes", "iframe", "noembed"}
LONGEST_TAG = 8_192


@dataclass(slots=True, frozen=True)
class Token:
    """Words (`name` empty) or a tag. `at` and `to` are its place in the source; `opens` is False for an end tag."""

    at: int
    to: int
    name: str = ""
    opens: bool = True
    text: str = ""
    source: str = field(default="", repr=False)

    def attributes(self) -> dict[str, str]:
        """Attribute names (lower case) and values; the first of a name wins. Tags over 8,192 characters are read that far."""
        out: dict[str, str] = {}
        start = len(self.name) + 1
        for found in _ATTRIBUTE.finditer(self.source[start:LONGEST_TAG]):
            value = (found[2] or "").strip("\"'")
            out.setdefault(found[1].lower(), html.unescape(value) if "&" in value else value)
        return out


def tokens(source: str) -> Iterator[Token]:
    """The words and tags of `source`. Comments and declarations are skipped, script and style bodies too."""
    position, size = 0, len(source)
    lower = source.lower() if len(source.lower()) == size else source
    ends = _Ends(source)
    while position < size:
        start = source.find("<", position)
        if start < 0:
            start = size
        if start > position:
            yield Token(position, start, text=_words(source[position:start]))
        if start >= size:
            return
        name = _NAME.match(source, start + 1)
        if name is None:
            position, plain = _skip(source, start)
            if plain:
                yield Token(start, position, text="<")
            continue
        end = ends.of_tag(name.end())
        token = Token(start, end, name[1].lower(), source[start + 1] != "/", source=source[start:end])
        yield token
        position = _after_raw(lower, token) if token.opens and token.name in _RAW else end


def _words(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _skip(source: str, start: int) -> tuple[int, bool]:
    """Past a comment or declaration; a lone `<` is plain text."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 4)
        return (len(source), False) if end < 0 else (end + 3, False)
    if source[start + 1 : start + 2] in {"!", "?"} or source.startswith("</", start):
        end = source.find(">", start)
        return (len(source), False) if end < 0 else (end + 1, False)
    return start + 1, True


def _after_raw(lower: str, token: Token) -> int:
    end = lower.find("</" + token.name, token.to)
    return len(lower) if end < 0 else end


class _Ends:
    """Where tags end, quotes respected. What was once not found to the end of the source is not looked for again."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.missing: set[str] = set()

    def of_tag(self, position: int) -> int:
        while True:
            close = self._find(">", position)
            if close < 0:
                return len(self.source)
            quote = self._first_quote(position, close)
            if quote < 0:
                return close + 1
            after = self._find(self.source[quote], quote + 1)
            if after < 0 or after - quote > 2_000_000:
                return close + 1
            position = after + 1

    def _first_quote(self, start: int, end: int) -> int:
        marks = [found for mark in "\"'" if (found := self.source.find(mark, start, end)) >= 0]
        first = min(marks, default=-1)
        return first if first >= 0 and self.source[start:first].rstrip().endswith("=") else -1

    def _find(self, mark: str, position: int) -> int:
        if mark in self.missing:
            return -1
        found = self.source.find(mark, position)
        if found < 0:
            self.missing.add(mark)
        return found
