"""How much at once, per visitor and per network. Kept in memory: after a restart everybody begins with a full purse."""

from collections import OrderedDict
from weakref import WeakKeyDictionary

from msgspec import Struct

from shopkeeper.channels.adapters.chat.errors import Hurried
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.db import Db
from shopkeeper.kit.jobs import Ctx

MOST_PURSES = 50_000


class Limit(Struct, frozen=True):
    """`burst` at once, filled up again evenly within `window` ms."""

    name: str
    burst: int
    window: int


WORDS = Limit("words", 20, MINUTE)
WORDS_OF_NETWORK = Limit("network words", 200, MINUTE)
VISITS = Limit("visits", 60, 10 * MINUTE)
FILES = Limit("files", 20, 10 * MINUTE)
# Visitors cost nothing to make, so what they may leave on our disk is counted by where they come from, in megabytes.
FILES_OF_NETWORK = Limit("network files", 400, HOUR)
SMALL = Limit("small", 120, MINUTE)
CODES = Limit("codes", 3, 30 * MINUTE)
CODES_OF_NETWORK = Limit("network codes", 15, HOUR)
PROOFS = Limit("proofs", 20, 10 * MINUTE)


class Purses:
    """Token buckets by limit and name; the ones not used longest are dropped first."""

    def __init__(self) -> None:
        self._purses: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()

    def spend(self, limit: Limit, whose: str, now: int, amount: float = 1) -> None:
        """Raises Hurried with the seconds to wait. `now` in ms."""
        left, at = self._purses.pop((limit.name, whose), (float(limit.burst), now))
        left = min(limit.burst, left + max(0, now - at) * limit.burst / limit.window)
        spent = left >= amount
        self._purses[limit.name, whose] = (left - amount if spent else left, now)
        while len(self._purses) > MOST_PURSES:
            self._purses.popitem(last=False)
        if not spent:
            raise Hurried(retry_after=max(1.0, (amount - left) * limit.window / limit.burst / 1_000))


_kept: WeakKeyDictionary[Db, Purses] = WeakKeyDictionary()


def spend(ctx: Ctx, limit: Limit, whose: str, amount: float = 1) -> None:
    """Take one from somebody's purse at this desk. Raises Hurried with the seconds to wait."""
    if ctx.db not in _kept:
        _kept[ctx.db] = Purses()
    _kept[ctx.db].spend(limit, whose, ctx.now, amount)
