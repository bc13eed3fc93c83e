"""The shop beside the talk: an agent sees the order, gives money back, and a macro does the rest, all without the shop's own office."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from shopkeeper.kit import ids
from tests.browser import DESKTOP, chromium, page_on
from tests.journeys.house import PASSWORD, House, eventually, house, sign_in
from tests.journeys.shelved import SHELF

pytestmark = pytest.mark.browser

SHELVED = "tests.journeys.shelved"
SORRY = "Dear {{ customer.first_name }}, the shipping of order {{ order.number }} is on us."


@asynccontextmanager
async def shop_with_ana(folder: Path) -> AsyncIterator[tuple[House, dict[str, Any], str]]:
    """A desk whose store has brought Ana and her order; answers it with her order and a talk with her."""
    async with house(folder, program=SHELVED) as shop:
        wish = {
            "kind": "shelf", "brand_id": shop.brand["id"], "name": "Loom", "settings": {"shelf": SHELF},
            "secrets": {"webhook": "a very secret webhook key"},
        }  # fmt: skip
        await shop.tell("POST", "/stores", wish)
        order = (await eventually(lambda: found(shop)))[0]
        begun = await shop.tell(
            "POST",
            "/conversations",
            {
                "id": ids.new(), "person_id": order["person_id"], "inbox_id": shop.mailbox["id"], "subject": "Your parcel",
                "text": "It is packed.", "to": [{"value": "ana@posteo.example", "name": "Ana"}],
            },
        )  # fmt: skip
        yield shop, order, begun["conversation_id"]


async def found(shop: House) -> list[Any]:
    return list((await shop.ask("/orders"))["items"])


async def test_an_order_is_seen_refunded_and_told_of_beside_the_talk(tmp_path: Path, chromium_path: str) -> None:
    async with shop_with_ana(tmp_path) as (shop, order, talk), chromium() as browser, page_on(browser, DESKTOP) as page:
        macro = {"name": "Shipping is on us", "shortcut": "ship", "text": SORRY}
        await shop.tell("POST", "/macros", {**macro, "acts": [{"kind": "refund", "args": {"what": "shipping"}}, {"kind": "close"}]})  # fmt: skip
        await sign_in(page, shop.desk.url, "alice@larkandloom.example", PASSWORD, f"/inbox/all/{talk}")
        await sees_the_order(page)
        await gives_a_pair_of_socks_back(page)
        await eventually(lambda: refunded(shop, order["id"], 1_400))
        await sends_the_macro(page, order["order"]["number"])
        await eventually(lambda: refunded(shop, order["id"], 1_400 + 490))
        await expect(page.locator("article[data-entry]", has_text="is on us")).to_be_visible()
        opened = await shop.ask(f"/conversations/{talk}")
        assert opened["conversation"]["state"] == "closed"


async def refunded(shop: House, order_id: str, minor: int) -> bool:
    return bool((await shop.ask(f"/orders/{order_id}"))["order"]["refunded"]["minor"] == minor)


async def sees_the_order(page: Page) -> None:
    card = page.locator("[data-order-card]")
    await expect(card.get_by_text("Harbour jacket")).to_be_visible()
    await expect(card.get_by_text("moss, M")).to_be_visible()
    await expect(page.locator("[data-order]", has_text="Ordered and paid")).to_be_visible()


async def gives_a_pair_of_socks_back(page: Page) -> None:
    await page.get_by_role("button", name="Refund", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("combobox", name="Pieces of Wren socks").select_option("1")
    await dialog.get_by_label("Why").fill("a hole in the heel")
    await expect(dialog.get_by_text("Ana gets back €14.00")).to_be_visible()
    await dialog.get_by_role("button", name="Refund €14.00").click()
    await expect(dialog).to_have_count(0)
    line = page.locator("[data-order]", has_text="a hole in the heel")
    await expect(line).to_contain_text("by you")
    await expect(line).to_contain_text("€14.00")


async def sends_the_macro(page: Page, number: str) -> None:
    await page.locator("body").press("r")
    await page.keyboard.type("/ship")
    await page.get_by_role("option", name="Shipping is on us").wait_for()
    await page.keyboard.press("Enter")
    writing = page.get_by_role("textbox", name="Your answer")
    await expect(writing).to_contain_text(f"Dear Ana, the shipping of order {number} is on us.")
    await expect(page.get_by_role("listitem").filter(has_text="Refund the shipping")).to_contain_text("4.90")
    await page.keyboard.press("Control+Enter")
