"""Entries on timelines: written once, numbered so that their order is the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, func, insert, or_, select, update

from shopkeeper.conversations.errors import NoSuchEntry
from shopkeeper.conversations.model import Author, Entry
from shopkeeper.conversations.store.tables import entry_search, entry_table, html_table, mention_table
from shopkeeper.kit import text
from shopkeeper.kit.db import Hot, Row, Tx, upsert

SHIFT = 11
"""An entry's number is its millisecond times 2,048 and a counter: fits a browser's 53 bits until 2109."""

PIECE, MOST_PIECES = 400, 4
"""So many finds are looked at in one go, and so many times, for an agent who may see only some of them."""

MOST_ACTS = 50
"""So many acts are looked through for one of a name."""

e = entry_table.c

_COLUMNS = [column.name for column in entry_table.columns]
_ADD = Hot(upsert(entry_table, {name: bindparam(name) for name in _COLUMNS}, on=["n"]))
_LAST_OF_BOTH = Hot(
    select(
        select(func.max(e.n)).where(e.person_id == bindparam("person_id")).scalar_subquery().label("own"),
        select(func.max(e.n)).where(e.n >= bindparam("low"), e.n < bindparam("high")).scalar_subquery().label("taken"),
    )
)
_LAST_IN = Hot(select(func.max(e.n).label("n")).where(e.n >= bindparam("low"), e.n < bindparam("high")))
_BY_ID = Hot(select(entry_table).where(e.id == bindparam("id")))
_ADD_HTML = Hot(insert(html_table).values(entry_id=bindparam("entry_id"), html=bindparam("html")))


def add(tx: Tx, values: dict[str, Any], *, fresh: bool) -> int:
    """Write an entry and answer its number. `values` holds every column but `n`.

    A fresh one (it happened just now) stands behind everything its person has, so that whoever asks for "after N" under
    that person's lock misses nothing; one from the past takes its place in time.
    """
    n = int(values["at"]) << SHIFT
    if fresh:
        n = _behind_all(tx, n, values["person_id"])
        if tx.run(_ADD, n=n, **values):
            return n
    while True:
        high = ((n >> SHIFT) + 1) << SHIFT
        taken = tx.scalar(_LAST_IN, low=n, high=high)
        n = n if taken is None else taken + 1
        if n < high and tx.run(_ADD, n=n, **values):
            return n


def _behind_all(tx: Tx, n: int, person_id: str) -> int:
    """A number behind all their own and, within the millisecond of `n`, behind everybody's."""
    last = tx.first(_LAST_OF_BOTH, person_id=person_id, low=n, high=n + (1 << SHIFT))
    return max(n, (last.own or 0) + 1, (last.taken or 0) + 1) if last else n


def entry_of(row: Row) -> Entry:
    body: dict[str, Any] = text.from_json(row.body)
    if row.delivery is not None:
        body["delivery"] = text.from_json(row.delivery)
    return Entry(
        id=row.id, n=row.n, person_id=row.person_id, conversation_id=row.conversation_id, kind=row.kind, at=row.at,
        direction=row.direction, author=Author(kind=row.author_kind, id=row.author_id, name=row.author_name),
        inbox_id=row.inbox_id, channel=row.channel, body=body, public=bool(row.public), seq=row.seq,
        host_id=row.host_id, handle_id=row.handle_id,
    )  # fmt: skip


def find(tx: Tx, entry_id: str) -> Row | None:
    return tx.first(_BY_ID, id=entry_id)


def row(tx: Tx, entry_id: str) -> Row:
    """Raises NoSuchEntry."""
    found = find(tx, entry_id)
    if found is None:
        raise NoSuchEntry
    return found


def rows_by_n(tx: Tx, numbers: Sequence[int]) -> list[Row]:
    return tx.all(select(entry_table).where(e.n.in_(numbers)).order_by(e.n.desc())) if numbers else []


def change(tx: Tx, entry_id: str, **values: Any) -> None:
    tx.run(update(entry_table).where(e.id == entry_id).values(**values))


