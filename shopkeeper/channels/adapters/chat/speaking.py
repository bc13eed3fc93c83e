"""A visitor's word: who says it and whether they may, then in with it. The busiest door of the house."""

import ipaddress
from functools import lru_cache

import msgspec
from msgspec import Struct

from shopkeeper.channels import taking
from shopkeeper.channels.adapters.chat import cors, limits, showing, stream, uploads, visitors
from shopkeeper.channels.adapters.chat.errors import NotKnown, WordTaken
from shopkeeper.channels.adapters.chat.live import stir
from shopkeeper.channels.adapters.chat.model import Said, VisitorEntry
from shopkeeper.channels.adapters.chat.views import inbox_of
from shopkeeper.channels.adapters.chat.visitors import Session
from shopkeeper.channels.model import ArrivalState, Inbox, Outcome, Post
from shopkeeper.kit import signing
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Invalid
from shopkeeper.kit.http import Answer, Call, address_of
from shopkeeper.kit.jobs import Ctx

LONGEST_BODY = 60_000
"""Bytes: the longest text, every character escaped, and what is around it."""


class Caller(Struct, frozen=True):
    """Who knocks: the inbox's public key, what they say they are, from which page and network. "" where it is not said."""

    key: str
    token: str
    origin: str
    host: str
    network: str


async def say(ctx: Ctx, caller: Caller, said: Said, body: bytes) -> VisitorEntry:
    """Take in their word; the same id again answers with the same line. Raises what the route names."""
    # Before the database is asked: whoever tries tokens spends their network's purse.
    limits.spend(ctx, limits.WORDS_OF_NETWORK, caller.network)
    limits.spend(ctx, limits.WORDS, signing.digest(caller.token))
    if len(body) > LONGEST_BODY:
        raise Invalid(f"At most {showing.LONGEST_TEXT} characters at once. Send it in parts.")
    speaking = _Speaking(caller, said, body)
    outcome = await taking.take_within(ctx, speaking.post)
    if outcome.state is ArrivalState.quarantined or outcome.entry_id is None:
        raise Invalid(outcome.reason or "")
    assert speaking.found is not None
    box, session = speaking.found
    line = await _line(ctx, box, session, outcome)
    if isinstance(outcome, taking.Taken) and outcome.first:
        # Their open pages listen to a handle that did not exist before.
        stir(ctx.hub, session)
    return line


class _Speaking:
    """One word on its way: who says it is looked up in the transaction that keeps it. Run again, it is looked up again."""

    def __init__(self, caller: Caller, said: Said, body: bytes) -> None:
        self.caller, self.said, self.body = caller, said, body
        self.found: tuple[Inbox, Session] | None = None

    def post(self, tx: Tx) -> Post:
        """Raises NoChatHere, NotFromHere, NotKnown, and Invalid for a file that is not theirs."""
        box, session = door(tx, self.caller.key, self.caller.token)
        cors.check_origin(self.caller.origin, self.caller.host, box)
        if session is None:
            raise NotKnown
        if self.said.attachments:
            uploads.check(tx, session, self.said.attachments)
        self.found = (box, session)
        return post_of(tx.now, self.caller, box, session, self.body)


async def plainly(ctx: Ctx, call: Call) -> Answer | None:
    """The same from the bytes themselves. None for words that the route itself has to explain."""
    try:
        said = _decode(call.body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return Answer(201, _encode(await say(ctx, _caller(ctx, call), said, call.body)))


def post_of(now: int, caller: Caller, box: Inbox, session: Session, body: bytes, act: str = "say") -> Post:
    """Their word as the adapter reads it."""
    context = {"visitor": session.visitor_id, "name": session.name, "act": act}
    return Post(inbox=box, body=body, remote=caller.network, context=context, received_at=now)


def network(address: str) -> str:
    """Where an address belongs: for IPv6 the /64, which is what one household has."""
    return _wide(address) if ":" in address else address


@lru_cache(4_096)
def _wide(address: str) -> str:
    try:
        found = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False).network_address)


def token_of(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "visitor" else ""


def door(tx: Tx, key: str, token: str) -> tuple[Inbox, Session | None]:
    """The chat, and who stands before it, if we know them. Raises NoChatHere."""
    box = inbox_of(tx, key)
    try:
        return box, visitors.session_of(tx, box, token) if token else None
    except NotKnown:
        return box, None


async def _line(ctx: Ctx, box: Inbox, session: Session, outcome: Outcome) -> VisitorEntry:
    """How it stands in their stream, without asking where we have just written it. Raises WordTaken."""
    entry = outcome.entry if isinstance(outcome, taking.Taken) else None
    if entry is not None and entry.public:
        return stream.own_line(box, entry, ctx.now)
    line = await ctx.db.glance(stream.line, box, session, outcome.entry_id or "")
    if line is None:
        raise WordTaken
    return line


def _caller(ctx: Ctx, call: Call) -> Caller:
    peer = call.scope.get("client")
    address = address_of(peer[0] if peer else "", call.header(b"x-forwarded-for"), ctx.settings.trusted_proxies)
    token = token_of(call.header(b"authorization"))
    return Caller(call.parts[0], token, call.header(b"origin"), call.header(b"host"), network(address))


_decode = msgspec.json.Decoder(Said).decode
_encode = msgspec.json.Encoder().encode
