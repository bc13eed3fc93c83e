"""Who is here, over several windows and several processes."""

import asyncio

from shopkeeper.kit.live import Hub
from shopkeeper.kit.live.wires import Wire
from shopkeeper.kit.testing import live
from shopkeeper.team import Here, presence


class Line(Wire):
    """A wire between two hubs of one test, as NOTIFY is between two processes."""

    def __init__(self) -> None:
        self.others: list[Line] = []

    async def start(self, heard):
        self.heard = heard

    def send(self, message):
        for other in self.others:
            asyncio.get_running_loop().call_soon(other.heard, message)

    async def stop(self): ...


async def settled():
    for _ in range(10):
        await asyncio.sleep(0)


async def test_presence_is_the_best_of_all_windows_and_is_whispered(ctx):
    async with live(ctx) as hub:
        with hub.subscribe(presence.TOPIC) as whispers:
            here = presence.of(hub)
            first, second = here.sit("alice"), here.sit("alice")
            second.away()
            assert here.state("alice") is Here.here
            first.leave()
            first.leave()
            assert here.state("alice") is Here.away
            second.away(False)
            second.leave()
            assert here.state("alice") is Here.gone
            told = [(await whispers.next()).payload["state"] for _ in range(4)]
    assert told == ["here", "away", "here", "gone"]


async def test_processes_tell_each_other_who_is_here(database, clock):
    one, other = Line(), Line()
    one.others, other.others = [other], [one]
    here, there = Hub(database, one), Hub(database, other)
    await here.start()
    await there.start()
    early = presence.of(there).sit("alice")
    async with presence.following(Desk(here)), presence.following(Desk(there)):
        await settled()
        assert presence.of(here).state("alice") is Here.here, "whoever comes later asks"
        seat = presence.of(here).sit("alice")
        seat.away()
        await settled()
        assert presence.of(there).state("alice") is Here.here
        early.leave()
        await settled()
        assert presence.of(here).state("alice") is Here.away
        assert presence.of(there).state("alice") is Here.away
        seat.leave()
        await settled()
        assert presence.of(there).state("alice") is Here.gone
        presence.of(there).sit("bob")
        await settled()
        assert presence.of(here).state("bob") is Here.here
        clock.advance(presence.PATIENCE + 1)
        assert presence.of(here).state("bob") is Here.gone, "a process that fell silent is not believed for ever"
    await here.stop()
    await there.stop()


class Desk:
    def __init__(self, hub):
        self.hub = hub
