"""What is inside an S/MIME mail that was signed "opaquely" (RFC 8551, 3.5.2: application/pkcs7-mime): the words stand in a CMS envelope.

Only the envelope is opened (RFC 5652, 5.1 and 5.2, in BER as Outlook writes it). Nobody's signature is checked or believed here, and what
is encrypted stays the file it is.
"""

DEEPEST = 12
MOST_PIECES = 100_000
_SEQUENCE, _OCTETS, _CONTENT = 0x30, 0x04, 0xA0
_OCTETS_IN_PIECES = 0x24
_SIGNED = bytes.fromhex("06092a864886f70d010702")
_ENVELOPED = (bytes.fromhex("06092a864886f70d010703"), bytes.fromhex("060b2a864886f70d0109100117"))


def signed_content(data: bytes) -> bytes | None:
    """The mail inside the signed envelope; None where this is none or is broken."""
    if _SIGNED not in data[:64]:
        return None
    try:
        start = _inside(data, data.index(_SIGNED) + len(_SIGNED), _CONTENT, _SEQUENCE)
        # version, digest algorithms, then what was signed: its type, and the octets
        start = _next(data, _next(data, start))
        start = _inside(data, start, _SEQUENCE)
        return _octets(data, _inside(data, _next(data, start), _CONTENT))
    except (IndexError, ValueError):
        return None


def is_encrypted(data: bytes) -> bool:
    """Only whoever has the recipient's key can read it."""
    return any(kind in data[:64] for kind in _ENVELOPED)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """(tag, where its content starts, where that ends; -1 for an end that is marked)."""
    tag, first = data[at], data[at + 1]
    if tag & 0x1F == 0x1F or first == 0xFF:
        raise ValueError("a form of BER that mail does not use")
    if first == 0x80:
        return tag, at + 2, -1
    if first < 0x80:
        return tag, at + 2, at + 2 + first
    size = first & 0x7F
    if size > 5:
        raise ValueError("a length beyond any mail")
    start = at + 2 + size
    return tag, start, start + int.from_bytes(data[at + 2 : start], "big")


def _inside(data: bytes, at: int, *tags: int) -> int:
    """Where the content of this element starts; with several tags, of the element in it, and so on."""
    for wanted in tags:
        tag, at, _ = _head(data, at)
        if tag != wanted:
            raise ValueError("another element than expected")
    return at


def _next(data: bytes, at: int, depth: int = 0) -> int:
    """Where the element after this one starts."""
    _, start, end = _head(data, at)
    if end >= 0:
        return end
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    while data[start : start + 2] != b"\0\0":
        start = _next(data, start, depth + 1)
    return start + 2


def _octets(data: bytes, at: int) -> bytes:
    tag, start, end = _head(data, at)
    if tag == _OCTETS:
        return data[start:end]
    if tag != _OCTETS_IN_PIECES:
        raise ValueError("no octets")
    pieces: list[bytes] = []
    while len(pieces) < MOST_PIECES and (start < end if end >= 0 else data[start : start + 2] != b"\0\0"):
        inner, first, last = _head(data, start)
        if inner != _OCTETS or last < first:
            raise ValueError("no octets")
        pieces.append(data[first:last])
        start = last
    return b"".join(pieces)
