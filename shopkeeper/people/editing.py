"""What an agent writes down about a person: their name, a few words, a star; and blocking."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from shopkeeper.kit import structs, text
from shopkeeper.kit.db import Tx
from shopkeeper.people import hooks, store
from shopkeeper.people.events import PersonChanged
from shopkeeper.people.identities import members, person, tell
from shopkeeper.people.model import Person
from shopkeeper.team import Agent

LONGEST_ABOUT = 10_000


class PersonEdit(Struct, frozen=True, kw_only=True):
    """What to change; what is left out stays. An attribute of null is removed."""

    name: str | UnsetType = UNSET
    about: str | UnsetType = UNSET
    locale: str | UnsetType | None = UNSET
    timezone: str | UnsetType | None = UNSET
    regular: bool | UnsetType = UNSET
    attributes: dict[str, Any] | UnsetType = UNSET


def edit(tx: Tx, agent: Agent | None, person_id: str, changes: PersonEdit) -> Person:
    """Write down what we know. Raises NoSuchPerson."""
    found = store.row(tx, person_id)
    values = structs.given(changes)
    if "regular" in values:
        store.change_person(tx, store.root(tx, person_id), regular=int(values.pop("regular")))
    if "attributes" in values:
        merged = {**store.attributes_of(found), **values["attributes"]}
        values["attributes"] = text.to_json({key: value for key, value in merged.items() if value is not None})
    if "about" in values:
        values["about"] = text.mask_cards(values["about"])[:LONGEST_ABOUT]
    if "name" in values:
        values["name"] = text.mask_cards(" ".join(values["name"].split()))[:200]
    if values:
        store.change_person(tx, person_id, **values)
        store.remember_words(tx, person_id)
    by = agent.id if agent else None
    tell(tx, PersonChanged(person_id=person_id, by=by), person_id, store.root(tx, person_id))
    return person(tx, person_id)


def block(tx: Tx, agent: Agent, person_id: str) -> Person:
    """Nothing they send reaches the inbox any more; it is kept in spam. Raises NoSuchPerson."""
    return _set_blocked(tx, agent, person_id, 1)


def unblock(tx: Tx, agent: Agent, person_id: str) -> Person:
    """They may write to us again. Raises NoSuchPerson."""
    return _set_blocked(tx, agent, person_id, 0)


def _set_blocked(tx: Tx, agent: Agent, person_id: str, blocked: int) -> Person:
    store.row(tx, person_id)
    everyone = members(tx, person_id)
    for id in everyone:
        store.change_person(tx, id, blocked=blocked)
    tell(tx, PersonChanged(person_id=person_id, by=agent.id), *everyone)
    for act in hooks.WHEN_BLOCKED:
        act(tx, person_id, bool(blocked), agent)
    return person(tx, person_id)
