"""What this room does in the background."""

from shopkeeper.channels import arrivals, taking, unseen
from shopkeeper.channels.delivering import deliver, given_up
from shopkeeper.channels.sending import DELIVER
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.jobs import Handler, Periodic, endings

SWEEP = "channels.sweep"
PRUNE = "channels.prune"

jobs: dict[str, Handler] = {DELIVER: deliver, SWEEP: taking.sweep, PRUNE: arrivals.prune, unseen.LOOK: unseen.look}
endings[DELIVER] = given_up
schedule = (Periodic(SWEEP, MINUTE), Periodic(PRUNE, HOUR))
