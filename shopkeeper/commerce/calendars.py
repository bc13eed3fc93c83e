"""Which days count, and when a day ends where somebody lives. Pure but for `working`, which reads the library of holidays.

Public holidays and weekends come from `holidays` (MIT), which the desk's opening hours use already.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

SATURDAY = 5
_WEEKEND = frozenset({5, 6})
# Nobody is promised anything after so many days in a row on which nothing is carried.
_LONGEST = 40


class Calendar(Struct, frozen=True):
    """The days of a week (0 is Monday) and the dates on which nothing is delivered."""

    weekend: frozenset[int] = _WEEKEND
    closed: frozenset[date] = frozenset()


def counts(calendar: Calendar, day: date, *, saturdays: bool = False) -> bool:
    """Whether it is a business day. `saturdays`: this carrier delivers on Saturdays, too."""
    free = calendar.weekend - {SATURDAY} if saturdays else calendar.weekend
    return day.weekday() not in free and day not in calendar.closed


def after(calendar: Calendar, day: date, days: int, *, saturdays: bool = False) -> date:
    """The day `days` business days later (0: the day itself, whatever it is)."""
    left, idle = days, 0
    while left > 0 and idle < _LONGEST:
        day += timedelta(days=1)
        is_counted = counts(calendar, day, saturdays=saturdays)
        left, idle = (left - 1, 0) if is_counted else (left, idle + 1)
    return day


def day_of(at: int, zone: str) -> date:
    """The date of a moment there (ms UTC). Midnight and noon UTC are dates without a time: they are that date everywhere."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    plain = at % 43_200_000 == 0
    return moment.date() if plain else moment.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> int:
    """The first moment after that day there (ms UTC), however many hours it has."""
    return round(datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).timestamp() * 1000)


def noon(day: date) -> int:
    """A date as a moment (ms UTC): noon, which is the same date in nearly every zone."""
    return round(datetime.combine(day, time(12), UTC).timestamp() * 1000)


@lru_cache(1024)
def working(country: str, region: str, years: tuple[int, ...]) -> Calendar:
    """A country's weekend and public holidays (those of the region where it has its own). Slow at first: not inside a transaction."""
    import holidays

    known = holidays.list_supported_countries()
    if country not in known:
        return Calendar()
    subdivision = region if region in known[country] else None
    found = holidays.country_holidays(country, subdiv=subdivision, years=years)
    return Calendar(frozenset(found.weekend), frozenset(found))
