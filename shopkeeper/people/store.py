"""Every table and every query of this room. Nobody else writes SQL on them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from shopkeeper.kit import ids, text
from shopkeeper.kit.db import FullText, Hot, Row, Tx, among, listed, metadata, upsert
from shopkeeper.people.errors import NoSuchHandle, NoSuchPerson
from shopkeeper.people.model import Handle, HandleKind, Proof

person_table = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("locale", Text),
    Column("timezone", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("blocked", Integer, nullable=False),
    Column("regular", Integer, nullable=False),
    Column("attributes", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index(None, "seen_at", "id"),
)

handle_table = Table(
    "handle",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("display", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("proven_by", Text),
    Column("at", BigInteger, nullable=False),
    Column("bouncing", Text),
    Column("source", Text, nullable=False),
    Column("holder", Integer, nullable=False),
    Index(None, "kind", "value"),
)
# One person holds an address; others may claim it, each in a row of their own.
Index(
    "uq_handle_holder",
    handle_table.c.kind,
    handle_table.c.value,
    unique=True,
    sqlite_where=handle_table.c.holder == 1,
    postgresql_where=handle_table.c.holder == 1,
)

alias_table = Table(
    "alias",
    metadata,
    Column("child_id", Text, primary_key=True),
    Column("parent_id", Text, nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("claimed", Integer, nullable=False),
    Column("handle_id", Text),
)

consent_table = Table(
    "consent",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("given", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
)

person_search = FullText("person_search")

p, h, a = person_table.c, handle_table.c, alias_table.c

HOLDER = Hot(
    select(
        h.id, h.person_id, h.kind, h.value, h.display, h.proof, h.proven_by, h.at, h.bouncing, h.source, h.holder,
        p.name, p.label, p.about, p.locale, p.timezone, p.created_at, p.seen_at, p.blocked, p.regular, p.attributes, p.seq,
        a.parent_id,
    )
    .join_from(handle_table, person_table, p.id == h.person_id)
    .join(alias_table, a.child_id == p.id, isouter=True)
    # A literal: SQLite plans a statement anew at each run where a bound value decides whether a partial index fits (70 µs).
    .where(h.kind == bindparam("kind"), h.value == bindparam("value"), h.holder == literal_column("1"))
)  # fmt: skip
PARENT = Hot(select(a.parent_id).where(a.child_id == bindparam("child_id")))
CHILDREN = Hot(select(a.child_id).where(a.parent_id == bindparam("parent_id")))
STANDING = Hot(
    select(
        p.blocked,
        select(a.parent_id).where(a.child_id == p.id).scalar_subquery().label("above"),
        select(func.min(a.child_id)).where(a.parent_id == p.id).scalar_subquery().label("under"),
    ).where(p.id == bindparam("id"))
)
BLOCKED = Hot(
    select(func.max(p.blocked).label("blocked")).where(or_(p.id == bindparam("one"), p.id == bindparam("other")))
)
OF_VALUE = Hot(
    select(handle_table)
    .where(h.kind == bindparam("kind"), h.value == bindparam("value"))
    .order_by(h.holder.desc(), h.at, h.id)
    .limit(bindparam("most"))
)
_ADD_PERSON = Hot(
    upsert(person_table, {column.name: bindparam(column.name) for column in person_table.columns}, on=["n"])
)
_ADD_HANDLE = Hot(insert(handle_table).values({column.name: bindparam(column.name) for column in handle_table.columns}))
_ROWS = Hot(select(person_table).where(among(p.id, "ids")))
_HANDLES = Hot(select(handle_table).where(among(h.person_id, "ids")).order_by(h.at, h.id))
_PARENTS = Hot(select(a.child_id, a.parent_id).where(among(a.child_id, "ids")))
_BELOW = Hot(select(a.child_id, a.parent_id).where(among(a.parent_id, "ids")).order_by(a.at, a.child_id))
_EDGES = Hot(select(alias_table).where(among(a.child_id, "ids")).order_by(a.at, a.child_id))
_ROW = Hot(select(person_table).where(p.id == bindparam("id")))
_HANDLE = Hot(select(handle_table).where(h.id == bindparam("id")))
SEEN = Hot(update(person_table).where(p.id == bindparam("key")).values(seen_at=bindparam("at")))


# --- persons ---


def add_person(
    tx: Tx, *, name: str, label: str = "", about: str = "", locale: str | None = None, at: int | None = None
) -> tuple[str, int]:
    """A new row, known since `at` (ms UTC, now where left out); answers its id and its number in the full text."""
    id, at = ids.new(), tx.now if at is None else at
    values = {
        "id": id, "name": name, "label": label, "about": about, "locale": locale, "timezone": None,
        "created_at": at, "seen_at": at, "blocked": 0, "regular": 0, "attributes": "{}", "seq": 0,
    }  # fmt: skip
    while not tx.run(_ADD_PERSON, **values, n=(n := (at << 20) | secrets.randbits(20))):
        pass
    return id, n


def row(tx: Tx, person_id: str) -> Row:
    """One person's row. Raises NoSuchPerson."""
    found = tx.first(_ROW, id=person_id)
    if found is None:
        raise NoSuchPerson
    return found


