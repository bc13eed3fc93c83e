"""Answering: to where the customer is, checked before anything is written, and taken back while there is time.

The entry, its delivery and the job that carries it are written in one transaction. Carrying is `delivering`'s work.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import nh3
import sqlalchemy as sa
from msgspec import Struct

from shopkeeper import conversations, people, team
from shopkeeper.channels import inboxes, placing, tracking, ways
from shopkeeper.channels.errors import NoWay, TooLate, Unsupported
from shopkeeper.channels.model import Inbox, Recipient
from shopkeeper.channels.registry import channel
from shopkeeper.channels.sdk import Signs
from shopkeeper.channels.store import delivery as table
from shopkeeper.channels.store import named
from shopkeeper.conversations import Address, Conversation, Delivery, Draft, Entry, NoSuchEntry, Participant, Words
from shopkeeper.kit import ids, jobs
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.text import to_json
from shopkeeper.people import HandleKind, NotAnAddress

if TYPE_CHECKING:
    from shopkeeper.team import Agent

DELIVER = "channels.deliver"
_SCHEMES = {"http", "https", "mailto", "tel", "cid"}
YOUR_CHAT = {
    "en": "Your chat with {brand}",
    "de": "Ihr Chat mit {brand}",
    "es": "Su chat con {brand}",
    "fr": "Votre conversation avec {brand}",
}
Quote = Literal["answered", "talk", "forward", "none"]


class Answer(Struct, frozen=True, kw_only=True):
    """What an agent sends. What is left out follows the conversation: its channel, its customer, its subject.

    `after` is the last entry the agent saw: a colleague's later answer makes this a 409, and so does a later word of somebody
    else to whom the answer would go. `handle_id` says whom it is for, where several write in one conversation, and is always
    honoured; with neither, who is proven goes before who only claims. `answering` chooses the message that is answered. `side`
    talks to somebody else beside the conversation; the customer never sees it. `forward` is a
    side talk that takes the answered message along with its files.
    """

    text: str
    id: str | None = None
    html: str | None = None
    inbox_id: str | None = None
    to: tuple[Address | str, ...] = ()
    cc: tuple[Address | str, ...] = ()
    bcc: tuple[Address | str, ...] = ()
    reply_to: tuple[Address | str, ...] = ()
    subject: str | None = None
    answering: str | None = None
    handle_id: str | None = None
    attachments: tuple[str, ...] = ()
    after: str | None = None
    close: bool = False
    side: bool = False
    forward: bool = False


class Package(Struct, frozen=True, kw_only=True):
    """What a delivery remembers beside the entry itself. `answers`: names of the messages it answers, oldest first."""

    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...] = ()
    bcc: tuple[Recipient, ...] = ()
    reply_to: tuple[Recipient, ...] = ()
    subject: str | None = None
    answers: tuple[str, ...] = ()
    answering: str | None = None
    quote: Quote = "answered"
    left_chat: str | None = None
    """The chat this talk was in: the mail leads back to it."""
    left_handle_id: str | None = None
    """By which handle they wrote in it: nobody else's words are quoted."""


class Beginning(Struct, frozen=True, kw_only=True):
    """A conversation we begin: with a person, or with an address nobody has written from yet."""

    inbox_id: str
    text: str
    subject: str | None = None
    person_id: str | None = None
    handle: "NewHandle | None" = None
    id: str | None = None
    html: str | None = None
    to: tuple[Address | str, ...] = ()
    cc: tuple[Address | str, ...] = ()
    bcc: tuple[Address | str, ...] = ()
    attachments: tuple[str, ...] = ()


class NewHandle(Struct, frozen=True):
    """An address to write to."""

    kind: HandleKind
    value: str
    name: str = ""


