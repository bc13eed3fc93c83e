"""Webhooks: signed by the app's client secret over the raw bytes, named by their headers, at least once and in any order.

https://shopify.dev/docs/apps/build/webhooks/delivery-structure and
https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance for the three about privacy.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping, Sequence
from decimal import DecimalException
from typing import Any

import msgspec

from shopkeeper.commerce.adapters.shopify import rest
from shopkeeper.commerce.adapters.shopify.client import VERSION
from shopkeeper.commerce.adapters.shopify.reading import customer_of, ms, order_of
from shopkeeper.commerce.asking import exact
from shopkeeper.commerce.errors import Ignored, NotOurs, Unreadable
from shopkeeper.commerce.model import (
    AccessLost,
    Change,
    CustomerSeen,
    CustomersJoined,
    EraseWanted,
    OrderGone,
    OrderSeen,
    OrderTouched,
    Post,
)
from shopkeeper.kit.errors import Failure

SECRET = "api_secret"
Payload = Mapping[str, Any]


def signature(secret: str, body: bytes) -> str:
    """What `X-Shopify-Hmac-Sha256` must say: base64 of HMAC-SHA256 over the raw body."""
    return base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def verify(post: Post) -> str | None:
    """The delivery's id, the same for every attempt (`X-Shopify-Webhook-Id`). Raises NotOurs."""
    secret, sent = post.secrets.get(SECRET, ""), post.headers.get("x-shopify-hmac-sha256", "")
    if not secret or not hmac.compare_digest(signature(secret, post.body).encode(), sent.encode()):
        raise NotOurs
    named, ours = post.headers.get("x-shopify-shop-domain", ""), str(post.store.settings.get("shop", ""))
    if ours and named and named.lower() != ours.lower():
        # One app serves many shops with one secret: a true signature of another shop is not ours.
        raise NotOurs
    return post.headers.get("x-shopify-webhook-id")


def parse(post: Post) -> Sequence[Change]:
    """Raises Ignored, Unreadable."""
    topic = post.headers.get("x-shopify-topic", "")
    reader = READERS.get(topic)
    try:
        body = exact(post.body)
        if not isinstance(body, Mapping):
            raise Unreadable(f"The body of {topic} is no object.")
        if reader is None:
            raise Ignored(f"{topic or 'A webhook without a topic'} does not concern us.")
        return _trusted(reader(body), post.headers.get("x-shopify-api-version", VERSION))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreadable(f"{topic} is no JSON: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, DecimalException) as error:
        raise Unreadable(f"{topic} cannot be read: {type(error).__name__} {error}") from error
    except (Ignored, Unreadable):
        raise
    except Failure as error:
        raise Unreadable(f"{topic} cannot be read: {error.detail}") from error


def _trusted(told: Sequence[Change], version: str) -> Sequence[Change]:
    """An order told in another version's shape may lack what ours tells: it is only asked for.

    https://shopify.dev/docs/apps/build/webhooks/delivery-structure (X-Shopify-API-Version)
    """
    return told if version == VERSION else [one for one in told if not isinstance(one, OrderSeen)]


def _order(body: Payload) -> Sequence[Change]:
    # How it was paid stands only in the shop: it is shown at once as told, and asked for.
    at = ms(body["updated_at"])
    touched = OrderTouched(external_id=_id(body["id"]), at=at)
    return (OrderSeen(order=order_of(rest.node_of(body))), touched) if rest.told_whole(body) else (touched,)


def _order_gone(body: Payload) -> Sequence[Change]:
    return (OrderGone(external_id=_id(body["id"])),)


def _of_order(body: Payload) -> Sequence[Change]:
    return (OrderTouched(external_id=_id(body["order_id"])),)


def _edited(body: Payload) -> Sequence[Change]:
    return (OrderTouched(external_id=_id(body["order_edit"]["order_id"])),)


def _of_return(body: Payload) -> Sequence[Change]:
    return (OrderTouched(external_id=_id(body["order"]["id"])),)


def _dispute(body: Payload) -> Sequence[Change]:
    if body.get("order_id") is None:
        raise Ignored("A dispute about no order.")
    return _of_order(body)


def _customer(body: Payload) -> Sequence[Change]:
    return (CustomerSeen(customer=customer_of(rest.customer_node(body))),)


def _merged(body: Payload) -> Sequence[Change]:
    kept, gone = body["admin_graphql_api_customer_kept_id"], body["admin_graphql_api_customer_deleted_id"]
    return (CustomersJoined(kept=str(kept).rpartition("/")[2], gone=str(gone).rpartition("/")[2]),)


def _uninstalled(body: Payload) -> Sequence[Change]:
    if not body.get("id"):
        raise Unreadable("app/uninstalled names no shop.")
    return (AccessLost(reason="The app was uninstalled in Shopify."),)


def _erase(body: Payload, what: str = "erase") -> Sequence[Change]:
    customer = body["customer"]
    who = _id(customer["id"]) if customer.get("id") else ""
    return (EraseWanted(customer_id=who, what=what, email=customer.get("email") or ""),)


def _shop_erase(body: Payload) -> Sequence[Change]:
    if not body.get("shop_id"):
        raise Unreadable("shop/redact names no shop.")
    return (
        AccessLost(reason="Shopify asks to erase what came from this shop (48 hours after the app was uninstalled)."),
    )


def _id(written: Any) -> str:
    if not isinstance(written, int):
        raise TypeError("an id is a number")
    return str(written)


Reader = Callable[[Payload], Sequence[Change]]

READERS: dict[str, Reader] = {
    **dict.fromkeys(
        (
            "orders/create",
            "orders/updated",
            "orders/paid",
            "orders/cancelled",
            "orders/fulfilled",
            "orders/partially_fulfilled",
        ),
        _order,
    ),
    "orders/delete": _order_gone,
    "orders/edited": _edited,
    **dict.fromkeys(
        ("refunds/create", "fulfillments/create", "fulfillments/update", "order_transactions/create"), _of_order
    ),
    **dict.fromkeys(
        ("returns/request", "returns/approve", "returns/decline", "returns/close", "returns/cancel"), _of_return
    ),
    **dict.fromkeys(("disputes/create", "disputes/update"), _dispute),
    **dict.fromkeys(("customers/create", "customers/update"), _customer),
    "customers/merge": _merged,
    "app/uninstalled": _uninstalled,
    "customers/redact": _erase,
    "customers/data_request": lambda body: _erase(body, "export"),
    "shop/redact": _shop_erase,
}
