"""Short ways for the few doors that every message passes: a plain function answers what is usual, the framework the rest.

A route is declared like any other; that is its description, its permission and its answer to everything unusual. `plain=` names
a function that is asked first. It answers with bytes, raises a Failure, or gives None: then the route itself is asked, with the
same body. Both call the same verb, so they cannot differ in what they do, only in what they cost (some 150 µs a request).
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import structlog
from litestar import Litestar
from litestar.types import ASGIApp, Receive, Scope, Send

from shopkeeper.kit import errors
from shopkeeper.kit.http import problems

log = structlog.get_logger("http")

Headers = Sequence[tuple[bytes, bytes]]


class Call:
    """One request: the path's own parts, and the whole body where it is a POST."""

    __slots__ = ("body", "parts", "scope")

    def __init__(self, scope: Any, parts: Sequence[str], body: bytes = b"") -> None:
        self.scope, self.parts, self.body = scope, parts, body

    def header(self, name: bytes) -> str:
        """By its name in lower case; "" where there is none."""
        return _header(self.scope, name)


def _header(scope: Any, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return ""


class Answer:
    """Bytes of JSON and their status."""

    __slots__ = ("body", "headers", "kind", "status")

    def __init__(self, status: int, body: bytes, kind: bytes = b"application/json", headers: Headers = ()) -> None:
        self.status, self.body, self.kind, self.headers = status, body, kind, headers


class SocketCall:
    """One socket, before it is accepted: the path's own parts, and ASGI's two ends."""

    __slots__ = ("parts", "receive", "scope", "send")

    def __init__(self, scope: Any, parts: Sequence[str], receive: Any, send: Any) -> None:
        self.scope, self.parts, self.receive, self.send = scope, parts, receive, send

    def header(self, name: bytes) -> str:
        """By its name in lower case; "" where there is none."""
        return _header(self.scope, name)


Act = Callable[[Any, Call], Awaitable[Answer | None]]
"""(ctx, call) → the answer, or None for the route itself to answer."""


Attend = Callable[[Any, SocketCall], Awaitable[None]]


class PlainSocket:
    """What a socket's `plain=` holds: all of it, since a socket has nothing unusual to explain."""

    def __init__(self, attend: Attend) -> None:
        self.attend = attend


class Plain:
    """What a route's `plain=` holds. `headers` go with every answer, failures too."""

    def __init__(self, act: Act, headers: Headers = ()) -> None:
        self.act, self.headers = act, tuple(headers)


class _Door:
    def __init__(self, path: str, plain: Plain, always: Headers) -> None:
        own = {name for name, _ in plain.headers}
        self.template, self.act = path, plain.act
        self.headers = (*plain.headers, *(one for one in always if one[0] not in own))
        self.match = _pattern(path)


def shortened(app: Litestar, ctx: Any, always: Headers, longest: int) -> ASGIApp:
    """The application's handler with the short ways before it. `always`: headers of every answer; `longest` in bytes."""
    general, doors, sockets = app.asgi_handler, dict(_doors(app, always)), dict(_sockets(app))

    async def handler(scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if "subprotocols" in scope:
            await _attended(sockets, general, ctx, scope, receive, send)
            return
        method, cut = str(scope.get("method")), path.rfind("/")
        door = doors.get((method, path[cut:])) or doors.get((method, path[:cut]))
        found = door.match(path) if door else None
        if door is None or found is None or not 0 < _size(scope) <= longest:
            await general(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            return
        scope["path_template"] = door.template
        answer = await _answered(door.act, ctx, Call(scope, found.groups(), body))
        if answer is None:
            await general(scope, _again(body, receive), send)
        else:
            await _send(send, answer, door.headers)

    return handler


def _doors(app: Litestar, always: Headers) -> Iterable[tuple[tuple[str, str], _Door]]:
    for route in app.routes:
        for one in getattr(route, "route_handlers", ()):
            plain = one.opt.get("plain")
            for method in one.http_methods if plain else ():
                yield (str(method), _word(route.path)), _Door(route.path, plain, always)


def _word(path: str) -> str:
    """What a request's path is looked up by: its last part, or all before it where the last one is the caller's own."""
    cut = path.rfind("/")
    return path[:cut] if path[cut:].startswith("/{") else path[cut:]


Sockets = dict[str, tuple[Any, PlainSocket, str]]


def _sockets(app: Litestar) -> Iterable[tuple[str, tuple[Any, PlainSocket, str]]]:
    for route in app.routes:
        one = getattr(route, "route_handler", None)
        plain = one.opt.get("plain") if one is not None else None
        if isinstance(plain, PlainSocket):
            yield route.path[route.path.rfind("/") :], (_pattern(route.path), plain, route.path)


async def _attended(sockets: Sockets, general: ASGIApp, ctx: Any, scope: Any, receive: Any, send: Any) -> None:
    path: str = scope["path"]
    match, plain, template = sockets.get(path[path.rfind("/") :], (None, None, ""))
    found = match(path) if match else None
    if plain is None or found is None:
        await general(scope, receive, send)
    else:
        scope["path_template"] = template
        await plain.attend(ctx, SocketCall(scope, found.groups(), receive, send))


def _pattern(path: str) -> Any:
    return re.compile(re.sub(r"\{\w+:str\}", "([^/]+)", path)).fullmatch


def _size(scope: Scope) -> int:
    """What the body will measure; 0 where that is not said."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


async def _body(receive: Receive) -> bytes | None:
    """None when the caller hung up."""
    message = await receive()
    body = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")  # type: ignore[operator]
    return body if message["type"] == "http.request" else None  # type: ignore[return-value]


def _again(body: bytes, receive: Receive) -> Receive:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Any:
        return waiting.pop() if waiting else await receive()

    return again


async def _answered(act: Act, ctx: Any, call: Call) -> Answer | None:
    try:
        return await act(ctx, call)
    except errors.Failure as failure:
        return _failed(problems.from_failure(failure), _retry(failure))
    except Exception as error:  # the outermost loop of a request, as the framework's is
        log.error("a request failed", method=call.scope["method"], path=call.scope["path"], exc_info=error)
        return _failed(problems.BUG)


def _failed(problem: problems.Problem, headers: Headers = ()) -> Answer:
    return Answer(problem.status, problems.encoded(problem), problems.MEDIA_TYPE.encode(), headers)


def _retry(failure: errors.Failure) -> Headers:
    return [(b"retry-after", value.encode()) for value in problems.headers_of(failure).values()]


async def _send(send: Send, answer: Answer, headers: Headers) -> None:
    size = str(len(answer.body)).encode()
    own = [(b"content-type", answer.kind), (b"content-length", size), *answer.headers, *headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": own})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
