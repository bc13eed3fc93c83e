"""Coming in: the first owner, signing in and out, joining, a forgotten password."""

from typing import Any

import msgspec
from litestar import Request, Response

from shopkeeper.kit import errors
from shopkeeper.kit.db import Db
from shopkeeper.kit.http import ADMIN, DESK, PUBLIC, check_origin, delete, get, post, put
from shopkeeper.kit.settings import Settings
from shopkeeper.team import devices, joining, sessions, setting_up, signing_in
from shopkeeper.team.errors import (
    CodeNeeded,
    LinkSpent,
    NoSuchStep,
    SetupDone,
    TooManyAttempts,
    WrongCode,
    WrongPassword,
    WrongSetupCode,
    WrongSignIn,
)
from shopkeeper.team.http.cookies import SignedIn, farewell, welcome
from shopkeeper.team.identifying import cookie_of, found_by, recognise, visit
from shopkeeper.team.model import Agent, Invitation, Visit

Asked = Request[Any, Any, Any]


class ResetAsked(msgspec.Struct, frozen=True):
    email: str


class NewPassword(msgspec.Struct, frozen=True):
    password: str


def _visitor(request: Asked, settings: Settings) -> Visit:
    """Whoever would be signed in here must have come from our own page: else Mallory signs Alice in as Mallory."""
    check_origin(request, (settings.url,))
    return visit(request, settings)


@post("/api/v1/session", permission=PUBLIC, errors=(WrongSignIn, CodeNeeded, WrongCode, TooManyAttempts))
async def sign_in(request: Asked, data: signing_in.SignIn, db: Db, settings: Settings) -> Response[SignedIn]:
    """Sign in. 401 with kind `code_needed` asks for the second step: send the same again with `code`."""
    came, mark = _visitor(request, settings), cookie_of(request, settings, devices.COOKIE)
    known = devices.agents_of(mark)
    opened = await signing_in.sign_in(db, came, data, cookie=cookie_of(request, settings), known=known)
    return welcome(opened, settings, mark)


@put("/api/v1/session", permission=DESK, errors=(WrongPassword, CodeNeeded, WrongCode, TooManyAttempts))
async def prove(request: Asked, data: signing_in.Proof, agent: Agent, db: Db, settings: Settings) -> Response[SignedIn]:
    """Give your password (and code) once more before something that opens the account itself. The cookie is a new one then."""
    found = found_by(request)
    if found is None or found.session_id is None:
        raise errors.Forbidden("A program's token has no password to give. Sign in with a browser.")
    came, cookie = _visitor(request, settings), cookie_of(request, settings)
    opened = await signing_in.prove(db, came, agent, data, cookie=cookie)
    return welcome(opened, settings, cookie_of(request, settings, devices.COOKIE), status=200)


@delete("/api/v1/session", permission=DESK)
async def sign_out(request: Asked, db: Db, settings: Settings) -> Response[None]:
    """Sign this window out."""
    await db.write(sessions.sign_out, cookie_of(request, settings))
    return farewell(settings)


@get("/api/v1/invitations/{token:str}", permission=PUBLIC, errors=(LinkSpent,))
async def see_invitation(token: str, db: Db) -> Invitation:
    """Who is invited by this link."""
    return await db.read(joining.invitation, token)


@post("/api/v1/invitations/{token:str}", permission=PUBLIC, errors=(LinkSpent, errors.Forbidden))
async def join(request: Asked, token: str, data: joining.Joining, db: Db, settings: Settings) -> Response[SignedIn]:
    """Take the invitation up: name and password, and you are signed in."""
    opened = await joining.join(db, _visitor(request, settings), token, data)
    return welcome(opened, settings, cookie_of(request, settings, devices.COOKIE))


@post("/api/v1/password-resets", permission=PUBLIC, status_code=202)
async def ask_reset(request: Asked, data: ResetAsked, db: Db, settings: Settings) -> None:
    """Mail a link to set a new password. Always 202, so that nobody learns who works here."""
    await joining.ask_reset(db, visit(request, settings), data.email)


@put("/api/v1/password-resets/{token:str}", permission=PUBLIC, status_code=204, errors=(LinkSpent,))
async def reset(token: str, data: NewPassword, db: Db) -> None:
    """Set a new password by the link from the mail. Every window is signed out."""
    await joining.reset(db, token, data.password)


@get("/api/v1/setup", permission=PUBLIC)
async def see_setup(request: Asked, db: Db, settings: Settings) -> setting_up.Setup:
    """Whether this desk waits for its owner, and for those signed in what is still to be set up."""
    found = await recognise(request, db, settings)
    return await db.read(setting_up.setup, told=found is not None)


@post("/api/v1/setup/owner", permission=PUBLIC, errors=(SetupDone, WrongSetupCode, TooManyAttempts))
async def claim(request: Asked, data: setting_up.NewOwner, db: Db, settings: Settings) -> Response[SignedIn]:
    """Become the owner of a fresh desk, with the code that was printed when it started."""
    opened = await setting_up.claim(db, _visitor(request, settings), data)
    return welcome(opened, settings, cookie_of(request, settings, devices.COOKIE))


@put("/api/v1/setup/steps/{name:str}", permission=ADMIN, errors=(NoSuchStep,))
async def do_step(name: str, db: Db) -> setting_up.Setup:
    """Tick a step of the wizard off: owner, brand, mailbox, widget, colleagues, hours; `done` closes it."""
    return await db.write(setting_up.do_step, name)


routes = [sign_in, prove, sign_out, see_invitation, join, ask_reset, reset, see_setup, claim, do_step]
