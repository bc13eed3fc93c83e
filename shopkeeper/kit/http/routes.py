"""Litestar's handlers with our two demands: a permission, and the failures a route may answer with."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import litestar
from litestar.openapi.datastructures import ResponseSpec

from shopkeeper.kit import errors as failures
from shopkeeper.kit.http.problems import MEDIA_TYPE, Problem

F = TypeVar("F", bound=Callable[..., Any])

PUBLIC = "public"
"""Anybody at all."""
VISITOR = "visitor"
"""A customer's side: the route itself proves whose."""
DESK = "desk"
"""Everybody signed in to work here."""
LEAD = "lead"
ADMIN = "admin"

PERMISSIONS = (PUBLIC, VISITOR, DESK, LEAD, ADMIN)
Failures = Sequence[type[failures.Failure]]


def _responses(permission: str, errors: Failures) -> dict[int, ResponseSpec]:
    listed: list[type[failures.Failure]] = [failures.Invalid, *errors]
    if permission not in (PUBLIC, VISITOR):
        listed += [failures.SignedOut, failures.Forbidden]
    statuses: dict[int, str] = {}
    for kind in listed:
        words = (kind.__doc__ or kind.title).strip().partition("\n")[0]
        known = statuses.get(failures.status_of(kind), "")
        statuses[failures.status_of(kind)] = words if not known or words in known else f"{known} {words}"
    return {
        status: ResponseSpec(Problem, description=words, media_type=MEDIA_TYPE, generate_examples=False)
        for status, words in statuses.items()
    }


def _route(make: Any, path: str | Sequence[str], permission: str, errors: Failures, options: dict[str, Any]) -> Any:
    if permission not in PERMISSIONS:
        raise ValueError(f"{path}: {permission!r} is no permission; take one of {', '.join(PERMISSIONS)}")
    options.setdefault("opt", {})["permission"] = permission
    options["opt"]["plain"] = options.pop("plain", None)
    options.setdefault("responses", _responses(permission, errors))
    return make(path, **options)


def get(path: str | Sequence[str], *, permission: str, errors: Failures = (), **options: Any) -> Callable[[F], Any]:
    return _route(litestar.get, path, permission, errors, options)  # type: ignore[no-any-return]


def post(path: str | Sequence[str], *, permission: str, errors: Failures = (), **options: Any) -> Callable[[F], Any]:
    return _route(litestar.post, path, permission, errors, options)  # type: ignore[no-any-return]


def put(path: str | Sequence[str], *, permission: str, errors: Failures = (), **options: Any) -> Callable[[F], Any]:
    return _route(litestar.put, path, permission, errors, options)  # type: ignore[no-any-return]


def patch(path: str | Sequence[str], *, permission: str, errors: Failures = (), **options: Any) -> Callable[[F], Any]:
    return _route(litestar.patch, path, permission, errors, options)  # type: ignore[no-any-return]


def delete(path: str | Sequence[str], *, permission: str, errors: Failures = (), **options: Any) -> Callable[[F], Any]:
    """Answers 204 with nothing; give `status_code=200` where the route returns what is left."""
    return _route(litestar.delete, path, permission, errors, options)  # type: ignore[no-any-return]


def websocket(path: str, *, permission: str, **options: Any) -> Callable[[F], Any]:
    """A socket. The permission is checked before it is accepted; call `check_origin(socket)` where a cookie may speak."""
    options.setdefault("opt", {})["permission"] = permission
    options["opt"]["plain"] = options.pop("plain", None)
    return litestar.websocket(path, **options)
