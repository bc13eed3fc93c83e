"""What this room knows of a person, for them to take along; and how it is forgotten."""

from typing import Any

import sqlalchemy as sa

from shopkeeper.channels.registry import channels
from shopkeeper.channels.sdk import Remembers
from shopkeeper.channels.store import arrival, delivery, named, seen, side_partner
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json

SLICE = 200

PERSONAL: dict[str, tuple[str, ...]] = {
    "inbox": (),
    "arrival": ("sealed", "file_key", "person_id"),
    "seen": (),
    "named": ("name",),
    "side_partner": ("value",),
    "delivery": ("person_id", "parcel", "reason"),
    "fetching": (),
    "inbox_line": (),
    "mail_folder": (),
    "mail_located": (),
}
"""Every table of this room, with the columns that may say something about a customer."""


def export_person(tx: Tx, person_id: str) -> dict[str, Any]:
    """How our answers went to them, and which originals we still keep."""
    came = tx.all(sa.select(arrival.c.id, arrival.c.at, arrival.c.size).where(arrival.c.person_id == person_id))
    went = tx.all(sa.select(delivery).where(delivery.c.person_id == person_id))
    kept = [one.export_person(tx, person_id) for one in channels().values() if isinstance(one, Remembers)]
    return {
        **{name: rows for part in kept for name, rows in part.items()},
        "arrivals": [{"id": row.id, "at": row.at, "size": row.size} for row in came],
        "deliveries": [
            {"entry_id": row.entry_id, "state": row.state, "at": row.changed_at, "to": from_json(row.parcel).get("to")}
            for row in went
        ],
    }


async def erase_person(ctx: Ctx, person_id: str) -> None:
    """Forget originals, names of messages and deliveries of this one person. Run it before their entries are erased."""
    while (keys := await ctx.db.write_background(_erase_some, person_id)) is not None:
        for key in keys:
            await ctx.files.remove(key)
    for adapter in channels().values():
        if isinstance(adapter, Remembers):
            await ctx.db.write_background(adapter.erase_person, person_id)


def _erase_some(tx: Tx, person_id: str) -> list[str] | None:
    """A slice; answers the files to remove, None when nothing was left."""
    mine = (
        sa.select(arrival.c.id, arrival.c.file_key, arrival.c.entry_id)
        .where(arrival.c.person_id == person_id)
        .limit(SLICE)
    )
    came = tx.all(mine)
    went = tx.all(
        sa.select(delivery.c.entry_id, delivery.c.conversation_id).where(delivery.c.person_id == person_id).limit(SLICE)
    )
    if not came and not went:
        return None
    entries = [row.entry_id for row in (*came, *went) if row.entry_id]
    forgotten = {"sealed": None, "file_key": None, "person_id": None, "digest": "", "reason": None}
    tx.run(sa.update(arrival).where(arrival.c.id.in_([row.id for row in came])).values(**forgotten))
    # The key of what was seen stays: without it the next import would bring the erased words back.
    tx.run(sa.update(seen).where(seen.c.entry_id.in_(entries)).values(entry_id=""))
    tx.run(sa.delete(named).where(named.c.entry_id.in_(entries)))
    tx.run(sa.delete(delivery).where(delivery.c.entry_id.in_([row.entry_id for row in went])))
    talks = {row.conversation_id for row in went}
    tx.run(sa.delete(side_partner).where(side_partner.c.conversation_id.in_(talks)))
    return [row.file_key for row in came if row.file_key]
