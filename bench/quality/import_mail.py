"""Old mail brought along twice, through the path that fetched mail takes: crashes, hangs over 2 s and losses must be 0.

    python bench/quality/import_mail.py --data FOLDER      # FOLDER/email is imported

A mail is lost when it is neither on a timeline nor a duplicate nor in quarantine with its bytes. The second time every
one must be a duplicate. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from shopkeeper import channels
from shopkeeper.kit import db, house
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings
from shopkeeper.main import HOUSE

HANG = 2.0


class Watch:
    """Hears of every mail and keeps the longest silences."""

    def __init__(self) -> None:
        self.last, self.gaps = time.monotonic(), [0.0]

    def say(self, words: dict[str, Any]) -> None:
        now = time.monotonic()
        self.gaps.append(now - self.last)
        self.last = now
        if words["read"] % 200 == 0:
            print(f"{words['read']} of {words['total']}", file=sys.stderr)


def kept(tx: Tx) -> dict[str, int]:
    """What stands in the tables: messages on timelines, arrivals by state."""
    entry, arrival = db.metadata.tables["entry"], db.metadata.tables["arrival"]
    states = sa.select(arrival.c.state, sa.func.count().label("n")).group_by(arrival.c.state)
    messages = tx.scalar(sa.select(sa.func.count()).select_from(entry).where(entry.c.kind == "message"))
    return {"messages": messages, **{row.state: row.n for row in tx.all(states)}}


async def imported(ctx: Ctx, folder: Path) -> tuple[dict[str, int], Watch]:
    watch = Watch()
    return await channels.import_mail(ctx, [folder], None, watch.say), watch


async def measure(folder: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as data:
        async with house.opened(HOUSE, Settings(data=data)) as ctx:
            first, watch = await imported(ctx, folder)
            found = await ctx.db.read(kept)
            again, second = await imported(ctx, folder)
            after = await ctx.db.read(kept)
    adding_up = first["read"] - sum(first[part] for part in ("stored", "duplicate", "ignored", "quarantined"))
    lost = adding_up + first["stored"] - found["messages"] + first["quarantined"] - found.get("quarantined", 0)
    return {
        "name": "import_mail",
        "first": first,
        "again": again,
        "hangs": sum(gap > HANG for gap in (*watch.gaps, *second.gaps)),
        "slowest_s": round(max(watch.gaps), 2),
        "lost": lost,
        "ok": not lost and again["duplicate"] == again["read"] and after["messages"] == found["messages"],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path)
    folder = parser.parse_args().data / "email"
    try:
        found = {"crashes": 0, **asyncio.run(measure(folder))}
    except Exception as error:  # noqa: BLE001 - a crash is what is measured here
        traceback.print_exc()
        found = {"name": "import_mail", "crashes": 1, "hangs": 0, "error": repr(error), "ok": False}
    found["ok"] = found["ok"] and not found["hangs"]
    print(json.dumps(found))
    return 0 if found["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
