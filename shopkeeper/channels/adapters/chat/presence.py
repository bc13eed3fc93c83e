"""Whose chat is open now, and on which page. Known from open lines, told in whispers, kept in no table.

Each process knows its own lines and hears of the others' by whisper; what a process said counts for PATIENCE, so that one
that died leaves no ghosts behind. Verbs ask from the database's thread: what they read is replaced, never changed.
"""

import asyncio
import contextlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import msgspec

from shopkeeper.kit import clock, ids
from shopkeeper.kit.live import Hub, Whisper, gossip

TOPIC = "chat.presence"
ASK = "chat.presence.ask"
REPEAT = 60.0
PATIENCE = 150 * clock.SECOND
FOR_EVER = 1 << 62
LONGEST_PAGE = 300
LONGEST_TITLE = 120
MOST_TOLD = 2_000
PIECE = 100

Key = tuple[str, str]
"""A process and one of its lines."""
Name = tuple[str, ...]
Place = tuple[str, str, str, str]
"""The word "place", an identity, the inbox whose chat they have open, and the person whose own session it is."""


class Spot(msgspec.Struct, frozen=True):
    """One open line: whose, and on which page.

    `identity_id` is None while they have not said a word; `person_id` is their own within it: a claim joins strangers too.
    """

    visitor_id: str
    inbox_id: str
    identity_id: str | None = None
    person_id: str | None = None
    page: str | None = None
    title: str | None = None

    @property
    def place(self) -> Place | None:
        if self.identity_id is None:
            return None
        return ("place", self.identity_id, self.inbox_id, self.person_id or self.identity_id)

    @property
    def names(self) -> set[Name]:
        """By what this line is looked for."""
        person = {("person", self.identity_id), self.place} if self.identity_id and self.place else set()
        return {("visitor", self.visitor_id), *person}


class Seen(msgspec.Struct, frozen=True):
    """What is known of a line: since when (ms UTC) it is so, and how long that counts."""

    spot: Spot
    at: int
    until: int


class Sitting:
    """One open line of this process. Follows its person through merges; use it in a `with`."""

    def __init__(self, presence: "Presence", visitor_id: str, inbox_id: str) -> None:
        self._presence, self._line = presence, ids.new()
        self._spot = Spot(visitor_id, inbox_id)

    def is_(self, identity_id: str | None, person_id: str | None = None) -> None:
        """Whose line this is now; None while they have not said a word."""
        self._moves(msgspec.structs.replace(self._spot, identity_id=identity_id, person_id=person_id))

    def on(self, page: str, title: str = "") -> None:
        """The page they look at. What stands behind ? and # is the shop's own business."""
        shown = " ".join(title.split())[:LONGEST_TITLE] or None
        self._moves(msgspec.structs.replace(self._spot, page=_bare(page), title=shown))

    def _moves(self, spot: Spot) -> None:
        if spot != self._spot:
            self._spot = spot
            self._presence.moved(self._line, spot)

    def __enter__(self) -> "Sitting":
        self._presence.moved(self._line, self._spot)
        return self

    def __exit__(self, *_: object) -> None:
        self._presence.moved(self._line, None)


