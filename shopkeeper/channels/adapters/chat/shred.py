"""What the chat knows about a person: exported on request, erased for good."""

from typing import Any

import sqlalchemy as sa

from shopkeeper import people
from shopkeeper.channels.adapters.chat import store
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind

PERSONAL: dict[str, tuple[str, ...]] = {
    "chat_visitor": ("subject", "name", "email", "locale"),
    "chat_session": ("proofs",),
    "chat_code": ("email",),
    "chat_upload": (),
}
"""Every table of the chat, with the columns that say something about a customer."""


def export_person(tx: Tx, person_id: str) -> dict[str, Any]:
    """Visits by name, address and language, with their times (ms UTC)."""
    fields = ("id", "subject", "name", "email", "locale", "created_at")
    rows = tx.all(sa.select(store.visitor).where(store.visitor.c.id.in_(_visits(tx, person_id))))
    return {"chat_visits": [{name: getattr(row, name) for name in fields} for row in rows]}


def erase_person(tx: Tx, person_id: str) -> None:
    """Their visits, sessions and codes. Must run before people forgets the handles."""
    visits = _visits(tx, person_id)
    emails = [h.value for h in people.handles_of(tx, person_id) if h.kind is HandleKind.email]
    tx.run(sa.delete(store.session).where(store.session.c.visitor_id.in_(visits)))
    tx.run(sa.delete(store.upload).where(store.upload.c.visitor_id.in_(visits)))
    tx.run(sa.delete(store.visitor).where(store.visitor.c.id.in_(visits)))
    tx.run(sa.delete(store.code).where(store.code.c.email.in_(emails)))


def _visits(tx: Tx, person_id: str) -> list[str]:
    return [h.value for h in people.handles_of(tx, person_id) if h.kind is HandleKind.visitor]
