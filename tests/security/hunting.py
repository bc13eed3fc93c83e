"""Words that try to become a program, put wherever a stranger's (or a colleague's) words can stand, and looked at in a browser.

A payload got through when a script of its ran (dialogs and marks are watched in every frame), when it left something in the
page that could run (a script, a handler, a javascript: link), or when the page asked another server for anything.
"""

import asyncio
import base64
import smtplib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from playwright.async_api import Browser, Error, Frame, Page, Request, expect

from shopkeeper.kit import ids
from shopkeeper.kit.text import to_json
from tests.browser import DESKTOP, page_on
from tests.journeys.house import House, at_the_desk, house
from tests.servers import free_port

AS_SENT = "Show as it was sent"
SHOP = "catch@larkandloom.example"
PER_TALK = 20
PATIENCE = 5.0
"""Seconds for a frame to tell what is in it."""
MOST_SAID = 180
# Marks in every frame what a payload usually calls; `fetch` and pictures are seen as requests.
WATCH = """(() => {
  const hit = (how) => (words) => { console.log('XSS-HIT ' + how + ' ' + words) }
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = hit(name)
  Object.defineProperty(window, '__hit', {set: hit('__hit'), get: () => undefined})
})()"""
OPEN_ONE = """(words) => {
  const one = [...document.querySelectorAll('button')].find((each) => each.textContent === words)
  one?.click()
  return !!one
}"""
LEFT_BEHIND = """() => {
  const found = []
  // Our own, and the widget on the shop's page; one of the same name from elsewhere would be seen as a request.
  const known = (one) => one.src && (new URL(one.src).pathname === '/widget.js' || (new URL(one.src).origin === location.origin && !one.src.includes('/api/')))
  for (const one of document.querySelectorAll('*')) {
    if (one.localName === 'script' && !known(one)) found.push('script ' + one.outerHTML.slice(0, 200))
    for (const {name, value} of one.attributes) {
      if (/^on/i.test(name)) found.push('handler ' + one.outerHTML.slice(0, 200))
      if (/^(href|src|action|formaction|xlink:href|data)$/i.test(name) && /^[\\s\\x00-\\x20]*(javascript|vbscript)\\s*:/i.test(value))
        found.push('link ' + one.outerHTML.slice(0, 200))
    }
  }
  return found
}"""


