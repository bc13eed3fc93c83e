"""The doors of this room: parse, verb, show."""

from shopkeeper.conversations.http import acts, desk, files, lists
from shopkeeper.conversations.live import live

routes = [*lists.routes, *acts.routes, *desk.routes, *files.routes, live]
