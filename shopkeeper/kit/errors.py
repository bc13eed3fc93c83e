"""The six ways a request can fail, and nothing else.

    Failure
    ├── NotFound      there is no such thing, or not for you
    ├── Forbidden     there is, but you may not
    ├── Invalid       the words are off: `fields` says which
    ├── Conflict      the world moved on meanwhile: `extra` says how
    ├── Busy          not now: ask again after `retry_after` seconds
    └── Unavailable   the far side is down

Rooms subclass these in their own words. Two tables read the kind and nothing else: HTTP_STATUS turns it into an answer,
RETRIED says whether a job tries again. Anything that is not a Failure is a bug and goes to the log with its traceback.
"""

from typing import Any, ClassVar


class Failure(Exception):
    """Something a person can act on. The message says what happened and what to do next."""

    kind: ClassVar[str] = "failure"
    title: ClassVar[str] = "That did not work"

    def __init__(
        self, detail: str = "", *, fields: dict[str, str] | None = None, extra: dict[str, Any] | None = None
    ) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip().partition("\n")[0]
        self.fields = fields or {}
        self.extra = extra or {}
        super().__init__(self.detail)


class NotFound(Failure):
    """There is no such thing here, or it is not yours to see."""

    kind = "not_found"
    title = "Not found"


class Forbidden(Failure):
    """You may not do this. Ask an administrator of this desk."""

    kind = "forbidden"
    title = "Not allowed"


class SignedOut(Forbidden):
    """You are signed out. Sign in and try again."""

    kind = "signed_out"
    title = "Signed out"


class Invalid(Failure):
    """Some of what was sent cannot be used. Correct it and send it again."""

    kind = "invalid"
    title = "Please check"


class Conflict(Failure):
    """Somebody was faster. Look at what changed and try again."""

    kind = "conflict"
    title = "It changed meanwhile"


class Busy(Failure):
    """Too much at once. Wait a moment and try again."""

    kind = "busy"
    title = "One moment"

    def __init__(self, detail: str = "", *, retry_after: float = 30, extra: dict[str, Any] | None = None) -> None:
        super().__init__(detail, extra=extra)
        self.retry_after = retry_after


class Unavailable(Failure):
    """The other side does not answer. We will try again by ourselves."""

    kind = "unavailable"
    title = "Not reachable"


HTTP_STATUS: dict[type[Failure], int] = {
    NotFound: 404,
    SignedOut: 401,
    Forbidden: 403,
    Invalid: 422,
    Conflict: 409,
    Busy: 429,
    Unavailable: 503,
}

RETRIED: frozenset[type[Failure]] = frozenset({Busy, Unavailable})


def status_of(kind: type[Failure]) -> int:
    """The HTTP status of a failure's nearest listed kind; 500 when none is listed."""
    return next((HTTP_STATUS[base] for base in kind.__mro__ if base in HTTP_STATUS), 500)


def retried(failure: BaseException) -> bool:
    """Whether the same work may succeed later without anybody changing anything."""
    return any(isinstance(failure, kind) for kind in RETRIED)
