"""Windows that somebody signed in from, and bearer tokens for programs."""

from typing import NamedTuple

import msgspec

from shopkeeper.kit import clock, errors, ids
from shopkeeper.kit.db import Tx
from shopkeeper.kit.signing import digest
from shopkeeper.team import checks
from shopkeeper.team.identifying import IDLE, forget
from shopkeeper.team.model import READS_ONLY, TOKEN_START, Agent, Session, Token, Visit
from shopkeeper.team.notifying import tell
from shopkeeper.team.store import keys

# So many characters behind the first letters are shown in the list.
SHOWN = 4
MOST_TOKENS = 50


class Opened(NamedTuple):
    """A session just opened: `secret` goes into the cookie and is never seen again."""

    agent: Agent
    secret: str
    session_id: str = ""


class NewToken(msgspec.Struct, frozen=True):
    """`days` None: until somebody revokes it. `reads_only`: it may look at everything its agent sees and change nothing."""

    name: str
    days: int | None = None
    reads_only: bool = False


class Issued(msgspec.Struct, frozen=True):
    """A token just made. `secret` is shown this once."""

    token: Token
    secret: str


def open_session(tx: Tx, agent: Agent, visit: Visit, *, instead_of: str | None = None) -> Opened:
    """A fresh session under a fresh secret; the one it replaces (the cookie that came along) ends."""
    if instead_of:
        keys.remove_session_of(tx, digest(instead_of))
        forget(tx)
    id, secret = ids.new(), ids.secret()
    keys.add_session(
        tx,
        {
            "id": id,
            "agent_id": agent.id,
            "token_hash": digest(secret),
            "created_at": tx.now,
            "seen_at": tx.now,
            "expires_at": tx.now + IDLE,
            "user_agent": visit.device,
            "network": visit.network,
        },
    )
    return Opened(agent, secret, id)


def sign_out(tx: Tx, secret: str) -> None:
    """End the session of this cookie. Harmless twice."""
    keys.remove_session_of(tx, digest(secret))
    forget(tx)


def sessions(tx: Tx, agent: Agent, current: str | None = None) -> list[Session]:
    """Where this agent is signed in, the last seen first."""
    return keys.sessions(tx, agent.id, current)


def end_session(tx: Tx, agent: Agent, id: str) -> None:
    """Sign one window out. Raises NotFound when it is not one of theirs."""
    if not ids.valid(id) or not keys.remove_sessions(tx, agent_id=agent.id, id=id):
        raise errors.NotFound("That window is signed out already.")
    forget(tx)


def create_token(tx: Tx, agent: Agent, new: NewToken) -> Issued:
    """A bearer token that acts as this agent. Raises Invalid."""
    if new.days is not None and not 1 <= new.days <= 3650:
        raise checks.wrong("days", "Choose between 1 and 3650 days, or none.")
    if len(keys.tokens(tx, agent.id)) >= MOST_TOKENS:
        raise errors.Conflict(f"You have {MOST_TOKENS} tokens. Revoke some that are not used any more.")
    start = READS_ONLY if new.reads_only else TOKEN_START
    secret = start + ids.secret()
    expires_at = tx.now + new.days * clock.DAY if new.days else None
    shown = secret[: len(start) + SHOWN]
    token = Token(ids.new(), checks.name(new.name), shown, tx.now, None, expires_at, new.reads_only)
    keys.add_token(tx, {**_columns(token), "agent_id": agent.id, "token_hash": digest(secret)})
    return Issued(token, secret)


def _columns(token: Token) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(token).items() if name != "reads_only"}


def issue_token(tx: Tx, agent: Agent, new: NewToken) -> Issued:
    """The same, asked for in a window: they are told by mail, in case it was not they who sat there. Raises Invalid."""
    issued = create_token(tx, agent, new)
    tell(tx, agent.id, "tokens_changed")
    return issued


def tokens(tx: Tx, agent: Agent) -> list[Token]:
    """This agent's bearer tokens, newest first, without their secrets."""
    return keys.tokens(tx, agent.id)


def revoke_token(tx: Tx, agent: Agent, id: str) -> None:
    """Raises NotFound when it is not one of theirs."""
    if not ids.valid(id) or not keys.remove_tokens(tx, agent_id=agent.id, id=id):
        raise errors.NotFound("That token is revoked already.")
    forget(tx)
