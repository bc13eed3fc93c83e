"""Where a parcel is follows from all that was seen of it, in whatever order it was told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkeeper.commerce.carriers.scanning import MOST, merged, resolved, seen_by, standing, with_summary
from shopkeeper.commerce.model import ParcelState as State
from shopkeeper.commerce.model import Scan
from shopkeeper.kit.clock import DAY

SCANS = st.lists(
    st.builds(
        Scan, state=st.sampled_from(State), at=st.integers(0, 30), words=st.sampled_from(["", "scanned"]),
        place=st.sampled_from(["", "Kyiv"]), code=st.sampled_from(["", "A"]),
    ),
    max_size=12,
)  # fmt: skip


def scans(*states: State) -> tuple[Scan, ...]:
    return tuple(Scan(state=state, at=at) for at, state in enumerate(states))


@given(SCANS, st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_of_arrival_changes_nothing(seen: list[Scan], chance: object, events: int) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    told = [tuple(shuffled[at::events]) for at in range(events)]
    known: tuple[Scan, ...] = ()
    for event in [*told, told[0]]:
        known = merged(known, event)
    assert known == merged((), seen)
    assert standing(known) == standing(merged((), seen))


@given(SCANS)
def test_a_delivered_parcel_is_moved_by_trouble_only(seen: list[Scan]) -> None:
    before = merged((), [scan for scan in seen if scan.state is not State.returning])
    if standing(before)[0] is not State.delivered:
        return
    later = merged(before, [Scan(state=State.in_transit, at=99), Scan(state=State.label_created, at=99)])
    assert standing(later)[0] is State.delivered
    assert standing(merged(later, [Scan(state=State.exception, at=100)]))[0] is State.exception


@pytest.mark.parametrize(
    ("states", "now_is"),
    [
        ((State.label_created, State.in_transit, State.out_for_delivery, State.delivered), State.delivered),
        ((State.in_transit, State.label_created), State.in_transit),
        ((State.in_transit, State.exception, State.in_transit), State.in_transit),
        ((State.attempted, State.out_for_delivery), State.out_for_delivery),
        ((State.delivered, State.out_for_delivery), State.delivered),
        ((State.delivered, State.returning, State.in_transit), State.returning),
        ((State.exception, State.returning, State.in_transit, State.delivered), State.returned),
        ((State.returning, State.exception), State.returning),
        ((State.returned, State.delivered), State.returned),
        ((State.lost, State.in_transit), State.in_transit),
        ((State.cancelled, State.in_transit), State.in_transit),
        ((State.in_transit, State.unknown), State.in_transit),
        ((), State.unknown),
    ],
)
def test_what_leads_where(states: tuple[State, ...], now_is: State) -> None:
    assert standing(scans(*states))[0] is now_is


def test_what_is_handed_over_on_the_way_back_was_not_delivered() -> None:
    found = resolved(scans(State.in_transit, State.returning, State.delivered))
    assert [scan.state for scan in found] == [State.in_transit, State.returning, State.returned]


def test_plans_are_no_scans_and_there_is_an_end_to_them() -> None:
    assert seen_by([Scan(state=State.delivered, at=5 * DAY)], DAY) == ()
    many = [Scan(state=State.in_transit, at=at) for at in range(MOST + 50)]
    assert merged(many[:200], many[200:]) == tuple(many[-MOST:])


def test_a_summary_counts_where_it_leads_on() -> None:
    seen = scans(State.in_transit)
    assert with_summary(seen, State.in_transit, 5, "", 9) == seen
    assert with_summary(seen, State.unknown, 5, "", 9) == seen
    assert with_summary(seen, State.delivered, 5, "x", 9)[-1] == Scan(state=State.delivered, at=5, code="x")
    assert with_summary(seen, State.delivered, 5 * DAY, "x", 9) == seen
    assert with_summary((), State.label_created, None, "", 9) == ()
