"""What this room knows of a person, for them to take along; and how it is forgotten."""

from __future__ import annotations

from typing import Any

from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.people import store
from shopkeeper.people.events import PersonChanged
from shopkeeper.people.identities import members, person
from shopkeeper.people.model import Consent

PERSONAL: dict[str, tuple[str, ...]] = {
    "person": ("name", "label", "about", "locale", "timezone", "attributes"),
    "handle": ("value", "display", "proven_by", "bouncing", "source"),
    "alias": ("child_id", "parent_id"),
    "consent": ("person_id", "purpose", "source"),
    "person_search": ("words",),
}
"""Every table of this room, with the columns that say something about a customer."""


def export_person(tx: Tx, person_id: str) -> dict[str, Any]:
    """Who they are to us, how they are reached, and what they agreed to. Raises NoSuchPerson."""
    said = store.consent_rows(tx, members(tx, person_id))
    consents = [
        Consent(person_id=r.person_id, purpose=r.purpose, given=bool(r.given), at=r.at, source=r.source) for r in said
    ]
    return {"person": person(tx, person_id), "consents": consents}


def erase_person(tx: Tx, person_id: str) -> None:
    """Forget this one person. Erase everything else about them first; resolve their identity before. Raises NoSuchPerson."""
    store.erase(tx, person_id)
    events.record(tx, PersonChanged(person_id=person_id))
