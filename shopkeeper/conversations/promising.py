"""When we promised to answer. A first, simple rule; whoever keeps real promises (SLA policies) puts another in its place."""

from __future__ import annotations

from collections.abc import Callable

from shopkeeper import team
from shopkeeper.kit import errors
from shopkeeper.kit.clock import DAY, HOUR, MINUTE
from shopkeeper.kit.db import Tx

Promise = Callable[[Tx, str, int, bool], int | None]
"""(tx, brand id, when the customer wrote in ms UTC, whether they sit and wait) → when we shall have answered."""

WHILE_THEY_WAIT = MINUTE
OTHERWISE = 3 * HOUR
REOPEN_DAYS = 14


def within_hours(tx: Tx, brand_id: str, at: int, live: bool) -> int | None:
    """One minute of opening time where the customer sits and waits, three hours otherwise."""
    time = WHILE_THEY_WAIT if live else OTHERWISE
    try:
        hours = team.brand_hours(tx, brand_id)
        return team.hours.add_business_time(hours, at, time) if hours else at + time
    except (errors.NotFound, errors.Invalid):
        return at + time


_rule: Promise = within_hours


def promise(tx: Tx, brand_id: str, at: int, live: bool) -> int | None:
    """When we shall have answered (ms UTC); None where nothing is promised."""
    return _rule(tx, brand_id, at, live)


def replace(rule: Promise) -> Promise:
    """Something better than the first rule keeps the promises from now on; answers the rule it replaced."""
    global _rule
    before, _rule = _rule, rule
    return before


def reopen_window(tx: Tx, brand_id: str) -> int:
    """How long (ms) after its closing the customer's next word reopens a conversation."""
    try:
        return team.brand(tx, brand_id).reopen_days * DAY
    except errors.NotFound:
        return REOPEN_DAYS * DAY
