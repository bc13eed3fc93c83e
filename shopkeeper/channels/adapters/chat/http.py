"""The customer's side of the chat over HTTP. Every route finds its inbox by the public key and its visitor by the token."""

from typing import Annotated, Any

from litestar import MediaType, Request, Response
from litestar.params import Dependency
from litestar.response import Redirect

from shopkeeper import conversations, people
from shopkeeper.channels import inboxes, taking, tracking
from shopkeeper.channels.adapters.chat import codes, cors, limits, showing, speaking, stream, uploads, views, visitors
from shopkeeper.channels.adapters.chat.errors import (
    BadIdentity,
    CodeWrong,
    Hurried,
    NoChatHere,
    NotFromHere,
    NotKnown,
    TooBig,
    WordTaken,
)
from shopkeeper.channels.adapters.chat.identity import Identity, verified
from shopkeeper.channels.adapters.chat.live import live, stir
from shopkeeper.channels.adapters.chat.model import (
    Admission,
    Asked,
    Config,
    FileLine,
    Introduction,
    Knock,
    Proving,
    Said,
    Seen,
    Stream,
    Visitor,
    VisitorEntry,
)
from shopkeeper.channels.adapters.chat.speaking import Caller
from shopkeeper.channels.adapters.chat.visitors import Session
from shopkeeper.channels.model import Inbox
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Invalid, NotFound
from shopkeeper.kit.http import PUBLIC, VISITOR, Plain, client_address, delete, get, post, put
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.signing import BadToken
from shopkeeper.kit.text import mask_cards

Asking = Request[Any, Any, Any]
# Ctx is handed in as it is: the framework need not look inside.
Given = Annotated[Ctx, Dependency(skip_validation=True)]
ROOT = "/chat/v1/{key:str}"
GUARDED = (NoChatHere, NotFromHere, NotKnown, Hurried)
SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf"}
_open: dict[str, Any] = {"middleware": [cors.opened]}
_spoken = Plain(speaking.plainly, cors.OPEN)


@get(ROOT, permission=PUBLIC, errors=(NoChatHere,), **_open)
async def config(key: str, ctx: Given) -> Response[Config]:
    """What the widget shows before the first word."""
    found = await ctx.db.read(lambda tx: showing.config(tx, views.inbox_of(tx, key), ctx.hub))
    return Response(found, headers={"Cache-Control": "public, max-age=60"})


@post(f"{ROOT}/visitors", permission=PUBLIC, errors=(NoChatHere, NotFromHere, Hurried, BadIdentity), **_open)
async def enter(key: str, data: Knock, request: Asking, ctx: Given) -> Admission:
    """Begin to be someone, or be vouched for by the shop."""
    box, known = await _at_the_door(ctx, request, key)
    limits.spend(ctx, limits.VISITS, _network(ctx, request))
    identity = await _identity(ctx, box, data.identity_token)
    session, token = await ctx.db.write(visitors.enter, box, data, identity, known)
    if identity is not None and token is None:
        stir(ctx.hub, session)
    return Admission(session.shown, token)


@get(f"{ROOT}/entries", permission=VISITOR, errors=GUARDED, **_open)
async def entries(
    key: str, request: Asking, ctx: Given, after: int | None = None, next: int | None = None
) -> Response[Stream]:
    """The visitor's stream: its newest page, or what is new behind `after`."""
    box, session = await _visitor(ctx, request, key)
    found = await ctx.db.read(stream.stream, box, session, after, next)
    return Response(found, headers={"Cache-Control": "no-store"})


@post(f"{ROOT}/messages", permission=VISITOR, errors=(*GUARDED, WordTaken), plain=_spoken, **_open)
async def say(key: str, data: Said, request: Asking, ctx: Given) -> VisitorEntry:
    """Say something. The same id again answers with the same line."""
    return await speaking.say(ctx, _caller(ctx, request, key), data, await request.body())


