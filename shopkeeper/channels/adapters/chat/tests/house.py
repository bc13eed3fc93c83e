"""A desk with a chat on it, served for real on a free port, and visitors with browsers of their own."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import uvicorn
import websockets

from shopkeeper import conversations, team
from shopkeeper.channels import inboxes, sending
from shopkeeper.channels.adapters.chat import codes
from shopkeeper.channels.adapters.chat.http import routes
from shopkeeper.channels.model import Inbox, InboxWish
from shopkeeper.conversations import Entry
from shopkeeper.conversations.live import live as workspace
from shopkeeper.kit import ids, signing
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.testing import application, live
from shopkeeper.people import HandleKind
from shopkeeper.team import Agent

SECRET = "a secret between shop and desk"


class Visitor:
    """One browser. `token` is what it keeps."""

    def __init__(self, desk: "Desk", token: str | None = None) -> None:
        self.desk, self.token = desk, token
        self.id = ""

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Visitor {self.token}"} if self.token else {}

    async def asks(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers(), **more.pop("headers", {})}
        return await self.desk.client.request(
            method, f"/chat/v1/{self.desk.inbox.public_key}{path}", headers=headers, **more
        )

    async def begins(self, **knock: Any) -> "Visitor":
        admission = (await self.asks("POST", "/visitors", json=knock)).json()
        self.token = admission["token"] or self.token
        self.id = admission["visitor"]["id"]
        return self

    async def says(self, text: str, id: str | None = None, attachments: tuple[str, ...] = ()) -> dict[str, Any]:
        body = {"id": id or ids.new(), "text": text, "attachments": list(attachments)}
        answer = await self.asks("POST", "/messages", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def reads(self) -> list[str]:
        answer = await self.asks("GET", "/entries")
        assert answer.status_code == 200, answer.text
        return [line["text"] for line in answer.json()["items"]]

    async def proves(self, code: str, email: str | None = None) -> httpx.Response:
        answer = await self.asks("POST", "/proofs", json={"code": code, "email": email})
        if answer.status_code == 200 and answer.json()["token"]:
            self.token = answer.json()["token"]
        return answer

    @contextlib.asynccontextmanager
    async def listens(self, **at: str) -> AsyncIterator["Ear"]:
        url = self.desk.url.replace("http", "ws", 1) + f"/chat/v1/{self.desk.inbox.public_key}/live"
        async with websockets.connect(url) as line:
            await line.send(json.dumps({"token": self.token, **at}))
            yield Ear(line)


class Ear:
    """The frames of one socket, in order."""

    def __init__(self, line: Any) -> None:
        self.line = line

    async def next(self, *kinds: str, within: float = 5) -> dict[str, Any]:
        """The next frame that has one of these keys."""
        async with asyncio.timeout(within):
            while True:
                frame: dict[str, Any] = json.loads(await self.line.recv())
                if not kinds or any(kind in frame for kind in kinds):
                    return frame

    async def hears(self, text: str) -> dict[str, Any]:
        """The line with these words. Lines may come twice; the page knows them by their ids."""
        while (frame := await self.next("entry"))["entry"]["text"] != text:
            pass
        return dict(frame["entry"])

    async def is_quiet(self, *kinds: str, within: float = 0.4) -> bool:
        with contextlib.suppress(TimeoutError):
            await self.next(*kinds, within=within)
            return False
        return True


class Desk:
    def __init__(self, ctx: Ctx, url: str, client: httpx.AsyncClient, inbox: Inbox, alice: Agent) -> None:
        self.ctx, self.url, self.client, self.inbox, self.alice = ctx, url, client, inbox, alice

    def visitor(self, token: str | None = None) -> Visitor:
        return Visitor(self, token)

    async def conversation(self, entry_id: str) -> str:
        entry = await self.ctx.db.read(conversations.entry, entry_id)
        assert entry.conversation_id
        return entry.conversation_id

    async def answers(self, entry_id: str, text: str) -> Entry:
        talk = await self.conversation(entry_id)
        return await self.ctx.db.write(sending.reply, self.alice, talk, sending.Answer(text=text))

    async def hears_mail(self, address: str, text: str) -> Entry:
        return await self.ctx.db.write(_mail, self.inbox, address, text)

    async def heard(self) -> list[Entry]:
        """Everything customers said, oldest first."""

        def look(tx: Any) -> list[Entry]:
            talks = conversations.listing(tx, self.alice, conversations.Wanted(view="all")).items
            return [e for talk in talks for e in reversed(conversations.messages(tx, talk.id, "in"))]

        return await self.ctx.db.read(look)

    async def newest_word(self) -> Entry:
        return (await self.heard())[-1]

    async def words_of_all(self) -> list[str]:
        return [entry.body["text"] for entry in await self.heard()]

    async def changes(self, **change: Any) -> None:
        from shopkeeper.channels.model import InboxChange

        await self.ctx.db.write(inboxes.edit, self.alice, self.inbox.id, InboxChange(**change))

    async def link(self, address: str) -> str:
        """What stands in our mail to this address."""
        found = await self.ctx.db.read(codes.continue_link, self.inbox.id, "somebody", address)
        assert found is not None
        return found

    async def hires(self, name: str, inboxes: tuple[str, ...] | None) -> str:
        """A colleague who may see these inboxes; answers their bearer token."""

        def verb(tx: Any) -> str:
            new = team.NewAgent(f"{name}@shop.example", name.capitalize(), team.Role.agent, inboxes=inboxes)
            agent = team.add_agent(tx, new, password_hash="x")
            return team.create_token(tx, agent, team.NewToken("test")).secret

        return await self.ctx.db.write(verb)

    @contextlib.asynccontextmanager
    async def window(self, token: str) -> AsyncIterator["Ear"]:
        """The workspace, open in a colleague's browser; it has said hello."""
        url = self.url.replace("http", "ws", 1) + "/api/v1/live"
        async with websockets.connect(url, additional_headers={"Authorization": f"Bearer {token}"}) as line:
            ear = Ear(line)
            await ear.next("hello")
            yield ear

    async def follows(self, link: str) -> str:
        """A click in the mail; answers the one-time code."""
        path = link.removeprefix("http://desk.example.org")
        answer = await self.client.get(path, follow_redirects=False)
        assert answer.status_code == 303
        return str(answer.headers["location"]).partition("#sk=")[2]


