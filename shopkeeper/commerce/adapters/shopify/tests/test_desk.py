"""Shopify on a desk: connected, synced, told by webhooks, acted on, each through the door its user takes."""

import dataclasses
from typing import Any

import msgspec
import pytest

from shopkeeper import commerce, conversations
from shopkeeper.commerce import StoreWish
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
