"""What a shop tells, in our words: one thing that cannot be read does not stop those that come behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

import structlog

from shopkeeper.commerce.errors import BadAmount, Busy, StoreNeedsOwner, Unavailable
from shopkeeper.commerce.model import Link, Order

log = structlog.get_logger("commerce")

T = TypeVar("T")

UNREADABLE = (BadAmount, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading JSON of another shape than we know comes to."""


def readable(link: Link, read: Callable[[], T]) -> T:
    """What was asked for by itself. Raises Unavailable where it cannot be read: it may be another one next time."""
    try:
        return read()
    except UNREADABLE as error:
        raise Unavailable(f"{link.store.name} answered what cannot be read: {error!r}"[:500]) from error


def those_readable(link: Link, raws: Iterable[Any], read: Callable[[Any], T | None]) -> tuple[T, ...]:
    """What was listed. What cannot be read is left out, and said in the log; so is what is nothing (None) to us."""
    return tuple(one for raw in raws if (one := _if_readable(link, raw, read)) is not None)


def _if_readable(link: Link, raw: Any, read: Callable[[Any], T | None]) -> T | None:
    try:
        return read(raw)
    except UNREADABLE as error:
        named = raw.get("id") if isinstance(raw, Mapping) else None
        log.warning("a shop lists what cannot be read", store=link.store.name, thing=named, error=repr(error))
        return None


async def afterwards(asked: Awaitable[Order | None]) -> Order | None:
    """The shop's word once something was done; what it does not tell now comes by webhook."""
    try:
        return await asked
    except (Busy, Unavailable, StoreNeedsOwner):
        return None
