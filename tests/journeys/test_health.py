"""The owner sees that all is well, and where a mail went; and is told calmly when something needs her."""

import asyncio
import re
import smtplib
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from shopkeeper.channels.adapters.email.tests.letters import mail
from tests.browser import PHONE, chromium, page_on
from tests.journeys.house import PASSWORD, House, at_the_desk, eventually, house, sign_in
from tests.journeys.screens import STILL
from tests.journeys.test_axe import faults
from tests.servers import free_port

pytestmark = pytest.mark.browser

HELP = "help@larkandloom.example"
# Whichever of its first moments this is.
NOT_WELL = re.compile("not connected yet|does not answer|nobody fetches")
LANGUAGES = {"de": "Eines braucht Sie.", "es": "Una cosa le necesita.", "fr": "Une chose a besoin de vous."}


def bring(port: int, *bodies: bytes) -> None:
    with smtplib.LMTP("127.0.0.1", port, timeout=20) as line:
        for body in bodies:
            line.sendmail("ana@home.example", [HELP], body)


async def mailboxes(shop: House, lmtp: int) -> None:
    """One that mail is brought to, with three mails that nothing proves; and one at a port where nobody listens."""
    out = {"smtp_host": "127.0.0.1", "smtp_port": lmtp, "smtp_security": "none"}
    plain = {"kind": "email", "brand_id": shop.brand["id"]}
    help_ = {**plain, "name": "Help", "address": HELP, "settings": {**out, "receive": "none", "auth": "none"}}
    await shop.tell("POST", "/inboxes", help_)
    imap = {**out, "receive": "imap", "imap_host": "127.0.0.1", "imap_port": free_port(), "imap_security": "none"}
    orders = {"name": "Orders", "address": "orders@larkandloom.example", "secrets": {"password": "x"}}
    await shop.tell("POST", "/inboxes", {**plain, **orders, "settings": imap})
    ours = [mail(sender=f"Us <{HELP}>", subject=f"Invoice {n}", message_id=f"<i{n}@x.example>") for n in range(3)]
    hers = mail(sender="Ana Okafor <ana@home.example>", subject="My harbour jacket", message_id="<ana@home.example>")
    await asyncio.to_thread(bring, lmtp, hers, *ours)
    await eventually(lambda: counted(shop))


async def counted(shop: House) -> bool:
    found = (await shop.ask("/mail-count"))["items"]
    return any((one["stored"], one["quarantined"]) == (1, 3) for one in found)


async def test_the_owner_sees_what_is_wrong_and_where_mail_went(tmp_path: Path, chromium_path: str) -> None:
    lmtp = free_port()
    async with house(tmp_path, lmtp_port=lmtp) as shop, chromium() as browser:
        await mailboxes(shop, lmtp)
        async with at_the_desk(browser, shop, "alice", "/settings/inboxes", STILL) as page:
            orders = page.get_by_role("listitem").filter(has_text="orders@larkandloom.example")
            await expect(orders).to_contain_text(NOT_WELL)
            await where_it_went(page)
            assert await faults(page, "mail") == []
            await in_quarantine(page)
            await page.goto(f"{shop.desk.url}/inbox/all")
            line = page.get_by_role("status").filter(has_text="Orders: cannot be reached since")
            await expect(line).to_be_visible(timeout=60_000)
            assert await faults(page, "banner") == []
            await line.get_by_role("link", name="See what to do").click()
            await expect(page.get_by_text("One thing needs you.")).to_be_visible()
            assert await faults(page, "health") == []
            await page.get_by_role("button", name="Look again").click()
        await in_other_words(page_on(browser, PHONE, STILL), shop)


async def where_it_went(page: Page) -> None:
    await page.get_by_role("link", name="Mail that came in").click()
    await expect(page.get_by_text("It adds up. Nothing is missing.")).to_be_visible()
    await page.get_by_text("24 hours").click()
    await expect(page.get_by_role("columnheader", name="Came in")).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text="Help")).to_contain_text("4")
    for words, fate in (("<ana@home.example>", "timeline of Ana Okafor"), ("i2@x.example", "In quarantine")):
        await page.get_by_label("Message-ID, address or subject").fill(words)
        await page.get_by_role("button", name="Find", exact=True).click()
        await expect(page.get_by_role("list", name="Where is that mail?")).to_contain_text(fate)


async def in_quarantine(page: Page) -> None:
    quarantine = page.locator("#quarantine")
    await quarantine.get_by_role("button", name="It says that it comes from us").click()
    await quarantine.get_by_role("button", name="Look inside").first.click()
    await expect(quarantine.get_by_text("<i2@x.example>")).to_be_visible()
    assert await faults(page, "look") == []
    await quarantine.get_by_role("button", name="Try all again").click()
    await expect(page.get_by_text("3 were tried, 0 could be read now.")).to_be_visible()
    await quarantine.get_by_role("button", name="Let all go").click()
    await quarantine.get_by_label("Why can it go?").fill("Known fraud")
    await quarantine.get_by_label("Why can it go?").press("Enter")
    await expect(page.get_by_text("3 were let go.")).to_be_visible()
    await expect(quarantine).to_contain_text("Everything that came could be read")


async def in_other_words(opening: object, shop: House) -> None:
    async with opening as page:  # type: ignore[attr-defined]
        await sign_in(page, shop.desk.url, "alice@larkandloom.example", PASSWORD, "/settings/health")
        for locale, words in LANGUAGES.items():
            await shop.tell("PATCH", "/me", {"locale": locale})
            await page.reload()
            await expect(page.get_by_text(words)).to_be_visible()
            wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide == 0, locale
            assert await faults(page, f"health, phone, {locale}") == []
