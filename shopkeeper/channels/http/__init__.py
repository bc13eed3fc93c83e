"""The routes of this room, and those that adapters bring along."""

from collections.abc import Sequence
from typing import Any

from shopkeeper.channels.http import answers, hooks, inboxes, quarantine
from shopkeeper.channels.registry import channels
from shopkeeper.channels.sdk import Opens


def routes() -> list[Any]:
    """Ours and every installed adapter's."""
    brought: list[Sequence[Any]] = [one.routes for one in channels().values() if isinstance(one, Opens)]
    return [
        *answers.routes,
        *hooks.routes,
        *inboxes.routes,
        *quarantine.routes,
        *(route for some in brought for route in some),
    ]
