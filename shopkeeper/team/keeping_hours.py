"""Opening hours as somebody keeps them: adding, changing, and taking a country's holidays over."""

import re
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import anyio.to_thread
import msgspec
from msgspec import UNSET, UnsetType

from shopkeeper.kit import events, ids, structs
from shopkeeper.kit.db import Tx
from shopkeeper.team import checks
from shopkeeper.team.errors import NoSuchCountry, NoSuchHours, StillUsed
from shopkeeper.team.events import HoursChanged
from shopkeeper.team.hours import minutes
from shopkeeper.team.model import Holiday, Hours, Interval
from shopkeeper.team.store import shop

_WALL = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")
MOST_INTERVALS = 70
MOST_HOLIDAYS = 500


class NewHours(msgspec.Struct, frozen=True):
    """`timezone` is an IANA name like Europe/Berlin. A night shift is two intervals, parted at "24:00"."""

    name: str
    timezone: str
    intervals: tuple[Interval, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    always: bool = False


class HoursChange(msgspec.Struct, frozen=True):
    """Fields left out stay as they are; lists are replaced whole."""

    name: str | UnsetType = UNSET
    timezone: str | UnsetType = UNSET
    intervals: tuple[Interval, ...] | UnsetType = UNSET
    holidays: tuple[Holiday, ...] | UnsetType = UNSET
    always: bool | UnsetType = UNSET


class Country(msgspec.Struct, frozen=True):
    """A country (ISO 3166-1) whose holidays are known, with the regions that have their own."""

    code: str
    regions: tuple[str, ...]


def calendar(tx: Tx, id: str) -> Hours:
    """Raises NoSuchHours."""
    found = shop.hours(tx, id)
    if found is None:
        raise NoSuchHours
    return found


def calendars(tx: Tx) -> list[Hours]:
    return shop.all_hours(tx)


def brand_hours(tx: Tx, brand_id: str) -> Hours | None:
    """When this brand answers; None when nobody has said, which means always."""
    return shop.brand_hours(tx, brand_id)


def add_hours(tx: Tx, new: NewHours) -> Hours:
    """Raises Invalid."""
    shop.do_step(tx, "hours")
    given = msgspec.structs.asdict(new)
    return _keep(tx, Hours(id=ids.new(), **given))


def change_hours(tx: Tx, id: str, change: HoursChange) -> Hours:
    """Raises NoSuchHours, Invalid."""
    shop.do_step(tx, "hours")
    return _keep(tx, msgspec.structs.replace(calendar(tx, id), **structs.given(change)))


def remove_hours(tx: Tx, id: str) -> None:
    """Raises NoSuchHours, StillUsed."""
    calendar(tx, id)
    used = [brand.name for brand in shop.brands(tx) if brand.hours_id == id]
    if used:
        raise StillUsed(f"{', '.join(used)} keeps these hours. Give it others first.")
    shop.remove_hours(tx, id)
    events.record(tx, HoursChanged(id))


async def public_holidays(
    country: str, years: tuple[int, ...], region: str | None, locale: str | None
) -> list[Holiday]:
    """A country's public holidays, in its own language or in `locale` where it is known. Raises NoSuchCountry, Invalid."""
    if not years or len(years) > 5 or not all(1900 <= year <= 2100 for year in years):
        raise checks.wrong("year", "Ask for one to five years between 1900 and 2100.")
    return await anyio.to_thread.run_sync(_public_holidays, country.upper(), years, region or None, locale)


async def holiday_countries() -> list[Country]:
    """Where holidays are known of."""
    return await anyio.to_thread.run_sync(_countries)


# The library of holidays takes a quarter of a second to import: only when somebody asks.
def _public_holidays(country: str, years: tuple[int, ...], region: str | None, locale: str | None) -> list[Holiday]:
    import holidays

    known = holidays.list_supported_countries()
    if country not in known or (region and region not in known[country]):
        raise NoSuchCountry
    found = holidays.country_holidays(country, subdiv=region, years=years, language=_language(country, locale))
    return [Holiday(day.isoformat(), name) for day, name in sorted(found.items())]


def _language(country: str, locale: str | None) -> str | None:
    """Theirs where the library knows it, else the country's own; left to itself it would take this machine's."""
    import holidays

    asked = (locale or "").partition("-")[0]
    spoken = holidays.list_localized_countries().get(country, [])
    theirs = next((one for one in spoken if asked and one.partition("_")[0] == asked), None)
    return theirs or holidays.country_holidays(country).default_language


def _countries() -> list[Country]:
    import holidays

    return [Country(code, tuple(regions)) for code, regions in sorted(holidays.list_supported_countries().items())]


def _keep(tx: Tx, given: Hours) -> Hours:
    kept = msgspec.structs.replace(
        given,
        name=checks.name(given.name),
        timezone=_timezone(given.timezone),
        intervals=_intervals(given.intervals),
        holidays=_holidays(given.holidays),
    )
    shop.put_hours(tx, kept)
    events.record(tx, HoursChanged(kept.id))
    return kept


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise checks.wrong("timezone", "Write a time zone like Europe/Berlin.") from None
    return name


def _intervals(given: tuple[Interval, ...]) -> tuple[Interval, ...]:
    if len(given) > MOST_INTERVALS:
        raise checks.wrong("intervals", f"Use at most {MOST_INTERVALS} intervals.")
    ordered = tuple(sorted(given))
    for interval in ordered:
        _check_interval(interval)
    for one, other in pairwise(ordered):
        if one.day == other.day and minutes(other.opens) < minutes(one.closes):
            raise checks.wrong("intervals", f"{one.opens}-{one.closes} and {other.opens}-{other.closes} overlap.")
    return ordered


def _check_interval(interval: Interval) -> None:
    if not 0 <= interval.day <= 6:
        raise checks.wrong("intervals", "Days are 0 (Monday) to 6 (Sunday).")
    if not _WALL.match(interval.opens) or not (_WALL.match(interval.closes) or interval.closes == "24:00"):
        raise checks.wrong("intervals", "Write times like 09:00; the end of a day is 24:00.")
    if minutes(interval.closes) <= minutes(interval.opens):
        advice = f"{interval.opens}-{interval.closes} ends before it begins. Part a night shift at 24:00."
        raise checks.wrong("intervals", advice)


def _holidays(given: tuple[Holiday, ...]) -> tuple[Holiday, ...]:
    if len(given) > MOST_HOLIDAYS:
        raise checks.wrong("holidays", f"Use at most {MOST_HOLIDAYS} holidays.")
    by_date = {_iso(holiday.date): checks.name(holiday.name, field="holidays") for holiday in given}
    return tuple(Holiday(day, name) for day, name in sorted(by_date.items()))


def _iso(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise checks.wrong("holidays", f"{word[:20]} is not a date. Write dates like 2026-12-25.") from None
