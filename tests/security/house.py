"""The whole application in one process, with two mailboxes, a chat, and people of every kind who knock."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from shopkeeper import channels, conversations, main, people, team
from shopkeeper.channels.model import Inbox, InboxWish
from shopkeeper.kit import ids, testing
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.people import HandleKind
from shopkeeper.team import Agent, Role
from shopkeeper.team import devices as marks

HOME = "http://desk.example.org"
PASSWORD = "the quiet bell rings twice"
IDENTITY_SECRET = "a secret between shop and desk"
MAIL = {"receive": "none", "smtp_host": "127.0.0.1", "smtp_port": 2525, "smtp_security": "none", "auth": "none"}


class House:
    """Built by `opened`. `help` and `sales` are mailboxes, `chat` is a widget."""

    brand: team.Brand
    help: Inbox
    sales: Inbox
    chat: Inbox

    def __init__(self, ctx: Ctx) -> None:
        self.ctx, self.db = ctx, ctx.db
        self.app = testing.served(main.HOUSE, ctx)
        self.agents: dict[str, Agent] = {}
        self.letters: list[team.Letter] = []

    async def furnish(self) -> "House":
        self.brand = await self.db.write(team.add_brand, team.NewBrand(name="Lark & Loom"))
        self.help = await self.connect("email", "help@lark.example", settings=MAIL)
        self.sales = await self.connect("email", "sales@lark.example", settings=MAIL)
        self.chat = await self.connect("chat", "", secrets={"identity": IDENTITY_SECRET})
        return self

    async def connect(self, kind: str, address: str, **more: Any) -> Inbox:
        wish = InboxWish(kind=kind, name=address or kind, brand_id=self.brand.id, address=address, **more)
        return await self.db.write(channels.connect, None, wish)

    async def hires(self, name: str, role: Role = Role.agent, inboxes: tuple[str, ...] | None = None) -> Agent:
        new = team.NewAgent(f"{name}@lark.example", name.capitalize(), role, inboxes=inboxes)
        self.agents[name] = await self.db.write(team.add_agent, new, password_hash=await team.hash_password(PASSWORD))
        return self.agents[name]

    def nobody(self, network: str = "203.0.113.7", **headers: str) -> httpx.AsyncClient:
        """A browser with no cookies, from an address of its own."""
        transport = httpx.ASGITransport(app=self.app, client=(network, 40_000), raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=HOME, headers={"X-CSRF": "1", "Origin": HOME, **headers})

    async def window(self, name: str, **options: Any) -> httpx.AsyncClient:
        """This agent's browser, signed in, as one they have used before."""
        browser = self.nobody(**options)
        browser.cookies.set(marks.COOKIE, marks.marked("", self.agents[name].id))
        answer = await browser.post("/api/v1/session", json={"email": f"{name}@lark.example", "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        return browser

    async def program(self, name: str) -> httpx.AsyncClient:
        """The API as this agent, by a token."""
        issued = await self.db.write(team.create_token, self.agents[name], team.NewToken("tests"))
        return self.nobody(Authorization=f"Bearer {issued.secret}")

    async def hears(self, inbox: Inbox, sender: str = "ana@example.org", text: str = "Hello", **more: Any) -> Any:
        """A word came in at this inbox; answers its entry."""
        return await self.db.write(_hear, inbox, sender, text, more)

    async def visitor(self, chat: Inbox | None = None, **knock: Any) -> httpx.AsyncClient:
        box, browser = chat or self.chat, self.nobody()
        browser.base_url = httpx.URL(f"{HOME}/chat/v1/{box.public_key}")
        admission = (await browser.post("/visitors", json=knock)).json()
        browser.headers["Authorization"] = f"Visitor {admission['token']}"
        return browser

    async def works(self) -> None:
        """Do every job that is due; letters to agents land in `letters`."""

        async def keep(_: Ctx, letter: team.Letter) -> None:
            self.letters.append(letter)

        await Worker(self.ctx, {**main.JOBS, **team.handlers(keep)}).drain()

    async def socket(self, path: str, *said: Any, query: str = "", **headers: str) -> list[dict[str, Any]]:
        """What the server says to somebody who opens a socket, says these things and leaves."""
        answers: list[dict[str, Any]] = []
        asked = iter(
            [{"type": "websocket.connect"}, *({"type": "websocket.receive", "text": _word(one)} for one in said)]
        )

        async def receive() -> dict[str, Any]:
            found = next(asked, None)
            if found is None:
                await asyncio.sleep(0.1)
                return {"type": "websocket.disconnect", "code": 1000}
            return found

        async def send(message: dict[str, Any]) -> None:
            answers.append(message)

        scope = {
            "type": "websocket", "asgi": {"version": "3.0"}, "path": path, "raw_path": path.encode(),
            "query_string": query.encode(), "root_path": "", "scheme": "ws", "server": ("desk.example.org", 80),
            "client": ("203.0.113.7", 40_000), "subprotocols": [], "extensions": {},
            "headers": [(b"host", b"desk.example.org"), *((k.encode(), v.encode()) for k, v in headers.items())],
        }  # fmt: skip
        await asyncio.wait_for(self.app(scope, receive, send), 10)
        return answers


@asynccontextmanager
async def opened(ctx: Ctx) -> AsyncIterator[House]:
    yield await House(ctx).furnish()


def accepted(answers: list[dict[str, Any]]) -> bool:
    return "websocket.accept" in [one["type"] for one in answers]


def _word(said: Any) -> str:
    return said if isinstance(said, str) else json.dumps(said)


def _hear(tx: Tx, inbox: Inbox, sender: str, text: str, more: dict[str, Any]) -> Any:
    who = people.recognise(tx, HandleKind.email, sender, display=sender, name=more.pop("name", ""))
    handle = people.holder(tx, HandleKind.email, sender)
    assert handle is not None
    heard = conversations.Heard(
        person_id=who.id, brand_id=inbox.brand_id, inbox_id=inbox.id, channel=inbox.kind, handle_id=handle.id, text=text,
        id=ids.new(), **more,
    )  # fmt: skip
    return conversations.hear(tx, heard)
