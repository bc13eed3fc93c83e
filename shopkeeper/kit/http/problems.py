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


def on_failure(_: Request[Any, Any, Any], failure: errors.Failure) -> Response[Problem]:
    headers = {"Retry-After": str(int(failure.retry_after) or 1)} if isinstance(failure, errors.Busy) else None
    return _answer(from_failure(failure), headers)


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
    status = error.status_code
    kind = _KINDS.get(status, "failure")
    detail = {404: f"There is nothing at {request.url.path}.", 413: "That is too large to take."}.get(
        status, error.detail
    )
    return _answer(Problem(f"urn:shopkeeper:{kind}", kind.replace("_", " ").capitalize(), status, detail, kind))


def _invalid(error: ValidationException) -> Problem:
    found = error.extra if isinstance(error.extra, list) else []
    fields = {str(one.get("key", "body")): str(one.get("message", "")) for one in found if isinstance(one, dict)}
    detail = "; ".join(f"{name}: {message}" for name, message in fields.items()) or error.detail
    return Problem("urn:shopkeeper:invalid", errors.Invalid.title, 422, detail, "invalid", fields)


def on_bug(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    log.error("a request failed", method=request.method, path=request.url.path, exc_info=error)
    detail = "Something broke on our side and was written to the log. Try again; tell your administrator if it stays."
    return _answer(Problem("urn:shopkeeper:bug", "Something broke", 500, detail, "bug"))
