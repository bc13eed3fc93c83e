"""Failures as the far side reads them: RFC 9457 problem details."""

from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from shopkeeper.kit import errors

log = structlog.get_logger("http")
MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True):
    """`kind` is ours and stable; `detail` is a sentence for a person; `fields` says which input is off."""

    type: str
    title: str
    status: int
    detail: str
    kind: str
    fields: dict[str, str] = {}
    extra: dict[str, Any] = {}


def _answer(problem: Problem, headers: dict[str, str] | None = None) -> Response[Problem]:
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def from_failure(failure: errors.Failure) -> Problem:
    kind = type(failure).kind
    status = errors.status_of(type(failure))
    extra = msgspec.to_builtins(failure.extra)
    return Problem(f"urn:shopkeeper:{kind}", failure.title, status, failure.detail, kind, failure.fields, extra)


def headers_of(failure: errors.Failure) -> dict[str, str]:
    return {"Retry-After": str(int(failure.retry_after) or 1)} if isinstance(failure, errors.Busy) else {}


def on_failure(request: Request[Any, Any, Any], failure: errors.Failure) -> Response[Problem]:
    note_refusal(request, failure)
    return _answer(from_failure(failure), headers_of(failure))


def note_refusal(request: Request[Any, Any, Any], failure: errors.Failure) -> None:
    """Who was held back, for whoever reads the log after something happened. Being signed out is no event."""
    if isinstance(failure, errors.SignedOut) or not isinstance(failure, errors.Forbidden | errors.Busy):
        return
    agent = request.scope.get("agent")
    peer = request.client.host if request.client else None
    route = request.scope.get("path_template") or request.url.path
    log.warning(
        "refused", why=failure.kind, method=request.method, route=route, agent_id=getattr(agent, "id", None), peer=peer
    )


def encoded(problem: Problem) -> bytes:
    return msgspec.json.encode(problem)


_KINDS = {
    400: "invalid",
    401: "signed_out",
    403: "forbidden",
    404: "not_found",
    405: "not_found",
    413: "too_large",
    429: "busy",
}


def on_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """What the framework itself refuses: unknown paths, unreadable bodies, missing fields."""
    if isinstance(error, ValidationException):
        return _answer(_invalid(error))
    if isinstance(error.__cause__, msgspec.ValidationError) and "`$.data" in str(error.__cause__):
        # A field called like one of our own things (`settings`, `files`): the framework takes it for a mistake of ours.
        return _answer(_misread(str(error.__cause__)))
    status = error.status_code
    kind = _KINDS.get(status, "failure")
    detail = {404: f"There is nothing at {request.url.path}.", 413: "That is too large to take."}.get(
        status, error.detail
    )
    return _answer(Problem(f"urn:shopkeeper:{kind}", kind.replace("_", " ").capitalize(), status, detail, kind))


def _misread(words: str) -> Problem:
    what, _, where = words.replace("`", "").partition(" - at $.data")
    field = where.strip(".") or "data"
    return Problem("urn:shopkeeper:invalid", errors.Invalid.title, 422, f"{field}: {what}", "invalid", {field: what})


def _invalid(error: ValidationException) -> Problem:
    found = error.extra if isinstance(error.extra, list) else []
    fields = {str(one.get("key", "body")): str(one.get("message", "")) for one in found if isinstance(one, dict)}
    detail = "; ".join(f"{name}: {message}" for name, message in fields.items()) or error.detail
    return Problem("urn:shopkeeper:invalid", errors.Invalid.title, 422, detail, "invalid", fields)


def on_bug(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    if isinstance(error, RecursionError):
        # The JSON reader's own limit: nobody nests a thousand deep by mistake, and it is no fault of ours.
        return _answer(from_failure(errors.Invalid("That is nested too deep to be read.")))
    log.error("a request failed", method=request.method, path=request.url.path, exc_info=error)
    return _answer(BUG)


_BROKE = "Something broke on our side and was written to the log. Try again; tell your administrator if it stays."
BUG = Problem("urn:shopkeeper:bug", "Something broke", 500, _BROKE, "bug")
