"""Bytes to words, whatever the label says."""

import codecs
import re

from . import guessing

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:()+-]{0,39}\Z")
_ALIASES = {
    "": "", "unknown": "", "unknown-8bit": "", "x-unknown": "", "default": "", "8bit": "", "none": "", "binary": "", "_charset": "",
    "us-ascii": "ascii", "ansi_x3.4-1968": "ascii", "7bit": "ascii", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "iso_8859-1": "cp1252", "x-cp1252": "cp1252", "ansi": "cp1252", "x-ansi": "cp1252", "cp-1252": "cp1252",
    "windows-1252http-equivcontent-type": "cp1252", "utf8": "utf-8", "utf-8mb4": "utf-8", "utf8mb4": "utf-8", "x-utf-8": "utf-8",
    "unicode-1-1-utf-8": "utf-8", "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7", "unicode-2-0-utf-7": "utf-7",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "euc-cn": "gb18030", "gb_2312-80": "gb18030", "x-euc-cn": "gb18030",
    "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "euc-kr": "cp949", "ks_c_5601": "cp949", "x-windows-949": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932", "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext", "iso-2022-jp-ms": "iso2022_jp_ext", "x-euc-jp": "euc_jp", "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "big5": "big5hkscs",
    "windows-874": "cp874", "x-windows-874": "cp874", "cp-874": "cp874", "windows-932": "cp932", "windows-936": "gb18030", "cp936": "gb18030",
    "windows-949": "cp949", "windows-950": "big5hkscs", "cp950": "big5hkscs", "big5-hkscs": "big5hkscs", "x-big5": "big5hkscs",
    "cp50220": "iso2022_jp_ext", "cp50221": "iso2022_jp_ext", "csiso2022jp": "iso2022_jp_ext", "hz-gb-2312": "hz", "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-e": "iso-8859-6", "visual": "iso-8859-8", "x-mac-cyrillic": "mac_cyrillic", "x-mac-ce": "mac_latin2", "x-mac-greek": "mac_greek",
    "x-mac-turkish": "mac_turkish", "x-mac-centraleurroman": "mac_latin2", "x-mac-japanese": "cp932", "x-iso-10646-ucs-2": "utf-16", "unicode": "utf-16",
    "x-x-big5": "big5hkscs", "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "koi8": "koi8-r", "x-koi8-r": "koi8-r",
}  # fmt: skip
# Python codecs that are no charsets, or that take quadratic time on bait.
_REFUSED = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-16", "utf-32"}


def decode(data: bytes, label: str | None) -> tuple[str, str | None]:
    """The words in `data` and what was odd about them, or None. Never raises; undecodable bytes become U+FFFD."""
    name = _codec(label or "")
    if name is None:
        return _guess(data), f"unknown charset {label!r:.60}"
    if not name:
        return _guess(data), None if data.isascii() else "no charset named"
    return _decode_as(data, name)


def _decode_as(data: bytes, name: str) -> tuple[str, str | None]:
    if data.isascii() and name in {"cp1252", "ascii", "utf-8"}:
        return _escaped(data), None
    if name != "utf-8" and _is_utf8(data) and _single_byte(name):
        return data.decode("utf-8"), f"labelled {name}, is utf-8"
    if name == "cp1252" and (foreign := guessing.foreign(data)):
        return data.decode(foreign, "replace"), f"labelled iso-8859-1, reads as {foreign}"
    try:
        return data.decode(name), None
    except (UnicodeError, ValueError):
        return _rescue(data, name), f"bytes that are not {name}"


def _rescue(data: bytes, name: str) -> str:
    if name.startswith("iso2022_jp"):
        return _japanese(data)
    if name in {"ascii", "utf-8"}:
        return _guess(data)
    return data.decode("utf-8") if _is_utf8(data) else data.decode(name, "replace")


def _japanese(data: bytes) -> str:
    for name in ("utf-8", "cp932", "euc_jp"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("iso2022_jp_ext", "replace")


def _damaged_utf8(data: bytes) -> bool:
    """Most of what is beyond ASCII is whole UTF-8; the rest was cut or damaged."""
    text = data[:65536].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(one >= "\x80" for one in text) - bad > 3 * bad


def _codec(label: str) -> str | None:
    """Python's name for a charset label; "" where it names none, None where nobody knows it."""
    wanted = label.strip().strip("\"'").lower().removeprefix("charset=").split(";")[0].split("//")[0].strip("\"' ")
    wanted = _ALIASES.get(wanted, wanted)
    if not wanted:
        return ""
    if not _NAME.match(wanted):
        return None
    return _known(wanted)


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    text = getattr(found, "_is_text_encoding", True)
    return found.name if text and found.name not in _REFUSED else _wide(found.name)


def _wide(name: str) -> str | None:
    return name if name.startswith("utf-16") else None


def _single_byte(name: str) -> bool:
    return name in {"ascii", "cp1252", "mac-roman"} or name.startswith(("iso8859", "cp125", "koi8"))


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes) -> str:
    """The likeliest reading of unlabelled bytes: UTF-8, ISO-2022 by its escapes, then by the habits of the letters."""
    if data.isascii():
        return _escaped(data)
    if _is_utf8(data) or _damaged_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode(guessing.charset(data), "replace")


def _escaped(data: bytes) -> str:
    if b"\x1b$)C" in data[:4096]:
        return data.decode("iso2022_kr", "replace")
    return data.decode("iso2022_jp_ext", "replace") if b"\x1b$" in data else data.decode("ascii")
