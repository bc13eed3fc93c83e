"""The same act on many conversations: each in a transaction of its own, some at a time, so that nobody else waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from shopkeeper.conversations import assigning, closing, discarding, reading, snoozing, tagging
from shopkeeper.kit import errors
from shopkeeper.kit.db import Db, Tx
from shopkeeper.team import Agent

MOST = 1_000
SLICE = 20

Verb = Callable[[Tx, Agent, str, Mapping[str, Any]], Any]

VERBS: dict[str, Verb] = {
    "close": lambda tx, agent, it, args: closing.close(tx, agent, it),
    "reopen": lambda tx, agent, it, args: closing.reopen(tx, agent, it),
    "assign": lambda tx, agent, it, args: assigning.assign(tx, agent, it, args.get("agent_id"), args.get("team_id")),
    "unassign": lambda tx, agent, it, args: assigning.assign(tx, agent, it, None),
    "snooze": lambda tx, agent, it, args: snoozing.snooze(
        tx, agent, it, until=args.get("until"), until_word=bool(args.get("until_word"))
    ),
    "wake": lambda tx, agent, it, args: snoozing.wake(tx, agent, it),
    "spam": lambda tx, agent, it, args: discarding.mark_spam(tx, agent, it),
    "not_spam": lambda tx, agent, it, args: discarding.not_spam(tx, agent, it),
    "trash": lambda tx, agent, it, args: discarding.trash(tx, agent, it),
    "restore": lambda tx, agent, it, args: discarding.restore(tx, agent, it),
    "tag": lambda tx, agent, it, args: tagging.tag(tx, agent, it, str(args.get("tag", ""))),
    "untag": lambda tx, agent, it, args: tagging.untag(tx, agent, it, str(args.get("tag", ""))),
    "topic": lambda tx, agent, it, args: tagging.set_topic(tx, agent, it, args.get("topic_id")),
    "priority": lambda tx, agent, it, args: assigning.set_priority(tx, agent, it, int(args.get("priority", 0))),
    "read": lambda tx, agent, it, args: reading.read(tx, agent, it),
    "unread": lambda tx, agent, it, args: reading.unread(tx, agent, it),
}


class Failed(msgspec.Struct, frozen=True):
    """One that could not be changed, and why."""

    id: str
    detail: str


class Outcome(msgspec.Struct, frozen=True):
    """What became of each."""

    done: tuple[str, ...]
    failed: tuple[Failed, ...]


async def bulk(db: Db, agent: Agent, ids: tuple[str, ...], verb: str, args: Mapping[str, Any]) -> Outcome:
    """Do it to each, and say which failed. Raises Invalid for a verb there is not, or too many at once."""
    if verb not in VERBS:
        raise errors.Invalid(
            f"There is no bulk act “{verb}”. Choose one of {', '.join(VERBS)}.", fields={"verb": "unknown"}
        )
    if len(ids) > MOST:
        raise errors.Invalid(f"At most {MOST} at once. Do it in several goes.", fields={"ids": "too many"})
    wanted = list(dict.fromkeys(ids))
    failed: list[Failed] = []
    for start in range(0, len(wanted), SLICE):
        slice_ = wanted[start : start + SLICE]
        failed += [one for one in await asyncio.gather(*(_one(db, agent, id, verb, args) for id in slice_)) if one]
    bad = {one.id for one in failed}
    return Outcome(tuple(id for id in wanted if id not in bad), tuple(failed))


async def _one(db: Db, agent: Agent, id: str, verb: str, args: Mapping[str, Any]) -> Failed | None:
    try:
        await db.write(VERBS[verb], agent, id, args)
    except errors.Failure as failure:
        return Failed(id, failure.detail)
    return None
