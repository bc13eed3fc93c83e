"""Whatever somebody asks for within their rights, in whatever order: what the shop lost at its own prices stays within their limits.

What was lost is reckoned from the shop's side alone: the goods that left at list prices, less what is or will be paid for them.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shopkeeper import commerce, conversations
from shopkeeper.commerce import Policy
from shopkeeper.commerce.adapters.shelf import close_shelf
from shopkeeper.commerce.model import Order
from shopkeeper.commerce.rules import Limits, WowRule
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit import db as databases
from shopkeeper.kit import files
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub
from shopkeeper.kit.settings import Settings

PER_ORDER, PER_PERIOD, WOW = 6_000, 15_000, 2_000
POLICY = Policy(
    roles={"agent": Limits(per_order=PER_ORDER, per_period=PER_PERIOD, percent=20)}, share=None,
    wow=WowRule(budget={"agent": WOW}),
)  # fmt: skip
COUNTS = st.one_of(st.integers(1, 3), st.integers(-2, 40))
SUMS = st.one_of(st.none(), st.sampled_from([0, 1, 500]), st.integers(-9_000, 9_000))
THINGS = st.sampled_from(["shirt", "mug", "jacket"])
WHICH = st.integers(0, 3)


class NothingLeaks(RuleBasedStateMachine):
    @initialize()
    def opens(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.clock = SettableClock(1_773_300_000_000)
        path = Path(self.folder.name)
        self.db = databases.open(path / "shopkeeper.db", clock=self.clock)
        given = Settings(data=str(path), secret="a secret for tests only", public_url="http://desk.example.org")
        self.ctx = Ctx(self.db, files.open(given), given, Hub(self.db))
        self.codes = self.credits = 0
        self.loop.run_until_complete(self._open())

    async def _open(self) -> None:
        conversations.BODIES.update(commerce.ENTRIES)
        await self.db.create()
        self.desk = Desk(self.ctx, self.clock)
        await self.desk.opens()
        await self.desk.connects()
        # Dear enough that one of them miscounted is seen.
        self.jacket = self.desk.shelf.stock("Jacket", price="400.00", options={}, pieces=9_000)
        self.desk.sells()
        self.desk.sells((self.desk.mug.id, 3))
        await self.desk.works()
        await self.db.write(commerce.set_rules, self.desk.agents["ada"], POLICY)

    def thing(self, name: str) -> str:
        return str(self.jacket.id if name == "jacket" else getattr(self.desk, name).id)

    def asks(self, action: dict[str, Any], which: int | None, wow: bool) -> bool:
        """Whether it was done; an order is the `which`-th newest as the desk holds it."""
        return self.loop.run_until_complete(self._asks(action, which, wow))

    async def _asks(self, action: dict[str, Any], which: int | None, wow: bool) -> bool:
        order = await self._order(which)
        more = {} if order is not None else {"customer_id": self.desk.ana.external_id}
        answer = await self.desk.asks("bob", action, order, wow=wow, **more)
        assert answer.status_code in (202, 403, 409, 422), answer.text
        await self.desk.works(later=1_000)
        return answer.status_code == 202 and (await self.desk.intent(answer.json()["id"]))["state"] == "done"

    async def _order(self, which: int | None) -> Any:
        if which is None:
            return None
        found = await self.db.read(commerce.listing, 100)
        return sorted(found, key=lambda one: -int(one.order.external_id))[which % len(found)]

    def line(self, which: int, at: int) -> str:
        order = self.loop.run_until_complete(self._order(which)).order
        return str(order.lines[at % len(order.lines)].id)

    @rule(which=WHICH, at=WHICH, count=COUNTS, amount=SUMS, shipping=SUMS, wow=st.booleans())
    def refunds(self, which: int, at: int, count: int, amount: int | None, shipping: int | None, wow: bool) -> None:
        pieces = [{"line_id": self.line(which, at), "quantity": count}] if count else []
        sums = {"amount": euros(amount), "shipping": euros(shipping)}
        self.asks({"type": "refund", "pieces": pieces, **sums}, which, wow)

    @rule(which=WHICH, at=WHICH, count=COUNTS, thing=THINGS, wow=st.booleans())
    def sends_again(self, which: int, at: int, count: int, thing: str, wow: bool) -> None:
        piece = {"line_id": self.line(which, at), "quantity": count, "variant_id": self.thing(thing)}
        self.asks({"type": "replace", "pieces": [piece]}, which, wow)

    @rule(thing=THINGS, count=COUNTS, price=SUMS, discount=SUMS, shipping=SUMS, wow=st.booleans())
    def sells(
        self, thing: str, count: int, price: int | None, discount: int | None, shipping: int | None, wow: bool
    ) -> None:
        line = {"variant_id": self.thing(thing), "quantity": count, "price": euros(price)}
        sums = {"discount": euros(discount), "shipping": euros(shipping)}
        self.asks({"type": "create", "lines": [line], **sums}, None, wow)

    @rule(which=WHICH, at=WHICH, count=st.integers(0, 40), thing=THINGS, price=SUMS, wow=st.booleans())
    def adds(self, which: int, at: int, count: int, thing: str, price: int | None, wow: bool) -> None:
        """More of what is there, or something beside it; never less: what goes back for that is owed."""
        order = self.loop.run_until_complete(self._order(which)).order
        line = order.lines[at % len(order.lines)]
        more = [{"line_id": line.id, "quantity": line.quantity + count}] if count % 2 else []
        added = [] if more else [{"variant_id": self.thing(thing), "quantity": count, "price": euros(price)}]
        self.asks({"type": "edit_lines", "quantities": more, "added": added}, which, wow)

    @rule(amount=SUMS, card=st.booleans(), wow=st.booleans())
    def gives(self, amount: int | None, card: bool, wow: bool) -> None:
        if self.asks({"type": "credit", "amount": euros(amount or 0), "gift_card": card}, None, wow):
            self.credits += amount or 0

    @rule(amount=SUMS, uses=st.integers(-1, 1_000), wow=st.booleans())
    def makes_a_code(self, amount: int | None, uses: int, wow: bool) -> None:
        if self.asks({"type": "discount", "amount": euros(amount), "uses": uses}, None, wow):
            self.codes += (amount or 0) * uses

    @invariant()
    def no_more_is_lost_than_may_be_given(self) -> None:
        if hasattr(self, "desk"):
            orders = list(self.desk.shelf.orders.values())
            lost = sum(self.lost_on(order) for order in orders) + self.credits + self.codes
            assert lost <= PER_PERIOD + WOW, lost
            assert self.loop.run_until_complete(self._left()) <= WOW

    def lost_on(self, order: Order) -> int:
        prices = {id: variant.price.minor for id, variant in self.desk.shelf.variants.items()}
        goods = sum(prices[str(line.variant_id)] * line.quantity for line in order.lines)
        return goods - (order.total - order.shipping - order.refunded).minor

    async def _left(self) -> int:
        async with self.desk.door("bob") as bob:
            return int((await bob.get("/api/v1/wow")).json()["left"]["minor"])

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.loop.run_until_complete(self.db.close())
            close_shelf(self.desk.shelf.name)
        self.loop.close()
        self.folder.cleanup()


def euros(minor: int | None) -> dict[str, Any] | None:
    return None if minor is None else {"minor": minor, "currency": "EUR"}


TestNothingLeaks = NothingLeaks.TestCase
TestNothingLeaks.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip
