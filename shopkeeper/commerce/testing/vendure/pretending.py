"""The pretend shop as it is reached, and what our plugin in it posts."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Self

from shopkeeper.commerce.testing.vendure.answering import answer
from shopkeeper.commerce.testing.vendure.server import Answer, Door
from shopkeeper.commerce.testing.vendure.shop import Goods

TOKEN = "vendure-auth-token"


class PretendVendure(Goods):
    """A shop with a door. `secret` is what the plugin signs with."""

    def __init__(self, currency: str = "EUR", **more: Any) -> None:
        super().__init__(currency, **more)
        self.secret = "a secret of sixteen"
        self.door = Door(self._asked)
        self.deliveries = 0

    @property
    def url(self) -> str:
        return self.door.url

    async def __aenter__(self) -> Self:
        await self.door.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.door.close()

    def hook(self, type: str, id: str, *, at: int) -> tuple[bytes, dict[str, str]]:
        """A post of the plugin at a moment (ms UTC), signed: packaging/vendure/shopkeeper-plugin.js."""
        self.deliveries += 1
        told = {"type": type, "id": id, "channels": [self.channel], "at": at, "delivery": f"d-{self.deliveries}"}
        body = json.dumps(told, separators=(",", ":")).encode()
        signed = hmac.new(self.secret.encode(), f"{at // 1000}.".encode() + body, hashlib.sha256).hexdigest()
        return body, {"content-type": "application/json", "x-shopkeeper-signature": f"t={at // 1000},v1={signed}"}

    async def _asked(self, said: Mapping[str, Any], headers: Mapping[str, str]) -> Answer:
        token = headers.get("authorization", "").removeprefix("Bearer ")
        status, body = answer(self, said, token, headers.get("vendure-token", ""))
        signed_in = (body.get("data") or {}).get("login") or {}
        return (
            status,
            body,
            {TOKEN: self.newest} if self.bearer and signed_in.get("__typename") == "CurrentUser" else {},
        )
