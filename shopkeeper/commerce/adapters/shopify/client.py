"""Asking the Admin API: one POST for everything, troubles told in the body, limits counted in points.

https://shopify.dev/docs/api/admin-graphql/latest (authentication, status and error codes) and
https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits (points; THROTTLED).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import structlog

from shopkeeper.commerce.asking import ask, body_of, missing
from shopkeeper.commerce.errors import Busy, StoreNeedsOwner, StoreRefused, StoreUnsure, Unavailable
from shopkeeper.commerce.model import Link, Store

log = structlog.get_logger("commerce")

VERSION = "2026-10"
"""Stable from October 2026, answered until 16 October 2027: https://shopify.dev/changelog/release-notes/2026-10"""
TOKEN = "access_token"


async def query(
    link: Link, document: str, variables: Mapping[str, Any] | None = None, *, acting: bool = False
) -> dict[str, Any]:
    """The answer's `data`. Raises as every adapter does; `acting` for mutations, whose lost answer is StoreUnsure."""
    answer = await ask(
        link, "POST", f"{address(link.store)}/admin/api/{VERSION}/graphql.json", acting=acting,
        headers={"X-Shopify-Access-Token": link.secrets.get(TOKEN, ""), "Accept": "application/json"},
        json={"query": document, "variables": dict(variables or {})},
    )  # fmt: skip
    _note_version(link.store.name, answer.headers.get("x-shopify-api-version", VERSION))
    if missing(answer):
        raise StoreNeedsOwner(
            f"There is no shop at {address(link.store)} (any more). Correct its address in Settings, Stores."
        )
    try:
        body = body_of(answer)
    except Unavailable as failure:
        raise StoreUnsure(f"{link.store.name}: {failure.detail}") if acting else failure from failure
    errors = body.get("errors") if isinstance(body, dict) else "no answer"
    if errors:
        raise _failure(link, errors, body, acting=acting)
    return dict(body["data"])


@cache
def _note_version(shop: str, served: str) -> None:
    """Once for each shop. https://shopify.dev/docs/api/usage/versioning: a version whose time is over is answered by the oldest that
    still is."""
    if served != VERSION:
        log.warning("Shopify answers in another version: update this installation", store=shop, version=served)


async def act(link: Link, document: str, variables: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A mutation's payload. Raises StoreRefused with what the shop said (userErrors)."""
    data = await query(link, document, variables, acting=True)
    for payload in data.values():
        refuse(link, payload or {})
    return dict(data[name])


def refuse(link: Link, payload: Mapping[str, Any]) -> None:
    """Raises StoreRefused where a mutation's payload holds the shop's no."""
    said = [one["message"] for key, value in payload.items() if key.endswith("serErrors") for one in value or ()]
    if said:
        raise StoreRefused(f"{link.store.name} said no: {' '.join(said)}")


def address(store: Store) -> str:
    """Where the shop is: its myshopify.com name, or another address where a pretend shop is asked."""
    given = str(store.settings.get("address") or "")
    return given.rstrip("/") or f"https://{store.settings.get('shop', '')}"


def _failure(link: Link, errors: Any, body: Mapping[str, Any], *, acting: bool) -> Exception:
    listed = [one for one in errors if isinstance(one, Mapping)] if isinstance(errors, list) else []
    codes = {str((one.get("extensions") or {}).get("code", "")) for one in listed}
    words = " ".join(str(one.get("message", "")) for one in listed) or str(errors)
    name = link.store.name
    if "THROTTLED" in codes:
        return Busy(f"{name} asks us to wait a moment.", retry_after=_wait(body))
    if "ACCESS_DENIED" in codes:
        return StoreNeedsOwner(
            f"{name} does not let us do this: {words} Grant the right to the app, then connect it again."
        )
    if "SHOP_INACTIVE" in codes:
        return StoreNeedsOwner(f"{name} is closed or not paid for: {words}")
    if codes & {"INTERNAL_SERVER_ERROR", "TIMEOUT"} or not listed:
        trouble = f"{name} had trouble answering: {words}"
        return StoreUnsure(trouble) if acting else Unavailable(trouble)
    return StoreRefused(f"{name} said no: {words}")


def _wait(body: Mapping[str, Any]) -> float:
    """Seconds until the bucket holds what the question costs."""
    cost = (body.get("extensions") or {}).get("cost") or {}
    status = cost.get("throttleStatus") or {}
    short = float(cost.get("requestedQueryCost") or 0) - float(status.get("currentlyAvailable") or 0)
    return min(60.0, max(0.5, short / max(1.0, float(status.get("restoreRate") or 50))))