@post(f"{ROOT}/attachments", permission=VISITOR, errors=(*GUARDED, TooBig), request_max_body_size=21_000_000, **_open)
async def upload(key: str, name: str, request: Asking, ctx: Given) -> FileLine:
    """A file, as it is; a message takes it along by its id."""
    box, session = await _visitor(ctx, request, key, limits.FILES)
    data = await request.body()
    if not data or len(data) > box.abilities.longest_file:
        raise TooBig(f"A file may have up to {box.abilities.longest_file // 1_000_000} MB." if data else "It is empty.")
    limits.spend(ctx, limits.FILES_OF_NETWORK, _network(ctx, request), amount=max(1.0, len(data) / 1_000_000))
    file_key = await ctx.files.put(data)
    kind = request.headers.get("content-type", "").partition(";")[0] or "application/octet-stream"
    kept = await ctx.db.write(uploads.attach, session, file_key, name, kind, len(data))
    return stream.file_line(box, kept, ctx.now)


@get(
    f"{ROOT}/attachments/{{id:str}}", permission=PUBLIC, errors=(NotFound, BadToken), media_type=MediaType.TEXT, **_open
)
async def download(key: str, id: str, t: str, ctx: Given) -> Response[bytes]:
    """A file, for whoever has its signed address of the day."""
    if not stream.may_fetch(t, id, ctx.now):
        raise NotFound
    file, file_key = await ctx.db.read(_file, key, id)
    shown = "inline" if file.content_type in SHOWN else "attachment"
    name = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in file.name)
    headers = {
        "Content-Disposition": f'{shown}; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=3600",
    }
    kind = file.content_type if file.content_type in SHOWN else "application/octet-stream"
    return Response(await ctx.files.read(file_key), media_type=kind, headers=headers)


@put(f"{ROOT}/me", permission=VISITOR, errors=GUARDED, **_open)
async def introduce(key: str, data: Introduction, request: Asking, ctx: Given) -> Visitor:
    """Who they say they are. The desk may see who that could be; this visitor sees nothing more than before."""
    box, session = await _visitor(ctx, request, key, limits.SMALL)
    email = codes.normal(data.email) if data.email else ""
    # A shopper in a hurry leaves out the end, and would wait for an answer that no server can take.
    if data.email and "." not in email.rpartition("@")[2]:
        raise Invalid("This does not look like a mail address.", fields={"email": "Check it for typing mistakes."})
    name = mask_cards(" ".join(data.name.split()))[:200] if data.name else None
    if email and email not in session.proofs:
        await taking.take(
            ctx,
            speaking.post_of(ctx.now, _caller(ctx, request, key), box, session, await request.body(), act="introduce"),
        )
    session = await ctx.db.write(_introduce, box, session, name, email or None)
    stir(ctx.hub, session)
    return session.shown


@put(f"{ROOT}/read", permission=VISITOR, errors=GUARDED, status_code=204, **_open)
async def read(key: str, data: Seen, request: Asking, ctx: Given) -> None:
    """The visitor has seen everything up to here."""
    _, session = await _visitor(ctx, request, key, limits.SMALL)
    seen = await ctx.db.write(read_until, session, data.seq)
    ctx.hub.whisper(f"visitor:{session.visitor_id}", {"seen": seen})


@post(f"{ROOT}/codes", permission=VISITOR, errors=GUARDED, status_code=202, **_open)
async def ask_code(key: str, data: Asked, request: Asking, ctx: Given) -> None:
    """Six figures by mail. The answer is the same whether we know the address or not."""
    box, _ = await _visitor(ctx, request, key, limits.SMALL)
    limits.spend(ctx, limits.CODES_OF_NETWORK, _network(ctx, request))
    limits.spend(ctx, limits.CODES, codes.normal(data.email) or "none")
    await ctx.db.write(codes.ask, box, data.email)


