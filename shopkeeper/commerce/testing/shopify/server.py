"""The pretend shop over HTTP: tokens, versions, points, and troubles on demand."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, Self

from graphql import GraphQLError

from shopkeeper.commerce.testing.shopify.answering import MOST, Question, answer, objects
from shopkeeper.commerce.testing.shopify.installing import Installed
from shopkeeper.commerce.testing.shopify.shop import Node
from shopkeeper.commerce.testing.shopify.telling import payload
from shopkeeper.kit.loopback import Answer, Asked, Loopback

VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")
PLANS = {"standard": (2000.0, 100.0), "plus": (20_000.0, 1000.0)}
"""The bucket and what flows back each second, by the shop's plan."""
_PATH = re.compile(r"/admin/api/([^/]+)/graphql\.json")
_FILE = re.compile(r"/bulk/(\d+)\.jsonl")
_RANGE = re.compile(r"bytes=(\d+)-(\d+)")
_ABOUT_CHANGES = ("lost", "dropped")


class PretendShopify(Installed):
    """`troubles`, each for one request: revoked, forbidden, busy, failing; lost (the next change is done, no answer comes) and
    dropped (not done, no answer comes). `kill` closes the door."""

    def __init__(self, *, plan: str = "plus", **more: Any) -> None:
        super().__init__(**more)
        self.troubles: deque[str] = deque()
        self.calls, self.costs, self.done = 0, list[int](), dict[str, Node]()
        self.size, self.flow = PLANS[plan]
        self.level, self.at = self.size, time.monotonic()
        self.deliveries = 0
        self._listening = Loopback(self._heard)

    async def __aenter__(self) -> Self:
        self.url = await self._listening.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def kill(self) -> None:
        await self._listening.close()

    def hook(self, topic: str, order: Node, **over: Any) -> tuple[bytes, dict[str, str]]:
        """A webhook about an order as it stands: https://shopify.dev/docs/apps/build/webhooks/delivery-structure"""
        self.deliveries += 1
        body = json.dumps({**payload(order), **over}).encode()
        mark = f"b54557e4-bdd9-4b37-8a5f-{self.deliveries:012d}"
        return body, {
            "content-type": "application/json", "x-shopify-topic": topic, "x-shopify-shop-domain": self.domain,
            "x-shopify-hmac-sha256": base64.b64encode(hmac.new(self.secret.encode(), body, hashlib.sha256).digest()).decode(),
            "x-shopify-webhook-id": mark, "x-shopify-event-id": mark, "x-shopify-triggered-at": order["updatedAt"],
            "x-shopify-api-version": VERSIONS[-1],
        }  # fmt: skip

    async def _heard(self, asked: Asked) -> Answer | None:
        made = self._answer(asked.path, asked.headers, asked.body)
        return None if made is None else Answer(*made)

    def _answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Any:
        """(status, body, headers), or None where no answer comes."""
        self.calls += 1
        if path == "/admin/oauth/access_token":
            return self.access(body)
        if file := _FILE.fullmatch(path):
            return self._piece(file[1], headers.get("range", ""))
        found = _PATH.fullmatch(path)
        if found is None or found[1] not in VERSIONS:
            return 404, {"errors": "Not Found"}
        trouble = self.troubles.popleft() if self.troubles and self.troubles[0] not in _ABOUT_CHANGES else None
        if trouble == "failing":
            return 503, {"errors": "Service Unavailable"}
        if trouble == "revoked" or headers.get("x-shopify-access-token") != self.token:
            return 401, {"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}
        if trouble == "forbidden":
            return 403, {"errors": "[API] This action requires merchant approval for write_orders scope."}
        return self._asked(body, busy=trouble == "busy")

    def _piece(self, name: str, wanted: str) -> Any:
        """Some bytes of a bulk operation's file, which lies where tokens are not asked for: its address is the secret."""
        file, span = self.files.get(name), _RANGE.fullmatch(wanted)
        if file is None:
            return 404, b"NoSuchKey"
        if span is None:
            return 200, file
        start, end = int(span[1]), min(int(span[2]), len(file) - 1)
        if start >= len(file):
            return 416, b"InvalidRange"
        return 206, file[start : end + 1], {"Content-Range": f"bytes {start}-{end}/{len(file)}"}

    def _asked(self, body: bytes, *, busy: bool) -> Any:
        try:
            given = json.loads(body)
            question = Question(given["query"], given.get("variables") or {})
        except (ValueError, KeyError, TypeError):
            return 400, {"errors": {"query": "Required parameter missing or invalid"}}
        except GraphQLError as error:
            return 200, {"errors": [{"message": error.message, "extensions": {"code": "undefinedField"}}]}
        if question.errors:
            return 200, {
                "errors": [
                    {"message": one.message, "extensions": {"code": "undefinedField"}} for one in question.errors
                ]
            }
        cost = question.cost()
        if cost > MOST:
            words = f"Query cost is {cost}, which exceeds the single query max cost limit ({MOST})."
            return 200, {
                "errors": [
                    {"message": words, "extensions": {"code": "MAX_COST_EXCEEDED", "cost": cost, "maxCost": MOST}}
                ]
            }
        self._refill()
        if busy:
            self.level = cost - 7 * self.flow
        if cost > self.level:
            throttled = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
            return 200, {"errors": [throttled], "extensions": self._cost(cost, None)}
        return self._done(question, cost)

    def _done(self, question: Question, cost: int) -> Any:
        trouble = self.troubles.popleft() if question.matters and self.troubles else None
        if trouble == "dropped" or (self.silent and self.silent in question.names):
            return None
        made = answer(self, question, self.done)
        if trouble == "lost":
            return None
        real = min(cost, objects(made["data"]) + (10 if question.changes else 0))
        self.level -= real
        self.costs.append(cost)
        return 200, {**made, "extensions": self._cost(cost, real)}

    def _refill(self) -> None:
        now = time.monotonic()
        self.level, self.at = min(self.size, self.level + (now - self.at) * self.flow), now

    def _cost(self, requested: int, real: int | None) -> Node:
        status = {"maximumAvailable": self.size, "currentlyAvailable": int(self.level), "restoreRate": self.flow}
        return {"cost": {"requestedQueryCost": requested, "actualQueryCost": real, "throttleStatus": status}}
