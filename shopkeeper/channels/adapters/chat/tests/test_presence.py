"""Who sits in the chat, and on which page: for the desk, for sending, over several processes."""

import asyncio
import json
from typing import Any

from shopkeeper.channels.adapters.chat import presence
from shopkeeper.channels.adapters.chat.tests.house import Ear, open_desk
from shopkeeper.conversations import Conversation, Wanted, listing
from shopkeeper.kit import ids
from shopkeeper.kit.clock import MINUTE, SettableClock
from shopkeeper.kit.db import Db
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub
from shopkeeper.kit.live.wires import Wire

ORDER = "https://shop.example/orders/1042"


async def seen(ear: Ear) -> dict[str, Any]:
    """The next word about a visitor."""
    while (frame := await ear.next("whisper"))["whisper"] != "visitor":
        pass
    return frame


async def test_the_desk_knows_who_sits_in_the_chat_and_on_which_page(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        token = await desk.hires("bob", (desk.inbox.id,))
        ana = await desk.visitor().begins()
        async with desk.window(token) as bob:
            async with ana.listens(page=f"{ORDER}?key=secret#top", title="Your  order 1042") as line:
                await line.next("hello")
                said = await ana.says("Where is my jacket?")
                person = (await desk.newest_word()).person_id
                first = await seen(bob)
                here = {"whisper": "visitor", "person_id": person, "inbox_id": desk.inbox.id, "here": True}
                here["own_id"] = person
                assert first == {**here, "page": ORDER, "title": "Your order 1042"}
                assert presence.presence_of(person)
                await line.line.send(json.dumps({"page": "https://shop.example/cart", "title": ""}))
                assert await seen(bob) == {**here, "page": "https://shop.example/cart", "title": None}
                async with desk.window(token) as second:
                    assert (await seen(second))["page"] == "https://shop.example/cart", "a new window is told at once"
                async with ana.listens(page="javascript:alert(1)"):
                    assert (await seen(bob))["page"] == "https://shop.example/cart", (
                        "no address: the tab is not counted"
                    )
            gone = await seen(bob)
            while gone["here"]:
                gone = await seen(bob)
            assert gone == {**here, "here": False, "page": None, "title": None}
            assert not presence.presence_of(person)
        async with desk.window(token) as late:
            assert await late.is_quiet("person_id")
        assert said["text"] == "Where is my jacket?"


async def test_whoever_may_not_see_the_chat_hears_nothing_of_who_is_there(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        token = await desk.hires("carol", ("another inbox",))
        ana = await desk.visitor().begins()
        await ana.says("hello")
        async with ana.listens(page=ORDER) as line:
            await line.next("hello")
            async with desk.window(token) as carol:
                await line.line.send(json.dumps({"page": "https://shop.example/"}))
                assert await carol.is_quiet("person_id")


async def test_news_of_an_inbox_reaches_those_who_may_see_it(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        may, may_not = await desk.hires("bob", (desk.inbox.id,)), await desk.hires("carol", ("another inbox",))
        async with desk.window(may) as bob, desk.window(may_not) as carol:
            await desk.changes(name="Shop floor")
            assert [box["name"] for box in (await bob.next("inboxes"))["inboxes"]] == ["Shop floor"]
            mallory = await desk.visitor().begins()
            await mallory.asks("POST", "/messages", json={"id": "no ULID", "text": "?"})
            assert [one["inbox_id"] for one in (await bob.next("quarantine"))["quarantine"]] == [desk.inbox.id]
            assert await carol.is_quiet("inboxes", "quarantine", "removed")


async def test_a_first_word_in_the_chat_is_promised_within_a_minute_of_opening_time(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        async with ana.listens() as line:
            await line.next("hello")
            await ana.says("hello?")
        assert (await talk_of(desk)).due_at == (await desk.newest_word()).at + MINUTE


async def talk_of(desk: Any) -> Conversation:
    [talk] = (await desk.ctx.db.read(listing, desk.alice, Wanted(view="all"))).items
    return talk  # type: ignore[no-any-return]


class Line(Wire):
    """A wire between two hubs of one test, as NOTIFY is between two processes."""

    def __init__(self) -> None:
        self.others: list[Line] = []

    async def start(self, heard: Any) -> None:
        self.heard = heard

    def send(self, message: bytes) -> None:
        for other in self.others:
            asyncio.get_running_loop().call_soon(other.heard, message)

    async def stop(self) -> None: ...


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_chat_open_in_another_process_counts(database: Db, clock: SettableClock) -> None:
    one, other = Line(), Line()
    one.others, other.others = [other], [one]
    hubs = here, there = Hub(database, one), Hub(database, other)
    for hub in hubs:
        await hub.start()
    visitor, ana = ids.new(), ids.new()
    followers = []
    with presence.of(there).sit(visitor, "chat") as sitting:
        sitting.is_(ana)
        sitting.on(ORDER)
        followers = [asyncio.create_task(presence.of(hub).follow()) for hub in hubs]
        await settled()
        assert presence.of(here).is_here(ana), "whoever comes later asks"
        assert presence.of(here).is_open(visitor)
        assert [told["page"] for told in presence.greeting(here)] == [ORDER]
        with here.subscribe("desk") as window, presence.of(here).sit(ids.new(), "chat") as second:
            second.is_(ana)
            await settled()
            sitting.is_(None)
            await settled()
            assert presence.of(there).is_here(ana), "her other tab is open in the first process"
            told = [(await window.next()).payload["here"] for _ in range(2)]  # type: ignore[union-attr]
            assert told == [True, True]
        await settled()
        assert not presence.of(there).is_here(ana)
        sitting.is_(ana)
        await settled()
        assert presence.of(here).is_here(ana)
        clock.advance(presence.PATIENCE + 1)
        assert not presence.of(here).is_here(ana), "a process that fell silent is not believed for ever"
        assert presence.of(there).is_here(ana)
    for task in followers:
        task.cancel()
    await asyncio.gather(*followers, return_exceptions=True)
    for hub in hubs:
        await hub.stop()
