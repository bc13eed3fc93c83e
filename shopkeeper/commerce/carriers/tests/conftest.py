"""A desk whose parcels are told of by pretend services over real HTTP."""

from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import select

from shopkeeper import commerce, conversations
from shopkeeper.commerce.adapters.shelf import close_shelf
from shopkeeper.commerce.carriers import registry
from shopkeeper.commerce.carriers.aftership import AfterShip
from shopkeeper.commerce.carriers.easypost import EasyPost
from shopkeeper.commerce.carriers.sdk import Carrier
from shopkeeper.commerce.carriers.shippo import Shippo
from shopkeeper.commerce.lateness import LOOK
from shopkeeper.commerce.model import Order
from shopkeeper.commerce.pane import ShopOrder, Standing
from shopkeeper.commerce.testing.carriers import Pretend, PretendAfterShip, PretendEasyPost, PretendShippo
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit.clock import DAY, HOUR, SettableClock
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.events import event
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings

KINDS: dict[str, tuple[type[Pretend], Any]] = {
    "easypost": (PretendEasyPost, EasyPost),
    "aftership": (PretendAfterShip, AfterShip),
    "shippo": (PretendShippo, Shippo),
}
WORDS = {
    "easypost": {
        "label": ("pre_transit", "label_created"), "moves": ("in_transit", "departed_facility"), "van": ("out_for_delivery", "out_for_delivery"),
        "home": ("delivered", "arrived_at_destination"), "trouble": ("failure", "delivery_exception"), "back": ("return_to_sender", "return"),
    },
    "aftership": {
        "label": ("InfoReceived", "InfoReceived_001"), "moves": ("InTransit", "InTransit_007"), "van": ("OutForDelivery", "OutForDelivery_001"),
        "home": ("Delivered", "Delivered_001"), "trouble": ("Exception", "Exception_001"), "back": ("Exception", "Exception_010"),
    },
    "shippo": {
        "label": ("PRE_TRANSIT", "information_received"), "moves": ("TRANSIT", "package_departed"), "van": ("TRANSIT", "out_for_delivery"),
        "home": ("DELIVERED", "delivered"), "trouble": ("TRANSIT", "package_held"), "back": ("RETURNED", "return_to_sender"),
    },
}  # fmt: skip
NUMBER = "00340434161094042557"
CARRIERS = {"easypost": "USPS", "aftership": "DHL", "shippo": "USPS"}
"""Of whose parcels each pretend service tells, as a shop writes it."""


class Post:
    """A desk with a store, an account at one service, and that service. Built by `opens`."""

    def __init__(self, desk: Desk, kind: str) -> None:
        pretend, _ = KINDS[kind]
        self.desk, self.kind, self.service = desk, kind, pretend()
        self.account: dict[str, Any] = {}
        self.posted: list[tuple[bytes, dict[str, str]]] = []

    async def opens(self, *, key: bool = False) -> "Post":
        await self.desk.opens()
        await self.desk.connects()
        await self.desk.works()
        secrets = {"webhook": self.service.secret} if self.kind != "shippo" else {}
        if key:
            secrets["api_key"] = self.service.key
        async with self.desk.door("ada") as door:
            made = await door.post("/api/v1/carriers", json={"kind": self.kind, "secrets": secrets})
        assert made.status_code == 201, made.text
        self.account = made.json()["account"]
        self.url: str = made.json()["hook_url"]
        return self

    async def sends(self, number: str = NUMBER, **more: Any) -> Order:
        """The shop sends a parcel; two days go by."""
        order = self.desk.sells()
        order = self.desk.shelf.ship(order.external_id, number, **{"carrier": CARRIERS[self.kind], **more})
        await self.desk.carries()
        self.desk.clock.advance(2 * DAY)
        return order

    def sees(self, what: str, *, hours: float = 0, number: str = NUMBER, city: str = "") -> None:
        """The carrier scans it (`hours` ago)."""
        word, detail = WORDS[self.kind][what]
        self.service.sees(number, word, detail, at=self.desk.clock() - round(hours * HOUR), message=what, city=city)

    def event(self, number: str = NUMBER, **more: Any) -> tuple[bytes, dict[str, str]]:
        service: Any = self.service
        found: tuple[bytes, dict[str, str]] = service.event(number, self.account["public_key"], **more)
        return found

    async def posts(self, body: bytes, headers: dict[str, str]) -> httpx.Response:
        async with self.desk.door(None) as door:
            return await door.post(self.url, content=body, headers=headers)

    async def tells(self, number: str = NUMBER, **more: Any) -> str:
        """The service posts what it knows; answers what became of it."""
        self.posted.append(self.event(number, **more))
        answer = await self.posts(*self.posted[-1])
        assert answer.status_code == 200, answer.text
        state: str = answer.json()["state"]
        return state

    async def looks(self, later: int = 0) -> None:
        """What comes round every minute, in `later` milliseconds."""
        self.desk.clock.advance(later)
        await commerce.handlers[LOOK](self.desk.ctx)
        await self.desk.works()

    async def held(self, order: Order) -> ShopOrder:
        return await self.desk.order(order)

    async def standing(self, order: Order) -> Standing:
        [found] = (await self.held(order)).standings
        return found

    async def facts(self, name: str) -> list[dict[str, Any]]:
        """What was announced under this name."""
        found = await self.desk.db.read(_facts, name)
        return [msgspec.json.decode(row.body) for row in found]


def _facts(tx: Tx, name: str) -> list[Row]:
    return tx.all(select(event).where(event.c.kind == name).order_by(event.c.seq))


@pytest.fixture
def desk(ctx: Ctx, clock: SettableClock, settings: Settings) -> Iterator[Desk]:
    conversations.BODIES.update(commerce.ENTRIES)
    open_settings = msgspec.structs.replace(settings, allow_private_networks="127.0.0.0/8")
    built = Desk(Ctx(ctx.db, ctx.files, open_settings, ctx.hub), clock)
    yield built
    close_shelf(built.shelf.name)


@pytest.fixture(params=sorted(KINDS))
def post(request: pytest.FixtureRequest, desk: Desk) -> Post:
    return Post(desk, request.param)


@pytest.fixture
def easypost(desk: Desk) -> Post:
    return Post(desk, "easypost")


@pytest.fixture
def reached() -> Iterator[Any]:
    """`reached(kind, url)`: the adapter of a kind speaks to the pretend service there."""
    kinds: list[str] = []

    def reach(kind: str, url: str) -> None:
        adapter: Carrier = KINDS[kind][1](url)
        registry.join(adapter)
        kinds.append(kind)

    yield reach
    for kind in kinds:
        registry.leave(kind)
