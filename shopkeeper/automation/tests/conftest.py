"""A shop with a pretend messenger, an agent, and Ana who writes."""

from collections.abc import Iterator
from typing import Any

import pytest

from shopkeeper import channels, conversations, team
from shopkeeper.automation.http import routes
from shopkeeper.channels.model import Post
from shopkeeper.channels.testing import Pretend, signature
from shopkeeper.kit import testing, text
from shopkeeper.kit.jobs import Ctx, Worker

import httpx  # isort: skip


class Shop:
    def __init__(self, ctx: Ctx) -> None:
        self.ctx, self.db, self.messenger = ctx, ctx.db, Pretend()
        self.agents: dict[str, team.Agent] = {}
        self.doors: dict[str, httpx.AsyncClient] = {}
        self._number = 0

    async def opens(self) -> None:
        brand = team.NewBrand(name="Lark & Loom", site="https://larkandloom.example", locale="de")
        self.brand = await self.db.write(team.add_brand, brand)
        wish = channels.InboxWish(
            kind="pretend", name="Messenger", brand_id=self.brand.id, secrets={"secret": "s3cret"}
        )
        self.inbox = await self.db.write(channels.connect, None, wish)
        for name, role in (("bob", team.Role.agent), ("carol", team.Role.agent), ("alice", team.Role.lead)):
            await self.hires(name, role)

    async def hires(self, name: str, role: team.Role) -> None:
        new = team.NewAgent(f"{name}@larkandloom.example", f"{name.capitalize()} Baker", role)
        agent = await self.db.write(team.add_agent, new, password_hash="x")
        token = (await self.db.write(team.create_token, agent, team.NewToken("tests"))).secret
        app = testing.application(
            routes, self.ctx, identify=team.identifier(self.db, self.ctx.settings), allows=team.allows
        )
        headers = {"Authorization": f"Bearer {token}"}
        self.agents[name] = agent
        self.doors[name] = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://desk.example.org", headers=headers
        )

    async def hears(self, words: str, sender: str = "ana", name: str = "Ana Okafor") -> str:
        """Ana writes; answers with the conversation's id."""
        self._number += 1
        payload = text.to_json(
            {"type": "message", "id": f"m{self._number}", "from": sender, "name": name, "text": words}
        )
        body, secrets = payload.encode(), {"secret": "s3cret"}
        headers = {"x-signature": signature("s3cret", body)}
        outcome = await channels.take(self.ctx, Post(inbox=self.inbox, body=body, headers=headers, secrets=secrets))
        assert outcome.conversation_id, outcome
        return outcome.conversation_id

    async def talk(self, id: str) -> conversations.Conversation:
        return await self.db.read(conversations.conversation, None, id)

    async def said(self, id: str) -> list[str]:
        """What we answered, newest first."""
        return [one.body["text"] for one in await self.db.read(conversations.messages, id, "out")]

    async def works(self, handlers: Any = None) -> None:
        await Worker(self.ctx, {**channels.handlers, **conversations.handlers, **(handlers or {})}).drain()


@pytest.fixture
def shop(ctx: Ctx) -> Iterator[Shop]:
    built = Shop(ctx)
    channels.join(built.messenger)
    yield built
    channels.leave("pretend")
