"""Passwords: what is good enough, and hashing that stays off the event loop and out of transactions."""

import functools
import unicodedata
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shopkeeper.kit import errors

T = TypeVar("T")

SHORTEST = 10
LONGEST = 512
# OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
OWASP = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Two at once: a storm of sign-ins must not take the processor from the people at the desk.
AT_ONCE = 2
TOO_COMMON = frozenset(
    {"password", "passwort", "contraseña", "motdepasse", "qwertyuiop", "qwertzuiop", "azertyuiop", "1234567890"}
    | {
        "0123456789",
        "9876543210",
        "letmein",
        "welcome",
        "iloveyou",
        "administrator",
        "shopkeeper",
        "changeme",
        "trustno",
    }
    | {"asdfghjkl", "abc", "passw0rd", "willkommen", "bienvenue", "bienvenido"}
)
_LIMITER: RunVar[anyio.CapacityLimiter] = RunVar("shopkeeper.team.passwords")

_hasher = OWASP


def install(hasher: PasswordHasher) -> None:
    """Hash at another cost from now on. Passwords hashed at an old cost keep working and are hashed again at sign-in."""
    global _hasher
    _hasher = hasher
    unknown.cache_clear()


@functools.cache
def unknown() -> str:
    """A hash of nothing in particular: verified where an address is unknown, so that both answers take equally long."""
    return _hasher.hash("nobody has this password")


def plain(password: str) -> str:
    """The same text however a keyboard composes its accents (NFKC, as NIST SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *, email: str = "") -> None:
    """Raises Invalid with advice unless the password is long enough and not among the first that anybody tries."""
    advice = _advice(plain(password), email)
    if advice:
        raise errors.Invalid(advice, fields={"password": advice})


def _advice(password: str, email: str) -> str:
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three or four words in a row are easy to remember."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    bare = password.casefold().strip("0123456789!.?* ")
    if not bare or len(set(password)) < 4 or _common() & {bare, password.casefold()}:
        return "This is one of the first passwords anybody would try. Choose another."
    if email and bare in (email.casefold(), email.casefold().partition("@")[0]):
        return "This is your address. Choose something that nobody can read off a letter."
    return ""


@functools.cache
def _common() -> frozenset[str]:
    """What is tried first: our own few, and zxcvbn's 30,000 from lists of stolen passwords. Read when first needed."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return TOO_COMMON | frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) > 3)


async def hash_password(password: str, *, email: str = "", strong: bool = True) -> str:
    """The hash to keep. Raises Invalid when the password is too weak. About 30 ms on a thread of its own."""
    if strong:
        check(password, email=email)
    return await _aside(_hasher.hash, plain(password))


async def matches(kept: str | None, password: str) -> bool:
    """Whether this password belongs to this hash; without a hash it takes as long and says no."""
    found = await _aside(_verify, kept or unknown(), plain(password[: LONGEST + 1]))
    return found and kept is not None


def outdated(kept: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(kept)


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


async def _aside(work: Callable[..., T], *args: str) -> T:
    return await anyio.to_thread.run_sync(work, *args, limiter=_limiter())


def _limiter() -> anyio.CapacityLimiter:
    # One per event loop: a limiter belongs to the loop it was made in.
    try:
        return _LIMITER.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(AT_ONCE)
        _LIMITER.set(limiter)
        return limiter
