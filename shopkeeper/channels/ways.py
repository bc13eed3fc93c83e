"""Where is the customer? The answer goes to her open chat, or by mail when she has left and an address is known."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from shopkeeper import conversations, people
from shopkeeper.channels import addressing, hooks, inboxes
from shopkeeper.channels.errors import NoSuchInbox, NoWay, SomebodyElse
from shopkeeper.channels.model import Inbox, InboxState, Recipient
from shopkeeper.channels.registry import channel
from shopkeeper.conversations import Conversation, Entry, MessageBody
from shopkeeper.kit.db import Tx
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.people import Handle, HandleKind, Proof


class Asked(Struct, frozen=True, kw_only=True):
    """What whoever answers chose: nothing, a channel, recipients, the message that is answered, or the handle it is for.

    `after` is the last entry they saw.
    """

    inbox_id: str | None = None
    to: tuple[Recipient, ...] = ()
    answering: str | None = None
    handle_id: str | None = None
    after: str | None = None
    side: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether they said themselves whom it is for."""
        return bool(self.to or self.answering or self.handle_id or self.side)


class Way(Struct, frozen=True, kw_only=True):
    """How an answer reaches somebody.

    `answering` is the entry it answers, `left_chat` the chat the customer left, `left_handle_id` by which handle they wrote there.
    """

    inbox: Inbox
    to: tuple[Recipient, ...]
    handle_id: str | None = None
    answering: str | None = None
    subject: str | None = None
    left_chat: str | None = None
    left_handle_id: str | None = None


def find(tx: Tx, talk: Conversation, asked: Asked) -> Way:
    """The way for an answer; what was chosen stands. Raises NoWay, NoSuchInbox, NotTheirs, NoSuchHandle, SomebodyElse."""
    if asked.handle_id and not asked.side:
        return _to_handle(tx, talk, asked, asked.handle_id)
    if asked.is_chosen:
        return _way(tx, talk, asked, _chosen(tx, talk, asked))
    return _way(tx, talk, asked, _meant(tx, talk, asked))


def by_mail(tx: Tx, talk: Conversation, left_chat: str, handle_id: str | None) -> Way | None:
    """The way for words they left behind in a chat: a mailbox of the brand to their best address; None where there is none.

    `handle_id` is the handle the words went to: whoever else was joined to this customer gets nothing of them.
    """
    person_id = people.handle(tx, handle_id).person_id if handle_id else talk.person_id
    mailbox, addresses = _opening_inbox(tx, talk.brand_id), _addresses(tx, person_id, HandleKind.email)
    good = next((one for one in addresses if not one.bouncing), None)
    if mailbox is None or good is None:
        return None
    answered = addressing.word(tx, talk, mailbox.kind)
    heard = body_of(answered) if answered else None
    return Way(
        inbox=mailbox,
        to=(Recipient(good.display or good.value, talk.person_name),),
        handle_id=good.id,
        answering=answered.id if answered else None,
        subject=heard.subject if heard else None,
        left_chat=left_chat,
        left_handle_id=handle_id,
    )


def body_of(entry: Entry) -> MessageBody:
    """A message's body as a Struct."""
    found: MessageBody = from_json(to_json(entry.body), MessageBody)
    return found


def _way(tx: Tx, talk: Conversation, asked: Asked, whom: Entry | None) -> Way:
    box = inboxes.inbox(tx, asked.inbox_id) if asked.inbox_id else _follow(tx, talk, whom, asked)
    answered = _answered(tx, talk, asked, box, whom)
    heard = body_of(answered) if answered else None
    to = asked.to or _to(tx, talk, box, answered, whom)
    if not to:
        raise NoWay
    left = None if asked.side else _left_chat(tx, talk, box)
    return Way(
        inbox=box,
        to=to,
        handle_id=None if asked.side else _handle_id(tx, box, to[0].value),
        answering=answered.id if answered else None,
        subject=heard.subject if heard else None,
        left_chat=left,
        left_handle_id=_handle_in(tx, talk, left, whom) if left else None,
    )