def timeline(
    tx: Tx, members: Sequence[str], inboxes: Sequence[str] | None, limit: int, after: int | None, before: int | None
) -> list[Row]:
    """Newest first, from all that came to these persons and all that stands in their conversations.

    `after` goes on towards the past from that number, `before` towards now (its rows are the nearest, newest first).
    """
    allowed: list[ColumnElement[bool]] = [] if inboxes is None else [or_(e.inbox_id.is_(None), e.inbox_id.in_(inboxes))]
    where = allowed + ([e.n < after] if after is not None else []) + ([e.n > before] if before is not None else [])
    order = e.n.asc() if before is not None else e.n.desc()
    found = {}
    # One read per member: an index gives each in order, while IN over several would sort all they ever wrote.
    for id in members:
        for whose in (e.person_id == id, e.host_id == id):
            rows = tx.all(select(entry_table).where(whose, *where).order_by(order).limit(limit))
            found.update({r.n: r for r in rows})
    nearest = sorted(found, reverse=before is None)[:limit]
    return [found[n] for n in sorted(nearest, reverse=True)]


def of_conversation(
    tx: Tx, conversation_id: str, inboxes: Sequence[str] | None, limit: int, after: int | None
) -> list[Row]:
    """Newest first; `after` goes on towards the past."""
    query = select(entry_table).where(e.conversation_id == conversation_id)
    if inboxes is not None:
        query = query.where(or_(e.inbox_id.is_(None), e.inbox_id.in_(inboxes)))
    if after is not None:
        query = query.where(e.n < after)
    return tx.all(query.order_by(e.n.desc()).limit(limit))


def public(tx: Tx, handle_ids: Sequence[str], after: int, limit: int) -> list[Row]:
    """Public messages that came or went by these handles behind number `after`, oldest first."""
    rows = [r for id in handle_ids for r in tx.all(_public(id).where(e.n > after).order_by(e.n).limit(limit))]
    return sorted(rows, key=lambda r: r.n)[:limit]


def latest_public(tx: Tx, handle_ids: Sequence[str], limit: int) -> list[Row]:
    """The newest of them, oldest first."""
    rows = [r for id in handle_ids for r in tx.all(_public(id).order_by(e.n.desc()).limit(limit))]
    return sorted(rows, key=lambda r: r.n)[-limit:]


def _public(handle_id: str) -> Select[Any]:
    return select(entry_table).where(e.handle_id == handle_id, e.public == 1, e.kind == "message")


def spoke_in(tx: Tx, handle_ids: Sequence[str], direction: str, limit: int = 500) -> set[str]:
    """Conversations in which something came (in) or went (out) by one of these handles."""
    query = select(e.conversation_id).where(
        e.handle_id.in_(handle_ids), e.direction == direction, e.kind == "message", e.public == 1
    )
    return {r.conversation_id for r in tx.all(query.order_by(e.n.desc()).limit(limit)) if r.conversation_id}


def last_answer(tx: Tx, conversation_id: str, after: int) -> Row | None:
    """The newest word of ours to the customer that stands behind number `after`."""
    return tx.first(
        select(entry_table)
        .where(
            e.conversation_id == conversation_id, e.n > after, e.kind == "message", e.direction == "out", e.side == 0
        )
        .order_by(e.n.desc())
        .limit(1)
    )


def last_heard(tx: Tx, conversation_id: str) -> Row | None:
    """The customer's newest word that could be answered where it came from."""
    return tx.first(
        select(entry_table)
        .where(e.conversation_id == conversation_id, e.kind == "message", e.direction == "in", e.guest == 0)
        .order_by(e.n.desc())
        .limit(1)
    )


def messages(tx: Tx, conversation_id: str, direction: str | None = None, limit: int = 1) -> list[Row]:
    """The newest messages with the customer, side talks aside."""
    where = [e.conversation_id == conversation_id, e.kind == "message", e.side == 0]
    if direction is not None:
        where.append(e.direction == direction)
    return tx.all(select(entry_table).where(*where).order_by(e.n.desc()).limit(limit))


def last_act(tx: Tx, conversation_id: str, verb: str) -> Row | None:
    """The newest act of this name, among the conversation's last ones."""
    where = (e.conversation_id == conversation_id, e.kind == "act")
    rows = tx.all(select(entry_table).where(*where).order_by(e.n.desc()).limit(MOST_ACTS))
    return next((row for row in rows if text.from_json(row.body)["verb"] == verb), None)


