"""A small desk: one brand, a chat and a mailbox, agents, and customers who write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from shopkeeper import conversations, people, team
from shopkeeper.conversations import Conversation, Entry, Heard, Words
from shopkeeper.conversations.http import routes
from shopkeeper.kit import testing
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.people import HandleKind, Person, Proof
from shopkeeper.people.http import routes as people_routes

MAIL, CHAT, OTHER = "inbox-mail", "inbox-chat", "inbox-other"
HOME = "http://desk.example.org"


@dataclass
class Desk:
    ctx: Ctx
    db: Db
    clock: SettableClock
    brand: str = "brand"
    agents: dict[str, team.Agent] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    _app: Any = None

    async def opens(self) -> Desk:
        brand = await self.db.write(team.add_brand, team.NewBrand(name="Mira & Moss"))
        self.brand = brand.id
        return self

    async def hires(
        self, name: str, role: team.Role = team.Role.agent, inboxes: tuple[str, ...] | None = None
    ) -> team.Agent:
        new = team.NewAgent(f"{name}@shop.example", name.capitalize(), role, inboxes=inboxes)
        agent = await self.db.write(team.add_agent, new, password_hash="x")
        self.agents[name] = agent
        self.tokens[name] = (await self.db.write(team.create_token, agent, team.NewToken("test"))).secret
        return agent

    def app(self) -> Any:
        return testing.application(
            [*routes, *people_routes],
            self.ctx,
            identify=team.identifier(self.db, self.ctx.settings),
            allows=team.allows,
        )

    def door(self, name: str | None) -> httpx.AsyncClient:
        """The API as this agent; None: somebody signed out."""
        headers = {"Authorization": f"Bearer {self.tokens[name]}"} if name else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app()), base_url=HOME, headers=headers)

    # --- customers ---

    async def mails(self, address: str, words: str, *, proven: bool = False, **more: Any) -> Entry:
        return await self.db.write(self._heard, HandleKind.email, address, words, MAIL, "email", proven, more)

    async def chats(self, visitor: str, words: str, **more: Any) -> Entry:
        return await self.db.write(
            self._heard, HandleKind.visitor, visitor, words, CHAT, "chat", True, {"live": True, **more}
        )

    async def claims(self, visitor: str, address: str) -> people.Handle:
        def verb(tx: Tx) -> people.Handle:
            person = people.recognise(tx, HandleKind.visitor, visitor)
            return people.claim(tx, person.id, HandleKind.email, address, source="chat")

        return await self.db.write(verb)

    def _heard(
        self,
        tx: Tx,
        kind: HandleKind,
        value: str,
        words: str,
        inbox: str,
        channel: str,
        proven: bool,
        more: dict[str, Any],
    ) -> Entry:
        proof = Proof.proven if proven else Proof.claimed
        person = people.recognise(
            tx, kind, value, name=more.pop("name", ""), proof=proof, proven_by="test" if proven else None
        )
        given = {"brand_id": self.brand, "inbox_id": inbox, "channel": channel, **more}
        return conversations.hear(tx, Heard(person_id=person.id, handle_id=person.handles[0].id, text=words, **given))

    async def answers(self, name: str, conversation_id: str, words: str, **more: Any) -> Entry:
        after = more.pop("after", None)
        return await self.db.write(
            conversations.say, self.agents[name], conversation_id, Words(text=words, **more), after=after
        )

    # --- looking ---

    async def person(self, address: str) -> Person:
        found = await self.db.read(people.by_handle, address)
        assert len(found) == 1, found
        return found[0]

    async def conversation(self, id: str | None) -> Conversation:
        return await self.db.read(conversations.conversation, None, str(id))

    async def view(self, name: str, view: str | None = "all", **wanted: Any) -> list[Conversation]:
        found = await self.db.read(conversations.listing, self.agents[name], conversations.Wanted(view=view, **wanted))
        return list(found.items)

    async def timeline(self, name: str, person_id: str) -> list[Entry]:
        return list(await self.db.read(conversations.timeline, self.agents[name], person_id))

    async def does(self, verb: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return await self.db.write(verb, *args, **more)

    async def works(self) -> None:
        """Do every job that is due."""

        async def send(_: Ctx, letter: team.Letter) -> None:
            return None

        await Worker(self.ctx, {**conversations.handlers, **team.handlers(send)}).drain()


@pytest.fixture
def desk(ctx: Ctx, clock: SettableClock) -> Desk:
    return Desk(ctx, ctx.db, clock)
