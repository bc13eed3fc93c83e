"""Files that travel with messages. The bytes are kept once however often they are sent; here we count who points at them."""

from __future__ import annotations

from collections.abc import Sequence

from shopkeeper.conversations import rights, store
from shopkeeper.conversations.errors import NoSuchAttachment
from shopkeeper.conversations.model import Attachment
from shopkeeper.kit import ids, jobs, text
from shopkeeper.kit.clock import DAY, HOUR
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team import Agent

LONGEST_NAME = 200
FORGET_AFTER = DAY
DROP_FILE = "conversations.drop_file"


def attach(
    tx: Tx, key: str, *, name: str, content_type: str, size: int, by: str, inline: bool = False, cid: str | None = None
) -> Attachment:
    """Note a file whose bytes `kit.files` keeps under `key`. `by` is who brought it (an agent's or a person's id).

    It belongs to nobody until a message takes it along; what no message took is forgotten after a day.
    """
    id = ids.new()
    shown = tidy_name(name)
    store.desk.add_attachment(
        tx, id=id, key=key, name=shown, content_type=content_type.lower()[:100], size=size, inline=int(inline), cid=cid,
        entry_id=None, by=by, at=tx.now,
    )  # fmt: skip
    return Attachment(id=id, name=shown, content_type=content_type.lower()[:100], size=size, inline=inline, cid=cid)


def tidy_name(name: str) -> str:
    """A file's name without folders, control characters and numbers of cards."""
    bare = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip(" .")
    return text.mask_cards(bare)[-LONGEST_NAME:] or "file"


def attachment(tx: Tx, attachment_id: str) -> Attachment:
    """Raises NoSuchAttachment."""
    return store.desk.attachment_of(store.desk.attachment_row(tx, attachment_id))


def attachments(tx: Tx, attachment_ids: Sequence[str]) -> tuple[Attachment, ...]:
    """Those that are there, in the order asked for."""
    return tuple(store.desk.attachment_of(row) for row in store.desk.attachment_rows(tx, attachment_ids))


def file_key(tx: Tx, attachment_id: str) -> str:
    """Where `kit.files` keeps the bytes. Raises NoSuchAttachment. Whoever asks must know that they may see it."""
    found: str = store.desk.attachment_row(tx, attachment_id).key
    return found


def shown_to(tx: Tx, agent: Agent, attachment_id: str) -> Row:
    """The row, for an agent who may see the message it came with, or who uploaded it. Raises NoSuchAttachment, NotYourInbox."""
    row = store.desk.attachment_row(tx, attachment_id)
    entry = store.entries.find(tx, row.entry_id) if row.entry_id else None
    if entry is None and row.by != agent.id:
        raise NoSuchAttachment
    if entry is not None:
        rights.check(agent, entry.inbox_id)
    return row


def give(tx: Tx, attachment_ids: Sequence[str], entry_id: str) -> tuple[Attachment, ...]:
    """A message takes files along. One that another message has already is counted once more under an id of its own."""
    rows = store.desk.attachment_rows(tx, attachment_ids)
    if len(rows) != len(set(attachment_ids)):
        raise NoSuchAttachment
    return tuple(_given(tx, row, entry_id) for row in rows)


def bring(tx: Tx, agent: Agent | None, attachment_ids: Sequence[str], entry_id: str) -> tuple[Attachment, ...]:
    """As `give`, for an agent (None: a rule): only what they uploaded or may see. Raises NoSuchAttachment, NotYourInbox."""
    if agent is not None:
        for id in attachment_ids:
            shown_to(tx, agent, id)
    return give(tx, attachment_ids, entry_id)


def take_back(tx: Tx, agent: Agent, entry_id: str) -> tuple[Attachment, ...]:
    """The files of a message that was taken back belong to whoever took it back, and to no message."""
    rows = store.desk.attachments_of(tx, entry_id)
    for row in rows:
        store.desk.give_attachment(tx, row.id, None, by=agent.id)
    return tuple(store.desk.attachment_of(row) for row in rows)


def drop_all_of(tx: Tx, entry_id: str) -> None:
    """A message is erased with its files; the bytes go when nobody points at them any more."""
    for row in store.desk.attachments_of(tx, entry_id):
        _drop(tx, row)


def forget_unsent(tx: Tx, limit: int = 100) -> int:
    """Drop what was uploaded and never sent; answers how many."""
    rows = store.desk.forgotten_attachments(tx, tx.now - FORGET_AFTER, limit)
    for row in rows:
        _drop(tx, row)
    return len(rows)


def _drop(tx: Tx, row: Row) -> None:
    store.desk.drop_attachment(tx, row.id)
    # Later, so that the same file being uploaded at this very moment has its row by then.
    jobs.enqueue(tx, DROP_FILE, {"key": row.key}, at=tx.now + HOUR)


def _given(tx: Tx, row: Row, entry_id: str) -> Attachment:
    if row.entry_id in (None, entry_id):
        store.desk.give_attachment(tx, row.id, entry_id)
        return store.desk.attachment_of(row)
    copy = attach(
        tx,
        row.key,
        name=row.name,
        content_type=row.content_type,
        size=row.size,
        by=row.by,
        inline=bool(row.inline),
        cid=row.cid,
    )
    store.desk.give_attachment(tx, copy.id, entry_id)
    return copy
