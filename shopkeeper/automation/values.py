"""Amounts and moments as a template prints them: in the customer's own language, zone and currency, without any filter.

Babel's tables are CLDR's. It is imported when first needed: a desk that starts should not wait for it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

# The year at the end of a full date, with what joins it: ", y", " 'de' y".
_YEAR = re.compile(r"[,\s]*(?:'[^']*'\s*)?y+$")
DATE_FORMS = ("short", "medium", "long", "full", "day", "time", "ago")


class Customs(Struct, frozen=True):
    """How somebody reads: `locale` as BCP 47 ("de-AT"), `timezone` an IANA name, `now` ms UTC."""

    locale: str = "en"
    timezone: str = "UTC"
    now: int = 0

    def babel(self) -> Any:
        """Babel's locale; a language we know nothing of reads English."""
        return _babel(self.locale)

    def zone(self) -> tzinfo:
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return UTC


class Amount(Decimal):
    """Money in a template: compares like a number, prints like a price ("12,50 €")."""

    currency: str
    customs: Customs

    @classmethod
    def of(cls, value: Decimal, currency: str, customs: Customs) -> Self:
        made = cls(value)
        made.currency, made.customs = currency, customs
        return made

    def __str__(self) -> str:
        return self.written()

    def written(self, form: str = "") -> str:
        """ "plain" is without a sign ("12,50"), "code" with the letters of ISO 4217 ("12,50 EUR")."""
        from babel.numbers import format_currency

        number = Decimal(self)
        pattern = {"plain": "#,##0.00", "code": "#,##0.00 ¤¤"}.get(form)
        return str(format_currency(number, self.currency, pattern, locale=self.customs.babel()))


class Moment(datetime):
    """A time in a template: prints like a date ("22. November 2026")."""

    customs: Customs

    @classmethod
    def of(cls, at: int, customs: Customs) -> Self:
        """`at` is ms UTC."""
        there = datetime.fromtimestamp(at / 1000, customs.zone())
        made = cls(
            there.year,
            there.month,
            there.day,
            there.hour,
            there.minute,
            there.second,
            tzinfo=there.tzinfo,
            fold=there.fold,
        )
        made.customs = customs
        return made

    def __str__(self) -> str:
        return self.written()

    def written(self, form: str = "long") -> str:
        """One of DATE_FORMS ("day" is "Monday, 23 November", "ago" is "3 days ago"), or a pattern of CLDR ("d MMM")."""
        from babel.dates import format_date, format_time, format_timedelta

        locale = self.customs.babel()
        if form == "time":
            return str(format_time(self.timetz(), "short", locale=locale))
        if form == "day":
            return str(format_date(self.date(), _YEAR.sub("", locale.date_formats["full"].pattern), locale=locale))
        if form == "ago":
            now = datetime.fromtimestamp(self.customs.now / 1000, UTC)
            passed = timedelta(seconds=self.timestamp() - now.timestamp())
            return str(format_timedelta(passed, add_direction=True, locale=locale))
        return str(format_date(self.date(), form or "long", locale=locale))


@cache
def _babel(name: str) -> Any:
    from babel import Locale, UnknownLocaleError

    for tried in (name, name.partition("-")[0]):
        try:
            return Locale.parse(tried, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")
