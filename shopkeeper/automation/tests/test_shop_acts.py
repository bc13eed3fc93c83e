"""A macro that has the shop do something, against the shop that exists only in memory, with the reactions main wires."""

from collections.abc import Iterator
from typing import Any

import pytest

from shopkeeper import automation, commerce, conversations
from shopkeeper.automation.tests.conftest import Shop
from shopkeeper.automation.tests.test_running import act, click, macro
from shopkeeper.commerce.model import ParcelState
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit import events
from shopkeeper.kit.clock import DAY, SettableClock
from shopkeeper.kit.events import Reaction
from shopkeeper.kit.jobs import Ctx

HANDLERS = {**commerce.handlers, **automation.shop_handlers}
SORRY = "Es tut uns leid, {{ customer.first_name }}. {{ order.total }} für {{ order.items | list: 'und' }}: {{ tracking.words }}"


class Counter:
    """The shop with its desk: one order of Ana's, pinned by the number she writes."""

    def __init__(self, shop: Shop, desk: Desk) -> None:
        self.shop, self.desk = shop, desk

    async def opens(self) -> None:
        await self.shop.opens()
        await self.desk.opens()
        self.desk.brand = self.shop.brand
        await self.desk.connects()
        self.order = self.desk.sells()
        self.desk.shelf.ship(
            self.order.external_id, "JD0002", shipped_at=self.desk.clock(), expected_at=self.desk.clock() + 2 * DAY
        )
        await self.works()
        self.talk = await self.shop.hears(f"Wo ist {self.order.number}?")
        self.ours = await self.desk.order(self.order)
        await self.shop.db.write(commerce.pin, self.talk, self.ours.id)

    async def works(self) -> None:
        await self.shop.works(HANDLERS)

    async def look(self, id: str) -> dict[str, Any]:
        found: dict[str, Any] = (
            await self.shop.doors["bob"].get(f"/api/v1/conversations/{self.talk}/macros/{id}")
        ).json()
        return found

    async def clicks(self, id: str, **more: Any) -> dict[str, Any]:
        seen = await self.look(id)
        about = {"order_id": seen["order_id"], "order_version": seen["order_version"]}
        answer = await click(self.shop, self.talk, id, seen["text"] or None, **{**about, **more})
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def run(self, id: str) -> dict[str, Any]:
        found: dict[str, Any] = (await self.shop.doors["bob"].get(f"/api/v1/macro-runs/{id}")).json()
        return found


@pytest.fixture
def counter(shop: Shop, ctx: Ctx, clock: SettableClock) -> Iterator[Counter]:
    conversations.BODIES.update(commerce.ENTRIES)
    events.install({commerce.IntentChanged: [Reaction(automation.SHOP_DID)]})
    yield Counter(shop, Desk(ctx, clock))
    events.install({})


async def test_where_is_my_order_is_one_click(counter):
    await counter.opens()
    seen = await counter.look(await macro(counter.shop, SORRY))
    assert seen["missing"] == []
    assert seen["about"] == counter.order.number
    assert "2 × Shirt und 1 × Mug" in seen["text"]
    assert "Ihr Paket ist mit DHL auf den Weg gegangen" in seen["text"] or "unterwegs" in seen["text"]
    counter.desk.shelf.parcel(counter.order.external_id, ParcelState.out_for_delivery)
    await counter.desk.carries()
    await counter.works()
    assert "in der Zustellung" in (await counter.look(seen["macro_id"]))["text"]


async def test_refund_answer_and_close_in_one_click(counter):
    await counter.opens()
    id = await macro(counter.shop, "Der Versand ist erstattet.", acts=[act("refund", what="shipping"), act("close")])
    seen = await counter.look(id)
    assert seen["steps"][0]["words"].startswith("Refund the shipping (4.90 EUR")
    assert seen["steps"][0]["problem"] is None
    run = await counter.clicks(id)
    assert run["state"] == "waiting"
    assert await counter.shop.said(counter.talk) == []
    await counter.works()
    assert (await counter.run(run["id"]))["state"] == "done"
    assert await counter.shop.said(counter.talk) == ["Der Versand ist erstattet."]
    assert (await counter.shop.talk(counter.talk)).state is conversations.State.closed
    assert (await counter.desk.order(counter.order)).order.refunded == commerce.Money(490, "EUR")


async def test_a_code_stands_in_the_words_once_the_shop_made_it(counter):
    await counter.opens()
    id = await macro(counter.shop, "Ihr Code: {{ code }}", acts=[act("discount", percent=10, days=30)])
    run = await counter.clicks(id)
    await counter.works()
    assert (await counter.run(run["id"]))["state"] == "done"
    [words] = await counter.shop.said(counter.talk)
    assert words.startswith("Ihr Code: ")
    assert "⟦" not in words
    assert len(words) > len("Ihr Code: ") + 3


async def test_a_changed_order_stops_the_click_before_anything_is_done(counter):
    await counter.opens()
    id = await macro(
        counter.shop, "Storniert.", acts=[act("refund", what="percent", percent=10), act("tag", tag="sorry")]
    )
    seen = await counter.look(id)
    counter.desk.shelf.change(counter.order.external_id)
    await counter.desk.carries()
    await counter.works()
    about = {"order_id": seen["order_id"], "order_version": seen["order_version"]}
    refused = await click(counter.shop, counter.talk, id, seen["text"], **about)
    assert refused.status_code == 409, refused.text
    assert await counter.shop.said(counter.talk) == []
    assert (await counter.shop.talk(counter.talk)).tags == ()


async def test_a_shop_that_says_no_leaves_a_draft(counter):
    await counter.opens()
    id = await macro(counter.shop, "Ist storniert.", acts=[act("cancel_order"), act("close")])
    seen = await counter.look(id)
    assert seen["steps"][0]["problem"], "what was sent cannot be cancelled, and that is said before the click"


async def test_a_macro_that_needs_an_order_says_so(counter):
    await counter.opens()
    talk = await counter.shop.hears("hello", sender="zoe", name="Zoe")
    id = await macro(counter.shop, "x", acts=[act("refund", what="all")])
    refused = await click(counter.shop, talk, id, "x")
    assert refused.status_code == 422
    assert "Choose which one" in refused.json()["detail"]


async def test_a_double_click_refunds_once(counter):
    await counter.opens()
    id = await macro(counter.shop, "", acts=[act("refund", what="shipping")])
    seen = await counter.look(id)
    about = {"order_id": seen["order_id"], "order_version": seen["order_version"]}
    from shopkeeper.kit import ids

    key = ids.new()
    for _ in range(3):
        assert (await click(counter.shop, counter.talk, id, None, id=key, **about)).status_code == 201
    await counter.works()
    assert (await counter.desk.order(counter.order)).order.refunded == commerce.Money(490, "EUR")
