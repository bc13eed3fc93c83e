"""What may stand in a field. Each answers the value as we keep it, or raises Invalid naming the field and what to write."""

import re
from urllib.parse import urlsplit

from shopkeeper.kit import errors

_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]{2,}\Z")
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Line breaks and tabs may stand in a text; PostgreSQL keeps no NUL at all.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def wrong(field: str, advice: str) -> errors.Invalid:
    return errors.Invalid(advice, fields={field: advice})


def email(value: str) -> str:
    """The address in lower case: people type their own in any."""
    found = typed_email(value)
    if len(found) > 254 or not _EMAIL.match(found):
        raise wrong("email", "This is not a mail address. Write it like name@example.com.")
    return found


def typed_email(value: str) -> str:
    """An address as somebody typed it to be looked up, whether it is one or not."""
    return _CONTROL.sub("", value).strip().casefold()[:320]


def name(value: str, *, field: str = "name", longest: int = 100) -> str:
    found = " ".join(_CONTROL.sub(" ", value).split())
    if not found:
        raise wrong(field, "Write a name.")
    if len(found) > longest:
        raise wrong(field, f"Use at most {longest} characters.")
    return found


def colour(value: str) -> str:
    found = value.strip().lower()
    if not _COLOUR.match(found):
        raise wrong("colour", "Write a colour like #1b5e48.")
    return found


def locale(value: str) -> str:
    if not _LOCALE.match(value):
        raise wrong("locale", "Write a language like en, or en-GB.")
    return value


def web_address(value: str | None, *, field: str) -> str | None:
    """An http or https address, or None when empty."""
    found = (value or "").strip()
    if not found:
        return None
    parts = urlsplit(found)
    if _CONTROL.search(found) or parts.scheme not in ("http", "https") or not parts.hostname or len(found) > 2000:
        raise wrong(field, "Write an address like https://shop.example.com.")
    return found


def words(value: str, *, field: str, longest: int) -> str:
    if len(value) > longest:
        raise wrong(field, f"Use at most {longest} characters.")
    return _UNPRINTABLE.sub("", value)
