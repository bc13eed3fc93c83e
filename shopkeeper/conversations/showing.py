"""What an open window is given for each fact: the things it touched, as they are now. State and events make the new state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from shopkeeper import people
from shopkeeper.conversations import store
from shopkeeper.conversations.events import (
    Assigned,
    Closed,
    ConversationChanged,
    DeliveryChanged,
    DraftChanged,
    EntriesMoved,
    EntryChanged,
    MessageHeard,
    MessageSaid,
    NoteWritten,
    Reopened,
    Snoozed,
    TaskChanged,
    TopicsChanged,
    Woke,
)
from shopkeeper.kit import live
from shopkeeper.kit.db import Tx

Shown = dict[str, Any]
MOST_MOVED = 200
MOST_TALKS = 50
ONLY = "only"
"""Marks what only one agent's windows are given, with that agent's id."""
LEFT = "left"
"""The inbox a conversation was in before: whoever sees only that one is told that it is gone."""

greetings: list[Callable[[live.Hub], Iterable[Shown]]] = []
"""What every new window is whispered behind its hello: who is here already. The rooms above hang theirs in."""

Said = MessageHeard | MessageSaid | NoteWritten
Changed = ConversationChanged | Closed | Reopened | Assigned | Snoozed | Woke


def said(tx: Tx, fact: Said) -> Shown:
    """A word on the timeline: the entry, its conversation, and whom it is with."""
    conversation = store.talks.conversation(tx, fact.conversation_id)
    persons = people.people(tx, (fact.person_id, *people.under(tx, conversation.identity_id)))
    shown = {"conversations": [conversation], "entries": _entries(tx, [fact.entry_id]), "people": list(persons)}
    return {**shown, LEFT: getattr(fact, "left_id", None)}


def changed(tx: Tx, fact: Changed) -> Shown:
    """Something about a conversation, and the act that says so."""
    if store.talks.find(tx, fact.conversation_id) is None:
        return {"removed": [fact.conversation_id]}
    entries = _entries(tx, [fact.entry_id]) if fact.entry_id else []
    shown = {"conversations": [store.talks.conversation(tx, fact.conversation_id)], "entries": entries}
    return {**shown, LEFT: getattr(fact, "left_id", None)}


def entry_changed(tx: Tx, fact: DeliveryChanged | EntryChanged) -> Shown:
    """An entry that reads differently now, or its id where it is gone."""
    entries = _entries(tx, [fact.entry_id])
    talk = store.talks.find(tx, fact.conversation_id) if fact.conversation_id else None
    shown: Shown = {"conversations": list(store.talks.shown(tx, [talk] if talk else [])), "entries": entries}
    return shown if entries else {**shown, "removed": [fact.entry_id]}


def moved(tx: Tx, fact: EntriesMoved) -> Shown:
    """The newest of what stands in another conversation now; older ones are asked for when somebody scrolls there."""
    rows = store.entries.messages(tx, fact.conversation_id, None, MOST_MOVED)
    talks = [row for id in (fact.conversation_id, fact.from_id) if (row := store.talks.find(tx, id)) is not None]
    return {
        "conversations": list(store.talks.shown(tx, talks)),
        "entries": [store.entries.entry_of(row) for row in rows],
    }


def task_changed(tx: Tx, fact: TaskChanged) -> Shown:
    """A task, or its id where it is gone."""
    found = store.desk.task_or_none(tx, fact.task_id)
    if found is None:
        return {"removed": [fact.task_id]}
    # With its conversation, so that it reaches only those who may see that.
    talk = store.talks.find(tx, found.conversation_id) if found.conversation_id else None
    return {"tasks": [found], **({"conversations": list(store.talks.shown(tx, [talk]))} if talk else {})}


def topics_changed(tx: Tx, _: TopicsChanged) -> Shown:
    """The whole tree: it is small."""
    return {"topics": list(store.desk.topics(tx))}


def draft_changed(tx: Tx, fact: DraftChanged) -> Shown:
    """A draft, for its own agent's other windows."""
    found = store.desk.draft(tx, fact.conversation_id, fact.agent_id)
    gone = {"conversation_id": fact.conversation_id, "gone": True}
    return {"drafts": [found or gone], ONLY: fact.agent_id}


def person_changed(tx: Tx, fact: people.PersonChanged | people.HandleChanged) -> Shown:
    """Somebody looks different: they, those merged with them, and their latest conversations."""
    shown = _whole(tx, (fact.person_id,))
    return shown if shown["people"] else {"removed": [fact.person_id]}


def merged(tx: Tx, fact: people.PeopleMerged) -> Shown:
    """Two are one."""
    return _whole(tx, (fact.into_id, fact.from_id))


def unmerged(tx: Tx, fact: people.PeopleUnmerged) -> Shown:
    """One is two again."""
    return _whole(tx, (fact.from_id, fact.person_id))


def _whole(tx: Tx, person_ids: Iterable[str]) -> Shown:
    wanted = dict.fromkeys(person_ids)
    roots = [people.identity(tx, id) for id in wanted]
    members = [member for root in dict.fromkeys(roots) for member in people.under(tx, root)]
    persons, talks = people.people(tx, [*members, *wanted]), store.talks.of_people(tx, members, MOST_TALKS)
    return {"people": list(persons), "conversations": list(store.talks.shown(tx, talks))}


def _entries(tx: Tx, ids: Iterable[str]) -> list[Any]:
    rows = [store.entries.find(tx, id) for id in ids]
    return [store.entries.entry_of(row) for row in rows if row is not None]


def install() -> None:
    """Hang these into the live news."""
    live.shows.update(dict.fromkeys((MessageHeard, MessageSaid, NoteWritten), said))
    live.shows.update(dict.fromkeys((ConversationChanged, Closed, Reopened, Assigned, Snoozed, Woke), changed))
    live.shows.update(dict.fromkeys((DeliveryChanged, EntryChanged), entry_changed))
    live.shows[EntriesMoved] = moved
    live.shows.update({TaskChanged: task_changed, TopicsChanged: topics_changed, DraftChanged: draft_changed})
    live.shows.update({people.PersonChanged: person_changed, people.HandleChanged: person_changed})
    live.shows.update({people.PeopleMerged: merged, people.PeopleUnmerged: unmerged})
    live.topics.update({MessageHeard: whom, MessageSaid: whom, DeliveryChanged: which})


def whom(fact: MessageHeard | MessageSaid) -> list[str]:
    """The customer's side listens to its own handle, and may look whether there is something for it."""
    return [f"person:{fact.person_id}", *([f"handle:{fact.handle_id}"] if fact.handle_id else [])]


def which(fact: DeliveryChanged) -> list[str]:
    """Whoever delivers or shows this entry."""
    return [f"entry:{fact.entry_id}", f"conversation:{fact.conversation_id}"]
