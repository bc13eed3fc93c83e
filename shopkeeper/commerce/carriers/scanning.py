"""What all that was ever seen of a parcel comes to. Pure, and the same in whatever order it was told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from shopkeeper.commerce.carriers.reading import AHEAD
from shopkeeper.commerce.model import ParcelState as State
from shopkeeper.commerce.model import Scan

MOST = 300
RANK = {state: at for at, state in enumerate(State)}
ENDED = frozenset({State.delivered, State.returned, State.lost, State.cancelled})
"""Nothing more is expected; what is seen later still counts where it may."""

# From here only these lead on: a scan handed in late never moves a parcel back.
_FROM = {
    State.delivered: frozenset({State.exception, State.returning, State.returned, State.lost}),
    State.returned: frozenset({State.lost}),
    State.returning: frozenset({State.delivered, State.returned, State.lost}),
}


def merged(known: Iterable[Scan], more: Iterable[Scan]) -> tuple[Scan, ...]:
    """Each scan once, in the order of time; the newest MOST of them."""
    return tuple(sorted({*known, *more}, key=_order)[-MOST:])


def standing(scans: Sequence[Scan]) -> tuple[State, int | None]:
    """Where it is after all of these, and since when (ms UTC). `scans` as `merged` answers them."""
    state, since = State.unknown, None
    for scan in scans:
        after = _after(state, scan.state)
        if after is not state:
            state, since = after, scan.at
    return state, since


def resolved(scans: Sequence[Scan]) -> tuple[Scan, ...]:
    """The same scans, each with what it means after those before it: handed over on the way back is returned."""
    state, found = State.unknown, []
    for scan in scans:
        state = _after(state, scan.state)
        came_back = state is State.returned and scan.state is State.delivered
        found.append(replace(scan, state=state) if came_back else scan)
    return tuple(found)


def seen_by(scans: Iterable[Scan], now: int) -> tuple[Scan, ...]:
    """Those that may have happened by `now`: a plan for tomorrow is no scan."""
    return merged((), (scan for scan in scans if scan.at <= now + AHEAD))


def with_summary(scans: Iterable[Scan], state: State, at: int | None, code: str, now: int) -> tuple[Scan, ...]:
    """The scans that may have happened by `now`, and the service's summary as one more where it leads on from them."""
    seen = seen_by(scans, now)
    before, _ = standing(seen)
    if at is None or at > now + AHEAD or _after(before, state) is before:
        return seen
    return merged(seen, (Scan(state=state, at=at, code=code),))


def _after(before: State, seen: State) -> State:
    if seen is State.unknown or (seen is State.label_created and before is not State.unknown):
        return before
    if before in _FROM and seen not in _FROM[before]:
        return before
    # What was turned back and is handed over was handed to the sender.
    return State.returned if before is State.returning and seen is State.delivered else seen


def _order(scan: Scan) -> tuple[int, int, str, str, str]:
    return scan.at, RANK[scan.state], scan.code, scan.words, scan.place