def _mail(tx: Any, inbox: Inbox, address: str, text: str) -> Entry:
    from shopkeeper import people
    from shopkeeper.conversations import Address, Heard

    person = people.recognise(tx, HandleKind.email, address, display=address)
    heard = Heard(
        person_id=person.id,
        handle_id=person.handles[0].id,
        brand_id=inbox.brand_id,
        inbox_id="mailbox",
        channel="email",
        text=text,
        sender=Address(value=address, name=""),
    )
    return conversations.hear(tx, heard)


@contextlib.asynccontextmanager
async def open_desk(
    ctx: Ctx, more: Callable[[str], list[Any]] = lambda key: [], **settings: Any
) -> AsyncIterator[Desk]:
    """Everything running; closed again at the end."""
    signing.install(ctx.settings.secret)
    codes.install(ctx.settings.url)
    inbox, alice = await ctx.db.write(_furnish, settings)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        served = [*routes, workspace, *more(inbox.public_key)]
        app = application(served, ctx, identify=team.identifier(ctx.db, ctx.settings), allows=team.allows)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="websockets-sansio"))
        async with live(ctx):
            serving = asyncio.create_task(server.serve(sockets=[door]))
            while not server.started:
                await asyncio.sleep(0.01)
            async with httpx.AsyncClient(base_url=url) as client:
                yield Desk(ctx, url, client, inbox, alice)
            server.should_exit = True
            await serving


def _furnish(tx: Any, settings: dict[str, Any]) -> tuple[Inbox, Agent]:
    brand = team.default_brand(tx)
    alice = team.add_agent(
        tx, team.NewAgent(email="alice@shop.example", name="Alice Lark", role=team.Role.admin), password_hash="x"
    )
    wish = InboxWish(
        kind="chat",
        name="Shop chat",
        brand_id=brand.id,
        settings={"page": "https://shop.example/", **settings},
        secrets={"identity": SECRET},
    )
    return inboxes.connect(tx, alice, wish), alice
