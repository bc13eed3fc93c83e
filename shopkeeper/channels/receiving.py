"""Taking in, once for all channels: seen before? whose is it? which conversation? then the entry, all in one transaction."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from shopkeeper import conversations, people
from shopkeeper.channels import inboxes, placing, tracking
from shopkeeper.channels.model import (
    Arrival,
    ArrivalState,
    DeliveryChanged,
    File,
    Inbox,
    MessageArrived,
    Outcome,
    ReadUntil,
    Recipient,
    SessionClaimed,
    TypingSeen,
    Who,
)
from shopkeeper.channels.registry import signing
from shopkeeper.channels.store import seen
from shopkeeper.conversations import Address, Attachment, Entry, Forwarded, Heard, Participant
from shopkeeper.kit.db import Hot, Tx
from shopkeeper.people import HandleKind, NotAnAddress, Person, Proof


class Taken(Outcome, frozen=True, kw_only=True):
    """An outcome with the entry that was written, for whoever shows it at once. `first`: nobody knew this handle before."""

    entry: Entry | None = None
    first: bool = False


_WEIGHT = (ArrivalState.stored, ArrivalState.quarantined, ArrivalState.duplicate, ArrivalState.ignored)


class Door(Struct, frozen=True):
    """By what a thing came in: the kept arrival, its inbox, when it was there (ms UTC), and which addresses are ours."""

    arrival_id: str
    inbox: Inbox
    at: int
    ours: frozenset[str] = frozenset()

    def ends(self, state: ArrivalState, reason: str | None = None, **more: Any) -> Outcome:
        return Outcome(arrival_id=self.arrival_id, state=state, reason=reason, **more)


def receive(tx: Tx, arrival_id: str, inbox: Inbox, arrivals: Sequence[Arrival], received_at: int = 0) -> Outcome:
    """Everything one post brought. The outcome is that of the weightiest part."""
    # A channel whose inboxes have no address (a chat) has none to look for in From either.
    ours = inboxes.addresses(tx, inbox.kind) if inbox.address else frozenset()
    door = Door(arrival_id, inbox, received_at or tx.now, ours)
    outcomes = [_TAKERS[type(one)](tx, door, one) for one in arrivals]
    if not outcomes:
        return door.ends(ArrivalState.ignored, "There was nothing in it.")
    return min(outcomes, key=lambda outcome: _WEIGHT.index(outcome.state))


def plain(outcome: Outcome) -> Outcome:
    """Without the entry: what is shown of it to an agent."""
    fields = {name: getattr(outcome, name) for name in Outcome.__struct_fields__}
    return Outcome(**fields) if isinstance(outcome, Taken) else outcome


def recognise(tx: Tx, who: Who, source: str) -> Person:
    """The person behind a handle the channel named. What is no address of its kind is kept as it is, as another kind."""
    kind = HandleKind[who.kind] if who.kind in HandleKind.__members__ else HandleKind.other
    proof = Proof.proven if who.proven_by else Proof.claimed
    more = {"display": who.display, "name": who.name, "proof": proof, "proven_by": who.proven_by, "source": source}
    try:
        return people.recognise(tx, kind, who.value, **more)  # type: ignore[arg-type]
    except NotAnAddress:
        return people.recognise(tx, HandleKind.other, f"{who.kind}:{who.value}"[:300], **more)  # type: ignore[arg-type]


def scope_of(inbox: Inbox, message: MessageArrived) -> str:
    """Within what a message's key is the only one of its kind."""
    return f"brand:{inbox.brand_id}:{inbox.kind}" if message.universal else f"inbox:{inbox.id}"


def _message(tx: Tx, door: Door, message: MessageArrived) -> Outcome:
    message = _fit_to_keep(message)
    scope = scope_of(door.inbox, message)
    tx.lock(f"seen:{scope}:{message.external_id}")
    before = tx.scalar(_SEEN, scope=scope, external_id=message.external_id)
    if before is not None:
        return door.ends(ArrivalState.duplicate, "It came before.", entry_id=before)
    ended = _our_echo(tx, door, message) or tracking.bounced(tx, door.arrival_id, door.inbox, message.bounce)
    return ended or _heard(tx, door, message, scope)


