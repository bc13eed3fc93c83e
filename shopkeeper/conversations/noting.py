"""Notes: words between colleagues, on the timeline and never shown to the customer."""

from __future__ import annotations

from collections.abc import Sequence

from shopkeeper import people, team
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.attaching import bring
from shopkeeper.conversations.errors import Empty
from shopkeeper.conversations.events import NoteWritten
from shopkeeper.conversations.hearing import repeated
from shopkeeper.conversations.model import Entry, NoteBody
from shopkeeper.kit import events, ids, text
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team import Agent


def note(
    tx: Tx, agent: Agent, conversation_id: str, words: str, *, mentions: Sequence[str] = (), id: str | None = None,
    attachments: Sequence[str] = (),
) -> Entry:  # fmt: skip
    """Write a note; who is mentioned finds it under "mentions". The same id again answers with the same entry.

    Raises NoSuchConversation, NotYourInbox, Empty, NoSuchAgent, NoSuchAttachment, IdTaken.
    """
    row = rights.conversation(tx, agent, conversation_id)
    people.lock(tx, row.person_id)
    known = repeated(tx, id, row.person_id)
    if known is not None:
        return store.entries.entry_of(known)
    if not words.strip() and not attachments:
        raise Empty
    row = store.talks.locked(tx, conversation_id)
    return _write(tx, agent, row, words, tuple(dict.fromkeys(mentions)), id or ids.new(), attachments)


def _write(
    tx: Tx, agent: Agent, row: Row, words: str, mentions: tuple[str, ...], id: str, attachments: Sequence[str]
) -> Entry:
    masked = text.mask_cards(words)
    files = bring(tx, agent, attachments, id)
    body = NoteBody(text=masked, mentions=mentions, attachments=files, masked=masked != words)
    seq = events.record(tx, NoteWritten(row.id, id, row.person_id, agent.id, mentions))
    entry = {
        "id": id, "person_id": row.person_id, "host_id": None, "guest": 0, "conversation_id": row.id, "kind": "note",
        "at": tx.now, "direction": "none", "author_kind": "agent", "author_id": agent.id, "author_name": agent.name,
        "inbox_id": row.inbox_id, "channel": row.channel, "handle_id": None, "public": 0, "side": 0,
        "body": text.to_json(body), "delivery": None, "seq": seq,
    }  # fmt: skip
    n = store.entries.add(tx, entry, fresh=True)
    store.tables.entry_search.add(tx, n, masked)
    store.entries.add_mentions(tx, mentions, n, row.id)
    for mentioned in mentions:
        team.agent(tx, mentioned)
    store.talks.save(tx, {**store.talks.values_of(row), "seq": seq})
    return store.entries.entry_of(store.entries.row(tx, id))
