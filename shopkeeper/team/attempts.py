"""How often anybody may try: counted before the password is looked at, so a hundred at once count as a hundred."""

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from shopkeeper.kit import clock, ids
from shopkeeper.kit.db import Tx
from shopkeeper.team.errors import TooManyAttempts
from shopkeeper.team.store import keys

Who = Mapping[str, str]


class Limit(NamedTuple):
    """At most `most` attempts in `within` milliseconds, counted per `by`."""

    by: tuple[str, ...]
    most: int
    within: int


# One network may not guess at one address; many networks may not either; one network may not walk the list of addresses.
SIGN_IN = (
    Limit(("address", "network"), 10, 15 * clock.MINUTE),
    Limit(("address",), 60, clock.HOUR),
    Limit(("network",), 100, 15 * clock.MINUTE),
)
RESET = (Limit(("address",), 3, clock.HOUR), Limit(("network",), 20, clock.HOUR))
SETUP = (Limit((), 30, 15 * clock.MINUTE),)
PASSWORD = (Limit(("address",), 10, 15 * clock.MINUTE),)
LONGEST = max(limit.within for limits in (SIGN_IN, RESET, SETUP, PASSWORD) for limit in limits)


def begin(tx: Tx, act: str, limits: tuple[Limit, ...], who: Who) -> str:
    """Count one more attempt, or raise TooManyAttempts. Answers its id, to `withdraw` an attempt that was none."""
    scopes = {limit: _scope(act, limit, who) for limit in limits}
    for limit, scope in scopes.items():
        tx.lock(f"attempt:{scope}")
        made = keys.attempts(tx, scope, tx.now - limit.within)
        if len(made) >= limit.most:
            raise _refusal(made[-limit.most] + limit.within - tx.now)
    id = ids.new()
    keys.add_attempt(tx, id, list(scopes.values()))
    return id


def withdraw(tx: Tx, id: str) -> None:
    """This attempt was no guess."""
    keys.remove_attempts(tx, id=id)


def succeed(tx: Tx, act: str, limits: tuple[Limit, ...], who: Who) -> None:
    """Forget the attempts of whoever proved themselves, but not those of their whole network: Mallory has an account too."""
    keys.remove_attempts(tx, scopes=[_scope(act, limit, who) for limit in limits if "address" in limit.by])


def _scope(act: str, limit: Limit, who: Who) -> str:
    # Hashed: a list of addresses that somebody tried is nothing to keep.
    return sha256("\n".join((act, *limit.by, *(who[name] for name in limit.by))).encode()).hexdigest()


def _refusal(wait: int) -> TooManyAttempts:
    minutes = max(1, -(-wait // clock.MINUTE))
    unit = "minute" if minutes == 1 else "minutes"
    return TooManyAttempts(
        f'Too many attempts. Try again in {minutes} {unit}, or choose "Forgot password" to set a new one.',
        retry_after=wait / clock.SECOND,
    )
