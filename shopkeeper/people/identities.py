"""Who someone is, with everyone merged into them. A root is computed from the edges, never kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shopkeeper.kit import events
from shopkeeper.kit.db import Row, Tx
from shopkeeper.people import store
from shopkeeper.people.errors import NoSuchPerson
from shopkeeper.people.model import Handle, MergedPerson, Person, Proof


class Face(msgspec.Struct, frozen=True):
    """What a list shows of a person. `seq` is the last event that changed how they look."""

    identity_id: str
    name: str
    regular: bool
    blocked: bool
    seq: int


class Identity(msgspec.Struct, frozen=True):
    """Everyone merged with one person, the root first. `blocked`: the one who was asked for, or whoever stands above."""

    members: tuple[str, ...]
    blocked: bool


def identity(tx: Tx, person_id: str) -> str:
    """The person at the root of everyone merged with this one (themselves, if nobody)."""
    return store.root(tx, person_id)


def members(tx: Tx, person_id: str) -> tuple[str, ...]:
    """All ids of the identity, its root first. Resolve these first, then ask for `person_id IN (…)`."""
    return store.below(tx, store.root(tx, person_id))


def only_says(tx: Tx, person_id: str) -> bool:
    """Whether a mere claim joins them to the person at the root: the desk sees them together, and they may be a stranger."""
    while (edge := store.edge(tx, person_id)) is not None:
        if edge.claimed:
            return True
        person_id = edge.parent_id
    return False


def under(tx: Tx, person_id: str) -> tuple[str, ...]:
    """A person, then everyone who stands under them."""
    return store.below(tx, person_id)


def lock(tx: Tx, person_id: str) -> str:
    """Let nobody else act on this identity until the transaction ends; answers its root."""
    top = store.root(tx, person_id)
    while tx.lock(f"identity:{top}"):
        again = store.root(tx, person_id)
        if again == top:
            break
        top = again
    return top


def gather(tx: Tx, person_id: str) -> Identity:
    """Lock this identity as `lock` does, and say who belongs to it and whether they are blocked: one query for most people."""
    found = _gathered(tx, person_id)
    while tx.lock(f"identity:{found.members[0]}"):
        again = _gathered(tx, person_id)
        if again.members[0] == found.members[0]:
            return again
        found = again
    return found


def require(tx: Tx, person_id: str) -> None:
    """Raises NoSuchPerson where there is nobody with this id."""
    store.row(tx, person_id)


def is_blocked(tx: Tx, person_id: str) -> bool:
    """Whether an agent blocked them, or whoever stands above them."""
    return bool(tx.scalar(store.BLOCKED, one=person_id, other=store.root(tx, person_id)))


def person(tx: Tx, person_id: str) -> Person:
    """One person with their whole identity's handles. Raises NoSuchPerson."""
    found = people(tx, [person_id])
    if not found:
        raise NoSuchPerson
    return found[0]


def people(tx: Tx, person_ids: Iterable[str]) -> tuple[Person, ...]:
    """Several persons in the order asked for; who is not there (any more) is left out."""
    wanted = list(dict.fromkeys(person_ids))
    tops = store.roots(tx, wanted)
    groups = store.groups(tx, set(tops.values()))
    everyone = [id for group in groups.values() for id in group]
    rows = store.rows(tx, everyone)
    handles, edges = (
        _by_person(store.handle_rows(tx, everyone), "person_id"),
        _by_person(store.edges(tx, everyone), "child_id"),
    )
    found = []
    for id in wanted:
        group = [member for member in groups[tops[id]] if member in rows]
        if id in rows:
            found.append(_whole(rows, id, group, _of(group, handles), _of(group, edges)))
    return tuple(found)


def faces(tx: Tx, person_ids: Iterable[str]) -> dict[str, Face]:
    """What a list shows of each person: a handful of queries, however long the list."""
    tops = store.roots(tx, set(person_ids))
    rows = store.rows(tx, {*tops, *tops.values()})
    return {id: _face(rows, id, top) for id, top in tops.items()}


def tell(tx: Tx, fact: events.Fact, *person_ids: str) -> int:
    """Record a fact and note on these persons that it changed how they look."""
    seq = events.record(tx, fact)
    for id in person_ids:
        store.change_person(tx, id, seq=seq)
    return seq


def _gathered(tx: Tx, person_id: str) -> Identity:
    row = tx.first(store.STANDING, id=person_id)
    if row is not None and (row.above or row.under):
        return Identity(members(tx, person_id), is_blocked(tx, person_id))
    return Identity((person_id,), bool(row and row.blocked))


def _face(rows: dict[str, Row], id: str, top: str) -> Face:
    own, upper = rows.get(id), rows.get(top)
    if own is None or upper is None:
        return Face(top, "", False, False, 0)
    name = upper.name or own.name or upper.label or own.label
    return Face(top, name, bool(upper.regular), bool(own.blocked or upper.blocked), max(own.seq, upper.seq))


def _by_person(rows: Sequence[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _of(group: Sequence[str], rows: dict[str, list[Row]]) -> list[Row]:
    return [row for id in group for row in rows.get(id, ())]


def _whole(rows: dict[str, Row], id: str, group: Sequence[str], handles: Sequence[Row], edges: Sequence[Row]) -> Person:
    own, top = rows[id], rows[group[0]]
    addresses = {row.id: row.value for row in handles}
    names = [own.name, top.name, *(rows[m].name for m in group), own.label, top.label, *(rows[m].label for m in group)]
    return Person(
        id=id,
        identity_id=top.id,
        name=next(filter(None, names), ""),
        about=own.about or top.about,
        locale=own.locale or top.locale,
        timezone=own.timezone or top.timezone,
        created_at=min(rows[m].created_at for m in group),
        seen_at=max(rows[m].seen_at for m in group),
        blocked=any(rows[m].blocked for m in group),
        regular=bool(top.regular),
        handles=_shown(handles, {edge.handle_id for edge in edges if edge.claimed}),
        merged=tuple(_merged(edge, rows, addresses) for edge in edges),
        attributes={**store.attributes_of(top), **store.attributes_of(own)},
        seq=max(rows[m].seq for m in group),
    )


def _merged(edge: Row, rows: dict[str, Row], addresses: dict[str, str]) -> MergedPerson:
    name = rows[edge.child_id].name or rows[edge.child_id].label
    return MergedPerson(
        id=edge.child_id,
        name=name,
        at=edge.at,
        by=edge.by,
        into_id=edge.parent_id,
        claimed=bool(edge.claimed),
        handle_id=edge.handle_id,
        address=addresses.get(edge.handle_id),
    )


def _shown(rows: Sequence[Row], joining: set[str | None]) -> tuple[Handle, ...]:
    """One handle for each address: the holder's, proven if any of them proved it, marked where a claim on it joined them."""
    joined = {(row.kind, row.value) for row in rows if row.id in joining}
    proofs = {(row.kind, row.value): row.proven_by for row in rows if row.proof == Proof.proven.value}
    found: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: (-row.holder, row.at, row.id)):
        found.setdefault((row.kind, row.value), row)
    order = sorted(found.items(), key=lambda item: (item[1].at, item[1].id))
    return tuple(
        _proven(store.handle_of(row, joined=key in joined), key in proofs, proofs.get(key)) for key, row in order
    )


def _proven(handle: Handle, proven: bool, by: str | None) -> Handle:
    if not proven or handle.proof is Proof.proven:
        return handle
    return msgspec.structs.replace(handle, proof=Proof.proven, proven_by=by)
