"""Who sits in the chat shows on the desk, and goes away with them; alerts ask the browser first."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser import PHONE, chromium, page_on
from tests.journeys.house import PASSWORD, at_the_desk, eventually, house, on_the_shop_page, sign_in

pytestmark = pytest.mark.browser


async def test_the_desk_sees_who_sits_in_the_chat_and_on_which_page(tmp_path: Path, chromium_path: str) -> None:
    async with house(tmp_path) as shop, chromium() as browser, on_the_shop_page(browser, shop) as ana:
        await ana.opens_the_chat()
        await ana.says("Is the jacket waterproof?")
        (talk,) = await shop.conversations()
        path = f"/inbox/all/{talk['id']}"
        async with at_the_desk(browser, shop, "bob", path) as bob:
            online = bob.get_by_text("is online, on “Harbour jacket”")
            await expect(online).to_be_visible()
            await ana.page.reload()
            await expect(online).to_be_visible()
            async with page_on(browser, PHONE) as phone:
                await sign_in(phone, shop.desk.url, "carol@larkandloom.example", PASSWORD, path)
                await expect(phone.get_by_text("is online, on “Harbour jacket”")).to_be_visible()
                await expect(phone.get_by_role("img", name="is online")).to_be_visible()
            await ana.page.close()
            await expect(online).to_be_hidden()


async def test_alerts_ask_the_browser_say_its_refusal_and_can_be_tried(tmp_path: Path, chromium_path: str) -> None:
    async with house(tmp_path) as shop, chromium() as browser:
        async with at_the_desk(browser, shop, "bob", "/settings/profile") as bob:
            desktop = bob.get_by_label("Show it on the screen")
            await expect(desktop).not_to_be_checked()
            await desktop.click()
            await expect(bob.get_by_role("status").filter(has_text="browser")).to_be_visible()
            await expect(desktop).not_to_be_checked()
        async with at_the_desk(browser, shop, "carol", "/settings/profile") as carol:
            await carol.context.grant_permissions(["notifications"], origin=shop.desk.url)
            await carol.reload()
            await carol.evaluate(
                "() => { window.shown = []; window.Notification = class extends Notification {"
                " constructor(title, words) { super(title, words); window.shown.push(title) } } }"
            )
            await expect(carol.get_by_label("Show it on the screen")).to_be_checked()
            await carol.get_by_role("button", name="Try it").click()
            assert await eventually(lambda: carol.evaluate("() => window.shown.length")) == 1
