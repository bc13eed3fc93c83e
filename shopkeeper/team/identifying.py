"""Who is asking: a session cookie or a bearer token, turned into an agent on every request.

The answer is remembered for a few seconds, so that a desk that asks twenty times a second does not ask the database as
often. What this process changes is forgotten at once; another process on the same database sees it after REMEMBERED.
"""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.enums import ScopeType

from shopkeeper.kit import clock, errors, http
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.settings import Settings
from shopkeeper.kit.signing import digest
from shopkeeper.team.errors import ProveAgain, ReadsOnly
from shopkeeper.team.model import READS_ONLY, Agent, AgentState, Role, Visit
from shopkeeper.team.store import agents, keys
from shopkeeper.team.wording import network_of

COOKIE = "sk_session"
# Browsers take a cookie of this prefix only over TLS, from this very host and for all of it (RFC 6265bis, 4.1.3.2), so no
# neighbour on another subdomain can slip us one.
HOST = "__Host-"
BEARER = "Bearer "
# Signed out after 30 days without a visit, and 90 days after the last password; OWASP ASVS 7.3 leaves the times to the risk.
IDLE = 30 * clock.DAY
LONGEST = 90 * clock.DAY
# What opens the account itself wants a password that was given this lately (OWASP ASVS 7.5.1).
FRESH = 15 * clock.MINUTE
# "Last seen" is written this often, not on every request.
SEEN_EVERY = 5 * clock.MINUTE
REMEMBERED = 3 * clock.SECOND
MOST_REMEMBERED = 5_000
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ALLOWED = {
    http.DESK: (Role.agent, Role.lead, Role.admin),
    http.LEAD: (Role.lead, Role.admin),
    http.ADMIN: (Role.admin,),
}

Connection = ASGIConnection[Any, Any, Any, State]


class Found(NamedTuple):
    """Somebody recognised: by session (`session_id`) or by token (`token_id`)."""

    agent: Agent
    session_id: str | None
    token_id: str | None
    seen_at: int
    expires_at: int | None
    created_at: int = 0


Query = Callable[[Tx, str], Found | None]


class _Memory:
    """What was recognised lately. `edition` rises with every change, so an answer read before it is not kept after it."""

    def __init__(self) -> None:
        self.edition = 0
        self.found: dict[str, tuple[int, Found]] = {}

    def recall(self, hash: str, now: int) -> Found | None:
        kept = self.found.get(hash)
        return kept[1] if kept and kept[0] <= now < kept[0] + REMEMBERED else None

    def keep(self, hash: str, found: Found, now: int, edition: int) -> None:
        if edition != self.edition:
            return
        if len(self.found) >= MOST_REMEMBERED:
            self.found.clear()
        self.found[hash] = (now, found)

    def clear(self) -> None:
        self.edition += 1
        self.found.clear()


_memory = _Memory()


def forget(tx: Tx) -> None:
    """Once this transaction is durable, ask the database again who is who."""
    tx.after_commit(_memory.clear)


def identifier(db: Db, settings: Settings) -> Callable[[Connection], Awaitable[Agent | None]]:
    """What the application asks of every request: the agent behind it, or None.

    It raises Forbidden when a cookie rides on a change or a socket that a page of another site may have begun.
    """

    async def identify(connection: Connection) -> Agent | None:
        found = await recognise(connection, db, settings)
        if found is None:
            return None
        if found.token_id and connection.headers.get("authorization", "").startswith(BEARER + READS_ONLY):
            refuse_change(connection)
        connection.scope["found"] = found  # type: ignore[typeddict-unknown-key]
        return found.agent

    return identify


def found_by(connection: Connection) -> Found | None:
    """How the agent behind this request was recognised."""
    return connection.scope.get("found")  # type: ignore[return-value]


def allows(agent: Agent, permission: str) -> bool:
    """Whether this agent's role reaches a route's permission."""
    return agent.role in ALLOWED.get(permission, ())