class Presence:
    """Every open line, as this process knows it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._process = ids.new()
        self._lines: dict[Key, Seen] = {}
        self._index: dict[Name, tuple[Key, ...]] = {}
        self._asked = asyncio.Event()

    def sit(self, visitor_id: str, inbox_id: str) -> Sitting:
        """A line is opened, once its `with` begins."""
        return Sitting(self, visitor_id, inbox_id)

    def is_here(self, identity_id: str) -> bool:
        """Whether a live session of this identity is open, in any process."""
        return bool(self._known(("person", identity_id)))

    def is_open(self, visitor_id: str) -> bool:
        """Whether this very visitor has a page open, in any process."""
        return bool(self._known(("visitor", visitor_id)))

    def everybody(self) -> list[dict[str, Any]]:
        """What a window that opens now is told: who is here, the newest first where it is a crowd."""
        places = {seen.spot.place for seen in self._lines.values() if seen.spot.place}
        told = [(self._newest(place), place) for place in places]
        here = sorted(((seen.at, place) for seen, place in told if seen), reverse=True)
        return [self._words(place) for _, place in here[:MOST_TOLD]]

    def moved(self, line: str, spot: Spot | None) -> None:
        """A line of this process was opened, closed (None), or is somebody else's or elsewhere now."""
        places = self._put((self._process, line), Seen(spot, self._now, FOR_EVER) if spot else None)
        self._say(line, spot)
        self._tell(places)

    async def follow(self) -> None:
        """Hear what other processes say and repeat what we know, until cancelled."""
        await gossip(self._hub, self._process, TOPIC, ASK, self._hear, self._repeat)

    def _hear(self, whisper: Whisper) -> None:
        told = whisper.payload
        if whisper.topic == ASK:
            self._asked.set()
            return
        key = (str(told["process"]), str(told["line"]))
        # Their windows and ours were told by them.
        self._put(key, self._said(key, told["spot"]) if told["spot"] else None)

    def _said(self, key: Key, told: Any) -> Seen:
        spot, before = msgspec.convert(told, Spot), self._lines.get(key)
        at = before.at if before and before.spot == spot else self._now
        return Seen(spot, at, self._now + PATIENCE)

    async def _repeat(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(REPEAT):
                    await self._asked.wait()
            self._asked.clear()
            self._forget_the_silent()
            own = [(key[1], seen.spot) for key, seen in self._lines.items() if key[0] == self._process]
            for n, (line, spot) in enumerate(own):
                if (self._process, line) in self._lines:
                    self._say(line, spot)
                if n % PIECE == PIECE - 1:
                    # Our own ears hear it too, and hold a thousand words.
                    await asyncio.sleep(0.01)

    def _forget_the_silent(self) -> None:
        for key, seen in list(self._lines.items()):
            if seen.until <= self._now:
                self._tell(self._put(key, None))

    def _put(self, key: Key, seen: Seen | None) -> set[Place]:
        """Keep it, and answer the places where something may look different now."""
        before = self._lines.get(key)
        names, gone = (seen.spot.names if seen else set()), (before.spot.names if before else set())
        if seen is not None:
            self._lines[key] = seen
        for name in names:
            self._index[name] = tuple(dict.fromkeys((*self._index.get(name, ()), key)))
        for name in gone - names:
            self._drop(name, key)
        if seen is None:
            self._lines.pop(key, None)
        return {one.spot.place for one in (before, seen) if one and one.spot.place}

    def _drop(self, name: Name, key: Key) -> None:
        kept = tuple(one for one in self._index.get(name, ()) if one != key)
        if kept:
            self._index[name] = kept
        else:
            self._index.pop(name, None)

    def _known(self, name: Name) -> list[Seen]:
        found = (self._lines.get(key) for key in self._index.get(name, ()))
        return [seen for seen in found if seen is not None and seen.until > self._now]

    def _newest(self, place: Place) -> Seen | None:
        # A tab that says nothing of its page does not hide one that does.
        return max(self._known(place), key=lambda seen: (seen.spot.page is not None, seen.at), default=None)

    def _tell(self, places: Iterable[Place]) -> None:
        for place in places:
            self._hub.whisper("desk", self._words(place))

    def _words(self, place: Place) -> dict[str, Any]:
        seen = self._newest(place)
        page, title = (seen.spot.page, seen.spot.title) if seen else (None, None)
        words = {"whisper": "visitor", "person_id": place[1], "inbox_id": place[2], "own_id": place[3]}
        return {**words, "here": seen is not None, "page": page, "title": title}

    def _say(self, line: str, spot: Spot | None) -> None:
        told = msgspec.to_builtins(spot) if spot else None
        self._hub.whisper(TOPIC, {"process": self._process, "line": line, "spot": told})

    @property
    def _now(self) -> int:
        return self._hub.db.clock()


def _bare(page: str) -> str | None:
    """A web address without what may be a secret in it; None where it is none."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:LONGEST_PAGE]


_kept: WeakKeyDictionary[Hub, Presence] = WeakKeyDictionary()


def of(hub: Hub) -> Presence:
    """The one presence that belongs to this hub."""
    if hub not in _kept:
        _kept[hub] = Presence(hub)
    return _kept[hub]


def presence_of(identity_id: str) -> bool:
    """Whether a live session of this identity is open: the question of verbs, which know no hub."""
    return any(one.is_here(identity_id) for one in list(_kept.values()))


def is_open(visitor_id: str) -> bool:
    """Whether this very visitor has a page open: the same for those who deliver."""
    return any(one.is_open(visitor_id) for one in list(_kept.values()))


def greeting(hub: Hub) -> list[dict[str, Any]]:
    """What an agent's window is told at once."""
    return of(hub).everybody()
