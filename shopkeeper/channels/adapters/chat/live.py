"""The visitor's socket: new lines of their own stream, who is writing, what was read. It starts where the stream stands.

The line only says what happened; whether this session may see it is asked of the stream each time. Thousands of lines sit
idle, so one costs as little as it can: plain ASGI, one task that listens, another only while there is something to tell, and
one heart that beats for all of them.
"""

import asyncio
import contextlib
import time
from collections import deque
from typing import Annotated, Any
from weakref import WeakKeyDictionary

import msgspec
import structlog
from litestar import WebSocket
from litestar.params import Dependency

from shopkeeper import conversations
from shopkeeper.channels.adapters.chat import cors, limits, presence, showing, stream, visitors
from shopkeeper.channels.adapters.chat.errors import NoChatHere, NotKnown
from shopkeeper.channels.adapters.chat.model import VisitorEntry
from shopkeeper.channels.adapters.chat.views import View, view_of
from shopkeeper.channels.adapters.chat.visitors import Session
from shopkeeper.conversations import ConversationChanged, DeliveryChanged, MessageHeard, MessageSaid
from shopkeeper.kit import live as news
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.http import VISITOR, PlainSocket, SocketCall, websocket
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Ear, Hub, News, Whisper
from shopkeeper.kit.text import to_json
from shopkeeper.people import HandleChanged

log = structlog.get_logger("chat")

GREETING = 10.0
PING = 25.0
LOOK_AT = 4
"""With every fourth ping a line looks whether its session still stands and the shop is still open: what changes in between
is whispered, and a thousand idle lines would else ask the database forty times a second."""
PATIENCE = 20.0
LONGEST_WORD = 4_000
LONGEST_TYPING = 500
MOST_COMING = 1_000


class Gone(Exception):
    """The far side hung up, or does not take what it is told."""


def announce() -> None:
    """Have the facts we follow told on topics of their own; conversations does so for what was heard and said."""
    news.topics.setdefault(HandleChanged, lambda fact: (f"handles:{fact.person_id}",))
    news.topics.setdefault(ConversationChanged, lambda fact: (f"conversation:{fact.conversation_id}",))


def stir(hub: Hub, session: Session, *, reset: bool = False) -> None:
    """Something about this session changed: its open pages look again."""
    hub.whisper(f"visitor:{session.visitor_id}", {"reset": True} if reset else {"look": True})


async def attend(ctx: Ctx, call: SocketCall) -> None:
    """First the visitor says its token, then `hello`, then everything as it happens."""
    await call.receive()
    await call.send({"type": "websocket.accept"})
    try:
        async with asyncio.timeout(GREETING):
            greeting = await _heard(call)
        token = str(greeting.get("token", ""))
        view = await ctx.db.glance(view_of, call.parts[0], token)
        cors.check_origin(call.header(b"origin"), call.header(b"host"), view.inbox)
    except (Failure, TimeoutError, Gone) as why:
        # Only a session that is no more may be told so: the page forgets it then.
        await _goodbye(call, gone=isinstance(why, NotKnown))
        return
    try:
        with presence.of(ctx.hub).sit(view.session.visitor_id, view.inbox.id) as sitting:
            line = _Line(call, ctx, view, sitting, token)
            line.looks_at(greeting)
            del greeting, view
            await line.run()
    finally:
        # Behind the `with`: who has gone is gone, however long a dead line takes to be closed.
        await _goodbye(call, gone=False)


@websocket("/chat/v1/{key:str}/live", permission=VISITOR, plain=PlainSocket(attend))
async def live(
    socket: WebSocket[Any, Any, Any], key: str, ctx: Annotated[Ctx, Dependency(skip_validation=True)]
) -> None:
    """The same, where something stands between the server and us that only the framework can pass."""
    await attend(ctx, SocketCall(socket.scope, (key,), socket.receive, socket.send))


HELLO, BEAT = object(), object()


