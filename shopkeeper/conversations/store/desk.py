"""What stands beside the talk: topics, tasks, drafts, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from shopkeeper.conversations.errors import NoSuchAttachment, NoSuchTask, NoSuchTopic
from shopkeeper.conversations.model import Attachment, Draft, Task, Topic
from shopkeeper.conversations.store.tables import (
    attachment_table,
    conversation_table,
    draft_table,
    task_table,
    topic_table,
)
from shopkeeper.kit import text
from shopkeeper.kit.db import Hot, Row, Tx, upsert

# --- topics ---


def topics(tx: Tx) -> tuple[Topic, ...]:
    """The whole tree, siblings in their order."""
    t = topic_table.c
    return tuple(_topic(r) for r in tx.all(select(topic_table).order_by(t.parent_id, t.position, t.name)))


def topic(tx: Tx, topic_id: str) -> Topic:
    """Raises NoSuchTopic."""
    found = tx.first(select(topic_table).where(topic_table.c.id == topic_id))
    if found is None:
        raise NoSuchTopic
    return _topic(found)


def put_topic(tx: Tx, topic_: Topic) -> None:
    values = {"id": topic_.id, "parent_id": topic_.parent_id, "name": topic_.name, "position": topic_.position}
    tx.run(upsert(topic_table, values, on=["id"], set_=["parent_id", "name", "position"]))


def drop_topic(tx: Tx, topic_id: str) -> None:
    tx.run(delete(topic_table).where(topic_table.c.id == topic_id))


def under(tx: Tx, topic_id: str | None) -> int:
    """How many topics stand right under this one."""
    where = topic_table.c.parent_id == topic_id
    return int(tx.scalar(select(func.count()).select_from(topic_table).where(where)))


def with_topic(tx: Tx, topic_id: str, limit: int) -> list[str]:
    c = conversation_table.c
    return [r.id for r in tx.all(select(c.id).where(c.topic_id == topic_id).limit(limit))]


def _topic(r: Row) -> Topic:
    return Topic(id=r.id, parent_id=r.parent_id, name=r.name, position=r.position)


# --- tasks ---


def task(tx: Tx, task_id: str) -> Task:
    """Raises NoSuchTask."""
    found = tx.first(select(task_table).where(task_table.c.id == task_id))
    if found is None:
        raise NoSuchTask
    return _task(found)


def task_or_none(tx: Tx, task_id: str) -> Task | None:
    found = tx.first(select(task_table).where(task_table.c.id == task_id))
    return _task(found) if found else None


def put_task(tx: Tx, task_: Task) -> None:
    values = {name: getattr(task_, name) for name in task_.__struct_fields__}
    tx.run(upsert(task_table, values, on=["id"], set_=["text", "owner_id", "due_at", "done_at", "seq"]))


def drop_task(tx: Tx, task_id: str) -> None:
    tx.run(delete(task_table).where(task_table.c.id == task_id))


def tasks_of(tx: Tx, members: Sequence[str], limit: int = 100) -> tuple[Task, ...]:
    """Of an identity: what is to be done first, then what was done last."""
    t = task_table.c
    order = (t.done_at.is_not(None), func.coalesce(t.done_at * -1, t.due_at, 2**62), t.id)
    return tuple(
        _task(r) for r in tx.all(select(task_table).where(t.person_id.in_(members)).order_by(*order).limit(limit))
    )


def tasks_owned(
    tx: Tx, owner_id: str | None, done: bool, limit: int, after: tuple[int, str] | None, inboxes: Sequence[str] | None
) -> tuple[Task, ...]:
    """`inboxes`: only tasks that stand on no conversation, or on one of these inboxes; None is all."""
    t = task_table.c
    order = func.coalesce(t.due_at, 2**62)
    query = select(task_table).where(t.done_at.is_not(None) if done else t.done_at.is_(None))
    if owner_id is not None:
        query = query.where(t.owner_id == owner_id)
    if inboxes is not None:
        seen = select(conversation_table.c.id).where(conversation_table.c.inbox_id.in_(inboxes))
        query = query.where(t.conversation_id.is_(None) | t.conversation_id.in_(seen))
    if after is not None:
        query = query.where((order > after[0]) | ((order == after[0]) & (t.id > after[1])))
    return tuple(_task(r) for r in tx.all(query.order_by(order, t.id).limit(limit)))


def _task(r: Row) -> Task:
    return Task(
        id=r.id, person_id=r.person_id, conversation_id=r.conversation_id, text=r.text, owner_id=r.owner_id,
        due_at=r.due_at, done_at=r.done_at, created_by=r.created_by, created_at=r.created_at, seq=r.seq,
    )  # fmt: skip


# --- drafts ---


def draft(tx: Tx, conversation_id: str, agent_id: str) -> Draft | None:
    d = draft_table.c
    found = tx.scalar(select(d.body).where(d.conversation_id == conversation_id, d.agent_id == agent_id))
    return None if found is None else text.from_json(found, Draft)


def put_draft(tx: Tx, draft_: Draft) -> None:
    values = {
        "conversation_id": draft_.conversation_id, "agent_id": draft_.agent_id, "body": text.to_json(draft_), "at": draft_.at,
    }  # fmt: skip
    tx.run(upsert(draft_table, values, on=["conversation_id", "agent_id"], set_=["body", "at"]))


def drop_draft(tx: Tx, conversation_id: str, agent_id: str) -> bool:
    d = draft_table.c
    return tx.run(delete(draft_table).where(d.conversation_id == conversation_id, d.agent_id == agent_id)) > 0


def drop_drafts(tx: Tx, conversation_id: str) -> None:
    tx.run(delete(draft_table).where(draft_table.c.conversation_id == conversation_id))


# --- attachments ---

a = attachment_table.c
_ATTACHMENT = [column.name for column in attachment_table.columns]
_ADD_ATTACHMENT = Hot(insert(attachment_table).values({name: bindparam(name) for name in _ATTACHMENT}))


def add_attachment(tx: Tx, **values: Any) -> None:
    tx.run(_ADD_ATTACHMENT, **values)


def attachment_row(tx: Tx, attachment_id: str) -> Row:
    """Raises NoSuchAttachment."""
    found = tx.first(select(attachment_table).where(a.id == attachment_id))
    if found is None:
        raise NoSuchAttachment
    return found


def attachment_rows(tx: Tx, ids: Sequence[str]) -> list[Row]:
    found = {r.id: r for r in tx.all(select(attachment_table).where(a.id.in_(ids)))} if ids else {}
    return [found[id] for id in ids if id in found]


def attachments_of(tx: Tx, entry_id: str) -> list[Row]:
    return tx.all(select(attachment_table).where(a.entry_id == entry_id).order_by(a.id))


def attachment_of(r: Row) -> Attachment:
    return Attachment(id=r.id, name=r.name, content_type=r.content_type, size=r.size, inline=bool(r.inline), cid=r.cid)


def give_attachment(tx: Tx, attachment_id: str, entry_id: str | None, by: str | None = None) -> None:
    brought = {} if by is None else {"by": by}
    tx.run(update(attachment_table).where(a.id == attachment_id).values(entry_id=entry_id, **brought))


def drop_attachment(tx: Tx, attachment_id: str) -> None:
    tx.run(delete(attachment_table).where(a.id == attachment_id))


def kept_by(tx: Tx, key: str) -> int:
    """How many attachments point at the same bytes."""
    return int(tx.scalar(select(func.count()).select_from(attachment_table).where(a.key == key)))


def forgotten_attachments(tx: Tx, before: int, limit: int) -> list[Row]:
    """Uploaded, and never sent."""
    query = select(attachment_table).where(a.entry_id.is_(None), a.at < before).order_by(a.at).limit(limit)
    return tx.all(query)
