"""When parcels are promised for: the owner's rules as data, and which of them holds for a parcel. Pure but for reading and keeping them."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import available_timezones

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce.carriers.asking import plain
from shopkeeper.commerce.events import PromisesChanged
from shopkeeper.commerce.store import carriers
from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Invalid
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.team import Agent

MOST_RULES, MOST_CLOSED, LONGEST_NAME = 200, 400, 80
MOST_DAYS = 120
_COUNTRY = re.compile(r"[A-Z]{2}")


class PromiseRule(Struct, frozen=True, kw_only=True):
    """How long a carrier's service takes. `carrier` and `service` are parts of the names ("" is any), `countries` where to ([] is any).

    `days`: business days from the day it was sent; `saturdays`: it delivers on Saturdays too. `quiet`: after so many business days
    without a scan it is stuck. `grace`: business days that are let pass before it is called late.
    """

    carrier: str = ""
    service: str = ""
    countries: tuple[str, ...] = ()
    days: int = 7
    saturdays: bool = False
    quiet: int = 4
    grace: int = 0


DEFAULTS = (
    PromiseRule(service="Express", days=2, quiet=2),
    PromiseRule(service="Overnight", days=1, quiet=2),
    PromiseRule(service="Next Day", days=1, quiet=2),
    PromiseRule(carrier="USPS", countries=("US",), days=5, saturdays=True),
    PromiseRule(carrier="UPS", countries=("US", "CA"), days=5),
    PromiseRule(carrier="FedEx", countries=("US", "CA"), days=5, saturdays=True),
    PromiseRule(carrier="DHL", countries=("DE",), days=3, saturdays=True, quiet=3),
    PromiseRule(carrier="Hermes", countries=("DE",), days=4, saturdays=True, quiet=3),
    PromiseRule(carrier="Royal Mail", countries=("GB",), days=3, saturdays=True, quiet=3),
    PromiseRule(carrier="Correos", countries=("ES",), days=4, quiet=3),
    PromiseRule(carrier="Colissimo", countries=("FR",), days=3, saturdays=True, quiet=3),
    PromiseRule(days=10, quiet=5),
)
"""What holds until the owner says otherwise: what these services usually take, with a day to spare."""


class Promises(Struct, frozen=True, kw_only=True):
    """All of it. `timezone`: where parcels leave (None: the recipient's own counts), `closed`: ISO dates on which nothing counts,
    `holidays`: public holidays of the recipient's country do not count. `untracked`: judge parcels, too, of whose delivery we
    would never hear."""

    rules: tuple[PromiseRule, ...] = DEFAULTS
    timezone: str | None = None
    closed: tuple[str, ...] = ()
    holidays: bool = True
    untracked: bool = False


def promises(tx: Tx) -> Promises:
    """As the owner set them."""
    kept = carriers.promises(tx)
    return from_json(kept, Promises) if kept else Promises()


def set_promises(tx: Tx, agent: Agent | None, wish: Promises) -> Promises:
    """Set all of it; parcels are judged by it from their next look on. Raises Invalid with the fields to correct."""
    tidy = replace(wish, rules=tuple(_tidy(rule) for rule in wish.rules), closed=tuple(sorted(set(wish.closed))))
    wrong = {**_wrong(tidy), **{name: words for at, rule in enumerate(tidy.rules) for name, words in _faults(at, rule)}}
    if wrong:
        raise Invalid("Some of these rules cannot be.", fields=wrong)
    carriers.keep_promises(tx, to_json(tidy))
    events.record(tx, PromisesChanged(by=agent.id if agent else None))
    return tidy


def best(rules: tuple[PromiseRule, ...], carrier: str, service: str, country: str) -> int | None:
    """Which rule holds: the most particular (service before carrier before country), of those the first. None: none does."""
    fitting = [(at, rule) for at, rule in enumerate(rules) if _fits(rule, carrier, service, country)]
    return max(fitting, key=lambda one: (*_particular(one[1]), -one[0]))[0] if fitting else None


def _fits(rule: PromiseRule, carrier: str, service: str, country: str) -> bool:
    named = plain(rule.carrier) in plain(carrier) and plain(rule.service) in plain(service)
    return named and (not rule.countries or country in rule.countries)


def _particular(rule: PromiseRule) -> tuple[bool, bool, bool]:
    return bool(rule.service), bool(rule.carrier), bool(rule.countries)


def _tidy(rule: PromiseRule) -> PromiseRule:
    names = {name: " ".join(getattr(rule, name).split()) for name in ("carrier", "service")}
    return replace(rule, **names, countries=tuple(dict.fromkeys(one.strip().upper() for one in rule.countries)))


def _wrong(wish: Promises) -> dict[str, str]:
    found = {}
    if len(wish.rules) > MOST_RULES:
        found["rules"] = f"At most {MOST_RULES} rules."
    if wish.timezone is not None and wish.timezone not in available_timezones():
        found["timezone"] = "Write a time zone like Europe/Berlin."
    if len(wish.closed) > MOST_CLOSED or not all(_is_date(one) for one in wish.closed):
        found["closed"] = f"Write dates like 2026-12-24, at most {MOST_CLOSED}."
    return found


def _faults(at: int, rule: PromiseRule) -> list[tuple[str, str]]:
    bounds = {"days": (0, MOST_DAYS), "quiet": (1, MOST_DAYS), "grace": (0, MOST_DAYS)}
    found = [
        (f"rules.{at}.{name}", f"From {least} to {most} business days.")
        for name, (least, most) in bounds.items()
        if not least <= getattr(rule, name) <= most
    ]
    found += [
        (f"rules.{at}.{name}", "Shorter, please.")
        for name in ("carrier", "service")
        if len(getattr(rule, name)) > LONGEST_NAME
    ]
    if not all(_COUNTRY.fullmatch(one) for one in rule.countries):
        found.append((f"rules.{at}.countries", "Two-letter codes like DE, GB, US."))
    return found


def _is_date(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