def _to_handle(tx: Tx, talk: Conversation, asked: Asked, handle_id: str) -> Way:
    """To this very handle, wherever anybody spoke last; by another kind of inbox to the best address of whoever has it."""
    handle, last = addressing.handle_of(tx, talk, handle_id)
    box = inboxes.inbox(tx, asked.inbox_id) if asked.inbox_id else _inbox_for(tx, talk, handle, last)
    fits = not asked.to and _reaches(box, handle)
    own = (Recipient(handle.display or handle.value, talk.person_name),) if fits else ()
    to = asked.to or own or _best(tx, talk, box, handle.person_id)
    way = _way(tx, talk, msgspec.structs.replace(asked, to=to, inbox_id=box.id), last)
    return msgspec.structs.replace(way, handle_id=handle.id) if fits else way


def _inbox_for(tx: Tx, talk: Conversation, handle: Handle, last: Entry | None) -> Inbox:
    """Where this handle is reached: where it wrote last, else where the conversation is, else a mailbox of the brand."""
    found = (_inbox(tx, last.inbox_id if last else None), _inbox(tx, talk.inbox_id), _opening_inbox(tx, talk.brand_id))
    box = next((one for one in found if one is not None and _reaches(one, handle)), None)
    if box is None:
        raise NoWay("No inbox here reaches this handle.")
    return box


def _reaches(box: Inbox, handle: Handle) -> bool:
    return channel(box.kind).reaches == handle.kind.value


def _chosen(tx: Tx, talk: Conversation, asked: Asked) -> Entry | None:
    """Who wrote the message that is answered; where only recipients were chosen, whom the conversation showed."""
    answered = conversations.entry(tx, asked.answering) if asked.answering else None
    if answered is not None and answered.direction == "in":
        return answered
    return _shown(tx, talk, asked, _number(tx, asked))


def _meant(tx: Tx, talk: Conversation, asked: Asked) -> Entry | None:
    """Whom an answer is for that names nobody. Raises SomebodyElse where what came since `after` leads it elsewhere."""
    if asked.after is None:
        return _meant_by_itself(tx, talk, asked)
    seen, now = _shown(tx, talk, asked, _number(tx, asked)), _shown(tx, talk, asked, None)
    if not addressing.is_same(tx, talk, seen, now):
        raise SomebodyElse(extra={"entry": now, "before": seen})
    return now


def _meant_by_itself(tx: Tx, talk: Conversation, asked: Asked) -> Entry | None:
    """Nobody knows what they saw. Raises SomebodyElse where several wait of whom each only claims."""
    found = None if asked.inbox_id else addressing.proven(tx, talk)
    if found is None and (found := _shown(tx, talk, asked, None)) is not None:
        addressing.check_alone(tx, talk, found.channel)
    return found


def _shown(tx: Tx, talk: Conversation, asked: Asked, until: int | None) -> Entry | None:
    """Whom the conversation showed, up to number `until`: whoever waits where the customer spoke last."""
    last = addressing.newest(tx, talk, until)
    if last is None:
        return None
    kind = inboxes.inbox(tx, asked.inbox_id).kind if asked.inbox_id else last.channel
    return addressing.word(tx, talk, kind, until) or addressing.word(tx, talk, last.channel, until)


def _number(tx: Tx, asked: Asked) -> int | None:
    return conversations.entry(tx, asked.after).n if asked.after else None


def _answered(tx: Tx, talk: Conversation, asked: Asked, box: Inbox, whom: Entry | None) -> Entry | None:
    """The message that is answered: the one they chose, else the last by this kind of channel from whom it is for.

    A side talk answers only what it is told to. Who only claims may be answered by the surer one's thread, never the other way.
    """
    if asked.answering:
        return conversations.entry(tx, asked.answering)
    if asked.side:
        return None
    if whom is None or whom.channel == box.kind:
        return whom
    found = addressing.word(tx, talk, box.kind)
    return found if found is None or addressing.is_sure(tx, found) or found.person_id == whom.person_id else None


def _follow(tx: Tx, talk: Conversation, whom: Entry | None, asked: Asked) -> Inbox:
    """The channel of whom it is for while it reaches them; else a mailbox of the brand."""
    needs_address = asked.side or bool(asked.to)
    own = _inbox(tx, _inbox_of(tx, talk, whom))
    reaches = own is not None and (not own.abilities.needs_presence or hooks.presence_of(talk.identity_id))
    if own is not None and reaches and (not needs_address or own.abilities.may_open):
        return own
    mailbox = _opening_inbox(tx, talk.brand_id)
    if mailbox is not None and (needs_address or _addresses(tx, _person_of(talk, whom), HandleKind.email)):
        return mailbox
    if own is None:
        raise NoWay("The inbox of this conversation was removed, and no other one reaches this customer.")
    # Nobody knows an address: the words wait in the chat until she is back.
    return own


