"""A small shop in memory, connected to a desk with an agent, a lead and an admin."""

import contextlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shopkeeper import commerce, conversations, team
from shopkeeper.commerce import Store, StoreWish, hooking
from shopkeeper.commerce.adapters.shelf import SECRET, Shelf, close_shelf, open_shelf
from shopkeeper.commerce.adapters.shelf.adapter import hook
from shopkeeper.commerce.http import routes
from shopkeeper.commerce.model import Order, PayWay, Place
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.pane import Pane, ShopOrder
from shopkeeper.kit import ids, testing
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.jobs import Ctx, Worker

HOME = "http://desk.example.org"
KEY = "a very secret webhook key"
BERLIN = Place(name="Ana Lima", line1="Hauptstraße 1", city="Berlin", postcode="10115", country="DE")


class Desk:
    """Built by `opens`; every wait is for something that has happened when it returns."""

    def __init__(self, ctx: Ctx, clock: SettableClock, kind: str = "shelf") -> None:
        self.ctx, self.db, self.clock, self.kind = ctx, ctx.db, clock, kind
        self.shelf: Shelf = open_shelf(ids.new(), clock=clock)
        self.agents: dict[str, team.Agent] = {}
        self.tokens: dict[str, str] = {}
        self.posted: list[tuple[bytes, dict[str, str]]] = []

    async def opens(self) -> "Desk":
        self.brand = await self.db.write(team.add_brand, team.NewBrand(name="The garden shop"))
        for name, role in (("bob", team.Role.agent), ("lea", team.Role.lead), ("ada", team.Role.admin)):
            await self.hires(name, role)
        self.shirt = self.shelf.stock("Shirt", price="29.90", options={"size": "M"}, pieces=9_000, product_id="shirt")
        self.large = self.shelf.stock("Shirt", price="31.50", options={"size": "L"}, pieces=9_000, product_id="shirt")
        self.mug = self.shelf.stock("Mug", price="8.45", options={"colour": "blue"}, pieces=9_000)
        card = PayWay(id="card", kind="card", label="Visa ····4242")
        gift = PayWay(id="gift", kind="gift_card", label="Gift card", balance=Money(2_000, "EUR"))
        self.ana = self.shelf.enrol("Ana Lima", "ana@example.org", place=BERLIN, pay_ways=(card, gift))
        return self

    async def connects(self, **more: Any) -> Store:
        """The store joins; nothing is synced until `works`."""
        wish = StoreWish(
            kind=self.kind, brand_id=self.brand.id, name="Garden", settings={"shelf": self.shelf.name},
            secrets={SECRET: KEY}, **more,
        )  # fmt: skip
        self.store = await self.db.write(commerce.connect, self.agents["ada"], wish)
        return self.store

    async def hires(self, name: str, role: team.Role) -> team.Agent:
        agent = await self.db.write(
            team.add_agent, team.NewAgent(f"{name}@garden.example", name.capitalize(), role), password_hash="x"
        )
        self.agents[name] = agent
        self.tokens[name] = (await self.db.write(team.create_token, agent, team.NewToken("test"))).secret
        return agent

    def door(self, name: str | None) -> httpx.AsyncClient:
        """The API as this agent; None: somebody signed out."""
        app = testing.application(
            routes, self.ctx, identify=team.identifier(self.db, self.ctx.settings), allows=team.allows
        )
        headers = {"Authorization": f"Bearer {self.tokens[name]}"} if name else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=HOME, headers=headers)

    # --- the shop ---

    def sells(self, *wanted: tuple[str, int], **more: Any) -> Order:
        self.clock.advance(60_000)
        return self.shelf.sell(self.ana.external_id, wanted or [(self.shirt.id, 2), (self.mug.id, 1)], **more)

    async def posts(self, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """The shop calls our door; what it brought is taken in when this returns."""
        async with self.door(None) as door:
            answer = await door.post(f"/hooks/stores/{self.store.public_key}", content=body, headers=headers)
        await hooking.settled()
        return answer

    async def carries(self, *, back_to_front: bool = False) -> list[str]:
        """Every waiting webhook is carried to our door; answers what became of each."""
        waiting = [hook(self.shelf, delivery, KEY) for delivery in self.shelf.deliveries]
        self.shelf.deliveries.clear()
        self.posted += waiting
        in_order = reversed(waiting) if back_to_front else waiting
        return [(await self.posts(*one)).json().get("state", "") for one in in_order]

    # --- what we do ---

    async def works(self, later: int = 0) -> None:
        """Do every job that is due (in `later` milliseconds)."""
        self.clock.advance(later)
        handlers = {**commerce.handlers, **conversations.handlers}
        await Worker(self.ctx, handlers).drain()

    async def asks(
        self, name: str, action: dict[str, Any], order: ShopOrder | None = None, **more: Any
    ) -> httpx.Response:
        wish = {"store_id": self.store.id, "action": action, "key": ids.new(), "why": "she asked nicely", **more}
        if order is not None:
            wish = {"order_id": order.id, "version": order.order.version, **wish}
        async with self.door(name) as door:
            return await door.post("/api/v1/intents", json=wish)

    async def intent(self, id: str) -> dict[str, Any]:
        async with self.door("bob") as door:
            found: dict[str, Any] = (await door.get(f"/api/v1/intents/{id}")).json()
            return found

    # --- what we see ---

    async def person(self) -> str:
        """Ana's id."""
        found = await self.db.read(commerce.search, "ana@example.org")
        return found[0].person_id

    async def pane(self) -> Pane:
        found: Pane = await self.db.read(commerce.shop_pane, await self.person())
        return found

    async def order(self, order: Order) -> ShopOrder:
        """The order as we hold it."""
        found = [one for one in await self.db.read(commerce.listing, 100) if one.order.external_id == order.external_id]
        assert len(found) == 1, found
        return found[0]

    async def timeline(self, verbs_only: bool = True) -> list[Any]:
        """Ana's entries, oldest first."""
        found = await self.db.read(conversations.timeline, self.agents["ada"], await self.person(), 200)
        entries = [entry for entry in reversed(found) if entry.kind == commerce.KIND]
        return [entry.body["verb"] for entry in entries] if verbs_only else entries


@pytest.fixture(autouse=True)
def _bodies() -> None:
    conversations.BODIES.update(commerce.ENTRIES)


@pytest.fixture
def desk(ctx: Ctx, clock: SettableClock) -> Iterator[Desk]:
    built = Desk(ctx, clock)
    yield built
    close_shelf(built.shelf.name)


async def meets(work: Any) -> None:
    """Whatever a job meets is the job table's affair."""
    with contextlib.suppress(Failure):
        await work
