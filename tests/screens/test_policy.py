"""What we may give: the rules on one page, a second person's word, the budget for delight, and who tells us of parcels."""

import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from shopkeeper.kit import ids
from tests.browser import PHONE, chromium, page_on
from tests.journeys.house import BESIDE, PASSWORD, House, at_the_desk, eventually, sign_in
from tests.journeys.screens import STILL
from tests.journeys.test_axe import DEVICES, faults
from tests.journeys.test_shop_beside import refunded, shop_with_ana

pytestmark = pytest.mark.browser

MORE = "More than they may give on one order."


async def bounded(shop: House, minor: int = 2_000) -> None:
    """An agent gives so much alone on one order, the rest is asked for."""
    policy = await shop.ask("/commerce-policy")
    policy["roles"]["agent"]["per_order"] = minor
    await shop.tell("PUT", "/commerce-policy", policy)


@asynccontextmanager
async def signed_in(shop: House, name: str) -> AsyncIterator[httpx.AsyncClient]:
    """A colleague at the API."""
    async with httpx.AsyncClient(base_url=shop.desk.url, timeout=30, trust_env=False) as client:
        who = {"email": f"{name}@larkandloom.example", "password": PASSWORD}
        assert (await client.post("/api/v1/session", json=who, headers=BESIDE)).is_success
        yield client


async def asks_for(shop: House, name: str, order: dict[str, Any], talk: str, minor: int, why: str) -> str:
    """A colleague asks to give more than they may; answers the wish's id."""
    wish = {
        "store_id": order["store_id"], "order_id": order["id"], "version": order["order"]["version"], "key": ids.new(),
        "action": {"type": "refund", "amount": {"minor": minor, "currency": "EUR"}}, "why": why, "conversation_id": talk, "ask": True,
    }  # fmt: skip
    async with signed_in(shop, name) as client:
        asked = await client.post("/api/v1/intents", json=wish, headers=BESIDE)
    assert asked.json()["state"] == "waiting", asked.text
    return str(asked.json()["id"])


async def test_the_rules_are_read_tried_changed_and_remembered(tmp_path: Path, chromium_path: str) -> None:
    async with shop_with_ana(tmp_path) as (shop, _, _), chromium() as browser:
        async with at_the_desk(browser, shop, "alice", "/settings/policy") as page:
            agents = page.get_by_role("region", name="Agents")
            await expect(agents).to_contain_text("Gives away up to €100.00 on one order")
            await agents.get_by_role("button", name="Change: Agents").click()
            await agents.get_by_label("On one order, in EUR").fill("ten")
            await expect(agents.get_by_text("An amount like 12.50.")).to_be_visible()
            await agents.get_by_label("On one order, in EUR").fill("15")
            await expect(agents).to_contain_text("Gives away up to €15.00 on one order")
            heard = page.get_by_role("list", name="What each would hear")
            await expect(heard.get_by_role("listitem").filter(has_text="Agents")).to_contain_text(
                f"{MORE} Asks a lead."
            )
            await meets_a_colleagues_change(page, shop)
            await is_told_at_the_field(page)
            await page.get_by_role("button", name="Save the rules").click()
            await expect(page.get_by_role("region", name="Save the rules")).to_be_hidden()
            changes = page.get_by_role("region").or_(page.locator("section")).filter(has_text="Who changed what").last
            await expect(changes).to_contain_text("Agents, on one order: €100.00 → €15.00")
        kept = await shop.ask("/commerce-policy")
        assert (kept["roles"]["agent"]["per_order"], kept["approval_hours"], kept["share"]) == (1_500, 12, 40)
        async with at_the_desk(browser, shop, "bob", "/settings/policy") as page:
            await expect(page.get_by_role("region", name="Agents")).to_contain_text("up to €15.00 on one order")
            await expect(page.get_by_role("button", name="Change: Agents")).to_have_count(0)
            await expect(page.get_by_text("Who changed what")).to_have_count(0)


async def meets_a_colleagues_change(page: Page, shop: House) -> None:
    await bounded_hours(shop, 12)
    await expect(page.get_by_text("Yours stand on top of theirs now")).to_be_visible()
    await expect(page.get_by_role("region", name="A second person")).to_contain_text("A wish waits 12 hours")
    await expect(page.get_by_role("region", name="Agents")).to_contain_text("up to €15.00 on one order")


async def bounded_hours(shop: House, hours: int) -> None:
    await shop.tell("PUT", "/commerce-policy", {**await shop.ask("/commerce-policy"), "approval_hours": hours})


async def is_told_at_the_field(page: Page) -> None:
    share = page.get_by_role("region", name="Compensation")
    await share.get_by_role("button", name="Change: Compensation").click()
    await share.get_by_label("At most, in % of the order").fill("140")
    await page.get_by_role("button", name="Save the rules").click()
    await expect(share.get_by_text("Between 0 and 100 percent.")).to_be_visible()
    await share.get_by_label("At most, in % of the order").fill("40")


async def test_a_second_person_decides_with_the_keyboard_and_who_asked_hears_it(
    tmp_path: Path, chromium_path: str
) -> None:
    async with shop_with_ana(tmp_path) as (shop, order, talk), chromium() as browser:
        await bounded(shop)
        async with (
            at_the_desk(browser, shop, "alice", "/inbox/all") as alice,
            at_the_desk(browser, shop, "bob", "/approvals") as bob,
        ):
            await expect(bob.get_by_text("Nothing waits for a second person")).to_be_visible()
            await asks_for(shop, "bob", order, talk, 4_800, "The seam came apart.")
            await expect(alice.get_by_role("link", name="Approvals, 1 waits for you")).to_be_visible()
            await expect(bob.locator("[data-wish]")).to_contain_text("A second person decides about this.")
            await expect(bob.get_by_role("button", name="Say yes")).to_have_count(0)
            await bob.goto(f"{shop.desk.url}/approvals/asked")
            await expect(bob.locator("[data-wish]")).to_contain_text("Nobody has decided yet.")
            await says_yes(alice)
            await expect(bob.get_by_text("Alice Arden said yes: refund €48.00. “She is right.”")).to_be_visible()
            await expect(bob.locator("[data-wish]")).to_contain_text("Alice Arden said yes, and it is done.")
            await eventually(lambda: refunded(shop, order["id"], 4_800))
            await is_told_no(shop, alice, bob, order["id"], talk)


async def says_yes(alice: Page) -> None:
    await alice.locator("body").press("g")
    await alice.locator("body").press("v")
    wish = alice.locator("[data-wish]")
    await expect(wish.get_by_role("heading")).to_have_text("Bob Barrow wants to give €48.00 back")
    await expect(wish).to_contain_text("25 % of the order")
    await expect(wish.locator("blockquote")).to_have_text("The seam came apart.")
    await alice.locator("body").press("a")
    await alice.get_by_label("A word to Bob Barrow").fill("She is right.")
    await alice.keyboard.press("Control+Enter")
    await expect(alice.get_by_text("You said yes. Bob Barrow hears of it.")).to_be_visible()
    await expect(alice.get_by_text("Nothing waits for a second person")).to_be_visible()


async def is_told_no(shop: House, alice: Page, bob: Page, order_id: str, talk: str) -> None:
    order = await shop.ask(f"/orders/{order_id}")
    await asks_for(shop, "bob", order, talk, 3_000, "And once more.")
    await expect(alice.locator("[data-wish]")).to_contain_text("And once more.")
    await alice.locator("body").press("d")
    await alice.get_by_label("A word to Bob Barrow").fill("Once is enough.")
    await alice.get_by_role("button", name="No", exact=True).click()
    await expect(bob.get_by_text("Alice Arden said no: refund €30.00. “Once is enough.”")).to_be_visible()
    assert await refunded(shop, order_id, 4_800)


