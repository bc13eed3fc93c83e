"""Where we are in a trace. Off, `span` hands out a thing that does nothing; on, the tracer (see `tracing`) makes a span.

A place in a trace travels as W3C traceparent text (https://www.w3.org/TR/trace-context/): in a variable of the running
task, in a transaction, and in the rows of jobs and arrivals, so that what is done later belongs to what began it.
"""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar, Token
from functools import wraps
from typing import Any, Protocol, TypeVar

A = TypeVar("A", bound=Callable[..., Awaitable[Any]])

here: ContextVar[str | None] = ContextVar("trace", default=None)
"""The traceparent of what this task is doing now."""


class Span(Protocol):
    """A stretch of work, used in a `with`."""

    def __enter__(self) -> "Span": ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None: ...

    def set(self, **facts: Any) -> None:
        """Tell more about it: ids and counts, never a customer's words."""

    def link(self, traceparent: str | None) -> None:
        """It has to do with another trace."""


class Tracer(Protocol):
    def begin(self, name: str, parent: str | None, kind: str, facts: dict[str, Any]) -> tuple[Any, str]:
        """An open span of the library's and its traceparent."""

    def end(self, opened: Any, error: BaseException | None) -> None: ...

    def set(self, opened: Any, facts: dict[str, Any]) -> None: ...

    def link(self, opened: Any, traceparent: str) -> None: ...

    def past(
        self,
        name: str,
        parent: str | None,
        began: float,
        ended: float,
        error: BaseException | None,
        facts: dict[str, Any],
    ) -> None:
        """A span of something that is over; times are time.time() seconds."""


class _Nothing:
    def __enter__(self) -> "_Nothing":
        return self

    def __exit__(self, *_: object) -> None: ...

    def set(self, **_: Any) -> None: ...

    def link(self, traceparent: str | None) -> None: ...


NOTHING = _Nothing()
tracer: Tracer | None = None


def set_tracer(one: Tracer | None) -> None:
    """Turn tracing on, or off with None."""
    global tracer
    tracer = one


def on() -> bool:
    return tracer is not None


class _Open:
    __slots__ = ("_opened", "_token", "_traceparent", "_tracer")

    def __init__(self, tracer: Tracer, opened: Any, traceparent: str) -> None:
        self._tracer, self._opened, self._traceparent = tracer, opened, traceparent
        self._token: Token[str | None] | None = None

    def __enter__(self) -> "_Open":
        self._token = here.set(self._traceparent)
        return self

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if self._token is not None:
            here.reset(self._token)
        self._tracer.end(self._opened, error)

    def set(self, **facts: Any) -> None:
        self._tracer.set(self._opened, facts)

    def link(self, traceparent: str | None) -> None:
        if traceparent:
            self._tracer.link(self._opened, traceparent)


def span(name: str, *, parent: str | None = None, kind: str = "internal", **facts: Any) -> Span:
    """Work from here on, as a part of `parent` or of what this task is doing. `kind`: internal, server, client, consumer."""
    if tracer is None:
        return NOTHING
    return _Open(tracer, *tracer.begin(name, parent or here.get(), kind, facts))


def spanned(name: str, kind: str = "internal") -> Callable[[A], A]:
    """A coroutine function whose every call is a span."""

    def around(act: A) -> A:
        @wraps(act)
        async def inside(*args: Any, **options: Any) -> Any:
            if tracer is None:
                return await act(*args, **options)
            with span(name, kind=kind):
                return await act(*args, **options)

        return inside  # type: ignore[return-value]

    return around


def link(traceparent: str | None) -> str:
    """The trace's id out of a traceparent, to search for in a trace viewer; "" where there is none."""
    parts = (traceparent or "").split("-")
    return parts[1] if len(parts) == 4 and parts[3] != "00" else ""


def carried() -> str | None:
    """What a row keeps so that later work belongs to this trace; None when tracing is off."""
    return here.get() if tracer is not None else None
