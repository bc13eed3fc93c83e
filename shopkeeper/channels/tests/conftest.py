"""A small shop with two mailboxes and a pretend messenger, agents, and customers who write mail."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shopkeeper import channels, conversations, people, team
from shopkeeper.channels import Answer, Inbox, InboxWish, Outcome, arrivals, inboxes, taking
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.model import Post
from shopkeeper.channels.sdk import Thing
from shopkeeper.channels.testing import Postbox, Pretend, signature
from shopkeeper.conversations import Conversation, Entry
from shopkeeper.kit import testing
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.kit.live import Hub
from shopkeeper.kit.settings import Settings
from shopkeeper.people import Person

HELP, SALES = "help@garden.example", "sales@garden.example"
HOME = "http://desk.example.org"


class Shop:
    """Built by `opens`; every wait is for something that has happened when it returns."""

    def __init__(self, ctx: Ctx, clock: SettableClock) -> None:
        self.ctx, self.db, self.clock = ctx, ctx.db, clock
        self.agents: dict[str, team.Agent] = {}
        self.tokens: dict[str, str] = {}
        self.messenger = Pretend()
        self._numbers = iter(range(1, 10_000))

    async def opens(self, smtp_port: int = 25, **settings: Any) -> "Shop":
        self.brand = await self.db.write(team.add_brand, team.NewBrand(name="The garden shop"))
        self.help = await self.mailbox(HELP, smtp_port, **settings)
        self.clock.advance(1_000)
        self.sales = await self.mailbox(SALES, smtp_port, **settings)
        for name, role in (("alice", team.Role.agent), ("bob", team.Role.agent), ("ada", team.Role.admin)):
            await self.hires(name, role)
        return self

    async def mailbox(self, address: str, smtp_port: int = 25, **settings: Any) -> Inbox:
        plain = {
            "receive": "none",
            "smtp_host": "127.0.0.1",
            "smtp_port": smtp_port,
            "smtp_security": "none",
            "auth": "none",
        }
        wish = InboxWish(
            kind="email", name=address, brand_id=self.brand.id, address=address, settings={**plain, **settings}
        )
        return await self.db.write(channels.connect, None, wish)

    async def messengers(self) -> Inbox:
        wish = InboxWish(kind="pretend", name="Messenger", brand_id=self.brand.id, secrets={"secret": "s3cret"})
        return await self.db.write(channels.connect, None, wish)

    async def hires(self, name: str, role: team.Role, inboxes: tuple[str, ...] | None = None) -> team.Agent:
        new = team.NewAgent(f"{name}@garden.example", name.capitalize(), role, inboxes=inboxes)
        agent = await self.db.write(team.add_agent, new, password_hash="x")
        self.agents[name] = agent
        self.tokens[name] = (await self.db.write(team.create_token, agent, team.NewToken("test"))).secret
        return agent

    def door(self, name: str | None) -> httpx.AsyncClient:
        """The API as this agent; None: somebody signed out."""
        app = testing.application(
            channels.routes(), self.ctx, identify=team.identifier(self.db, self.ctx.settings), allows=team.allows
        )
        headers = {"Authorization": f"Bearer {self.tokens[name]}"} if name else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=HOME, headers=headers)

    # --- what comes ---

    async def gets(self, body: bytes, inbox: Inbox | None = None) -> Outcome:
        """These bytes lie in a mailbox."""
        box = inbox or self.help
        sealed = await arrivals.sealed(self.ctx.files, Thing(body=body, received_at=self.clock()))
        [arrival_id] = await self.db.write(arrivals.keep, box.id, [sealed])
        return await taking.take_kept(self.ctx, arrival_id)

    async def hears(self, sender: str, body: str = "Hello\n", inbox: Inbox | None = None, **headers: Any) -> Entry:
        """A mail comes and stands on a timeline."""
        number = next(self._numbers)
        headers.setdefault("message_id", f"<c{number}@customers.example>")
        headers.setdefault("date", "")
        outcome = await self.gets(mail(sender=sender, body=body, **headers), inbox)
        assert outcome.entry_id, outcome
        return await self.entry(outcome.entry_id)

    async def told(self, inbox: Inbox, payload: bytes) -> Outcome:
        """The pretend messenger calls our hook."""
        post = Post(
            inbox=inbox,
            body=payload,
            headers={"x-signature": signature("s3cret", payload)},
            secrets={"secret": "s3cret"},
        )
        return await channels.take(self.ctx, post)

    # --- what we do ---

    async def replies(self, name: str, conversation_id: str | None, text: str = "On its way.", **more: Any) -> Entry:
        return await self.db.write(channels.reply, self.agents[name], str(conversation_id), Answer(text=text, **more))

    async def works(self, later: int = 0) -> None:
        """Do every job that is due (in `later` milliseconds)."""
        self.clock.advance(later)
        await Worker(self.ctx, {**channels.handlers, **conversations.handlers}).drain()

    async def answer_id(self, entry: Entry) -> str:
        """The Message-ID our answer went out with."""
        box = await self.db.read(inboxes.inbox, str(entry.inbox_id))
        adapter: Any = channels.channel(box.kind)
        return f"<{adapter.message_id(box, entry.id)}>"

    # --- what we see ---

    async def entry(self, id: str) -> Entry:
        return await self.db.read(conversations.entry, id)

    async def talk(self, id: str | None) -> Conversation:
        return await self.db.read(conversations.conversation, None, str(id))

    async def said_in(self, id: str | None) -> list[Entry]:
        """The messages of a conversation, oldest first."""
        found: tuple[Entry, ...] = await self.db.read(conversations.messages, str(id))
        return list(reversed(found))

    async def known(self, value: str) -> Person:
        found = await self.db.read(people.by_handle, value)
        assert len(found) == 1, found
        return found[0]

    async def reads(self, query: Any, *args: Any) -> Any:
        return await self.db.read(query, *args)

    async def does(self, verb: Any, *args: Any) -> Any:
        return await self.db.write(verb, *args)

    async def closes(self) -> None:
        await channels.channels()["email"].close()  # type: ignore[attr-defined]


@pytest.fixture
def shop(ctx: Ctx, settings: Settings, clock: SettableClock) -> Iterator[Shop]:
    import msgspec

    open_settings = msgspec.structs.replace(settings, allow_private_networks="127.0.0.0/8")
    built = Shop(Ctx(ctx.db, ctx.files, open_settings, Hub(ctx.db)), clock)
    channels.join(built.messenger)
    yield built
    channels.leave("pretend")


__all__ = ["HELP", "SALES", "Postbox", "Shop", "Tx"]
