"""Identifiers: 26 characters, time-ordered, safe to be chosen by a browser (the ULID layout, in lower case).

Ten characters of milliseconds and sixteen of randomness, in Crockford's base 32. Within one process two ids made in the
same millisecond still sort in the order they were made.
"""

import re
import secrets
import threading

from shopkeeper.kit import clock
from shopkeeper.kit.noise import noise

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALID = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}\Z")
_RANDOM_BITS = 80
_PAIRS = [one + other for one in _ALPHABET for other in _ALPHABET]
_LOW = 2**60 - 1

_lock = threading.Lock()
_last = 0


def _random() -> int:
    return int.from_bytes(noise(10), "big")


def _encode(number: int) -> str:
    high, low = number >> 60, number & _LOW
    # Two characters at a time: every message makes some ids, and a character at a time takes four times as long.
    return "".join([
        _PAIRS[high >> 60], _PAIRS[high >> 50 & 1023], _PAIRS[high >> 40 & 1023], _PAIRS[high >> 30 & 1023],
        _PAIRS[high >> 20 & 1023], _PAIRS[high >> 10 & 1023], _PAIRS[high & 1023], _PAIRS[low >> 50],
        _PAIRS[low >> 40 & 1023], _PAIRS[low >> 30 & 1023], _PAIRS[low >> 20 & 1023], _PAIRS[low >> 10 & 1023],
        _PAIRS[low & 1023],
    ])  # fmt: skip


def new(at: int | None = None) -> str:
    """A fresh id. `at` (ms UTC) places it in time, for what happened earlier than now."""
    global _last
    if at is not None:
        return _encode(((at & (2**48 - 1)) << _RANDOM_BITS) | _random())
    number = (clock.now() << _RANDOM_BITS) | _random()
    with _lock:
        _last = number if number > _last else _last + 1
        return _encode(_last)


def mark() -> str:
    """Sixteen characters that tell one thing of many from another, as requests in a log. No secret, and in no order."""
    return noise(8).hex()


def made_at(id: str) -> int:
    """The moment an id was made for (ms UTC)."""
    moment = 0
    for sign in id[:10]:
        moment = moment << 5 | _ALPHABET.index(sign)
    return moment


def valid(id: str) -> bool:
    """Whether a stranger's id has our shape."""
    return bool(_VALID.match(id))


def secret(bits: int = 256) -> str:
    """An unguessable word for links, sessions and keys, safe in URLs."""
    return secrets.token_urlsafe(bits // 8)
