"""The hub of one process: reads new facts once and hands them to everybody here who listens."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
import structlog

from shopkeeper.kit import errors, events
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.events import Fact, Told
from shopkeeper.kit.live.wires import Local, Wire
from shopkeeper.kit.text import from_json, to_json

log = structlog.get_logger("live")

DESK = "desk"
LONGEST_QUEUE = 1_000
BATCH = 200
SHOWN = 10
"""So many at once where each is looked up for the windows: this is done on the loop, which has others to serve."""

Shower = Callable[[Tx, Any], dict[str, Any] | None]

shows: dict[type[Fact], Shower] = {}
"""Fact → what an agent's window is given: {"conversations": [...], "entries": [...], ...}. Filled by the rooms."""

topics: dict[type[Fact], Callable[[Any], Iterable[str]]] = {}
"""Fact → further topics that hear of it, as `person:ID`. Filled by the rooms."""


class News(msgspec.Struct, frozen=True):
    """A committed fact. `shown` is filled for the desk only, None elsewhere or where the fact is not for windows."""

    seq: int
    fact: Fact
    shown: dict[str, Any] | None = None


class Whisper(msgspec.Struct, frozen=True):
    topic: str
    payload: dict[str, Any]


class Subscription:
    """Everything on some topics from now on. `lost` is set, and iteration ends, when the listener was too slow."""

    def __init__(self, hub: "Hub", topics: frozenset[str]) -> None:
        self._hub, self.topics = hub, topics
        self._queue: asyncio.Queue[News | Whisper | None] = asyncio.Queue(LONGEST_QUEUE)
        self.lost = False

    def offer(self, message: News | Whisper) -> None:
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            if isinstance(message, News):
                self.lost = True

    async def next(self) -> News | Whisper | None:
        """The next message; None when this subscription is over."""
        if self.lost:
            return None
        return await self._queue.get()

    def close(self) -> None:
        self._hub.forget(self)
        with contextlib.suppress(asyncio.QueueFull):
            self._queue.put_nowait(None)

    def __aiter__(self) -> "Subscription":
        return self

    async def __anext__(self) -> News | Whisper:
        message = await self.next()
        if message is None:
            raise StopAsyncIteration
        return message

    def __enter__(self) -> "Subscription":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Ear:
    """Everything on some topics from now on, told at once to `heard`: for lines of which thousands sit idle."""

    __slots__ = ("_hub", "offer", "topics")

    def __init__(self, hub: "Hub", topics: Iterable[str], heard: Callable[[News | Whisper], None]) -> None:
        self._hub, self.topics, self.offer = hub, frozenset(topics), heard
        hub.join(self)

    def close(self) -> None:
        self._hub.forget(self)


class Hub:
    def __init__(self, db: Db, wire: Wire | None = None) -> None:
        self.db, self.wire = db, wire or Local()
        self._listeners: dict[str, set[Subscription | Ear]] = {}
        self._news = asyncio.Event()
        self._seq = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def seq(self) -> int:
        """The last number handed out here."""
        return self._seq

    async def start(self) -> None:
        self._seq = await self.db.read(events.last)
        await self.wire.start(self._heard)
        self.db.on_news.append(self._committed)
        self.db.on_work.append(self._worked)
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for listener in {one for group in self._listeners.values() for one in group}:
            listener.close()
        await self.wire.stop()

    def subscribe(self, *topics: str) -> Subscription:
        """Listen to topics (`desk`, `person:ID`, …). Close it, or use it in a `with`."""
        subscription = Subscription(self, frozenset(topics))
        self.join(subscription)
        return subscription

    def join(self, listener: Subscription | Ear) -> None:
        for topic in listener.topics:
            self._listeners.setdefault(topic, set()).add(listener)

    def forget(self, listener: Subscription | Ear) -> None:
        for topic in listener.topics:
            group = self._listeners.get(topic)
            if group is not None:
                group.discard(listener)
                if not group:
                    del self._listeners[topic]

    def whisper(self, topic: str, payload: dict[str, Any]) -> None:
        """Say something in passing, in every process. May be lost."""
        self._whispered(Whisper(topic, payload))
        self.wire.send(b"w" + to_json([topic, payload]).encode())

    # -- inside --------------------------------------------------------------------------------------------------

    def _committed(self) -> None:
        self._news.set()
        self.wire.send(b"n")

    def _worked(self) -> None:
        self.wire.send(b"j")

    def _heard(self, message: bytes) -> None:
        """From another process: news, work, or a whisper."""
        if message[:1] == b"n":
            self._news.set()
        elif message[:1] == b"j":
            for act in self.db.on_work:
                if act != self._worked:
                    act()
        elif message[:1] == b"w":
            topic, payload = from_json(message[1:])
            self._whispered(Whisper(topic, payload))

    def _whispered(self, whisper: Whisper) -> None:
        for listener in list(self._listeners.get(whisper.topic, ())):
            listener.offer(whisper)

    async def _follow(self) -> None:
        while True:
            # A wire may lose a message, so look by ourselves now and then.
            # Not wait_for: until Python 3.12 it swallows a cancellation that meets the event (seen: `stop` never ended).
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.wire.patience):
                    await self._news.wait()
            self._news.clear()
            try:
                while await self._spread():
                    pass
            except errors.Failure as failure:
                log.warning("no news for now", why=failure.detail)
                await asyncio.sleep(1)
            except Exception as error:  # the outermost loop of live news
                log.error("live news stumbled", exc_info=error)
                await asyncio.sleep(1)

    async def _spread(self) -> bool:
        desk = bool(self._listeners.get(DESK))
        most = SHOWN if desk else BATCH
        told, shown = await self.db.glance(_look, self._seq, most, desk)
        for one, given in zip(told, shown, strict=True):
            self._seq = one.seq
            self._tell(one, given)
        if len(told) < most:
            return False
        # There may be more. Others first.
        await asyncio.sleep(0)
        return True

    def _tell(self, told: Told, given: dict[str, Any] | None) -> None:
        if given is not None:
            for listener in list(self._listeners.get(DESK, ())):
                listener.offer(News(told.seq, told.fact, given))
        further = topics.get(type(told.fact))
        for topic in further(told.fact) if further else ():
            for listener in list(self._listeners.get(topic, ())):
                listener.offer(News(told.seq, told.fact))


def _look(tx: Tx, seq: int, most: int, desk: bool) -> tuple[Sequence[Told], list[dict[str, Any] | None]]:
    told = events.since(tx, seq, most)
    return told, [shown(tx, one.fact) if desk else None for one in told]


def shown(tx: Tx, fact: Fact) -> dict[str, Any] | None:
    """What a window is given for a fact; None when it is not for windows."""
    show = shows.get(type(fact))
    if show is None:
        return None
    try:
        return show(tx, fact)
    except errors.NotFound:
        # Gone meanwhile (erased): there is nothing to show any more.
        return None