class _Line:
    """One open line. What is to be told waits in `_coming`; a task tells it and ends."""

    __slots__ = (
        "__weakref__", "_beats", "_call", "_coming", "_ctx", "_ear", "_open", "_telling", "_token", "_typed_once", "sitting", "view",
    )  # fmt: skip

    def __init__(self, call: SocketCall, ctx: Ctx, view: View, sitting: presence.Sitting, token: str) -> None:
        self._call, self._ctx, self.view, self.sitting, self._token = call, ctx, view, sitting, token
        self._coming: deque[Any] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._open, self._typed_once, self._beats = True, False, 0
        self._ear = Ear(ctx.hub, view.topics, self.hears)
        sitting.is_(view.identity, view.own)

    async def run(self) -> None:
        self.hears(HELLO)
        heart = _heart_of(self._ctx.hub)
        heart.add(self)
        try:
            while self._open:
                await self._takes(await _heard(self._call))
        except Gone:
            pass
        finally:
            heart.discard(self)
            if self._typed_once:
                self._typed("")
            self._ear.close()
            if self._telling is not None:
                self._telling.cancel()
                await asyncio.gather(self._telling, return_exceptions=True)

    def hears(self, message: Any) -> None:
        """Something to tell. Told in order; a page that takes nothing for too long is hung up on, and comes back by itself."""
        if self._telling is None:
            self._coming = deque((message,))
            self._telling = asyncio.create_task(self._tell())
        elif self._coming is not None and len(self._coming) < MOST_COMING:
            self._coming.append(message)
        elif isinstance(message, News):
            self._telling.cancel()

    async def _tell(self) -> None:
        """Raises nothing: when telling fails the line is closed."""
        try:
            while self._coming:
                await self._told(self._coming.popleft())
            self._telling = self._coming = None
        except asyncio.CancelledError:
            await self._hang_up()
            raise
        except (Gone, TimeoutError, Failure):
            await self._hang_up()
        except Exception as error:  # the outermost loop of this line: a deaf one would look like a quiet one
            log.error("a chat's line stumbled", exc_info=error)
            await self._hang_up()

    async def _hang_up(self) -> None:
        # `_telling` stays: nothing is told after this. The page's side of the line ends `run`.
        self._open, self._coming = False, None
        await _goodbye(self._call, gone=False)

    async def _told(self, message: Any) -> None:
        if message is HELLO:
            # Once more behind the subscription, so that nothing falls between the two.
            await self._look()
            await self._send({"hello": True, "seq": self.view.seq, "presence": {"open": self.view.open}})
        elif message is BEAT:
            await self._ping()
        elif isinstance(message, Whisper):
            await self._whispered(message)
        else:
            await self._happened(message)

    async def _ping(self) -> None:
        self._beats += 1
        if self._beats % LOOK_AT:
            await self._send({"ping": self._ctx.now})
            return
        before = self.view.open
        await self._look()
        now = {} if self.view.open == before else {"presence": {"open": self.view.open}}
        await self._send({"ping": self._ctx.now, **now})

    async def _whispered(self, whisper: Whisper) -> None:
        said = whisper.payload
        if said.get("whisper") == "typing" and said.get("conversation_id") == self.view.talk:
            await self._send({"typing": {"name": showing.first(str(said.get("name") or ""))}})
        elif "seen" in said:
            await self._send({"seen": said["seen"]})
        elif said.get("reset") or said.get("look"):
            await self._look()
            if said.get("reset"):
                await self._send({"reset": True})

    async def _happened(self, told: News) -> None:
        fact = told.fact
        if isinstance(fact, MessageHeard | MessageSaid | DeliveryChanged):
            if fact.conversation_id != self.view.talk:
                await self._look()
            line = await self._ctx.db.glance(_line, self.view, fact.entry_id)
            if line is not None:
                await self._send({"entry": line})
        elif isinstance(fact, HandleChanged):
            # A claim was taken back: neither the promise of a mail nor whose page this is holds any longer.
            await self._look()
        elif isinstance(fact, ConversationChanged) and fact.verb == "read":
            n = await self._ctx.db.write_background(_read_by_shop, self.view)
            if n:
                await self._send({"read": n})

    async def _look(self) -> None:
        """Ask again what this session may hear; a session that is gone is told so."""
        try:
            view = await self._ctx.db.glance(view_of, self.view.inbox.public_key, self._token)
        except (NotKnown, NoChatHere) as why:
            await _goodbye(self._call, gone=isinstance(why, NotKnown))
            raise Gone from why
        if set(view.topics) - self._ear.topics:
            # Only ever more topics: what the old ears heard in this moment is looked up by the page.
            old, self._ear = self._ear, Ear(self._ctx.hub, view.topics, self.hears)
            old.close()
            await self._send({"hello": True, "seq": view.seq})
        before, self.view = self.view, view
        self.sitting.is_(view.identity, view.own)
        if view.session.shown != before.session.shown:
            await self._send({"visitor": view.session.shown})

    async def _takes(self, said: dict[str, Any]) -> None:
        if isinstance(said.get("typing"), str):
            self._typed(said["typing"])
        self.looks_at(said)
        if "ping" in said:
            # A laptop that woke up asks whether its line still stands.
            await self._send({"pong": self._ctx.now})

    def looks_at(self, said: dict[str, Any]) -> None:
        """The page says where it is: with its first word, and when a shop changes pages without loading them."""
        page, title = said.get("page"), said.get("title")
        if not isinstance(page, str) or self.hurries("page"):
            return
        self.sitting.on(page, title if isinstance(title, str) else "")

    def hurries(self, what: str) -> bool:
        """Whether this visitor says it too often; then it is not heard."""
        try:
            limits.spend(self._ctx, limits.SMALL, f"{what}:{self.view.session.visitor_id}")
        except Failure:
            return True
        return False

    def _typed(self, text: str) -> None:
        """The desk sees what is being typed, in passing; it is kept nowhere."""
        view = self.view
        if view.talk is None or self.hurries("typing"):
            return
        self._typed_once = True
        told = {"whisper": "typing", "conversation_id": view.talk, "inbox_id": view.inbox.id}
        self._ctx.hub.whisper("desk", {**told, "person": view.session.name or "", "text": text[:LONGEST_TYPING]})

    async def _send(self, frame: dict[str, Any]) -> None:
        async with asyncio.timeout(PATIENCE):
            await _say(self._call, frame)