def rows(tx: Tx, person_ids: Iterable[str]) -> dict[str, Row]:
    return {r.id: r for r in tx.all(_ROWS, ids=listed(person_ids))}


def rows_by_n(tx: Tx, numbers: Sequence[int]) -> list[Row]:
    return tx.all(select(person_table).where(p.n.in_(numbers)).order_by(p.n.desc())) if numbers else []


def change_person(tx: Tx, person_id: str, **values: Any) -> None:
    tx.run(update(person_table).where(p.id == person_id).values(**values))


def latest(tx: Tx, limit: int, after: tuple[int, str] | None) -> list[Row]:
    """Persons at the root of their identity, whom we saw last first."""
    children = select(a.child_id).where(a.child_id == p.id).exists()
    query = select(person_table).where(~children).order_by(p.seen_at.desc(), p.id.desc()).limit(limit)
    return tx.all(query if after is None else query.where(tuple_(p.seen_at, p.id) < after))


def remember_words(tx: Tx, person_id: str) -> None:
    """Make them findable by what they are called now."""
    found = row(tx, person_id)
    handles = [f"{x.display} {x.value}" for x in handle_rows(tx, [person_id]) if x.kind != HandleKind.visitor.value]
    person_search.put(tx, found.n, " ".join([found.name, found.about, *handles]))


# --- handles ---


def handle_of(r: Row, *, joined: bool = False) -> Handle:
    return Handle(
        id=r.id, person_id=r.person_id, kind=HandleKind(r.kind), value=r.value, display=r.display, proof=Proof(r.proof),
        proven_by=r.proven_by, at=r.at, bouncing=r.bouncing, source=r.source, holder=bool(r.holder), joined=joined,
    )  # fmt: skip


def handle(tx: Tx, handle_id: str) -> Row:
    """One handle's row. Raises NoSuchHandle."""
    found = tx.first(_HANDLE, id=handle_id)
    if found is None:
        raise NoSuchHandle
    return found


def handle_rows(tx: Tx, person_ids: Sequence[str]) -> list[Row]:
    return tx.all(_HANDLES, ids=listed(person_ids))


def rows_of_value(tx: Tx, kind: HandleKind, value: str, limit: int = 100) -> list[Row]:
    """The holder first, then those who claim it, in order."""
    return tx.all(OF_VALUE, kind=kind.value, value=value, most=limit)


def add_handle(
    tx: Tx, person_id: str, kind: HandleKind, value: str, *, display: str, proof: Proof, proven_by: str | None,
    source: str, holder: bool,
) -> str:  # fmt: skip
    id = ids.new()
    tx.run(
        _ADD_HANDLE, id=id, person_id=person_id, kind=kind.value, value=value, display=display or value, proof=proof.value,
        proven_by=proven_by, at=tx.now, bouncing=None, source=source, holder=int(holder),
    )  # fmt: skip
    return id


def change_handle(tx: Tx, handle_id: str, **values: Any) -> None:
    tx.run(update(handle_table).where(h.id == handle_id).values(**values))


def drop_handle(tx: Tx, handle_id: str) -> None:
    tx.run(delete(handle_table).where(h.id == handle_id))