def reply(tx: Tx, agent: "Agent | None", conversation_id: str, answer: Answer) -> Entry:
    """Write an answer and have it carried. The same id again answers with the same entry.

    Raises Answered (409, a colleague was faster), SomebodyElse (409, it would go to somebody else), NoWay, Unsupported, NotYourInbox, NoSuchConversation.
    """
    entry_id = answer.id or ids.new(tx.now)
    if (known := _said_already(tx, agent, entry_id)) is not None:
        return known
    talk = conversations.conversation(tx, agent, conversation_id)
    side = answer.side or answer.forward
    _check_answering(tx, agent, talk, answer.answering)
    way = ways.find(tx, talk, _asked(answer, side))
    _check_abilities(tx, way.inbox, answer)
    if agent is None:
        _no_machine_wrote(tx, way.answering)
    package = _package(tx, talk, answer, way, side)
    undo_until = (
        tx.now + way.inbox.abilities.undo_seconds * 1000 if way.inbox.abilities.undo_seconds and agent else None
    )
    delivery = Delivery(state="queued", at=tx.now, undo_until=undo_until)
    words = _words(answer, entry_id, way, package, delivery, side)
    entry = conversations.say(tx, agent, conversation_id, words, after=answer.after)
    _dispatch(tx, agent, entry, way.inbox, package, undo_until, side)
    if answer.close:
        conversations.close(tx, agent, conversation_id)
    return entry


def begin(tx: Tx, agent: "Agent", wish: Beginning) -> Entry:
    """Write to somebody first. Raises NoSuchInbox, NoSuchPerson, NoWay, Unsupported (the channel cannot begin)."""
    box = inboxes.inbox(tx, wish.inbox_id)
    if not box.abilities.may_open:
        raise Unsupported(f"In {box.name} only the customer can begin. Choose a mailbox.")
    person_id, to = _partner(tx, wish)
    talk = conversations.open_for(tx, person_id, box.brand_id, box.id, wish.subject or "", box.kind)
    same = {
        name: getattr(wish, name) for name in ("text", "id", "html", "inbox_id", "subject", "cc", "bcc", "attachments")
    }
    return reply(tx, agent, talk.id, Answer(to=to, **same))


def undo(tx: Tx, agent: "Agent", entry_id: str) -> Draft:
    """Take an answer back while it waits; its words become a draft. Raises TooLate, NoSuchEntry."""
    conversations.entry(tx, entry_id, agent)
    row = tracking.row_of(tx, entry_id)
    if row is None or row.state != "queued" or not row.undo_until or row.undo_until <= tx.now:
        raise TooLate
    draft = conversations.undo(tx, agent, entry_id)
    jobs.cancel(tx, _job(entry_id, row.attempt))
    tx.run(sa.delete(table).where(table.c.entry_id == entry_id))
    tx.run(sa.delete(named).where(named.c.entry_id == entry_id))
    return draft


def try_again(tx: Tx, agent: "Agent", entry_id: str) -> Entry:
    """Send the very same message once more after it failed or nobody knew. Raises TooLate when it is under way or sent."""
    conversations.entry(tx, entry_id, agent)
    row = tracking.row_of(tx, entry_id)
    if row is None or row.state not in ("failed", "unsure"):
        raise TooLate("It is under way or has arrived; there is nothing to try again.")
    _again(tx, entry_id)
    return conversations.entry(tx, entry_id)


def resume(tx: Tx, inbox_id: str, advice: str) -> int:
    """What failed only because of the inbox goes out now that its owner acted."""
    stuck = (table.c.inbox_id == inbox_id, table.c.state == "failed", table.c.advice == advice)
    rows = tx.all(sa.select(table.c.entry_id).where(*stuck).order_by(table.c.created_at).limit(500))
    for row in rows:
        _again(tx, row.entry_id)
    return len(rows)


def reroute(tx: Tx, row: Row, entry: Entry, talk: Conversation, way: ways.Way) -> None:
    """The same words once more, another way than the one they were first sent: theirs did not reach her."""
    package = _package(tx, talk, Answer(text=""), way, False)
    message_id = _message_id(way.inbox, entry.id)
    values = {"inbox_id": way.inbox.id, "message_id": message_id, "parcel": to_json(package), "created_at": tx.now}
    tx.run(sa.update(table).where(table.c.entry_id == entry.id).values(**values))
    tracking.set_state(tx, row, "queued")
    placing.remember(tx, way.inbox, message_id, entry.id, talk.id, side=False)
    _note_partners(tx, talk.id, way.inbox, package, False)
    _enqueue(tx, entry.id, talk.id, row.attempt, tx.now)


def _again(tx: Tx, entry_id: str) -> None:
    row = tracking.row_of(tx, entry_id)
    assert row is not None
    tx.run(sa.update(table).where(table.c.entry_id == entry_id).values(created_at=tx.now))
    tracking.set_state(tx, row, "queued")
    _enqueue(tx, entry_id, row.conversation_id, row.attempt, tx.now)


