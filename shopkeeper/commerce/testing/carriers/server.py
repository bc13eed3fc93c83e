"""The door of the pretend services: faults on demand."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from shopkeeper.kit.loopback import Answer, Asked, Loopback


class Seen(NamedTuple):
    """A scan as the service words it; `at` in ms UTC."""

    word: str
    detail: str
    at: int
    message: str = ""
    city: str = ""
    country: str = ""


class Pretend:
    """What the services share. `wanted` are the numbers they were told to follow, with what was told; `troubles` happen to the next
    requests: revoked, busy, failing, lost (done, and the answer never comes)."""

    def __init__(self, key: str = "a key", secret: str = "a webhook secret") -> None:  # noqa: S107
        self.key, self.secret = key, secret
        self.wanted: dict[str, dict[str, Any]] = {}
        self.seen: dict[str, list[Seen]] = {}
        self.troubles: deque[str] = deque()
        self.asked = 0
        self.posted = 0

    def sees(
        self, number: str, word: str, detail: str = "", *, at: int, message: str = "", city: str = "", country: str = ""
    ) -> None:
        """A carrier scans a parcel."""
        self.seen.setdefault(number, []).append(Seen(word, detail, at, message, city, country))

    def followed(self, path: str, name: str) -> list[str]:
        """Which of the numbers asked for in a query it follows."""
        asked = parse_qs(urlsplit(path).query).get(name, [])
        return [one for one in asked if one in self.wanted]

    def carrier_of(self, number: str, name: str, usual: str) -> str:
        """The carrier it follows a number of: the one it was told under `name`, else its usual one."""
        return str(self.wanted.get(number, {}).get(name) or usual)

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        """What the service answers."""
        raise NotImplementedError


_FAULTS = {"revoked": 401, "busy": 429, "failing": 503}


@asynccontextmanager
async def serving(service: Pretend) -> AsyncIterator[str]:
    """The service, listening on loopback; yields its address."""
    listening = Loopback(lambda asked: _answered(service, asked))
    try:
        yield await listening.open()
    finally:
        await listening.close()


async def _answered(service: Pretend, asked: Asked) -> Answer | None:
    service.asked += 1
    trouble = service.troubles.popleft() if service.troubles else ""
    if trouble in _FAULTS:
        return Answer(_FAULTS[trouble], {"error": trouble}, {"Retry-After": "7"} if trouble == "busy" else {})
    told = service.answer(asked.method, asked.path, asked.headers, json.loads(asked.body) if asked.body else {})
    return None if trouble == "lost" else Answer(*told)
