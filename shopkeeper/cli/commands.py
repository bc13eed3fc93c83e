"""What a running desk does for the command line; the same functions serve a command that finds no desk running."""

from typing import Any

import msgspec

from shopkeeper import channels, team
from shopkeeper.kit import backups, errors, health
from shopkeeper.kit.db import Tx
from shopkeeper.kit.handover import Say
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings


async def add_agent(ctx: Ctx, say: Say, email: str, role: str, name: str) -> dict[str, Any]:
    """A colleague with a one-time link: to join, or for one who joined already to set a new password."""
    return {"link": await ctx.db.write(_add_agent, ctx.settings, email, role, name)}


def _add_agent(tx: Tx, settings: Settings, email: str, role: str, name: str) -> str:
    try:
        found = team.agent_by_email(tx, email)
    except errors.NotFound:
        new = team.NewAgent(email=email, name=name or email.partition("@")[0], role=team.Role(role))
        found = team.add_agent(tx, new)
    return team.way_in(tx, settings, found.id)


async def create_token(ctx: Ctx, say: Say, email: str, name: str, reads_only: bool = False) -> dict[str, Any]:
    return {"token": await ctx.db.write(_create_token, email, name, reads_only)}


def _create_token(tx: Tx, email: str, name: str, reads_only: bool) -> str:
    return team.create_token(tx, team.agent_by_email(tx, email), team.NewToken(name=name, reads_only=reads_only)).secret


async def import_mail(ctx: Ctx, say: Say, paths: list[str], inbox: str | None) -> dict[str, Any]:
    return await channels.import_mail(ctx, paths, inbox, say)


async def record_backup(ctx: Ctx, say: Say, **run: Any) -> dict[str, Any]:
    await ctx.db.write(backups.record, backups.BackupRun(**run))
    return {}


async def look(ctx: Ctx, say: Say) -> dict[str, Any]:
    """For `doctor`: what the health page shows."""
    return dict(msgspec.to_builtins(await health.check(ctx)))


async def ping(ctx: Ctx, say: Say) -> dict[str, Any]:
    """For `doctor`: is anybody there?"""
    return {"url": ctx.settings.url}


COMMANDS = {
    "agent.add": add_agent,
    "token.create": create_token,
    "import-mail": import_mail,
    "backup.record": record_backup,
    "health": look,
    "ping": ping,
}
