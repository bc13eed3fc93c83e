"""What agents do in the demo's stories: one line an act, each through a room's front door."""

from collections.abc import Callable, Mapping

import msgspec

from shopkeeper import conversations, people
from shopkeeper.demo.script import Act
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind
from shopkeeper.team import Agent

NORMAL, HIGH, URGENT = range(3)


class Stage(msgspec.Struct, frozen=True):
    """Where an act happens. `topics` and `persons` are ids by name and key; `until` is in ms UTC."""

    conversation_id: str
    person_id: str
    topics: Mapping[str, str]
    persons: Mapping[str, str]
    until: int | None = None


def _take(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.assign(tx, agent, stage.conversation_id, agent.id)


def _close(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.close(tx, agent, stage.conversation_id)


def _topic(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.set_topic(tx, agent, stage.conversation_id, stage.topics[act.to])


def _tag(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.tag(tx, agent, stage.conversation_id, act.to)


def _urgent(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.set_priority(tx, agent, stage.conversation_id, URGENT)


def _spam(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.mark_spam(tx, agent, stage.conversation_id)


def _trash(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.trash(tx, agent, stage.conversation_id)


def _snooze(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.snooze(tx, agent, stage.conversation_id, until=stage.until)


def _await(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    conversations.snooze(tx, agent, stage.conversation_id, until_word=True)


def _claim(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    people.claim(tx, stage.person_id, HandleKind.email, act.to, source="chat")


def _prove(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    for handle in people.known_by(tx, HandleKind.email, act.to):
        people.prove(tx, handle.id, f"agent:{agent.id}")


def _merge(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    people.merge(tx, agent, stage.person_id, stage.persons[act.to])


def _bounced(tx: Tx, agent: Agent, stage: Stage, act: Act) -> None:
    for handle in people.person(tx, stage.person_id).handles:
        people.note_bounce(tx, handle.kind, handle.value, act.to)


ACTS: dict[str, Callable[[Tx, Agent, Stage, Act], None]] = {
    "take": _take,
    "close": _close,
    "topic": _topic,
    "tag": _tag,
    "urgent": _urgent,
    "spam": _spam,
    "trash": _trash,
    "snooze": _snooze,
    "await": _await,
    "claim": _claim,
    "prove": _prove,
    "merge": _merge,
    "bounced": _bounced,
}
