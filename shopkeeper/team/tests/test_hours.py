from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopkeeper.team import hours
from shopkeeper.team.errors import NeverOpen
from shopkeeper.team.model import Holiday, Hours, Interval

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kolkata",
    "Pacific/Apia",
    "America/Havana",
]
MINUTE = 60_000
HOUR = 60 * MINUTE


def ms(zone: str, *wall: int, fold: int = 0) -> int:
    return int(datetime(*wall, tzinfo=ZoneInfo(zone), fold=fold).timestamp() * 1000)


def week(
    zone: str = "Europe/Berlin", *, opens: str = "09:00", closes: str = "18:00", holidays: tuple[Holiday, ...] = ()
) -> Hours:
    return Hours("h", "Shop", zone, tuple(Interval(day, opens, closes) for day in range(5)), holidays)


TABLE = [
    # Monday 2026-11-23 in Berlin
    ("in the middle", (2026, 11, 23, 12), True, (2026, 11, 23, 12)),
    ("the first moment", (2026, 11, 23, 9), True, (2026, 11, 23, 9)),
    ("the minute before", (2026, 11, 23, 8, 59), False, (2026, 11, 23, 9)),
    ("closing time is closed", (2026, 11, 23, 18), False, (2026, 11, 24, 9)),
    ("Friday evening", (2026, 11, 27, 18, 1), False, (2026, 11, 30, 9)),
    ("Sunday", (2026, 11, 29, 12), False, (2026, 11, 30, 9)),
    ("a holiday and the weekend after it", (2026, 12, 25, 12), False, (2026, 12, 28, 9)),
]


@pytest.mark.parametrize(("name", "wall", "opened", "opening"), TABLE, ids=[row[0] for row in TABLE])
def test_a_week_in_berlin(name, wall, opened, opening):
    shop = week(holidays=(Holiday("2026-12-25", "Christmas"),))
    at = ms("Europe/Berlin", *wall)
    assert hours.open_at(shop, at) is opened
    assert hours.next_opening(shop, at) == ms("Europe/Berlin", *opening)


def test_business_time_skips_night_weekend_and_holiday():
    shop = week(holidays=(Holiday("2026-11-30", "Inventory"),))
    friday_five = ms("Europe/Berlin", 2026, 11, 27, 17)
    assert hours.add_business_time(shop, friday_five, 3 * HOUR) == ms("Europe/Berlin", 2026, 12, 1, 11)


def test_a_promise_made_at_night_counts_from_the_morning():
    shop = week()
    assert hours.add_business_time(shop, ms("Europe/Berlin", 2026, 11, 23, 22), HOUR) == ms(
        "Europe/Berlin", 2026, 11, 24, 10
    )


def test_exactly_to_closing_time_is_today_and_not_tomorrow():
    shop = week()
    assert hours.add_business_time(shop, ms("Europe/Berlin", 2026, 11, 23, 17), HOUR) == ms(
        "Europe/Berlin", 2026, 11, 23, 18
    )


def test_closing_time_is_told_only_while_open():
    shop = week()
    assert hours.closing_after(shop, ms("Europe/Berlin", 2026, 11, 23, 12)) == ms("Europe/Berlin", 2026, 11, 23, 18)
    assert hours.closing_after(shop, ms("Europe/Berlin", 2026, 11, 23, 20)) is None


def test_midnight_does_not_part_a_night_shift():
    night = Hours("h", "Night", "Europe/Berlin", (Interval(4, "20:00", "24:00"), Interval(5, "00:00", "04:00")))
    friday = ms("Europe/Berlin", 2026, 11, 27, 21)
    assert hours.closing_after(night, friday) == ms("Europe/Berlin", 2026, 11, 28, 4)
    assert hours.add_business_time(night, friday, 5 * HOUR) == ms("Europe/Berlin", 2026, 11, 28, 2)


def test_clocks_go_forward_and_the_skipped_hour_never_comes():
    # 29 March 2026, 02:00 becomes 03:00 in Berlin.
    early = Hours("h", "Early", "Europe/Berlin", (Interval(6, "01:30", "03:30"),))
    start = ms("Europe/Berlin", 2026, 3, 29, 1, 30)
    assert hours.business_time_between(early, start - HOUR, start + 24 * HOUR) == HOUR
    skipped = Hours("h", "Skipped", "Europe/Berlin", (Interval(6, "02:15", "02:45"),))
    assert hours.next_opening(skipped, start) == ms("Europe/Berlin", 2026, 4, 5, 2, 15)


