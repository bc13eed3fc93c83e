"""Handles that somebody says are theirs: claimed, proven, withdrawn, flagged as bouncing."""

from __future__ import annotations

from shopkeeper.kit.db import Row, Tx
from shopkeeper.people import hooks, store
from shopkeeper.people.addresses import normal
from shopkeeper.people.errors import HeldByAnother, SeveralClaim, StillNeeded
from shopkeeper.people.events import HandleChanged
from shopkeeper.people.identities import lock, tell
from shopkeeper.people.joining import join_by_claim, part
from shopkeeper.people.model import Handle, HandleKind, Proof
from shopkeeper.people.recognising import NAMING, recognise, relabel
from shopkeeper.team import Agent


def claim(
    tx: Tx, person_id: str, kind: HandleKind, value: str, *, display: str = "", source: str = "", strong: bool = False
) -> Handle:
    """Somebody says this address is theirs. Raises NotAnAddress, NoSuchPerson.

    For the desk they are joined to whoever holds it; no customer-side session sees more because of it. A second claim
    from the same source takes the place of the first: they corrected a typing mistake. `strong`: more than typed (they
    answered a mail only its owner had), so that it joins also who has proved another address.
    """
    display, value = display or value.strip(), normal(kind, value)
    store.row(tx, person_id)
    tx.lock(f"handle:{kind.value}:{value}")
    rows = store.rows_of_value(tx, kind, value)
    mine = next((row for row in rows if row.person_id == person_id), None)
    if mine is None:
        _forget_earlier(tx, person_id, kind, source)
        mine = _add_claim(tx, person_id, kind, value, display, source, rows, strong)
    return store.handle_of(mine)


def prove(tx: Tx, handle_id: str, by: str) -> Handle:
    """It is theirs: `by` says how we know ("link", "code", "agent:…"). Raises NoSuchHandle.

    Who proved it before is the same person, also where both have proved more than that.
    """
    row = store.handle(tx, handle_id)
    tx.lock(f"handle:{row.kind}:{row.value}")
    holder = tx.first(store.HOLDER, kind=row.kind, value=row.value)
    store.change_handle(tx, handle_id, proof=Proof.proven.value, proven_by=by, holder=int(holder is None or row.holder))
    edge = store.edge(tx, row.person_id)
    if edge is not None and edge.handle_id == handle_id:
        store.change_edge(tx, row.person_id, claimed=0, by=by)
    elif holder is not None and holder.person_id != row.person_id:
        join_by_claim(tx, holder.person_id, store.handle(tx, handle_id), strong=holder.proof == Proof.proven.value)
    _tell(tx, row)
    return store.handle_of(store.handle(tx, handle_id))


def withdraw_claim(tx: Tx, agent: Agent | None, handle_id: str) -> None:
    """Undo in one click: what came by the claim goes with it. Raises NoSuchHandle, StillNeeded, SeveralClaim.

    On an address that others were joined by, those leave and the address stays with its holder. Where its holder proved it
    each claim is somebody else's: of several, one is withdrawn by its own handle (SeveralClaim). An address nobody was joined by
    goes, unless it is the only one its person is known by.
    """
    row = store.handle(tx, handle_id)
    claims = [row] if not row.holder else _joined_by(tx, row)
    if row.holder and row.proof == Proof.proven.value and len(claims) > 1:
        raise SeveralClaim(extra={"handles": [one.id for one in claims]})
    if claims:
        for one in claims:
            _withdraw(tx, agent, one)
        return
    if len(store.handle_rows(tx, [row.person_id])) == 1:
        raise StillNeeded
    remove(tx, row)


def add(tx: Tx, agent: Agent, person_id: str, kind: HandleKind, value: str) -> Handle:
    """An agent writes down an address of theirs. Raises HeldByAnother (with `extra.person_id`), NotAnAddress."""
    top = lock(tx, person_id)
    display, value = value.strip(), normal(kind, value)
    tx.lock(f"handle:{kind.value}:{value}")
    rows = store.rows_of_value(tx, kind, value)
    holder = next((row for row in rows if row.holder), None)
    if holder is not None:
        if store.root(tx, holder.person_id) != top:
            raise HeldByAnother(extra={"person_id": store.root(tx, holder.person_id)})
        return store.handle_of(holder)
    mine = next((row for row in rows if row.person_id == person_id), None)
    if mine is None:
        source = f"agent:{agent.id}"
        id = store.add_handle(
            tx, person_id, kind, value, display=display, proof=Proof.claimed, proven_by=None, source=source, holder=True
        )
    else:
        id = mine.id
        store.change_handle(tx, id, holder=1)
    return store.handle_of(_told(tx, id))


