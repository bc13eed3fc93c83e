"""The facts this room announces: ids only."""

from __future__ import annotations

from shopkeeper.kit.events import Fact


class PersonChanged(Fact, frozen=True):
    """Somebody is new, was renamed, described, starred, blocked or unblocked."""

    person_id: str
    by: str | None = None


class PeopleMerged(Fact, frozen=True):
    """Two persons are one for the desk from now on."""

    into_id: str
    from_id: str


class PeopleUnmerged(Fact, frozen=True):
    """A person stands alone again. `from_id` is whom they stood under."""

    person_id: str
    from_id: str


class HandleChanged(Fact, frozen=True):
    """A handle was added, proven, withdrawn, or began to bounce."""

    person_id: str
    handle_id: str
