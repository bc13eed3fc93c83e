"""Ana buys in a real shop, chats that the size is wrong, and Alice puts it right without leaving the conversation.

The shop is Vendure, started here with our plugin in it; `scripts/shops` runs this and says what was shown.
"""

import os
import re
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from shopkeeper.channels.adapters.chat import identity
from shopkeeper.kit import clock
from tests.browser import PHONE, chromium, page_on
from tests.journeys.house import (
    PAGE,
    PASSWORD,
    House,
    Visitor,
    at_the_desk,
    eventually,
    on_the_shop_page,
    sign_in,
    site,
)
from tests.servers.vendure import Vendure
from tests.shops.desk import VOUCHING, connected
from tests.shops.office import Office, office
from tests.shops.storefront import Buyer, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.servers]

SOON = 5.0
"""Seconds in which an order is on the timeline; the issue says "within seconds"."""
ASKS = "Is the harbour jacket warm enough for December?"
WRONG = "I ordered the jacket in M, that is the wrong size. Could I have S instead?"
MACRO = {
    "name": "Another size",
    "shortcut": "size",
    "text": "Dear {{ customer.first_name }}, your order {{ order.number }} goes out in the size you wanted, "
    "and the difference is on its way back to you.",
    "acts": [{"kind": "close", "args": {}}],
}
ANSWER = "goes out in the size you wanted"


@dataclass
class Scene:
    """A desk connected to the shop, Ana signed in there and here, and Alice's window."""

    shop: House
    office: Office
    ana: Buyer
    visitor: Visitor
    alice: Page
    talk: str = ""

    async def on_her_timeline(self, person_id: str) -> list[Any]:
        entries = (await self.shop.ask(f"/people/{person_id}/timeline", limit=100))["items"]
        return [entry["body"] for entry in reversed(entries) if entry["kind"] == "order"]


def page_for(shop: House, ana: Buyer) -> Callable[[], str]:
    """The shop's page as its server makes it for her: vouched for, so that her talk is hers on every device."""

    def page() -> str:
        token = identity.made(
            VOUCHING, sub=ana.id, exp=clock.now() // 1000 + 3600, name=ana.name, email=ana.email, email_verified=True
        )
        known = f"<script>window.shopkeeper = {{ identity: '{token}' }}</script></head>"
        return PAGE.format(desk=shop.desk.url, key=shop.chat["public_key"]).replace("</head>", known)

    return page


@asynccontextmanager
async def scene(folder: Path, loom: Vendure, browser: Browser) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        shop = await stack.enter_async_context(connected(folder, loom))
        await shop.tell("POST", "/macros", MACRO)
        back = await stack.enter_async_context(office(loom))
        email = f"ana{secrets.token_hex(4)}@posteo.example"
        ana = await stack.enter_async_context(signed_in(loom, "Ana Ribeiro", email))
        address = await stack.enter_async_context(site(page_for(shop, ana)))
        visitor = await stack.enter_async_context(on_the_shop_page(browser, shop, address=address))
        alice = await stack.enter_async_context(at_the_desk(browser, shop, "alice"))
        yield Scene(shop, back, ana, visitor, alice)


async def test_a_wrong_size_is_put_right_from_the_conversation(
    tmp_path: Path, loom: Vendure, chromium_path: str, record_testsuite_property: Callable[[str, object], None]
) -> None:
    async with chromium() as browser, scene(tmp_path, loom, browser) as now:
        await she_asks(now)
        seconds, order = await she_orders(now)
        await now.visitor.says(WRONG)
        await alice_sees_it(now, order)
        await alice_changes_the_size(now, order)
        await the_shop_says_so(now, order)
        await her_timeline_says_so(now, order)
        await a_macro_answers(now, order)
        await on_a_phone(browser, now)
        record_testsuite_property(
            "shown",
            f"Vendure: ordered, on the open timeline after {seconds:.1f} s, size changed and the difference given back "
            "from the conversation, told by the shop's own API, the timeline and the macro",
        )


async def she_asks(now: Scene) -> None:
    """Before she buys. Alice opens the talk and leaves it open."""
    await now.visitor.opens_the_chat()
    await now.visitor.says(ASKS)
    await now.alice.get_by_role("region", name="Conversations").get_by_role("link").filter(has_text="December").click()
    await expect(now.alice.locator("article", has_text=ASKS)).to_be_visible()
    now.talk = (await now.shop.conversations())[0]["id"]


