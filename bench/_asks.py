"""What an agent's window asks a big desk, by name. Those of "Bob …" are asked by an agent who sees only a small inbox."""

from collections.abc import Mapping, Sequence

from _fill import COMMON, COMMON_TAG, COMMON_TOPIC, GREETING, RARE_TAG, RARE_TOPIC, SPAN, Filled

from shopkeeper.kit import clock
from shopkeeper.kit.http import cursor

Paths = Mapping[str, Sequence[str]]
LESS = ("Bob's", "inbox counts", "search two, never together")
"""What a small desk has less of than a page, or nothing at all: only the limit in ms is asked of these."""
LISTS = "/api/v1/conversations"


def paths(found: Filled, asks: int) -> Paths:
    return {kind: _times(some, asks) for kind, some in {**_lists(), **_openings(found), **_searches(found)}.items()}


def _lists() -> Paths:
    deep = cursor(clock.now() - SPAN // 2, "")
    return {
        "inbox": [f"{LISTS}?view=all&limit=50"],
        "inbox counts": [f"{LISTS}/counts"],
        "inbox mine": [f"{LISTS}?view=mine&limit=50"],
        "inbox unassigned": [f"{LISTS}?view=unassigned&limit=50"],
        "inbox closed": [f"{LISTS}?view=closed&limit=50"],
        "inbox closed, deep": [f"{LISTS}?view=closed&limit=50&after={deep}"],
        "inbox by tag": [f"{LISTS}?view=closed&tag={tag}&limit=50" for tag in (COMMON_TAG, RARE_TAG)],
        "inbox waiting": [f"{LISTS}?view=waiting&limit=50"],
        "inbox later": [f"{LISTS}?view=later&limit=50"],
        "inbox by topic": [f"{LISTS}?view=closed&topic={topic}&limit=50" for topic in (COMMON_TOPIC, RARE_TOPIC)],
        "Bob's inbox": [f"{LISTS}?view=all&limit=50"],
        "Bob's counts": [f"{LISTS}/counts"],
        "Bob's unassigned": [f"{LISTS}?view=unassigned&limit=50"],
        "Bob's closed": [f"{LISTS}?view=closed&limit=50"],
        "Bob's by tag": [f"{LISTS}?view=closed&tag={tag}&limit=50" for tag in (COMMON_TAG, RARE_TAG)],
        "Bob's search": [f"/api/v1/search?q={word}" for word in COMMON],
    }


def _openings(found: Filled) -> Paths:
    timeline = "/api/v1/people/{}/timeline?limit=50"
    deep = (clock.now() - SPAN // 2) << 11
    return {
        "timeline": [timeline.format(one) for one in found.people],
        "timeline, 50,000 entries": [timeline.format(found.great)],
        "timeline, deep": [timeline.format(found.great) + f"&after={deep}"],
        "opening": [f"{LISTS}/{one}" for one in found.talks],
        "opening, 10,000 talks": [f"{LISTS}/{found.great_talk}"],
        "entries of a conversation": [f"{LISTS}/{one}/entries" for one in found.talks],
        "a person's list": [f"{LISTS}?person={one}&limit=50" for one in found.people],
        "a person's list, 10,000": [f"{LISTS}?person={found.great}&limit=50"],
        "people": ["/api/v1/people?limit=50"],
        "people by name": [f"/api/v1/people?q=customer{int(one)}" for one in found.people],
        "people by beginning": [f"/api/v1/people?q={word}" for word in ("cust", "customer", "mail.exa", "customer4")],
    }


def _searches(found: Filled) -> Paths:
    find, listed = "/api/v1/search?q={}", LISTS + "?view=closed&q={}"
    return {
        "search a common word": [find.format(word) for word in COMMON],
        "search a rare word": [find.format(word) for word in found.rare],
        "search an order": [find.format(word) for word in found.orders],
        "search two common words": [find.format(f"{a}+{b}") for a in COMMON for b in COMMON if a != b],
        "search two words": [find.format(f"jacket+{word}") for word in found.rare],
        "search two, never together": [find.format(f"{GREETING}+{word}") for word in found.rare],
        "search while typing": [
            find.format(word[:n]) for word in (*COMMON, found.rare[0]) for n in range(2, len(word))
        ],
        "search an order, typing": [find.format(found.orders[0][:n]) for n in range(2, 10)],
        "search a list": [listed.format(word) for word in (*COMMON, *found.rare)],
    }


def _times(some: Sequence[str], many: int) -> Sequence[str]:
    """So many of them, spread over all that there are."""
    return [some[n * 7 % len(some)] if len(some) % 7 else some[n % len(some)] for n in range(many)]
