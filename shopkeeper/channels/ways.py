"""Where is the customer? The answer goes to her open chat, or by mail when she has left and an address is known."""

from collections.abc import Sequence

from msgspec import Struct

from shopkeeper import conversations, people
from shopkeeper.channels import hooks, inboxes
from shopkeeper.channels.errors import NoSuchInbox, NoWay
from shopkeeper.channels.model import Inbox, InboxState, Recipient
from shopkeeper.channels.registry import channel
from shopkeeper.conversations import Conversation, Entry, MessageBody
from shopkeeper.kit.db import Tx
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.people import Handle, HandleKind, Proof

LOOK_BACK = 20
"""So many of the customer's last words tell how she came."""


class Way(Struct, frozen=True, kw_only=True):
    """How an answer reaches somebody. `answering` is the entry it answers, `left_chat` the chat the customer left."""

    inbox: Inbox
    to: tuple[Recipient, ...]
    handle_id: str | None = None
    answering: str | None = None
    subject: str | None = None
    left_chat: str | None = None


def find(
    tx: Tx, talk: Conversation, inbox_id: str | None, to: tuple[Recipient, ...], answering: str | None, *, side: bool
) -> Way:
    """The way for an answer; what the agent chose stands. Raises NoWay, NoSuchInbox."""
    box = inboxes.inbox(tx, inbox_id) if inbox_id else _follow(tx, talk, side or bool(to))
    answered = conversations.entry(tx, answering) if answering else _last_heard(tx, talk.id, box, side)
    heard = body_of(answered) if answered else None
    left = _left_chat(tx, talk, box)
    whom = to or _to(tx, talk, box, answered, heard)
    if not whom:
        raise NoWay
    return Way(
        inbox=box,
        to=whom,
        handle_id=None if side else _handle_id(tx, box, whom[0].value),
        answering=answered.id if answered else None,
        subject=heard.subject if heard else None,
        left_chat=None if side else left,
    )


def by_mail(tx: Tx, talk: Conversation, left_chat: str) -> Way | None:
    """The way for words she left behind in a chat: a mailbox of the brand to her best address; None where there is none."""
    mailbox, addresses = _opening_inbox(tx, talk.brand_id), _addresses(tx, talk.person_id, HandleKind.email)
    good = next((one for one in addresses if not one.bouncing), None)
    if mailbox is None or good is None:
        return None
    answered = _last_heard(tx, talk.id, mailbox, side=False)
    heard = body_of(answered) if answered else None
    return Way(
        inbox=mailbox,
        to=(Recipient(good.display or good.value, talk.person_name),),
        handle_id=good.id,
        answering=answered.id if answered else None,
        subject=heard.subject if heard else None,
        left_chat=left_chat,
    )


def body_of(entry: Entry) -> MessageBody:
    """A message's body as a Struct."""
    found: MessageBody = from_json(to_json(entry.body), MessageBody)
    return found


def _follow(tx: Tx, talk: Conversation, needs_address: bool) -> Inbox:
    """The conversation's own channel while it reaches her; else a mailbox of the brand."""
    try:
        own = inboxes.inbox(tx, talk.inbox_id)
    except NoSuchInbox:
        own = None
    reaches = own is not None and (not own.abilities.needs_presence or hooks.presence_of(talk.identity_id))
    if own is not None and reaches and (not needs_address or own.abilities.may_open):
        return own
    mailbox = _opening_inbox(tx, talk.brand_id)
    if mailbox is not None and (needs_address or _addresses(tx, talk.person_id, HandleKind.email)):
        return mailbox
    if own is None:
        raise NoWay("The inbox of this conversation was removed, and no other one reaches this customer.")
    # Nobody knows an address: the words wait in the chat until she is back.
    return own


def _opening_inbox(tx: Tx, brand_id: str) -> Inbox | None:
    """The brand's first inbox that can write to somebody by itself; one that works before one that does not."""
    able = [box for box in inboxes.inboxes(tx) if box.brand_id == brand_id and box.abilities.may_open]
    return min(able, key=lambda box: box.state is not InboxState.ok, default=None)


def _left_chat(tx: Tx, talk: Conversation, box: Inbox) -> str | None:
    """The chat this talk was in, when the answer goes by another way: a mail then leads back to it."""
    if box.abilities.needs_presence:
        return None
    spoken = [entry.inbox_id for entry in conversations.messages(tx, talk.id, direction="in", limit=LOOK_BACK)]
    for inbox_id in dict.fromkeys([talk.inbox_id, *(id for id in spoken if id)]):
        try:
            before = inboxes.inbox(tx, inbox_id)
        except NoSuchInbox:
            continue
        if before.abilities.needs_presence:
            return before.id
    return None


def _last_heard(tx: Tx, conversation_id: str, box: Inbox, side: bool) -> Entry | None:
    """The last word of the customer that came by this kind of channel (a side talk answers only what it is told to)."""
    if side:
        return None
    recent = conversations.messages(tx, conversation_id, direction="in", limit=LOOK_BACK)
    return next((entry for entry in recent if entry.channel == box.kind and not body_of(entry).side), None)


def _to(
    tx: Tx, talk: Conversation, box: Inbox, answered: Entry | None, heard: MessageBody | None
) -> tuple[Recipient, ...]:
    if answered is not None and heard is not None and answered.channel == box.kind and answered.direction == "in":
        asked = heard.reply_to or ((heard.sender,) if heard.sender else ())
        if found := tuple(Recipient(a.value, a.name) for a in asked if a.value):
            return found
    if answered is not None and heard is not None and answered.direction == "out" and answered.channel == box.kind:
        return tuple(Recipient(a.value, a.name) for a in heard.to)
    handles = _addresses(tx, talk.person_id, HandleKind(channel(box.kind).reaches))
    return (Recipient(handles[0].display or handles[0].value, talk.person_name),) if handles else ()


def _addresses(tx: Tx, person_id: str, kind: HandleKind) -> Sequence[Handle]:
    """The person's addresses of a kind, the best first: not bouncing, proven, their own rather than a merged one's, newest."""
    person = people.person(tx, person_id)
    found = [handle for handle in person.handles if handle.kind is kind]
    order = [(bool(h.bouncing), h.proof is not Proof.proven, h.person_id != person_id, -h.at) for h in found]
    return [handle for _, handle in sorted(zip(order, found, strict=True), key=lambda pair: pair[0])]


def _handle_id(tx: Tx, box: Inbox, value: str) -> str | None:
    try:
        found = people.holder(tx, HandleKind(channel(box.kind).reaches), value)
    except people.NotAnAddress:
        return None
    return found.id if found else None
