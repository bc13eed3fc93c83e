"""The door of the pretend shop: signatures checked, faults on demand.

Authentication as documented: HTTP Basic over TLS, OAuth 1.0a one-legged over plain HTTP (timestamps within 15 minutes, a nonce once).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from shopkeeper.commerce.testing.woocommerce.posting import Refused
from shopkeeper.commerce.testing.woocommerce.routes import answer
from shopkeeper.commerce.testing.woocommerce.shop import Shop
from shopkeeper.kit.loopback import Answer, Asked, Loopback

_SECONDS = 15 * 60
_HASHES = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}
_FAULTS: dict[str, tuple[int, str, str]] = {
    "revoked": (401, "woocommerce_rest_authentication_error", "Consumer key is invalid."),
    "forbidden": (403, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources."),
    "busy": (429, "too_many_requests", "Too Many Requests"),
    "failing": (503, "internal_server_error", "Briefly unavailable for scheduled maintenance."),
}


class Served:
    """The shop as it is reached. `tls`: taken for one behind TLS (Basic is let in)."""

    def __init__(self, shop: Shop, *, tls: bool = False) -> None:
        self.shop, self.tls, self.url = shop, tls, ""
        self._nonces: set[str] = set()
        self._listening = Loopback(self._asked)

    async def open(self, port: int = 0) -> None:
        self.url = self.shop.url = await self._listening.open(port)

    async def close(self) -> None:
        await self._listening.close()

    async def _asked(self, asked: Asked) -> Answer | None:
        self.shop.asked += 1
        change = asked.method != "GET"
        fault = self.shop.troubles[0] if self.shop.troubles else ""
        if fault in _FAULTS:
            self.shop.troubles.popleft()
            status, code, message = _FAULTS[fault]
            return _told(status, _error(status, code, message), {"Retry-After": "7"} if fault == "busy" else {})
        if change and fault in ("lost", "dropped"):
            self.shop.troubles.popleft()
            if fault == "dropped":
                return None
        told = self._answered(*asked)
        return None if change and fault == "lost" else told

    def _answered(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        parts = urlsplit(target)
        params = dict(parse_qsl(parts.query, keep_blank_values=True))
        try:
            self._let_in(method, parts.path, params, headers)
            posted = json.loads(body) if body else {}
            found = answer(self.shop, method, parts.path, params, posted)
        except Refused as no:
            return _told(no.status, _error(no.status, no.code, no.message))
        except json.JSONDecodeError:
            return _told(400, _error(400, "rest_invalid_json", "Invalid JSON body passed."))
        return _told(found.status, found.body, found.headers)

    def _let_in(self, method: str, path: str, params: Mapping[str, str], headers: Mapping[str, str]) -> None:
        shop = self.shop
        if self.tls:
            wanted = "Basic " + base64.b64encode(f"{shop.key}:{shop.secret}".encode()).decode()
            if not hmac.compare_digest(headers.get("authorization", "").encode(), wanted.encode()):
                raise Refused(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
            return
        if params.get("oauth_consumer_key") != shop.key:
            raise Refused(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
        signed = {name: value for name, value in params.items() if name != "oauth_signature"}
        told = "&".join(f"{quote(n, safe='~')}={quote(v, safe='~')}" for n, v in sorted(signed.items()))
        base = "&".join(quote(part, safe="~") for part in (method, f"{self.url}{path}", told))
        kind = _HASHES.get(params.get("oauth_signature_method", ""))
        if kind is None:
            raise Refused(
                401, "woocommerce_rest_authentication_error", "Invalid signature - signature method is invalid."
            )
        wanted = base64.b64encode(hmac.new(f"{shop.secret}&".encode(), base.encode(), kind).digest()).decode()
        if not hmac.compare_digest(params.get("oauth_signature", "").encode(), wanted.encode()):
            raise Refused(
                401, "woocommerce_rest_authentication_error", "Invalid signature - provided signature does not match."
            )
        nonce = params.get("oauth_nonce", "")
        if abs(time.time() - int(params.get("oauth_timestamp", "0"))) > _SECONDS or nonce in self._nonces:
            raise Refused(401, "woocommerce_rest_authentication_error", "Invalid timestamp or nonce.")
        self._nonces.add(nonce)


@asynccontextmanager
async def serving(shop: Shop, *, port: int = 0, tls: bool = False) -> AsyncIterator[Served]:
    """The shop, listening on loopback."""
    served = Served(shop, tls=tls)
    await served.open(port)
    try:
        yield served
    finally:
        await served.close()


def _error(status: int, code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message, "data": {"status": status}}


def _told(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, body, {"Content-Type": "application/json; charset=UTF-8", **(headers or {})})
