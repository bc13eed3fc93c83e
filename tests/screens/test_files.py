"""Settings, Stores: the owner of a shop nobody can speak with brings its orders as a file, and sees first what is in it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import PHONE, chromium, page_on
from tests.journeys.house import PASSWORD, House, at_the_desk, house, sign_in
from tests.journeys.screens import STILL
from tests.journeys.test_axe import faults

pytestmark = pytest.mark.browser

ORDERS = """Bestellnummer;Bestelldatum;E-Mail;Vorname;Nachname;Lieferort;Artikel;Menge;Einzelpreis;Versandkosten;Gesamtsumme;Stand;Lagerplatz
1001;03.04.2026 14:05;ana@example.de;Ana;Lima;Köln;Tee;2;12,50;4,90;29,90;raus;A7
1002;13.04.2026 09:10;bo@example.de;Bo;Ek;Bonn;Tasse;1;8,45;4,90;13,35;liegt;B2
1003;neulich;cy@example.de;Cy;Day;Kiel;Tasse;1;8,45;4,90;13,35;raus;B2
"""
LANGUAGES = {"de": "Datei bringen", "es": "Traer un archivo", "fr": "Apporter un fichier"}


async def opened(page: Page) -> None:
    await page.get_by_role("button", name="Add a store").click()
    await page.get_by_role("link", name="CSV files").click()
    await page.get_by_label(re.compile("^Name")).fill("The old shop")
    await page.get_by_role("button", name="Connect", exact=True).click()
    await expect(page.get_by_role("heading", name="Bring a file")).to_be_visible()


async def understood_and_corrected(page: Page, file: Path) -> None:
    await page.locator("input[type=file]").set_input_files(file)
    await expect(page.get_by_role("heading", name="bestellungen.csv")).to_be_visible()
    await expect(page.get_by_role("combobox", name="What “Bestellnummer” means")).to_have_value("number")
    await expect(page.get_by_role("combobox", name="Days in numbers")).to_have_value("dmy")
    await page.get_by_text("2 columns that we do not use").click()
    await page.get_by_role("combobox", name="What “Stand” means").select_option(label="State of the order")
    assert await faults(page, "csv, columns") == []
    await page.get_by_role("button", name="Check the file").click()


async def tried(page: Page) -> None:
    await expect(page.get_by_text("2 orders", exact=True)).to_be_visible()
    await expect(page.get_by_text("€43.25 in 2 orders.")).to_be_visible()
    await expect(page.get_by_text("Line 4", exact=True)).to_be_visible()
    await expect(page.get_by_text("is no date we can read")).to_be_visible()
    await page.get_by_role("combobox", name="What “raus” means").select_option(label="sent")
    await page.get_by_role("button", name="Check again").click()
    await page.get_by_text("One word we know").click()
    await expect(page.get_by_role("combobox", name="What “raus” means")).to_have_value("sent")
    assert await faults(page, "csv, found") == []


async def taken_in(page: Page, shop: House) -> None:
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download them as a table").click()
    assert (await download.value).suggested_filename == "problems.csv"
    take = page.get_by_role("button", name="Take in 2 orders")
    await take.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("list", name="Taken in")).to_contain_text(
        "2 orders: 2 new, 0 changed, 0 known as they are"
    )
    await what_was_left_out_can_still_be_read(page)
    found = (await shop.ask("/orders", limit=10))["items"]
    assert {(one["order"]["number"], one["order"]["state"]) for one in found} == {("1001", "done"), ("1002", "open")}


async def what_was_left_out_can_still_be_read(page: Page) -> None:
    await expect(page.get_by_text("2 orders", exact=True)).to_be_visible()
    taken = page.get_by_role("list", name="Taken in")
    await taken.get_by_text("One thing to look at").click()
    await expect(taken.get_by_text("Line 4", exact=True)).to_be_visible()
    await expect(taken.get_by_text("is no date we can read")).to_be_visible()
    assert await faults(page, "csv, taken in") == []


async def an_order_is_found_everywhere(page: Page, address: str) -> None:
    """By its number, from the page that searches everything and from the palette; its buyer's own page shows it."""
    await page.goto(f"{address}/search?q=1001")
    await expect(page.get_by_role("heading", name="Orders")).to_be_visible()
    assert await faults(page, "search, orders") == []
    await page.get_by_role("link", name=re.compile("1001.*Ana Lima.*Tee")).click()
    await expect(page.get_by_role("article", name="Order 1001")).to_be_visible()
    await expect(page.get_by_role("heading", name="Ana Lima", level=1)).to_be_visible()
    assert await faults(page, "person, orders") == []
    await page.keyboard.press("Control+k")
    await page.get_by_role("combobox").fill("1002")
    await page.get_by_role("option", name=re.compile("1002.*Bo Ek")).click()
    await expect(page.get_by_role("article", name="Order 1002")).to_be_visible()


async def the_same_file_says_so(page: Page, file: Path) -> None:
    await page.locator("input[type=file]").set_input_files(file)
    await expect(page.get_by_role("combobox", name="What “Stand” means")).to_have_value("status")
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.get_by_text("0 new, 0 changed, 2 known as they are").first).to_be_visible()
    await page.get_by_role("button", name="Take the file away").click()
    await page.get_by_role("button", name="Remove", exact=True).click()
    await expect(page.get_by_role("heading", name="bestellungen.csv")).to_have_count(0)


async def test_a_file_is_understood_corrected_tried_and_taken_in(tmp_path: Path, chromium_path: str) -> None:
    file = tmp_path / "bestellungen.csv"
    file.write_bytes(ORDERS.encode("cp1252"))
    async with (
        house(tmp_path) as shop,
        chromium() as browser,
        at_the_desk(browser, shop, "alice", "/settings/stores", STILL) as page,
    ):
        await opened(page)
        assert await faults(page, "csv, none") == []
        await understood_and_corrected(page, file)
        await tried(page)
        await taken_in(page, shop)
        store = page.url
        await an_order_is_found_everywhere(page, shop.desk.url)
        await page.goto(store)
        await the_same_file_says_so(page, file)
        await on_a_phone(browser, shop, page.url, file)


async def on_a_phone(browser: Browser, shop: House, url: str, file: Path) -> None:
    async with page_on(browser, PHONE, STILL) as page:
        await sign_in(page, shop.desk.url, "alice@larkandloom.example", PASSWORD, urlsplit(url).path)
        await page.locator("input[type=file]").set_input_files(file)
        await page.get_by_role("button", name="Check the file").click()
        await expect(page.get_by_text("0 new, 0 changed, 2 known as they are").first).to_be_visible()
        assert await faults(page, "csv, phone") == []
        assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        for language, words in LANGUAGES.items():
            await page.evaluate("language => localStorage.setItem('sk-locale', language)", language)
            await shop.tell("PATCH", "/me", {"locale": language})
            await page.reload()
            await expect(page.get_by_role("heading", name=words)).to_be_visible()
