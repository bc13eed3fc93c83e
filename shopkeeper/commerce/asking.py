"""One way to speak HTTP to a shop, so that every adapter reads the same answer as the same trouble.

An adapter reads (nothing changes at the shop: asked again without harm) or acts. What an act whose answer was lost did to the
shop nobody knows: that is StoreUnsure, and never simply asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from shopkeeper.commerce.errors import Busy, StoreNeedsOwner, StoreRefused, StoreUnsure, Unavailable
from shopkeeper.commerce.model import Link
from shopkeeper.kit.outside import FarSide, LostAnswer

if TYPE_CHECKING:
    import httpx

LONGEST_WAIT = 3_600.0
# RFC 9110, 15.6.4: unable to handle the request at all. A 500, 502 or 504 may come after the shop did the work.
_NOT_BEGUN = frozenset({503})


async def ask(
    link: Link, method: str, url: str, *, acting: bool = False, headers: Mapping[str, str] | None = None, json: Any = None,
    content: bytes | None = None, words: Callable[[httpx.Response], str] | None = None, seconds: float = 20.0,
) -> httpx.Response:  # fmt: skip
    """An answer with a status below 300, or 404 (ask `missing`).

    `acting`: this changes something at the shop. `words` finds the shop's own sentence in a refusal. Raises Busy (429, with
    the Retry-After it sent), StoreNeedsOwner (401, 403), Unavailable (surely nothing done), StoreUnsure (only when acting),
    StoreRefused (any other 4xx).
    """
    sent, body = dict(headers or {}), content
    if json is not None:
        sent.setdefault("content-type", "application/json")
        body = msgspec.json.encode(json)
    try:
        answer: httpx.Response = await link.outside.request(method, url, headers=sent, content=body, seconds=seconds)
    except LostAnswer as failure:
        raise _lost(link, failure.detail, acting=acting) from failure
    except FarSide as failure:
        raise Unavailable(f"{link.store.name} does not answer: {failure.detail}") from failure
    return checked(link, answer, acting=acting, words=words)


def checked(
    link: Link, answer: httpx.Response, *, acting: bool = False, words: Callable[[httpx.Response], str] | None = None
) -> httpx.Response:
    """The answer itself, or the failure its status stands for, as `ask` says."""
    status, name = answer.status_code, link.store.name
    if status < 300 or status == 404:
        return answer
    if status in (401, 403):
        raise StoreNeedsOwner(f"{name} does not let us in any more ({status}). Connect it again in Settings, Stores.")
    if status == 429:
        raise Busy(f"{name} asks us to wait a moment.", retry_after=retry_after(answer.headers.get("retry-after")))
    if status >= 500:
        if status in _NOT_BEGUN:
            raise Unavailable(f"{name} does not answer just now ({status}).")
        raise _lost(link, f"it answered {status}", acting=acting)
    said = (words(answer) if words else "") or answer.text[:300]
    raise StoreRefused(f"{name} said no: {said or status}")


def missing(answer: httpx.Response) -> bool:
    return answer.status_code == 404


def body_of(answer: httpx.Response) -> Any:
    """The answer's JSON with its decimals exact: no amount ever becomes a float. Raises Unavailable for what is no JSON."""
    try:
        return exact(answer.content)
    except msgspec.MsgspecError as error:
        raise Unavailable("The shop answered something that is no JSON.") from error


def exact(body: bytes) -> Any:
    """A webhook's JSON with its decimals exact. Raises msgspec.MsgspecError."""
    return _decoder.decode(body)


def retry_after(written: str | None) -> float:
    """Seconds to wait: what Retry-After says in seconds (RFC 9110, 10.2.3), 2 where it says nothing we read."""
    try:
        return min(LONGEST_WAIT, max(0.5, float(written or "")))
    except ValueError:
        return 2.0


def _lost(link: Link, why: str, *, acting: bool) -> StoreUnsure | Unavailable:
    if acting:
        return StoreUnsure(f"{link.store.name} may or may not have done it: {why}.")
    return Unavailable(f"{link.store.name} does not answer: {why}.")


_decoder = msgspec.json.Decoder(float_hook=Decimal)
