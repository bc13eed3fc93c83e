"""Conversations: where each one stands, and on which shelf of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from shopkeeper import people
from shopkeeper.conversations.errors import NoSuchConversation
from shopkeeper.conversations.model import Conversation, Participant, State
from shopkeeper.conversations.store import lists
from shopkeeper.conversations.store.tables import (
    conversation_table,
    link_table,
    participant_table,
    tag_table,
    tagged_table,
)
from shopkeeper.kit import text
from shopkeeper.kit.db import Hot, Row, Tx, among, listed, upsert

c = conversation_table.c
_COLUMNS = [column.name for column in conversation_table.columns]
_CHANGING = tuple(name for name in _COLUMNS if name not in ("id", "person_id", "brand_id", "created_at"))

_ADD = Hot(insert(conversation_table).values({name: bindparam(name) for name in _COLUMNS}))
_BY_ID = Hot(select(conversation_table).where(c.id == bindparam("id")))
_OPEN_OF_ONE = Hot(
    select(conversation_table).where(
        c.person_id == bindparam("person_id"),
        c.brand_id == bindparam("brand_id"),
        c.shelf.in_([bindparam("a"), bindparam("b"), bindparam("c")]),
    )
)
_NEWEST_OF_ONE = Hot(
    select(conversation_table)
    .where(c.person_id == bindparam("person_id"), c.brand_id == bindparam("brand_id"), c.shelf == bindparam("on"))
    .order_by(c.rank.desc())
    .limit(1)
)
_LINKS = Hot(select(link_table).where(among(link_table.c.conversation_id, "ids")).order_by(link_table.c.other_id))
_PARTICIPANT: dict[str, Any] = {
    name: bindparam(name) for name in ("conversation_id", "kind", "value", "name", "person_id")
}
_TAKES_PART = Hot(upsert(participant_table, _PARTICIPANT, on=["conversation_id", "kind", "value"]))

OPEN_SHELVES = ("open", "waiting", "later")

EMPTY: dict[str, Any] = {
    "state": State.new.value, "subject": "", "preview": "", "preview_by": "customer", "preview_agent_id": None, "assignee_id": None, "team_id": None,
    "tags": "[]", "topic_id": None, "priority": 0, "due_at": None, "since": None, "snoozed_until": None,
    "snooze_until_word": 0, "spam": 0, "trashed": 0, "unread": 0, "last_in_at": None, "last_out_at": None,
    "closed_at": None, "seq": 0,
}  # fmt: skip


def shelf(v: dict[str, Any]) -> str:
    """The list a conversation stands in; each stands in exactly one."""
    if v["trashed"]:
        return "trash"
    if v["spam"]:
        return "spam"
    if v["state"] == State.closed.value:
        return "closed"
    if v["snoozed_until"] is not None or v["snooze_until_word"]:
        return "later"
    return "waiting" if v["state"] == State.waiting.value else "open"


def rank(v: dict[str, Any], on: str) -> int:
    """Its place in that list: what we promised, else since when it waits; elsewhere when it was last touched."""
    if on == "open":
        return int(v["due_at"] or v["since"] or v["last_at"])
    if on == "later" and v["snoozed_until"] is not None:
        return int(v["snoozed_until"])
    return int(v["last_at"])


def values_of(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}


def add(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(_ADD, **_placed(values))


def save(tx: Tx, values: dict[str, Any], before: Row | None = None) -> None:
    """Write a conversation as it stands now; shelf and rank follow from the rest.

    `before` is the row under the lock this transaction holds. With it only what differs is written: each index whose columns
    are named is written anew, changed or not, and a further word in an open talk changes none of them.
    """
    placed = _placed(values)
    changed = _CHANGING if before is None else tuple(n for n in _CHANGING if placed[n] != getattr(before, n))
    if changed:
        tx.run(_saving(changed), key=placed["id"], **{name: placed[name] for name in changed})
    if placed["tags"] != "[]":
        tx.run(update(tagged_table).where(tagged_table.c.conversation_id == placed["id"]).values(**_tagged(placed)))


@cache
def _saving(names: tuple[str, ...]) -> Hot:
    return Hot(update(conversation_table).where(c.id == bindparam("key")).values({n: bindparam(n) for n in names}))


def _tagged(placed: dict[str, Any]) -> dict[str, Any]:
    """What a tag's row repeats of its conversation, so that the list of a tag is read in order."""
    return {name: placed[name] for name in ("shelf", "rank", "inbox_id")}


