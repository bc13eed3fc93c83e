"""Who works here, and in which teaming."""

from typing import Any

import msgspec
from litestar import Request

from shopkeeper.kit.db import Db
from shopkeeper.kit.http import ADMIN, DESK, LEAD, Page, delete, get, patch, post
from shopkeeper.kit.settings import Settings
from shopkeeper.team import hiring, joining, teaming, two_steps
from shopkeeper.team.errors import AgentExists, AlreadyJoined, LastAdmin, NoSuchAgent, NoSuchTeam, ProveAgain
from shopkeeper.team.identifying import check_fresh
from shopkeeper.team.model import Agent, Team


class InvitationLink(msgspec.Struct, frozen=True):
    """Hand it over yourself; it goes by mail too. It works once."""

    link: str


@get("/api/v1/agents", permission=LEAD)
async def list_agents(db: Db) -> Page[Agent]:
    """Everybody who works or worked here, by name."""
    return Page(await db.read(hiring.agents))


@get("/api/v1/agents/{id:str}", permission=LEAD, errors=(NoSuchAgent,))
async def see_agent(id: str, db: Db) -> Agent:
    """One agent."""
    return await db.read(hiring.agent, id)


@post("/api/v1/agents", permission=ADMIN, errors=(AgentExists,))
async def add_agent(data: hiring.NewAgent, db: Db) -> Agent:
    """Let somebody in. They are invited, and join by the link of POST …/invitation."""
    return await db.write(hiring.add_agent, data)


@patch("/api/v1/agents/{id:str}", permission=ADMIN, errors=(NoSuchAgent, AgentExists, LastAdmin))
async def change_agent(id: str, data: hiring.AgentChange, db: Db) -> Agent:
    """Change name, role, rights or state. `disabled` signs them out everywhere; anything else brings them back."""
    return await db.write(hiring.change_agent, id, data)


@post("/api/v1/agents/{id:str}/invitation", permission=ADMIN, errors=(NoSuchAgent, AlreadyJoined))
async def invite(id: str, db: Db, settings: Settings) -> InvitationLink:
    """A one-time link to join, good for seven days."""
    return InvitationLink(joining.invitation_link(settings, await db.write(joining.invite_and_mail, id)))


@delete("/api/v1/agents/{id:str}/totp", permission=ADMIN, errors=(NoSuchAgent, ProveAgain))
async def drop_totp(request: Request[Any, Any, Any], id: str, db: Db) -> None:
    """Switch the second step off for somebody who lost their phone and their recovery codes. They are told by mail."""
    check_fresh(request, db.clock())
    await db.write(two_steps.drop_totp_of, id)


@get("/api/v1/teams", permission=DESK)
async def list_teams(db: Db) -> Page[Team]:
    """All teams, by name."""
    return Page(await db.read(teaming.teams))


@post("/api/v1/teams", permission=LEAD, errors=(NoSuchAgent,))
async def add_team(data: teaming.NewTeam, db: Db) -> Team:
    """A new team."""
    return await db.write(teaming.add_team, data)


@patch("/api/v1/teams/{id:str}", permission=LEAD, errors=(NoSuchTeam, NoSuchAgent))
async def change_team(id: str, data: teaming.TeamChange, db: Db) -> Team:
    """Rename a team, or set who is in it."""
    return await db.write(teaming.change_team, id, data)


@delete("/api/v1/teams/{id:str}", permission=LEAD, errors=(NoSuchTeam,))
async def remove_team(id: str, db: Db) -> None:
    """Remove a team; its members stay."""
    await db.write(teaming.remove_team, id)


routes = [
    list_agents,
    see_agent,
    add_agent,
    change_agent,
    invite,
    drop_totp,
    list_teams,
    add_team,
    change_team,
    remove_team,
]