async def she_orders(now: Scene) -> tuple[float, Any]:
    """Answers the seconds from the shop's confirmation to the line on Alice's screen, and the order."""
    await now.ana.fills_the_cart({"LL-HJ-MO-M": 1, "LL-WS-SA": 2})
    order = await now.ana.pays()
    began = time.monotonic()
    await expect(line(now.alice, "Ordered and paid")).to_be_visible()
    seconds = time.monotonic() - began
    assert seconds < SOON
    return seconds, order


async def alice_sees_it(now: Scene, order: Any) -> None:
    await expect(now.alice.locator("article", has_text=WRONG)).to_be_visible()
    card = now.alice.locator("[data-order-card]")
    await expect(card).to_contain_text(order["code"])
    await expect(card.get_by_text("Harbour jacket")).to_be_visible()
    await expect(card).to_contain_text("€190.90")
    await picture(now.alice, "order")


async def alice_changes_the_size(now: Scene, order: Any) -> None:
    card = now.alice.locator("[data-order-card]")
    await card.get_by_role("button", name="Edit", exact=True).click()
    dialog = now.alice.get_by_role("dialog", name=re.compile("Edit items"))
    kinds = dialog.get_by_role("combobox", name=re.compile("Another kind of Harbour jacket"))
    await kinds.select_option(value=await kinds.locator("option", has_text="moss, S").get_attribute("value"))
    await dialog.get_by_label("Why").fill("she wanted S")
    await expect(dialog.get_by_text("Ana gets back €9.00")).to_be_visible()
    await picture(now.alice, "edit")
    await dialog.get_by_role("button", name="Change items").click()
    await expect(dialog).to_have_count(0)


async def the_shop_says_so(now: Scene, order: Any) -> None:
    """Its own Admin API: another variant in the parcel, one refund of the difference, and nothing left half way."""
    there = await now.office.order(order["id"])
    pieces = {each["productVariant"]["sku"]: each["quantity"] for each in there["lines"] if each["quantity"]}
    assert pieces == {"LL-HJ-MO-S": 1, "LL-WS-SA": 2}
    assert there["state"] == "PaymentSettled"
    assert there["totalWithTax"] == 19_090 - 900
    refunds = [refund["total"] for payment in there["payments"] for refund in payment["refunds"]]
    assert refunds == [900]


async def her_timeline_says_so(now: Scene, order: Any) -> None:
    """What Alice did at once; what the payment provider did as soon as the shop says so."""
    await expect(line(now.alice, "by you")).to_contain_text("she wanted S")
    await now.office.settle_refunds(order["id"])
    await expect(line(now.alice, "€9.00").last).to_be_visible()
    (person,) = await now.shop.known(now.ana.email)

    async def told() -> list[Any]:
        bodies = await now.on_her_timeline(person["id"])
        return [body for body in bodies if body["verb"] == "refunded" and body["amount"]["minor"] == 900]

    assert len(await eventually(told)) == 1
    await picture(now.alice, "timeline")


async def a_macro_answers(now: Scene, order: Any) -> None:
    await now.alice.locator("body").press("r")
    await now.alice.keyboard.type("/size")
    await now.alice.get_by_role("option", name="Another size").wait_for()
    await now.alice.keyboard.press("Enter")
    writing = now.alice.get_by_role("textbox", name="Your answer")
    await expect(writing).to_contain_text(f"Dear Ana, your order {order['code']} goes out in the size you wanted")
    await picture(now.alice, "macro")
    await now.alice.keyboard.press("Control+Enter")
    await expect(now.alice.locator("article[data-entry]", has_text=ANSWER)).to_be_visible()
    await now.visitor.sees(ANSWER)
    await picture(now.visitor.page, "widget")
    opened = await now.shop.ask(f"/conversations/{now.talk}")
    assert opened["conversation"]["state"] == "closed"


async def on_a_phone(browser: Browser, now: Scene) -> None:
    """The same talk in Alice's pocket: what was done is told there too."""
    async with page_on(browser, PHONE) as page:
        await sign_in(page, now.shop.desk.url, "alice@larkandloom.example", PASSWORD, f"/inbox/all/{now.talk}")
        await expect(line(page, "by you")).to_contain_text("she wanted S")
        await picture(page, "phone")


def line(page: Page, words: str) -> Locator:
    """What the timeline says of an order, in one line."""
    return page.locator("[data-order]", has_text=words)


async def picture(page: Page, name: str) -> None:
    """Kept where SHOPKEEPER_TEST_PICTURES names a folder, to be looked at."""
    if folder := os.environ.get("SHOPKEEPER_TEST_PICTURES"):
        await page.screenshot(path=Path(folder) / f"vendure-{name}.png")
