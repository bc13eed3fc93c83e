"""Two persons are one, says an agent; or they are not after all. Works in any order, and any number of times."""

from __future__ import annotations

from shopkeeper.kit.db import Tx
from shopkeeper.people import store
from shopkeeper.people.claiming import remove
from shopkeeper.people.errors import NotMerged, OneAndTheSame
from shopkeeper.people.identities import lock, person
from shopkeeper.people.joining import join, part
from shopkeeper.people.model import Person
from shopkeeper.team import Agent


def merge(tx: Tx, agent: Agent, into_id: str, from_id: str) -> Person:
    """Everyone merged with `from_id` stands under `into_id` from now on. Raises NoSuchPerson, OneAndTheSame.

    Nothing is moved: entries and conversations keep for ever the person they came to.
    """
    for id in sorted((into_id, from_id)):
        store.row(tx, id)
        lock(tx, id)
    lower = store.root(tx, from_id)
    if lower == store.root(tx, into_id):
        raise OneAndTheSame
    join(tx, into_id, lower, by=agent.id, agent=agent)
    return person(tx, into_id)


def unmerge(tx: Tx, agent: Agent, person_id: str) -> Person:
    """This person, with everyone who stands under them, is somebody else after all. Raises NoSuchPerson, NotMerged.

    What arrived while they were one goes with the handle it used. A join made by a claim is withdrawn with its claim.
    """
    store.row(tx, person_id)
    lock(tx, person_id)
    edge = store.edge(tx, person_id)
    if edge is None:
        raise NotMerged
    part(tx, edge, agent=agent)
    if edge.claimed and edge.handle_id is not None:
        remove(tx, store.handle(tx, edge.handle_id))
    return person(tx, person_id)
