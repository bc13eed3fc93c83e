"""The workspace's socket: everything that happens, in order, to those who may see it; a window that missed some catches up."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from shopkeeper import team
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.showing import LEFT, ONLY, greetings
from shopkeeper.kit import errors, events, text
from shopkeeper.kit.clock import SECOND
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import DESK, check_origin, websocket
from shopkeeper.kit.live import Hub, News, Whisper, shows
from shopkeeper.kit.settings import Settings
from shopkeeper.team import Agent

MOST_MISSED = 500
PING = 25.0
PATIENCE = 20.0
ANSWERING = 15 * SECOND
CALM = 1.0
"""Seconds between two looks whether a window may whisper about a conversation."""
LONGEST_WORD = 4_000

Socket = WebSocket[Any, Any, Any]


class CutOff(Exception):
    """This window is too slow, or may not listen any more."""


@websocket("/api/v1/live", permission=DESK)
async def live(socket: Socket, agent: Agent, db: Db, hub: Hub, settings: Settings, since: int | None = None) -> None:
    """State and events make the new state: `hello`, what was missed since `since`, then everything as it happens."""
    check_origin(socket, (settings.url,))
    await socket.accept()
    with hub.subscribe("desk", team.presence.TOPIC) as news, team.presence.of(hub).sit(agent.id) as seat:
        window = Window(socket, agent, db, hub, settings)
        listening = asyncio.create_task(window.listen(seat))
        pinging = asyncio.create_task(window.ping())
        try:
            await window.catch_up(since)
            telling = asyncio.create_task(window.tell(news))
            await asyncio.wait({listening, telling, pinging}, return_when=asyncio.FIRST_COMPLETED)
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        except (CutOff, WebSocketDisconnect, errors.Failure):
            pass  # the window comes back by itself and asks again
        finally:
            for task in (listening, pinging):
                task.cancel()
            await asyncio.gather(listening, pinging, return_exceptions=True)
            with contextlib.suppress(Exception):
                await socket.close()


class Window:
    """One open window of one agent."""

    def __init__(self, socket: Socket, agent: Agent, db: Db, hub: Hub, settings: Settings) -> None:
        self.socket, self.agent, self.db, self.hub, self.settings = socket, agent, db, hub, settings
        self.seq = 0
        self.looking: str | None = None
        self._may: dict[str, tuple[float, Talk | None]] = {}

    async def catch_up(self, since: int | None) -> None:
        """Say hello, then all that was missed; or that it was too much."""
        now, missed, too_much = await self.db.read(_missed, since)
        await self.send({"hello": True, "seq": now})
        for payload in [one for greet in greetings for one in greet(self.hub)]:
            await self._whisper(payload)
        if too_much:
            await self.send({"reset": True, "seq": now})
        for seq, kind, shown in missed:
            await self._show(seq, kind, shown)
        self.seq = now

    async def tell(self, news: Any) -> None:
        """Pass everything on until the window is gone, or too slow."""
        async for message in news:
            if isinstance(message, Whisper):
                await self._whisper(message.payload)
            elif message.seq > self.seq:
                await self._told(message)
        if news.lost:
            await self.send({"reset": True, "seq": self.hub.seq})

    async def ping(self) -> None:
        """Keep the line warm, and look whether they may still listen."""
        while True:
            await asyncio.sleep(PING)
            found = await team.recognise(self.socket, self.db, self.settings)
            if found is None:
                return
            self.agent = found.agent
            await self.send({"ping": self.db.clock()})

    async def listen(self, seat: Any) -> None:
        """What the window says: where the agent looks, types, answers, and whether they stepped out."""
        while True:
            word = await self.socket.receive_text()
            if len(word) > LONGEST_WORD:
                return
            try:
                said = msgspec.json.decode(word, type=dict[str, Any])
            except msgspec.MsgspecError:
                continue
            if isinstance(said.get("away"), bool):
                seat.away(said["away"])
            for kind in ("looking", "typing", "answering"):
                if kind in said:
                    await self._says(kind, said[kind])

    async def send(self, message: dict[str, Any]) -> None:
        """Raises CutOff for a window that does not take its news in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.socket.send_text(text.to_json(message))
        except (TimeoutError, RuntimeError) as error:
            raise CutOff from error

    async def _told(self, news: News) -> None:
        self.seq = news.seq
        if isinstance(news.fact, team.AgentChanged) and news.fact.agent_id == self.agent.id:
            self.agent = await self.db.read(team.agent, self.agent.id)
            if self.agent.state is team.AgentState.disabled:
                raise CutOff
        await self._show(news.seq, news.fact.kind, news.shown)

    async def _show(self, seq: int, kind: str, shown: dict[str, Any] | None) -> None:
        given = allowed(self.agent, shown) if shown else None
        if given:
            await self.send({"seq": seq, "fact": kind, **given})

    async def _whisper(self, payload: dict[str, Any]) -> None:
        mine = payload.get("agent_id") == self.agent.id and payload.get("whisper") != "presence"
        if not mine and team.may_see(self.agent, payload.get("inbox_id")):
            told = {key: value for key, value in payload.items() if key not in ("here_too", "process")}
            if isinstance(told.get("text"), str):
                told["text"] = text.mask_cards(told["text"])
            await self.send(told)

    async def _says(self, kind: str, conversation_id: Any) -> None:
        before, talk = self.looking, None
        if isinstance(conversation_id, str):
            talk = await self._talk(conversation_id)
        if kind == "looking":
            self.looking = conversation_id if talk else None
        if kind == "answering" and talk is None and before is not None:
            conversation_id, talk = before, await self._talk(before)
            self._about(talk, {"whisper": "answering", "conversation_id": conversation_id, "until": 0})
        elif talk is not None and kind == "answering":
            until = self.db.clock() + ANSWERING
            self._about(talk, {"whisper": "answering", "conversation_id": conversation_id, "until": until})
        elif talk is not None and kind == "typing":
            self._about(talk, {"whisper": "typing", "conversation_id": conversation_id})
            if talk.handle_id:
                to_customer = {"whisper": "typing", "name": self.agent.name, "conversation_id": conversation_id}
                self.hub.whisper(f"handle:{talk.handle_id}", to_customer)

    def _about(self, talk: Talk | None, payload: dict[str, Any]) -> None:
        if talk is not None:
            self.hub.whisper("desk", {**payload, "agent_id": self.agent.id, "inbox_id": talk.inbox_id})

    async def _talk(self, conversation_id: str) -> Talk | None:
        """The conversation if they may see it; not asked more often than once a second."""
        asked, known = self._may.get(conversation_id, (0.0, None))
        if time.monotonic() - asked < CALM:
            return known
        known = await self.db.read(_talk, self.agent, conversation_id)
        self._may = {conversation_id: (time.monotonic(), known)}
        return known