def _said_already(tx: Tx, agent: "Agent | None", entry_id: str) -> Entry | None:
    row = tracking.row_of(tx, entry_id)
    if row is None or (agent is not None and row.agent_id != agent.id):
        return None
    return conversations.entry(tx, entry_id)


def _check_abilities(tx: Tx, box: Inbox, answer: Answer) -> None:
    able = box.abilities
    files = conversations.attachments(tx, answer.attachments)
    biggest = max((file.size for file in files), default=0)
    checks = (
        (
            able.longest_text is None or len(answer.text) <= able.longest_text,
            f"At most {able.longest_text} characters.",
        ),
        (not files or able.files, "No files can be sent here."),
        (
            biggest <= able.longest_file or not able.files,
            f"A file may have {able.longest_file // 1_000_000} MB at most.",
        ),
        (not (answer.cc or answer.bcc) or able.cc, "Nobody can be copied in here."),
        (not (answer.side or answer.forward) or able.may_open, "Nobody else can be written to from here."),
    )
    if wrong := [words for fine, words in checks if not fine]:
        raise Unsupported(f"{box.name}: {' '.join(wrong)}")


def _check_answering(tx: Tx, agent: "Agent | None", talk: Conversation, answering: str | None) -> None:
    """Its words are quoted to whoever reads the answer: so a message, of this talk or person, that the agent may see."""
    if answering is None:
        return
    entry = conversations.entry(tx, answering, agent)
    near = entry.conversation_id == talk.id or entry.person_id in people.members(tx, talk.person_id)
    if entry.kind != "message" or not near:
        raise NoSuchEntry


def _asked(answer: Answer, side: bool) -> ways.Asked:
    return ways.Asked(
        inbox_id=answer.inbox_id, to=_recipients(answer.to), answering=answer.answering, handle_id=answer.handle_id,
        after=answer.after, side=side,
    )  # fmt: skip


def _no_machine_wrote(tx: Tx, answering: str | None) -> None:
    """Two machines that answer each other never stop (RFC 3834, section 2): ours does not begin."""
    if answering is not None and ways.body_of(conversations.entry(tx, answering)).automatic:
        raise Unsupported("A machine wrote this, so no machine answers it.")


def _package(tx: Tx, talk: Conversation, answer: Answer, way: ways.Way, side: bool) -> Package:
    left = way.left_chat is not None and way.left_chat == talk.inbox_id
    quote: Quote = "forward" if answer.forward else "talk" if left else "none" if side else "answered"
    return Package(
        to=way.to,
        cc=_recipients(answer.cc),
        bcc=_recipients(answer.bcc),
        reply_to=_recipients(answer.reply_to),
        subject=_subject(tx, talk, answer, way) if way.inbox.abilities.subject else None,
        answers=() if answer.forward else _names(tx, talk.id, way.answering, side),
        answering=way.answering,
        quote=quote,
        left_chat=way.left_chat,
        left_handle_id=way.left_handle_id,
    )


def _words(answer: Answer, entry_id: str, way: ways.Way, package: Package, delivery: Delivery, side: bool) -> Words:
    return Words(
        id=entry_id,
        text=answer.text,
        html=nh3.clean(answer.html, url_schemes=_SCHEMES) if answer.html and way.inbox.abilities.html else None,
        subject=package.subject,
        inbox_id=way.inbox.id,
        channel=way.inbox.kind,
        handle_id=way.handle_id,
        sender=Address(value=way.inbox.address, name=way.inbox.name) if way.inbox.address else None,
        to=_addresses(package.to),
        cc=_addresses(package.cc),
        bcc=_addresses(package.bcc),
        reply_to=_addresses(package.reply_to),
        attachments=answer.attachments,
        answering=way.answering,
        delivery=delivery,
        side=side,
        public=not side,
    )


def _dispatch(
    tx: Tx, agent: "Agent | None", entry: Entry, box: Inbox, package: Package, undo_until: int | None, side: bool
) -> None:
    message_id = _message_id(box, entry.id)
    assert entry.conversation_id is not None
    tx.run(
        sa.insert(table).values(
            entry_id=entry.id, conversation_id=entry.conversation_id, person_id=entry.person_id, inbox_id=box.id,
            agent_id=agent.id if agent else None, message_id=message_id, parcel=to_json(package), state="queued",
            created_at=tx.now, changed_at=tx.now, undo_until=undo_until,
        )
    )  # fmt: skip
    placing.remember(tx, box, message_id, entry.id, entry.conversation_id, side=side)
    _note_partners(tx, entry.conversation_id, box, package, side)
    _enqueue(tx, entry.id, entry.conversation_id, 0, undo_until or tx.now)


