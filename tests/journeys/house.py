"""A shop, its desk and the people around them: a real server, real browsers and, where asked for, real mail."""

import asyncio
import imaplib
import re
import secrets
import smtplib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
from playwright.async_api import Browser, Page, expect

from tests.browser import DESKTOP, page_on
from tests.desks import Desk, desk
from tests.servers import MailServer, MailStore

T = TypeVar("T")

ALICE = "alice@larkandloom.example"
PASSWORD = "a long row of words"
PATIENCE = 30.0
TRUSTED = "mx.larkandloom.example"
BESIDE = {"X-CSRF": "1"}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour jacket</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Harbour jacket</h1><p>Waxed by hand.</p></main>
<script src="{desk}/widget.js" data-key="{key}" async></script></body></html>"""

expect.set_options(timeout=PATIENCE * 1000)


async def eventually(ask: Callable[[], Awaitable[T]], patience: float = PATIENCE) -> T:
    """The first true answer of `ask`; fails with the last one."""
    found: Any = None
    for _ in range(int(patience / 0.1)):
        if found := await ask():
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"waited in vain, the last answer was {found!r}")


# --- the shop's own site ---


@asynccontextmanager
async def site(page: Callable[[], str]) -> AsyncIterator[str]:
    """A static page on an origin of its own, as every shop has. Yields its address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1]
            body, status = (page().encode(), b"200 OK") if line.startswith(b"/shop") else (b"", b"404 Not Found")
            head = b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            writer.write(head % (status, len(body)) + body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # a browser opens more connections than it uses
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/shop"
    finally:
        server.close()


# --- the desk ---


@dataclass
class House:
    """An open desk with Alice (admin), Bob and Carol, a chat, and a mailbox where mail servers were given."""

    desk: Desk
    admin: httpx.AsyncClient
    shop: str = ""
    # The mail server outlives this house, so every house has a mailbox of its own.
    address: str = field(default_factory=lambda: f"hello{secrets.token_hex(4)}@larkandloom.example")
    chat: Mapping[str, Any] = field(default_factory=dict)
    mailbox: Mapping[str, Any] = field(default_factory=dict)
    brand: Mapping[str, Any] = field(default_factory=dict)
    people: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    async def ask(self, path: str, **params: Any) -> Any:
        answer = await self.admin.get(f"/api/v1{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def tell(self, method: str, path: str, data: Any = None) -> Any:
        answer = await self.admin.request(method, f"/api/v1{path}", json=data, headers=BESIDE)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def known(self, email: str) -> list[Any]:
        """The people the desk knows by this address."""
        return list((await self.ask("/people", handle=email))["items"])

    async def timeline(self, person_id: str) -> list[Any]:
        """Messages only, oldest first."""
        entries = (await self.ask(f"/people/{person_id}/timeline", limit=100))["items"]
        return [entry for entry in reversed(entries) if entry["kind"] == "message"]

    async def conversations(self) -> list[Any]:
        """Every conversation that is not closed, whoever waits for whom."""
        pages = [await self.ask("/conversations", view=view) for view in ("all", "waiting")]
        return list({item["id"]: item for page in pages for item in page["items"]}.values())


@asynccontextmanager
async def house(folder: Path, store: MailStore | None = None, post: MailServer | None = None, **settings: Any) -> AsyncIterator[House]:  # fmt: skip
    """Open it with the settings a shop would choose, through the API that the wizard uses."""
    async with (
        desk(folder, **settings) as opened,
        httpx.AsyncClient(base_url=opened.url, timeout=30, trust_env=False) as admin,
    ):
        made = House(opened, admin)
        await _claim(made)
        for name in ("Bob", "Carol"):
            await _hire(made, name)
        await _furnish(made, store, post)
        async with site(lambda: PAGE.format(desk=opened.url, key=made.chat["public_key"])) as shop:
            made.shop = shop
            made.chat = await made.tell("PATCH", f"/inboxes/{made.chat['id']}", {"settings": {"page": shop}})
            yield made


async def _claim(house: House) -> None:
    """Alice becomes the owner with the code that was printed."""
    wish = {"code": await setup_code(house.desk), "email": ALICE, "name": "Alice Arden", "password": PASSWORD}
    answer = await house.admin.post("/api/v1/setup/owner", json=wish, headers=BESIDE)
    assert answer.is_success, answer.text
    house.people["alice"] = answer.json()["agent"]


async def _join(house: House, token: str, name: str) -> None:
    async with httpx.AsyncClient(base_url=house.desk.url, timeout=30, trust_env=False) as newcomer:
        answer = await newcomer.post(
            f"/api/v1/invitations/{token}", json={"name": name, "password": PASSWORD}, headers=BESIDE
        )
        assert answer.is_success, answer.text
        house.people[name.split()[0].lower()] = answer.json().get("agent", answer.json())


async def _hire(house: House, name: str) -> None:
    wish = {"email": f"{name.lower()}@larkandloom.example", "name": f"{name} Barrow", "role": "agent"}
    agent = await house.tell("POST", "/agents", wish)
    link = (await house.tell("POST", f"/agents/{agent['id']}/invitation"))["link"]
    await _join(house, link.split("/join/")[1], f"{name} Barrow")


async def _furnish(house: House, store: MailStore | None, post: MailServer | None) -> None:
    brands = (await house.ask("/brands"))["items"]
    wish = {"name": "Lark & Loom", "colour": "#163d31"}
    house.brand = brands[0] if brands else await house.tell("POST", "/brands", wish)
    house.brand = await house.tell("PATCH", f"/brands/{house.brand['id']}", wish)
    chat = {"kind": "chat", "name": "Chat", "brand_id": house.brand["id"], "settings": {}}
    house.chat = await house.tell("POST", "/inboxes", chat)
    receive: dict[str, Any] = {"receive": "none", "auth": "none"}
    if store and post:
        receive = {
            "imap_host": store.host, "imap_port": store.imap_port, "imap_security": "none", "user": house.address,
            "smtp_host": post.host, "smtp_port": post.port, "smtp_security": "none", "trusted_hosts": [TRUSTED],
        }  # fmt: skip
    kept = {"password": store.password} if store else {}
    mail = {"kind": "email", "name": "Mail", "brand_id": house.brand["id"], "address": house.address, "secrets": kept}
    house.mailbox = await house.tell("POST", "/inboxes", {**mail, "settings": {"undo_seconds": 1, **receive}})


async def setup_code(fresh: Desk) -> str:
    """What a fresh desk printed for its owner."""

    async def printed() -> list[str]:
        return re.findall(r"/setup\S* with the code\s+(\S+)", fresh.log.read_text())

    return (await eventually(printed))[0]


# --- mail ---


def letter(sender: str, to: str, subject: str, text: str, *, id: str, proven: bool = True) -> EmailMessage:
    """A mail to the shop. `proven`: with the word of the receiving host, which this mail server does not write itself."""
    made = EmailMessage(policy=policy.SMTP)
    if proven:
        domain = sender.rpartition("@")[2].rstrip(">")
        made["Authentication-Results"] = f"{TRUSTED}; dkim=pass header.d={domain}"
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"], made["Date"] = f"<{id}>", format_datetime(datetime.now(UTC))
    made.set_content(text)
    return made


async def post_letter(server: MailServer, made: EmailMessage) -> None:
    def send() -> None:
        with smtplib.SMTP(server.host, server.port, timeout=PATIENCE) as smtp:
            smtp.send_message(made)

    await asyncio.to_thread(send)


async def mailbox_of(store: MailStore, user: str) -> list[EmailMessage]:
    """Everything in somebody's INBOX, read as their mail program reads it."""

    def read() -> list[EmailMessage]:
        imap = imaplib.IMAP4(store.host, store.imap_port, timeout=PATIENCE)
        try:
            imap.login(user, store.password)
            imap.select("INBOX", readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            parts: Any = [imap.fetch(number.decode(), "(BODY.PEEK[])")[1][0] for number in numbers]
            return [message_from_bytes(part[1], _class=EmailMessage, policy=policy.default) for part in parts]  # type: ignore[arg-type]
        finally:
            imap.logout()

    return await asyncio.to_thread(read)


# --- browsers ---


@asynccontextmanager
async def at_the_desk(browser: Browser, house: House, name: str, path: str = "/inbox/all", *looks: Any) -> AsyncIterator[Page]:  # fmt: skip
    """A colleague's window, entered through the sign-in page."""
    async with page_on(browser, DESKTOP, *looks) as page:
        await sign_in(page, house.desk.url, f"{name}@larkandloom.example", PASSWORD, path)
        yield page


async def sign_in(page: Page, url: str, email: str, password: str, path: str) -> None:
    await page.goto(f"{url}/sign-in?to={path}")
    await page.get_by_label("Your mail address").fill(email)
    await page.get_by_label(re.compile("^Password")).fill(password)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(lambda found: "/sign-in" not in found)


@dataclass
class Visitor:
    """Somebody on the shop's page."""

    page: Page

    async def opens_the_chat(self) -> None:
        await self.page.locator("button.k").click()
        await expect(self.page.locator("section.sk")).to_be_visible()

    async def says(self, words: str, wait: bool = True) -> None:
        field = self.page.locator(".in textarea")
        await field.fill(words)
        await expect(self.page.locator(".send")).to_have_attribute("aria-disabled", "false")
        await field.press("Enter")
        if wait:
            await expect(self.page.locator("li.mine:not(.waits) .b", has_text=words)).to_be_visible()

    async def gives_address(self, email: str) -> None:
        await self.page.locator("#sk-mail").fill(email)
        await self.page.locator("form.ask button[type=submit]").click()
        await expect(self.page.locator(".goes")).to_contain_text("goes to")

    async def sees(self, words: str) -> None:
        await expect(self.page.locator(".b", has_text=words)).to_be_visible()

    async def said(self) -> list[str]:
        return list(await self.page.locator(".b:not(.dots)").all_inner_texts())


@asynccontextmanager
async def on_the_shop_page(browser: Browser, house: House, *looks: Any, address: str = "") -> AsyncIterator[Visitor]:
    async with page_on(browser, DESKTOP, *looks) as page:
        await page.goto(address or house.shop)
        await page.locator("button.k").wait_for(state="attached")
        yield Visitor(page)
