"""A person's timeline, as the desk reads it and as the customer's own side may read it."""

from __future__ import annotations

from collections.abc import Sequence

from shopkeeper import people
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.model import Entry, Participant, Scope
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind
from shopkeeper.team import Agent


def timeline(
    tx: Tx, agent: Agent, person_id: str, limit: int = 50, after: int | None = None, before: int | None = None
) -> tuple[Entry, ...]:
    """Everything that ever happened with a person and those merged with them, newest first. Raises NoSuchPerson.

    `after` and `before` are entry numbers: `after` goes on into the past, `before` asks what is newer.
    """
    people.require(tx, person_id)
    members = people.members(tx, person_id)
    rows = store.entries.timeline(tx, members, rights.inboxes_of(agent), limit, after, before)
    return tuple(store.entries.entry_of(row) for row in rows)


def entries(tx: Tx, agent: Agent, conversation_id: str, limit: int = 50, after: int | None = None) -> tuple[Entry, ...]:
    """What stands in one conversation, newest first. Raises NoSuchConversation, NotYourInbox."""
    rights.conversation(tx, agent, conversation_id)
    rows = store.entries.of_conversation(tx, conversation_id, rights.inboxes_of(agent), limit, after)
    return tuple(store.entries.entry_of(row) for row in rows)


def entry(tx: Tx, entry_id: str, agent: Agent | None = None) -> Entry:
    """One entry. Raises NoSuchEntry, and NotYourInbox for an agent who may not see it."""
    row = store.entries.row(tx, entry_id)
    rights.check(agent, row.inbox_id)
    return store.entries.entry_of(row)


def entry_html(tx: Tx, entry_id: str, agent: Agent | None = None) -> str:
    """The original HTML of a message, not made safe yet. Raises NoSuchEntry, NotYourInbox."""
    rights.check(agent, store.entries.row(tx, entry_id).inbox_id)
    return store.entries.html(tx, entry_id)


def messages(tx: Tx, conversation_id: str, direction: str | None = None, limit: int = 50) -> tuple[Entry, ...]:
    """The newest messages of a conversation, the newest first, side talks aside: "in", "out", or both."""
    rows = store.entries.messages(tx, conversation_id, direction, limit)
    return tuple(store.entries.entry_of(row) for row in rows)


# --- the customer's side ---


def scope(tx: Tx, visitor_handle_id: str | None, proven: Sequence[tuple[HandleKind, str]] = ()) -> Scope:
    """What a customer-side session may read: by its own visitor handle, and by addresses *this session* has proved.

    Whoever proved an address also reads the chats whose answers we mailed to that address: those words were in the mail.
    What somebody only claimed never counts.
    """
    own = [] if visitor_handle_id is None else [visitor_handle_id]
    for kind, value in proven:
        address = people.known_by(tx, kind, value)
        ids = [handle.id for handle in address]
        mailed = store.entries.spoke_in(tx, ids, "out") if ids else set()
        own += ids
        for handle in address:
            own += _chats_answered_there(tx, handle.person_id, mailed)
    return Scope(handle_ids=tuple(dict.fromkeys(own)))


def public_entries(tx: Tx, scope: Scope, after: int | None = None, limit: int = 100) -> tuple[Entry, ...]:
    """Public messages that came or went by the scope's handles, oldest first: those behind number `after`, or the newest.

    A positive list: notes, acts, side talks and what was not sent yet never appear.
    """
    if not scope.handle_ids:
        return ()
    if after is None:
        rows = store.entries.latest_public(tx, scope.handle_ids, limit)
    else:
        rows = store.entries.public(tx, scope.handle_ids, after, limit)
    return tuple(store.entries.entry_of(row) for row in rows)


def in_scope(tx: Tx, scope: Scope, entry_id: str) -> bool:
    """Whether a customer-side session may read this entry (and fetch its files)."""
    row = store.entries.find(tx, entry_id)
    return row is not None and row.kind == "message" and bool(row.public) and row.handle_id in scope.handle_ids


def _chats_answered_there(tx: Tx, person_id: str, mailed: set[str]) -> list[str]:
    visits = [one.id for one in people.handles_of(tx, person_id) if one.kind is HandleKind.visitor]
    return visits if visits and mailed & store.entries.spoke_in(tx, visits, "in") else []


# --- who takes part ---


def take_part(tx: Tx, conversation_id: str, who: Participant) -> None:
    """From now on they may carry on this conversation. Twice is once."""
    store.talks.take_part(tx, conversation_id, who)


def participants(tx: Tx, conversation_id: str) -> tuple[Participant, ...]:
    """Those copied in so far."""
    rows = store.talks.participants(tx, conversation_id)
    return tuple(Participant(kind=row.kind, value=row.value, name=row.name, person_id=row.person_id) for row in rows)


def takes_part(tx: Tx, conversation_id: str, person_id: str, kind: HandleKind, value: str) -> bool:
    """Whether they may carry on this conversation: it is theirs (or of someone they are one with), or they were copied in.

    Raises NoSuchConversation.
    """
    row = store.talks.row(tx, conversation_id)
    if people.identity(tx, person_id) == people.identity(tx, row.person_id):
        return True
    key = (kind.value, people.normal(kind, value))
    return any((one.kind, one.value) == key for one in participants(tx, conversation_id))