def _fit_to_keep(message: MessageArrived) -> MessageArrived:
    """No NUL characters (PostgreSQL keeps none), and a key that every index takes."""
    words = {name: getattr(message, name) for name in ("external_id", "text", "html", "folded", "subject")}
    clean = {name: value.replace("\x00", "") for name, value in words.items() if value and "\x00" in value}
    if len(message.external_id) > _LONGEST_KEY:
        clean["external_id"] = hashlib.sha256(message.external_id.encode("utf-8", "replace")).hexdigest()
    return msgspec.structs.replace(message, **clean) if clean else message


def _our_echo(tx: Tx, door: Door, message: MessageArrived) -> Outcome | None:
    """A copy of what we sent (the Sent folder, a list, a loop) stands on the timeline already."""
    adapter = signing(door.inbox.kind) if message.named else None
    mark = adapter.entry_of(message.named) if adapter and message.named else None
    if mark is None or not tracking.is_ours(tx, mark):
        return None
    return door.ends(ArrivalState.ignored, "Our own mail came back; it stands on the timeline already.", entry_id=mark)


def _heard(tx: Tx, door: Door, message: MessageArrived, scope: str) -> Outcome:
    ours = message.own or message.sender.value.lower() in door.ours
    if ours and not message.own_proven:
        return door.ends(ArrivalState.quarantined, _NOT_PROVEN_OURS.format(message.sender.value))
    partner = _somebody_else(door, message) if ours else message.sender
    if partner is None:
        return door.ends(ArrivalState.ignored, "A mail from ourselves to ourselves.")
    person = recognise(tx, partner, source=f"inbox:{door.inbox.id}")
    place = placing.Place() if ours else placing.place(tx, door.inbox, message, person)
    entry = conversations.hear(tx, _words(tx, door, message, person, place, ours))
    tx.run(_NOTE, scope=scope, external_id=message.external_id, entry_id=entry.id, at=tx.now)
    if message.named and entry.conversation_id:
        placing.remember(tx, door.inbox, message.named, entry.id, entry.conversation_id, side=place.side)
    if message.bounce is not None and entry.conversation_id:
        # A report about nothing we sent from here: it can be found, and takes nobody's time.
        conversations.close(tx, None, entry.conversation_id)
    handle = person.handles[0] if person.handles else None
    # An entry that bears this id from before may have come by another handle: whoever shows it has to look.
    own = entry if handle is not None and entry.handle_id == handle.id else None
    return Taken(
        arrival_id=door.arrival_id, state=ArrivalState.stored, entry_id=entry.id, conversation_id=entry.conversation_id,
        person_id=person.id, entry=own, first=handle is not None and handle.at >= tx.now,
    )  # fmt: skip


def _words(tx: Tx, door: Door, message: MessageArrived, person: Person, place: placing.Place, ours: bool) -> Heard:
    return Heard(
        id=message.entry_id,
        person_id=person.id,
        handle_id=person.handles[0].id if person.handles else None,
        brand_id=door.inbox.brand_id,
        inbox_id=door.inbox.id,
        channel=door.inbox.kind,
        text=message.text,
        at=_moment(message, door),
        html=message.html,
        folded=message.folded,
        subject=message.subject,
        name=message.sender.name,
        sender=Address(value=message.sender.value, name=message.sender.name),
        to=_addresses(message.to),
        cc=_addresses(message.cc),
        reply_to=_addresses(message.reply_to),
        attachments=tuple(_attachment(tx, file, person) for file in message.files),
        forwarded=_forwarded(message),
        automatic=message.automatic,
        unproven=message.sender.doubtful and not ours and not placing.bears_our_mark(tx, door.inbox, message),
        conversation_id=place.conversation_id,
        participants=() if place.side or ours else _participants(door, message),
        # Who writes in a chat sits there: their line learns who they are only after this first word.
        live=door.inbox.abilities.needs_presence,
        spam=message.spam,
        side=place.side,
        ours=ours,
        public=not place.side,
    )


