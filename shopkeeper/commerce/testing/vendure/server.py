"""The door of a pretend shop: troubles on demand. Behind it may stand a real shop just as well.

Troubles: busy, failing (each for one request); lost (the next change is done, no answer comes) and dropped (not done, no answer
comes); revoked and forbidden (from now on). What a shop answers to somebody it does not let in is AuthGuard's FORBIDDEN with status 200.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from typing import Any, Self

from graphql import FieldNode, OperationDefinitionNode, OperationType, parse

from shopkeeper.kit import loopback

PATH = "/admin-api"
PREPARING = frozenset(
    {
        "login", "createDraftOrder", "addItemToDraftOrder", "setDraftOrderShippingAddress", "setDraftOrderBillingAddress",
        "deleteDraftOrder",
    }
)  # fmt: skip
"""Nobody sees what these do: a draft of nobody."""
_STATUS = {"busy": 429, "failing": 503}
_NO = "You are not currently authorized to perform this action"

Answer = tuple[int, Any, Mapping[str, str]]
Asked = Callable[[Mapping[str, Any], Mapping[str, str]], Awaitable[Answer]]


class Door:
    """`asked` answers what comes through: the body, and headers with small names."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.troubles: deque[str] = deque()
        self.calls, self.shut, self.url = 0, "", ""
        self._listening = loopback.Loopback(self._heard)

    async def __aenter__(self) -> Self:
        self.url = await self._listening.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._listening.close()

    async def will(self, trouble: str) -> None:
        if trouble == "dead":
            await self.close()
        elif trouble in ("revoked", "forbidden"):
            self.shut = trouble
        else:
            self.troubles.append(trouble)

    async def _heard(self, asked: loopback.Asked) -> loopback.Answer | None:
        told = await self._answer(asked)
        return None if told is None else loopback.Answer(*told)

    async def _answer(self, asked: loopback.Asked) -> Answer | None:
        self.calls += 1
        if asked.path != PATH:
            return 404, {"message": "Cannot POST"}, {}
        said: Mapping[str, Any] = json.loads(asked.body)
        fault = self.troubles[0] if self.troubles else ""
        if fault in _STATUS:
            self.troubles.popleft()
            return _STATUS[fault], {"message": fault}, {"Retry-After": "7"} if fault == "busy" else {}
        changes = is_change(said)
        if changes and fault in ("lost", "dropped"):
            self.troubles.popleft()
            if fault == "dropped":
                return None
        told = _turned_away(said, self.shut) if self.shut else None
        told = told or await self.asked(said, asked.headers)
        return None if changes and fault == "lost" else told


def is_change(said: Mapping[str, Any]) -> bool:
    """Whether anybody would see what it does: dry runs are taken back, drafts of nobody stay hidden."""
    operation = operation_of(said)
    fields = {one.name.value for one in operation.selection_set.selections if isinstance(one, FieldNode)}
    dry = (said.get("variables") or {}).get("input", {})
    rehearsed = "modifyOrder" in fields and isinstance(dry, Mapping) and dry.get("dryRun")
    return operation.operation is OperationType.MUTATION and not fields <= PREPARING and not rehearsed


def operation_of(said: Mapping[str, Any]) -> OperationDefinitionNode:
    return _operation(said["query"])


@lru_cache(maxsize=1000)
def _operation(text: str) -> OperationDefinitionNode:
    return next(one for one in parse(text).definitions if isinstance(one, OperationDefinitionNode))


def _turned_away(said: Mapping[str, Any], why: str) -> Answer | None:
    operation = operation_of(said)
    fields = [one for one in operation.selection_set.selections if isinstance(one, FieldNode)]
    if fields[0].name.value == "login":
        wrong = {
            "__typename": "InvalidCredentialsError",
            "errorCode": "INVALID_CREDENTIALS_ERROR",
            "message": "The provided credentials are invalid",
        }
        return (200, {"data": {"login": wrong}}, {}) if why == "revoked" else None
    names = [(one.alias or one.name).value for one in fields]
    error = {"message": _NO, "path": [names[0]], "extensions": {"code": "FORBIDDEN"}}
    data = None if operation.operation is OperationType.MUTATION else dict.fromkeys(names)
    return 200, {"errors": [error], "data": data}, {}
