"""Edges between persons: drawn by an agent who merges, or by a claim; taken back by either."""

from __future__ import annotations

from shopkeeper.kit.db import Row, Tx
from shopkeeper.people import hooks, store
from shopkeeper.people.events import PeopleMerged, PeopleUnmerged
from shopkeeper.people.identities import lock, tell
from shopkeeper.people.model import HandleKind
from shopkeeper.team import Agent

MOST_CLAIMS = 20
"""So many persons may be joined to one by claims alone; whoever types an address a thousand times gets no further."""


def join(
    tx: Tx,
    upper: str,
    lower: str,
    *,
    by: str,
    agent: Agent | None = None,
    claimed: bool = False,
    handle_id: str | None = None,
) -> None:
    """Draw the edge. Both must be locked, and `lower` must be a root that `upper` does not stand under."""
    store.add_edge(tx, lower, upper, by=by, claimed=claimed, handle_id=handle_id)
    tell(tx, PeopleMerged(into_id=upper, from_id=lower), lower, store.root(tx, upper))
    for joined in hooks.WHEN_JOINED:
        joined(tx, upper, lower, agent)


def part(tx: Tx, edge: Row, *, agent: Agent | None) -> None:
    """Take the edge away: the lower person leaves with everyone who stands under them."""
    upper, lower = edge.parent_id, edge.child_id
    top = lock(tx, lower)
    store.drop_edge(tx, lower)
    tell(tx, PeopleUnmerged(person_id=lower, from_id=upper), lower, top)
    leaving = store.below(tx, lower)
    for parted in hooks.WHEN_PARTED:
        parted(tx, upper, leaving, agent)


def join_by_claim(tx: Tx, holder_id: str, claim: Row, *, strong: bool = False) -> bool:
    """Join whoever made the claim to the one who holds the address, for the desk only; False where that is not safe.

    Somebody who stands with others already, or proved another address of that kind, is never joined by a mere claim:
    two persons would be glued together by a third who typed both their addresses.
    """
    first, second = sorted((holder_id, claim.person_id))
    lock(tx, first)
    lock(tx, second)
    if not _alone(tx, claim.person_id, claim, strong=strong) or _claims_below(tx, holder_id) >= MOST_CLAIMS:
        return False
    if claim.person_id == holder_id:
        return False
    join(tx, holder_id, claim.person_id, by=f"claim:{claim.kind}", claimed=claim.proof != "proven", handle_id=claim.id)
    return True


def _alone(tx: Tx, person_id: str, claim: Row, *, strong: bool) -> bool:
    if store.parent(tx, person_id) is not None or len(store.below(tx, person_id)) > 1:
        return False
    if strong:
        return True
    others = [row for row in store.handle_rows(tx, [person_id]) if row.id != claim.id]
    return not any(row.proof == "proven" and row.kind != HandleKind.visitor.value for row in others)


def _claims_below(tx: Tx, person_id: str) -> int:
    return sum(edge.claimed for edge in store.edges(tx, store.below(tx, store.root(tx, person_id))))
