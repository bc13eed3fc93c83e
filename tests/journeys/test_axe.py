"""Nobody is shut out: axe-core finds nothing on any screen, light and dark, on a phone and at a desk."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from shopkeeper.demo import SIGN_INS
from tests.browser import DESKTOP, PHONE, chromium, page_on
from tests.desks import desk
from tests.journeys.house import PASSWORD, house, setup_code, sign_in
from tests.journeys.screens import DESK, DOORS, MENUS, SHOP, STILL, Screen, places, visit

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "workspace" / "node_modules" / "axe-core" / "axe.min.js"
DEVICES: Mapping[str, Mapping[str, Any]] = {"desktop": DESKTOP, "phone": PHONE}
# How a violation is told: rule, where, and what axe says about it.
ASK = """async (rules) => {
  const only = rules ? {runOnly: {type: 'rule', values: rules}} : {}
  const {violations} = await axe.run(document, {resultTypes: ['violations'], ...only})
  const told = (node) => `${node.target.flat().join(' ')}: ${node.failureSummary.split('\\n').at(1)?.trim()}`
  return violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${told(node)}`))
}"""

device = pytest.mark.parametrize("device", DEVICES)


@cache
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run scripts/test once")
    return AXE.read_text()


async def faults(page: Page, screen: str) -> list[str]:
    """Everything in the light; in the dark nothing but the colours is different."""
    await page.evaluate(axe())
    light = await page.evaluate(ASK)
    await page.emulate_media(color_scheme="dark")
    dark = await page.evaluate(ASK, ["color-contrast", "link-in-text-block"])
    await page.emulate_media(color_scheme="light")
    return [f"{screen}: {fault}" for fault in light] + [f"{screen}, dark: {fault}" for fault in dark]


async def examined(page: Page, url: str, screens: Sequence[Screen], ids: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for screen in screens:
        await visit(page, url, screen, ids)
        found += await faults(page, screen.name)
    return found


@device
async def test_the_desk(device: str, demo_shop: str, chromium_path: str) -> None:
    async with chromium() as browser, page_on(browser, DEVICES[device], STILL) as page:
        found = await examined(page, demo_shop, DOORS, {})
        _, email, password, _ = SIGN_INS[0]
        await sign_in(page, demo_shop, email, password, "/inbox/all")
        screens = [*DESK, *MENUS] if device == "desktop" else DESK
        found += await examined(page, demo_shop, screens, await places(page))
    assert found == []


@device
async def test_the_shop_and_its_chat(device: str, demo_shop: str, chromium_path: str) -> None:
    async with chromium() as browser, page_on(browser, DEVICES[device], STILL) as page:
        assert await examined(page, demo_shop, SHOP, {}) == []


async def test_the_questions_before_a_chat(tmp_path: Path, chromium_path: str) -> None:
    async with house(tmp_path) as shop, chromium() as browser:
        asked = {"page": shop.shop, "prechat": {"ask_name": True, "ask_email": True, "required": True}}
        await shop.tell("PATCH", f"/inboxes/{shop.chat['id']}", {"settings": asked})
        for name, look in DEVICES.items():
            async with page_on(browser, look, STILL) as page:
                await page.goto(shop.shop)
                await page.locator("button.k").click()
                await page.get_by_role("button", name="Begin the chat").click()
                await expect(page.locator("form.aside .problem")).not_to_be_empty()
                assert await faults(page, f"pre-chat on a {name}") == []


async def test_a_new_house_from_the_first_page_to_the_desk(tmp_path: Path, chromium_path: str) -> None:
    async with desk(tmp_path) as fresh, chromium() as browser, page_on(browser, DESKTOP, STILL) as page:
        code = await setup_code(fresh)
        await page.goto(fresh.url)
        await page.get_by_label("Your name").fill("Alice Arden")
        await page.get_by_label("Your mail address").fill("alice@larkandloom.example")
        await page.get_by_label(re.compile("^Password")).fill(PASSWORD)
        await page.get_by_label("Setup code").fill(code)
        found = await faults(page, "owner")
        await page.get_by_role("button", name="Open the door").click()
        for step in ("brand", "mailbox", "widget", "colleagues", "hours", "done"):
            await (
                page.get_by_role("heading", level=2)
                .or_(page.get_by_role("main").get_by_role("heading"))
                .first.wait_for()
            )
            await page.goto(f"{fresh.url}/setup/{step}")
            await page.locator("main h2, main h1").first.wait_for()
            found += await faults(page, f"setup-{step}")
        assert found == []
