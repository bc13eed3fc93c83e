"""What people said about being written to: every word of it is kept, the last one counts."""

from __future__ import annotations

from shopkeeper.kit.db import Tx
from shopkeeper.people import store
from shopkeeper.people.events import PersonChanged
from shopkeeper.people.identities import members, tell
from shopkeeper.people.model import Consent


def consent(tx: Tx, person_id: str, purpose: str, given: bool, source: str) -> None:
    """They agreed, or took it back; `source` says where ("checkout form", "link in a mail"). Raises NoSuchPerson."""
    store.row(tx, person_id)
    store.add_consent(tx, person_id, purpose, given, source)
    tell(tx, PersonChanged(person_id=person_id), person_id)


def consents(tx: Tx, person_id: str) -> tuple[Consent, ...]:
    """The last word on each purpose, over everyone merged with them."""
    said: dict[str, Consent] = {}
    for row in store.consent_rows(tx, members(tx, person_id)):
        said[row.purpose] = Consent(
            person_id=row.person_id, purpose=row.purpose, given=bool(row.given), at=row.at, source=row.source
        )
    return tuple(said.values())


def agreed(tx: Tx, person_id: str, purpose: str) -> bool:
    """Whether we may write to them for this purpose; silence is a no."""
    return any(found.given for found in consents(tx, person_id) if found.purpose == purpose)