@post(
    f"{ROOT}/proofs", permission=PUBLIC, errors=(NoChatHere, NotFromHere, Hurried, CodeWrong), status_code=200, **_open
)
async def prove(key: str, data: Proving, request: Asking, ctx: Given) -> Admission:
    """A code becomes a proof of this session."""
    box, known = await _at_the_door(ctx, request, key)
    limits.spend(ctx, limits.PROOFS, _network(ctx, request))
    proven = await ctx.db.write(_prove, box, data, known)
    if proven is None:
        raise CodeWrong
    session, token = proven
    stir(ctx.hub, session, reset=True)
    return Admission(session.shown, token)


@get(f"{ROOT}/continue", permission=PUBLIC, errors=(NoChatHere,), status_code=303)
async def go_on(key: str, t: str, ctx: Given) -> Redirect:
    """The link in our mails: back to the shop's page, with a one-time code that only the page sees."""
    url = await ctx.db.write(lambda tx: codes.follow_link(tx, views.inbox_of(tx, key), t))
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Redirect(url, status_code=303, headers=headers)


@delete(f"{ROOT}/visitors/me", permission=VISITOR, errors=GUARDED, **_open)
async def forget(key: str, request: Asking, ctx: Given) -> None:
    """This browser is forgotten."""
    _, session = await _visitor(ctx, request, key)
    await ctx.db.write(visitors.leave, session)
    stir(ctx.hub, session)


# --- who and where ---


def read_until(tx: Tx, session: Session, n: int) -> int:
    """Mark what they saw, here and on the messages themselves. Answers how far they have read."""
    recent = conversations.public_entries(tx, stream.scope_of(tx, session), None, 50)
    last = next((one for one in reversed(recent) if one.n <= n and one.direction == "out"), None)
    if last is not None:
        tracking.read_until(tx, last.id)
    return visitors.note_seen(tx, session, min(n, max((one.n for one in recent), default=0)))


async def _at_the_door(ctx: Ctx, request: Asking, key: str) -> tuple[Inbox, Session | None]:
    caller = _caller(ctx, request, key)
    box, session = await ctx.db.glance(speaking.door, key, caller.token)
    cors.check_origin(caller.origin, caller.host, box)
    return box, session


async def _visitor(ctx: Ctx, request: Asking, key: str, limit: limits.Limit | None = None) -> tuple[Inbox, Session]:
    box, session = await _at_the_door(ctx, request, key)
    if session is None:
        raise NotKnown
    if limit is not None:
        limits.spend(ctx, limit, session.visitor_id)
    return box, session


def _caller(ctx: Ctx, request: Asking, key: str) -> Caller:
    said = request.headers
    token = speaking.token_of(said.get("authorization", ""))
    return Caller(key, token, said.get("origin", ""), said.get("host", ""), _network(ctx, request))


def _network(ctx: Ctx, request: Asking) -> str:
    return speaking.network(client_address(request, ctx.settings.trusted_proxies))


async def _identity(ctx: Ctx, box: Inbox, token: str | None) -> Identity | None:
    if not token:
        return None
    secrets = await ctx.db.read(inboxes.secrets_of, box.id)
    return verified(token, secrets.get("identity", ""), ctx.now, box.public_key)


def _introduce(tx: Tx, box: Inbox, session: Session, name: str | None, email: str | None) -> Session:
    if name:
        people.call(tx, visitors.recognise(tx, box, session).id, name)
    return visitors.introduce(tx, session, name, email)


def _prove(tx: Tx, box: Inbox, data: Proving, known: Session | None) -> tuple[Session, str | None] | None:
    email = codes.redeem(tx, box, data.code, data.email)
    return visitors.prove(tx, box, email, known, data.locale, by_link=data.email is None) if email else None


def _file(tx: Tx, key: str, id: str) -> tuple[conversations.Attachment, str]:
    views.inbox_of(tx, key)
    return conversations.attachment(tx, id), conversations.file_key(tx, id)


_handlers = [config, enter, entries, say, upload, download, introduce, read, ask_code, prove, forget]
_paths = sorted({path for handler in _handlers for path in handler.paths})
# The preflights first: Litestar would else answer OPTIONS by itself, without the headers that browsers ask for.
routes = [cors.preflights(_paths), *_handlers, go_on, live]
