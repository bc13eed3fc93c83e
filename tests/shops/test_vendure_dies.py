"""The shop's machine dies while it does what an agent asked for, and comes back: money goes back once."""

import asyncio
import secrets
from pathlib import Path
from typing import Any

import pytest

from shopkeeper.kit import ids
from tests.journeys.house import BESIDE, House, eventually
from tests.servers.vendure import Vendure
from tests.shops.desk import connected
from tests.shops.office import office
from tests.shops.storefront import signed_in

pytestmark = pytest.mark.servers

MOMENTS = (0.0, 0.03, 0.08, 0.15, 0.3)
"""Seconds after the wish at which the plug is pulled: before the shop heard of it, meanwhile, and after."""
PATIENCE = 90.0
SORRY = {"type": "refund", "amount": {"minor": 500, "currency": "EUR"}, "reason": "it came late"}


async def test_a_shop_that_dies_in_the_middle_pays_back_once(tmp_path: Path, loom: Vendure) -> None:
    async with (
        connected(tmp_path, loom) as shop,
        office(loom) as back,
        signed_in(loom, "Mia Berg", f"mia{secrets.token_hex(4)}@posteo.example") as mia,
    ):
        for moment in MOMENTS:
            order = await mia.orders({"LL-HJ-MO-M": 1})
            wish = await asks_for_money_back(shop, order["id"])
            await asyncio.sleep(moment)
            await asyncio.to_thread(dies_and_comes_back, loom)
            await eventually(lambda wish=wish: done(shop, wish["id"]), PATIENCE)
            there = await back.order(order["id"])
            assert [refund["total"] for payment in there["payments"] for refund in payment["refunds"]] == [500]


async def asks_for_money_back(shop: House, external_id: str) -> Any:
    async def held() -> Any:
        known = (await shop.ask("/orders"))["items"]
        return next((each for each in known if each["order"]["external_id"] == external_id), None)

    order = await eventually(held)
    wish = {"store_id": order["store_id"], "order_id": order["id"], "version": order["order"]["version"]}
    return await shop.tell("POST", "/intents", {**wish, "action": SORRY, "key": ids.new()})


def dies_and_comes_back(loom: Vendure) -> None:
    loom.server.kill()
    loom.server.start()


async def done(shop: House, intent_id: str) -> bool:
    """Whether it is through; where its fate is not known, an agent presses "look again now"."""
    intent = await shop.ask(f"/intents/{intent_id}")
    if intent["state"] == "unsure":
        await shop.admin.post(f"/api/v1/intents/{intent_id}/retry", headers=BESIDE)
    return bool(intent["state"] == "done")
