"""How mail programs mark quotes in HTML, as data: container by tag, class or id."""

import re

from .markup import Token

CUT = "\x1eCUT\x1e"
_QUOTES = re.compile(
    r"gmail_quote|yahoo_quoted|zmail_extra|protonmail_quote|moz-cite-prefix|tutanota_quote|quoted-?plain|mail_?quote|freebirdquote|"
    r"wmquote|oriMsgHtml|mailcontainerquote|reply-?quote|hm_quote|mailmotion_quote|ms-outlook-mobile-reference-message|"
    r"OLK_SRC_BODY_SECTION|yandex_quote|naver_quote|qt_quote|front-blockquote|missive_quote|hs_reply\b",
    re.IGNORECASE,
)  # fmt: skip
_CUTS = re.compile(
    r"stopSpelling|appendonsend|divRplyFwdMsg|OutlookMessageHeader|mail-editor-reference-message-container|reply-intro|"
    r"replySplit|isReplyContent|isForwardContent|gwQuoteHeader",
    re.IGNORECASE,
)  # fmt: skip
_TAGS = {"div", "blockquote", "span", "table", "section"}
_RULE_ABOVE = re.compile(r"border(?:-top)?:\s?(?:none|solid #?[a-z0-9]{1,9} [0-9.]{1,4}pt)[^\"]{0,60}", re.IGNORECASE)
_RULE_COLOUR = re.compile(
    r"solid\s(?:#(?:E1E1E1|B5C4DF|B5C4E1|C4C4C4)|rgb\(181, ?196, ?223\)|windowtext)", re.IGNORECASE
)


class Marks:
    """Watches the tags of a mail go by and says where a quote opens, closes, or where all that follows is quote."""

    def __init__(self) -> None:
        self.open: list[tuple[str, int]] = []

    def see(self, token: Token) -> str:
        """ "open" or "close" of a quote container, `CUT`, or ""."""
        if self.open and token.name == self.open[-1][0]:
            return self._count(token)
        if not token.opens:
            return ""
        if self._is_cut(token):
            return CUT
        return self._opens(token)

    def _count(self, token: Token) -> str:
        name, depth = self.open.pop()
        depth += 1 if token.opens else -1
        if depth:
            self.open.append((name, depth))
            return ""
        return "close"

    def _opens(self, token: Token) -> str:
        if token.name in _TAGS and token.name != "blockquote" and not self.open and _QUOTES.search(_labels(token)):
            self.open.append((token.name, 1))
            return "open"
        return ""

    def _is_cut(self, token: Token) -> bool:
        if self.open or token.name not in {"div", "hr", "p", "table", "span"}:
            return False
        labels = _labels(token)
        return bool(labels and _CUTS.search(labels)) or (token.name == "div" and _is_outlook_rule(token))


def _labels(token: Token) -> str:
    if "class" not in token.source and "id=" not in token.source and "name=" not in token.source:
        return ""
    attributes = token.attributes()
    return " ".join((attributes.get("class", ""), attributes.get("id", ""), attributes.get("name", "")))


def _is_outlook_rule(token: Token) -> bool:
    style = token.attributes().get("style", "") if "border" in token.source else ""
    return "border-top" in style.lower() and bool(_RULE_ABOVE.search(style) and _RULE_COLOUR.search(style))
