"""Settings, Stores: a shop is connected, watched, mended and let go, by somebody who never read a provider's manual."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Locator, Page, expect

from shopkeeper.commerce.testing.shopify import PretendShopify
from shopkeeper.commerce.testing.woocommerce import Shop, serving
from tests.browser import DARK, DESKTOP, PHONE, chromium, page_on
from tests.journeys.house import PASSWORD, House, at_the_desk, eventually, house, sign_in
from tests.journeys.screens import STILL
from tests.journeys.test_axe import faults

pytestmark = pytest.mark.browser

MARKET = "tests.journeys.market"


async def orders(shop: House) -> int:
    return len((await shop.ask("/orders", limit=100))["items"])


async def store_of(shop: House) -> Any:
    return (await shop.ask("/stores"))["items"][0]


def field(page: Page, label: str) -> Locator:
    """The field, not the button that shows what is typed into it."""
    return page.get_by_label(re.compile(f"^{label}")).and_(page.locator("input"))


async def fills(page: Page, **typed: str) -> None:
    for label, words in typed.items():
        await field(page, label.replace("_", " ")).fill(words)


def woo() -> Shop:
    """Three orders, of one customer."""
    shop = Shop()
    shirt, ana = shop.stock("Shirt", "29.90"), shop.enrol("Ana", "Lima", "ana@example.org")
    for _ in range(3):
        shop.sell(ana["id"], [(shirt, 2)])
    return shop


async def test_a_shop_is_connected_watched_mended_and_let_go(tmp_path: Path, chromium_path: str) -> None:
    async with (
        house(tmp_path) as desk,
        serving(woo()) as served,
        chromium() as browser,
        at_the_desk(browser, desk, "alice", "/settings/stores", STILL) as page,
    ):
        await expect(page.get_by_role("heading", name="No shop is connected yet")).to_be_visible()
        assert await faults(page, "stores, none") == []
        await connects_after_a_wrong_key(page, served.shop)
        await expect(page.get_by_text("3 orders are here.")).to_be_visible()
        await eventually(lambda: registered(served.shop, 6))
        await page.reload()
        await expect(page.get_by_text("Everything that came could be read.")).to_be_visible()
        assert await faults(page, "store") == []
        await loses_its_key_and_gets_another(page, desk, served.shop)
        await rests_and_goes_on(page, desk)
        await is_let_go(page, desk)


async def registered(shop: Shop, hooks: int) -> bool:
    return len(shop.webhooks) == hooks


async def connects_after_a_wrong_key(page: Page, shop: Shop) -> None:
    await page.get_by_role("button", name="Add a store").click()
    await page.get_by_role("link", name="WooCommerce").click()
    assert await faults(page, "new store") == []
    await fills(
        page, Name="Loom", Consumer_key=shop.key, Consumer_secret="cs_wrong", **{"The_shop's_address": shop.url}
    )
    await page.get_by_role("button", name="Connect", exact=True).click()
    said = page.get_by_role("listitem").filter(has_text="Reading orders")
    await expect(said).to_contain_text("does not let this key in")
    await expect(said).to_contain_text("Read/Write")
    await expect(page.get_by_role("alert").filter(has_text="does not let us in yet")).to_be_visible()
    assert await faults(page, "a wrong key") == []
    await fills(page, Consumer_secret=shop.secret)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("heading", level=1, name="Loom")).to_be_visible()


async def loses_its_key_and_gets_another(page: Page, desk: House, shop: Shop) -> None:
    """The key is revoked at the shop, orders go on; a new one is filled in, and nothing was lost."""
    shop.secret = "cs_" + "n" * 40
    shop.sell(next(iter(shop.customers)), [(next(iter(shop.products)), 1)])
    await page.get_by_role("button", name="Ask for changes now").click()
    stands = page.get_by_role("status").filter(has_text="does not let us in")
    await expect(stands.first).to_be_visible()
    await expect(page.get_by_text("Nothing is lost meanwhile.")).to_be_visible()
    assert await faults(page, "a store that stands still") == []
    await page.goto(f"{desk.desk.url}/inbox/all")
    line = page.get_by_role("status").filter(has_text="Loom: stands still.")
    await expect(line).to_be_visible()
    await line.get_by_role("link", name="See what to do").click()
    await page.get_by_role("link", name=re.compile("^Open: Loom")).click()
    await expect(field(page, "Consumer secret")).to_have_value("")
    await fills(page, Consumer_secret=shop.secret)
    await page.get_by_role("button", name="Save", exact=True).click()
    await eventually(lambda: has(desk, 4))
    await page.get_by_role("button", name="Try it").click()
    await expect(page.get_by_text("Everything works.")).to_be_visible()
    await expect(page.get_by_text("4 orders are here.")).to_be_visible()


async def has(desk: House, count: int) -> bool:
    return await orders(desk) == count


async def rests_and_goes_on(page: Page, desk: House) -> None:
    await page.get_by_role("button", name="Pause", exact=True).click()
    await expect(page.get_by_text("Paused: no order comes in")).to_be_visible()
    assert (await store_of(desk))["state"] == "paused"
    await page.get_by_role("button", name="Go on", exact=True).click()
    await expect(page.get_by_text("Paused: no order comes in")).to_have_count(0)
    await page.get_by_role("button", name="Sync again from the beginning").click()
    await page.get_by_role("button", name="Begin again").click()
    await expect(page.get_by_text("It begins again from the first order.")).to_be_visible()
    await expect(page.get_by_text("4 orders are here.")).to_be_visible()


async def is_let_go(page: Page, desk: House) -> None:
    await page.get_by_role("button", name="Remove the store").click()
    await page.get_by_role("group", name="Disconnect Loom?").get_by_role("button", name="Remove").click()
    await expect(page.get_by_role("heading", name="No shop is connected yet")).to_be_visible()
    assert await orders(desk) == 4, "what came stays"


async def test_a_shop_that_is_down_today_is_kept_and_comes_by_itself(tmp_path: Path, chromium_path: str) -> None:
    async with (
        house(tmp_path) as desk,
        serving(woo()) as served,
        chromium() as browser,
        at_the_desk(browser, desk, "alice", "/settings/stores/new/woocommerce", STILL) as page,
    ):
        shop = served.shop
        shop.troubles.extend(["failing"] * 50)
        await fills(page, Consumer_key=shop.key, Consumer_secret=shop.secret, **{"The_shop's_address": shop.url})
        await page.get_by_role("button", name="Connect", exact=True).click()
        await expect(page.get_by_role("listitem").filter(has_text="Reading orders")).to_contain_text("does not answer")
        await page.get_by_role("button", name="Keep it all the same").click()
        await expect(page.get_by_role("heading", level=1, name="WooCommerce")).to_be_visible()
        await expect(page.get_by_text("We try again by ourselves.")).to_be_visible()
        shop.troubles.clear()
        await expect(page.get_by_text("3 orders are here.")).to_be_visible(timeout=90_000)


async def test_a_token_that_is_over_is_said_and_a_new_one_brings_the_orders(tmp_path: Path, chromium_path: str) -> None:
    async with house(tmp_path) as desk, PretendShopify() as shop, chromium() as browser:
        shop.sell(shop.enrol("Ana Lima", "ana@example.org"), [(shop.stock("Shirt", "29.90"), 2)])
        wish = {
            "kind": "shopify", "brand_id": desk.brand["id"], "name": "Garden",
            "settings": {"shop": shop.domain, "address": shop.url},
            "secrets": {"access_token": "shpat_over", "api_secret": shop.secret},
        }  # fmt: skip
        await desk.tell("POST", "/stores", wish)
        async with at_the_desk(browser, desk, "alice", "/settings/stores", STILL) as page:
            row = page.get_by_role("listitem").filter(has_text="Garden")
            await expect(row).to_contain_text("does not let us in")
            await row.get_by_role("link", name="Garden").click()
            await page.get_by_role("button", name="Try it").click()
            said = page.get_by_role("listitem").filter(has_text="Asking the shop")
            await expect(said).to_contain_text("Look at the shop's address")
            await page.get_by_text("More settings").click()
            await field(page, "Admin API access token").fill(shop.token)
            await page.get_by_role("button", name="Save", exact=True).click()
            await expect(page.get_by_text("1 order is here.")).to_be_visible()
        assert await orders(desk) == 1


@asynccontextmanager
async def warden() -> AsyncIterator[str]:
    """The market hall's own page: a yes sends the owner back with a code, a no without."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
        asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        back = f"{asked.get('back')}?state={asked.get('state')}"
        page = (
            f'<!doctype html><title>Warden</title><a href="{back}&code=good">Yes</a> <a href="{back}&code=bad">No</a>'
        )
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\nConnection: close\r\n\r\n"
        writer.write((head + page).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


async def test_a_kind_no_screen_was_written_for_is_asked_signed_in_and_shown(
    tmp_path: Path, chromium_path: str
) -> None:
    async with house(tmp_path, program=MARKET) as desk, warden() as door, chromium() as browser:
        async with page_on(browser, PHONE, STILL) as page:
            await sign_in(page, desk.desk.url, "alice@larkandloom.example", PASSWORD, "/settings/stores/new")
            await begins_at_the_market(page, door)
            assert await faults(page, "market, phone") == []
            await page.get_by_role("button", name="Go on to Market hall").click()
            await page.get_by_role("link", name="No", exact=True).click()
            await expect(page.get_by_text("The warden shook his head.")).to_be_visible()
            assert "code" not in page.url, "codes do not stay in the address bar"
            await page.get_by_role("link", name="All stores").click()
            await expect(page.get_by_role("listitem").filter(has_text="Stall 7")).to_contain_text("nobody let us in")
            await page.get_by_role("link", name="Stall 7").click()
            await page.get_by_role("button", name="Sign in at Market hall").click()
            await page.get_by_role("link", name="Yes", exact=True).click()
            await expect(page.get_by_text("1 order is here.")).to_be_visible()
        kept = await store_of(desk)
        assert kept["settings"]["row"] == "flowers"
        assert kept["settings"]["sundays"] is True
        assert kept["secrets_set"] == ["token", "webhook"]
        await looks_right_everywhere(browser, desk)


async def begins_at_the_market(page: Page, door: str) -> None:
    await page.get_by_role("link", name="Market hall").click()
    await expect(page.get_by_role("link", name="Where to find all this")).to_have_attribute(
        "href", "https://market.example/guide"
    )
    await expect(field(page, "Key")).to_have_count(0)
    await page.get_by_role("radio", name="Type the keys").check()
    await expect(field(page, "Key")).to_be_visible()
    await page.get_by_role("radio", name="Sign in at Market hall").check()
    await fills(page, Name="Stall 7", Its_door=door)
    await page.get_by_label("Row", exact=True).select_option("flowers")
    await page.get_by_label("Open on Sundays").check()
    await page.get_by_role("button", name="Make one").click()
    await expect(field(page, "Knock")).to_have_value(re.compile(r"^\w{33}$"))


async def looks_right_everywhere(browser: Any, desk: House) -> None:
    """In four languages, on a phone, in the dark: nothing overflows, nothing shuts anybody out."""
    store = await store_of(desk)
    async with page_on(browser, PHONE, DARK, STILL) as page:
        await sign_in(page, desk.desk.url, "alice@larkandloom.example", PASSWORD, f"/settings/stores/{store['id']}")
        for locale, words in (("de", "Bestellungen"), ("es", "Pedidos"), ("fr", "Commandes"), ("en", "Orders")):
            await desk.tell("PATCH", "/me", {"locale": locale})
            await page.reload()
            await expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()
            wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide == 0, locale
            assert await faults(page, f"store, phone, {locale}") == []
    async with page_on(browser, DESKTOP, STILL) as page:
        await sign_in(page, desk.desk.url, "alice@larkandloom.example", PASSWORD, "/settings/stores")
        await by_keyboard(page)


async def by_keyboard(page: Page) -> None:
    """From the list into the shop's page and to its first button, without a mouse."""
    link = page.get_by_role("link", name="Stall 7")
    await link.focus()
    await page.keyboard.press("Enter")
    ask = page.get_by_role("button", name="Ask for changes now")
    await expect(ask).to_be_visible()
    for _ in range(60):
        if await ask.evaluate("one => one === document.activeElement"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("The shop is being asked.")).to_be_visible()
