"""What is done behind the scenes about parcels."""

from __future__ import annotations

from shopkeeper.commerce import lateness
from shopkeeper.commerce.carriers import hearing, registering
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.jobs import Handler, Periodic

handlers: dict[str, Handler] = {
    lateness.LOOK: lateness.look,
    registering.TRACK: registering.track,
    registering.LOOK_UP: registering.look_up,
    registering.CATCH_UP: registering.catch_up,
    hearing.SWEEP: hearing.sweep,
    hearing.PRUNE: hearing.prune,
}
schedule = (Periodic(lateness.LOOK, MINUTE), Periodic(hearing.SWEEP, MINUTE), Periodic(hearing.PRUNE, HOUR))