def test_clocks_go_back_and_the_hour_counts_twice():
    # 25 October 2026, 03:00 becomes 02:00 in Berlin.
    night = Hours("h", "Night", "Europe/Berlin", (Interval(6, "01:00", "04:00"),))
    start = ms("Europe/Berlin", 2026, 10, 25, 1)
    assert hours.business_time_between(night, start, start + 24 * HOUR) == 4 * HOUR
    assert hours.open_at(night, ms("Europe/Berlin", 2026, 10, 25, 2, 30, fold=1))


def test_always_open():
    always = Hours("h", "Always", "UTC", always=True)
    assert hours.open_at(always, 5)
    assert hours.next_opening(always, 5) == 5
    assert hours.closing_after(always, 5) is None
    assert hours.add_business_time(always, 5, 10) == 15


def test_hours_that_never_open_say_so():
    never = Hours("h", "Never", "UTC")
    assert hours.next_opening(never, 0) is None
    with pytest.raises(NeverOpen):
        hours.add_business_time(never, 0, 1)


def test_a_long_promise_reaches_past_a_year():
    thin = Hours("h", "Thin", "UTC", (Interval(0, "10:00", "10:01"),))
    found = hours.add_business_time(thin, ms("UTC", 2026, 11, 23, 0), 60 * MINUTE)
    assert datetime.fromtimestamp(found / 1000, UTC) == datetime(2028, 1, 10, 10, 1, tzinfo=UTC)


def wall_of(quarter: int) -> str:
    return f"{quarter // 4:02d}:{quarter % 4 * 15:02d}"


@st.composite
def intervals(draw):
    opens = draw(st.integers(0, 95))
    closes = draw(st.integers(opens + 1, 96))
    return Interval(draw(st.integers(0, 6)), wall_of(opens), wall_of(closes))


calendars = st.builds(
    Hours,
    id=st.just("h"),
    name=st.just("Any"),
    timezone=st.sampled_from(ZONES),
    intervals=st.lists(intervals(), min_size=1, max_size=6).map(tuple),
    holidays=st.lists(
        st.builds(
            Holiday, st.sampled_from(["2026-03-29", "2026-10-25", "2026-11-01", "2026-04-05"]), st.just("Holiday")
        ),
        max_size=2,
    ).map(tuple),
)
# Around the changes of the year 2026 in all of these zones, and anywhere else in it.
moments = st.one_of(
    st.integers(ms("UTC", 2026, 1, 1), ms("UTC", 2026, 12, 31)),
    *(
        st.integers(ms("UTC", 2026, *day) - 36 * HOUR, ms("UTC", 2026, *day) + 36 * HOUR)
        for day in [(3, 29), (10, 25), (3, 8), (11, 1), (4, 5), (10, 4), (9, 6)]
    ),
)


def on_the_wall(shop: Hours, at: int) -> bool:
    """The meaning of open, as plainly as it can be said."""
    wall = datetime.fromtimestamp(at // 1000, UTC).astimezone(ZoneInfo(shop.timezone))
    if any(holiday.date == wall.date().isoformat() for holiday in shop.holidays):
        return False
    minute = wall.hour * 60 + wall.minute
    return any(
        i.day == wall.weekday() and hours.minutes(i.opens) <= minute < hours.minutes(i.closes) for i in shop.intervals
    )


@given(calendars, moments)
@settings(max_examples=300, deadline=None)
def test_open_means_what_the_wall_clock_says(shop, at):
    assert hours.open_at(shop, at) == on_the_wall(shop, at)


@given(calendars, moments)
@settings(max_examples=150, deadline=None)
def test_the_next_opening_is_open_and_nothing_before_it_is(shop, at):
    opening = hours.next_opening(shop, at)
    if opening is None:
        return
    assert on_the_wall(shop, opening)
    step = max(MINUTE, (opening - at) // 50)
    assert not any(on_the_wall(shop, moment) for moment in range(at, opening, step))


@given(calendars, moments, st.integers(1, 40 * HOUR))
@settings(max_examples=150, deadline=None)
def test_adding_and_measuring_business_time_agree(shop, at, span):
    end = hours.add_business_time(shop, at, span)
    assert end >= at + span
    if end - at < 300 * 24 * HOUR:
        assert hours.business_time_between(shop, at, end) == span
        assert hours.business_time_between(shop, at, end - 1) == span - 1


@given(calendars, moments)
@settings(max_examples=100, deadline=None)
def test_closing_time_ends_what_was_open(shop, at):
    closing = hours.closing_after(shop, at)
    if closing is None:
        return
    assert on_the_wall(shop, closing - 1)
    assert not on_the_wall(shop, closing)
