"""The files inside a winmail.dat (MS-OXTNEF), where it is simple. The winmail.dat itself is always kept beside them."""

import struct

from . import charsets

_SIGNATURE = 0x223E9F78
_ATTACH_RENDER = 0x9002
_ATTACH_TITLE = 0x8010
_ATTACH_DATA = 0x800F
_ATTACH_PROPERTIES = 0x9005
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
            name = own.get(_LONG_NAME, b"").decode("utf-8") or name
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


def _properties(data: bytes) -> dict[int, bytes]:
    """The long name (as UTF-8) and the content among an attachment's MAPI properties; stops at the first it cannot step over."""
    out: dict[int, bytes] = {}
    position = 4
    while position + 4 <= len(data) and len(out) < MOST:
        kind, tag = struct.unpack_from("<HH", data, position)
        position += 4
        if tag >= 0x8000 or kind & 0x1000:
            break
        if kind in _FIXED:
            position += _FIXED[kind]
            continue
        if kind not in {_STRING, _UNICODE, _OBJECT, _BINARY} or position + 8 > len(data):
            break
        length = struct.unpack_from("<I", data, position + 4)[0]
        value = data[position + 8 : position + 8 + length]
        position += 8 + length + -length % 4
        if tag == _LONG_NAME:
            words = value.decode("utf-16-le", "replace") if kind == _UNICODE else charsets.decode(value, None)[0]
            out[tag] = words.split("\0")[0].encode("utf-8", "replace")
        elif tag == _CONTENT and kind == _BINARY:
            out[tag] = value
    return out
