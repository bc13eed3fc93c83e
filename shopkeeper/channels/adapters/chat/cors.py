"""Letting the shop's pages in. There are no cookies here, so any page may ask; the allow-list of the inbox decides.

The headers are on every answer, failures too: a browser that may not read a failure takes it for a dead line.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from shopkeeper.channels.adapters.chat.errors import NotFromHere
from shopkeeper.channels.model import Inbox
from shopkeeper.kit.http import PUBLIC

OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"retry-after"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "86400",
}


def opened(app: ASGIApp) -> ASGIApp:
    """Middleware for every chat route."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *OPEN]
            await send(message)

        await app(scope, receive, send if "subprotocols" in scope else with_headers)

    return wrapped


def preflights(paths: Sequence[str]) -> HTTPRouteHandler:
    """Answers what browsers ask before they ask."""

    def preflight() -> Response[None]:
        return Response(None, status_code=204, headers=_PREFLIGHT)

    make = HTTPRouteHandler(
        list(paths), http_method=["OPTIONS"], middleware=[opened], opt={"permission": PUBLIC}, include_in_schema=False,
        sync_to_thread=False, status_code=204,
    )  # fmt: skip
    return make(preflight)


def check_origin(origin: str, host: str, inbox: Inbox) -> None:
    """Raises NotFromHere for a page that is not on the inbox's list, where there is one. `origin` is "" where none is said."""
    allowed = inbox.settings.get("origins") or ()
    if not allowed or not origin or origin.lower() in allowed:
        return
    if urlsplit(origin).netloc != host:
        raise NotFromHere
