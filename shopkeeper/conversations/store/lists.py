"""The lists of the desk, read from an index in the order they are shown; never a join over many rows."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_

from shopkeeper.conversations.store.tables import conversation_table, mention_table, tagged_table
from shopkeeper.kit.db import Row, Tx

c = conversation_table.c
Key = tuple[int, str]
MOST = 1_000
"""Nobody counts further than this: the badge says 1000 and means more."""


def page(
    tx: Tx, shelf: str, where: Sequence[ColumnElement[bool]], inboxes: Sequence[str] | None, *, oldest_first: bool,
    limit: int, after: Key | None, narrow: bool,
) -> list[Row]:  # fmt: skip
    """Rows of one shelf that fulfil `where`, in the inboxes an agent may see (None: all).

    `narrow` says that `where` picks an index of its own (an assignee); otherwise each inbox is read by its index and the
    streams are merged, so that an agent with two small inboxes among a thousand waits no longer than others.
    """
    if inboxes is None:
        return _read(tx, [c.shelf == shelf, *where], oldest_first, limit, after)
    if narrow:
        return _read(tx, [c.shelf == shelf, c.inbox_id.in_(inboxes), *where], oldest_first, limit, after)
    streams = [_read(tx, [c.inbox_id == one, c.shelf == shelf, *where], oldest_first, limit, after) for one in inboxes]
    return list(islice(heapq.merge(*streams, key=_key, reverse=not oldest_first), limit))


def tagged(
    tx: Tx, shelf: str, tag: str, where: Sequence[ColumnElement[bool]], inboxes: Sequence[str] | None, *,
    oldest_first: bool, limit: int, after: Key | None,
) -> list[Row]:  # fmt: skip
    """The same for what bears a tag."""
    t = tagged_table.c
    place = tuple_(t.rank, t.conversation_id)
    query = (
        select(conversation_table).join(tagged_table, t.conversation_id == c.id).where(t.tag == tag, t.shelf == shelf)
    ).where(*where)
    if after is not None:
        query = query.where(place > after if oldest_first else place < after)
    order = (t.rank, t.conversation_id) if oldest_first else (t.rank.desc(), t.conversation_id.desc())
    query = query.order_by(*order).limit(limit)
    if inboxes is None:
        return tx.all(query)
    streams = [tx.all(query.where(t.inbox_id == one)) for one in inboxes]
    return list(islice(heapq.merge(*streams, key=_key, reverse=not oldest_first), limit))


def mentioning(tx: Tx, agent_id: str, limit: int, before: int | None) -> list[Row]:
    """Where an agent was named, the newest first: rows of (n, conversation_id)."""
    m = mention_table.c
    query = select(m.n, m.conversation_id).where(m.agent_id == agent_id)
    if before is not None:
        query = query.where(m.n < before)
    return tx.all(query.order_by(m.n.desc()).limit(limit))


def of_persons(
    tx: Tx, members: Sequence[str], shelf: str | None, inboxes: Sequence[str] | None, limit: int, after: Key | None
) -> list[Row]:
    """Every conversation of an identity, newest first."""
    where = [] if shelf is None else [c.shelf == shelf]
    if inboxes is not None:
        where.append(c.inbox_id.in_(inboxes))
    if after is not None:
        where.append(tuple_(c.created_at, c.id) < after)
    order = (c.created_at.desc(), c.id.desc())
    # One read per member: an index gives each in order, while IN over several would sort all they ever had.
    streams = [
        tx.all(select(conversation_table).where(c.person_id == one, *where).order_by(*order).limit(limit))
        for one in members
    ]
    return list(islice(heapq.merge(*streams, key=_begun, reverse=True), limit))


def count(tx: Tx, shelf: str, where: Sequence[ColumnElement[bool]], inboxes: Sequence[str] | None) -> int:
    """How many stand there, up to MOST."""
    allowed = [] if inboxes is None else [c.inbox_id.in_(inboxes)]
    some = select(c.id).where(c.shelf == shelf, *where, *allowed).limit(MOST).subquery()
    return int(tx.scalar(select(func.count()).select_from(some)))


def mentions(tx: Tx, agent_id: str) -> int:
    some = select(mention_table.c.n).where(mention_table.c.agent_id == agent_id).limit(MOST).subquery()
    return int(tx.scalar(select(func.count()).select_from(some)))


def is_mentioned(tx: Tx, agent_id: str, conversation_id: str) -> bool:
    m = mention_table.c
    where = (m.agent_id == agent_id, m.conversation_id == conversation_id)
    return tx.first(select(m.n).where(*where).limit(1)) is not None


def of_brand(tx: Tx, brand_id: str) -> bool:
    return tx.first(select(c.id).where(c.brand_id == brand_id).limit(1)) is not None


def is_assigned(agent_id: str | None) -> ColumnElement[bool]:
    return c.assignee_id.is_(None) if agent_id is None else c.assignee_id == agent_id


def is_(column: str, value: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = c[column] == value
    return found


def _read(tx: Tx, where: Sequence[ColumnElement[bool]], oldest_first: bool, limit: int, after: Key | None) -> list[Row]:
    query = select(conversation_table).where(*where)
    if after is not None:
        place = tuple_(c.rank, c.id)
        query = query.where(place > after if oldest_first else place < after)
    order = (c.rank, c.id) if oldest_first else (c.rank.desc(), c.id.desc())
    return tx.all(query.order_by(*order).limit(limit))


_key: Callable[[Row], Key] = lambda row: (row.rank, row.id)  # noqa: E731
_begun: Callable[[Row], Key] = lambda row: (row.created_at, row.id)  # noqa: E731
