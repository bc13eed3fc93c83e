"""Every request at the door: its number in the log and in the answer, how long it took by route, its span."""

import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
from typing import Any

import structlog

from shopkeeper.kit import ids
from shopkeeper.kit.watching import spans
from shopkeeper.kit.watching.numbers import Histogram
from shopkeeper.kit.watching.works import sockets

log = structlog.get_logger("http")

Scope = MutableMapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]

SLOW_SECONDS = 1.0
HEADER = b"x-request-id"
# A proxy may have given it a number already; anything that could be more than a number is not taken over.
_NUMBER = re.compile(rb"[A-Za-z0-9_-]{8,64}")

took = Histogram(
    "shopkeeper_http_request_seconds",
    "From a request's first byte to its answer's last.",
    ("method", "route", "status"),
)
_now: ContextVar[tuple[str, Scope] | None] = ContextVar("request", default=None)


def told(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """For the log: which request, which agent, which trace. Ids only."""
    now = _now.get()
    if now is not None:
        event.setdefault("request_id", now[0])
        agent = now[1].get("agent")
        if agent is not None:
            event.setdefault("agent_id", agent.id)
    trace = spans.link(spans.here.get())
    if trace:
        event.setdefault("trace_id", trace)
    return event


def watched(app: Application) -> Application:
    """The application with every request counted, timed and numbered."""

    async def door(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await _request(app, scope, receive, send)
        elif scope["type"] == "websocket":
            await _socket(app, scope, receive, send)
        else:
            await app(scope, receive, send)

    return door


async def _request(app: Application, scope: Scope, receive: Any, send: Any) -> None:
    number, began, status = _number(scope), time.perf_counter(), 500

    async def numbered(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            message["headers"] = [*message["headers"], (HEADER, number.encode())]
        await send(message)

    token = _now.set((number, scope))
    try:
        with spans.span(f"{scope['method']} (unknown)", kind="server") as span:
            try:
                await app(scope, receive, numbered)
            finally:
                _ended(span, scope, number, status, time.perf_counter() - began)
    finally:
        _now.reset(token)


def _ended(span: spans.Span, scope: Scope, number: str, status: int, seconds: float) -> None:
    # Paths hold ids and would be a series each: a route is counted by its pattern.
    route = str(scope.get("path_template") or "(unknown)")
    took.observe(seconds, scope["method"], route, str(status))
    if seconds > SLOW_SECONDS:
        log.warning(
            "slow request", method=scope["method"], route=route, status=status, milliseconds=round(seconds * 1e3)
        )
    if span is not spans.NOTHING:
        facts = {"http.request.method": scope["method"], "http.route": route, "http.response.status_code": status}
        agent = scope.get("agent")
        span.set(name=f"{scope['method']} {route}", request_id=number, agent_id=agent.id if agent else None, **facts)


async def _socket(app: Application, scope: Scope, receive: Any, send: Any) -> None:
    kind = "desk" if scope["path"].startswith("/api/") else "chat"
    opened = False

    async def counted(message: Any) -> None:
        nonlocal opened
        if message["type"] == "websocket.accept":
            opened = True
            sockets.add(kind)
        await send(message)

    token = _now.set((_number(scope), scope))
    try:
        await app(scope, receive, counted)
    finally:
        _now.reset(token)
        if opened:
            sockets.add(kind, by=-1)


def _number(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == HEADER and _NUMBER.fullmatch(value):
            return str(value.decode())
    return ids.mark()
