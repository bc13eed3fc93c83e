"""What a chat lives through: reloads, second tabs, lost networks, a server that dies. Nothing lost, nothing twice, in order."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import websockets
from playwright.async_api import expect

from tests.browser import DESKTOP, chromium, page_on
from tests.journeys.house import (
    PATIENCE,
    House,
    Visitor,
    at_the_desk,
    eventually,
    house,
    mailbox_of,
    on_the_shop_page,
)
from tests.servers import MailServer, MailStore

pytestmark = pytest.mark.browser


async def heard(shop: House, count: int) -> list[str]:
    """What the desk has of the only conversation, once it has so much."""

    async def words() -> list[str] | None:
        talks = await shop.conversations()
        if not talks:
            return None
        found = [entry["body"]["text"] for entry in await shop.timeline(talks[0]["person_id"])]
        return found if len(found) >= count else None

    return await eventually(words) or []


async def answer(shop: House, words: str) -> None:
    (talk,) = await shop.conversations()
    await shop.tell("POST", f"/conversations/{talk['id']}/replies", {"text": words})


async def test_a_talk_survives_reloads_tabs_lost_networks_and_a_dead_server(tmp_path: Path, chromium_path: str) -> None:
    async with house(tmp_path) as shop, chromium() as browser, on_the_shop_page(browser, shop) as ana:
        await ana.opens_the_chat()
        await ana.says("one")
        await answer(shop, "two")
        await ana.sees("two")
        await ana.page.reload()
        await ana.sees("two")
        await in_a_second_tab(ana, shop)
        await without_a_network(ana, shop)
        await over_a_dead_server(ana, shop)
        whole = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
        assert await heard(shop, 8) == whole
        await expect(ana.page.locator(".b:not(.dots)")).to_have_text(whole)
        await ana.page.reload()
        await expect(ana.page.locator(".b:not(.dots)")).to_have_text(whole)


async def in_a_second_tab(ana: Visitor, shop: House) -> None:
    """The same browser, the same talk: what is said in one tab stands in the other."""
    tab = Visitor(await ana.page.context.new_page())
    await tab.page.goto(shop.shop)
    await tab.opens_the_chat()
    await expect(tab.page.locator(".b:not(.dots)")).to_have_text(["one", "two"])
    await tab.says("three")
    await ana.sees("three")
    await tab.page.close()


async def without_a_network(ana: Visitor, shop: House) -> None:
    await ana.page.context.set_offline(True)
    await ana.says("four", wait=False)
    await ana.says("five", wait=False)
    await expect(ana.page.locator(".trouble")).to_contain_text("No connection")
    await expect(ana.page.locator("li.waits")).to_have_count(2)
    await ana.page.context.set_offline(False)
    await expect(ana.page.locator("li.waits")).to_have_count(0)
    await heard(shop, 5)


async def over_a_dead_server(ana: Visitor, shop: House) -> None:
    """Killed in mid-talk, with words on their way, and opened again on the same folder."""
    shop.desk.kill()
    await ana.says("six", wait=False)
    await ana.says("seven", wait=False)
    await expect(ana.page.locator("li.waits")).to_have_count(2)
    await shop.desk.open()
    await expect(ana.page.locator("li.waits")).to_have_count(0)
    await heard(shop, 7)
    await answer(shop, "eight")
    await ana.sees("eight")


async def test_what_was_written_survives_closing_the_page_before_it_could_leave(
    tmp_path: Path, chromium_path: str
) -> None:
    async with house(tmp_path) as shop, chromium() as browser, on_the_shop_page(browser, shop) as ana:
        await ana.opens_the_chat()
        await ana.says("one")
        shop.desk.kill()
        await ana.says("two", wait=False)
        await expect(ana.page.locator("li.waits")).to_have_count(1)
        await ana.page.close()
        await shop.desk.open()
        page = Visitor(await browser.contexts[0].new_page())
        await page.page.goto(shop.shop)
        assert await heard(shop, 2) == ["one", "two"]
        await page.opens_the_chat()
        await expect(page.page.locator(".b:not(.dots)")).to_have_text(["one", "two"])


async def test_the_desk_survives_a_dead_server_too(tmp_path: Path, chromium_path: str) -> None:
    async with (
        house(tmp_path) as shop,
        chromium() as browser,
        on_the_shop_page(browser, shop) as ana,
        at_the_desk(browser, shop, "bob") as bob,
    ):
        await ana.opens_the_chat()
        await ana.says("Is anybody there?")
        await bob.get_by_role("link").filter(has_text="Is anybody there?").click()
        await expect(bob.locator("article", has_text="Is anybody there?")).to_be_visible()
        shop.desk.kill()
        await expect(bob.get_by_text("The line is down")).to_be_visible()
        box = bob.get_by_role("textbox", name="Your answer")
        await box.click()
        await bob.keyboard.insert_text("Yes, we are")
        await bob.get_by_role("button", name="Send", exact=True).click()
        await expect(bob.locator("article", has_text="Yes, we are")).to_contain_text("Not sent")
        await shop.desk.open()
        await expect(bob.get_by_text("The line is down")).to_have_count(0)
        await bob.get_by_role("button", name="Try again").click()
        await ana.sees("Yes, we are")
        assert await heard(shop, 2) == ["Is anybody there?", "Yes, we are"]


@pytest.mark.servers
async def test_outside_the_hours_she_leaves_her_words_and_the_answer_comes_by_mail(
    tmp_path: Path, dovecot: MailStore, postfix: MailServer, chromium_path: str
) -> None:
    ana = f"ana.late.{tmp_path.name}@posteo.example".lower()
    async with house(tmp_path, dovecot, postfix) as shop, chromium() as browser:
        never = {"name": "Closed for stocktaking", "timezone": "Europe/Lisbon", "intervals": []}
        hours = await shop.tell("POST", "/hours", never)
        await shop.tell("PATCH", f"/brands/{shop.brand['id']}", {"hours_id": hours["id"]})
        async with at_a_window(shop) as window:
            async with page_on(browser, DESKTOP) as page:
                await page.goto(shop.shop)
                await page.locator("button.k").wait_for()
                visitor = Visitor(page)
                await visitor.opens_the_chat()
                await expect(page.locator(".hours")).to_contain_text("The answer comes by mail")
                await visitor.says("Do you open on Monday?")
                await visitor.gives_address(ana)
            await gone(window)
        await answer(shop, "Yes, at nine.")
        mails = await eventually(lambda: mailbox_of(dovecot, ana))
        text = mails[0].get_body(("plain",))
        assert text is not None
        assert "Yes, at nine." in text.get_content()
        assert "Do you open on Monday?" in text.get_content()
        assert len(await mailbox_of(dovecot, ana)) == 1


QUIET = 0.3


@asynccontextmanager
async def at_a_window(shop: House) -> AsyncIterator[websockets.ClientConnection]:
    """One of the desk's own windows, which is told who sits in a chat."""
    cookies = "; ".join(f"{name}={value}" for name, value in shop.admin.cookies.items())
    address = shop.desk.url.replace("http", "ws", 1) + "/api/v1/live"
    async with websockets.connect(address, additional_headers={"Cookie": cookies}, origin=shop.desk.url) as window:  # type: ignore[arg-type]  # a NewType of str
        yield window


async def gone(window: websockets.ClientConnection) -> None:
    """Wait until this window was told that whoever sat in a chat has left."""
    here: dict[str, bool] = {}
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with asyncio.timeout(QUIET):
                    told = json.loads(await window.recv())
            except TimeoutError:
                if here and not any(here.values()):
                    return
                continue
            if told.get("whisper") == "visitor":
                here[told["person_id"]] = told["here"]
