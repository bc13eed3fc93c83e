"""What the demo shop promises: five minutes where somebody sits and waits, three hours otherwise, while it is open."""

from shopkeeper import team
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.db import Tx

WHILE_THEY_WAIT = 5 * MINUTE
OTHERWISE = 3 * HOUR


def promised(tx: Tx, brand_id: str, at: int, live: bool) -> int | None:
    """When we shall have answered, in ms UTC."""
    time = WHILE_THEY_WAIT if live else OTHERWISE
    hours = team.brand_hours(tx, brand_id)
    return at + time if hours is None else team.hours.add_business_time(hours, at, time)
