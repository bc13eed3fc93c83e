"""State and events make the new state: an old window plus its news equals a fresh one. The same file is read in TypeScript."""

import json
from pathlib import Path
from typing import Any

import msgspec

from shopkeeper import conversations, people, team
from shopkeeper.conversations.live import _missed, allowed
from shopkeeper.conversations.tests.conftest import MAIL, Desk
from shopkeeper.kit import events
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.db import Tx

FIXTURES = Path(__file__).with_name("live_fixtures.json")
HOW = (
    "Hold what is in start. For each scene take its messages one after the other; then everything in after must be held "
    "just so, and nothing of what is in gone."
)
KINDS = ("conversations", "entries", "people", "tasks")


def held(tx: Tx, agent: team.Agent) -> dict[str, dict[str, Any]]:
    """All that a window could show, asked for afresh."""
    persons = people.listing(tx, 200)[0]
    members = [id for person in persons for id in people.members(tx, person.id)]
    lines = [entry for person in persons for entry in conversations.timeline(tx, agent, person.id, 200)]
    talks = [
        talk
        for view in (None, "waiting", "later", "closed", "spam", "trash")
        for talk in conversations.listing(tx, agent, conversations.Wanted(view=view), 200).items
    ]
    found = {
        "conversations": talks,
        "entries": lines,
        "people": people.people(tx, members),
        "tasks": [task for person in persons for task in conversations.tasks_of(tx, person.id)],
    }
    return {kind: {one["id"]: one for one in msgspec.to_builtins(items)} for kind, items in found.items()}


def applied(state: dict[str, Any], messages: list[dict[str, Any]]) -> dict[str, Any]:
    """What a window does: the newer number wins, an equal one replaces, what is removed goes."""
    now = {kind: dict(state[kind]) for kind in KINDS}
    for message in messages:
        for kind in KINDS:
            for one in message.get(kind, ()):
                known = now[kind].get(one["id"])
                if known is None or one.get("seq", 0) >= known.get("seq", 0):
                    now[kind][one["id"]] = one
            for id in message.get("removed", ()):
                now[kind].pop(id, None)
    return now


def listed(state: dict[str, Any]) -> dict[str, Any]:
    return {kind: list(state[kind].values()) for kind in KINDS}


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What a scene changed, so that the file stays small."""
    changed = {kind: [one for id, one in after[kind].items() if before[kind].get(id) != one] for kind in KINDS}
    return {"after": changed, "gone": sorted(id for kind in KINDS for id in before[kind] if id not in after[kind])}


def news(tx: Tx, agent: team.Agent, since: int) -> list[dict[str, Any]]:
    found = []
    for seq, kind, shown in _missed(tx, since)[1]:
        given = allowed(agent, shown) if shown else None
        if given:
            found.append(msgspec.to_builtins({"seq": seq, "fact": kind, **given}))
    return found


def erase(tx: Tx, person_id: str) -> None:
    while not conversations.erase_person(tx, person_id):
        pass
    people.erase_person(tx, person_id)


async def story(desk: Desk) -> tuple[team.Agent, list[Any]]:
    """A day at the desk: (name of the step, what happens)."""
    alice = desk.agents["alice"]
    chat = await desk.chats("cookie", "Hello, is the blue one in stock?")
    id = str(chat.conversation_id)
    other = await desk.mails("ana@work.example", "From the office", name="Ana O.")

    async def task() -> None:
        made = await desk.does(
            conversations.add_task, alice, conversations.NewTask(person_id=chat.person_id, text="Look in the store")
        )
        await desk.does(conversations.complete_task, alice, made.id)
        await desk.does(conversations.drop_task, alice, made.id)

    async def undone() -> None:
        delivery = conversations.Delivery(state="queued", at=0, undo_until=desk.clock() + MINUTE)
        said = await desk.answers("alice", id, "Too early", delivery=delivery, inbox_id=MAIL, channel="email")
        await desk.does(conversations.undo, alice, said.id)

    async def delivered() -> None:
        said = await desk.answers("alice", id, "Here it is", delivery=conversations.Delivery(state="queued", at=0))
        await desk.does(conversations.set_delivery, said.id, conversations.Delivery(state="sent", at=desk.clock()))

    return alice, [
        ("a customer writes again", lambda: desk.chats("cookie", "And the red one?")),
        ("a colleague answers", lambda: desk.answers("alice", id, "Both are in stock.")),
        ("she says who she is", lambda: desk.claims("cookie", "ana@example.org")),
        ("she writes a mail", lambda: desk.mails("ana@example.org", "A picture", proven=True, name="Ana Okafor")),
        ("a note", lambda: desk.does(conversations.note, alice, id, "A regular", mentions=[alice.id])),
        ("assigned", lambda: desk.does(conversations.assign, alice, id, alice.id)),
        ("tagged", lambda: desk.does(conversations.tag, alice, id, "vip")),
        ("snoozed", lambda: desk.does(conversations.snooze, alice, id, until=desk.clock() + HOUR)),
        ("woken", lambda: desk.does(conversations.wake, alice, id)),
        ("a task comes and goes", task),
        ("merged", lambda: desk.does(people.merge, alice, chat.person_id, other.person_id)),
        ("renamed", lambda: desk.does(people.edit, alice, chat.person_id, people.PersonEdit(name="Ana", regular=True))),
        ("written while merged", lambda: desk.mails("ana@work.example", "Still me")),
        ("parted", lambda: desk.does(people.unmerge, alice, other.person_id)),
        ("an answer is taken back", undone),
        ("an answer is delivered", delivered),
        ("closed", lambda: desk.does(conversations.close, alice, id)),
        ("spam", lambda: desk.does(conversations.mark_spam, alice, str(other.conversation_id))),
        ("erased", lambda: desk.does(erase, other.person_id)),
        ("blocked", lambda: desk.does(people.block, alice, chat.person_id)),
    ]


async def test_state_and_events_make_the_new_state(desk: Desk) -> None:
    await desk.opens()
    await desk.hires("alice", team.Role.admin)
    alice, steps = await story(desk)
    scenes, start = [], listed(await desk.db.read(held, alice))
    for name, happens in steps:
        desk.clock.advance(MINUTE)
        before, since = await desk.db.read(held, alice), await desk.db.read(events.last)
        await happens()
        messages, after = await desk.db.read(news, alice, since), await desk.db.read(held, alice)
        assert applied(before, messages) == after, name
        scenes.append({"name": name, "messages": messages, **difference(before, after)})
    written = json.dumps({"how": HOW, "start": start, "scenes": scenes}, ensure_ascii=False) + "\n"
    if desk.db.dialect == "sqlite":
        _refresh(written)


def _refresh(written: str) -> None:
    """Write the file anew when its shape changed; ids and numbers alone are no reason to."""
    known = json.loads(FIXTURES.read_text()) if FIXTURES.exists() else None
    if known is None or _shape(known) != _shape(json.loads(written)):
        FIXTURES.write_text(written)


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shape(one) for one in value]
    return value if isinstance(value, str) and " " in value else type(value).__name__
