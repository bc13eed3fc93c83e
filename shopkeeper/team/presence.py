"""Who sits at the desk now. Known from open windows, told in whispers, kept in no table.

Each process knows its own windows and hears of the others' by whisper; what a process said counts for PATIENCE, so that
one that died does not leave ghosts behind.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any
from weakref import WeakKeyDictionary

from shopkeeper.kit import clock, ids
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub, Whisper, gossip
from shopkeeper.team.model import Here

TOPIC = "presence"
ASK = "presence.ask"
REPEAT = 60.0
PATIENCE = 150 * clock.SECOND


class Seat:
    """One open window of an agent. Use it in a `with`."""

    def __init__(self, presence: "Presence", agent_id: str) -> None:
        self._presence, self.agent_id = presence, agent_id
        self.state = Here.here

    def away(self, away: bool = True) -> None:
        """They stepped out, or came back."""
        self._move(Here.away if away else Here.here)

    def leave(self) -> None:
        """The window was closed. Harmless twice."""
        self._move(Here.gone)

    def _move(self, state: Here) -> None:
        if self.state not in (state, Here.gone):
            before, self.state = self.state, state
            self._presence.moved(self.agent_id, before, state)

    def __enter__(self) -> "Seat":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()


class Presence:
    """Everybody's presence, as this process knows it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._process = ids.new()
        self._windows: dict[str, Counter[Here]] = {}
        self._elsewhere: dict[tuple[str, str], tuple[Here, int]] = {}

    def sit(self, agent_id: str) -> Seat:
        """A window was opened."""
        self.moved(agent_id, Here.gone, Here.here)
        return Seat(self, agent_id)

    def state(self, agent_id: str) -> Here:
        """The most present of all their windows, in every process."""
        told = {state for (id, _), (state, until) in self._elsewhere.items() if id == agent_id and until > self._now}
        return _best(told | {self._state_here(agent_id)})

    def moved(self, agent_id: str, before: Here, after: Here) -> None:
        """One window went from one state to another; told on when that changes what this process says."""
        said = self._state_here(agent_id)
        windows = self._windows.setdefault(agent_id, Counter())
        windows[before] -= 1
        windows[after] += 1
        if not any(windows[state] for state in (Here.here, Here.away)):
            del self._windows[agent_id]
        if self._state_here(agent_id) is not said:
            self._say(agent_id)

    async def follow(self) -> None:
        """Hear what other processes say and repeat what we know, until cancelled. Main starts it beside the hub."""
        await gossip(self._hub, self._process, TOPIC, ASK, self._hear, self._repeat)

    async def _repeat(self) -> None:
        while True:
            await asyncio.sleep(REPEAT)
            self._say_all()

    def _hear(self, whisper: Whisper) -> None:
        told = whisper.payload
        if whisper.topic == ASK:
            self._say_all()
        else:
            key = (str(told["agent_id"]), str(told["process"]))
            self._elsewhere[key] = (Here(told["here_too"]), self._now + PATIENCE)

    def _say_all(self) -> None:
        self._elsewhere = {key: told for key, told in self._elsewhere.items() if told[1] > self._now}
        for agent_id in list(self._windows):
            self._say(agent_id)

    def _say(self, agent_id: str) -> None:
        self._hub.whisper(TOPIC, self._payload(agent_id))

    def _payload(self, agent_id: str) -> dict[str, Any]:
        # `state` is for windows, over all processes; `here_too` is what only this process can say.
        own = self._state_here(agent_id)
        state = self.state(agent_id)
        return {
            "whisper": "presence",
            "agent_id": agent_id,
            "state": state.value,
            "here_too": own.value,
            "process": self._process,
        }

    def _state_here(self, agent_id: str) -> Here:
        return _best({state for state, count in self._windows.get(agent_id, Counter()).items() if count > 0})

    @property
    def _now(self) -> int:
        return self._hub.db.clock()


def _best(states: set[Here]) -> Here:
    return next((state for state in (Here.here, Here.away) if state in states), Here.gone)


@contextlib.asynccontextmanager
async def following(ctx: Ctx) -> AsyncIterator[Presence]:
    """Follow the other processes as long as the desk is open. One of main's starts."""
    found = of(ctx.hub)
    task = asyncio.create_task(found.follow())
    try:
        yield found
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


_kept: WeakKeyDictionary[Hub, Presence] = WeakKeyDictionary()


def of(hub: Hub) -> Presence:
    """The one presence that belongs to this hub."""
    if hub not in _kept:
        _kept[hub] = Presence(hub)
    return _kept[hub]
