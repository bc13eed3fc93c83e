"""What a macro can do beside its words: one table. Each act reads its settings once, says what it will do, and does it.

An act that has to wait for somebody else (the shop) answers with the name of what it waits for; the run goes on when that is
through. Everything else happens in the one transaction of the click: all of it, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import Struct

from shopkeeper import conversations, team
from shopkeeper.automation.errors import NoSuchAct
from shopkeeper.conversations import Conversation
from shopkeeper.kit import errors
from shopkeeper.kit.clock import DAY, HOUR
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent


class Scene(Struct, frozen=True, kw_only=True):
    """Where an act happens. `key` is this step's own id: doing it twice under one key does it once.

    `order_version` is the order as the agent saw it: when it is another by now, the shop is not asked.
    """

    agent: Agent
    talk: Conversation
    key: str
    order_id: str | None = None
    order_version: str = ""
    reason: str = ""


class Deed(Protocol):
    """One kind of act. `rank` places it: shop acts before the words that tell of them (0), the words at 50, closing last."""

    rank: int

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        """The settings as they will be kept. Raises Invalid."""

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        """What it will do, as a short sentence."""

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> str | None:
        """Do it; the name of what has to be waited for, or None when it is done."""


class Tag:
    rank = 60

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"tag": words_of(args, "tag", 60)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Tag: {args['tag']}"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        conversations.tag(tx, scene.agent, scene.talk.id, args["tag"])


class Untag(Tag):
    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Take off the tag {args['tag']}"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        conversations.untag(tx, scene.agent, scene.talk.id, args["tag"])


class Topic:
    rank = 61

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        topic_id = words_of(args, "topic_id", 26)
        if all(one.id != topic_id for one in conversations.topics(tx)):
            raise conversations.NoSuchTopic
        return {"topic_id": topic_id}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Topic: {next((one.name for one in conversations.topics(tx) if one.id == args['topic_id']), '?')}"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        conversations.set_topic(tx, scene.agent, scene.talk.id, args["topic_id"])


class Assign:
    rank = 62

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        agent_id, team_id = args.get("agent_id") or None, args.get("team_id") or None
        if not agent_id and not team_id:
            raise errors.Invalid("Say to whom: a colleague, a team, or “me”.", fields={"agent_id": "Needed."})
        if agent_id and agent_id != "me":
            team.agent(tx, agent_id)
        if team_id:
            team.team(tx, team_id)
        return {"agent_id": agent_id, "team_id": team_id}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        names = []
        if args["agent_id"]:
            names.append("you" if args["agent_id"] == "me" else team.agent(tx, args["agent_id"]).name)
        if args["team_id"]:
            names.append(team.team(tx, args["team_id"]).name)
        return f"Give it to {', '.join(names)}"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        agent_id = scene.agent.id if args["agent_id"] == "me" else args["agent_id"]
        conversations.assign(tx, scene.agent, scene.talk.id, agent_id, args["team_id"])


class Priority:
    rank = 63

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"priority": whole_number(args, "priority", 0, 2)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Priority: {('normal', 'high', 'urgent')[args['priority']]}"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        conversations.set_priority(tx, scene.agent, scene.talk.id, args["priority"])


class Note:
    rank = 40

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"text": words_of(args, "text", 5_000)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Note: {args['text'][:80]}"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        conversations.note(tx, scene.agent, scene.talk.id, args["text"])


class Task:
    rank = 41

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"title": words_of(args, "title", 200), "days": whole_number(args, "days", 0, 365)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Task: {args['title']}"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        talk, due_at = scene.talk, tx.now + args["days"] * DAY
        new = conversations.NewTask(
            person_id=talk.person_id, text=args["title"], conversation_id=talk.id, due_at=due_at
        )
        conversations.add_task(tx, scene.agent, new)


class Snooze:
    rank = 90

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"hours": whole_number(args, "hours", 1, 24 * 365)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        hours = args["hours"]
        return (
            f"Put it aside for {hours // 24} days"
            if hours % 24 == 0 and hours > 24
            else f"Put it aside for {hours} hours"
        )

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        conversations.snooze(tx, scene.agent, scene.talk.id, until=tx.now + args["hours"] * HOUR)


class Close:
    rank = 99

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return "Close it"

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> None:
        conversations.close(tx, scene.agent, scene.talk.id)


DEEDS: dict[str, Deed] = {
    "tag": Tag(),
    "untag": Untag(),
    "topic": Topic(),
    "assign": Assign(),
    "priority": Priority(),
    "note": Note(),
    "task": Task(),
    "snooze": Snooze(),
    "close": Close(),
}


def deed(kind: str) -> Deed:
    """Raises NoSuchAct."""
    found = DEEDS.get(kind)
    if found is None:
        raise NoSuchAct(f"A macro cannot “{kind[:40]}”. It can: {', '.join(DEEDS)}.")
    return found


def words_of(args: Mapping[str, Any], name: str, longest: int) -> str:
    """A setting that is words. Raises Invalid."""
    given = args.get(name)
    if not isinstance(given, str) or not given.strip() or len(given) > longest:
        raise errors.Invalid(f"Give a {name} of at most {longest} characters.", fields={name: "Needed."})
    return given.strip()


def whole_number(args: Mapping[str, Any], name: str, least: int, most: int) -> int:
    """A setting that is a whole number. Raises Invalid."""
    given = args.get(name)
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise errors.Invalid(f"Give {name} as a whole number from {least} to {most}.", fields={name: "Needed."})
    return given
