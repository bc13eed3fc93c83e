"""What this room does in the background."""

from __future__ import annotations

from shopkeeper.commerce import (
    approving,
    checking,
    connecting,
    filing,
    hooking,
    numbers,
    performing,
    signing_in,
    syncing,
)
from shopkeeper.commerce.acting import PERFORM
from shopkeeper.commerce.carriers import jobs as parcel_jobs
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.jobs import Handler, Periodic

TIDY = "commerce.tidy"
PRUNE = "commerce.prune"
SWEEP = "commerce.sweep"
FORGET = "commerce.forget_sign_ins"
TIDY_FILES = "commerce.tidy_files"

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
    FORGET: signing_in.forget,
    **parcel_jobs.handlers,
    filing.CHECK: checking.check,
    syncing.SWEEP_FILES: filing.sweep,
    TIDY_FILES: filing.tidy,
}
schedule = (
    Periodic(syncing.HEAL, 5 * MINUTE),
    Periodic(TIDY, 5 * MINUTE),
    Periodic(PRUNE, HOUR),
    Periodic(SWEEP, MINUTE),
    Periodic(FORGET, HOUR),
    *parcel_jobs.schedule,
    Periodic(TIDY_FILES, HOUR),
)