class _Heart:
    """Pings every open line of a process, each every PING seconds: one task instead of a timer for each."""

    def __init__(self) -> None:
        self._lines: dict[_Line, float] = {}
        self._beating: asyncio.Task[None] | None = None

    def add(self, line: _Line) -> None:
        self._lines[line] = time.monotonic() + PING
        if self._beating is None:
            self._beating = asyncio.create_task(self._beat())

    def discard(self, line: _Line) -> None:
        self._lines.pop(line, None)
        if not self._lines and self._beating is not None:
            self._beating.cancel()
            self._beating = None

    async def _beat(self) -> None:
        while True:
            now = time.monotonic()
            line, due = next(iter(self._lines.items()))
            if due > now:
                await asyncio.sleep(min(due - now, 1.0))
                continue
            # Behind all others: the first one is always the next.
            del self._lines[line]
            self._lines[line] = now + PING
            line.hears(BEAT)
            await asyncio.sleep(0)


_hearts: WeakKeyDictionary[Hub, _Heart] = WeakKeyDictionary()


def _heart_of(hub: Hub) -> _Heart:
    if hub not in _hearts:
        _hearts[hub] = _Heart()
    return _hearts[hub]


async def _heard(call: SocketCall) -> dict[str, Any]:
    """The next thing the page says; what is no object counts as nothing. Raises Gone."""
    message = await call.receive()
    if message["type"] == "websocket.disconnect":
        raise Gone
    word = message.get("text")
    if word is None or len(word) > LONGEST_WORD:
        return {}
    try:
        return _said(word)
    except msgspec.MsgspecError:
        return {}


_said = msgspec.json.Decoder(dict[str, Any]).decode


async def _say(call: SocketCall, frame: dict[str, Any]) -> None:
    """Raises Gone."""
    try:
        await call.send({"type": "websocket.send", "text": to_json(frame)})
    except (OSError, RuntimeError) as error:
        raise Gone from error


async def _goodbye(call: SocketCall, *, gone: bool = True) -> None:
    with contextlib.suppress(Exception):
        if gone:
            await _say(call, {"gone": True})
        await call.send({"type": "websocket.close", "code": 1000})


def _line(tx: Tx, view: View, entry_id: str) -> VisitorEntry | None:
    return stream.line(tx, view.inbox, view.session, entry_id)


def _read_by_shop(tx: Tx, view: View) -> int:
    """The desk looked: everything that came in so far counts as read."""
    recent = conversations.public_entries(tx, stream.scope_of(tx, view.session), None, 20)
    n = max((entry.n for entry in recent if entry.direction == "in"), default=0)
    visitors.note_read(tx, view.session.visitor_id, n)
    return n
