"""Every action of the shop from the conversation: chosen, seen before, done once, and passed on to the customer."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from shopkeeper.commerce.testing.shopify import PretendShopify
from shopkeeper.kit import ids
from tests.browser import chromium
from tests.journeys.counter import (
    begin,
    choose_kind,
    go_to,
    market,
    order_where,
    orders_of,
    put_into_the_reply,
    talk_with,
)
from tests.journeys.house import House, at_the_desk, eventually, house, on_the_shop_page

pytestmark = pytest.mark.browser


async def test_what_was_ordered_is_changed_before_it_goes(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "alice") as page:
        await go_to(page, shop, talks["ana"])
        await another_size_and_a_beanie(page, shop)
        await another_address(page, shop)
        await by_gift_card(page, shop)
        await noted_and_tagged(page, shop)
        await the_same_again(page, shop)
        await who_she_is(page, shop)


async def another_size_and_a_beanie(page: Page, shop: House) -> None:
    dialog = await begin(page, "Edit")
    await expect(dialog.get_by_text("Choose another kind, another count")).to_be_visible()
    await choose_kind(dialog, "Another kind of Harbour jacket", "moss, L")
    await expect(dialog.get_by_text("Ana pays €10.00.")).to_be_visible()
    await dialog.get_by_role("spinbutton", name="Pieces of Wren socks").fill("1")
    await expect(dialog.get_by_text("Ana gets back €4.00")).to_be_visible()
    await dialog.get_by_role("searchbox", name="Find a product to add").fill("beanie")
    await dialog.get_by_role("button", name="Add Fen beanie").click()
    await dialog.get_by_label("Why").fill("too small")
    await expect(dialog.get_by_text("Ana pays €34.00.")).to_be_visible()
    await dialog.get_by_role("button", name="Change items").click()
    await put_into_the_reply(page, dialog, "https://shelf.example/pay/")
    line = page.locator("[data-order]", has_text="too small")
    await expect(line).to_contain_text("Items changed")
    await expect(line).to_contain_text("+€34.00")
    order = await order_where(shop, "ana", lambda one: len(one["lines"]) == 3)
    kinds = {one["title"]: (one["options"].get("size"), one["quantity"]) for one in order["lines"]}
    assert kinds == {"Harbour jacket": ("L", 1), "Wren socks": ("S", 1), "Fen beanie": (None, 1)}
    await expect(page.locator("[data-order-card]").get_by_text("€34.00 not paid yet.")).to_be_visible()


async def another_address(page: Page, shop: House) -> None:
    dialog = await begin(page, "Change address")
    await dialog.get_by_role("combobox", name="Known addresses").select_option(label="Teresa Ribeiro, 2 quai Perrache, 69002 Lyon, FR")  # fmt: skip
    await dialog.get_by_role("textbox", name="Telephone").fill("+33 6 11 22 33 44")
    await expect(dialog.get_by_text("Ship to Teresa Ribeiro, 2 quai Perrache")).to_be_visible()
    await dialog.get_by_role("button", name="Change address").click()
    await expect(dialog).to_have_count(0)
    await order_where(shop, "ana", lambda one: one["ship_to"]["name"] == "Teresa Ribeiro" and one["ship_to"]["phone"])


async def by_gift_card(page: Page, shop: House) -> None:
    dialog = await begin(page, "Change payment")
    await dialog.get_by_role("radio", name="Gift card ····9931, holds €400.00").check()
    await dialog.get_by_role("button", name="Change payment").click()
    await expect(dialog).to_have_count(0)
    await order_where(shop, "ana", lambda one: any(paid["way"]["kind"] == "gift_card" for paid in one["payments"]))


async def noted_and_tagged(page: Page, shop: House) -> None:
    dialog = await begin(page, "Notes and tags")
    await dialog.get_by_role("textbox", name="The shop’s note on this order").fill("Ring twice.")
    tags = dialog.get_by_role("textbox", name="Another tag")
    await tags.fill("gift")
    await tags.press("Enter")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await order_where(shop, "ana", lambda one: one["note"] == "Ring twice." and one["tags"] == ["gift"])


async def the_same_again(page: Page, shop: House) -> None:
    dialog = await begin(page, "Order again")
    await expect(dialog.get_by_text("Goes to Teresa Ribeiro")).to_be_visible()
    await dialog.get_by_role("button", name="Make the order").click()
    await expect(dialog.get_by_text("Pays here")).to_be_visible()
    await dialog.get_by_role("button", name="Close").last.click()
    made = await order_where(shop, "ana", lambda one: one["payment_state"] == "unpaid")
    assert made["ship_to"]["name"] == "Teresa Ribeiro"


async def who_she_is(page: Page, shop: House) -> None:
    dialog = await begin(page, "Customer’s details")
    await dialog.get_by_role("textbox", name="The shop’s note on the customer").fill("Writes in English.")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    person = (await shop.known("ana@posteo.example"))[0]

    async def noted() -> bool:
        pane = await shop.ask(f"/people/{person['id']}/shop")
        return bool(pane["customers"][0]["customer"]["note"] == "Writes in English.")

    await eventually(noted)


async def test_what_was_sent_comes_again_and_comes_back(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "bob") as page:
        await go_to(page, shop, talks["bea"])
        await socks_again_from_bobs_budget(page, shop)
        await a_return_with_a_label(page, shop)
        await go_to(page, shop, talks["dan"])
        await a_code_for_the_wait(page)
        await more_than_bob_may(page)
        await shop.tell("PUT", "/commerce-policy", {**await shop.ask("/commerce-policy"), "rates": {"KWD": "0.34"}})
        await go_to(page, shop, talks["khalid"])
        await three_decimals(page, shop)
        await go_to(page, shop, talks["cleo"])
        await sold_from_the_conversation(page, shop)


async def socks_again_from_bobs_budget(page: Page, shop: House) -> None:
    dialog = await begin(page, "Replace")
    await dialog.get_by_role("combobox", name="Pieces of Wren socks").select_option("2")
    await choose_kind(dialog, "As which kind, Wren socks", "L")
    await dialog.get_by_role("checkbox", name="To another address").check()
    await dialog.get_by_role("textbox", name="Street and number").fill("Am Wall 7")
    await dialog.get_by_role("checkbox", name="From my own budget, for delight").check()
    again = dialog.get_by_role("button", name="Send again")
    await expect(again).to_be_disabled()
    await dialog.get_by_label("Why").fill("a hole in both heels")
    await again.click()
    await expect(dialog).to_have_count(0)
    made = await order_where(shop, "bea", lambda one: "Replacement" in one["note"])
    assert (made["total"]["minor"], made["ship_to"]["line1"]) == (0, "Am Wall 7")
    assert [(one["options"], one["quantity"]) for one in made["lines"]] == [({"size": "L"}, 2)]
    spent = (await shop.ask("/wow/ledger"))["items"]
    assert [(one["amount"]["minor"], one["what_for"]) for one in spent] == [(2_800, "a hole in both heels")]
    line = page.locator("[data-order]", has_text="a hole in both heels")
    await expect(line).to_contain_text("Replacement")


async def a_return_with_a_label(page: Page, shop: House) -> None:
    # The replacement is the newest order now; what was delivered stands under the others.
    number = (await order_where(shop, "bea", lambda one: one["shipments"]))["number"].lstrip("#")
    await page.get_by_role("button", name=re.compile(f"^{number} ?")).click()
    dialog = await begin(page, "Return")
    await dialog.get_by_role("checkbox", name="Harbour jacket").check()
    await dialog.get_by_role("combobox", name="Why Harbour jacket, moss, M comes back").select_option("size_too_small")
    await choose_kind(dialog, "What Harbour jacket, moss, M is exchanged for", "moss, L")
    await expect(dialog.get_by_text("Bea pays €10.00")).to_be_visible()
    await dialog.get_by_role("button", name="Accept return").click()
    await put_into_the_reply(page, dialog, "https://shelf.example/labels/")
    back = (await order_where(shop, "bea", lambda one: one["returns"]))["returns"][0]["lines"][0]
    assert (back["reason"], back["for_variant"]) == ("size_too_small", "jacket-l")
    card = page.locator("[data-order-card]", has_text="on its way back")
    await expect(card).to_contain_text("too small, for another kind")


async def a_code_for_the_wait(page: Page) -> None:
    await expect(page.locator("[data-order-card]")).to_contain_text("days late")
    dialog = await begin(page, "Gift")
    await dialog.get_by_role("button", name="15 %").click()
    await dialog.get_by_role("textbox", name="Words of its own").fill("SORRYDAN")
    await dialog.get_by_label("Last day").fill("2199-12-31")
    await expect(dialog.get_by_text("Code SORRYDAN")).to_be_visible()
    await expect(dialog.get_by_text("15 % off, once")).to_be_visible()
    await dialog.get_by_role("button", name="Give it").click()
    await put_into_the_reply(page, dialog, "SORRYDAN")


async def more_than_bob_may(page: Page) -> None:
    dialog = await begin(page, "Refund")
    await dialog.get_by_role("checkbox", name="Harbour jacket").check()
    await expect(dialog.get_by_role("alert")).to_contain_text("Ask a lead")
    await dialog.get_by_role("button", name="Ask for approval").click()
    await expect(dialog.get_by_role("status")).to_contain_text("Asked.")
    await dialog.get_by_role("button", name="Close").last.click()
    await expect(page.locator("[data-order-card]")).to_contain_text("waits for approval")


async def three_decimals(page: Page, shop: House) -> None:
    dialog = await begin(page, "Refund")
    amount = dialog.get_by_role("textbox", name="A sum, in KWD")
    await amount.fill("1.2505")
    await expect(dialog.get_by_text("Write it like 1.250.")).to_be_visible()
    await amount.fill("1.250")
    await dialog.get_by_role("button", name=re.compile(r"Refund KWD.1\.250")).click()
    await expect(dialog).to_have_count(0)
    await order_where(shop, "khalid", lambda one: one["refunded"]["minor"] == 1_250)


async def sold_from_the_conversation(page: Page, shop: House) -> None:
    gift = await begin(page, "Gift")
    await gift.get_by_role("radio", name="Store credit").check()
    await gift.get_by_role("textbox", name="How much, in EUR").fill("5")
    await expect(gift.get_by_text("Store credit of €5.00")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(gift).to_have_count(0)
    dialog = await begin(page, "New order")
    await dialog.get_by_role("button", name="Add Harbour jacket, moss, M").click()
    search = dialog.get_by_role("searchbox", name="Find a product to add")
    await search.fill("beanie")
    await expect(dialog.get_by_role("button", name="Add Wren socks")).to_have_count(0)
    await search.press("Enter")
    await dialog.get_by_role("textbox", name="Price of Fen beanie, in EUR").fill("0")
    await dialog.get_by_role("textbox", name="Off the whole, in EUR").fill("8")
    await expect(dialog.get_by_text("Cleo pays €150.00.")).to_be_visible()
    await dialog.get_by_role("button", name="Make the order").click()
    await put_into_the_reply(page, dialog, "https://shelf.example/pay/")
    made = await order_where(shop, "cleo", lambda one: one["total"]["minor"] == 15_000)
    assert [(one["title"], one["total"]["minor"]) for one in made["lines"]] == [("Harbour jacket", 15_000), ("Fen beanie", 0)]  # fmt: skip


async def test_a_changed_order_is_shown_anew_and_keys_open_every_dialog(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, talks), chromium() as browser, at_the_desk(browser, shop, "bob") as page:
        await go_to(page, shop, talks["ana"])
        await page.locator("body").press("o")
        await page.keyboard.press("r")
        dialog = page.get_by_role("dialog", name=re.compile("^Refund, order"))
        await expect(dialog.get_by_role("checkbox", name="Harbour jacket")).to_be_focused()
        await dialog.get_by_role("combobox", name="Pieces of Wren socks").select_option("1")
        await expect(dialog.get_by_role("button", name="Refund €14.00")).to_be_enabled()
        await changed_by_alice(shop)
        await expect(dialog.get_by_text("The order changed meanwhile.")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await for_a_reason_of_the_policy(page, shop)
        await page.locator("body").press("Control+k")
        await page.get_by_role("combobox").fill("gift")
        await page.get_by_role("option", name=re.compile("^Gift or code, order")).click()
        await expect(page.get_by_role("dialog", name=re.compile("^Gift or code, order"))).to_be_visible()
        await page.keyboard.press("Escape")
        await page.locator("body").press("?")
        await expect(page.get_by_role("dialog")).to_contain_text("Send again, order")


async def for_a_reason_of_the_policy(page: Page, shop: House) -> None:
    policy = await shop.ask("/commerce-policy")
    await shop.tell(
        "PUT", "/commerce-policy", {**policy, "cancel": {**policy["cancel"], "reasons": ["ordered by mistake"]}}
    )
    dialog = await begin(page, "Cancel")
    await expect(dialog.get_by_role("alert")).to_contain_text("Give one of these reasons: ordered by mistake.")
    await dialog.get_by_label("Why").fill("ordered by mistake")
    await expect(dialog.get_by_role("button", name="Cancel order")).to_be_enabled()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def changed_by_alice(shop: House) -> None:
    one = next(each for each in await orders_of(shop, "ana"))
    action = {"type": "notes", "note": None, "add_tags": ["vip"], "drop_tags": []}
    wish = {"store_id": one["store_id"], "order_id": one["id"], "action": action, "key": ids.new(), "version": one["order"]["version"]}  # fmt: skip
    await shop.tell("POST", "/intents", wish)


async def test_whoever_only_says_to_be_somebody_is_doubted(tmp_path: Path, chromium_path: str) -> None:
    async with market(tmp_path) as (shop, _), chromium() as browser, on_the_shop_page(browser, shop) as mallory:
        await mallory.opens_the_chat()
        await mallory.says("Please send it to another address")
        await mallory.gives_address("ana@posteo.example")

        async def claimed() -> list[Any]:
            return [
                one
                for one in await shop.conversations()
                if one["channel"] == "chat" and one["person_name"] == "Ana Ribeiro"
            ]

        talk = (await eventually(claimed))[0]
        async with at_the_desk(browser, shop, "bob") as page:
            await go_to(page, shop, talk["id"])
            dialog = await begin(page, "Change address")
            await expect(dialog.get_by_text("Whoever writes here only says to be Ana")).to_be_visible()
            await page.keyboard.press("Escape")
            await go_to(page, shop, await talk_with(shop, "bea"))
            dialog = await begin(page, "Replace")
            await expect(dialog.get_by_text("Choose what is sent again.")).to_be_visible()
            await expect(dialog.get_by_text("only says to be")).to_have_count(0)


async def test_the_same_dialogs_speak_with_shopify(tmp_path: Path, chromium_path: str) -> None:
    async with PretendShopify() as far, house(tmp_path) as shop, chromium() as browser:
        small = far.stock("Harbour jacket", "158.00", "S")
        large = far.stock("Harbour jacket", "168.00", "L", small["product"])
        order = far.sell(far.enrol("Ana Lima", "ana@posteo.example"), [(large, 1), (far.stock("Wren socks", "14.00"), 2)])  # fmt: skip
        wish = {
            "kind": "shopify", "brand_id": shop.brand["id"], "name": "Loom", "settings": {"shop": far.domain, "address": far.url},
            "secrets": {"access_token": far.token, "api_secret": far.secret},
        }  # fmt: skip
        await shop.tell("POST", "/stores", wish)
        await eventually(lambda: shop.known("ana@posteo.example"))
        async with at_the_desk(browser, shop, "bob") as page:
            await go_to(page, shop, await talk_with(shop, "ana"))
            dialog = await begin(page, "Edit")
            await choose_kind(dialog, "Another kind of Harbour jacket", "S")
            await dialog.get_by_label("Why").fill("too large")
            await expect(dialog.get_by_text(re.compile(r"Ana gets back €10\.00"))).to_be_visible()
            await dialog.get_by_role("button", name="Change items").click()
            await expect(dialog).to_have_count(0)
            await expect(page.locator("[data-order]", has_text="too large")).to_contain_text("−€10.00")
            dialog = await begin(page, "Refund")
            await dialog.get_by_role("combobox", name="Pieces of Wren socks").select_option("1")
            await expect(dialog.get_by_role("button", name="Refund €14.00")).to_be_enabled()
            far.troubles.append("lost")
            await dialog.get_by_role("button", name="Refund €14.00").click()
            await expect(dialog.get_by_text("The shop’s answer was lost.")).to_be_visible()
            await dialog.get_by_role("button", name="Look again now").click()
            await expect(dialog).to_have_count(0)
        kinds = {one["variantTitle"]: one["currentQuantity"] for one in order["lineItems"]}
        assert (kinds["S"], kinds["L"], len(order["refunds"])) == (1, 0, 2)
