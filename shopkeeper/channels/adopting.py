"""A forwarded mail shows who really wrote it; an agent makes them the customer.

Nothing is moved: the words stand once more where they belong, on the writer's own timeline, with the same files. What the
one who passed them on had asked for is answered by that, so their conversation is closed.
"""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from shopkeeper import conversations, people
from shopkeeper.channels import inboxes
from shopkeeper.channels.errors import NotForwarded
from shopkeeper.channels.store import seen
from shopkeeper.channels.ways import body_of
from shopkeeper.conversations import Address, Entry, Heard, MessageBody
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind

if TYPE_CHECKING:
    from shopkeeper.team import Agent


def make_customer(tx: Tx, agent: "Agent", entry_id: str) -> Entry:
    """The forwarded words as their writer's own entry. Asked again it answers with the same one.

    Raises NotForwarded, NotAnAddress, NoSuchEntry, NotYourInbox.
    """
    entry = conversations.entry(tx, entry_id, agent)
    if entry.kind != "message":
        raise NotForwarded
    body = body_of(entry)
    if body.forwarded is None or not body.forwarded.email or entry.conversation_id is None or entry.inbox_id is None:
        raise NotForwarded
    tx.lock(f"adopt:{entry_id}")
    known = tx.scalar(sa.select(seen.c.entry_id).where(seen.c.scope == "adopted", seen.c.external_id == entry_id))
    if known is not None:
        return conversations.entry(tx, known)
    made = conversations.hear(tx, _heard(tx, entry, body, body.forwarded))
    tx.run(sa.insert(seen).values(scope="adopted", external_id=entry_id, entry_id=made.id, at=tx.now))
    if made.conversation_id != entry.conversation_id:
        conversations.close(tx, agent, entry.conversation_id)
    return made


def _heard(tx: Tx, entry: Entry, body: MessageBody, writer: conversations.Forwarded) -> Heard:
    source = f"forwarded:{entry.id}"
    person = people.recognise(tx, HandleKind.email, writer.email, display=writer.email, name=writer.name, source=source)
    box = inboxes.inbox_ever(tx, str(entry.inbox_id))
    return Heard(
        person_id=person.id,
        handle_id=person.handles[0].id,
        brand_id=box.brand_id,
        inbox_id=box.id,
        channel=box.kind,
        # The covering words stay where they are, with whoever wrote them.
        text=writer.text or body.text,
        # A forwarder's clock and words cannot be checked, and the writer waits since it reached us.
        at=entry.at,
        subject=_bare(body.subject or ""),
        name=writer.name,
        sender=Address(value=writer.email, name=writer.name),
        to=(Address(value=box.address, name=box.name),) if box.address else (),
        attachments=body.attachments,
    )


def _bare(subject: str) -> str:
    """Without "Fwd:" and its like in other languages: two or three letters and a colon."""
    head, colon, rest = subject.partition(":")
    return rest.strip() if colon and rest.strip() and len(head.strip()) <= 3 else subject