@dataclass
class Hunt:
    """What got through, where. `looked`: how many pages, frames and documents were looked at."""

    own: str
    hits: list[str] = field(default_factory=list)
    looked: int = 0
    # Our own pages must not need what their policy forbids.
    broken: list[str] = field(default_factory=list)
    words: int = 0
    unread: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda said: self._said(page, said.text))
        page.on("dialog", lambda dialog: self._dialog(page, dialog))
        page.on("request", lambda request: self._asked(page, request))

    async def look(self, page: Page, where: str) -> None:
        """Everything that stands in the page now, and in every frame of it that may be read."""
        self.looked += 1
        self.words += len(await page.locator("body").inner_text())
        for frame in page.frames:
            await self._look_into(frame, where)

    async def _look_into(self, frame: Frame, where: str) -> None:
        # A frame that is taken down in this very moment never answers: nothing of it is left to look at.
        try:
            async with asyncio.timeout(PATIENCE):
                found = await frame.evaluate(LEFT_BEHIND)
        except (TimeoutError, Error):
            self.unread.append(f"{where}: {frame.url[:200]}")
            return
        self.hits += [f"{where}: {one}" for one in found]

    def _said(self, page: Page, words: str) -> None:
        if "TrustedHTML" in words or "TrustedScript" in words:
            self.broken.append(f"{page.url}: {words[:300]}")
        if words.startswith("XSS-HIT"):
            self.hits.append(f"{page.url}: ran {words}")

    def _dialog(self, page: Page, dialog: Any) -> None:
        self.hits.append(f"{page.url}: dialog {dialog.message}")
        asyncio.get_running_loop().create_task(dialog.dismiss())

    def _asked(self, page: Page, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in self.own:
            self.hits.append(f"{page.url}: asked {request.url[:200]}")


def batches(words: Sequence[str], size: int) -> Iterator[tuple[int, Sequence[str]]]:
    yield from ((start, words[start : start + size]) for start in range(0, len(words), size))


@asynccontextmanager
async def trap(folder: Path, **settings: Any) -> AsyncIterator[tuple[House, int]]:
    """A shop whose mail comes by LMTP; yields it with the port."""
    port = free_port()
    async with house(folder, lmtp_port=port, **settings) as shop:
        wish = {"kind": "email", "name": "Catch", "brand_id": shop.brand["id"], "address": SHOP}
        await shop.tell("POST", "/inboxes", {**wish, "settings": {"receive": "listener", "auth": "none"}})
        yield shop, port


# --- putting them everywhere ---


async def post_mails(port: int, payloads: Sequence[str]) -> None:
    """One mail each: as its HTML, its text, its subject, its sender's name and its file's name; PER_TALK of them a talk."""

    def send() -> None:
        with smtplib.LMTP("127.0.0.1", port, timeout=60) as line:
            for start, some in batches(payloads, PER_TALK):
                for n, payload in enumerate(some):
                    line.sendmail(f"p{start}@evil.example", [SHOP], _mail(start, n, payload))

    await asyncio.to_thread(send)


def _mail(talk: int, n: int, payload: str) -> bytes:
    """Made by hand: a library would write the payload so that no reader could stumble over it."""
    one_line = " ".join(payload.split())
    coded = base64.b64encode(one_line.encode()).decode()
    html = f"<p>{payload}</p><div title={payload}>x</div><img src=\"cid:x\" alt='{payload}'><a href='{payload}'>y</a>"
    name = one_line.replace("\\", "\\\\").replace('"', '\\"')
    head = (
        f"From: =?utf-8?B?{coded}?= <p{talk}@evil.example>\r\nTo: {SHOP}\r\nSubject: {one_line}\r\n"
        f"Message-ID: <{talk}.{n}.{ids.new()}@evil.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    )
    parts = (
        '--b\r\nContent-Type: multipart/alternative; boundary="c"\r\n\r\n'
        f"--c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{_b64(payload)}\r\n"
        f"--c\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{_b64(html)}\r\n--c--\r\n"
        f'--b\r\nContent-Type: text/html; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{_b64(html)}\r\n--b--\r\n"
    )
    return (head + parts).encode("utf-8", "replace")


def _b64(words: str) -> str:
    return base64.encodebytes(words.encode("utf-8", "replace")).decode().replace("\n", "\r\n")


async def say_in_chats(shop: House, payloads: Sequence[str]) -> list[str]:
    """As visitors' names, words and pages; answers the visitors' tokens. One network may say 200 words a minute."""
    tokens = []
    root = f"{shop.desk.url}/chat/v1/{shop.chat['public_key']}"
    async with httpx.AsyncClient(trust_env=False, timeout=30) as browser:
        for _, some in batches(payloads[:MOST_SAID], 15):
            token = (await browser.post(f"{root}/visitors", json={})).json()["token"]
            tokens.append(token)
            for payload in some:
                said = {"id": ids.new(), "text": payload[:3_000], "page": f"https://shop.example/{payload}"}
                headers = {"Authorization": f"Visitor {token}"}
                await browser.post(f"{root}/messages", json=said, headers=headers)
            await browser.put(f"{root}/me", json={"name": some[0]}, headers={"Authorization": f"Visitor {token}"})
    return tokens


async def write_at_the_desk(shop: House, payloads: Sequence[str]) -> None:
    """As colleagues' words: notes, tags, tasks, macros, topics, people, teams, and the brand's own name."""
    talks = (await shop.ask("/conversations", view="all", limit=50))["items"]
    for n, payload in enumerate(payloads):
        talk = talks[n % len(talks)]
        words = " ".join(payload.split())[:200] or "x"
        await _try(shop, "POST", f"/conversations/{talk['id']}/notes", {"text": payload})
        await _try(shop, "POST", "/tasks", {"person_id": talk["person_id"], "text": words})
        await _try(shop, "PATCH", f"/people/{talk['person_id']}", {"name": words, "about": words})
        if n < 60:
            tag = quote(words[:40], safe="")
            await _try(shop, "PUT", f"/conversations/{talk['id']}/tags/{tag}")
            await _try(
                shop,
                "POST",
                "/macros",
                {"name": words[:80], "shortcut": f"x{n}", "text": words, "html": payload},
            )
            await _try(shop, "POST", "/topics", {"name": words[:80]})
            await _try(shop, "POST", "/teams", {"name": words[:80], "members": []})
    mark = next((one for one in payloads if len(one) < 80 and "<" in one), payloads[0])
    await _try(
        shop, "PATCH", f"/brands/{shop.brand['id']}", {"name": " ".join(mark.split())[:80], "signature_html": mark}
    )


async def _try(shop: House, method: str, path: str, data: Any = None) -> None:
    """Refused is fine: only what is taken can be shown."""
    answer = await shop.admin.request(method, f"/api/v1{path}", json=data, headers={"X-CSRF": "1"})
    assert answer.status_code < 500, (method, path, data, answer.text)


async def all_arrived(shop: House, mails: int, seconds: float = 600) -> None:
    for _ in range(int(seconds / 0.5)):
        counted = (await shop.ask("/mail-count"))["items"]
        if sum(one["stored"] + one["quarantined"] + one["ignored"] for one in counted) >= mails:
            return
        await asyncio.sleep(0.5)
    raise AssertionError(f"mail is still waiting: {counted}")


# --- looking at them ---


async def look_everywhere(browser: Browser, shop: House, hunt: Hunt, tokens: Sequence[str], talks_at_most: int) -> None:
    async with at_the_desk(browser, shop, "alice") as page:
        await page.add_init_script(WATCH)
        hunt.watch(page)
        await _look_at_lists(page, shop, hunt)
        await _look_at_talks(page, shop, hunt, talks_at_most)
        await _look_at_settings(page, shop, hunt)
    async with page_on(browser, DESKTOP) as page:
        await page.add_init_script(WATCH)
        hunt.watch(page)
        for token in tokens[:talks_at_most]:
            await _look_at_the_widget(page, shop, hunt, token)


async def look_at_documents(browser: Browser, shop: House, hunt: Hunt) -> int:
    """Every original HTML as a page of its own, without the frame's sandbox around it: its own policy has to hold."""
    seen = 0
    async with page_on(browser, DESKTOP) as page:
        await page.context.add_cookies(
            [{"name": n, "value": v, "url": shop.desk.url} for n, v in shop.admin.cookies.items()]
        )
        await page.add_init_script(WATCH)
        hunt.watch(page)
        for talk in await _talks(shop):
            for entry in (await shop.ask(f"/conversations/{talk['id']}/entries", limit=200))["items"]:
                if entry["kind"] == "message" and entry["body"].get("html"):
                    await page.goto(f"{shop.desk.url}/api/v1/entries/{entry['id']}/html", wait_until="load")
                    await hunt.look(page, f"document of {entry['body'].get('subject')!r}")
                    seen += 1
    return seen


async def _talks(shop: House) -> list[Any]:
    found: list[Any] = []
    for view in ("all", "spam"):
        after = None
        while True:
            page = await shop.ask("/conversations", view=view, limit=200, **({"after": after} if after else {}))
            found += page["items"]
            if not (after := page["next"]):
                break
    return found


async def _look_at_lists(page: Page, shop: House, hunt: Hunt) -> None:
    for path in ("/inbox/all", "/inbox/spam", "/people", "/search?q=alert", "/search?q=script"):
        await page.goto(f"{shop.desk.url}{path}")
        await page.wait_for_timeout(600)
        for _ in range(4):
            await page.mouse.wheel(0, 4_000)
            await page.wait_for_timeout(120)
            await hunt.look(page, path)


async def _look_at_talks(page: Page, shop: House, hunt: Hunt, at_most: int) -> None:
    for talk in (await _talks(shop))[:at_most]:
        await page.goto(f"{shop.desk.url}/inbox/all/{talk['id']}")
        await page.wait_for_timeout(900)
        # The list is drawn anew as frames come in, so the page clicks for itself.
        for _ in range(PER_TALK):
            if not await page.evaluate(OPEN_ONE, AS_SENT):
                break
        await page.wait_for_timeout(200)
        await hunt.look(page, f"talk {talk['subject'][:60]!r}")


SETTINGS = ["profile", "security", "replies", "topics", "tags", "brands", "hours", "inboxes", "mail", "agents", "teams"]


async def _look_at_settings(page: Page, shop: House, hunt: Hunt) -> None:
    for path in SETTINGS:
        await page.goto(f"{shop.desk.url}/settings/{path}")
        await page.wait_for_timeout(350)
        await hunt.look(page, f"settings/{path}")


async def _look_at_the_widget(page: Page, shop: House, hunt: Hunt, token: str) -> None:
    await page.goto(shop.shop)
    key = shop.chat["public_key"]
    await page.evaluate(
        "([key, kept]) => localStorage.setItem('shopkeeper:' + key, kept)", [key, to_json({"token": token})]
    )
    await page.reload()
    closed, panel = page.locator("button.k:visible"), page.locator("section.sk")
    await closed.or_(panel).first.wait_for()
    if await closed.count():
        await closed.click()
    await expect(panel).to_be_visible()
    await page.wait_for_timeout(300)
    await expect(page.locator("li.mine").first).to_be_visible()
    await hunt.look(page, "widget")
