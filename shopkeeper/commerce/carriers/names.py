"""Whose parcel it is: a carrier's name as a shop writes it beside the same as a service writes it.

Which names mean one carrier stands in the services' own tables (`names`, by the name a shop uses) and in what the owner wrote of an
account (`settings.carriers`). Names that any of them brings together are one house ("DHL", "DHL Paket", "dhl-germany"); of a name that
none of them has nothing is known, and nothing is concluded from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from shopkeeper.commerce.carriers import accounts
from shopkeeper.commerce.carriers.asking import owners_names, plain
from shopkeeper.commerce.carriers.registry import carrier_kinds
from shopkeeper.commerce.carriers.sdk import Names
from shopkeeper.kit.db import Tx

Pairs = frozenset[tuple[str, str]]

# One firm whose parcels bear either name.
_ONE_FIRM = ("deutschepost", "dhl")
# These end their way with the national post, under the same number.
_HANDED_ON = ("smartpost", "surepost", "mailinnovations", "ecommerce")
_BETWEEN = re.compile(r"[\W_]+")


class Likeness(IntEnum):
    """How far two names mean one carrier: other houses, not known, one house, the same."""

    other = 0
    unknown = 1
    house = 2
    same = 3


def likeness(tx: Tx, ours: str, theirs: str) -> Likeness:
    """Of a shop's name and a service's."""
    one, other = plain(ours), plain(theirs)
    if not one or not other:
        return Likeness.unknown
    tables, owners = _of_services(), _of_owner(tx)
    if one == other or (one, other) in tables | owners:
        return Likeness.same
    known = _houses(tables, owners)
    houses = _house(ours, known), _house(theirs, known)
    if None in houses:
        return Likeness.unknown
    return Likeness.house if houses[0] == houses[1] else Likeness.other


def _house(name: str, known: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """All names of its house; by the longest beginning that is known ("UPS Ground" is UPS)."""
    if any(one in plain(name) for one in _HANDED_ON):
        return None
    words = [plain(one) for one in _BETWEEN.split(name)]
    beginnings = ("".join(words[:count]) for count in range(len(words), 0, -1))
    return next((known[one] for one in beginnings if one in known), None)


@lru_cache(maxsize=16)
def _houses(tables: Pairs, owners: Pairs) -> Mapping[str, frozenset[str]]:
    """Every known name with all of its house: what pairs bring together, and a firm's branches in the tables ("dpd", "dpduk")."""
    names = {name for pair in tables for name in pair}
    branches = {(firm, branch) for firm in names for branch in names if branch.startswith(firm)}
    known: dict[str, frozenset[str]] = {}
    for one, other in sorted({_ONE_FIRM, *tables, *owners, *branches}):
        together = known.get(one, frozenset({one})) | known.get(other, frozenset({other}))
        known |= dict.fromkeys(together, together)
    return known


def _of_services() -> Pairs:
    tables = (adapter.names for adapter in carrier_kinds().values() if isinstance(adapter, Names))
    return frozenset((shop, plain(theirs)) for table in tables for shop, theirs in table.items())


def _of_owner(tx: Tx) -> Pairs:
    written = (owners_names(one) for one in accounts.accounts(tx))
    return frozenset((shop, plain(theirs)) for names in written for shop, theirs in names.items())
