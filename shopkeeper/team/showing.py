"""What open windows are given when something in this room changes: the thing as it is now, or its id when it is gone."""

from typing import Any

from shopkeeper.kit import live
from shopkeeper.kit.db import Tx
from shopkeeper.team.booting import colleague
from shopkeeper.team.events import AgentChanged, BrandChanged, HoursChanged, TeamChanged
from shopkeeper.team.model import Agent
from shopkeeper.team.store import agents, shop


def _agent(tx: Tx, fact: AgentChanged) -> dict[str, Any]:
    found = agents.one(tx, fact.agent_id)
    # Presence travels by whisper; a window keeps what it knows of it.
    return {"agents": [_without_presence(found)]} if found else _gone(fact.agent_id)


def _without_presence(found: Agent) -> dict[str, Any]:
    shown = colleague(found)
    return {"id": shown.id, "name": shown.name, "colour": shown.colour, "role": shown.role, "state": shown.state}


def _brand(tx: Tx, fact: BrandChanged) -> dict[str, Any]:
    found = shop.brand(tx, fact.brand_id)
    return {"brands": [found]} if found else _gone(fact.brand_id)


def _hours(tx: Tx, fact: HoursChanged) -> dict[str, Any]:
    found = shop.hours(tx, fact.hours_id)
    return {"hours": [found]} if found else _gone(fact.hours_id)


def _team(tx: Tx, fact: TeamChanged) -> dict[str, Any]:
    found = [team for team in shop.teams(tx) if team.id == fact.team_id]
    return {"teams": found} if found else _gone(fact.team_id)


def _gone(id: str) -> dict[str, Any]:
    return {"removed": [id]}


live.shows.update({AgentChanged: _agent, BrandChanged: _brand, HoursChanged: _hours, TeamChanged: _team})
