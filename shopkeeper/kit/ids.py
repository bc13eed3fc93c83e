"""Identifiers: 26 characters, time-ordered, safe to be chosen by a browser (the ULID layout, in lower case).

Ten characters of milliseconds and sixteen of randomness, in Crockford's base 32. Within one process two ids made in the
same millisecond still sort in the order they were made.
"""

import re
import secrets
import threading

from shopkeeper.kit import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALID = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}\Z")
_RANDOM_BITS = 80

_lock = threading.Lock()
_last = 0


def _encode(number: int) -> str:
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -5, -5))


def new(at: int | None = None) -> str:
    """A fresh id. `at` (ms UTC) places it in time, for what happened earlier than now."""
    global _last
    if at is not None:
        return _encode(((at & (2**48 - 1)) << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS))
    number = (clock.now() << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    with _lock:
        _last = number if number > _last else _last + 1
        return _encode(_last)


def valid(id: str) -> bool:
    """Whether a stranger's id has our shape."""
    return bool(_VALID.match(id))


def secret(bits: int = 256) -> str:
    """An unguessable word for links, sessions and keys, safe in URLs."""
    return secrets.token_urlsafe(bits // 8)
