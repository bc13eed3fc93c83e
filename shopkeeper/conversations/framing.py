"""A customer's HTML as a document for a sandboxed frame: cleaned once more, pictures from far away left out until asked for."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

import nh3

LOOKS = {
    "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left", "border-radius",
    "border-right", "border-spacing", "border-style", "border-top", "border-width", "color", "direction", "display", "float",
    "font", "font-family", "font-size", "font-style", "font-weight", "height", "letter-spacing", "line-height",
    "list-style-type", "margin-bottom", "margin-top", "max-height", "max-width", "min-height", "min-width", "padding",
    "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration",
    "text-indent", "text-transform", "unicode-bidi", "vertical-align", "white-space", "width", "word-break",
}  # fmt: skip
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LONGEST_PICTURE = 3_000_000
LONGEST_PICTURES = 9_000_000

_EVERYWHERE = {"align", "bgcolor", "color", "dir", "height", "lang", "style", "title", "valign", "width"}
_ATTRIBUTES = {
    **{tag: set(kept) for tag, kept in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": _EVERYWHERE, "a": {"href", "name"}, "img": {"src", "alt", "data-src", "height", "width"}, "font": {"face", "size"},
    "table": {"border", "cellpadding", "cellspacing"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
}  # fmt: skip
_TAGS = nh3.ALLOWED_TAGS | {"font", "main", "section", "big", "address"}
_BAD = re.compile(r"url\s*\(|image\s*\(|image-set|expression|javascript:|\\|var\s*\(", re.IGNORECASE)
_SOURCE = re.compile(r' (?:data-)?src="([^"]*)"')
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)


def policy(*, pictures: bool) -> str:
    """The Content-Security-Policy of the document. Links open in a window of their own; nothing else happens."""
    images = "data: https: http:" if pictures else "data:"
    return (
        f"default-src 'none'; img-src {images}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def document(html: str, inline: Mapping[str, str], *, pictures: bool) -> str:
    """A whole page. `inline` maps a content id to a data: address; `pictures` lets remote ones load."""
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_kept, filter_style_properties=LOOKS,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"}, link_rel="noopener noreferrer nofollow",
    )  # fmt: skip
    body = _PICTURE.sub(lambda tag: _picture(tag[0], inline, pictures=pictures), clean)
    return (
        '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        '<meta name="viewport" content="width=device-width"><base target="_blank"><style>'
        "body{margin:0;font:15px/1.55 system-ui,sans-serif;overflow-wrap:anywhere;color:#1c1b19;background:#fff}"
        "img{max-width:100%;height:auto}table{max-width:100%}</style></head><body>" + body + "</body></html>"
    )


def has_remote_pictures(html: str) -> bool:
    """Whether asking for pictures would show more."""
    return any(_REMOTE.match(source) for tag in _PICTURE.findall(html) for source in _SOURCE.findall(tag))


def data_url(content_type: str, data: bytes) -> str:
    return f"data:{content_type};base64,{base64.b64encode(data).decode()}"


def _kept(tag: str, name: str, value: str) -> str | None:
    if name == "style" and _BAD.search(value):
        return None
    if tag == "a" and name == "href" and value.lower().startswith(("data:", "cid:")):
        return None
    if name == "src" and value.lower().startswith("data:") and not value.lower().startswith("data:image/"):
        return None
    return value


def _picture(tag: str, inline: Mapping[str, str], *, pictures: bool) -> str:
    found = _SOURCE.search(tag)
    source = found[1] if found else ""
    bare = _SOURCE.sub("", tag)
    if source.lower().startswith("cid:"):
        source = inline.get(source[4:].strip("<>"), "")
    elif _REMOTE.match(source) and not pictures:
        return bare
    return bare.replace("<img", f'<img src="{source}"', 1) if source else bare
