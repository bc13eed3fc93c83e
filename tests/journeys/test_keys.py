"""Keys where a wrong one hurts: after sending, after a key that begins a sequence, with several chosen. No mouse."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser import chromium
from tests.journeys.counter import go_to, market
from tests.journeys.house import House, at_the_desk, eventually

pytestmark = pytest.mark.browser

ANSWER, NOTE = "Your answer", "Your note"


async def test_whoever_leaves_an_answer_types_keys_again(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "bob") as page:
        await go_to(page, shop, talks["ana"])
        await answers_then_notes(page)
        await leaves_an_unfinished_one(page)
        await walks_past_what_was_begun(page, shop, talks)

        async def noted() -> list[Any]:
            person = (await shop.known("ana@posteo.example"))[0]
            entries = (await shop.ask(f"/people/{person['id']}/timeline", limit=100))["items"]
            return [one for one in entries if one["kind"] == "note"]

        assert [one["body"]["text"] for one in await eventually(noted)] == ["Carol please look"]
        said = [one["body"]["text"] for one in await shop.timeline((await shop.known("ana@posteo.example"))[0]["id"])]
        assert said == ["Good morning!", "It leaves today."]


async def answers_then_notes(page: Page) -> None:
    """Without a breath between the keys, as somebody types who knows them."""
    await page.keyboard.press("r")
    await expect(page.get_by_role("textbox", name=ANSWER)).to_be_focused()
    await page.keyboard.type("It leaves today.")
    await page.keyboard.press("Control+Enter")
    await page.keyboard.press("Escape")
    await page.keyboard.press("n")
    await expect(page.get_by_role("textbox", name=NOTE)).to_be_focused()
    await page.keyboard.type("Carol please look")
    await page.keyboard.press("Control+Enter")
    await page.keyboard.press("Escape")
    await expect(page.locator("article", has_text="Carol please look")).to_be_visible()
    await expect(page.locator("article", has_text="It leaves today.")).to_be_visible()


async def leaves_an_unfinished_one(page: Page) -> None:
    await page.keyboard.press("r")
    await expect(page.get_by_role("textbox", name=ANSWER)).to_be_focused()
    await page.keyboard.type("Half a thou")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("textbox", name=ANSWER)).not_to_be_focused()
    await page.keyboard.press("l")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("textbox", name=ANSWER)).to_have_text("Half a thou")


async def walks_past_what_was_begun(page: Page, shop: House, talks: dict[str, str]) -> None:
    """An answer that waits half written takes no focus from whoever only passes."""
    await page.keyboard.press("g")
    await page.keyboard.press("a")
    await page.keyboard.press("j")
    for _ in talks:
        await page.keyboard.press("j")
        await expect(page.get_by_role("textbox", name=ANSWER)).to_be_visible()
        await expect(page.get_by_role("textbox", name=ANSWER)).not_to_be_focused()
    await go_to(page, shop, talks["ana"])
    await expect(page.get_by_role("textbox", name=ANSWER)).to_have_text("Half a thou")
    await expect(page.get_by_role("textbox", name=ANSWER)).not_to_be_focused()


async def test_a_letter_after_o_is_never_that_letter_alone(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "bob") as page:
        await go_to(page, shop, talks["bea"])
        said = page.get_by_role("status")
        for letter, words in (
            ("e", "was sent: its lines can no longer be changed."),
            ("a", "was sent: its address can no longer be changed."),
            ("x", "was sent: it can no longer be cancelled."),
            ("u", "there is nothing of that name"),
        ):
            await page.keyboard.press("o")
            await page.keyboard.press(letter)
            await expect(said.filter(has_text=words)).to_be_visible()
        await expect(page.get_by_role("menu")).to_have_count(0)
        await expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
        assert talks["bea"] in page.url
        assert talks["bea"] in [one["id"] for one in await shop.conversations()]
        await page.keyboard.press("o")
        await page.keyboard.press("b")
        await expect(page.get_by_role("dialog", name=re.compile("^Accept a return, order"))).to_be_visible()


async def test_with_several_chosen_a_key_is_for_all_of_them(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "bob") as page:
        await go_to(page, shop, talks["ana"])
        rows = page.get_by_role("region", name="Conversations").get_by_role("checkbox")
        await expect(rows).to_have_count(len(talks))
        await rows.first.locator("xpath=../a").press("Enter")
        await page.keyboard.press("x")
        await page.keyboard.press("j")
        await page.keyboard.press("x")
        await page.keyboard.press("j")
        await expect(page.get_by_role("toolbar", name="With those chosen")).to_contain_text("2 chosen")
        await page.keyboard.press("s")
        await expect(page.get_by_role("menuitem").first).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("menu")).to_have_count(0)
        await page.keyboard.press("e")
        await expect(page.get_by_role("status").filter(has_text="Done, 2 conversations")).to_be_visible()
        await expect(page.get_by_role("toolbar", name="With those chosen")).to_have_count(0)

        async def left() -> bool:
            return len(await shop.conversations()) == len(talks) - 2

        await eventually(left)
        opened = page.url.rsplit("/", 1)[1]
        assert opened in [one["id"] for one in await shop.conversations()]
        await page.keyboard.press("x")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("toolbar", name="With those chosen")).to_have_count(0)
