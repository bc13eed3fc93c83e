"""One way to the server: a bearer token out, a noun or a Problem back."""

from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import quote

import httpx
import msgspec


class Problem(Exception):
    """What went wrong. `kind` is the server's word for it, `detail` says what to do next."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        self.kind = str(body.get("kind", "unknown"))
        self.detail = str(body.get("detail") or body.get("title") or f"the server answered {status}")
        self.fields: dict[str, str] = body.get("fields") or {}
        self.extra: dict[str, Any] = body.get("extra") or {}
        super().__init__(f"{status} {self.kind}: {self.detail}")


class Transport:
    """Base of the generated client. `via` takes another httpx transport, for tests."""

    def __init__(
        self, address: str, token: str, *, timeout: float = 30, via: httpx.BaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.Client(base_url=address, headers=headers, timeout=timeout, transport=via)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        kind: Any,
        *,
        where: Mapping[str, Any] | None = None,
        data: Any = None,
        query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send a request and return its answer as `kind` (bytes: as it is). Raises Problem, or httpx's errors where nobody answers."""
        place = path.format_map({name: quote(str(value), safe="") for name, value in (where or {}).items()})
        answer = self._http.request(method, place, params=_given(query), **_body(data))
        if answer.is_error:
            raise Problem(answer.status_code, _problem(answer))
        if kind is None:
            return None
        return answer.content if kind is bytes else msgspec.json.decode(answer.content, type=kind)


def _given(query: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (query or {}).items() if value is not None}


def _body(data: Any) -> dict[str, Any]:
    if data is None:
        return {}
    if isinstance(data, bytes):
        return {"content": data}
    return {"content": msgspec.json.encode(data), "headers": {"Content-Type": "application/json"}}


def _problem(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
