"""What others wrote cannot fill the page or turn its letters around; on a phone the order stands under the name; what is written is not lost by leaving."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from shopkeeper.kit import ids
from tests.browser import PHONE, chromium, page_on
from tests.journeys.counter import market
from tests.journeys.house import PASSWORD, House, at_the_desk, house, sign_in
from tests.journeys.test_keyboard import somebody_writes

pytestmark = pytest.mark.browser

WINDOW = 900
PAGE = 50
OVERLAPS = """() => {
  const panes = [...document.querySelector("main").children], edges = panes.map(one => one.getBoundingClientRect())
  const inner = panes.flatMap((pane, n) => [...pane.children].filter(one => one.getBoundingClientRect().right > edges[n].right + 1))
  const beside = edges.slice(1).filter((edge, n) => edge.left < edges[n].right - 1)
  return [...inner.map(one => one.className), ...beside.map(String), ...(document.documentElement.scrollWidth > innerWidth ? ["the page"] : [])]
}"""
"""What reaches over the edge of its pane, or of the window."""
OVERRIDE, ISOLATE, END = "\u202e", "\u2066", "\u2069"


async def test_a_word_without_end_is_folded_and_letters_stand_as_they_were_written(
    tmp_path: Path, chromium_path: str
) -> None:
    async with house(tmp_path) as shop, chromium() as browser:
        await somebody_writes(shop, "x" * 3000)
        await somebody_writes(shop, f"Pay {OVERRIDE}evil{END} {ISOLATE}here{END}")
        async with at_the_desk(browser, shop, "bob") as page:
            await opens_the_talk_that_begins(page, "xxx")
            words = page.locator("article p", has_text="xxxx")
            before = (await words.bounding_box() or {})["height"]
            assert before < WINDOW / 2
            await page.get_by_role("button", name="Show all").click()
            await expect(page.get_by_role("button", name="Fold again")).to_be_visible()
            assert (await words.bounding_box() or {})["height"] > 2 * before
            await page.get_by_role("button", name="Fold again").click()
            await expect(page.get_by_role("button", name="Show all")).to_be_visible()
            await opens_the_talk_that_begins(page, "Pay evil here")
            await expect(page.locator("article", has_text="Pay evil here")).to_be_visible()


async def opens_the_talk_that_begins(page: Page, words: str) -> None:
    await page.get_by_role("link").filter(has_text=words).click()


async def test_on_a_phone_the_order_stands_under_the_name(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, page_on(browser, PHONE) as page:
        await sign_in(page, shop.desk.url, "bob@larkandloom.example", PASSWORD, f"/inbox/all/{talks['dan']}")
        line = page.locator("[data-order-line]")
        await expect(line).to_contain_text("Harbour jacket")
        await expect(line).to_contain_text("days late")
        await line.click()
        await expect(page.locator("[data-order-card]")).to_contain_text("days late")


async def test_panes_stand_beside_each_other_whatever_is_written(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "bob") as page:
        person = (await shop.ask(f"/conversations/{talks['dan']}"))["person"]
        await shop.tell("PATCH", f"/people/{person['id']}", {"name": "Wilhelmina" * 20})
        await shop.tell(
            "POST", "/macros", {"name": "A name that takes a while to be read " * 2, "text": "Yes.", "shortcut": "yes"}
        )
        wish = {"id": ids.new(), "person_id": person["id"], "inbox_id": shop.mailbox["id"], "subject": "Is the harbour jacket warm enough? " * 8, "text": "no end " * 90 + "x" * 900, "to": [{"value": "dan@posteo.example"}]}  # fmt: skip
        talk = (await shop.tell("POST", "/conversations", wish))["conversation_id"]
        for id in (talks["dan"], talk):
            await page.goto(f"{shop.desk.url}/inbox/all/{id}")
            await expect(page.get_by_role("region", name="Everything with")).to_be_visible()
            await expect(page.locator("[data-order-card]").first).to_be_visible()
            for width in (1440, 1200):
                await page.set_viewport_size({"width": width, "height": 900})
                assert await page.evaluate(OVERLAPS) == []


async def test_whoever_waits_stands_before_those_who_do_not_however_many_they_are(
    tmp_path: Path, chromium_path: str
) -> None:
    async with house(tmp_path) as shop, chromium() as browser:
        for n in range(PAGE + 5):
            await somebody_writes(shop, f"Number {n}")
        first = (await shop.conversations())[0]["id"]
        await shop.tell("POST", f"/conversations/{first}/replies", {"id": ids.new(), "text": "Here it is."})
        async with at_the_desk(browser, shop, "bob", "/inbox/all") as page:
            rows = page.get_by_role("region", name="Conversations").locator("[role=listitem]")
            seen: list[str] = []
            for _ in range(20):
                await expect(rows.first).to_be_visible()
                seen += [one for one in await rows.all_inner_texts() if one not in seen]
                await rows.last.scroll_into_view_if_needed()
                await page.wait_for_timeout(100)
            headings = [at for at, one in enumerate(seen) if "Number" not in one and "Here it is" not in one]
            assert headings == [0, PAGE + 5], seen


async def test_rules_that_are_not_saved_are_not_left_without_asking(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, _), chromium() as browser, at_the_desk(browser, shop, "alice") as page:
        await page.goto(f"{shop.desk.url}/settings/hours")
        await page.get_by_role("link", name="What we may give").click()
        await changes_a_rule(page)
        await page.keyboard.press("g")
        await page.keyboard.press("p")
        await stays(page)
        await page.go_back()
        await stays(page)
        await page.go_back()
        await page.get_by_role("button", name="Leave, forget the changes").click()
        await page.wait_for_url("**/settings/hours")
        await unchanged(shop)


async def changes_a_rule(page: Page) -> None:
    await page.get_by_role("button", name="Change: A second person").click()
    field = page.get_by_role("textbox", name="A wish waits, in hours")
    await field.fill("17")
    await field.blur()
    await expect(page.get_by_role("region", name="Save the rules")).to_be_visible()


async def stays(page: Page) -> None:
    asked = page.get_by_role("dialog", name="Leave without saving?")
    await expect(asked).to_be_visible()
    await asked.get_by_role("button", name="Stay here").click()
    await expect(asked).to_have_count(0)
    assert page.url.endswith("/settings/policy")
    await expect(page.get_by_role("region", name="Save the rules")).to_be_visible()


async def unchanged(shop: House) -> None:
    assert (await shop.ask("/commerce-policy"))["approval_hours"] != 17
