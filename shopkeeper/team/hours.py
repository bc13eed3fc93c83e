"""When the shop is open. Values in, values out.

Open means: the wall clock of the shop's time zone shows a time inside an interval of that weekday, and the date is no holiday.
When clocks go back an interval inside the repeated hour holds twice; when they go forward the skipped part never comes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shopkeeper.team.errors import NeverOpen
from shopkeeper.team.model import Hours

MINUTE = 60_000
DAY = 1_440 * MINUTE
EPOCH = date(1970, 1, 1)
# No zone is further than 14 h from UTC; 15 leaves an hour to spare.
REACH = 15 * 60 * MINUTE
# Nobody waits longer than a year for a shop to open.
HORIZON_DAYS = 372


class Span(NamedTuple):
    """From `start` up to, not including, `end`: milliseconds UTC."""

    start: int
    end: int


class Stretch(NamedTuple):
    """A stretch of time in which the zone keeps one distance from UTC. Milliseconds."""

    start: int
    end: int
    offset: int


def open_at(hours: Hours, at: int) -> bool:
    """Whether the shop is open at `at`."""
    if hours.always:
        return True
    return any(span.start <= at < span.end for span in _spans_of(hours, _date_at(hours, at)))


def next_opening(hours: Hours, at: int) -> int | None:
    """The first moment at or after `at` when the shop is open (`at` itself when it is open), None when none comes in a year."""
    if hours.always:
        return at
    span = next(_spans(hours, at), None)
    return max(span.start, at) if span else None


def closing_after(hours: Hours, at: int) -> int | None:
    """When the shop, open at `at`, closes next; None when it is closed at `at` or never closes."""
    if hours.always or not open_at(hours, at):
        return None
    return next(_spans(hours, at)).end


def add_business_time(hours: Hours, at: int, ms: int) -> int:
    """The moment when `ms` milliseconds of opening time have passed since `at`. Raises NeverOpen."""
    if hours.always:
        return at + ms
    left = ms
    for span in _spans(hours, at):
        start = max(span.start, at)
        if left <= span.end - start:
            return start + left
        left -= span.end - start
    return _repeat(hours, at, ms, left)


def business_time_between(hours: Hours, since: int, until: int) -> int:
    """How many milliseconds of opening time lie between two moments, at most a year apart."""
    if hours.always:
        return max(0, until - since)
    total = 0
    for span in _spans(hours, since):
        if span.start >= until:
            break
        total += min(span.end, until) - max(span.start, since)
    return total


def _repeat(hours: Hours, at: int, ms: int, left: int) -> int:
    if left == ms:
        raise NeverOpen
    return add_business_time(hours, _start_of(_date_at(hours, at) + timedelta(days=HORIZON_DAYS)), left)


def _spans(hours: Hours, at: int) -> Iterator[Span]:
    """Opening times that end after `at`, in order, those that touch joined into one."""
    today = _date_at(hours, at)
    waiting: Span | None = None
    for day in range(-1, HORIZON_DAYS):
        for span in _spans_of(hours, today + timedelta(days=day)):
            if span.end <= at:
                continue
            if waiting and span.start <= waiting.end:
                waiting = Span(waiting.start, max(waiting.end, span.end))
                continue
            if waiting:
                yield waiting
            waiting = span
    if waiting:
        yield waiting


def _spans_of(hours: Hours, day: date) -> list[Span]:
    intervals = [interval for interval in hours.intervals if interval.day == day.weekday()]
    if not intervals or any(holiday.date == day.isoformat() for holiday in hours.holidays):
        return []
    midnight = _start_of(day)
    walls = [(midnight + minutes(i.opens) * MINUTE, midnight + minutes(i.closes) * MINUTE) for i in intervals]
    spans = [
        Span(max(opens - stretch.offset, stretch.start), min(closes - stretch.offset, stretch.end))
        for stretch in _stretches(hours.timezone, day)
        for opens, closes in walls
    ]
    return sorted(span for span in spans if span.start < span.end)


def minutes(wall: str) -> int:
    """Minutes since midnight of "09:30"; "24:00" is 1440."""
    hour, minute = wall.split(":")
    return int(hour) * 60 + int(minute)


def _start_of(day: date) -> int:
    return (day - EPOCH).days * DAY


def _date_at(hours: Hours, at: int) -> date:
    return EPOCH + timedelta(days=(at + _offset(ZoneInfo(hours.timezone), at)) // DAY)


@lru_cache(maxsize=4096)
def _stretches(timezone: str, day: date) -> tuple[Stretch, ...]:
    zone = ZoneInfo(timezone)
    start, end = _start_of(day) - REACH, _start_of(day) + DAY + REACH
    before, after = _offset(zone, start), _offset(zone, end)
    if before == after:
        return (Stretch(start, end, before),)
    change = _change(zone, start, end)
    return Stretch(start, change, before), Stretch(change, end, after)


def _change(zone: ZoneInfo, start: int, end: int) -> int:
    """The moment between `start` and `end` at which the zone changes its distance from UTC."""
    before = _offset(zone, start)
    while end - start > 1:
        middle = (start + end) // 2
        start, end = (middle, end) if _offset(zone, middle) == before else (start, middle)
    return end


def _offset(zone: ZoneInfo, at: int) -> int:
    moment = datetime.fromtimestamp(at // 1000, UTC).astimezone(zone)
    offset = moment.utcoffset()
    return int(offset.total_seconds()) * 1000 if offset else 0