def _inbox_of(tx: Tx, talk: Conversation, whom: Entry | None) -> str:
    """The conversation's own inbox, unless that is where somebody else spoke last."""
    last = addressing.newest(tx, talk)
    elsewhere = whom is not None and last is not None and whom.handle_id != last.handle_id
    return str(whom.inbox_id) if elsewhere and whom is not None and whom.inbox_id else talk.inbox_id


def _inbox(tx: Tx, inbox_id: str | None) -> Inbox | None:
    try:
        return inboxes.inbox(tx, inbox_id) if inbox_id else None
    except NoSuchInbox:
        return None


def _person_of(talk: Conversation, whom: Entry | None) -> str:
    return whom.person_id if whom is not None else talk.person_id


def _opening_inbox(tx: Tx, brand_id: str) -> Inbox | None:
    """The brand's first inbox that can write to somebody by itself; one that works before one that does not."""
    able = [box for box in inboxes.inboxes(tx) if box.brand_id == brand_id and box.abilities.may_open]
    return min(able, key=lambda box: box.state is not InboxState.ok, default=None)


def _left_chat(tx: Tx, talk: Conversation, box: Inbox) -> str | None:
    """The chat this talk was in, when the answer goes by another way: a mail then leads back to it."""
    if box.abilities.needs_presence:
        return None
    spoken = [entry.inbox_id for entry in addressing.heard_by(tx, talk)]
    found = (_inbox(tx, id) for id in dict.fromkeys([talk.inbox_id, *spoken]))
    return next((chat.id for chat in found if chat is not None and chat.abilities.needs_presence), None)


def _handle_in(tx: Tx, talk: Conversation, chat: str, whom: Entry | None) -> str | None:
    """By which handle whom it is for wrote in that chat: what anybody else said there is none of their business."""
    if whom is not None and whom.inbox_id == chat:
        return whom.handle_id
    said = (one for one in addressing.heard_by(tx, talk) if one.inbox_id == chat)
    return next(
        (one.handle_id for one in said if addressing.is_sure(tx, one) or one.person_id == _person_of(talk, whom)), None
    )


def _to(tx: Tx, talk: Conversation, box: Inbox, answered: Entry | None, whom: Entry | None) -> tuple[Recipient, ...]:
    if answered is not None and answered.channel == box.kind:
        heard = body_of(answered)
        if answered.direction == "out":
            return tuple(Recipient(a.value, a.name) for a in heard.to)
        asked = heard.reply_to or ((heard.sender,) if heard.sender else ())
        if found := tuple(Recipient(a.value, a.name) for a in asked if a.value):
            return found
    return _best(tx, talk, box, _person_of(talk, whom))


def _best(tx: Tx, talk: Conversation, box: Inbox, person_id: str) -> tuple[Recipient, ...]:
    handles = _addresses(tx, person_id, HandleKind(channel(box.kind).reaches))
    return (Recipient(handles[0].display or handles[0].value, talk.person_name),) if handles else ()


def _addresses(tx: Tx, person_id: str, kind: HandleKind) -> Sequence[Handle]:
    """The person's addresses of a kind, the best first: not bouncing, proven, their own rather than a merged one's, newest.

    Who was joined by a mere claim brings no address of theirs for anybody else.
    """
    person = people.person(tx, person_id)
    mine = (h for h in person.handles if h.kind is kind)
    found = [h for h in mine if h.person_id == person_id or not people.only_says(tx, h.person_id)]
    order = [(bool(h.bouncing), h.proof is not Proof.proven, h.person_id != person_id, -h.at) for h in found]
    return [handle for _, handle in sorted(zip(order, found, strict=True), key=lambda pair: pair[0])]


def _handle_id(tx: Tx, box: Inbox, value: str) -> str | None:
    try:
        found = people.holder(tx, HandleKind(channel(box.kind).reaches), value)
    except people.NotAnAddress:
        return None
    return found.id if found else None