async def test_a_phone_is_enough_to_say_yes(tmp_path: Path, chromium_path: str) -> None:
    async with shop_with_ana(tmp_path) as (shop, order, talk), chromium() as browser, page_on(browser, PHONE) as page:
        await bounded(shop)
        await asks_for(shop, "bob", order, talk, 2_500, "A hole in the heel.")
        await sign_in(page, shop.desk.url, "alice@larkandloom.example", PASSWORD, "/approvals")
        await page.get_by_role("button", name="Say yes to Bob Barrow").tap()
        await page.get_by_role("button", name="Yes, give €25.00").tap()
        await eventually(lambda: refunded(shop, order["id"], 2_500))
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_delight_is_written_down_with_what_came_of_it(tmp_path: Path, chromium_path: str) -> None:
    async with shop_with_ana(tmp_path) as (shop, _, talk), chromium() as browser:
        async with at_the_desk(browser, shop, "bob", f"/inbox/all/{talk}") as page:
            await page.get_by_role("link", name="Your wow budget").click()
            await expect(page.get_by_text("€50.00 of €50.00 left")).to_be_visible()
            await expect(page.get_by_role("group", name="For whom")).to_contain_text("Ana Ribeiro")
            await writes(page, "185", "Tulips")
            await expect(page.get_by_role("alert").filter(has_text="of your budget is left")).to_be_visible()
            await page.get_by_label("How much, in EUR").fill("18.50")
            await page.get_by_role("button", name="Write it down").click()
            await expect(page.get_by_text("€31.50 of €50.00 left")).to_be_visible()
            await expect(page.locator("[data-spend]").get_by_role("link", name="the talk")).to_be_visible()
            await page.get_by_role("button", name="Undo").click()
            await expect(page.get_by_text("€50.00 of €50.00 left")).to_be_visible()
            await gives(page, "18.50", "=Tulips for her mother")
            await page.get_by_role("button", name="What came of it, Ana Ribeiro").click()
            await page.get_by_role("textbox", name="What came of it, Ana Ribeiro").fill("Her mother cried.")
            await page.get_by_role("button", name="Save").click()
            await expect(page.locator("[data-spend] q")).to_have_text("Her mother cried.")
            await expect(page.get_by_role("link", name="Everybody")).to_have_count(0)
        async with at_the_desk(browser, shop, "alice", "/wow/everybody") as page:
            await expect(page.get_by_role("list", name="Everybody")).to_contain_text("€31.50 of €50.00 left")
            await expect(page.locator("[data-spend]")).to_contain_text("by Bob Barrow")
            async with page.expect_download() as loading:
                await page.get_by_role("link", name="Save as a table").click()
            saved = Path(await (await loading.value).path()).read_bytes().decode("utf-8-sig")
    [row] = list(csv.reader(io.StringIO(saved)))[1:]
    assert row[1:] == [
        "Bob Barrow",
        "Ana Ribeiro",
        "18.50",
        "EUR",
        "'=Tulips for her mother",
        "Her mother cried.",
        "elsewhere",
        "",
    ]


async def gives(page: Page, amount: str, what: str) -> None:
    await page.get_by_role("combobox", name="For whom").fill("ana")
    await page.get_by_role("option", name="Ana Ribeiro").wait_for()
    await page.keyboard.press("Enter")
    await writes(page, amount, what)


async def writes(page: Page, amount: str, what: str) -> None:
    await page.get_by_label("How much, in EUR").fill(amount)
    await page.get_by_label("What for").fill(what)
    await page.get_by_role("button", name="Write it down").click()


