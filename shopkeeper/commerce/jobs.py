"""What this room does in the background."""

from __future__ import annotations

from shopkeeper.commerce import approving, connecting, hooking, numbers, performing, syncing
from shopkeeper.commerce.acting import PERFORM
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.jobs import Handler, Periodic

TIDY = "commerce.tidy"
PRUNE = "commerce.prune"
SWEEP = "commerce.sweep"

jobs: dict[str, Handler] = {
    PERFORM: performing.perform,
    syncing.SYNC: syncing.sync,
    syncing.FETCH: syncing.fetch,
    syncing.HEAL: syncing.heal,
    connecting.SUBSCRIBE: connecting.subscribe,
    numbers.PIN: numbers.heard,
    TIDY: approving.tidy,
    PRUNE: hooking.prune,
    SWEEP: hooking.sweep,
}
schedule = (
    Periodic(syncing.HEAL, 5 * MINUTE),
    Periodic(TIDY, 5 * MINUTE),
    Periodic(PRUNE, HOUR),
    Periodic(SWEEP, MINUTE),
)
