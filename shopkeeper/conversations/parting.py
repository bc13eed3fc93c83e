"""What joining, parting and blocking persons means for their conversations. People announces it, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shopkeeper import people
from shopkeeper.conversations import acts, store
from shopkeeper.conversations.carrying import begun
from shopkeeper.conversations.events import ConversationChanged, EntriesMoved, EntryChanged
from shopkeeper.conversations.settling import settle
from shopkeeper.kit import events, ids
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team import Agent


def joined(tx: Tx, upper: str, lower: str, agent: Agent | None) -> None:
    """Both open conversations stay; the older carries on, and each shows the other as linked."""
    below = people.under(tx, lower)
    above = [id for id in people.members(tx, upper) if id not in below]
    others = store.talks.all_open(tx, above)
    for one in store.talks.all_open(tx, below):
        for other in others:
            if one.brand_id == other.brand_id:
                store.talks.link(tx, one.id, other.id, lower)
                _touch(tx, (one.id, other.id), "linked")
    certain = any(one.id == lower and not one.claimed for one in people.person(tx, upper).merged)
    verb = "merged" if agent or certain else "claimed"
    _on_timeline(tx, upper, agent, verb, {"into_id": upper, "from_id": lower})


def parted(tx: Tx, upper: str, leaving: tuple[str, ...], agent: Agent | None) -> None:
    """What arrived while they were one goes with the handle it used; what agents did stays where it was done."""
    staying = people.members(tx, upper)
    _touch(tx, store.talks.unlink(tx, leaving[0]), "unlinked")
    for hosts, guests in ((staying, leaving), (leaving, staying)):
        for conversation_id in store.entries.strayed(tx, hosts, guests):
            _split(tx, store.talks.row(tx, conversation_id), guests)
    for person_id in (upper, leaving[0]):
        _on_timeline(tx, person_id, agent, "unmerged", {"from_id": upper, "person_id": leaving[0]})


def blocked(tx: Tx, person_id: str, blocked: bool, agent: Agent) -> None:
    """What a blocked person has open is spam; what they send from now on goes there by itself."""
    for row in store.talks.all_open(tx, people.members(tx, person_id)) if blocked else ():
        row = store.talks.locked(tx, row.id)
        values = {**store.talks.values_of(row), "spam": 1, "unread": 0, "seq": _changed(tx, row.id, "spam")}
        store.talks.save(tx, values)
    _on_timeline(tx, person_id, agent, "blocked" if blocked else "unblocked", {})


def _split(tx: Tx, row: Row, persons: Sequence[str]) -> None:
    """Their words move to their own open conversation, or to one that begins with the first of them."""
    first = store.entries.strays(tx, row.id, persons)[0]
    theirs = [one for one in store.talks.open_ones(tx, persons, row.brand_id) if one.id != row.id]
    target = (theirs[0].id, theirs[0].person_id) if theirs else (_begin(tx, row, first), first.person_id)
    seq = events.record(tx, EntriesMoved(target[0], row.id))
    store.entries.move(tx, row.id, target[0], persons, target[1], seq)
    settle(tx, target[0])
    settle(tx, row.id)


def _begin(tx: Tx, row: Row, first: Row) -> str:
    at = first.first >> store.entries.SHIFT
    new = begun(tx, first.person_id, row.brand_id, row.inbox_id, row.channel, row.subject, at)
    kept = ("state", "closed_at", "assignee_id", "team_id", "priority", "spam", "trashed", "unread")
    values: dict[str, Any] = {**new, **{name: getattr(row, name) for name in kept}}
    store.talks.add(tx, values)
    return str(values["id"])


def _on_timeline(tx: Tx, person_id: str, agent: Agent | None, verb: str, detail: dict[str, Any]) -> None:
    entry_id = ids.new()
    seq = events.record(tx, EntryChanged(entry_id, None))
    acts.on_person(tx, person_id, agent, verb, detail, seq, entry_id=entry_id)


def _touch(tx: Tx, conversation_ids: Sequence[str], verb: str) -> None:
    for id in dict.fromkeys(conversation_ids):
        row = store.talks.locked(tx, id)
        store.talks.save(tx, {**store.talks.values_of(row), "seq": _changed(tx, id, verb)})


def _changed(tx: Tx, conversation_id: str, verb: str) -> int:
    return events.record(tx, ConversationChanged(conversation_id, verb))
