"""My own account: the boot, profile, password, windows, second step, tokens."""

from typing import Any

import msgspec
from litestar import Request

from shopkeeper.kit import errors
from shopkeeper.kit.db import Db
from shopkeeper.kit.http import DESK, Page, delete, get, patch, post, put
from shopkeeper.kit.live import Hub
from shopkeeper.team import booting, hiring, joining, presence, sessions, two_steps
from shopkeeper.team.errors import NoTotpBegun, ProveAgain, TooManyAttempts, WrongPassword
from shopkeeper.team.identifying import check_fresh, found_by
from shopkeeper.team.model import Agent, Session, Token

Asked = Request[Any, Any, Any]


class PasswordChange(msgspec.Struct, frozen=True):
    """`password` is the one you have, `new_password` the one you want."""

    password: str
    new_password: str


class Code(msgspec.Struct, frozen=True):
    code: str


def _session_id(request: Asked) -> str | None:
    found = found_by(request)
    return found.session_id if found else None


@get("/api/v1/me", permission=DESK)
async def see(agent: Agent, db: Db, hub: Hub) -> booting.Boot:
    """Everything a window needs to begin."""
    return await db.read(booting.boot, agent, presence.of(hub).state)


@patch("/api/v1/me", permission=DESK)
async def change(data: hiring.ProfileChange, agent: Agent, db: Db) -> Agent:
    """Change my name, language, colour or alerts."""
    return await db.write(hiring.change_profile, agent, data)


@post("/api/v1/me/password", permission=DESK, status_code=204, errors=(WrongPassword, TooManyAttempts))
async def change_password(request: Asked, data: PasswordChange, agent: Agent, db: Db) -> None:
    """Change my password; my other windows are signed out."""
    await joining.change_password(db, agent, data.password, data.new_password, session_id=_session_id(request))


@get("/api/v1/me/sessions", permission=DESK)
async def list_sessions(request: Asked, agent: Agent, db: Db) -> Page[Session]:
    """Where I am signed in."""
    return Page(await db.read(sessions.sessions, agent, _session_id(request)))


@delete("/api/v1/me/sessions/{id:str}", permission=DESK, errors=(errors.NotFound,))
async def end_session(id: str, agent: Agent, db: Db) -> None:
    """Sign one of my windows out."""
    await db.write(sessions.end_session, agent, id)


@delete("/api/v1/me/sessions", permission=DESK)
async def end_other_sessions(request: Asked, agent: Agent, db: Db) -> None:
    """Sign all my other windows out."""
    await db.write(hiring.sign_out_everywhere, agent.id, but=_session_id(request))


@post("/api/v1/me/totp", permission=DESK, errors=(ProveAgain,))
async def begin_totp(request: Asked, agent: Agent, db: Db) -> two_steps.TotpBegun:
    """A secret for my authenticator. It does not count until it is confirmed with a code."""
    check_fresh(request, db.clock())
    return two_steps.show_totp(agent, await db.write(two_steps.begin_totp, agent))


@put("/api/v1/me/totp", permission=DESK, errors=(NoTotpBegun,))
async def confirm_totp(data: Code, agent: Agent, db: Db) -> two_steps.TotpOn:
    """From now on signing in asks for a code. The recovery codes are shown this once."""
    return await db.write(two_steps.confirm_totp, agent, data.code)


@delete("/api/v1/me/totp", permission=DESK, errors=(ProveAgain,))
async def drop_totp(request: Asked, agent: Agent, db: Db) -> None:
    """The password alone is enough again."""
    check_fresh(request, db.clock())
    await db.write(two_steps.drop_totp, agent)


@get("/api/v1/me/tokens", permission=DESK)
async def list_tokens(agent: Agent, db: Db) -> Page[Token]:
    """My bearer tokens, without their secrets."""
    return Page(await db.read(sessions.tokens, agent))


@post("/api/v1/me/tokens", permission=DESK, errors=(errors.Conflict, ProveAgain))
async def create_token(request: Asked, data: sessions.NewToken, agent: Agent, db: Db) -> sessions.Issued:
    """A new bearer token. Its secret is shown this once."""
    check_fresh(request, db.clock())
    return await db.write(sessions.issue_token, agent, data)


@delete("/api/v1/me/tokens/{id:str}", permission=DESK, errors=(errors.NotFound,))
async def revoke_token(id: str, agent: Agent, db: Db) -> None:
    """Whoever uses this token is signed out at once."""
    await db.write(sessions.revoke_token, agent, id)


routes = [
    see,
    change,
    change_password,
    list_sessions,
    end_session,
    end_other_sessions,
    begin_totp,
    confirm_totp,
    drop_totp,
    list_tokens,
    create_token,
    revoke_token,
]
