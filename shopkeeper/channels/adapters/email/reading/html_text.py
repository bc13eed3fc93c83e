"""HTML as plain text, the way a person would type it: paragraphs, lists, links worth keeping, quotes with `>`."""

import html
import re
from dataclasses import dataclass, field

from .markup import Token, tokens
from .quote_marks import CUT, Marks

_BLOCKS = {
    "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "header", "li", "main", "nav",
    "ol", "section", "table", "tr", "ul", "body", "html", "caption", "thead", "tbody", "tfoot", "hr", "blockquote", "pre",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = {"head", "script", "style", "title", "noframes", "iframe", "object", "template", "select"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"\n{3,}")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad\x00")
_ANY_TAG = re.compile(r"<[^<>]{0,8192}>")
DEEPEST_QUOTE = 20
MOST_TOKENS = 25_000


@dataclass(slots=True)
class _Page:
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0
    blank: bool = True
    hidden: str = ""
    pre: int = 0
    lists: list[int] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)

    def words(self, text: str) -> None:
        if self.pre:
            self._pre_words(text)
            return
        words = _SPACES.sub(" ", text)
        if not self.line or self.line[-1].endswith((" ", "\t")):
            words = words.lstrip(" ")
        if words:
            self.line.append(words)

    def _pre_words(self, text: str) -> None:
        first, *more = text.replace("\r\n", "\n").split("\n")
        self.line.append(first)
        for piece in more:
            self.new_line(True)
            self.line.append(piece)

    def new_line(self, forced: bool = False) -> None:
        text = "".join(self.line).replace("\xa0", " ").translate(_INVISIBLE).rstrip()
        if text or forced:
            mark = "> " * self.depth
            self.lines.append((mark + text).rstrip() if mark else text)
            self.blank = not text
        self.line = []

    def gap(self) -> None:
        self.new_line()
        if not self.blank:
            self.new_line(True)


def html_to_text(source: str) -> str:
    """The words of `source`. Never raises; linear in its length. Blockquotes become lines with `>`."""
    return rendered(source, None)


def rendered(source: str, marks: Marks | None) -> str:
    """As `html_to_text`; with `marks`, known quote containers are quoted too and a line `CUT` stands where the rest is quote."""
    page = _Page()
    for count, token in enumerate(tokens(source)):
        if count >= MOST_TOKENS:
            page.words(_hastily(source[token.at :]))
            break
        _take(page, token, marks)
    page.new_line()
    return _BLANKS.sub("\n\n", "\n".join(page.lines)).strip("\n")


def _take(page: _Page, token: Token, marks: Marks | None) -> None:
    if page.hidden:
        done = token.name == "body" or (token.name == page.hidden and not token.opens)
        page.hidden = "" if done else page.hidden
    elif token.name:
        _tag(page, token, marks)
    else:
        page.words(token.text)


def _hastily(source: str) -> str:
    """The rest of a page with more tags than any real one: words only, without layout."""
    return html.unescape(_ANY_TAG.sub(" ", source))


def _tag(page: _Page, token: Token, marks: Marks | None) -> None:
    if marks is not None:
        _mark(page, token, marks)
    name = token.name
    if name in _HIDDEN:
        page.hidden = name if token.opens and not token.source.endswith("/>") else ""
    elif name == "br":
        page.new_line(True)
    elif name in _SPACED:
        page.gap()
    elif name == "td" or name == "th":
        page.words(" " if token.opens else "")
    elif name == "a":
        _link(page, token)
    elif name in _BLOCKS:
        _block(page, token)


def _mark(page: _Page, token: Token, marks: Marks) -> None:
    found = marks.see(token)
    if found == CUT:
        page.new_line()
        page.lines.append(CUT)
    elif found:
        page.new_line()
        page.depth = max(0, min(DEEPEST_QUOTE, page.depth + (1 if found == "open" else -1)))


def _block(page: _Page, token: Token) -> None:
    name = token.name
    page.new_line()
    if name == "blockquote":
        page.depth = max(0, min(DEEPEST_QUOTE, page.depth + (1 if token.opens else -1)))
    elif name == "pre":
        page.pre = max(0, page.pre + (1 if token.opens else -1))
    elif name in {"ul", "ol"}:
        _list(page, token)
    elif name == "li" and token.opens:
        page.line.append(_bullet(page))
    elif name == "hr":
        page.lines.append(("> " * page.depth) + "-" * 10)
        page.blank = False


def _list(page: _Page, token: Token) -> None:
    if token.opens and len(page.lists) < DEEPEST_QUOTE:
        page.lists.append(0 if token.name == "ol" else -1)
    elif not token.opens and page.lists:
        page.lists.pop()


def _bullet(page: _Page) -> str:
    if not page.lists or page.lists[-1] < 0:
        return "• "
    page.lists[-1] += 1
    return f"{page.lists[-1]}. "


def _link(page: _Page, token: Token) -> None:
    if token.opens:
        href = token.attributes().get("href", "").strip()
        page.links.append((href, len(page.line)))
        del page.links[:-50]
    elif page.links:
        href, start = page.links.pop()
        shown = "".join(page.line[start:]).strip() if start <= len(page.line) else ""
        bare = href.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").rstrip("/")
        if shown and href.startswith(("http://", "https://")) and bare not in shown and len(href) <= 300:
            page.line.append(f" <{href}>")
