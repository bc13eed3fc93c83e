"""The workspace's socket, through a real server: what happens shows in every open window that may see it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
import websockets

from shopkeeper import conversations, people, team
from shopkeeper.conversations.tests.conftest import CHAT, HOME, MAIL, OTHER, Desk
from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.kit.testing import live

PATIENCE = 5.0


@asynccontextmanager
async def serving(desk: Desk) -> AsyncIterator[str]:
    config = uvicorn.Config(desk.app(), port=0, log_level="warning", ws="websockets-sansio", lifespan="off")
    server = uvicorn.Server(config)
    async with live(desk.ctx):
        running = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield f"ws://127.0.0.1:{port}/api/v1/live"
        finally:
            server.should_exit = True
            await running


class Ear:
    """A window that listens."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def hears(self, **wanted: Any) -> dict[str, Any]:
        """The next message that has these values; others pass by."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message: dict[str, Any] = json.loads(await self.socket.recv())
                if all(message.get(key) == value for key, value in wanted.items()):
                    return message

    async def hears_nothing(self, seconds: float = 0.3) -> None:
        try:
            async with asyncio.timeout(seconds):
                while True:
                    message = json.loads(await self.socket.recv())
                    assert message.get("whisper") == "presence", message
        except TimeoutError:
            return

    async def says(self, **words: Any) -> None:
        await self.socket.send(json.dumps(words))


@asynccontextmanager
async def window(desk: Desk, url: str, name: str, since: int | None = None, **headers: str) -> AsyncIterator[Ear]:
    address = url if since is None else f"{url}?since={since}"
    bearer = {"Authorization": f"Bearer {desk.tokens[name]}", **headers}
    async with websockets.connect(address, additional_headers=bearer) as socket:
        yield Ear(socket)


async def opened(desk: Desk) -> Desk:
    await desk.opens()
    await desk.hires("alice", team.Role.lead)
    await desk.hires("bob", inboxes=(OTHER,))
    await desk.hires("carol", inboxes=(MAIL, CHAT))
    return desk


async def test_what_happens_shows_in_every_window_that_may_see_it(desk: Desk) -> None:
    await opened(desk)
    async with serving(desk) as url, window(desk, url, "alice") as alice, window(desk, url, "bob") as bob:
        assert "seq" in await alice.hears(hello=True)
        await bob.hears(hello=True)
        heard = await desk.mails("ana@example.org", "Hello", name="Ana")
        told = await alice.hears(fact="message_heard")
        assert [one["id"] for one in told["entries"]] == [heard.id]
        assert [one["id"] for one in told["conversations"]] == [heard.conversation_id]
        assert [one["name"] for one in told["people"]] == ["Ana"]
        assert told["seq"] == told["entries"][0]["seq"] == told["conversations"][0]["seq"]
        await bob.hears_nothing()


async def test_what_moves_to_an_inbox_out_of_sight_is_taken_from_the_window(desk: Desk) -> None:
    await opened(desk)
    await desk.hires("dan", inboxes=(CHAT,))
    heard = await desk.chats("cookie", "Hello")
    async with serving(desk) as url, window(desk, url, "dan") as dan, window(desk, url, "bob") as bob:
        for ear in (dan, bob):
            await ear.hears(hello=True)
        said = {"inbox_id": MAIL, "channel": "email"}
        await desk.answers("alice", str(heard.conversation_id), "By mail", **said)
        told = await dan.hears(fact="message_said")
        assert {key: told[key] for key in told if key not in ("seq", "fact")} == {"removed": [heard.conversation_id]}
        await desk.answers("alice", str(heard.conversation_id), "Once more", **said)
        await dan.hears_nothing()
        await desk.chats("cookie", "I am back")
        assert [one["id"] for one in (await dan.hears(fact="message_heard"))["conversations"]] == [
            heard.conversation_id
        ]
        await bob.hears_nothing()


def much(tx: Tx, conversation_id: str) -> None:
    for _ in range(510):
        events.record(tx, conversations.ConversationChanged(conversation_id, "tagged"))


async def test_a_window_that_missed_some_catches_up_in_order_and_one_that_missed_much_starts_afresh(desk: Desk) -> None:
    await opened(desk)
    first = await desk.mails("ana@example.org", "one")
    await desk.mails("ana@example.org", "two")
    await desk.answers("alice", str(first.conversation_id), "three")
    async with serving(desk) as url:
        async with window(desk, url, "carol", since=first.seq) as carol:
            hello = await carol.hears(hello=True)
            told = [await carol.hears(fact="message_heard"), await carol.hears(fact="message_said")]
            assert [one["entries"][0]["body"]["text"] for one in told] == ["two", "three"]
            assert hello["seq"] >= told[-1]["seq"]
        async with window(desk, url, "bob", since=first.seq) as bob:
            await bob.hears(hello=True)
            await bob.hears_nothing()
        await desk.does(much, first.conversation_id)
        async with window(desk, url, "carol", since=10**9) as carol:
            assert (await carol.hears(reset=True))["seq"] < 10**9
        async with window(desk, url, "carol", since=first.seq) as carol:
            await carol.hears(hello=True)
            assert (await carol.hears(reset=True))["seq"] > first.seq


async def test_whispers_reach_those_who_may_see_the_conversation(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.chats("cookie", "Hello")
    id = heard.conversation_id
    async with (
        serving(desk) as url,
        window(desk, url, "alice") as alice,
        window(desk, url, "bob") as bob,
        window(desk, url, "carol") as carol,
    ):
        for ear in (alice, bob, carol):
            await ear.hears(hello=True)
        with desk.ctx.hub.subscribe(f"handle:{heard.handle_id}") as customer:
            await alice.says(looking=id)
            await alice.says(answering=id)
            told = await carol.hears(whisper="answering")
            assert (told["agent_id"], told["conversation_id"]) == (desk.agents["alice"].id, id)
            assert told["until"] > desk.clock()
            await alice.says(typing=id)
            await carol.hears(whisper="typing", agent_id=desk.agents["alice"].id)
            passed = await asyncio.wait_for(customer.next(), PATIENCE)
            assert passed.payload == {"whisper": "typing", "name": "Alice", "conversation_id": id}  # type: ignore[union-attr]
            await alice.says(answering=None)
            assert (await carol.hears(whisper="answering"))["until"] == 0
        typed = {"whisper": "typing", "conversation_id": id, "inbox_id": CHAT, "text": "It is 4111 1111 1111 1111"}
        desk.ctx.hub.whisper("desk", typed)
        assert (await carol.hears(whisper="typing", conversation_id=id))["text"] == "It is •••• 1111"
        await bob.says(typing=id)
        await bob.says(answering="nonsense")
        await alice.socket.send("no json")
        await bob.hears_nothing()
        await alice.says(away=True)
        await carol.hears(whisper="presence", agent_id=desk.agents["alice"].id, state="away")


async def test_a_foreign_page_and_whoever_is_signed_out_hear_nothing(desk: Desk) -> None:
    await opened(desk)
    async with serving(desk) as url:
        with pytest.raises(websockets.exceptions.InvalidStatus):
            async with websockets.connect(url) as socket:
                await socket.recv()
        with pytest.raises((websockets.exceptions.InvalidStatus, websockets.exceptions.ConnectionClosed)):
            async with window(desk, url, "alice", Origin="https://evil.example") as ear:
                await ear.hears(hello=True)
        async with window(desk, url, "alice", Origin=HOME) as ear:
            await ear.hears(hello=True)


async def test_drafts_are_told_to_their_own_agent_only(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("ana@example.org", "Hello")
    async with serving(desk) as url, window(desk, url, "alice") as alice, window(desk, url, "carol") as carol:
        for ear in (alice, carol):
            await ear.hears(hello=True)
        draft = conversations.Draft(text="Dear Ana")
        await desk.does(conversations.save_draft, desk.agents["alice"], str(heard.conversation_id), draft)
        assert [one["text"] for one in (await alice.hears(fact="draft_changed"))["drafts"]] == ["Dear Ana"]
        await carol.hears_nothing()


async def test_rights_that_are_taken_away_count_at_once(desk: Desk) -> None:
    await opened(desk)
    async with serving(desk) as url, window(desk, url, "carol") as carol:
        await carol.hears(hello=True)
        change = team.AgentChange(inboxes=(OTHER,))
        await desk.does(team.change_agent, desk.agents["carol"].id, change)
        await carol.hears(fact="agent_changed")
        await desk.mails("ana@example.org", "Hello")
        await carol.hears_nothing()


async def test_merging_shows_both_persons_and_their_conversations(desk: Desk) -> None:
    await opened(desk)
    one, other = await desk.mails("ana@example.org", "one"), await desk.mails("ana@work.example", "two")
    async with serving(desk) as url, window(desk, url, "alice") as alice:
        await alice.hears(hello=True)
        await desk.does(people.merge, desk.agents["alice"], one.person_id, other.person_id)
        told = await alice.hears(fact="people_merged")
        assert {c["identity_id"] for c in told["conversations"]} == {one.person_id}
        assert {p["id"] for p in told["people"]} == {one.person_id, other.person_id}
