"""A real Chromium for tests: Debian's, driven through Playwright's asynchronous door.

    async def test_the_desk(...):
        async with chromium() as browser, page_on(browser, PHONE) as page: ...

Playwright's synchronous door keeps an event loop running in the test's thread, and every async test after it fails:
so it is not used here.
"""

import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from tests.servers import Missing

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: Mapping[str, Any] = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", "timezone_id": "UTC"}
PHONE: Mapping[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-GB",
    "timezone_id": "UTC",
}
DARK: Mapping[str, Any] = {"color_scheme": "dark"}


def chromium_path() -> str:
    """CHROMIUM, or the one on the path. Raises Missing."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise Missing("Chromium is not installed (apt-get install chromium)")
    return found


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium with a fresh profile."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def page_on(browser: Browser, *looks: Mapping[str, Any]) -> AsyncIterator[Page]:
    """A page in a context of its own (no shared cookies): page_on(browser, PHONE, DARK)."""
    options: dict[str, Any] = {}
    for look in looks or (DESKTOP,):
        options |= look
    context = await browser.new_context(**options)
    try:
        yield await context.new_page()
    finally:
        await context.close()
