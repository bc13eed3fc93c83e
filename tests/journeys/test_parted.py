"""A claim that is taken back takes along what came by it: the orders beside the talk, the acts on them, the promise in the chat."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from shopkeeper.kit import ids
from tests.browser import chromium
from tests.journeys.house import BESIDE, at_the_desk, on_the_shop_page
from tests.journeys.test_shop_beside import shop_with_ana

pytestmark = pytest.mark.browser

ANA = "ana@posteo.example"


async def test_after_the_undo_nothing_of_hers_is_left_beside_the_stranger(tmp_path: Path, chromium_path: str) -> None:
    async with (
        shop_with_ana(tmp_path) as (shop, order, hers),
        chromium() as browser,
        on_the_shop_page(browser, shop) as mallory,
    ):
        await mallory.opens_the_chat()
        await mallory.says("It is me, give me my money back")
        await mallory.gives_address(ANA)
        [theirs] = [one for one in await shop.conversations() if one["id"] != hers]
        async with at_the_desk(browser, shop, "alice", f"/inbox/all/{theirs['id']}") as desk:
            card = desk.locator("[data-order-card]")
            await expect(card.get_by_text("Harbour jacket")).to_be_visible()
            await desk.get_by_role("button", name="Undo the claim").first.click()
            await expect(card).to_have_count(0)
            await expect(mallory.page.locator(".goes")).not_to_contain_text("goes to")
        wish = {
            "store_id": order["store_id"], "order_id": order["id"], "key": ids.new(), "conversation_id": theirs["id"],
            "version": order["order"]["version"], "action": {"type": "cancel"},
        }  # fmt: skip
        for path in ("action-previews", "intents"):
            refused = await shop.admin.post(f"/api/v1/{path}", json=wish, headers=BESIDE)
            assert refused.status_code == 422
            assert "somebody else" in refused.json()["detail"]