async def recognise(connection: Connection, db: Db, settings: Settings) -> Found | None:
    """By bearer token or by cookie. Raises Forbidden as `identifier` says."""
    header = connection.headers.get("authorization", "")
    if header.startswith(BEARER):
        return await by_token(db, header.removeprefix(BEARER).strip())
    cookie = cookie_of(connection, settings)
    if not cookie:
        return None
    found = await _recognised(db, cookie, _session_query, visit(connection, settings).network)
    if found:
        refuse_foreign_page(connection, settings)
    return found


def cookie_name(settings: Settings, name: str = COOKIE) -> str:
    """What a cookie of ours is called: bound to the host wherever there is TLS."""
    return (HOST if settings.secure else "") + name


def cookie_of(connection: Connection, settings: Settings, name: str = COOKIE) -> str:
    """The value of a cookie of ours, or nothing."""
    return connection.cookies.get(cookie_name(settings, name), "")


def check_fresh(connection: Connection, now: int) -> None:
    """Raises ProveAgain unless the password behind this session was given lately; a token never gave one."""
    found = found_by(connection)
    if found is None or found.session_id is None or found.created_at < now - FRESH:
        raise ProveAgain


def visit(connection: Connection, settings: Settings) -> Visit:
    """Where this request comes from."""
    network = network_of(http.client_address(connection, settings.trusted_proxies))
    return Visit(network, connection.headers.get("user-agent", "")[:400])


def refuse_foreign_page(connection: Connection, settings: Settings) -> None:
    """Browsers name the page's origin on sockets and changes, and no foreign page can add a header of its own choice."""
    is_socket = connection.scope["type"] == ScopeType.WEBSOCKET
    if not is_socket and connection.scope["method"] in SAFE:  # type: ignore[typeddict-item]
        return
    http.check_origin(connection, (settings.url,))
    if not is_socket and connection.headers.get("x-csrf") != "1":
        raise errors.Forbidden("Send the header X-CSRF: 1 with every change, or use a bearer token.")


def refuse_change(connection: Connection) -> None:
    """Raises ReadsOnly for a token that may look and nothing else; it may listen on the live line, where nothing is changed."""
    if connection.scope["type"] != ScopeType.WEBSOCKET and connection.scope["method"] not in SAFE:
        raise ReadsOnly


async def by_token(db: Db, token: str) -> Found | None:
    """Whom this bearer token belongs to."""
    return await _recognised(db, token, _token_query, "")


async def _recognised(db: Db, secret: str, query: Query, network: str) -> Found | None:
    hash, now, edition = digest(secret), db.clock(), _memory.edition
    found = _memory.recall(hash, now)
    if found is None:
        found = await db.read(query, hash)
        if found is not None:
            found = await _seen(db, found, network)
            _memory.keep(hash, found, now, edition)
    return found


def _session_query(tx: Tx, hash: str) -> Found | None:
    row = tx.first(keys.BY_SESSION, hash=hash)
    if row is None or row.expires_at <= tx.now or row.state != AgentState.active.value:
        return None
    return Found(agents.agent_of(row), row.session_id, None, row.seen_at, row.expires_at, row.session_created_at)


def _token_query(tx: Tx, hash: str) -> Found | None:
    row = tx.first(keys.BY_TOKEN, hash=hash)
    # A token may come from the command line for somebody who has not joined yet: a program needs no password.
    if row is None or (row.expires_at or tx.now + 1) <= tx.now or row.state == AgentState.disabled.value:
        return None
    return Found(agents.agent_of(row), None, row.token_id, row.used_at or 0, row.expires_at)


async def _seen(db: Db, found: Found, network: str) -> Found:
    now = db.clock()
    if now - found.seen_at < SEEN_EVERY:
        return found
    # A desk that cannot write for a moment can still be read.
    with contextlib.suppress(errors.Busy, errors.Unavailable):
        await db.write_background(_write_seen, found, network)
    return found._replace(seen_at=now)


def _write_seen(tx: Tx, found: Found, network: str) -> None:
    if found.session_id:
        keys.see_session(tx, found.session_id, min(tx.now + IDLE, found.created_at + LONGEST), network)
    elif found.token_id:
        keys.use_token(tx, found.token_id)