def _placed(values: dict[str, Any]) -> dict[str, Any]:
    on = shelf(values)
    return {**values, "shelf": on, "rank": rank(values, on)}


def row(tx: Tx, conversation_id: str) -> Row:
    """Raises NoSuchConversation."""
    found = tx.first(_BY_ID, id=conversation_id)
    if found is None:
        raise NoSuchConversation
    return found


def locked(tx: Tx, conversation_id: str) -> Row:
    """The row, with nobody else changing it until the transaction ends: a save writes the whole of it."""
    tx.lock(f"conversation:{conversation_id}")
    return row(tx, conversation_id)


def held(tx: Tx, known: Row) -> Row:
    """As `locked`, for a row that was just read: it is read again only where somebody may have changed it meanwhile."""
    return row(tx, known.id) if tx.lock(f"conversation:{known.id}") else known


def find(tx: Tx, conversation_id: str) -> Row | None:
    return tx.first(_BY_ID, id=conversation_id)


def rows(tx: Tx, ids: Iterable[str]) -> dict[str, Row]:
    wanted = list(ids)
    return {r.id: r for r in tx.all(select(conversation_table).where(c.id.in_(wanted)))} if wanted else {}


def open_ones(tx: Tx, members: Sequence[str], brand_id: str) -> list[Row]:
    """The open conversations of an identity with one brand, the one that carries on first."""
    if len(members) == 1:
        a, b, later = OPEN_SHELVES
        # One as a rule. Sorted here: a sorter of SQLite's own costs as much as the rest of the query.
        found = tx.all(_OPEN_OF_ONE, person_id=members[0], brand_id=brand_id, a=a, b=b, c=later)
        return sorted(found, key=lambda row: (row.created_at, row.id)) if len(found) > 1 else found
    where = (c.person_id.in_(members), c.brand_id == brand_id, c.shelf.in_(OPEN_SHELVES))
    return tx.all(select(conversation_table).where(*where).order_by(c.created_at, c.id))


def all_open(tx: Tx, members: Sequence[str], limit: int = 50) -> list[Row]:
    """The same over every brand, the oldest first."""
    where = (c.person_id.in_(members), c.shelf.in_(OPEN_SHELVES))
    return tx.all(select(conversation_table).where(*where).order_by(c.created_at, c.id).limit(limit))


def newest_on(tx: Tx, members: Sequence[str], brand_id: str, shelf_: str) -> Row | None:
    """The conversation on this shelf that was touched last."""
    if len(members) == 1:
        return tx.first(_NEWEST_OF_ONE, person_id=members[0], brand_id=brand_id, on=shelf_)
    where = (c.person_id.in_(members), c.brand_id == brand_id, c.shelf == shelf_)
    return tx.first(select(conversation_table).where(*where).order_by(c.rank.desc()).limit(1))


def of_people(tx: Tx, members: Sequence[str], limit: int) -> list[Row]:
    """Every conversation of an identity, newest first."""
    return lists.of_persons(tx, members, None, None, limit, None)


def state(row: Row) -> State:
    return State(row.state)


def conversation(tx: Tx, conversation_id: str) -> Conversation:
    """Raises NoSuchConversation."""
    return shown(tx, [row(tx, conversation_id)])[0]


def shown(tx: Tx, found: Sequence[Row]) -> tuple[Conversation, ...]:
    """Rows as everybody sees them, with their persons' names: three queries for any number."""
    if not found:
        return ()
    faces = people.faces(tx, {r.person_id for r in found})
    linked = links(tx, [r.id for r in found])
    return tuple(_conversation(r, faces[r.person_id], linked.get(r.id, ())) for r in found)


