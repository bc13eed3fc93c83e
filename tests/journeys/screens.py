"""Every screen of the desk, the shop and its chat, and how to get there: what is examined for access and photographed."""

import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from shopkeeper.demo import SIGN_INS
from tests import warm
from tests.desks import NotOpen, prepared

Step = Callable[[Page], Awaitable[None]]
PATIENCE = 60.0
# Nothing fades in while somebody measures colours or takes a picture.
STILL: Mapping[str, Any] = {"reduced_motion": "reduce"}


@dataclass(frozen=True)
class Screen:
    """`path` may name {chat}, {mail}, {other}, {letter} (conversations) and {person}. `shown`: what stands there when it is ready."""

    name: str
    path: str
    shown: str
    then: Step | None = None


async def palette(page: Page) -> None:
    await page.keyboard.press("Control+k")
    await page.get_by_role("combobox").fill("a")
    await page.get_by_role("option").first.wait_for()


async def keys(page: Page) -> None:
    await page.locator("body").press("?")
    await page.get_by_role("dialog").wait_for()


async def note(page: Page) -> None:
    await page.locator("body").press("n")
    await page.get_by_role("textbox", name="Your note").fill("She moves in December, send it before.")


async def writing(page: Page) -> None:
    await page.locator("body").press("r")
    await page.get_by_role("textbox", name="Your answer").click()
    await page.keyboard.insert_text("A second one leaves here today.")


async def snooze(page: Page) -> None:
    await page.get_by_role("button", name="Put aside").first.click()
    await page.get_by_role("menu").or_(page.get_by_role("dialog")).first.wait_for()


async def assign(page: Page) -> None:
    await page.get_by_role("button", name="Assign").first.click()
    await page.get_by_role("menu").or_(page.get_by_role("dialog")).first.wait_for()


async def views(page: Page) -> None:
    await page.get_by_role("button", name="More views").click()
    await page.get_by_role("menu").wait_for()


TIMELINE = "article[data-entry]"
DESK: tuple[Screen, ...] = (
    Screen("desk", "/inbox/mine/{chat}", TIMELINE),
    Screen("desk-mail", "/inbox/all/{mail}", TIMELINE),
    Screen("desk-list", "/inbox/all", "main a[href*='/inbox/']"),
    Screen("desk-empty", "/inbox/spam", "main"),
    Screen("desk-writing", "/inbox/all/{letter}", TIMELINE, writing),
    Screen("desk-note", "/inbox/all/{other}", TIMELINE, note),
    Screen("desk-new", "/inbox/all/new", "main form"),
    Screen("palette", "/inbox/all/{chat}", TIMELINE, palette),
    Screen("keys", "/inbox/all/{chat}", TIMELINE, keys),
    Screen("people", "/people", "main a[href^='/people/']"),
    Screen("person", "/people/{person}", "main h1:visible"),
    Screen("approvals", "/approvals", "main h1:visible"),
    Screen("wow", "/wow", "main h1:visible"),
    Screen("search", "/search?q=jacket", "mark:visible"),
    Screen("settings-stores-new", "/settings/stores/new", "main a[href*='/stores/new/']"),
    *(
        Screen(f"settings-{slug}", f"/settings/{slug}", "main :is(h1, h2):visible")
        for slug in (
            "profile",
            "security",
            "replies",
            "topics",
            "tags",
            "brands",
            "hours",
            "stores",
            "policy",
            "carriers",
            "inboxes",
            "health",
            "mail",
            "agents",
            "teams",
        )
    ),
)
MENUS: tuple[Screen, ...] = (
    Screen("desk-snooze", "/inbox/all/{mail}", TIMELINE, snooze),
    Screen("desk-assign", "/inbox/all/{mail}", TIMELINE, assign),
    Screen("desk-views", "/inbox/all", "main a[href*='/inbox/']", views),
)
DOORS: tuple[Screen, ...] = (
    Screen("sign-in", "/sign-in", "main form"),
    Screen("reset", "/reset", "main form"),
    Screen("join-spent", "/join/nothing", "main h1:visible"),
)
SETUP: tuple[Screen, ...] = tuple(
    Screen(f"setup-{step}", f"/setup/{step}", "main :is(h1, h2):visible")
    for step in ("brand", "mailbox", "widget", "colleagues", "hours", "done")
)


async def chat(page: Page) -> None:
    await page.locator("button.k").click()
    await page.locator(".in textarea").wait_for()


async def talk(page: Page) -> None:
    await chat(page)
    await page.locator(".in textarea").fill("Does the harbour jacket keep the rain out?")
    await expect(page.locator(".send")).to_have_attribute("aria-disabled", "false")
    await page.locator(".in textarea").press("Enter")
    await page.locator("li.mine:not(.waits)").first.wait_for()


async def more(page: Page) -> None:
    await chat(page)
    await page.get_by_role("button", name="More").click()
    await page.locator(".pop").wait_for()


SHOP: tuple[Screen, ...] = (
    Screen("shop", "/demo-shop/", "main"),
    Screen("shop-account", "/demo-shop/account", "main"),
    Screen("shop-widget", "/demo-shop/", "main", chat),
    Screen("shop-more", "/demo-shop/", "main", more),
    Screen("shop-talk", "/demo-shop/", "main", talk),
)


async def places(page: Page) -> dict[str, str]:
    """Ids for the paths: the fullest waiting conversation of each channel, whoever chats, and two that may be written in."""
    found = await page.evaluate(
        """async () => {
          const {items} = await (await fetch('/api/v1/conversations?view=all&limit=50')).json()
          const of = (channel) => items.find((each) => each.channel === channel && each.person_regular) ?? items.find((each) => each.channel === channel)
          const [chat, mail] = [of('chat'), of('email')]
          const rest = (channel) => items.find((each) => each.channel === channel && each !== chat && each !== mail)
          return {chat: chat.id, mail: mail.id, person: chat.person_id, other: rest('chat').id, letter: rest('email').id}
        }"""
    )
    return dict(found)


async def visit(page: Page, url: str, screen: Screen, ids: Mapping[str, str]) -> None:
    """Stand before a screen that has come to rest."""
    await page.goto(url + screen.path.format(**ids))
    await page.locator(screen.shown).locator("visible=true").first.wait_for()
    if screen.name.startswith("shop"):
        await page.locator("button.k").wait_for(state="attached")
    if screen.then:
        await screen.then(page)
    await page.evaluate("document.fonts.ready.then(() => undefined)")
    await page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """`shopkeeper demo --quiet` as a process of its own. Yields its address."""
    made = prepared(folder)
    log = folder / "demo.log"
    with log.open("wb") as out:
        process = warm.start(["demo", "--quiet", "--data", made.data], made.environ, out, out)
    try:
        _wait(process, log)
        yield made.url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: warm.Started, log: Path) -> None:
    """The demo prints its sign-ins when everybody has come in."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if SIGN_INS[-1][1] in log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    raise NotOpen(log.read_text(errors="replace"))
