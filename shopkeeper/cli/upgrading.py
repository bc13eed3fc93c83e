"""`shopkeeper migrate`."""

import click

from shopkeeper.cli import keeping
from shopkeeper.kit import house, migrating
from shopkeeper.kit.settings import Settings


def migrate(settings: Settings, *, backup: bool) -> None:
    """Bring the database to this release, with a copy kept first."""
    with house.lock(settings):
        engine = house.database(settings).sync_engine()
        before, after = migrating.upgrade(engine, backup=lambda: _keep(settings, backup=backup))
    click.echo("The database is up to date." if before == after else f"The database is at {after} now.")


def _keep(settings: Settings, *, backup: bool) -> None:
    if backup:
        keeping.say(keeping.make(settings, None))
