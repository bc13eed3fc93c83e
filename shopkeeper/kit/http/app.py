"""The application: routes, who may, what is handed in by name, and headers that belong on every answer."""

import ipaddress
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from shopkeeper import __version__
from shopkeeper.kit import errors, jobs
from shopkeeper.kit.http import plain, problems
from shopkeeper.kit.http.routes import PUBLIC, VISITOR

Connection = ASGIConnection[Any, Any, Any, State]
LONGEST_BODY = 2_000_000
"""Bytes of a request where the route says nothing else."""


Identify = Callable[[Connection], Awaitable[Any]]
"""Who is at the door, or None. Raises Forbidden for a session that may not be used like this."""

Allows = Callable[[Any, str], bool]
Hook = Callable[[], Awaitable[None]]


async def _nobody(_: Connection) -> Any:
    return None


def build(
    routes: Sequence[Any],
    ctx: jobs.Ctx,
    *,
    identify: Identify = _nobody,
    allows: Allows = lambda agent, permission: False,
    on_startup: Sequence[Hook] = (),
    on_shutdown: Sequence[Hook] = (),
    describe: bool = False,
) -> Litestar:
    """An ASGI application. `describe` also makes its OpenAPI, which costs too much to do at every start."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        permission = handler.opt.get("permission", "")
        if permission in (PUBLIC, VISITOR):
            return
        agent = await identify(connection)
        if agent is None:
            raise errors.SignedOut
        connection.scope["agent"] = agent  # type: ignore[typeddict-unknown-key]
        if not allows(agent, permission):
            raise errors.Forbidden

    handed = {"db": ctx.db, "ctx": ctx, "hub": ctx.hub, "files": ctx.files, "settings": ctx.settings}
    app = Litestar(
        route_handlers=list(routes),
        guards=[guard],
        dependencies={
            **{name: Provide(_always(value), sync_to_thread=False) for name, value in handed.items()},
            "agent": Provide(_agent, sync_to_thread=False),
        },
        exception_handlers={
            errors.Failure: problems.on_failure,
            HTTPException: problems.on_http,
            Exception: problems.on_bug,
        },
        on_startup=list(on_startup),
        on_shutdown=list(on_shutdown),
        request_max_body_size=LONGEST_BODY,
        openapi_config=_openapi() if describe else None,
        logging_config=None,
        debug=False,
    )
    _check_permissions(app)
    # Around everything, not as the framework's middleware: that is not asked for paths which nobody knows.
    app.asgi_handler = _headers(ctx.settings.secure)(app.asgi_handler)
    app.asgi_handler = plain.shortened(app, ctx, _always_sent(ctx.settings.secure), LONGEST_BODY)
    return app


def heads(app: ASGIApp) -> ASGIApp:
    """The application, answering HEAD wherever it answers GET: watchers ask like that. The server leaves out the body."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method") == "HEAD":
            scope = {**scope, "method": "GET"}  # type: ignore[assignment]
        await app(scope, receive, send)

    return wrapped


def permissions(app: Litestar) -> list[tuple[str, str, str]]:
    """Every route as (method, path, permission), sorted: the table that tests walk and docs print."""
    rows = []
    for route in app.routes:
        for handler in getattr(route, "route_handlers", None) or [route.route_handler]:  # type: ignore[union-attr]
            methods: Iterable[str] = getattr(handler, "http_methods", None) or ["WEBSOCKET"]
            rows += [(m, route.path, str(handler.opt.get("permission", ""))) for m in methods if m != "OPTIONS"]
    return sorted(set(rows), key=lambda row: (row[1], row[0]))


def check_origin(connection: Connection, allowed: Sequence[str] = ()) -> None:
    """Refuse a socket that a foreign page opened: browsers send cookies along and CORS does not apply to sockets."""
    origin = connection.headers.get("origin")
    if origin is None:
        return
    host = connection.headers.get("host", "")
    if urlsplit(origin).netloc != host and origin not in allowed:
        raise errors.Forbidden(
            "Only this desk's own pages may do this. Open the desk at its own address, or use a bearer token."
        )


def client_address(connection: Connection, trusted: str = "127.0.0.1,::1") -> str:
    """The caller's network address; what a proxy says counts only when the proxy is one we trust."""
    return address_of(
        connection.client.host if connection.client else "", connection.headers.get("x-forwarded-for", ""), trusted
    )


def address_of(peer: str, forwarded: str, trusted: str) -> str:
    """The same from its parts: who knocked, the X-Forwarded-For header, and the proxies we trust."""
    proxies = _named(trusted)
    if not forwarded and peer not in proxies:
        return peer
    for hop in [peer, *reversed([word.strip() for word in forwarded.split(",") if word.strip()])]:
        peer = hop if _is_address(hop) else peer
        if hop not in proxies:
            break
    return peer


@lru_cache(16)
def _named(trusted: str) -> frozenset[str]:
    return frozenset(word.strip() for word in trusted.split(","))


@lru_cache(10_000)
def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True


def _always(value: Any) -> Callable[[], Any]:
    return lambda: value


def _agent(scope: Scope) -> Any:
    try:
        return scope["agent"]  # type: ignore[typeddict-item]
    except KeyError:
        raise errors.SignedOut from None


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(title="Shopkeeper", version=__version__, use_handler_docstrings=True)


def _check_permissions(app: Litestar) -> None:
    missing = [
        f"{method} {path}" for method, path, permission in permissions(app) if not permission and "/schema" not in path
    ]
    if missing:
        raise ValueError("these routes name no permission: " + ", ".join(missing))


STRICT = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    (b"cache-control", b"no-store"),
)
_DEFAULT_CSP = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def _always_sent(secure: bool) -> tuple[tuple[bytes, bytes], ...]:
    return (*STRICT, _DEFAULT_CSP, *((_HSTS,) if secure else ()))


def _headers(secure: bool) -> Callable[[ASGIApp], ASGIApp]:
    """Headers for every answer; a page that needs another policy, or may be kept, sets its own and keeps it."""
    always = _always_sent(secure)

    def wrap(app: ASGIApp) -> ASGIApp:
        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            async def with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    present = {name.lower() for name, _ in message["headers"]}
                    message["headers"] = [*message["headers"], *(one for one in always if one[0] not in present)]
                await send(message)

            await app(scope, receive, with_headers)

        return wrapped

    return wrap
