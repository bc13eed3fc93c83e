"""The command line: how the owner starts the desk, brings old mail along, adds colleagues, and keeps a copy of it all.

Each command works beside a running desk (it hands its work over) or without one.
"""

from shopkeeper.cli.commands import COMMANDS
from shopkeeper.cli.entry import command_line
from shopkeeper.cli.welcoming import welcome

__all__ = ["COMMANDS", "command_line", "welcome"]
