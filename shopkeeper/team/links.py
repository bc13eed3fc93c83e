"""One-time links: to join, to set a new password, to claim a fresh desk. Kept as a hash, spent by deleting."""

from enum import Enum
from typing import NamedTuple

from shopkeeper.kit import clock, ids
from shopkeeper.kit.db import Tx
from shopkeeper.kit.signing import digest
from shopkeeper.team.errors import LinkSpent
from shopkeeper.team.store import keys


class Purpose(Enum):
    join = "join"
    reset = "reset"
    setup = "setup"


LASTS = {Purpose.join: 7 * clock.DAY, Purpose.reset: clock.HOUR, Purpose.setup: 7 * clock.DAY}


class Link(NamedTuple):
    agent_id: str
    expires_at: int


def make(tx: Tx, purpose: Purpose, agent_id: str, *, secret: str | None = None) -> str:
    """The secret of a new link. Earlier ones stay good until one of them is used."""
    secret = secret or ids.secret()
    keys.add_link(tx, digest(secret), purpose.value, agent_id, tx.now + LASTS[purpose])
    return secret


def look(tx: Tx, purpose: Purpose, secret: str) -> Link:
    """Whose link this is, without spending it. Raises LinkSpent."""
    row = keys.link(tx, digest(secret), purpose.value)
    if row is None:
        raise LinkSpent
    return Link(row.agent_id, row.expires_at)


def spend(tx: Tx, purpose: Purpose, secret: str) -> str:
    """The agent id of this link; it and all of its kind for them stop working. Raises LinkSpent, also for whoever was second."""
    found = look(tx, purpose, secret)
    if not keys.spend_link(tx, digest(secret), purpose.value):
        raise LinkSpent
    keys.remove_links(tx, found.agent_id, purpose.value)
    return found.agent_id