class Talk(msgspec.Struct, frozen=True):
    """What whispers need to know of a conversation."""

    inbox_id: str
    handle_id: str | None


def allowed(agent: Agent, shown: dict[str, Any]) -> dict[str, Any] | None:
    """What of it this agent may see; None when that is nothing."""
    if shown.get(ONLY, agent.id) != agent.id:
        return None
    given = {key: value for key, value in shown.items() if key not in (ONLY, LEFT)}
    if rights.inboxes_of(agent) is None:
        return given
    seen = {key: _seen(agent, key, value) if key in _INBOX_OF else value for key, value in given.items()}
    guarded = [key for key in _INBOX_OF if given.get(key)]
    if guarded and not any(seen[key] for key in guarded):
        gone = [one.id for one in given.get("conversations", ()) if team.may_see(agent, shown.get(LEFT) or NOWHERE)]
        return {"removed": gone} if gone else None
    return seen


def _seen(agent: Agent, key: str, things: Iterable[Any]) -> list[Any]:
    return [one for one in things if team.may_see(agent, _INBOX_OF[key](one))]


NOWHERE = "nowhere"
_INBOX_OF: dict[str, Callable[[Any], str | None]] = {
    "conversations": lambda one: one.inbox_id,
    "entries": lambda one: one.inbox_id,
    "inboxes": lambda one: one["id"],
    "quarantine": lambda one: one["inbox_id"],
}


def _missed(tx: Tx, since: int | None) -> tuple[int, list[tuple[int, str, dict[str, Any] | None]], bool]:
    now = events.last(tx)
    if since is None or since == now:
        return now, [], False
    if since > now:
        # They know more than we do: an older state was restored.
        return now, [], True
    told = events.since(tx, since, MOST_MISSED + 1)
    if len(told) > MOST_MISSED or events.forgotten(tx, since):
        return now, [], True
    return now, [(one.seq, one.fact.kind, _shown(tx, one.fact)) for one in told if one.seq <= now], False


def _shown(tx: Tx, fact: events.Fact) -> dict[str, Any] | None:
    show = shows.get(type(fact))
    try:
        return show(tx, fact) if show else None
    except errors.NotFound:
        return None


def _talk(tx: Tx, agent: Agent, conversation_id: str) -> Talk | None:
    row = store.talks.find(tx, conversation_id)
    if row is None or not team.may_see(agent, row.inbox_id):
        return None
    heard = store.entries.last_heard(tx, conversation_id)
    return Talk(row.inbox_id, heard.handle_id if heard else None)
