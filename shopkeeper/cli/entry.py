"""The commands and their options."""

import sys
from pathlib import Path
from typing import Any

import click

from shopkeeper import __version__
from shopkeeper.cli import running
from shopkeeper.kit import errors
from shopkeeper.kit.house import House
from shopkeeper.kit.settings import BadSettings, Settings, load


def _data(command: Any) -> Any:
    words = "Folder for the database, attachments and keys (SHOPKEEPER_DATA, or ./data)."
    return click.option("--data", metavar="DIR", help=words)(command)


def _settings(**options: Any) -> Settings:
    try:
        return load(**options)
    except BadSettings as bad:
        click.echo("These settings cannot be used:", err=True)
        for mistake in bad.mistakes:
            click.echo(f"  {mistake}", err=True)
        sys.exit(2)


class _Group(click.Group):
    """Failures end a command with one sentence and status 1, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except errors.Failure as failure:
            click.echo(f"{failure.title}: {failure.detail}", err=True)
            sys.exit(1)


def command_line(house: House, demo: Any) -> click.Group:
    """The `shopkeeper` command over a house; `demo` fills an empty desk with a lively shop."""

    @click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(__version__, prog_name="shopkeeper")
    def shopkeeper() -> None:
        """Customer service for online shops: one person, one lifelong conversation."""

    _add_serving(shopkeeper, house, demo)
    _add_keeping(shopkeeper, house)
    _add_people(shopkeeper, house)
    return shopkeeper


def _add_serving(group: click.Group, house: House, demo: Any) -> None:
    @group.command()
    @_data
    @click.option("--host", help="Address to listen on (SHOPKEEPER_HOST, or 127.0.0.1).")
    @click.option("--port", type=int, help="Port to listen on (SHOPKEEPER_PORT, or 8080).")
    def serve(data: str | None, host: str | None, port: int | None) -> None:
        """Open the desk: pages, chat, mail and background work in one process."""
        running.serve(house, _settings(data=data, host=host, port=port))

    @group.command()
    @_data
    @click.option("--host", help="Address to listen on (127.0.0.1).")
    @click.option("--port", type=int, help="Port to listen on (8080).")
    @click.option("--quiet", is_flag=True, help="No customers who chat by themselves.")
    @click.option("--fresh", is_flag=True, help="Throw the last demo away and begin anew.")
    def demo_(data: str | None, host: str | None, port: int | None, quiet: bool, fresh: bool) -> None:
        """A lively shop to try everything on."""
        from shopkeeper.cli.showing import show

        # The demo's pretend post office listens on this machine.
        post = "127.0.0.1/32"
        show(
            house,
            demo,
            _settings(data=data or "./data/demo", host=host, port=port, demo=True, allow_private_networks=post),
            quiet=quiet,
            fresh=fresh,
        )

    demo_.name = "demo"
    group.commands["demo"] = group.commands.pop(next(name for name in group.commands if name.startswith("demo")))

    @group.command()
    @_data
    def worker(data: str | None) -> None:
        """Background work in a process of its own (PostgreSQL only)."""
        running.work(house, _settings(data=data))

    @group.command()
    @_data
    @click.option("--no-backup", is_flag=True, help="Do not keep a copy of the database first.")
    def migrate(data: str | None, no_backup: bool) -> None:
        """Bring the database to this release; keeps a backup first."""
        from shopkeeper.cli.upgrading import migrate as upgrade

        upgrade(_settings(data=data), backup=not no_backup)


def _add_keeping(group: click.Group, house: House) -> None:
    @group.command()
    @_data
    @click.option("--settings", "only_settings", is_flag=True, help="List every setting with its value, and stop.")
    def doctor(data: str | None, only_settings: bool) -> None:
        """Check this installation and say what to do about each fault."""
        from shopkeeper.cli import doctor as doctors

        settings = _settings(data=data)
        sys.exit(doctors.list_settings(settings) if only_settings else doctors.examine(settings, house))

    @group.command("import-mail")
    @_data
    @click.option("--inbox", help="Address or id of the mailbox it belongs to (the only one, where there is one).")
    @click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
    def import_mail(data: str | None, inbox: str | None, paths: tuple[Path, ...]) -> None:
        """Bring old mail along: .eml, mbox and Maildir, in any order, safe to repeat."""
        from shopkeeper.cli.importing import import_mail as bring

        bring(house, _settings(data=data), [str(path.resolve()) for path in paths], inbox)

    @group.command()
    @_data
    @click.argument("target", required=False, type=click.Path(path_type=Path))
    def backup(data: str | None, target: Path | None) -> None:
        """A copy of everything in one file, while the desk goes on."""
        from shopkeeper.cli import keeping

        keeping.backup(house, _settings(data=data), target)

    @group.command()
    @_data
    @click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def restore(data: str | None, source: Path) -> None:
        """Unpack a backup into an empty data folder (or empty database); a SQLite one into PostgreSQL, too."""
        from shopkeeper.cli import restoring

        restoring.restore(_settings(data=data), source)


def _add_people(group: click.Group, house: House) -> None:
    @group.group()
    def agent() -> None:
        """The people who work here."""

    @agent.command("add")
    @_data
    @click.argument("email")
    @click.option("--role", type=click.Choice(["admin", "lead", "agent"]), default="agent", show_default=True)
    @click.option("--name", default="", help="Their name, as customers see it.")
    def add(data: str | None, email: str, role: str, name: str) -> None:
        """Add a colleague; prints a one-time sign-in link."""
        args = {"email": email, "role": role, "name": name}
        click.echo(running.do(house, _settings(data=data), "agent.add", args)["link"])

    @group.group()
    def token() -> None:
        """Keys for programs that use the API."""

    @token.command("create")
    @_data
    @click.option("--agent", "email", required=True, help="Address of the agent the program acts for.")
    @click.option("--name", default="command line", show_default=True, help="What the key is for.")
    @click.option("--reads-only", is_flag=True, help="It may look at what its agent sees, and change nothing.")
    def create(data: str | None, email: str, name: str, reads_only: bool) -> None:
        """Make a bearer token; it is printed once, as the last line."""
        args = {"email": email, "name": name, "reads_only": reads_only}
        made = running.do(house, _settings(data=data), "token.create", args)
        click.echo(f"A key for {email}. It is shown only now:", err=True)
        click.echo(made["token"])
