"""Agents, and the secrets they sign in with."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text, bindparam, delete, func, insert, select, update

from shopkeeper.kit import db, ids, text
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team.model import Agent, AgentState, Alerts, Role

AGENT = Table(
    "agent",
    db.metadata,
    Column("id", Text, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("inboxes", Text),
    Column("locale", Text, nullable=False),
    Column("colour", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("password_hash", Text),
    Column("totp_secret", LargeBinary),
    Column("totp_pending", LargeBinary),
    Column("totp_step", BigInteger, nullable=False),
    Column("alerts", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
RECOVERY = Table(
    "agent_recovery_code",
    db.metadata,
    Column("agent_id", Text, primary_key=True),
    Column("code_hash", Text, primary_key=True),
)


class Credentials(msgspec.Struct, frozen=True):
    """What signing in is checked against. Never leaves this room."""

    agent: Agent
    password_hash: str | None
    totp_secret: bytes | None
    totp_pending: bytes | None
    totp_step: int


def agent_of(row: Row) -> Agent:
    return Agent(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        inboxes=None if row.inboxes is None else text.from_json(row.inboxes, tuple[str, ...]),
        locale=row.locale,
        colour=row.colour,
        state=AgentState(row.state),
        totp=row.totp_secret is not None,
        created_at=row.created_at,
        alerts=text.from_json(row.alerts, Alerts),
    )


_ONE = db.Hot(select(AGENT).where(AGENT.c.id == bindparam("id")))


def add(tx: Tx, agent: Agent, password_hash: str | None) -> None:
    values = {**_agent_values(agent), "password_hash": password_hash, "totp_step": 0, "created_at": agent.created_at}
    tx.run(insert(AGENT).values(**values))


def change(tx: Tx, agent: Agent) -> None:
    tx.run(update(AGENT).where(AGENT.c.id == agent.id).values(**_agent_values(agent)))


def _agent_values(agent: Agent) -> dict[str, Any]:
    return {
        "id": agent.id,
        "email": agent.email,
        "name": agent.name,
        "role": agent.role.value,
        "inboxes": None if agent.inboxes is None else text.to_json(agent.inboxes),
        "locale": agent.locale,
        "colour": agent.colour,
        "state": agent.state.value,
        "alerts": text.to_json(agent.alerts),
    }


def one(tx: Tx, id: str) -> Agent | None:
    row = tx.first(_ONE, id=id) if ids.valid(id) else None
    return agent_of(row) if row else None


def everybody(tx: Tx) -> list[Agent]:
    return [agent_of(row) for row in tx.all(select(AGENT).order_by(AGENT.c.name, AGENT.c.id))]


def anybody(tx: Tx) -> bool:
    return tx.first(select(AGENT.c.id).limit(1)) is not None


def active_admins(tx: Tx) -> int:
    where = (AGENT.c.role == Role.admin.value) & (AGENT.c.state == AgentState.active.value)
    return int(tx.scalar(select(func.count()).select_from(AGENT).where(where)))


def credentials(tx: Tx, *, email: str | None = None, id: str | None = None) -> Credentials | None:
    row = tx.first(select(AGENT).where(AGENT.c.email == email if id is None else AGENT.c.id == id))
    return (
        Credentials(agent_of(row), row.password_hash, row.totp_secret, row.totp_pending, row.totp_step) if row else None
    )


def set_secrets(tx: Tx, id: str, **columns: Any) -> None:
    """Any of password_hash, totp_secret, totp_pending, totp_step."""
    tx.run(update(AGENT).where(AGENT.c.id == id).values(**columns))


def spend_step(tx: Tx, id: str, step: int) -> bool:
    """Take this time step and all before it out of use. False when it was spent already."""
    return tx.run(update(AGENT).where(AGENT.c.id == id, AGENT.c.totp_step < step).values(totp_step=step)) == 1


def set_recovery_codes(tx: Tx, agent_id: str, hashes: Sequence[str]) -> None:
    tx.run(delete(RECOVERY).where(RECOVERY.c.agent_id == agent_id))
    for code_hash in hashes:
        tx.run(insert(RECOVERY).values(agent_id=agent_id, code_hash=code_hash))


def spend_recovery_code(tx: Tx, agent_id: str, code_hash: str) -> bool:
    return tx.run(delete(RECOVERY).where(RECOVERY.c.agent_id == agent_id, RECOVERY.c.code_hash == code_hash)) == 1
