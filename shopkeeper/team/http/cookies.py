"""The session cookie: only for us, only over the wire it came by, not readable by scripts."""

import msgspec
from litestar import Response
from litestar.datastructures import Cookie

from shopkeeper.kit.settings import Settings
from shopkeeper.team.identifying import COOKIE
from shopkeeper.team.model import Agent
from shopkeeper.team.sessions import Opened

# Browsers keep no cookie longer than 400 days; when a session really ends, the server says.
KEPT = 400 * 86_400


class SignedIn(msgspec.Struct, frozen=True):
    """Who you are from now on; the cookie came along."""

    agent: Agent


def welcome(opened: Opened, settings: Settings, status: int = 201) -> Response[SignedIn]:
    """The answer to whoever just signed in."""
    cookie = _cookie(opened.secret, KEPT, settings)
    return Response(SignedIn(opened.agent), status_code=status, cookies=[cookie], headers={"Cache-Control": "no-store"})


def farewell(settings: Settings) -> Response[None]:
    """Take the cookie back."""
    return Response(None, status_code=204, cookies=[_cookie("", 0, settings)])


def _cookie(value: str, seconds: int, settings: Settings) -> Cookie:
    return Cookie(
        key=COOKIE, value=value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=settings.secure
    )
