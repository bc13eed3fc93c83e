"""The files and words inside a winmail.dat (MS-OXTNEF), where it is simple. The winmail.dat itself is always kept beside them.

Words in compressed RTF are not unpacked: where a mail has only those, the winmail.dat is what there is.
"""

import struct

from . import charsets

_SIGNATURE = 0x223E9F78
_ATTACH_RENDER = 0x9002
_ATTACH_TITLE = 0x8010
_ATTACH_DATA = 0x800F
_ATTACH_PROPERTIES = 0x9005
_BODY = 0x800C
_MESSAGE_PROPERTIES = 0x9003
_PLAIN_WORDS = 0x1000
_HTML_WORDS = 0x1013
_CODEPAGE = 0x9007
_LONG_NAME = 0x3707
_CONTENT = 0x3701
# bytes of the fixed property types of MS-OXCDATA, padded to four
_FIXED = {
    0x0002: 4,
    0x0003: 4,
    0x0004: 4,
    0x0005: 8,
    0x0006: 8,
    0x0007: 8,
    0x000A: 4,
    0x000B: 4,
    0x0014: 8,
    0x0040: 8,
    0x0048: 16,
}
_STRING, _UNICODE, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102
MOST = 200
MOST_PROPERTIES = 2_000
_WANTED = {_LONG_NAME, _CONTENT, _PLAIN_WORDS, _HTML_WORDS}


def files(data: bytes) -> list[tuple[str, bytes]]:
    """(name, content) of each file; empty where this is no TNEF. Attributes that are cut short end the reading."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return []
    found: list[tuple[str, bytes]] = []
    name, content = "", b""
    for tag, value in _attributes(data):
        if tag == _ATTACH_RENDER:
            found.append((name, content))
            name, content = "", b""
        elif tag == _ATTACH_TITLE:
            name = charsets.decode(value.split(b"\0")[0], None)[0]
        elif tag == _ATTACH_DATA:
            content = value
        elif tag == _ATTACH_PROPERTIES:
            own = _properties(value)
            name = charsets.decode(own.get(_LONG_NAME, b""), None)[0] or name
            content = content or own.get(_CONTENT, b"")
    found.append((name, content))
    return [(title or "attachment.bin", body) for title, body in found if body][:MOST]


def _attributes(data: bytes) -> list[tuple[int, bytes]]:
    out: list[tuple[int, bytes]] = []
    position = 6
    while position + 9 <= len(data):
        attribute, length = struct.unpack_from("<II", data, position + 1)
        start = position + 9
        if start + length > len(data):
            break
        out.append((attribute & 0xFFFF, data[start : start + length]))
        position = start + length + 2
    return out


def words(data: bytes) -> tuple[str, str]:
    """(plain text, HTML) of the mail inside; both empty where it has none that can be read."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return "", ""
    page, plain, html = "", b"", b""
    for tag, value in _attributes(data):
        if tag == _CODEPAGE and len(value) >= 4:
            page = f"cp{struct.unpack_from('<I', value)[0]}"
        elif tag == _BODY:
            plain = plain or value
        elif tag == _MESSAGE_PROPERTIES:
            own = _properties(value)
            plain, html = own.get(_PLAIN_WORDS, b"") or plain, own.get(_HTML_WORDS, b"")
    return _words(plain, page), _words(html, page)


def _words(value: bytes, page: str) -> str:
    return charsets.decode(value.rstrip(b"\0"), page or None)[0]


def _properties(data: bytes) -> dict[int, bytes]:
    """The words, names and contents among MAPI properties (texts as UTF-8); stops at the first it cannot step over."""
    out: dict[int, bytes] = {}
    position = 4
    for _ in range(MOST_PROPERTIES):
        if position + 4 > len(data):
            break
        kind, tag = struct.unpack_from("<HH", data, position)
        position = _after_name(data, position + 4) if tag >= 0x8000 else position + 4
        values, position = _values(data, position, kind)
        if position < 0:
            break
        if tag in _WANTED and values:
            out[tag] = (
                _as_utf8(values[0]) if kind == _UNICODE else values[0].split(b"\0")[0] if kind == _STRING else values[0]
            )
    return out


def _after_name(data: bytes, position: int) -> int:
    """Past the name of a property that has one: a set's id, then a number or letters."""
    if position + 24 > len(data):
        return len(data)
    kind, size = struct.unpack_from("<II", data, position + 16)
    return position + 24 + (size + -size % 4 if kind else 0)


def _values(data: bytes, position: int, kind: int) -> tuple[list[bytes], int]:
    """A property's values, and where the next one starts; -1 where nobody can tell."""
    many, kind = bool(kind & 0x1000), kind & 0x0FFF
    if kind in _FIXED:
        count = _number(data, position) if many else 1
        return [], position + 4 * many + _FIXED[kind] * count
    if kind not in {_STRING, _UNICODE, _OBJECT, _BINARY} or position + 8 > len(data):
        return [], -1
    count, position = min(_number(data, position), MOST), position + 4
    values: list[bytes] = []
    for _ in range(count):
        length = _number(data, position)
        values.append(data[position + 4 : position + 4 + length])
        position += 4 + length + -length % 4
    return values, position


def _number(data: bytes, position: int) -> int:
    return int.from_bytes(data[position : position + 4], "little")


def _as_utf8(value: bytes) -> bytes:
    return value.decode("utf-16-le", "replace").split("\0")[0].encode("utf-8", "replace")
