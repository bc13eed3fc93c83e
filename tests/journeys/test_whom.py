"""Two on the shop's page say to be Ana: the answer goes to the one it was begun for, and the agent is asked before it goes elsewhere."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser import chromium
from tests.journeys.house import at_the_desk, house, on_the_shop_page

pytestmark = pytest.mark.browser

ANA = "ana@posteo.example"
STREET = "We send it to Rua da Rosa 12"


async def test_an_answer_stays_with_whom_it_was_begun_for(tmp_path: Path, chromium_path: str) -> None:
    async with (
        house(tmp_path) as shop,
        chromium() as browser,
        on_the_shop_page(browser, shop) as ana,
        on_the_shop_page(browser, shop) as mallory,
    ):
        await shop.tell("POST", "/people", {"name": "Ana Ribeiro", "handles": [{"kind": "email", "value": ANA}]})
        for one, words in ((ana, "Where do you send it?"), (mallory, "It is me")):
            await one.opens_the_chat()
            await one.says(words)
            await one.gives_address(ANA)
        await mallory.page.close()
        await ana.says("Are you there?")
        first, *_ = sorted(await shop.conversations(), key=lambda one: one["created_at"])
        async with at_the_desk(browser, shop, "bob", f"/inbox/all/{first['id']}") as bob:
            field = bob.get_by_role("textbox", name="Your answer")
            await field.click()
            await field.press_sequentially(STREET)
            async with on_the_shop_page(browser, shop) as other:
                await other.opens_the_chat()
                await other.says("ping")
                await other.gives_address(ANA)
                await other.says("ping again")
                asked = bob.get_by_role("alert").filter(has_text="Somebody else wrote meanwhile")
                await expect(asked).to_contain_text("ping again")
                await bob.get_by_role("button", name="Send", exact=True).click()
                await expect(field).to_have_text(STREET)
                await asked.get_by_role("button", name="Keep it for").click()
                await expect(asked).to_be_hidden()
                await bob.get_by_role("button", name="Send", exact=True).click()
                await ana.sees(STREET)
                assert STREET not in await other.said()
