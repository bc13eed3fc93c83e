"""Webhooks of the pretend shop: made, signed, queued, and switched off after five failed deliveries.

https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Callable
from typing import Any

from msgspec import Struct

_FAILURES = 5


class Refused(Exception):
    """An error as the API tells it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class Delivery(Struct, frozen=True):
    """A webhook on its way. `webhook` is its number."""

    webhook: int
    url: str
    body: bytes
    headers: dict[str, str]


class Hooks:
    """The part of a shop that tells others. `deliveries` are webhooks not yet posted: take them in any order, twice if you like."""

    now: Callable[[], float]
    url: str
    webhooks: dict[int, Any]
    deliveries: deque[Delivery]

    def create_webhook(self, posted: Any) -> Any:
        resource, _, event = str(posted.get("topic", "")).partition(".")
        if not event:
            raise Refused(400, "woocommerce_rest_webhook_invalid_topic", "Webhook topic is required and must be valid.")
        id, at = self._id(), self._at()
        self.webhooks[id] = {
            "id": id, "name": posted.get("name", ""), "status": posted.get("status", "active"), "topic": posted["topic"],
            "resource": resource, "event": event, "hooks": [], "delivery_url": posted["delivery_url"],
            "secret": posted.get("secret", ""), **self._dates(at), "failures": 0, "_links": self._links("webhooks", id),
        }  # fmt: skip
        self.deliveries.append(self._ping(self.webhooks[id]))
        return self.shown_hook(self.webhooks[id])

    def edit_webhook(self, id: int, posted: Any) -> Any:
        if id not in self.webhooks:
            raise Refused(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.")
        hook = self.webhooks[id]
        hook.update(
            {name: posted[name] for name in ("name", "status", "topic", "secret", "delivery_url") if name in posted}
        )
        if posted.get("status") == "active":
            hook["failures"] = 0
        return self.shown_hook(hook)

    def shown_hook(self, hook: Any) -> Any:
        return {name: value for name, value in hook.items() if name not in ("secret", "failures")}

    def answered(self, delivery: Delivery, status: int) -> None:
        """What the other side said to a webhook: five failures in a row switch it off."""
        hook = self.webhooks[delivery.webhook]
        hook["failures"] = 0 if 200 <= status < 300 else hook["failures"] + 1
        if hook["failures"] >= _FAILURES:
            hook["status"] = "disabled"

    def _tell(self, topic: str, resource: Any) -> None:
        for hook in self.webhooks.values():
            if hook["topic"] == topic and hook["status"] == "active":
                self.deliveries.append(self._delivery(hook, resource))

    def _delivery(self, hook: Any, resource: Any) -> Delivery:
        body = json.dumps(resource, ensure_ascii=False).encode()
        signed = base64.b64encode(hmac.new(hook["secret"].encode(), body, hashlib.sha256).digest()).decode()
        told = hashlib.md5(f"{hook['id']}{int(self.now())}".encode()).hexdigest()  # noqa: S324  an id, nothing secret
        headers = {
            "content-type": "application/json", "x-wc-webhook-source": f"{self.url}/", "x-wc-webhook-topic": hook["topic"],
            "x-wc-webhook-resource": hook["resource"], "x-wc-webhook-event": hook["event"], "x-wc-webhook-signature": signed,
            "x-wc-webhook-id": str(hook["id"]), "x-wc-webhook-delivery-id": told,
        }  # fmt: skip
        return Delivery(hook["id"], hook["delivery_url"], body, headers)

    def _ping(self, hook: Any) -> Delivery:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return Delivery(hook["id"], hook["delivery_url"], f"webhook_id={hook['id']}".encode(), headers)

    def _id(self) -> int:
        raise NotImplementedError

    def _at(self) -> float:
        return self.now()

    def _dates(self, at: float) -> dict[str, str]:
        raise NotImplementedError

    def _links(self, path: str, id: int) -> Any:
        base = f"{self.url}/wp-json/wc/v3/{path}"
        return {"self": [{"href": f"{base}/{id}"}], "collection": [{"href": base}]}
