"""Nobody is shut out: axe-core finds nothing on any screen, light and dark, on a phone and at a desk."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from shopkeeper.demo import SIGN_INS
from tests.browser import DARK, DESKTOP, PHONE, chromium, page_on
from tests.desks import desk
from tests.journeys.house import PASSWORD, house, sign_in
from tests.journeys.screens import DESK, DOORS, MENUS, SHOP, STILL, Screen, places, visit

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "workspace" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "desktop-light": [DESKTOP, STILL],
    "desktop-dark": [DESKTOP, DARK, STILL],
    "phone-light": [PHONE, STILL],
    "phone-dark": [PHONE, DARK, STILL],
}
# How a violation is told: rule, where, and what axe says about it.
ASK = """async () => {
  const {violations} = await axe.run(document, {resultTypes: ['violations']})
  return violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}: ${node.failureSummary.split('\\n').at(1)?.trim()}`))
}"""

look = pytest.mark.parametrize("look", LOOKS)


@cache
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run scripts/test once")
    return AXE.read_text()


async def faults(page: Page, screen: str) -> list[str]:
    await page.evaluate(axe())
    return [f"{screen}: {fault}" for fault in await page.evaluate(ASK)]


async def examined(page: Page, url: str, screens: Sequence[Screen], ids: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for screen in screens:
        await visit(page, url, screen, ids)
        found += await faults(page, screen.name)
    return found


@look
async def test_the_desk(look: str, demo_shop: str, chromium_path: str) -> None:
    async with chromium() as browser, page_on(browser, *LOOKS[look]) as page:
        found = await examined(page, demo_shop, DOORS, {})
        _, email, password, _ = SIGN_INS[0]
        await sign_in(page, demo_shop, email, password, "/inbox/all")
        screens = [*DESK, *MENUS] if look.startswith("desktop") else DESK
        found += await examined(page, demo_shop, screens, await places(page))
    assert found == []


@look
async def test_the_shop_and_its_chat(look: str, demo_shop: str, chromium_path: str) -> None:
    async with chromium() as browser, page_on(browser, *LOOKS[look]) as page:
        assert await examined(page, demo_shop, SHOP, {}) == []


@look
async def test_the_questions_before_a_chat(look: str, tmp_path: Path, chromium_path: str) -> None:
    async with house(tmp_path) as shop, chromium() as browser, page_on(browser, *LOOKS[look]) as page:
        asked = {"page": shop.shop, "prechat": {"ask_name": True, "ask_email": True, "required": True}}
        await shop.tell("PATCH", f"/inboxes/{shop.chat['id']}", {"settings": asked})
        await page.goto(shop.shop)
        await page.locator("button.k").click()
        await page.get_by_role("button", name="Begin the chat").click()
        await expect(page.locator("form.aside .problem")).not_to_be_empty()
        assert await faults(page, "pre-chat") == []


async def test_a_new_house_from_the_first_page_to_the_desk(tmp_path: Path, chromium_path: str) -> None:
    async with desk(tmp_path) as fresh, chromium() as browser, page_on(browser, DESKTOP, STILL) as page:
        code = re.search(r"/setup\S* with the code\s+(\S+)", fresh.log.read_text())
        assert code, fresh.log.read_text()
        await page.goto(fresh.url)
        await page.get_by_label("Your name").fill("Alice Arden")
        await page.get_by_label("Your mail address").fill("alice@larkandloom.example")
        await page.get_by_label(re.compile("^Password")).fill(PASSWORD)
        await page.get_by_label("Setup code").fill(code[1])
        found = await faults(page, "owner")
        await page.get_by_role("button", name="Open the door").click()
        for step in ("brand", "mailbox", "widget", "colleagues", "hours", "done"):
            await page.goto(f"{fresh.url}/setup/{step}")
            await page.locator("main h2, main h1").first.wait_for()
            found += await faults(page, f"setup-{step}")
        assert found == []
