"""Webhooks: whose they are and what they say.

https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks: the body's HMAC-SHA256 under the webhook's secret, base64, in
`X-WC-Webhook-Signature`; the topic in `X-WC-Webhook-Topic`; the payload is the resource as the REST API shows it, of a deleted one
only its id.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from shopkeeper.commerce.adapters.woocommerce import reading
from shopkeeper.commerce.asking import exact
from shopkeeper.commerce.errors import BadAmount, Ignored, NotOurs, Unreadable
from shopkeeper.commerce.model import Change, CustomerSeen, OrderGone, OrderSeen, OrderTouched, Post, Store

SECRET = "webhook"
TOPICS = ("order.created", "order.updated", "order.restored", "order.deleted", "customer.created", "customer.updated")
# Sent when a webhook is made or wakes, before anything happened: form fields, not signed, saying nothing but its number.
_PING = re.compile(rb"webhook_id=\d{1,20}")


def verify(post: Post) -> str | None:
    """The delivery's id. A ping passes unsigned: it cannot be told from a true one and says nothing. Raises NotOurs."""
    if _PING.fullmatch(post.body):
        return None
    secret, given = secret_of(post.secrets), post.headers.get("x-wc-webhook-signature", "")
    if not secret or not hmac.compare_digest(signature(secret, post.body).encode(), given.encode()):
        raise NotOurs
    told = post.headers.get("x-wc-webhook-delivery-id") or post.headers.get("x-wc-delivery-id")
    # WooCommerce makes the id from the webhook and the second: two orders saved in one second share it.
    return f"{told}:{hashlib.sha256(post.body).hexdigest()[:16]}" if told else None


def parse(post: Post) -> Sequence[Change]:
    """Raises Ignored, Unreadable."""
    if _PING.fullmatch(post.body):
        raise Ignored("A ping: the webhook works.")
    topic = post.headers.get("x-wc-webhook-topic", "")
    resource, _, event = topic.partition(".")
    if resource not in ("order", "customer"):
        raise Ignored(f"“{topic[:80]}” does not concern us.")
    try:
        raw = exact(post.body)
        if not isinstance(raw, Mapping):
            raise TypeError("not an object")
        return _order(raw, event, post.store) if resource == "order" else _customer(raw, event, post.store)
    except (msgspec.MsgspecError, BadAmount, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Unreadable(f"A webhook “{topic[:80]}” that cannot be read: {error!r}"[:500]) from error


def secret_of(secrets: Mapping[str, str]) -> str:
    """What webhooks are signed with: what was typed, else made from the key's secret half; "" without either."""
    key = secrets.get("consumer_secret", "")
    return secrets.get(SECRET) or (hmac.new(key.encode(), b"webhooks", hashlib.sha256).hexdigest() if key else "")


def signature(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def told_of(raw: Mapping[str, Any], store: Store) -> Change | None:
    """What a listed or posted order says; one with refunds has to be asked for (they are a resource of their own); None: a draft."""
    if raw["status"] in reading.DRAFTS:
        return None
    order = reading.read_order(raw, store)
    if raw["status"] == reading.GONE:
        return OrderGone(external_id=order.external_id)
    if raw.get("refunds"):
        return OrderTouched(external_id=order.external_id, at=order.updated_at)
    return OrderSeen(order=order)


def _order(raw: Mapping[str, Any], event: str, store: Store) -> Sequence[Change]:
    if event == "deleted":
        if not isinstance(raw["id"], int):
            raise TypeError("no id")
        return (OrderGone(external_id=str(raw["id"])),)
    change = told_of(raw, store)
    if change is None:
        raise Ignored("A draft: nobody ordered yet.")
    return (change,)


def _customer(raw: Mapping[str, Any], event: str, store: Store) -> Sequence[Change]:
    if event == "deleted":
        raise Ignored("A customer's account was deleted; what was bought stays.")
    return (CustomerSeen(customer=reading.read_customer(raw, store)),)
