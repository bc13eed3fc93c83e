"""Our cookies: only for us, only over the wire they came by, not readable by scripts, not sent along by other sites.

Beside the session stands a mark of who signed in at this browser before: whoever signs in without one gets a letter.
"""

import msgspec
from litestar import Response
from litestar.datastructures import Cookie

from shopkeeper.kit.settings import Settings
from shopkeeper.team import devices
from shopkeeper.team.identifying import COOKIE, cookie_name
from shopkeeper.team.model import Agent
from shopkeeper.team.sessions import Opened

# Browsers keep no cookie longer than 400 days; when a session really ends, the server says.
KEPT = 400 * 86_400


class SignedIn(msgspec.Struct, frozen=True):
    """Who you are from now on; the cookie came along."""

    agent: Agent


def welcome(opened: Opened, settings: Settings, known: str = "", status: int = 201) -> Response[SignedIn]:
    """The answer to whoever just signed in; `known` is the mark their browser brought along."""
    cookies = [
        _cookie(COOKIE, opened.secret, KEPT, settings),
        _cookie(devices.COOKIE, devices.marked(known, opened.agent.id), KEPT, settings),
    ]
    return Response(SignedIn(opened.agent), status_code=status, cookies=cookies)


def farewell(settings: Settings) -> Response[None]:
    """Take the session's cookie back, and what the browser kept of files and pages."""
    cookies = [_cookie(COOKIE, "", 0, settings)]
    return Response(None, status_code=204, cookies=cookies, headers={"Clear-Site-Data": '"cache"'})


def _cookie(name: str, value: str, seconds: int, settings: Settings) -> Cookie:
    return Cookie(
        key=cookie_name(settings, name), value=value, max_age=seconds, path="/", httponly=True, samesite="strict",
        secure=settings.secure,
    )  # fmt: skip