def flag_bounce(tx: Tx, kind: HandleKind, value: str, reason: str | None) -> list[Row]:
    where = (h.kind == kind.value, h.value == value)
    tx.run(update(handle_table).where(*where).values(bouncing=reason))
    return tx.all(select(handle_table).where(*where))


# --- identities ---


def parent(tx: Tx, person_id: str) -> str | None:
    found: str | None = tx.scalar(PARENT, child_id=person_id)
    return found


def root(tx: Tx, person_id: str) -> str:
    """The person at the top; an edge never makes a circle (joining sees to it), so this ends."""
    while (above := parent(tx, person_id)) is not None:
        person_id = above
    return person_id


def roots(tx: Tx, person_ids: Iterable[str]) -> dict[str, str]:
    """Each person's root, with as many queries as the deepest is deep, however many are asked for."""
    found = {id: id for id in person_ids}
    while True:
        tops = set(found.values())
        edges = dict(tx.all(_PARENTS, ids=listed(tops))) if tops else {}
        if not edges:
            return found
        found = {id: edges.get(top, top) for id, top in found.items()}


def below(tx: Tx, person_id: str) -> tuple[str, ...]:
    """A person and everyone who stands under them."""
    found, at = [person_id], 0
    while at < len(found):
        found += [r.child_id for r in tx.all(CHILDREN, parent_id=found[at])]
        at += 1
    return tuple(found)


def groups(tx: Tx, tops: Iterable[str]) -> dict[str, list[str]]:
    """Everyone under each of several roots, the root first."""
    found = {top: [top] for top in tops}
    owner = {top: top for top in found}
    level = list(found)
    while level:
        children = tx.all(_BELOW, ids=listed(level))
        level = [r.child_id for r in children]
        for r in children:
            owner[r.child_id] = owner[r.parent_id]
            found[owner[r.child_id]].append(r.child_id)
    return found


def edges(tx: Tx, person_ids: Sequence[str]) -> list[Row]:
    """The edges inside an identity, oldest first."""
    return tx.all(_EDGES, ids=listed(person_ids))


def edge(tx: Tx, child_id: str) -> Row | None:
    return tx.first(select(alias_table).where(a.child_id == child_id))


def add_edge(
    tx: Tx, child_id: str, parent_id: str, *, by: str, claimed: bool = False, handle_id: str | None = None
) -> None:
    values = {"child_id": child_id, "parent_id": parent_id, "at": tx.now, "by": by, "claimed": int(claimed)}
    tx.run(insert(alias_table).values(**values, handle_id=handle_id))


def change_edge(tx: Tx, child_id: str, **values: Any) -> None:
    tx.run(update(alias_table).where(a.child_id == child_id).values(**values))


def drop_edge(tx: Tx, child_id: str) -> None:
    tx.run(delete(alias_table).where(a.child_id == child_id))


# --- consent ---


def add_consent(tx: Tx, person_id: str, purpose: str, given: bool, source: str) -> None:
    values = {"id": ids.new(), "person_id": person_id, "purpose": purpose, "given": int(given)}
    tx.run(insert(consent_table).values(**values, at=tx.now, source=source))


def consent_rows(tx: Tx, person_ids: Sequence[str]) -> list[Row]:
    """Everything they ever said about it, oldest first."""
    c = consent_table.c
    return tx.all(select(consent_table).where(c.person_id.in_(person_ids)).order_by(c.at, c.id))


# --- the whole of one person ---


def attributes_of(r: Row) -> dict[str, Any]:
    found: dict[str, Any] = text.from_json(r.attributes)
    return found


def erase(tx: Tx, person_id: str) -> None:
    """Remove every row of this one person. Those who stood under them stand alone again."""
    found = row(tx, person_id)
    person_search.remove(tx, found.n)
    tx.run(delete(alias_table).where(or_(a.child_id == person_id, a.parent_id == person_id)))
    tx.run(delete(handle_table).where(h.person_id == person_id))
    tx.run(delete(consent_table).where(consent_table.c.person_id == person_id))
    tx.run(delete(person_table).where(p.id == person_id))


def count(tx: Tx) -> int:
    return int(tx.scalar(select(func.count()).select_from(person_table)))
