"""What higher rooms do in the same breath when persons are joined or parted. They hang their verbs in here."""

from __future__ import annotations

from collections.abc import Callable

from shopkeeper.kit.db import Tx
from shopkeeper.people.model import HandleKind
from shopkeeper.team import Agent

Joined = Callable[[Tx, str, str, Agent | None], None]
"""(tx, the upper person, the lower person, the agent who did it or None), after the edge stands."""

Parted = Callable[[Tx, str, tuple[str, ...], Agent | None], None]
"""(tx, the person they stood under, everyone who leaves with the first of them first, the agent or None), edge gone."""

Blocked = Callable[[Tx, str, bool, Agent], None]
"""(tx, the person, blocked or not, the agent who did it)."""

Withdrawn = Callable[[Tx, str, HandleKind, str], None]
"""(tx, the person, what they had claimed: its kind and value), after it is gone from them."""

WHEN_BLOCKED: list[Blocked] = []
WHEN_JOINED: list[Joined] = []
WHEN_PARTED: list[Parted] = []
WHEN_WITHDRAWN: list[Withdrawn] = []