def _moment(message: MessageArrived, door: Door) -> int:
    """What the message says, but never after it was here: a clock set to 2050 would stay on top for ever."""
    return min(message.at, door.at) if message.at is not None else door.at


def _somebody_else(door: Door, message: MessageArrived) -> Who | None:
    """Whom a mail of our own was for: its first address that is not ours."""
    everybody = (*message.to, *message.cc, *message.bcc)
    other = next((r for r in everybody if r.value.lower() not in door.ours), None)
    return Who(kind=message.sender.kind, value=other.value, name=other.name, display=other.value) if other else None


def _participants(door: Door, message: MessageArrived) -> tuple[Participant, ...]:
    """Everybody who was copied in and is not us. A crowd is a list, and a list takes no part."""
    others = [r for r in (*message.to, *message.cc) if r.value.lower() not in door.ours]
    if len(others) > _CROWD or message.automatic:
        return ()
    kind = message.sender.kind
    return tuple(Participant(kind=kind, value=r.value.strip().lower(), name=r.name) for r in others)


def _attachment(tx: Tx, file: File, person: Person) -> Attachment:
    if file.attachment_id is not None:
        return conversations.attachment(tx, file.attachment_id)
    assert file.key is not None
    return conversations.attach(
        tx, file.key, name=file.name, content_type=file.content_type, size=file.size, inline=file.inline, cid=file.cid,
        by=person.id,
    )  # fmt: skip


def _forwarded(message: MessageArrived) -> Forwarded | None:
    found = message.forwarded
    return Forwarded(name=found.name, email=found.email, at=found.at, text=found.text) if found else None


def _addresses(recipients: Sequence[Recipient]) -> tuple[Address, ...]:
    return tuple(Address(value=r.value, name=r.name) for r in recipients)


def _delivery(tx: Tx, door: Door, changed: DeliveryChanged) -> Outcome:
    entry_id = tracking.changed(tx, door.inbox, changed)
    if entry_id is None:
        return door.ends(ArrivalState.ignored, "News of a message we do not know.")
    return door.ends(ArrivalState.stored, entry_id=entry_id)


def _read(tx: Tx, door: Door, read: ReadUntil) -> Outcome:
    tracking.read_until(tx, read.entry_id)
    return door.ends(ArrivalState.stored, entry_id=read.entry_id)


def _typing(_: Tx, door: Door, __: TypingSeen) -> Outcome:
    return door.ends(ArrivalState.ignored, "Typing is shown, not kept.")


def _claimed(tx: Tx, door: Door, claim: SessionClaimed) -> Outcome:
    person = recognise(tx, claim.sender, source=f"inbox:{door.inbox.id}")
    handle = people.claim(
        tx, person.id, HandleKind(claim.claimed.kind), claim.claimed.value, display=claim.claimed.display,
        source=f"inbox:{door.inbox.id}",
    )  # fmt: skip
    people.call(tx, person.id, claim.claimed.name)
    if claim.claimed.proven_by:
        people.prove(tx, handle.id, claim.claimed.proven_by)
    return door.ends(ArrivalState.stored, person_id=person.id)


_CROWD = 10
_LONGEST_KEY = 250
# Anybody can write our address into From. What we are said to have said must not appear on a customer's timeline.
_NOT_PROVEN_OURS = (
    "It says that it comes from us ({}), and nothing proves it. If it does, name your mail server under “trusted hosts” of "
    "this inbox and try again."
)
_TAKERS: dict[type[Any], Callable[[Tx, Door, Any], Outcome]] = {
    MessageArrived: _message,
    DeliveryChanged: _delivery,
    ReadUntil: _read,
    TypingSeen: _typing,
    SessionClaimed: _claimed,
}

_b = sa.bindparam
_SEEN = Hot(sa.select(seen.c.entry_id).where(seen.c.scope == _b("scope"), seen.c.external_id == _b("external_id")))
_NOTE = Hot(sa.insert(seen).values(**{name: _b(name) for name in ("scope", "external_id", "entry_id", "at")}))
