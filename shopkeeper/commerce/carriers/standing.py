"""How each service that follows parcels fares: for the page that says whether all is well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shopkeeper.commerce.carriers import accounts, hearing
from shopkeeper.commerce.carriers.model import CarrierAccount
from shopkeeper.commerce.model import StoreState
from shopkeeper.commerce.store import carriers
from shopkeeper.kit.db import Tx
from shopkeeper.kit.health import BAD, GOOD, NOTE, Finding, find, words
from shopkeeper.kit.jobs import Ctx

words.update(
    {
        "carrier_fine": "{name}: connected. Last event: {heard_at}.",
        "carrier_paused": ("{name}: paused. Nothing is heard of parcels.", "Resume it when you are ready."),
        "carrier_needs_owner": (
            "{name}: does not follow new parcels. {why}",
            "Open it under Carriers and give it a new key; what it tells by itself still comes.",
        ),
        "carrier_unread": (
            "{name}: {count} events could not be read.",
            "They are kept under Carriers with the reason; try them again after an update.",
        ),
        "carrier_unmatched": (
            "{name}: {count} events could be about several parcels with the same number.",
            "They are kept under Carriers. Write the carrier at the shop's parcels, then try them again.",
        ),
    }
)  # fmt: skip


async def check(ctx: Ctx) -> Sequence[Finding]:
    """For the health page."""
    return await ctx.db.read(_findings)


def _findings(tx: Tx) -> list[Finding]:
    return [finding for one in accounts.accounts(tx) for finding in _of(tx, one)]


def _of(tx: Tx, one: CarrierAccount) -> Iterator[Finding]:
    link = f"/settings/carriers/{one.id}"
    if one.state is StoreState.needs_owner:
        yield find("shop", "carrier_needs_owner", BAD, link, name=one.name, why=one.problem or "")
    elif one.state is StoreState.paused:
        yield find("shop", "carrier_paused", NOTE, link, name=one.name)
    else:
        yield find("shop", "carrier_fine", GOOD, link, name=one.name, heard_at=one.heard_at)
    counts = carriers.counted(tx, one.id)
    if unread := counts.get(hearing.QUARANTINED):
        yield find("shop", "carrier_unread", NOTE, link, name=one.name, count=unread)
    if unmatched := counts.get(hearing.UNMATCHED):
        yield find("shop", "carrier_unmatched", NOTE, link, name=one.name, count=unmatched)
