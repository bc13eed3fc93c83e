"""Which parcel a carrier's word is about: by its number, its carrier and the time it was on its way.

Carriers use numbers again after some years, and two carriers may use the same one at once. Where both sides name the carrier it must be
the same one; where one of them does not, the number alone says it as long as all parcels that bear it are one carrier's (what is sent
for two orders in one box bears one number, too). Else nobody can say: it is kept, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from shopkeeper.commerce.carriers.asking import plain
from shopkeeper.commerce.carriers.model import Tracked
from shopkeeper.commerce.carriers.names import Likeness, likeness
from shopkeeper.commerce.model import Scan
from shopkeeper.commerce.store import orders, parcels
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Row, Tx

BEFORE = 14 * DAY
"""A label may be made and scanned so long before the shop says that it was sent."""
USED_AGAIN = 90 * DAY
LONGEST_WAY = 180 * DAY
# https://www.upu.int, standard S10: one number from post to post, whichever of them is named.
_FROM_POST_TO_POST = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")


class Meant(Struct, frozen=True):
    """The parcels a word is about, each with the scans that are its own. `unsure`: several bear the number, and none is named."""

    parcels: tuple[tuple[Row, tuple[Scan, ...]], ...] = ()
    unsure: bool = False


def meant(tx: Tx, told: Tracked) -> Meant:
    """Nothing at all where no parcel of ours bears that number by that carrier at that time."""
    named = [(row, _likeness(tx, row, told)) for row in parcels.by_tracking(tx, told.number)]
    fitting = _of_their_time(tx, [(row, like) for row, like in named if like is not Likeness.other], told.scans)
    best = max((like for _, like, _ in fitting), default=Likeness.other)
    chosen = tuple((row, scans) for row, like, scans in fitting if like is best)
    unsure = best is not Likeness.same and len({plain(row.carrier) for row, _ in chosen}) > 1
    return Meant(unsure=True) if unsure else Meant(chosen)


def _likeness(tx: Tx, row: Row, told: Tracked) -> Likeness:
    if _FROM_POST_TO_POST.fullmatch(row.tracking_key):
        return Likeness.unknown
    return likeness(tx, row.carrier, told.carrier)


def _of_their_time(
    tx: Tx, named: Sequence[tuple[Row, Likeness]], scans: Sequence[Scan]
) -> list[tuple[Row, Likeness, tuple[Scan, ...]]]:
    """Those that were on their way then, each with its scans; a word without any is about one that was sent lately."""
    sent = {row.id: _sent_at(tx, row) for row, _ in named}
    about = [(row, like, _of_this(sent[row.id], sent.values(), scans)) for row, like in named]
    return [one for one in about if one[2] or (not scans and sent[one[0].id] > tx.now - USED_AGAIN)]


def _of_this(sent_at: int, others: Iterable[int], scans: Sequence[Scan]) -> tuple[Scan, ...]:
    """Those that can be of this parcel and not of one that bore the number years ago, or bears it since."""
    next_user = min((at for at in others if at > sent_at + USED_AGAIN), default=sent_at + LONGEST_WAY + BEFORE)
    until = min(sent_at + LONGEST_WAY, next_user - BEFORE)
    return tuple(scan for scan in scans if sent_at - BEFORE <= scan.at < until)


def _sent_at(tx: Tx, row: Row) -> int:
    """When it was sent; where the shop does not say, when it was ordered."""
    order = None if row.shipped_at else orders.one(tx, row.order_id)
    return int(row.shipped_at or (order.placed_at if order is not None else tx.now))
