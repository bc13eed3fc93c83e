"""Time, in one unit: milliseconds since 1970 in UTC, as an int."""

import time
from collections.abc import Callable

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

Clock = Callable[[], int]


def now() -> int:
    """The wall clock, in milliseconds UTC. Verbs use `tx.now` instead, so that a test can set the hour."""
    return time.time_ns() // 1_000_000


class SettableClock:
    """A clock that stands still until told otherwise. For tests, training and the demo."""

    def __init__(self, at: int | None = None) -> None:
        self.at = now() if at is None else at

    def __call__(self) -> int:
        return self.at

    def advance(self, milliseconds: int) -> int:
        self.at += milliseconds
        return self.at
