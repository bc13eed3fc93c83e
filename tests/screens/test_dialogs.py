"""The dialogs of the shop, for everybody: axe finds nothing in any of them, light and dark, on a phone and at a desk."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser import DESKTOP, PHONE, chromium, page_on
from tests.journeys.counter import begin, go_to, market, orders_of
from tests.journeys.house import PASSWORD, at_the_desk, sign_in
from tests.journeys.screens import STILL
from tests.journeys.test_axe import faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_nobody_is_shut_out_of_a_dialog(look: Any, tmp_path: Path, chromium_path: str) -> None:
    found: list[str] = []
    async with market(tmp_path) as (shop, talks), chromium() as browser, page_on(browser, look, STILL) as page:
        await sign_in(page, shop.desk.url, "alice@larkandloom.example", PASSWORD, "/inbox/all")
        for name, act, ready in DIALOGS:
            await page.goto(f"{shop.desk.url}/inbox/all/{talks[name]}")
            if look is PHONE:
                await page.get_by_role("button", name=re.compile(f"^{name.capitalize()} \\w+$")).first.click()
            await expect(page.get_by_role("button", name=re.compile("^(More to do with|New order)")).first).to_be_visible()  # fmt: skip
            dialog = await begin(page, act)
            await expect(dialog.get_by_text(ready).first).to_be_visible()
            if act in ("Replace", "Return"):
                await dialog.get_by_role("checkbox", name="Harbour jacket").check()
                await expect(dialog.get_by_role("combobox", name=re.compile("Harbour jacket")).last).to_be_visible()
            found += await faults(page, act)
    assert found == []


async def test_an_order_pinned_beside_somebody_elses_talk_says_whose_it_is(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "alice") as page:
        order = (await orders_of(shop, "bea"))[0]
        await shop.tell("PUT", f"/conversations/{talks['ana']}/pins/{order['id']}", {})
        await go_to(page, shop, talks["ana"])
        warning = re.compile(f"{order['order']['name']} bought this, not Ana")
        await expect(page.locator(f"[data-order-card='{order['id']}']").get_by_role("note")).to_have_text(warning)
        dialog = await begin(page, "Refund")
        await expect(dialog.get_by_text(warning)).to_be_visible()
        await dialog.get_by_role("button", name="Leave it").click()
        await go_to(page, shop, talks["bea"])
        await expect(page.locator("[data-order-card]").get_by_role("note")).to_have_count(0)


DIALOGS = (
    ("ana", "Edit", "Wren socks"), ("ana", "Refund", "A sum, in EUR"), ("ana", "Cancel", "The whole order"), ("bea", "Replace", "To another address"),
    ("bea", "Return", "What comes back"), ("ana", "Change address", "Postcode"), ("dan", "Gift", "How often it works"), ("ana", "Order again", "A note to the shop’s order"),
    ("ana", "Change payment", "Paid by"), ("ana", "Notes and tags", "Tags"), ("cleo", "New order", "Fen beanie"), ("ana", "Customer’s details", "Usual address"),
)  # fmt: skip