def attach(
    tx: Tx, person_id: str, kind: HandleKind, value: str, *, proof: Proof, proven_by: str | None = None, source: str = "",
    display: str = "",
) -> Handle | None:  # fmt: skip
    """Another way to know somebody, said by a system we trust to say it (a shop). None where somebody else is known by it.

    Nobody is merged and nothing taken away: whoever holds it keeps it. Raises NotAnAddress, NoSuchPerson.
    """
    display, value = display or value.strip(), normal(kind, value)
    store.row(tx, person_id)
    tx.lock(f"handle:{kind.value}:{value}")
    rows = store.rows_of_value(tx, kind, value)
    holder = next((row for row in rows if row.holder), None)
    if holder is not None:
        return _proven_too(tx, holder, proof, proven_by) if holder.person_id == person_id else None
    id = store.add_handle(
        tx, person_id, kind, value, display=display, proof=proof, proven_by=proven_by, source=source, holder=True
    )
    if kind.value in NAMING:
        relabel(tx, person_id)
    for claim_ in rows:
        if claim_.person_id != person_id:
            join_by_claim(tx, person_id, claim_)
    return store.handle_of(store.handle(tx, id))


def _proven_too(tx: Tx, holder: Row, proof: Proof, proven_by: str | None) -> Handle:
    if proof is Proof.proven and holder.proof != Proof.proven.value:
        store.change_handle(tx, holder.id, proof=proof.value, proven_by=proven_by)
        _told(tx, holder.id)
    return store.handle_of(store.handle(tx, holder.id))


def create(tx: Tx, agent: Agent, name: str, handles: tuple[tuple[HandleKind, str], ...]) -> str:
    """An agent writes down somebody new; answers their id. Raises HeldByAnother, NotAnAddress."""
    if not handles:
        person_id = store.add_person(tx, name=name.strip())[0]
    else:
        kind, value = handles[0]
        holder = tx.first(store.HOLDER, kind=kind.value, value=normal(kind, value))
        if holder is not None:
            raise HeldByAnother(extra={"person_id": store.root(tx, holder.person_id)})
        person_id = recognise(tx, kind, value, display=value, name=name, source=f"agent:{agent.id}").id
    for kind, value in handles[1:]:
        add(tx, agent, person_id, kind, value)
    relabel(tx, person_id)
    return person_id


def remove(tx: Tx, row: Row) -> None:
    """An address is not theirs after all; who shows it to them hears of it in the same breath."""
    store.drop_handle(tx, row.id)
    for withdrawn in hooks.WHEN_WITHDRAWN:
        withdrawn(tx, row.person_id, HandleKind(row.kind), row.value)
    _tell(tx, row)


def note_bounce(tx: Tx, kind: HandleKind, value: str, reason: str | None) -> None:
    """Mail to this address comes back, and why; None when it works again."""
    for row in store.flag_bounce(tx, kind, normal(kind, value), reason):
        tell(tx, HandleChanged(person_id=row.person_id, handle_id=row.id), row.person_id)


def _add_claim(
    tx: Tx, person_id: str, kind: HandleKind, value: str, display: str, source: str, rows: list[Row], strong: bool
) -> Row:
    id = store.add_handle(
        tx, person_id, kind, value, display=display, proof=Proof.claimed, proven_by=None, source=source, holder=False
    )
    row = _told(tx, id)
    if rows and rows[0].holder:
        join_by_claim(tx, rows[0].person_id, row, strong=strong)
    return row


def _forget_earlier(tx: Tx, person_id: str, kind: HandleKind, source: str) -> None:
    for row in store.handle_rows(tx, [person_id]):
        if row.kind == kind.value and row.source == source and not row.holder and row.proof == Proof.claimed.value:
            _withdraw(tx, None, row)


def _joined_by(tx: Tx, holder: Row) -> list[Row]:
    """The claims on this address that joined somebody to its holder and were never proven."""
    rows = [row for row in store.rows_of_value(tx, HandleKind(holder.kind), holder.value) if not row.holder]
    edges = {edge.handle_id for edge in store.edges(tx, [row.person_id for row in rows]) if edge.claimed}
    return [row for row in rows if row.id in edges]


def _withdraw(tx: Tx, agent: Agent | None, row: Row) -> None:
    edge = store.edge(tx, row.person_id)
    if edge is not None and edge.handle_id == row.id:
        part(tx, edge, agent=agent)
    remove(tx, row)


def _told(tx: Tx, handle_id: str) -> Row:
    row = store.handle(tx, handle_id)
    _tell(tx, row)
    return row


def _tell(tx: Tx, row: Row) -> None:
    relabel(tx, row.person_id)
    tell(tx, HandleChanged(person_id=row.person_id, handle_id=row.id), row.person_id)
