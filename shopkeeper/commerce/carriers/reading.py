"""What every adapter needs to read a service's JSON: times, places, states. What is not there is "", never a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from shopkeeper.commerce.carriers.model import CarrierPost, Tracked
from shopkeeper.commerce.errors import Unreadable
from shopkeeper.commerce.model import ParcelState
from shopkeeper.kit.clock import DAY

MOST_PARTS = 3_000
LONGEST_WORDS, LONGEST_PLACE, LONGEST_WORD = 300, 120, 80
AHEAD = 2 * DAY
"""A scan further in the future is a plan or a wrong clock, not something that was seen."""
# A word about these is final or more telling than any detail: "delivered" stays delivered.
_OPEN = frozenset(
    {
        ParcelState.unknown, ParcelState.label_created, ParcelState.in_transit, ParcelState.out_for_delivery,
        ParcelState.ready_for_pickup, ParcelState.attempted, ParcelState.exception,
    }
)  # fmt: skip


class Vocabulary(Struct, frozen=True):
    """A service's words for where a parcel is, as its documents list them. A detail of None adds nothing to the state."""

    states: Mapping[str, ParcelState]
    details: Mapping[str, ParcelState | None]

    def named(self, word: str, detail: str = "") -> ParcelState:
        """Our name for it; `unknown` where the word is in no table."""
        state = self.states.get(word, ParcelState.unknown)
        return (self.details.get(detail) or state) if state in _OPEN else state

    def unfamiliar(self, word: str, detail: str = "") -> tuple[str, ...]:
        """Which of the two words no table names."""
        known = not word or word in self.states, not detail or detail in self.details
        return tuple(one[:LONGEST_WORD] for one, is_known in zip((word, detail), known, strict=True) if not is_known)


def event_of(post: CarrierPost, read: Callable[[dict[str, Any]], Tracked]) -> tuple[Tracked, ...]:
    """What an event says; `read` may raise TypeError, ValueError. Raises Unreadable."""
    raw = _object_of(post)
    try:
        return (read(raw),)
    except (TypeError, ValueError, OverflowError) as error:
        raise Unreadable(f"An event that cannot be read: {error}"[:300]) from error


def _object_of(post: CarrierPost) -> dict[str, Any]:
    """The event's JSON object. Raises Unreadable."""
    try:
        return msgspec.json.decode(post.body, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Unreadable(f"An event that is no JSON object: {error}"[:300]) from error


def part(raw: Mapping[str, Any], name: str) -> dict[str, Any]:
    """An object inside; empty where there is none. Raises TypeError where something else stands there."""
    found = raw.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise TypeError(f"{name} is no object")
    return found


def parts(raw: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects inside. Raises TypeError, ValueError where there are more than any journey has."""
    found = raw.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise TypeError(f"{name} is no list of objects")
    if len(found) > MOST_PARTS:
        raise ValueError(f"{name} has {len(found)} entries")
    return found


def text(raw: Mapping[str, Any], name: str, longest: int = LONGEST_WORD) -> str:
    """A short text on one line. Raises TypeError where something else stands there."""
    found = raw.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise TypeError(f"{name} is no text")
    return " ".join(found.split())[:longest]


def place(*names: str) -> str:
    """A place from its parts: "Orlando, FL, US"."""
    return ", ".join(name for name in names if name)[:LONGEST_PLACE]


def moment(written: str) -> int | None:
    """Milliseconds UTC of an ISO 8601 time, None of "". A time without a zone is taken for UTC. Raises ValueError."""
    if not written:
        return None
    at = datetime.fromisoformat(written)
    return round((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)


def day(*written: str) -> str | None:
    """The ISO date of the first that says one: the calendar day as written there, which is the recipient's. Raises ValueError."""
    return next((date.fromisoformat(one[:10]).isoformat() for one in written if one), None)


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(words))