def _message_id(box: Inbox, entry_id: str) -> str:
    adapter = channel(box.kind)
    return adapter.message_id(box, entry_id) if isinstance(adapter, Signs) else entry_id


def _note_partners(tx: Tx, conversation_id: str, box: Inbox, package: Package, side: bool) -> None:
    """Whom we write to may answer: a third party to its side talk, who is copied in to the conversation."""
    if side:
        for one in (*package.to, *package.cc, *package.bcc):
            placing.add_partner(tx, conversation_id, one.value)
        return
    for one in (*package.to, *package.cc):
        who = Participant(kind=channel(box.kind).reaches, value=one.value.strip().lower(), name=one.name)
        conversations.take_part(tx, conversation_id, who)


def _enqueue(tx: Tx, entry_id: str, conversation_id: str, attempt: int, at: int) -> None:
    lane = f"delivery:{conversation_id}"
    jobs.enqueue(tx, DELIVER, {"entry_id": entry_id}, lane=lane, at=at, id=_job(entry_id, attempt))


def _job(entry_id: str, attempt: int) -> str:
    return f"deliver:{entry_id}:{attempt}"


def _partner(tx: Tx, wish: Beginning) -> tuple[str, tuple[Address | str, ...]]:
    if wish.person_id is not None:
        return wish.person_id, wish.to
    if wish.handle is None:
        raise NoWay("Say whom to write to: a person or an address.")
    person = people.recognise(tx, wish.handle.kind, wish.handle.value, display=wish.handle.value, name=wish.handle.name)
    return person.id, wish.to or (Address(value=wish.handle.value, name=wish.handle.name),)


def _subject(tx: Tx, talk: Conversation, answer: Answer, way: ways.Way) -> str:
    if answer.subject is not None and answer.subject.strip():
        return answer.subject.strip()
    before = (way.subject or talk.subject).strip()
    prefix = "Fwd: " if answer.forward else "Re: "
    if not before:
        return _nameless(tx, talk, way, prefix)
    # Nothing was said yet in a conversation we begin: its subject is the first, not an answer.
    if way.answering is None and not answer.forward:
        return before
    return before if before.lower().startswith(prefix.lower()) else f"{prefix}{before}"


def _nameless(tx: Tx, talk: Conversation, way: ways.Way, prefix: str) -> str:
    """What a mail is called where nothing had a name: after the chat it carries on, in the customer's language."""
    brand = team.brand(tx, talk.brand_id)
    if way.left_chat is None:
        return f"{prefix if way.answering else ''}{brand.name}".strip()
    locale = people.person(tx, talk.person_id).locale or brand.locale
    return YOUR_CHAT.get(locale.partition("-")[0].lower(), YOUR_CHAT["en"]).format(brand=brand.name)


def _names(tx: Tx, conversation_id: str, answering: str | None, side: bool) -> tuple[str, ...]:
    """The thread so far, oldest first, the answered message last."""
    thread = (named.c.conversation_id == conversation_id, named.c.side == int(side))
    rows = tx.all(sa.select(named.c.name, named.c.entry_id).where(*thread).order_by(named.c.at.desc()).limit(30))
    names = [row.name for row in reversed(rows) if row.entry_id != answering]
    last = placing.names_of(tx, answering) if answering else []
    return tuple(dict.fromkeys([*names, *last[:1]]))


def _recipients(given: Sequence[Address | str]) -> tuple[Recipient, ...]:
    return tuple(Recipient(*_parts(one)) for one in given)


def _parts(one: Address | str) -> tuple[str, str]:
    value, name = (one.value, one.name) if isinstance(one, Address) else (one, "")
    value = value.strip()
    try:
        if not value.isprintable():
            raise NotAnAddress("An address has no line breaks or control characters in it.")
        people.normal(HandleKind.email, value)
    except NotAnAddress as error:
        raise NotAnAddress(error.detail, fields={"to": error.detail}) from error
    return value, name


def _addresses(recipients: Sequence[Recipient]) -> tuple[Address, ...]:
    return tuple(Address(value=r.value, name=r.name) for r in recipients)
