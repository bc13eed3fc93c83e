"""Photographs every screen for the docs: `.venv/bin/python scripts/lib/pictures.py [NAME…]` writes docs/pictures/.

desk.png is the desk in the light, desk-dark.png in the dark, desk-phone.png and desk-phone-dark.png on a phone. Needs
Chromium, and Pillow for small files.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.async_api import Browser, Page  # noqa: E402

from shopkeeper.demo import SIGN_INS  # noqa: E402
from tests.browser import DESKTOP, PHONE, chromium, page_on  # noqa: E402
from tests.desks import desk  # noqa: E402
from tests.journeys.house import BESIDE, PASSWORD, setup_code, sign_in  # noqa: E402
from tests.journeys.screens import (  # noqa: E402
    DESK,
    DOORS,
    SETUP,
    SHOP,
    STILL,
    Screen,
    demo,
    places,
    visit,
)

PICTURES = ROOT / "docs" / "pictures"
DEVICES: Mapping[str, Mapping[str, Any]] = {"": DESKTOP, "-phone": PHONE}
SCHEMES = {"": "light", "-dark": "dark"}
# So many of the commonest colours are kept exactly; as many more cover what is seldom: a star, a red word.
COLOURS = 96


def small(png: bytes) -> bytes:
    """The same picture with a palette: some 20 to 90 kB."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    counted = sorted(picture.getcolors(picture.width * picture.height) or [], key=lambda each: -each[0])
    common = [channel for _, colour in counted[:COLOURS] for channel in colour]  # type: ignore[union-attr]
    cover = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*common, *cover[: COLOURS * 3]])
    out = io.BytesIO()
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


async def take(page: Page, name: str, device: str) -> None:
    for ending, scheme in SCHEMES.items():
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        path = PICTURES / f"{name}{device}{ending}.png"
        path.write_bytes(small(await page.screenshot(animations="disabled", caret="hide")))
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
    await page.emulate_media(color_scheme="light")


async def tour(page: Page, url: str, screens: Sequence[Screen], ids: Mapping[str, str], device: str) -> None:
    for screen in screens:
        if wanted(screen.name):
            await visit(page, url, screen, ids)
            await take(page, screen.name, device)


def wanted(name: str) -> bool:
    return not sys.argv[1:] or name in sys.argv[1:]


async def of_the_demo(browser: Browser, url: str) -> None:
    _, email, password, _ = SIGN_INS[0]
    for device, look in DEVICES.items():
        async with page_on(browser, look, STILL) as page:
            await tour(page, url, SHOP, {}, device)
        async with page_on(browser, look, STILL) as page:
            await tour(page, url, DOORS, {}, device)
            await sign_in(page, url, email, password, "/inbox/all")
            await tour(page, url, DESK, await places(page), device)


async def of_a_new_house(browser: Browser, folder: Path) -> None:
    async with desk(folder) as fresh:
        code = await setup_code(fresh)
        owner = {"name": "Alice Arden", "email": "alice@larkandloom.example", "password": PASSWORD}
        for device, look in DEVICES.items():
            async with page_on(browser, look, STILL) as page:
                if not device:
                    await tour(page, fresh.url, [Screen("setup-owner", "/setup", "main form")], {}, "")
                    await page.goto(f"{fresh.url}/setup")
                    answer = await page.request.post(
                        f"{fresh.url}/api/v1/setup/owner", data={**owner, "code": code}, headers=BESIDE
                    )
                    assert answer.ok, await answer.text()
                else:
                    await sign_in(page, fresh.url, owner["email"], PASSWORD, "/setup")
                await tour(page, fresh.url, SETUP, {}, device)


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with chromium() as browser:
            if any(map(wanted, ["setup-owner", *(screen.name for screen in SETUP)])):
                await of_a_new_house(browser, Path(folder))
            (Path(folder) / "demo").mkdir()
            with demo(Path(folder) / "demo") as url:
                await of_the_demo(browser, url)


if __name__ == "__main__":
    asyncio.run(main())