def first_after(tx: Tx, conversation_id: str, n: int) -> Row | None:
    """The oldest word of the customer's behind number `n`."""
    where = (e.conversation_id == conversation_id, e.kind == "message", e.direction == "in", e.side == 0, e.n > n)
    return tx.first(select(entry_table).where(*where).order_by(e.n).limit(1))


def strayed(tx: Tx, hosts: Sequence[str], leaving: Sequence[str]) -> list[str]:
    """Conversations of `hosts` that hold entries of persons who were one with them, and leave."""
    where = and_(e.person_id.in_(leaving), e.host_id.in_(hosts), e.guest == 0)
    rows = tx.all(select(e.conversation_id).where(where).distinct())
    return sorted(r.conversation_id for r in rows if r.conversation_id)


def strays(tx: Tx, conversation_id: str, leaving: Sequence[str]) -> list[Row]:
    """Who of the leaving wrote in this conversation, with how much of it, in order of their first word."""
    where = (e.conversation_id == conversation_id, e.person_id.in_(leaving), e.guest == 0)
    return tx.all(
        select(e.person_id, func.min(e.n).label("first")).where(*where).group_by(e.person_id).order_by(func.min(e.n))
    )


def move(tx: Tx, from_id: str, to_id: str, persons: Sequence[str], owner: str, seq: int) -> None:
    """What these persons said in one conversation stands in another of their own from now on."""
    where = (e.conversation_id == from_id, e.person_id.in_(persons), e.guest == 0)
    tx.run(update(entry_table).where(*where, e.person_id == owner).values(conversation_id=to_id, host_id=None, seq=seq))
    tx.run(
        update(entry_table).where(*where, e.person_id != owner).values(conversation_id=to_id, host_id=owner, seq=seq)
    )


def add_html(tx: Tx, entry_id: str, html: str) -> None:
    tx.run(_ADD_HTML, entry_id=entry_id, html=html)


def html(tx: Tx, entry_id: str) -> str:
    """Raises NoSuchEntry where no original HTML is kept."""
    found: str | None = tx.scalar(select(html_table.c.html).where(html_table.c.entry_id == entry_id))
    if found is None:
        raise NoSuchEntry("This message came without HTML. Its text is all there is.")
    return found


def drop_html(tx: Tx, entry_id: str) -> None:
    tx.run(delete(html_table).where(html_table.c.entry_id == entry_id))


def add_mentions(tx: Tx, agent_ids: Sequence[str], n: int, conversation_id: str) -> None:
    for agent_id in agent_ids:
        tx.run(insert(mention_table).values(agent_id=agent_id, n=n, conversation_id=conversation_id))


def with_words(
    tx: Tx, query: str, limit: int, before: int | None, inboxes: Sequence[str] | None = None
) -> tuple[list[Row], int | None]:
    """Where entries hold the words: up to `limit` rows of (n, conversation_id), newest first, in these inboxes (None: all).

    Answers where to go on from too (None: that was all). It may stop early, with few rows or none, where there are many in
    other inboxes.
    """
    found: list[Row] = []
    for _ in range(1 if inboxes is None else MOST_PIECES):
        piece = limit if inboxes is None else max(limit, PIECE)
        numbers = entry_search.search(tx, query, piece, before)
        rows = _places(tx, numbers, inboxes)
        found += rows
        if len(found) >= limit:
            more = len(numbers) == piece or len(found) > limit
            return found[:limit], found[limit - 1].n if more else None
        if len(numbers) < piece:
            return found, None
        before = numbers[-1]
    return found, before


def _places(tx: Tx, numbers: Sequence[int], inboxes: Sequence[str] | None) -> list[Row]:
    if not numbers:
        return []
    query = select(e.n, e.conversation_id).where(e.n.in_(numbers)).order_by(e.n.desc())
    allowed = [] if inboxes is None else [or_(e.inbox_id.is_(None), e.inbox_id.in_(inboxes))]
    return tx.all(query.where(*allowed))
