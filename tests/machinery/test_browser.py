"""The browser that other tests drive is a real one, at both sizes."""

import asyncio

import pytest

from tests.browser import DARK, DESKTOP, PHONE, chromium, page_on

pytestmark = pytest.mark.browser


async def seen_widths() -> list[int]:
    async with chromium() as browser:
        widths = []
        for look in (DESKTOP, PHONE):
            async with page_on(browser, look, DARK) as page:
                await page.set_content("<meta name=viewport content='width=device-width'><p>Hello")
                widths.append(await page.evaluate("innerWidth"))
        return widths


def test_a_page_is_as_wide_as_the_device(chromium_path: str) -> None:
    assert asyncio.run(seen_widths()) == [1440, 390]
