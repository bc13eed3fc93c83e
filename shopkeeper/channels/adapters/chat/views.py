"""What one open line of a visitor may hear, and whose line it is."""

import msgspec

from shopkeeper import conversations, people
from shopkeeper.channels import inboxes
from shopkeeper.channels.adapters.chat import showing, stream, visitors
from shopkeeper.channels.adapters.chat.errors import NoChatHere
from shopkeeper.channels.adapters.chat.visitors import Session
from shopkeeper.channels.errors import NoSuchInbox
from shopkeeper.channels.model import Inbox, InboxState
from shopkeeper.kit.db import Tx
from shopkeeper.people import Handle, HandleKind


class View(msgspec.Struct, frozen=True):
    """What one socket listens to, computed anew whenever the session proves or says something for the first time.

    `identity` is who they are for the desk, `own` the person this very session is: a claim joins strangers too.
    """

    inbox: Inbox
    session: Session
    topics: tuple[str, ...]
    seq: int
    identity: str | None
    own: str | None
    talk: str | None
    open: bool


def inbox_of(tx: Tx, key: str) -> Inbox:
    """The open chat whose public key stands in a page. Raises NoChatHere."""
    try:
        found = inboxes.by_key(tx, key)
    except NoSuchInbox:
        raise NoChatHere from None
    if found.kind != "chat" or found.state is InboxState.paused:
        raise NoChatHere
    return found


def view_of(tx: Tx, key: str, token: str) -> View:
    """As it stands now. Raises NoChatHere, NotKnown."""
    box = inbox_of(tx, key)
    session = visitors.session_of(tx, box, token)
    handle = people.holder(tx, HandleKind.visitor, session.visitor_id)
    recent = conversations.public_entries(tx, stream.scope_of(tx, session), None, 20)
    talks = dict.fromkeys(entry.conversation_id for entry in reversed(recent) if entry.conversation_id)
    return View(
        inbox=_shared(box),
        session=session,
        topics=_topics(tx, session, tuple(talks), handle),
        seq=max((entry.n for entry in recent), default=0),
        identity=people.identity(tx, handle.person_id) if handle else None,
        own=handle.person_id if handle else None,
        talk=next(iter(talks), None),
        open=showing.opening(tx, box)[2],
    )


_boxes: dict[str, Inbox] = {}


def _shared(box: Inbox) -> Inbox:
    """Thousands of idle lines keep one copy of their inbox between them."""
    if _boxes.get(box.id) != box:
        _boxes[box.id] = box
    return _boxes[box.id]


def _topics(tx: Tx, session: Session, talks: tuple[str, ...], own: Handle | None) -> tuple[str, ...]:
    handles = stream.scope_of(tx, session).handle_ids
    return (
        f"visitor:{session.visitor_id}",
        *([f"handles:{own.person_id}"] if own else []),
        *(f"handle:{id}" for id in handles),
        *(f"conversation:{id}" for id in talks),
    )
