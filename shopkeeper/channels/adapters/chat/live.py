"""The visitor's socket: new lines of their own stream, who is writing, what was read. It starts where the stream stands.

The line only says what happened; whether this session may see it is asked of the stream each time.
"""

import asyncio
import contextlib
from typing import Annotated, Any

import msgspec
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect
from litestar.params import Dependency

from shopkeeper import conversations, people
from shopkeeper.channels import inboxes
from shopkeeper.channels.adapters.chat import cors, limits, presence, showing, stream, visitors
from shopkeeper.channels.adapters.chat.errors import NoChatHere, NotKnown
from shopkeeper.channels.adapters.chat.model import VisitorEntry
from shopkeeper.channels.adapters.chat.visitors import Session
from shopkeeper.channels.model import Inbox, InboxState
from shopkeeper.conversations import ConversationChanged, DeliveryChanged, MessageHeard, MessageSaid
from shopkeeper.kit import live as news
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Failure, NotFound
from shopkeeper.kit.http import VISITOR, websocket
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub, News, Subscription, Whisper
from shopkeeper.kit.text import to_json
from shopkeeper.people import HandleKind

GREETING = 10.0
PING = 25.0
PATIENCE = 20.0
LONGEST_WORD = 4_000
LONGEST_TYPING = 500

Socket = WebSocket[Any, Any, Any]


class View(msgspec.Struct, frozen=True):
    """What one socket listens to, computed anew whenever the session proves or says something for the first time."""

    inbox: Inbox
    session: Session
    topics: tuple[str, ...]
    seq: int
    identity: str | None
    talk: str | None
    open: bool


def announce() -> None:
    """Have the facts we follow told on topics of their own; conversations does so for what was heard and said."""
    news.topics.setdefault(ConversationChanged, lambda fact: (f"conversation:{fact.conversation_id}",))


def stir(hub: Hub, session: Session, *, reset: bool = False) -> None:
    """Something about this session changed: its open pages look again."""
    hub.whisper(f"visitor:{session.visitor_id}", {"reset": True} if reset else {"look": True})


@websocket("/chat/v1/{key:str}/live", permission=VISITOR)
async def live(socket: Socket, key: str, ctx: Annotated[Ctx, Dependency(skip_validation=True)]) -> None:
    """First the visitor says its token, then `hello`, then everything as it happens."""
    await socket.accept()
    try:
        async with asyncio.timeout(GREETING):
            greeting = await _heard(socket)
            token = str(greeting.get("token", ""))
        view = await ctx.db.read(_view_of, key, token)
        cors.check_origin(socket, view.inbox)
    except (Failure, TimeoutError, WebSocketDisconnect) as why:
        # Only a session that is no more may be told so: the page forgets it then.
        await _goodbye(socket, gone=isinstance(why, NotKnown))
        return
    with presence.of(ctx.hub).sit(view.session.visitor_id, view.inbox.id) as sitting:
        line = _Line(socket, ctx, view, sitting, token)
        line.looks_at(greeting)
        await line.run()


