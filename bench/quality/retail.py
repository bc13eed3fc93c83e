"""A shop with a written policy: its tasks' right actions through our verbs end as its own tools say, and what it forbids is refused.

Reads `commerce/retail` under --data FOLDER (db.json, tasks.json). Each task starts from the set as it came: its users and all their
orders are put on a ShelfStore, synced by a desk in a folder of its own, and acted on by a bot for that customer. What the tools of
the set would have left behind is worked out by a simulator beside it (retail_tools.py), from the same actions.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import retail_shop as shop
from reading_sets import finish, progress, ratio
from retail_forbidden import Wish as Forbidden
from retail_forbidden import forbidden
from retail_tools import Refused, Rows, Tools

from shopkeeper import commerce, conversations, main, team
from shopkeeper.commerce import Actor, NotAllowed, StoreWish, Wish
from shopkeeper.commerce.adapters.shelf import Shelf, close_shelf, open_shelf
from shopkeeper.commerce.model import Order
from shopkeeper.kit import db, files, ids
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.kit.live import Hub
from shopkeeper.kit.settings import Settings

MOST = 60
"""Forbidden wishes of one kind."""


class Desk:
    """A desk with one store; `async with` it."""

    def __init__(self, data: Rows, users: set[str]) -> None:
        self.data, self.users = data, users

    async def __aenter__(self) -> "Desk":
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        self.db = db.open(path / "shopkeeper.db")
        await self.db.create()
        given = Settings(data=str(path), secret="only for this bench", public_url="http://desk.example.org")
        self.ctx = Ctx(self.db, files.open(given), given, Hub(self.db))
        conversations.BODIES.update(main.ENTRIES)
        self.shelf: Shelf = open_shelf(ids.new(), currency=shop.USD)
        shop.fill(self.shelf, self.data, self.users)
        brand = await self.db.write(team.add_brand, team.NewBrand(name="Retail"))
        owner = await self.db.write(
            team.add_agent, team.NewAgent("owner@example.org", "Owner", team.Role.admin), password_hash="x"
        )
        await self.db.write(commerce.set_rules, owner, shop.POLICY)
        wish = StoreWish(kind="shelf", brand_id=brand.id, name="Retail", settings={"shelf": self.shelf.name})
        self.store = await self.db.write(commerce.connect, None, wish)
        await self.works()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.db.close()
        close_shelf(self.shelf.name)
        self.folder.cleanup()

    async def works(self) -> None:
        await Worker(self.ctx, commerce.handlers).drain()

    async def order(self, external_id: str) -> Any:
        found = await self.db.read(commerce.search, external_id)
        return next(one for one in found if one.order.external_id == external_id)

    async def does(self, user: str, tool: str, arguments: Rows) -> None:
        """As a bot for this customer. Raises NotAllowed and whatever else says no."""
        if tool not in shop.CHANGING:
            return
        held = await self.order(arguments["order_id"]) if "order_id" in arguments else None
        seen: Order | None = held.order if held else None
        made = shop.action(tool, arguments, seen)
        wish = Wish(
            store_id=self.store.id, action=made, key=ids.new(), order_id=held.id if held else None, why="as asked",
            version=seen.version if seen else "", customer_id=arguments.get("user_id"),
        )  # fmt: skip
        actor = Actor(kind="bot", role="bot", id="bot", name="Bot", customer_id=user)
        done = await commerce.act(self.ctx, actor, wish)
        await self.works()
        after = await self.db.read(commerce.intent, done.id)
        if after.state != "done":
            raise Refused(f"{after.state}: {after.problem}")


async def replayed(data: Rows, task: Rows) -> str | None:
    """None when it ended as the set's tools say, else why not."""
    actions = [(one["name"], one["arguments"]) for one in task["evaluation_criteria"]["actions"]]
    orders = {a["order_id"] for _, a in actions if a.get("order_id") in data["orders"]}
    users = {data["orders"][id]["user_id"] for id in orders} | {a["user_id"] for _, a in actions if "user_id" in a}
    orders |= {id for user in users for id in data["users"][user]["orders"] if id in data["orders"]}
    tools = Tools(data, users, orders)
    async with Desk(data, users) as desk:
        for name, arguments in actions:
            tools.do(name, arguments)
            user = arguments.get("user_id") or data["orders"].get(arguments.get("order_id"), {}).get("user_id", "")
            try:
                await desk.does(user, name, arguments)
            except (Failure, Refused) as failure:
                return f"{name}: {type(failure).__name__} {failure}"
        ours, theirs = shop.state(desk.shelf, users, orders), tools.state()
        held = {id: (await desk.order(id)).order for id in orders}
        if any(held[id] != desk.shelf.orders[id] for id in orders):
            return "the desk holds another order than the shop"
    return None if ours == theirs else f"another state: {difference(ours, theirs)}"


