"""`shopkeeper demo`: an empty desk is filled with a lively shop, opened, and its doors are named."""

import shutil
from typing import Any

import click

from shopkeeper.cli import running
from shopkeeper.kit import house
from shopkeeper.kit.house import House
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings


def show(desk: House, demo: Any, settings: Settings, *, quiet: bool, fresh: bool) -> None:
    """Fill, open, tell. `demo.fill(ctx, say)` is asked for once, for an empty desk; `demo.living(ctx)` keeps it lively."""
    if fresh:
        with house.lock(settings):
            shutil.rmtree(settings.folder, ignore_errors=True)
    if not quiet:
        desk = _with(desk, demo.living)
    running.serve(desk, settings, after=lambda ctx: _fill_and_tell(ctx, demo))


def _with(desk: House, start: Any) -> House:
    from dataclasses import replace

    return replace(desk, starts=(*desk.starts, start))


async def _fill_and_tell(ctx: Ctx, demo: Any) -> None:
    await demo.fill(ctx, lambda words: click.echo(f"  {words}", err=True))
    click.echo("")
    click.echo("Shopkeeper is open. Two windows beside each other show it best:")
    for name, path, words in demo.DOORS:
        click.echo(f"  {name:<12} {ctx.settings.url}{path:<22} {words}")
    click.echo("")
    click.echo("Sign in as")
    for name, email, password, role in demo.SIGN_INS:
        click.echo(f"  {name:<18} {email:<34} {password:<20} {role}")
    click.echo("")
    click.echo("Ctrl+C closes it. What happened is kept; --fresh begins anew.")
