"""Two shops with customers in every situation, and what an agent does with the dialogs beside a talk."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, expect

from shopkeeper.kit import ids
from tests.journeys.house import House, eventually, house
from tests.journeys.stocked import DINARS, EUROS

STOCKED = "tests.journeys.stocked"
PEOPLE = ("ana", "bea", "cleo", "dan", "khalid")
ORDERS = 4


@asynccontextmanager
async def market(folder: Path) -> AsyncIterator[tuple[House, dict[str, str]]]:
    """A desk with both shops connected, and a talk with everybody: answers its conversations by first name."""
    async with house(folder, program=STOCKED) as shop:
        for name, shelf in (("Loom", EUROS), ("Kettle", DINARS)):
            wish = {"kind": "shelf", "brand_id": shop.brand["id"], "name": name, "settings": {"shelf": shelf}, "secrets": {"webhook": "a very secret webhook key"}}  # fmt: skip
            await shop.tell("POST", "/stores", wish)

        async def everything() -> bool:
            return len((await shop.ask("/orders"))["items"]) == ORDERS

        await eventually(everything)
        yield shop, {name: await talk_with(shop, name) for name in PEOPLE}


async def talk_with(shop: House, name: str) -> str:
    address = f"{name}@posteo.example"
    person = (await eventually(lambda: shop.known(address)))[0]
    wish = {"id": ids.new(), "person_id": person["id"], "inbox_id": shop.mailbox["id"], "subject": "Your order", "text": "Good morning!", "to": [{"value": address, "name": person["name"]}]}  # fmt: skip
    return str((await shop.tell("POST", "/conversations", wish))["conversation_id"])


async def orders_of(shop: House, name: str) -> list[Any]:
    """The newest first."""
    person = (await shop.known(f"{name}@posteo.example"))[0]
    return list((await shop.ask(f"/people/{person['id']}/orders"))["items"])


async def order_where(shop: House, name: str, true: Callable[[Any], Any]) -> Any:
    """Somebody's order of which this is true, as soon as there is one."""

    async def found() -> list[Any]:
        return [one["order"] for one in await orders_of(shop, name) if true(one["order"])]

    return (await eventually(found))[0]


async def go_to(page: Page, shop: House, talk: str) -> None:
    await page.goto(f"{shop.desk.url}/inbox/all/{talk}")
    await expect(page.get_by_role("button", name=re.compile("^(More to do with|New order)")).first).to_be_visible()


async def begin(page: Page, act: str) -> Locator:
    """Press its button beside the order, or find it behind the others."""
    button = page.get_by_role("button", name=act, exact=True)
    if await button.count():
        await button.first.click()
    else:
        await page.get_by_role("button", name=re.compile("^More to do with")).first.click()
        await page.get_by_role("menuitem", name=act, exact=True).click()
    dialog = page.get_by_role("dialog")
    # On a phone the drawer it was begun from goes away meanwhile: for a moment there are two.
    await expect(dialog).to_have_count(1)
    await expect(dialog.last).to_be_visible()
    return dialog


async def choose_kind(dialog: Locator, name: str, kind: str) -> None:
    choice = dialog.get_by_role("combobox", name=name)
    value = await choice.locator("option", has_text=kind).get_attribute("value")
    await choice.select_option(value=value)


async def put_into_the_reply(page: Page, dialog: Locator, words: str) -> None:
    await dialog.get_by_role("button", name="Put it into the reply").click()
    await expect(dialog).to_have_count(0)
    writing = page.get_by_role("textbox", name="Your answer")
    await expect(writing).to_contain_text(words)
    await expect(writing).to_be_focused()
