"""Customers' HTML, made harmless for a sandboxed frame (nh3): no scripts, no forms, nothing that leaves its box or calls home unasked."""

import re

import nh3

from .html_text import html_to_text
from .markup import tokens

_TAGS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
    "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
_EVERYWHERE = {"align", "bgcolor", "color", "dir", "height", "lang", "style", "title", "valign", "width"}
_ATTRIBUTES = {
    "*": _EVERYWHERE, "a": {"href", "name"}, "img": {"src", "alt", "data-src"}, "font": {"face", "size"}, "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap", "scope"}, "table": {"border", "cellpadding", "cellspacing", "summary"}, "ol": {"start", "type", "reversed"},
    "ul": {"type"}, "li": {"value"}, "col": {"span"}, "colgroup": {"span"}, "blockquote": {"type"}, "hr": {"size", "noshade"}, "details": {"open"},
}  # fmt: skip
# Looks only: nothing that positions, loads, animates, hides behind others or reaches outside the box.
_STYLES = {
    "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-collapse", "border-color",
    "border-left", "border-left-color", "border-left-style", "border-left-width", "border-radius", "border-right", "border-right-color",
    "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color", "border-top-style", "border-top-width",
    "border-width", "clear", "color", "direction", "display", "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight",
    "height", "letter-spacing", "line-height", "list-style-type", "max-height", "max-width", "min-height", "min-width", "overflow-wrap", "padding",
    "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration", "text-indent", "text-transform",
    "unicode-bidi", "vertical-align", "white-space", "width", "word-break", "word-spacing", "word-wrap", "margin-bottom", "margin-top",
}  # fmt: skip
_DROPPED = {
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "textarea",
    "select",
    "noembed",
    "noframes",
    "xmp",
}
_BAD_VALUE = re.compile(
    r"url\s*\(|image\s*\(|image-set|expression|javascript:|@import|behaviou?r|-moz-binding|\\|var\s*\(|attr\s*\(",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"(?:https?:)?//\S{1,4000}\Z", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]{1,4000000}\Z", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_CID = re.compile(r"cid:[^\s\"'<>]{1,400}\Z", re.IGNORECASE)
# nh3 writes every attribute as ` name="value"` with quotes inside escaped, so this cannot be led astray by a value
_REMOTE_SRC = re.compile(r'(<img(?: [a-z-]{1,40}="[^"]*"){0,20}?) src="((?:https?:)?//[^"]*)"', re.IGNORECASE)
_FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
_NESTING = _FORMATTING | {
    "div",
    "span",
    "blockquote",
    "table",
    "tbody",
    "center",
    "section",
    "article",
    "ul",
    "ol",
    "dl",
    "ins",
    "del",
    "sub",
    "sup",
    "q",
    "cite",
}
# no-break spaces and their neighbours: the cleaner's time grows with their number squared (0.5 s for 200,000 in one piece of text)
_SIGNS = re.compile("[\x80-\xbf]")
MOST_MARKS = 60_000
LONGEST = 4_000_000


def sanitise(html: str) -> str:
    """Safe HTML of a mail's body. `cid:` pictures keep their mark, remote ones wait in `data-src`, links open without telling from where.

    The frame that shows it must still be sandboxed, with a policy of its own: this is one of two locks. Over 4,000,000 characters are cut.
    """
    if _wild(html):
        return _plainly(html)
    clean = nh3.clean(
        html[:LONGEST],
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener nofollow noreferrer",
        strip_comments=True,
    )
    return _REMOTE_SRC.sub(r'\1 data-src="\2"', clean)


def _wild(html: str) -> bool:
    """HTML that would keep the cleaner busy for minutes (its time grows with depth and with unclosed `<font>`s): no real mail is like this."""
    if html.count("<") > MOST_MARKS or html.count("&") > MOST_MARKS:
        return True
    if not html.isascii() and len(_SIGNS.findall(html)) > MOST_MARKS:
        return True
    depth = {True: 0, False: 0}
    for token in tokens(html) if html.count("<") > 200 else ():
        if token.name in _NESTING:
            kind = token.name in _FORMATTING
            depth[kind] = max(0, depth[kind] + (1 if token.opens else -1))
            if depth[kind] > (60 if kind else 500):
                return True
    return False


def _plainly(html: str) -> str:
    text = html_to_text(html[:LONGEST]).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<div style="white-space:pre-wrap">{text}</div>'


def _filter(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return _style(value)
    if name == "href":
        return value if _LINK.match(value.strip()) else None
    if name == "src":
        return _source(value.strip())
    if name == "data-src":
        return None
    return value if len(value) <= 2_000 else None


def _source(value: str) -> str | None:
    if _CID.match(value) or _PICTURE.match(value):
        return value
    return value if _REMOTE.match(value) else None


def _style(value: str) -> str | None:
    if len(value) > 4_000:
        return None
    kept = [rule for rule in value.split(";") if not _BAD_VALUE.search(rule)]
    return ";".join(kept) or None
