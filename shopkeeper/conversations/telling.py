"""What other rooms put on a timeline: an order, a parcel, a review. The envelope is ours, the body theirs."""

from __future__ import annotations

import msgspec

from shopkeeper import people
from shopkeeper.conversations import store
from shopkeeper.conversations.events import EntryChanged
from shopkeeper.conversations.model import ActBody, Author, Entry, MessageBody, NoteBody
from shopkeeper.kit import events, ids, text
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

BODIES: dict[str, type[msgspec.Struct]] = {"message": MessageBody, "note": NoteBody, "act": ActBody}
"""What an entry's body holds, by its kind. Rooms above add theirs through main.ENTRIES."""

JUST_NOW = 10 * MINUTE
SYSTEM = Author(kind="system", id=None, name="")


def tell(
    tx: Tx, person_id: str, kind: str, body: msgspec.Struct, *, at: int | None = None, id: str | None = None,
    agent: Agent | None = None, author: Author | None = None, conversation_id: str | None = None, public: bool = False,
    words: str = "", news: bool = True,
) -> str:  # fmt: skip
    """Put an entry of another room's kind on a person's timeline; answers its id. The same `id` again is the same entry.

    `at` is when it happened (ms UTC, now where left out). `words` are what a search finds it by. `news` False is for history
    brought along by a first sync: no window is told. It neither opens, reopens nor moves a conversation; `conversation_id`
    only says beside which talk it was done.
    """
    if not isinstance(body, BODIES[kind]):
        raise TypeError(f"An entry of kind {kind!r} has a body of {BODIES[kind].__name__}.")
    known = store.entries.find(tx, id) if id else None
    if known is not None:
        return str(known.id)
    entry_id, at = id or ids.new(at), min(at or tx.now, tx.now)
    fresh = tx.now - at < JUST_NOW
    if fresh and news:
        people.lock(tx, person_id)
    seq = events.record(tx, EntryChanged(entry_id, conversation_id)) if news else 0
    by = author or (Author(kind="agent", id=agent.id, name=agent.name) if agent else SYSTEM)
    values = {
        "id": entry_id, "person_id": person_id, "host_id": None, "guest": 0, "conversation_id": conversation_id, "kind": kind,
        "at": at, "direction": "none", "author_kind": by.kind, "author_id": by.id, "author_name": by.name, "inbox_id": None,
        "channel": None, "handle_id": None, "public": int(public), "side": 0, "body": text.to_json(body), "delivery": None,
        "seq": seq,
    }  # fmt: skip
    n = store.entries.add(tx, values, fresh=fresh and news)
    if words:
        store.tables.entry_search.add(tx, n, words)
    return entry_id


def retell(tx: Tx, entry_id: str, body: msgspec.Struct) -> Entry:
    """The same entry with another body (what was unsure is certain now). Raises NoSuchEntry."""
    row = store.entries.row(tx, entry_id)
    seq = events.record(tx, EntryChanged(entry_id, row.conversation_id))
    store.entries.change(tx, entry_id, body=text.to_json(body), seq=seq)
    return store.entries.entry_of(store.entries.row(tx, entry_id))