class _Line:
    def __init__(self, socket: Socket, ctx: Ctx, view: View, sitting: presence.Sitting, token: str) -> None:
        self.socket, self.ctx, self.view, self.sitting, self.token = socket, ctx, view, sitting, token
        self.news: Subscription = ctx.hub.subscribe(*view.topics)
        sitting.is_(view.identity)

    async def run(self) -> None:
        telling = asyncio.create_task(self._tell())
        try:
            while not telling.done():
                await self._takes(await _heard(self.socket))
        except (WebSocketDisconnect, RuntimeError, TimeoutError):
            pass
        finally:
            self._typed("")
            telling.cancel()
            self.news.close()
            with contextlib.suppress(Exception, asyncio.CancelledError):
                await telling
            await _goodbye(self.socket, gone=False)

    async def _tell(self) -> None:
        """Raises nothing: when it ends the socket is closed, and the page comes back by itself."""
        with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
            # Once more behind the subscription, so that nothing falls between the two.
            await self._look()
            await self._send({"hello": True, "seq": self.view.seq, "presence": {"open": self.view.open}})
            while not self.news.lost:
                await self._next()
        with contextlib.suppress(Exception):
            await self.socket.close()

    async def _next(self) -> None:
        try:
            async with asyncio.timeout(PING):
                message = await self.news.next()
        except TimeoutError:
            await self._ping()
            return
        if message is None:
            return
        if isinstance(message, Whisper):
            await self._whisper(message)
        else:
            await self._told(message)

    async def _ping(self) -> None:
        before = self.view.open
        await self._look()
        await self._send(
            {"ping": self.ctx.now, **({} if self.view.open == before else {"presence": {"open": self.view.open}})}
        )

    async def _whisper(self, whisper: Whisper) -> None:
        said = whisper.payload
        if said.get("whisper") == "typing" and said.get("conversation_id") == self.view.talk:
            await self._send({"typing": {"name": showing.first(str(said.get("name") or ""))}})
        elif "seen" in said:
            await self._send({"seen": said["seen"]})
        elif said.get("reset") or said.get("look"):
            await self._look()
            if said.get("reset"):
                await self._send({"reset": True})

    async def _told(self, told: News) -> None:
        fact = told.fact
        if isinstance(fact, MessageHeard | MessageSaid | DeliveryChanged):
            if fact.conversation_id != self.view.talk:
                await self._look()
            line = await self.ctx.db.read(_line, self.view, fact.entry_id)
            if line is not None:
                await self._send({"entry": line})
        elif isinstance(fact, ConversationChanged) and fact.verb == "read":
            n = await self.ctx.db.write_background(_read_by_shop, self.view)
            if n:
                await self._send({"read": n})

    async def _look(self) -> None:
        """Ask again what this session may hear; a session that is gone is told so."""
        try:
            view = await self.ctx.db.read(_view_of, self.view.inbox.public_key, self.token)
        except (NotKnown, NoChatHere) as why:
            await _goodbye(self.socket, gone=isinstance(why, NotKnown))
            return
        if set(view.topics) - self.news.topics:
            # Only ever more topics: what the old ears heard in this moment is looked up by the page.
            old, self.news = self.news, self.ctx.hub.subscribe(*view.topics)
            old.close()
            await self._send({"hello": True, "seq": view.seq})
        self.view = view
        self.sitting.is_(view.identity)

    async def _takes(self, said: dict[str, Any]) -> None:
        if isinstance(said.get("typing"), str):
            self._typed(said["typing"])
        self.looks_at(said)
        if "ping" in said:
            # A laptop that woke up asks whether its line still stands.
            await self._send({"pong": self.ctx.now})

    def looks_at(self, said: dict[str, Any]) -> None:
        """The page says where it is: with its first word, and when a shop changes pages without loading them."""
        page, title = said.get("page"), said.get("title")
        if not isinstance(page, str) or self.hurries("page"):
            return
        self.sitting.on(page, title if isinstance(title, str) else "")

    def hurries(self, what: str) -> bool:
        """Whether this visitor says it too often; then it is not heard."""
        try:
            limits.spend(self.ctx, limits.SMALL, f"{what}:{self.view.session.visitor_id}")
        except Failure:
            return True
        return False

    def _typed(self, text: str) -> None:
        """The desk sees what is being typed, in passing; it is kept nowhere."""
        view = self.view
        if view.talk is None or self.hurries("typing"):
            return
        told = {"whisper": "typing", "conversation_id": view.talk, "inbox_id": view.inbox.id}
        self.ctx.hub.whisper("desk", {**told, "person": view.session.name or "", "text": text[:LONGEST_TYPING]})

    async def _send(self, frame: dict[str, Any]) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.socket.send_text(to_json(frame))


async def _heard(socket: Socket) -> dict[str, Any]:
    """The next thing the page says; what is no object counts as nothing."""
    word = await socket.receive_text()
    if len(word) > LONGEST_WORD:
        return {}
    try:
        return msgspec.json.decode(word, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {}


async def _goodbye(socket: Socket, *, gone: bool = True) -> None:
    with contextlib.suppress(Exception):
        if gone:
            await socket.send_text(to_json({"gone": True}))
        await socket.close()


def _view_of(tx: Tx, key: str, token: str) -> View:
    """Raises NoChatHere, NotKnown."""
    try:
        box = inboxes.by_key(tx, key)
    except NotFound:
        raise NoChatHere from None
    if box.kind != "chat" or box.state is InboxState.paused:
        raise NoChatHere
    session = visitors.session_of(tx, box, token)
    handle = people.holder(tx, HandleKind.visitor, session.visitor_id)
    recent = conversations.public_entries(tx, stream.scope_of(tx, session), None, 20)
    talks = dict.fromkeys(entry.conversation_id for entry in reversed(recent) if entry.conversation_id)
    return View(
        inbox=_shared(box),
        session=session,
        topics=_topics(tx, session, tuple(talks)),
        seq=max((entry.n for entry in recent), default=0),
        identity=people.identity(tx, handle.person_id) if handle else None,
        talk=next(iter(talks), None),
        open=showing.opening(tx, box)[2],
    )


_boxes: dict[str, Inbox] = {}


def _shared(box: Inbox) -> Inbox:
    """Thousands of idle lines keep one copy of their inbox between them."""
    if _boxes.get(box.id) != box:
        _boxes[box.id] = box
    return _boxes[box.id]


def _topics(tx: Tx, session: Session, talks: tuple[str, ...]) -> tuple[str, ...]:
    handles = stream.scope_of(tx, session).handle_ids
    return (
        f"visitor:{session.visitor_id}",
        *(f"handle:{id}" for id in handles),
        *(f"conversation:{id}" for id in talks),
    )


def _line(tx: Tx, view: View, entry_id: str) -> VisitorEntry | None:
    return stream.line(tx, view.inbox, view.session, entry_id)


def _read_by_shop(tx: Tx, view: View) -> int:
    """The desk looked: everything that came in so far counts as read."""
    recent = conversations.public_entries(tx, stream.scope_of(tx, view.session), None, 20)
    n = max((entry.n for entry in recent if entry.direction == "in"), default=0)
    visitors.note_read(tx, view.session.visitor_id, n)
    return n