def _conversation(r: Row, face: people.Face, linked: tuple[str, ...]) -> Conversation:
    return Conversation(
        id=r.id, person_id=r.person_id, identity_id=face.identity_id, brand_id=r.brand_id, inbox_id=r.inbox_id,
        channel=r.channel, state=State(r.state), subject=r.subject, preview=r.preview, preview_by=r.preview_by,
        preview_agent_id=r.preview_agent_id,
        person_name=face.name, person_regular=face.regular, assignee_id=r.assignee_id, team_id=r.team_id,
        tags=tuple(text.from_json(r.tags)), topic_id=r.topic_id, priority=r.priority, due_at=r.due_at, since=r.since,
        snoozed_until=r.snoozed_until, snoozed=r.snoozed_until is not None or bool(r.snooze_until_word),
        snooze_until_word=bool(r.snooze_until_word), spam=bool(r.spam), trashed=bool(r.trashed), unread=bool(r.unread),
        last_at=r.last_at, last_in_at=r.last_in_at, last_out_at=r.last_out_at, created_at=r.created_at,
        closed_at=r.closed_at, linked=linked, seq=max(r.seq, face.seq),
    )  # fmt: skip


# --- links between conversations of persons who were merged ---


def link(tx: Tx, one: str, other: str, edge: str) -> None:
    for a, b in ((one, other), (other, one)):
        values = {"conversation_id": a, "other_id": b, "edge": edge}
        tx.run(upsert(link_table, values, on=["conversation_id", "other_id"]))


def unlink(tx: Tx, edge: str) -> list[str]:
    """Take back what one merge linked; answers the conversations concerned."""
    touched = [r.conversation_id for r in tx.all(select(link_table.c.conversation_id).where(link_table.c.edge == edge))]
    tx.run(delete(link_table).where(link_table.c.edge == edge))
    return touched


def links(tx: Tx, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for r in tx.all(_LINKS, ids=listed(ids)):
        found[r.conversation_id] = (*found.get(r.conversation_id, ()), r.other_id)
    return found


# --- who takes part ---


def take_part(tx: Tx, conversation_id: str, who: Participant) -> None:
    tx.run(
        _TAKES_PART,
        conversation_id=conversation_id,
        kind=who.kind,
        value=who.value,
        name=who.name,
        person_id=who.person_id,
    )


def participants(tx: Tx, conversation_id: str) -> list[Row]:
    return tx.all(select(participant_table).where(participant_table.c.conversation_id == conversation_id))


# --- tags ---


def tag(tx: Tx, values: dict[str, Any], name: str) -> None:
    placed = _placed(values)
    tx.run(upsert(tag_table, {"name": name, "created_at": tx.now}, on=["name"]))
    row_ = {"conversation_id": placed["id"], "tag": name, **_tagged(placed)}
    tx.run(upsert(tagged_table, row_, on=["conversation_id", "tag"]))


def untag(tx: Tx, conversation_id: str, name: str) -> None:
    t = tagged_table.c
    tx.run(delete(tagged_table).where(t.conversation_id == conversation_id, t.tag == name))


def tags(tx: Tx) -> tuple[str, ...]:
    return tuple(r.name for r in tx.all(select(tag_table.c.name).order_by(tag_table.c.name)))


def drop(tx: Tx, conversation_id: str) -> None:
    """Remove a conversation with its tags, links and participants. Its entries are dealt with by the caller."""
    tx.run(delete(tagged_table).where(tagged_table.c.conversation_id == conversation_id))
    tx.run(delete(participant_table).where(participant_table.c.conversation_id == conversation_id))
    tx.run(delete(link_table).where(link_table.c.conversation_id == conversation_id))
    tx.run(delete(link_table).where(link_table.c.other_id == conversation_id))
    tx.run(delete(conversation_table).where(c.id == conversation_id))
