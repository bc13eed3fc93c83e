"""What this room knows of a person, for them to take along; and how it is forgotten."""

from __future__ import annotations

from typing import Any

from shopkeeper.conversations import attaching, store
from shopkeeper.conversations.events import ConversationChanged, EntryChanged
from shopkeeper.conversations.settling import settle
from shopkeeper.kit import events
from shopkeeper.kit.db import Row, Tx

SLICE = 100

PERSONAL: dict[str, tuple[str, ...]] = {
    "conversation": ("person_id", "subject", "preview", "tags"),
    "entry": ("person_id", "host_id", "author_name", "author_id", "handle_id", "body", "delivery"),
    "entry_html": ("html",),
    "entry_search": ("words",),
    "attachment": ("key", "name", "cid", "by"),
    "participant": ("value", "name", "person_id"),
    "conversation_tag": (),
    "conversation_link": (),
    "mention": (),
    "task": ("person_id", "text"),
    "draft": ("body",),
    "topic": (),
    "tag": (),
}
"""Every table of this room, with the columns that may say something about a customer."""


def export_person(tx: Tx, person_id: str, after: int = 0) -> tuple[dict[str, Any], int | None]:
    """A slice of what we keep about this one person, and the number to go on from (None: that was all).

    Attachments are named by their file key, for the caller to read from `kit.files`.
    """
    rows = store.erasing.entries_of(tx, person_id, after, SLICE)
    found: dict[str, Any] = {"entries": [_exported(tx, row) for row in rows]}
    if after == 0:
        talks = store.talks.shown(tx, store.erasing.conversations_of(tx, person_id))
        found |= {"conversations": list(talks), "tasks": list(store.desk.tasks_of(tx, [person_id], 10_000))}
    return found, rows[-1].n if len(rows) == SLICE else None


def erase_person(tx: Tx, person_id: str) -> bool:
    """Erase a slice of what was said with this person: words, full text, HTML, files (counted). Repeat until it answers True.

    What others said in this person's conversations goes too; what this person said as a guest in other people's goes.
    """
    rows = store.erasing.entries_of(tx, person_id, 0, SLICE)
    for row in rows:
        attaching.drop_all_of(tx, row.id)
        store.entries.drop_html(tx, row.id)
        events.record(tx, EntryChanged(row.id, row.conversation_id))
    store.erasing.drop_entries(tx, rows)
    for conversation_id in sorted({row.conversation_id for row in rows if row.host_id not in (None, person_id)}):
        # Its preview may show their words.
        settle(tx, conversation_id)
    if len(rows) == SLICE:
        return False
    for talk in store.erasing.conversations_of(tx, person_id):
        store.desk.drop_drafts(tx, talk.id)
        store.talks.drop(tx, talk.id)
        events.record(tx, ConversationChanged(talk.id, "erased"))
    store.erasing.drop_rest(tx, person_id)
    return True


def _exported(tx: Tx, row: Row) -> dict[str, Any]:
    files = [
        {"name": one.name, "content_type": one.content_type, "key": one.key}
        for one in store.desk.attachments_of(tx, row.id)
    ]
    return {"entry": store.entries.entry_of(row), "files": files}
