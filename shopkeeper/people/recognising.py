"""Who is this? Found by the handle they came by, or made new; what they merely claim is kept apart from what is proven."""

from __future__ import annotations

from shopkeeper.kit import text
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.db import Row, Tx
from shopkeeper.people import store
from shopkeeper.people.addresses import normal
from shopkeeper.people.events import HandleChanged
from shopkeeper.people.identities import tell
from shopkeeper.people.joining import join_by_claim
from shopkeeper.people.model import Handle, HandleKind, Person, Proof

NAMING = (HandleKind.email.value, HandleKind.phone.value)
LONGEST_NAME = 200


def recognise(
    tx: Tx, kind: HandleKind, value: str, *, display: str = "", name: str = "", proof: Proof = Proof.claimed,
    proven_by: str | None = None, source: str = "", since: int | None = None,
) -> Person:  # fmt: skip
    """The person who is known by this handle, made new when nobody is. Raises NotAnAddress.

    `since` (ms UTC) is for history brought along: so long somebody new has been known, and they were not met just now.

    The answer is light, for the path every message takes: `handles` holds only the handle they were recognised by, and
    `merged` is empty; ask `person` for the whole. A proof is remembered; a claim never takes one away. Whoever claimed
    this address before (in a widget) is joined for the desk, in a way that one click undoes.
    """
    display, value = display or value.strip(), normal(kind, value)
    at = tx.now if since is None else min(since, tx.now)
    found = _known(tx, kind, value) or _new(tx, kind, value, display, name, proof, proven_by, source, at)
    if proof is Proof.proven and found.proof != proof.value:
        found = _prove(tx, found, proven_by)
    return _light(tx, _met(tx, found, name, at), at)


def call(tx: Tx, person_id: str, name: str) -> None:
    """They told us their name. What an agent or they themselves wrote before stays."""
    found = store.row(tx, person_id)
    name = _tidy(name)
    if name and not found.name:
        store.change_person(tx, person_id, name=name)
        store.remember_words(tx, person_id)


def relabel(tx: Tx, person_id: str) -> None:
    """What a nameless person is called: the first address they can be reached by."""
    rows = [row for row in store.handle_rows(tx, [person_id]) if row.kind in NAMING]
    store.change_person(tx, person_id, label=rows[0].display if rows else "")
    store.remember_words(tx, person_id)


def handle(tx: Tx, handle_id: str) -> Handle:
    """One handle. Raises NoSuchHandle."""
    return store.handle_of(store.handle(tx, handle_id))


def holder(tx: Tx, kind: HandleKind, value: str) -> Handle | None:
    """The handle by which arrivals from this address are recognised, without making anybody new."""
    found = _known(tx, kind, normal(kind, value))
    return store.handle_of(found) if found else None


def known_by(tx: Tx, kind: HandleKind, value: str) -> tuple[Handle, ...]:
    """Every row of this address: its holder's first, then those of persons who claim it. Raises NotAnAddress."""
    return tuple(store.handle_of(row) for row in store.rows_of_value(tx, kind, normal(kind, value)))


def handles_of(tx: Tx, person_id: str) -> tuple[Handle, ...]:
    """The handles of this one person, without those of anybody merged with them."""
    return tuple(store.handle_of(row) for row in store.handle_rows(tx, [person_id]))


def _known(tx: Tx, kind: HandleKind, value: str) -> Row | None:
    return tx.first(store.HOLDER, kind=kind.value, value=value)


def _new(
    tx: Tx,
    kind: HandleKind,
    value: str,
    display: str,
    name: str,
    proof: Proof,
    proven_by: str | None,
    source: str,
    at: int,
) -> Row:
    if tx.lock(f"handle:{kind.value}:{value}") and (found := _known(tx, kind, value)) is not None:
        return found
    claims = store.rows_of_value(tx, kind, value)
    person_id, n = store.add_person(
        tx, name=_tidy(name), label=(display or value) if kind.value in NAMING else "", at=at
    )
    store.add_handle(
        tx, person_id, kind, value, display=display, proof=proof, proven_by=proven_by, source=source, holder=True
    )
    store.person_search.add(tx, n, f"{_tidy(name)} {display} {value if kind.value in NAMING else ''}")
    for claim in claims:
        join_by_claim(tx, person_id, claim)
    return _known(tx, kind, value)


def _prove(tx: Tx, found: Row, proven_by: str | None) -> Row:
    store.change_handle(tx, found.id, proof=Proof.proven.value, proven_by=proven_by)
    tell(tx, HandleChanged(person_id=found.person_id, handle_id=found.id), found.person_id)
    return _known(tx, HandleKind(found.kind), found.value)


def _met(tx: Tx, found: Row, name: str, at: int) -> Row:
    name = _tidy(name)
    if name and not found.name:
        call(tx, found.person_id, name)
        found = found._replace(name=name)
    if at - found.seen_at >= MINUTE:
        tx.run(store.SEEN, key=found.person_id, at=at)
    return found


def _tidy(name: str) -> str:
    return text.mask_cards(" ".join(name.replace("\x00", "").split()))[:LONGEST_NAME]


def _light(tx: Tx, row: Row, at: int) -> Person:
    return Person(
        id=row.person_id, identity_id=store.root(tx, row.parent_id) if row.parent_id else row.person_id, name=row.name or row.label, about=row.about,
        locale=row.locale, timezone=row.timezone, created_at=row.created_at, seen_at=max(row.seen_at, at),
        blocked=bool(row.blocked), regular=bool(row.regular), handles=(store.handle_of(row),),
        attributes=store.attributes_of(row), seq=row.seq,
    )  # fmt: skip
