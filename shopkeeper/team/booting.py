"""The one call from which the workspace starts."""

from collections.abc import Callable
from typing import Any

import msgspec

from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.team import setting_up
from shopkeeper.team.hiring import agents
from shopkeeper.team.model import Agent, Brand, Colleague, Here, Hours, Team
from shopkeeper.team.store import shop

BOOT: dict[str, Callable[[Tx, Agent], Any]] = {}
"""What rooms above add to the boot ("inboxes", "topics", "tags", "macros", "stores"), for this agent. Filled by main."""

FEATURES: dict[str, bool] = {}
"""What this installation has switched on. Filled by main."""


class Boot(msgspec.Struct, frozen=True):
    """`seq` is the last event in here: the live socket carries on from it."""

    agent: Agent
    brands: list[Brand]
    hours: list[Hours]
    agents: list[Colleague]
    teams: list[Team]
    inboxes: list[Any]
    topics: list[Any]
    tags: list[Any]
    macros: list[Any]
    stores: list[Any]
    features: dict[str, bool]
    seq: int
    setup_done: bool


def boot(tx: Tx, agent: Agent, state: Callable[[str], Here]) -> Boot:
    """All that a window needs to begin, as of one moment. `state` tells who is here."""
    # Read first: what is committed meanwhile then comes again by the socket, instead of not at all.
    seq = events.last(tx)
    more = {name: list(ask(tx, agent)) for name, ask in BOOT.items()}
    return Boot(
        agent=agent,
        brands=shop.brands(tx),
        hours=shop.all_hours(tx),
        agents=[colleague(one, state(one.id)) for one in agents(tx)],
        teams=shop.teams(tx),
        features=dict(FEATURES),
        seq=seq,
        setup_done=setting_up.done(tx),
        **{name: more.get(name, []) for name in ("inboxes", "topics", "tags", "macros", "stores")},
    )


def colleague(agent: Agent, here: Here = Here.gone) -> Colleague:
    """What the others may know of an agent."""
    return Colleague(agent.id, agent.name, agent.colour, agent.role, agent.state, here)