def difference(ours: Rows, theirs: Rows) -> str:
    for part in ours:
        for id, state in ours[part].items():
            if state != theirs[part][id]:
                return f"{id}: {state} instead of {theirs[part][id]}"
    return "?"


async def refused(desk: Desk, wish: Forbidden) -> str | None:
    """None when the policy said no and nothing changed, else what happened."""
    if wish.first is not None:
        await desk.does(wish.user, *wish.first)
    before = dict(desk.shelf.orders), dict(desk.shelf.customers)
    try:
        await desk.does(wish.user, wish.tool, wish.arguments)
    except NotAllowed as no:
        changed = before != (desk.shelf.orders, desk.shelf.customers)
        return "it was refused and yet done" if changed or not no.extra.get("rule") else None
    except (Failure, Refused) as other:
        return f"not refused by a rule, but by {type(other).__name__}: {other}"
    return "it was done"


async def run(folder: Path) -> dict[str, Any]:
    data = json.loads((folder / "db.json").read_text(), parse_float=Decimal)
    tasks = json.loads((folder / "tasks.json").read_text())
    right = 0
    for at, task in enumerate(tasks, 1):
        why = await replayed(data, task)
        right += why is None
        if why is not None:
            print("not right:", task["id"], why)
        progress(at, len(tasks), "tasks")
    wishes = list(forbidden(data, MOST))
    no, kinds = 0, Counter(wish.what for wish in wishes)
    plain = [wish for wish in wishes if wish.first is None]
    async with Desk(data, set(data["users"])) as desk:
        for at, wish in enumerate(plain, 1):
            no += await counted(desk, wish)
            progress(at, len(plain), "forbidden wishes")
    second = [wish for wish in wishes if wish.first is not None]
    for at, wish in enumerate(second, 1):
        async with Desk(data, {wish.user}) as desk:
            no += await counted(desk, wish)
        progress(at, len(second), "second wishes")
    return {
        "tasks": len(tasks), "ended_as_expected": ratio(right, len(tasks)), "forbidden": len(wishes),
        "forbidden_refused": ratio(no, len(wishes)), "kinds_of_forbidden": len(kinds),
    }  # fmt: skip


async def counted(desk: Desk, wish: Forbidden) -> bool:
    why = await refused(desk, wish)
    if why is not None:
        print("not refused:", wish.what, wish.order, why)
    return why is None


def data_folder() -> Path:
    """The set's own folder, or the one that holds commerce/retail."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, metavar="FOLDER", help="the folder that holds commerce/retail"
    )
    given: Path = parser.parse_args().data
    found = next(
        (one for one in (given / "commerce" / "retail", given / "retail", given) if (one / "db.json").is_file()), None
    )
    if found is None:
        parser.error(f"{given} holds no commerce/retail/db.json")
    return found


if __name__ == "__main__":
    kept = asyncio.run(run(data_folder()))
    finish(kept)
    sys.exit(0 if kept["ended_as_expected"] == kept["forbidden_refused"] == 1.0 else 1)
