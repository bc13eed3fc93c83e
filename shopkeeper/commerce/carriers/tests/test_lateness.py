"""Late and stuck: by the recipient's calendar and clock, against what was promised, told once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shopkeeper import commerce
from shopkeeper.commerce import calendars, promising
from shopkeeper.commerce.calendars import Calendar, after, counts, day_of, end_of, working
from shopkeeper.commerce.carriers.tests.conftest import Post
from shopkeeper.commerce.lateness import Verdict, Watch, judged
from shopkeeper.commerce.model import ParcelState as State
from shopkeeper.commerce.model import Place, Scan
from shopkeeper.commerce.promising import PromiseRule, Promises
from shopkeeper.commerce.zones import zone_of
from shopkeeper.kit.clock import DAY, HOUR, MINUTE
from shopkeeper.kit.testing import MORNING

SCANNED = Scan(state=State.in_transit, at=MORNING)
BERLIN = ("DE", "BE", "10115")
ANY_DAY = st.dates(date(2025, 1, 1), date(2027, 12, 31))
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Honolulu", "UTC"]
)


def ms(*parts: int, zone: str = "UTC") -> int:
    return round(datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp() * 1000)  # type: ignore[misc]


def calendar(country: str, region: str = "") -> Calendar:
    return working(country, region, (2025, 2026, 2027))


def verdict(now: int, where: tuple[str, str, str] = BERLIN, rules: Promises | None = None, **more: object) -> Verdict:
    told = {
        "state": State.in_transit,
        "sent_at": ms(2026, 3, 12, 8),
        "where": where,
        "carrier": "DHL",
        "followed": True,
        "watched": True,
    }
    watch = Watch(**{**told, **more})  # type: ignore[arg-type]
    return judged(watch, rules or Promises(), calendar(*where[:2]), now)


def test_it_is_late_when_the_promised_day_has_ended_where_she_lives() -> None:
    promised = ms(2026, 3, 16)
    midnight = ms(2026, 3, 17, zone="Europe/Berlin")
    assert not verdict(midnight - 1, promised_at=promised).late
    found = verdict(midnight, promised_at=promised)
    assert (found.late, found.by, found.promised_on, found.late_from) == (True, "shop", date(2026, 3, 16), midnight)
    auckland = verdict(midnight, ("NZ", "", ""), promised_at=promised)
    honolulu = verdict(midnight, ("US", "HI", ""), promised_at=promised)
    assert auckland.late_from < midnight < honolulu.late_from
    assert auckland.late
    assert not honolulu.late


def test_a_moment_that_was_promised_is_a_day_there() -> None:
    evening = ms(2026, 3, 16, 20, zone="America/Los_Angeles")
    found = verdict(evening, ("US", "CA", ""), promised_at=evening)
    assert found.promised_on == date(2026, 3, 16)
    assert found.late_from == ms(2026, 3, 17, zone="America/Los_Angeles")


def test_the_shops_word_comes_before_the_carriers_and_that_before_the_rule() -> None:
    now = ms(2026, 3, 13)
    assert verdict(now).by == "rule"
    assert (
        verdict(now, first_expected_on="2026-03-20").by,
        verdict(now, first_expected_on="2026-03-20").promised_on,
    ) == ("carrier", date(2026, 3, 20))
    assert verdict(now, first_expected_on="2026-03-20", promised_at=ms(2026, 3, 18, 12)).promised_on == date(
        2026, 3, 18
    )


def test_business_days_skip_sundays_and_holidays() -> None:
    rules = Promises(rules=(PromiseRule(days=2),))
    # Sent on Thursday before Easter 2026: Good Friday and Easter Monday are holidays in Germany.
    sent = ms(2026, 4, 2, 8)
    assert verdict(sent, rules=rules, sent_at=sent).promised_on == date(2026, 4, 8)
    assert verdict(sent, rules=replace(rules, holidays=False), sent_at=sent).promised_on == date(2026, 4, 6)
    assert verdict(sent, rules=replace(rules, closed=("2026-04-07",)), sent_at=sent).promised_on == date(2026, 4, 9)
    saturdays = Promises(rules=(PromiseRule(days=2, saturdays=True),))
    assert verdict(sent, rules=saturdays, sent_at=sent).promised_on == date(2026, 4, 7)
    assert verdict(sent, ("SA", "", ""), rules=rules, sent_at=sent).promised_on == date(2026, 4, 6), (
        "Friday and Saturday are free there"
    )


def test_a_regions_own_holiday_counts_there_only() -> None:
    sent, rules = ms(2026, 6, 3, 8), Promises(rules=(PromiseRule(days=1),))
    assert verdict(sent, ("DE", "BY", ""), rules, sent_at=sent).promised_on == date(2026, 6, 5), (
        "Corpus Christi in Bavaria"
    )
    assert verdict(sent, ("DE", "BE", ""), rules, sent_at=sent).promised_on == date(2026, 6, 4)


def test_grace_is_in_business_days() -> None:
    rules = Promises(rules=(PromiseRule(grace=1),))
    found = verdict(ms(2026, 3, 13), rules=rules, promised_at=ms(2026, 3, 13, 12))
    assert (found.promised_on, found.late_from) == (date(2026, 3, 13), ms(2026, 3, 17, zone="Europe/Berlin"))


@pytest.mark.parametrize(
    "state",
    [
        State.delivered,
        State.returned,
        State.lost,
        State.cancelled,
        State.ready_for_pickup,
        State.attempted,
        State.returning,
    ],
)
def test_what_came_or_was_brought_is_not_late(state: State) -> None:
    assert not verdict(ms(2026, 6, 1), state=state).late


def test_where_nobody_would_tell_of_the_delivery_nothing_is_late() -> None:
    found = verdict(ms(2026, 6, 1), followed=False, watched=False)
    assert (found.late, found.stuck, found.next_at) == (False, False, None)


def test_stuck_after_so_many_business_days_without_a_scan() -> None:
    rules = Promises(rules=(PromiseRule(days=30, quiet=2),))
    seen = ms(2026, 3, 13, 15)
    until = ms(2026, 3, 18, zone="Europe/Berlin")
    assert not verdict(until - 1, rules=rules, last_seen_at=seen).stuck
    assert verdict(until - 1, rules=rules, last_seen_at=seen).next_at == until
    assert verdict(until, rules=rules, last_seen_at=seen).stuck
    assert not verdict(until, rules=rules, last_seen_at=seen, state=State.ready_for_pickup).stuck


@given(ANY_DAY, ZONES)
def test_a_day_ends_where_the_next_begins_however_long_it_is(day: date, zone: str) -> None:
    ends = end_of(day, zone)
    local = datetime.fromtimestamp(ends / 1000, UTC).astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour, local.minute) == (day + timedelta(days=1), 0, 0)
    assert 22 * HOUR < ends - end_of(day - timedelta(days=1), zone) < 26 * HOUR
    assert day_of(ends - 1, zone) == day


@given(ANY_DAY, st.integers(0, 30), st.sampled_from(["DE", "SA", "US", "IR", "XX"]), st.booleans())
def test_so_many_business_days_are_so_many(day: date, days: int, country: str, saturdays: bool) -> None:
    known = calendar(country)
    found = after(known, day, days, saturdays=saturdays)
    between = [day + timedelta(days=at) for at in range(1, (found - day).days + 1)]
    assert sum(counts(known, one, saturdays=saturdays) for one in between) == days
    assert days == 0 or counts(known, found, saturdays=saturdays)


def test_a_country_that_is_always_closed_still_ends() -> None:
    never = Calendar(weekend=frozenset(range(7)))
    assert after(never, date(2026, 3, 12), 3) <= date(2026, 3, 12) + timedelta(days=60)


@pytest.mark.parametrize(
    ("where", "zone"),
    [
        (("DE", "BY", "80331"), "Europe/Berlin"), (("US", "NY", ""), "America/New_York"), (("us", "us-ca", ""), "America/Los_Angeles"),
        (("US", "", ""), "America/Adak"), (("AU", "WA", ""), "Australia/Perth"), (("ES", "", "35001"), "Atlantic/Canary"),
        (("ES", "", "28001"), "Europe/Madrid"), (("PT", "", "9500-150"), "Atlantic/Azores"), (("CA", "NL", ""), "America/St_Johns"),
        (("", "", ""), "UTC"), (("XX", "", ""), "UTC"), (("JP", "", ""), "Asia/Tokyo"), (("BR", "SP", ""), "America/Sao_Paulo"),
    ],
)  # fmt: skip
def test_zones(where: tuple[str, str, str], zone: str) -> None:
    assert zone_of(*where) == zone


def test_every_zone_of_the_table_is_one() -> None:
    from shopkeeper.commerce import zones

    named = (
        {zone for regions in zones._REGIONS.values() for zone in regions.values()}
        | set(zones._USUAL.values())
        | set(zones._ISLANDS.values())
    )
    for name in named:
        ZoneInfo(name)


def test_the_most_particular_rule_wins() -> None:
    rules = (
        PromiseRule(days=9), PromiseRule(carrier="dhl", days=3), PromiseRule(carrier="dhl", countries=("DE",), days=2),
        PromiseRule(service="express", days=1), PromiseRule(carrier="dhl", service="Express", days=1),
    )  # fmt: skip
    assert promising.best(rules, "DHL Paket", "", "DE") == 2
    assert promising.best(rules, "DHL Paket", "", "FR") == 1
    assert promising.best(rules, "UPS", "Express Saver", "FR") == 3
    assert promising.best(rules, "DHL", "express 9:00", "DE") == 4
    assert promising.best(rules, "GLS", "", "DE") == 0
    assert promising.best((), "GLS", "", "DE") is None
    assert promising.best(promising.DEFAULTS, "USPS", "Ground Advantage", "US") == 3


# --- at the desk ---


async def test_a_late_parcel_is_told_once_and_not_any_more_when_it_comes(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends()
    post.sees("moves", hours=1)
    await post.tells(carrier_detail={"est_delivery_date_local": "2026-03-16"})
    await post.looks()
    standing = await post.standing(order)
    assert (standing.promised_on, standing.promised_by, standing.late_at) == ("2026-03-16", "carrier", None)
    assert standing.late_from == ms(2026, 3, 17, zone="Europe/Berlin")
    await post.tells(carrier_detail={"est_delivery_date_local": "2026-03-19"})
    for _ in range(4):
        await post.looks(later=DAY)
    assert (await post.standing(order)).late_at is not None, "against what was told first"
    assert (await post.desk.timeline()).count("late") == 1
    [fact] = await post.facts("parcel_late")
    assert fact["order_id"] == (await post.held(order)).id
    [entry] = [one for one in await post.desk.timeline(verbs_only=False) if one.body["verb"] == "late"]
    assert entry.body["detail"]["promised_at"] == calendars.noon(date(2026, 3, 16))
    post.sees("home", hours=1)
    await post.tells()
    assert (await post.standing(order)).late_at is None
    await post.looks(later=DAY)
    assert (await post.desk.timeline())[-2:] == ["late", "delivered"]


async def test_a_promise_made_anew_is_waited_for_again(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends()
    post.sees("moves", hours=1)
    await post.tells(carrier_detail={"est_delivery_date_local": "2026-03-14"})
    await post.looks(later=2 * DAY)
    assert (await post.standing(order)).late_at is not None
    [parcel] = post.desk.shelf.orders[order.external_id].shipments
    later = ms(2026, 3, 20, 12)
    post.desk.shelf.change(order.external_id, shipments=(replace(parcel, promised_at=later),))
    await post.desk.carries()
    await post.looks(later=MINUTE)
    standing = await post.standing(order)
    assert (standing.promised_on, standing.promised_by, standing.late_at) == ("2026-03-20", "shop", None)
    await post.looks(later=6 * DAY)
    assert (await post.desk.timeline()).count("late") == 2


async def test_a_stuck_parcel_is_told_once_a_silence(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends()
    post.sees("moves", hours=1, city="Leipzig")
    await post.tells(carrier_detail={"est_delivery_date_local": "2026-05-01"})
    for _ in range(9):
        await post.looks(later=DAY)
    assert (await post.standing(order)).stuck_at is not None
    [entry] = [one for one in await post.desk.timeline(verbs_only=False) if one.body["verb"] == "stuck"]
    assert entry.body["detail"]["last_place"] == "Leipzig"
    post.sees("moves", hours=1, city="Halle")
    await post.tells(carrier_detail={"est_delivery_date_local": "2026-05-01"})
    assert (await post.standing(order)).stuck_at is None
    for _ in range(9):
        await post.looks(later=DAY)
    assert (await post.desk.timeline()).count("stuck") == 2
    assert len(await post.facts("parcel_stuck")) == 2


async def test_a_parcel_nobody_tells_of_is_never_called_late(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends(state=State.unknown)
    for _ in range(3):
        await post.looks(later=20 * DAY)
    assert (await post.standing(order)).late_at is None
    assert (await post.desk.timeline())[-1] == "shipped"


async def test_her_own_midnight_counts(easypost: Post) -> None:
    post = await easypost.opens()
    post.desk.shelf.touch_customer(post.desk.ana.external_id, place=Place(city="Honolulu", region="HI", country="US"))
    order = await post.sends()
    post.sees("moves", hours=1)
    await post.tells(est_delivery_date="2026-03-16T00:00:00Z")
    await post.looks()
    assert (await post.standing(order)).late_from == ms(2026, 3, 17, zone="Pacific/Honolulu")


async def test_the_owner_sets_and_tries_the_rules(easypost: Post) -> None:
    post = await easypost.opens()
    rules = {
        "rules": [{"carrier": " DHL ", "countries": ["de"], "days": 2}],
        "closed": ["2026-03-13"],
        "timezone": "Europe/Berlin",
    }
    trial = {"carrier": "dhl paket", "country": "DE", "shipped_at": ms(2026, 3, 12, 8)}
    async with post.desk.door("ada") as ada, post.desk.door("bob") as bob:
        assert (await bob.get("/api/v1/delivery-promises")).json()["rules"][-1]["days"] == 10
        kept = (await ada.put("/api/v1/delivery-promises", json=rules)).json()
        assert kept["rules"][0]["carrier"] == "DHL"
        assert kept["rules"][0]["countries"] == ["DE"]
        answer = (await bob.post("/api/v1/delivery-promises/try", json=trial)).json()
        assert answer == {
            "promised_on": "2026-03-17", "late_from": ms(2026, 3, 18, zone="Europe/Berlin"), "quiet": 4, "rule": 0,
            "stuck_from": ms(2026, 3, 20, zone="Europe/Berlin"), "timezone": "Europe/Berlin",
        }  # fmt: skip
        wrong = {"rules": [{"days": -1, "countries": ["Germany"]}], "closed": ["tomorrow"], "timezone": "Mars"}
        fields = (await ada.put("/api/v1/delivery-promises", json=wrong)).json()["fields"]
    assert set(fields) == {"rules.0.days", "rules.0.countries", "closed", "timezone"}


async def test_what_was_late_before_we_knew_of_it_alarms_nobody(easypost: Post) -> None:
    post = await easypost.opens()
    order = post.desk.sells()
    post.desk.shelf.ship(
        order.external_id, "00340434161094042557", promised_at=post.desk.clock() + DAY, scans=(SCANNED,)
    )
    post.desk.clock.advance(9 * DAY)
    await post.desk.db.write(commerce.begin, post.desk.store.id)
    await post.desk.works()
    await post.looks()
    assert (await post.standing(order)).late_at is not None
    assert "late" in await post.desk.timeline()
    assert not await post.facts("parcel_late")