async def test_a_tracking_service_is_connected_and_days_are_promised(tmp_path: Path, chromium_path: str) -> None:
    async with shop_with_ana(tmp_path) as (shop, _, _), chromium() as browser:
        async with at_the_desk(browser, shop, "alice", "/settings/carriers") as page:
            await page.get_by_role("button", name="Connect a service").click()
            await page.get_by_role("link", name="EasyPost").click()
            await page.locator("input[name='secrets.webhook']").fill("a long secret of ours")
            await page.get_by_role("button", name="Connect", exact=True).click()
            await expect(page.get_by_label("Address of the webhook")).to_contain_text("/hooks/carriers/")
            address = await page.get_by_label("Address of the webhook").inner_text()
            async with httpx.AsyncClient(trust_env=False) as stranger:
                assert (await stranger.post(address, json={"object": "Event"})).status_code == 403
            await page.get_by_role("button", name="Pause it").click()
            await expect(page.get_by_role("status").filter(has_text="Paused").first).to_be_visible()
            await page.goto(f"{shop.desk.url}/settings/carriers")
            await expect(page.get_by_role("list", name="Who tells us")).to_contain_text("Paused")
            await promises(page)
        kept = await shop.ask("/delivery-promises")
        assert kept["rules"][-1] | {"carrier": "", "grace": 0} == {
            "carrier": "", "service": "pigeon", "countries": ["FR"], "days": 2, "saturdays": False, "quiet": 4, "grace": 0,
        }  # fmt: skip


async def promises(page: Page) -> None:
    await page.get_by_role("button", name="Add a rule").click()
    await page.get_by_label("Service", exact=True).first.fill("pigeon")
    await page.get_by_label("To which countries").fill("fr")
    await page.get_by_label("Business days").fill("9000")
    await page.get_by_role("button", name="Save the rules").click()
    await expect(page.get_by_text("business days.", exact=False).filter(has_text="From 0 to")).to_be_visible()
    await page.get_by_label("Business days").fill("2")
    await page.get_by_role("button", name="Save the rules").click()
    await expect(page.get_by_role("button", name="Edit: Pigeon, to France")).to_be_visible()
    example = page.locator("section").filter(has=page.get_by_role("heading", name="Try it"))
    await example.get_by_label("Service").fill("pigeon")
    await example.get_by_label("Country").fill("FR")
    await example.get_by_label("Sent on").fill("2026-11-16")
    await expect(example).to_contain_text("It should arrive by Wednesday 18 November.")
    await expect(example).to_contain_text("By the rule: Pigeon, to France.")


SCREENS = (
    "/settings/policy",
    "/settings/carriers",
    "/settings/carriers/new",
    "/approvals",
    "/approvals/asked",
    "/wow",
    "/wow/everybody",
)


@pytest.mark.parametrize("device", DEVICES)
async def test_nobody_is_shut_out(device: str, tmp_path: Path, chromium_path: str) -> None:
    async with (
        shop_with_ana(tmp_path) as (shop, order, talk),
        chromium() as browser,
        page_on(browser, DEVICES[device], STILL) as page,
    ):
        await bounded(shop)
        await asks_for(shop, "bob", order, talk, 4_800, "The seam came apart.")
        wish = {"person_id": order["person_id"], "amount": {"minor": 900, "currency": "EUR"}, "what_for": "Tulips"}
        spent = await shop.tell("POST", "/wow/spends", wish)
        await shop.tell("PUT", f"/wow/spends/{spent['id']}/outcome", {"outcome": "She wrote back."})
        await sign_in(page, shop.desk.url, "alice@larkandloom.example", PASSWORD, "/approvals")
        found: list[str] = []
        for path in SCREENS:
            await page.goto(shop.desk.url + path)
            await page.locator("main :is(h1, h2)").locator("visible=true").first.wait_for()
            await page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
            await opened(page)
            found += await faults(page, f"{path} on a {device}")
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert found == []


async def opened(page: Page) -> None:
    """What is folded away is looked at, too."""
    for name in ("Change: Agents", "Change: Returns", "Change: Currency", "Say yes to Bob Barrow"):
        button = page.get_by_role("button", name=name)
        if await button.count():
            await button.first.click()
