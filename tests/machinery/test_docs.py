"""The docs name every command there is."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operations" / "commands.md"


@pytest.mark.skipif(not (ROOT / "shopkeeper" / "main.py").exists(), reason="shopkeeper/main.py is not there yet")
def test_every_command_is_described() -> None:
    from shopkeeper import main as house

    commands = house.cli.command_line(house.HOUSE, house.demo).commands
    page = PAGE.read_text()
    assert not [name for name in commands if f"`shopkeeper {name}" not in page]
