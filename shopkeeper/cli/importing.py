"""`shopkeeper import-mail`: a bar while it runs, one line of JSON at the end."""

from typing import Any

import click

from shopkeeper.cli import running
from shopkeeper.kit.house import House
from shopkeeper.kit.settings import Settings
from shopkeeper.kit.text import to_json


def import_mail(desk: House, settings: Settings, paths: list[str], inbox: str | None) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Reading mail"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, now="")

        def say(words: dict[str, Any]) -> None:
            bar.update(task, completed=words.get("read", 0), total=words.get("total"), now=words.get("now", ""))

        counts = running.do(desk, settings, "import-mail", {"paths": paths, "inbox": inbox}, say)
    click.echo(to_json(counts))
