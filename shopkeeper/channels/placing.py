"""Which conversation does a message belong to, and is its writer who we think?

A message joins a conversation only when its sender takes part there. Whoever writes from somewhere else is joined to the
person we wrote to only when the message directly answers a mail of ours that carries our signed mark, that mail went to
one address alone, nothing looks passed on, and nobody knows the new address yet; even then it is a claim, undone in one
click. All others are strangers and get a timeline of their own.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from msgspec import Struct

from shopkeeper import conversations, people
from shopkeeper.channels import inboxes
from shopkeeper.channels.model import Inbox, MessageArrived
from shopkeeper.channels.registry import signing
from shopkeeper.channels.store import delivery, named, side_partner
from shopkeeper.conversations import NoSuchConversation
from shopkeeper.kit.db import Hot, Tx
from shopkeeper.kit.text import from_json
from shopkeeper.people import HandleKind, Person


class Place(Struct, frozen=True):
    """`conversation_id` None: the sender's own, carried on or begun. `side`: an answer to our talk with a third party."""

    conversation_id: str | None = None
    side: bool = False


class Reference(Struct, frozen=True):
    """A message of this brand that the new one says it answers."""

    entry_id: str
    conversation_id: str
    side: bool


def place(tx: Tx, inbox: Inbox, message: MessageArrived, person: Person) -> Place:
    """Where the message goes. May join `person` to the one we wrote to, as a claim."""
    references = answered(tx, inbox, message)
    beside = next((r for r in references if r.side and _partner(tx, r.conversation_id, message.sender.value)), None)
    if beside is not None:
        return Place(beside.conversation_id, side=True)
    for reference in references:
        if not reference.side and takes_part(tx, reference.conversation_id, person):
            return Place(reference.conversation_id)
    return Place(_joined_by_mark(tx, inbox, message, person))


def answered(tx: Tx, inbox: Inbox, message: MessageArrived) -> list[Reference]:
    """The messages it answers that we know, the nearest first."""
    marks = [tx.all(_NAMED, name=name, brand_id=inbox.brand_id) for name in message.answers[:50]]
    rows = [row for found in marks for row in found]
    direct = _marked(tx, inbox, message)
    return [*([direct] if direct else []), *(Reference(r.entry_id, r.conversation_id, bool(r.side)) for r in rows)]


def takes_part(tx: Tx, conversation_id: str, person: Person) -> bool:
    """Whether the sender is the conversation's own person, or somebody who was copied in."""
    handle = person.handles[0]
    try:
        return conversations.takes_part(tx, conversation_id, person.id, handle.kind, handle.value)
    except NoSuchConversation:
        return False


def remember(tx: Tx, inbox: Inbox, name: str, entry_id: str, conversation_id: str, *, side: bool = False) -> None:
    """A message has this public name; later ones may answer it."""
    tx.run(
        _REMEMBER, name=name, entry_id=entry_id, brand_id=inbox.brand_id, conversation_id=conversation_id, side=int(side),
        at=tx.now,
    )  # fmt: skip


def names_of(tx: Tx, entry_id: str) -> list[str]:
    """The public names of an entry (one, as a rule)."""
    return [row.name for row in tx.all(sa.select(named.c.name).where(named.c.entry_id == entry_id))]


def add_partner(tx: Tx, conversation_id: str, value: str) -> None:
    """We talk to this third party beside the conversation."""
    if not _partner(tx, conversation_id, value):
        tx.run(sa.insert(side_partner).values(conversation_id=conversation_id, value=value.lower(), at=tx.now))


def _partner(tx: Tx, conversation_id: str, value: str) -> bool:
    there = (side_partner.c.conversation_id == conversation_id, side_partner.c.value == value.lower())
    return tx.scalar(sa.select(side_partner.c.at).where(*there)) is not None


def bears_our_mark(tx: Tx, inbox: Inbox, message: MessageArrived) -> bool:
    """Whether it directly answers a message of ours that only its readers can know."""
    return _marked(tx, inbox, message) is not None


def _marked(tx: Tx, inbox: Inbox, message: MessageArrived) -> Reference | None:
    """Our own entry whose signed mark the message directly answers, in its name or in the address it was sent to."""
    names = (*message.addressed, *message.answers[:1])
    if not names:
        return None
    adapter = signing(inbox.kind)
    if adapter is None:
        return None
    marks = (adapter.entry_of(name) for name in names)
    entry_id = next((mark for mark in marks if mark), None)
    row = tx.first(_DELIVERY, entry_id=entry_id) if entry_id else None
    if row is None or inboxes.inbox_ever(tx, row.inbox_id).brand_id != inbox.brand_id:
        return None
    side = any(r.side for r in tx.all(sa.select(named.c.side).where(named.c.entry_id == entry_id)))
    return Reference(row.entry_id, row.conversation_id, side)


def _joined_by_mark(tx: Tx, inbox: Inbox, message: MessageArrived, person: Person) -> str | None:
    mark = _marked(tx, inbox, message)
    if mark is None or mark.side or message.passed_on or message.automatic or not _unknown(tx, person):
        return None
    to = _sent_to(tx, mark.entry_id)
    if len(to) != 1:
        return None
    claim = people.claim(tx, person.id, HandleKind.email, to[0], source=f"mark:{mark.entry_id}", strong=True)
    host = conversations.conversation(tx, None, mark.conversation_id)
    if people.identity(tx, person.id) == people.identity(tx, host.person_id):
        return mark.conversation_id
    people.withdraw_claim(tx, None, claim.id)
    return None


def _unknown(tx: Tx, person: Person) -> bool:
    """Nobody has ever spoken with them: the address is new to us."""
    return person.created_at == tx.now and person.identity_id == person.id


def _sent_to(tx: Tx, entry_id: str) -> Sequence[str]:
    row = tx.first(_DELIVERY, entry_id=entry_id)
    parcel = from_json(row.parcel) if row else {}
    everybody = [*parcel.get("to", ()), *parcel.get("cc", ()), *parcel.get("bcc", ())]
    return tuple(dict.fromkeys(recipient["value"].lower() for recipient in everybody))


_b = sa.bindparam
_NAMED = Hot(
    sa.select(named.c.entry_id, named.c.conversation_id, named.c.side)
    .where(named.c.name == _b("name"), named.c.brand_id == _b("brand_id"))
    .order_by(named.c.at.desc())
    .limit(10)
)
_DELIVERY = Hot(
    sa.select(delivery.c.entry_id, delivery.c.conversation_id, delivery.c.inbox_id, delivery.c.parcel).where(
        delivery.c.entry_id == _b("entry_id")
    )
)
_REMEMBER = Hot(
    sa.insert(named).values(**{n: _b(n) for n in ("name", "entry_id", "brand_id", "conversation_id", "side", "at")})
)
