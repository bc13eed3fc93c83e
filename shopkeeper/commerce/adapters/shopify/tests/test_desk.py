"""Shopify on a desk: connected, synced, told by webhooks, acted on, each through the door its user takes."""

import dataclasses
from typing import Any

import msgspec
import pytest

from shopkeeper import commerce, conversations
from shopkeeper.commerce import StoreWish
from shopkeeper.commerce.model import StoreState
from shopkeeper.commerce.testing.shopify import PretendShopify
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings


@pytest.fixture(autouse=True)
def _bodies() -> None:
    conversations.BODIES.update(commerce.ENTRIES)


def changed(one: Any, **more: Any) -> Any:
    return dataclasses.replace(one, **more) if dataclasses.is_dataclass(one) else msgspec.structs.replace(one, **more)


async def test_from_connecting_to_a_refund(ctx: Ctx, clock: SettableClock) -> None:
    settings: Settings = changed(
        ctx.settings, allow_private_networks="127.0.0.0/8", public_url="https://desk.example.org"
    )
    async with PretendShopify() as shop:
        desk = await Desk(changed(ctx, settings=settings), clock).opens()
        ana = shop.enrol("Ana Lima", "ana@example.org")
        first = shop.sell(ana, [(shop.stock("Shirt", "29.90"), 2)])
        wish = StoreWish(
            kind="shopify", brand_id=desk.brand.id, name="Garden", settings={"shop": shop.domain, "address": shop.url},
            secrets={"access_token": shop.token, "api_secret": shop.secret},
        )  # fmt: skip
        desk.store = await desk.db.write(commerce.connect, desk.agents["ada"], wish)
        await desk.works()
        assert {one["uri"] for one in shop.subscriptions} == {
            f"https://desk.example.org/hooks/stores/{desk.store.public_key}"
        }
        assert [one.order.number for one in await desk.db.read(commerce.listing, 100)] == ["#1001"]

        second = shop.sell(ana, [(shop.variants[0], 1)])
        body, headers = shop.hook("orders/create", second)
        assert (await desk.posts(body, headers)).status_code < 300
        assert (await desk.posts(body + b" ", headers)).status_code == 403
        await desk.works()
        listed = {one.order.number: one for one in await desk.db.read(commerce.listing, 100)}
        assert set(listed) == {"#1001", "#1002"}
        assert listed["#1002"].order.payments[0].way.label == "Visa ····4242", (
            "What the webhook left open was asked for."
        )

        held = listed["#1001"]
        action = {"type": "refund", "pieces": [{"line_id": held.order.lines[0].id, "quantity": 1}], "reason": "torn"}
        answer = await desk.asks("ada", action, held)
        assert answer.status_code in (200, 201, 202), answer.text
        await desk.works()
        intent = await desk.intent(answer.json()["id"])
        assert intent["state"] == "done", intent
        assert len(first["refunds"]) == 1
        assert first["refunds"][0]["note"].startswith("torn (ref ")
        assert first["displayFinancialStatus"] == "PARTIALLY_REFUNDED"


async def connected(ctx: Ctx, clock: SettableClock, shop: PretendShopify, secrets: dict[str, str], **more: Any) -> Desk:
    given: Settings = changed(ctx.settings, allow_private_networks="127.0.0.0/8", public_url="https://desk.example.org")
    desk = await Desk(changed(ctx, settings=given), clock).opens()
    wish = StoreWish(
        kind="shopify", brand_id=desk.brand.id, name="Garden", secrets={"api_secret": shop.secret, **secrets},
        settings={"shop": shop.domain, "address": shop.url, **more},
    )  # fmt: skip
    desk.store = await desk.db.write(commerce.connect, desk.agents["ada"], wish)
    await desk.works()
    return desk


async def test_passes_that_end_are_made_new_and_a_closed_door_says_so(ctx: Ctx, clock: SettableClock) -> None:
    async with PretendShopify() as shop:
        shop.own = True
        shop.sell(shop.enrol("Ana Lima", "ana@example.org"), [(shop.stock("Shirt", "29.90"), 2)])
        desk = await connected(ctx, clock, shop, {}, client_id=shop.client_id)
        assert [one.order.number for one in await desk.db.read(commerce.listing, 100)] == ["#1001"]
        assert shop.tokens == 1, "One pass serves all that is asked."

        clock.advance(24 * 3_600_000)
        shop.sell(shop.customers[0], [(shop.variants[0], 1)])
        await desk.db.write(commerce.begin, desk.store.id)
        await desk.works()
        assert len(await desk.db.read(commerce.listing, 100)) == 2
        assert shop.tokens == 2

        shop.own = False
        clock.advance(24 * 3_600_000)
        shop.token = "another"
        await desk.db.write(commerce.begin, desk.store.id)
        await desk.works()
        store = (await desk.db.read(commerce.all_stores))[0]
        assert store.state is StoreState.needs_owner


async def test_a_large_shop_comes_by_its_file_while_the_desk_goes_on(ctx: Ctx, clock: SettableClock) -> None:
    async with PretendShopify() as shop:
        ana, shirt = shop.enrol("Ana Lima", "ana@example.org"), shop.stock("Shirt", "29.90")
        for _ in range(300):
            shop.sell(ana, [(shirt, 1)])
        desk = await connected(ctx, clock, shop, {"access_token": shop.token})
        waiting = await desk.db.read(commerce.progress, desk.store.id)
        assert (waiting.first_done, waiting.seen) == (False, 0)
        assert "writing its orders down" in str(waiting.problem)
        for _ in range(4):
            await desk.works(later=20_000)
        done = await desk.db.read(commerce.progress, desk.store.id)
        assert (done.first_done, done.problem) == (True, None)
        assert len(await desk.db.read(commerce.listing, 400)) == 300


async def test_an_owner_signs_in_on_the_shops_own_page(ctx: Ctx, clock: SettableClock) -> None:
    async with PretendShopify() as shop:
        shop.sell(shop.enrol("Ana Lima", "ana@example.org"), [(shop.stock("Shirt", "29.90"), 2)])
        desk = await connected(ctx, clock, shop, {}, client_id=shop.client_id)
        before = (await desk.db.read(commerce.all_stores))[0]
        assert (before.state, shop.tokens) == (StoreState.needs_owner, 0)
        async with desk.door("ada") as door:
            page = (await door.post(f"/api/v1/stores/{desk.store.id}/sign-in")).json()["url"]
            query = shop.yes(page)
            forged = await door.post(
                "/api/v1/store-comebacks", json={"query": {**query, "shop": "other.myshopify.com"}}
            )
            assert forged.status_code >= 400
            page = (await door.post(f"/api/v1/stores/{desk.store.id}/sign-in")).json()["url"]
            back = await door.post("/api/v1/store-comebacks", json={"query": shop.yes(page)})
        assert (back.status_code, back.json()["state"]) == (200, "ok"), back.text
        assert shop.token not in back.text
        assert shop.refresh not in back.text
        await desk.works()
        assert len(await desk.db.read(commerce.listing, 10)) == 1
        clock.advance(2 * 3_600_000)
        await desk.db.write(commerce.begin, desk.store.id)
        await desk.works()
        assert shop.tokens == 2, "The pass that was over was made new by itself."
        assert (await desk.db.read(commerce.all_stores))[0].state is StoreState.ok
