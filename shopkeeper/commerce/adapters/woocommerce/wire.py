"""Speaking REST v3 to a shop: https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication.

Over HTTPS the key's two halves go as HTTP Basic; over plain HTTP every request is signed (OAuth 1.0a, one-legged, HMAC-SHA256)
and the secret half never leaves us.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce.asking import ask, body_of, missing
from shopkeeper.commerce.errors import StoreNeedsOwner, Unavailable
from shopkeeper.commerce.model import Link
from shopkeeper.kit import clock

CONSUMER_KEY, CONSUMER_SECRET = "consumer_key", "consumer_secret"
PAGE = 100
# A gateway that says no makes WooCommerce answer 500 with this code, after it has taken the refund away again.
_REFUSALS = frozenset({"woocommerce_rest_cannot_create_order_refund"})


class Answer(Struct, frozen=True):
    """A list's page: what it holds, how many there are in all (`X-WP-Total`), where the shop says so."""

    rows: list[Any]
    total: int | None


async def one(link: Link, path: str, **params: str) -> Any | None:
    """A resource; None where there is none."""
    url, headers = _address(link, "GET", path, params)
    answer = await ask(_plain(link), "GET", url, headers=headers, words=_words)
    return None if _nothing(link, answer) else body_of(answer)


async def page(link: Link, path: str, **params: str) -> Answer:
    """A page of a list."""
    url, headers = _address(link, "GET", path, params)
    answer = await ask(_plain(link), "GET", url, headers=headers, words=_words)
    rows = [] if _nothing(link, answer) else body_of(answer)
    told = answer.headers.get("x-wp-total", "")
    return Answer(rows if isinstance(rows, list) else [], int(told) if told.isdigit() else None)


async def send(link: Link, method: str, path: str, body: Mapping[str, Any], **params: str) -> Any | None:
    """A change; what it made, None where there is nothing to change."""
    url, headers = _address(link, method, path, params)
    answer = await ask(_plain(link), method, url, acting=True, headers=headers, json=body, words=_words)
    return None if _nothing(link, answer) else body_of(answer)


def oauth(
    method: str, url: str, params: Mapping[str, str], key: str, secret: str, *, nonce: str, at: int
) -> dict[str, str]:
    """The parameters with a signature (RFC 5849, 3.4, no token); `at` in seconds. The documents: Authentication over HTTP."""
    signed = {
        **params, "oauth_consumer_key": key, "oauth_nonce": nonce, "oauth_signature_method": "HMAC-SHA256",
        "oauth_timestamp": str(at), "oauth_version": "1.0",
    }  # fmt: skip
    told = "&".join(f"{name}={value}" for name, value in sorted((_escaped(n), _escaped(v)) for n, v in signed.items()))
    base = f"{method}&{_escaped(url)}&{_escaped(told)}"
    digest = hmac.new(f"{_escaped(secret)}&".encode(), base.encode(), hashlib.sha256).digest()
    return {**signed, "oauth_signature": base64.b64encode(digest).decode()}


def _address(link: Link, method: str, path: str, params: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    key, secret = link.secrets.get(CONSUMER_KEY, ""), link.secrets.get(CONSUMER_SECRET, "")
    if not key or not secret:
        raise StoreNeedsOwner(
            f"{link.store.name} has no API key yet. Make one in WooCommerce, Settings, Advanced, REST API."
        )
    url = f"{link.store.url.rstrip('/')}/wp-json/wc/v3/{path}"
    if url.startswith("https:"):
        token = base64.b64encode(f"{key}:{secret}".encode()).decode()
        return _with(url, params), {"authorization": f"Basic {token}"}
    at = clock.now() // 1000
    return _with(url, oauth(method, url, params, key, secret, nonce=token_hex(16), at=at)), {}


def _with(url: str, params: Mapping[str, str]) -> str:
    told = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in params.items())
    return f"{url}?{told}" if told else url


def _escaped(text: str) -> str:
    return quote(text, safe="~")


class _Door:
    """The way out, reading one of WooCommerce's answers as what it means: a refusal that calls itself 500 did nothing."""

    def __init__(self, outside: Any) -> None:
        self._outside = outside

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        answer = await self._outside.request(*args, **kwargs)
        if answer.status_code == 500 and _code(answer) in _REFUSALS:
            answer.status_code = 422
        return answer


def _nothing(link: Link, answer: Any) -> bool:
    """Whether there is no such thing. Raises Unavailable where there is no WooCommerce to say so (switched off, another address)."""
    if missing(answer) and _code(answer) in ("", "rest_no_route"):
        raise Unavailable(f"{link.store.name} has no WooCommerce REST API at {link.store.url}.")
    return missing(answer)


def _plain(link: Link) -> Link:
    return replace(link, outside=_Door(link.outside))


def _code(answer: Any) -> str:
    return str(_said(answer).get("code", ""))


def _words(answer: Any) -> str:
    return str(_said(answer).get("message", ""))


def _said(answer: Any) -> Mapping[str, Any]:
    try:
        said = msgspec.json.decode(answer.content)
    except msgspec.MsgspecError:
        return {}
    return said if isinstance(said, Mapping) else {}
