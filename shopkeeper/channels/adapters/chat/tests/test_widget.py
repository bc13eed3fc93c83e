"""The widget in a real browser, on a shop's page, against the real chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from litestar import MediaType, Response, get

import shopkeeper
from shopkeeper.channels.adapters.chat.tests.house import Desk, open_desk
from shopkeeper.kit.http import PUBLIC, static
from shopkeeper.kit.jobs import Ctx
from tests import browser
from tests.servers import Missing

pytestmark = pytest.mark.browser
ASSETS = Path(shopkeeper.__file__).parent / "assets" / "widget"
PAGE = """<!doctype html><html lang="en"><title>A shop</title><h1>Harbour jacket</h1>
<script src="/widget.js" data-key="KEY" async></script>"""
POLICY = "default-src 'none'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'"
TOUCH = "document.querySelector('body > div').shadowRoot.querySelector('button').click()"


@asynccontextmanager
async def shop_page(ctx: Ctx) -> AsyncIterator[tuple[Desk, Any]]:
    """A desk, and a visitor's browser on a page with a strict policy."""
    try:
        browser.chromium_path()
    except Missing as missing:
        pytest.skip(str(missing))
    if not (ASSETS / "widget.js").exists():
        pytest.skip("The widget is not built: run scripts/test once.")
    async with open_desk(ctx, more=pages) as desk, browser.chromium() as chromium:
        context = await chromium.new_context(locale="en-GB")
        yield desk, context


def pages(key: str) -> list[Any]:
    """The shop's page and our files."""

    @get("/shop", media_type=MediaType.HTML, opt={"permission": PUBLIC}, include_in_schema=False)
    async def shop() -> Any:
        headers = {"Content-Security-Policy": POLICY}
        return Response(PAGE.replace("KEY", key), media_type=MediaType.HTML, headers=headers)

    return [shop, static.file("/widget.js", ASSETS / "widget.js", "no-cache"), static.files("/widget", ASSETS)]


async def opened(desk: Desk, context: Any, address: str = "/shop") -> Any:
    page = await context.new_page()
    await page.goto(desk.url + address)
    await page.locator("button.k").wait_for(state="attached")
    return page


async def write(page: Any, words: str) -> None:
    field = page.locator("textarea")
    await field.press_sequentially(words[:3])
    await page.locator("li.mine, .in").first.wait_for()
    await page.wait_for_function("() => !!localStorage.length")
    await field.fill(words)
    await field.press("Enter")
    await page.locator("li.mine .b", has_text=words).wait_for()


async def texts(page: Any) -> list[str]:
    return list(await page.locator(".b").all_inner_texts())


async def test_a_customer_chats_is_answered_and_finds_it_all_after_a_reload(ctx: Ctx) -> None:
    async with shop_page(ctx) as (desk, context):
        page = await opened(desk, context)
        await page.evaluate(TOUCH)
        await page.locator("textarea").wait_for()
        assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
        await write(page, "Is it waterproof?")
        await page.locator("li.mine .st", has_text="Sent").wait_for()
        said = await desk.newest_word()
        await desk.answers(said.id, "An hour of rain")
        await page.locator(".theirs .b", has_text="An hour of rain").wait_for()
        await page.reload()
        await page.locator(".theirs .b", has_text="An hour of rain").wait_for()
        assert await texts(page) == ["Is it waterproof?", "An hour of rain"]
        other = await opened(desk, context)
        await other.evaluate(TOUCH)
        await write(other, "Thank you")
        await page.locator("li.mine .b", has_text="Thank you").wait_for()


async def test_words_written_without_a_line_go_out_when_it_is_back(ctx: Ctx) -> None:
    async with shop_page(ctx) as (desk, context):
        page = await opened(desk, context)
        await page.evaluate(TOUCH)
        await write(page, "first")
        await page.locator("li.mine .st", has_text="Sent").wait_for()
        await context.set_offline(True)
        await write(page, "second")
        await write(page, "third")
        await page.locator(".trouble").wait_for()
        await context.set_offline(False)
        await page.locator("li.mine .st", has_text="Sent").wait_for(timeout=15_000)
        assert await texts(page) == ["first", "second", "third"]
        assert await desk.words_of_all() == ["first", "second", "third"]


async def test_the_link_in_a_mail_shows_the_whole_talk_and_leaves_the_address_clean(ctx: Ctx) -> None:
    async with shop_page(ctx) as (desk, context):
        await desk.hears_mail("ana@posteo.example", "A word by mail")
        code = await desk.follows(await desk.link("ana@posteo.example"))
        page = await opened(desk, context, f"/shop#sk={code}")
        await page.locator("li.mine .b", has_text="A word by mail").wait_for()
        assert page.url == desk.url + "/shop"
        again = await opened(desk, await context.browser.new_context(), f"/shop#sk={code}")
        await again.locator(".mach", has_text="not good any more").wait_for()
        assert await texts(again) == []
