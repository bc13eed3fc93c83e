"""An agent works from the list to the closing without a mouse."""

from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from shopkeeper.kit import ids
from tests.browser import DESKTOP, chromium, page_on
from tests.journeys.house import BESIDE, PASSWORD, House, house

pytestmark = pytest.mark.browser


async def somebody_writes(shop: House, words: str) -> None:
    """A visitor, without a browser."""
    async with httpx.AsyncClient(
        base_url=f"{shop.desk.url}/chat/v1/{shop.chat['public_key']}", trust_env=False
    ) as chat:
        token = (await chat.post("/visitors", json={}, headers=BESIDE)).json()["token"]
        said = {"id": ids.new(), "text": words}
        answer = await chat.post("/messages", json=said, headers={"Authorization": f"Visitor {token}"})
        assert answer.is_success, answer.text


async def test_a_morning_without_a_mouse(tmp_path: Path, chromium_path: str) -> None:
    async with house(tmp_path) as shop, chromium() as browser, page_on(browser, DESKTOP) as page:
        await somebody_writes(shop, "Is the dune scarf itchy?")
        await somebody_writes(shop, "When do you open?")
        await signs_in(page, shop)
        await page.keyboard.type("ga")
        await page.wait_for_url("**/inbox/all")
        await expect(page.get_by_role("link").filter(has_text="itchy")).to_be_visible()
        await page.keyboard.press("j")
        await expect(page.locator("article", has_text="Is the dune scarf itchy?")).to_be_visible()
        await takes_notes_answers_and_closes(page)
        await page.keyboard.press("j")
        await expect(page.locator("article", has_text="When do you open?")).to_be_visible()
        await puts_aside(page)
        await finds_it_again(page)
        assert await shop.conversations() == []


async def signs_in(page: Page, shop: House) -> None:
    await page.goto(f"{shop.desk.url}/sign-in")
    await expect(page.get_by_label("Your mail address")).to_be_focused()
    await page.keyboard.type("bob@larkandloom.example")
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/inbox/**")
    await expect(page.get_by_role("region", name="Inbox")).to_be_visible()


async def takes_notes_answers_and_closes(page: Page) -> None:
    await page.keyboard.press("t")
    await expect(page.get_by_text("yours since")).to_be_visible()
    await page.keyboard.press("n")
    await expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
    await page.keyboard.type("She asked the same last winter.")
    await page.keyboard.press("Control+Enter")
    await expect(
        page.locator("article, li, div").filter(has_text="She asked the same last winter.").last
    ).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("r")
    await expect(page.get_by_role("textbox", name="Your answer")).to_be_focused()
    await page.keyboard.type("Thirty-eight of forty necks said no.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("article", has_text="Thirty-eight of forty")).to_contain_text("Sent")
    await page.keyboard.press("Escape")
    await page.keyboard.press("e")
    await expect(page.get_by_role("link").filter(has_text="Thirty-eight")).to_have_count(0)


async def puts_aside(page: Page) -> None:
    await page.keyboard.press("s")
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Put aside until").first).to_be_visible()


async def finds_it_again(page: Page) -> None:
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("combobox")).to_be_focused()
    await page.keyboard.type("closed")
    await expect(page.get_by_role("option").first).to_contain_text("Closed")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/inbox/closed")
    await expect(page.get_by_role("link").filter(has_text="Thirty-eight")).to_be_visible()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_contain_text("A key for everything")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
