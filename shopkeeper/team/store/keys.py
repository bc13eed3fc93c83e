"""What opens the door: sessions, bearer tokens and one-time links, each asked by the hash of what the caller holds; and attempts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Table, Text, bindparam, delete, insert, select, update

from shopkeeper.kit import db
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team.model import READS_ONLY, Session, Token
from shopkeeper.team.store.agents import AGENT
from shopkeeper.team.wording import device_name

SESSION = Table(
    "agent_session",
    db.metadata,
    Column("id", Text, primary_key=True),
    Column("agent_id", Text, nullable=False, index=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("user_agent", Text, nullable=False),
    Column("network", Text, nullable=False),
)
TOKEN = Table(
    "agent_token",
    db.metadata,
    Column("id", Text, primary_key=True),
    Column("agent_id", Text, nullable=False, index=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("start", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("expires_at", BigInteger),
)
LINK = Table(
    "agent_link",
    db.metadata,
    Column("token_hash", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Index("ix_agent_link_agent", "agent_id", "purpose"),
)
ATTEMPT = Table(
    "sign_in_attempt",
    db.metadata,
    Column("id", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
    Index("ix_sign_in_attempt_scope", "scope", "at"),
)

BY_SESSION = db.Hot(
    select(
        AGENT,
        SESSION.c.id.label("session_id"),
        SESSION.c.created_at.label("session_created_at"),
        SESSION.c.seen_at,
        SESSION.c.expires_at,
    )
    .join(SESSION, SESSION.c.agent_id == AGENT.c.id)
    .where(SESSION.c.token_hash == bindparam("hash"))
)
BY_TOKEN = db.Hot(
    select(AGENT, TOKEN.c.id.label("token_id"), TOKEN.c.used_at, TOKEN.c.expires_at)
    .join(TOKEN, TOKEN.c.agent_id == AGENT.c.id)
    .where(TOKEN.c.token_hash == bindparam("hash"))
)


def add_session(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(insert(SESSION).values(**values))


def see_session(tx: Tx, id: str, expires_at: int, network: str) -> None:
    tx.run(update(SESSION).where(SESSION.c.id == id).values(seen_at=tx.now, expires_at=expires_at, network=network))


def sessions(tx: Tx, agent_id: str, current: str | None) -> list[Session]:
    where = (SESSION.c.agent_id == agent_id) & (SESSION.c.expires_at > tx.now)
    rows = tx.all(select(SESSION).where(where).order_by(SESSION.c.seen_at.desc(), SESSION.c.id.desc()))
    return [
        Session(r.id, device_name(r.user_agent), r.network, r.created_at, r.seen_at, r.expires_at, r.id == current)
        for r in rows
    ]


def session(tx: Tx, id: str) -> Session | None:
    r = tx.first(select(SESSION).where(SESSION.c.id == id))
    if r is None:
        return None
    return Session(r.id, device_name(r.user_agent), r.network, r.created_at, r.seen_at, r.expires_at)


def remove_sessions(tx: Tx, *, agent_id: str, id: str | None = None, but: str | None = None) -> int:
    where = [SESSION.c.agent_id == agent_id]
    if id is not None:
        where.append(SESSION.c.id == id)
    if but is not None:
        where.append(SESSION.c.id != but)
    return tx.run(delete(SESSION).where(*where))


def remove_session_of(tx: Tx, token_hash: str) -> int:
    return tx.run(delete(SESSION).where(SESSION.c.token_hash == token_hash))


def add_token(tx: Tx, values: dict[str, Any]) -> None:
    tx.run(insert(TOKEN).values(**values))


def use_token(tx: Tx, id: str) -> None:
    tx.run(update(TOKEN).where(TOKEN.c.id == id).values(used_at=tx.now))


def tokens(tx: Tx, agent_id: str) -> list[Token]:
    rows = tx.all(select(TOKEN).where(TOKEN.c.agent_id == agent_id).order_by(TOKEN.c.id.desc()))
    return [_token(r) for r in rows]


def _token(r: Row) -> Token:
    return Token(r.id, r.name, r.start, r.created_at, r.used_at, r.expires_at, r.start.startswith(READS_ONLY))


def remove_tokens(tx: Tx, *, agent_id: str, id: str | None = None) -> int:
    where = [TOKEN.c.agent_id == agent_id] + ([TOKEN.c.id == id] if id is not None else [])
    return tx.run(delete(TOKEN).where(*where))


def add_link(tx: Tx, token_hash: str, purpose: str, agent_id: str, expires_at: int) -> None:
    values = {"token_hash": token_hash, "purpose": purpose, "agent_id": agent_id, "expires_at": expires_at}
    tx.run(insert(LINK).values(**values))


def link(tx: Tx, token_hash: str, purpose: str) -> Row | None:
    where = (LINK.c.token_hash == token_hash) & (LINK.c.purpose == purpose) & (LINK.c.expires_at > tx.now)
    return tx.first(select(LINK).where(where))


def remove_links(tx: Tx, agent_id: str, purpose: str | None = None) -> int:
    where = [LINK.c.agent_id == agent_id] + ([LINK.c.purpose == purpose] if purpose else [])
    return tx.run(delete(LINK).where(*where))


def spend_link(tx: Tx, token_hash: str, purpose: str) -> bool:
    """Take the link out of the world; False when somebody was faster."""
    where = (LINK.c.token_hash == token_hash) & (LINK.c.purpose == purpose) & (LINK.c.expires_at > tx.now)
    return tx.run(delete(LINK).where(where)) == 1


def add_attempt(tx: Tx, id: str, scopes: Sequence[str]) -> None:
    for scope in scopes:
        tx.run(insert(ATTEMPT).values(id=id, scope=scope, at=tx.now))


def attempts(tx: Tx, scope: str, since: int) -> list[int]:
    """When attempts in this scope were made, oldest first."""
    rows = tx.all(select(ATTEMPT.c.at).where(ATTEMPT.c.scope == scope, ATTEMPT.c.at > since).order_by(ATTEMPT.c.at))
    return [row.at for row in rows]


def remove_attempts(tx: Tx, *, id: str | None = None, scopes: Sequence[str] = ()) -> None:
    if id is not None:
        tx.run(delete(ATTEMPT).where(ATTEMPT.c.id == id))
    for scope in scopes:
        tx.run(delete(ATTEMPT).where(ATTEMPT.c.scope == scope))


def remove_stale(tx: Tx, *, attempts_before: int) -> None:
    tx.run(delete(ATTEMPT).where(ATTEMPT.c.at < attempts_before))
    tx.run(delete(LINK).where(LINK.c.expires_at <= tx.now))
    tx.run(delete(SESSION).where(SESSION.c.expires_at <= tx.now))
