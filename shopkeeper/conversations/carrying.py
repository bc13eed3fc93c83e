"""Which conversation a word belongs to: it carries on, reopens, or begins one. One open at a time per identity and brand."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shopkeeper import people
from shopkeeper.conversations import store
from shopkeeper.conversations.events import ConversationChanged
from shopkeeper.conversations.model import Conversation
from shopkeeper.conversations.promising import reopen_window
from shopkeeper.kit import events, ids
from shopkeeper.kit.db import Row, Tx


class Place(msgspec.Struct, frozen=True):
    """Where a word goes: into `row` (None: a new conversation), reopening it or not; `spam` keeps it off the desk."""

    row: Row | None
    reopens: bool = False
    spam: bool = False


def place(
    tx: Tx,
    members: Sequence[str],
    brand_id: str,
    at: int,
    *,
    wanted: str | None = None,
    fresh: bool = False,
    spam: bool = False,
) -> Place:
    """Find it. The identity must be locked. `wanted` is the conversation the thread names, `fresh` forbids reopening."""
    if spam:
        return Place(store.talks.newest_on(tx, members, brand_id, "spam"), spam=True)
    named = store.talks.find(tx, wanted) if wanted else None
    if named is not None and named.shelf in (*store.talks.OPEN_SHELVES, "spam"):
        return Place(named, spam=bool(named.spam))
    open_ones = store.talks.open_ones(tx, members, brand_id)
    if open_ones:
        return Place(open_ones[0])
    if fresh:
        return Place(None)
    closed = named if named is not None and named.shelf == "closed" else None
    return _reopened(tx, closed or store.talks.newest_on(tx, members, brand_id, "closed"), brand_id, at)


def _reopened(tx: Tx, closed: Row | None, brand_id: str, at: int) -> Place:
    if closed is None or at < closed.created_at:
        return Place(None)
    if at <= closed.closed_at:
        # A word from before the closing that reaches us late (an import): it belongs there, and wakes nobody.
        return Place(closed)
    return Place(closed, reopens=True) if at <= closed.closed_at + reopen_window(tx, brand_id) else Place(None)


def begun(
    tx: Tx, person_id: str, brand_id: str, inbox_id: str, channel: str, subject: str, at: int
) -> dict[str, object]:
    """The values of a new conversation."""
    return {
        **store.talks.EMPTY, "id": ids.new(), "person_id": person_id, "brand_id": brand_id, "inbox_id": inbox_id,
        "channel": channel, "subject": subject, "created_at": at, "last_at": at,
    }  # fmt: skip


def open_for(
    tx: Tx, person_id: str, brand_id: str, inbox_id: str, subject: str = "", channel: str = ""
) -> Conversation:
    """The conversation in which we write to somebody first: their open one, a lately closed one, or a new one."""
    top = people.lock(tx, person_id)
    found = place(tx, people.members(tx, top), brand_id, tx.now)
    if found.row is not None:
        return store.talks.conversation(tx, found.row.id)
    values = begun(tx, person_id, brand_id, inbox_id, channel, subject, tx.now)
    seq = events.record(tx, ConversationChanged(str(values["id"]), "opened"))
    store.talks.add(tx, {**values, "seq": seq})
    return store.talks.conversation(tx, str(values["id"]))
