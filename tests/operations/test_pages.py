"""The docs name no command, option or setting that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from shopkeeper import main
from shopkeeper.kit.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(
    [
        *DOCS.rglob("*.md"),
        DOCS.parent / "README.md",
        *(path for path in (DOCS.parent / "packaging").iterdir() if path.is_file()),
    ]
)
SETTINGS = {f"SHOPKEEPER_{name.upper()}" for name in Settings.__struct_fields__}
COMMAND = re.compile(r"(?:^|[\s`/\"])shopkeeper (?!shopkeeper)((?:[a-z][a-z-]+)(?: add| create)?)\b([^`\n|#]*)")


def commands() -> click.Group:
    return main.cli.command_line(main.HOUSE, main.demo)


def named(text: str) -> Iterator[tuple[str, str]]:
    """(command, the words behind it) wherever code names one."""
    code = "\n".join([*re.findall(r"(?ms)^ *```\w*\n(.*?)```", text), *re.findall(r"`([^`\n]+)`", text)])
    for found in COMMAND.finditer(code):
        yield found.group(1), found.group(2)


def found(group: click.Group, words: str) -> click.Command | None:
    command: click.Command | None = group
    for word in words.split():
        command = command.commands.get(word) if isinstance(command, click.Group) else command
    return command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_only_what_there_is(page: Path) -> None:
    text, group = page.read_text(), commands()
    settings = {name.removesuffix("_FILE") for name in re.findall(r"SHOPKEEPER_[A-Z0-9_]*[A-Z0-9]", text)}
    assert {name for name in settings if not name.startswith("SHOPKEEPER_TEST_")} <= SETTINGS
    for words, behind in named(text):
        command = found(group, words)
        assert command is not None, f"shopkeeper {words}"
        known = {name for option in command.params for name in option.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", behind.partition("&&")[0])) <= known, f"shopkeeper {words}{behind}"
