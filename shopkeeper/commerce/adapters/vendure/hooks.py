"""Webhooks of our plugin in the shop (packaging/vendure): signed ids of what changed, nothing more.

`x-shopkeeper-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`; older or newer than five minutes is refused, and what
comes twice within them is known by its delivery's id.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from shopkeeper.commerce.errors import Ignored, NotOurs, Unreadable
from shopkeeper.commerce.model import Change, CustomerTouched, OrderTouched, Post
from shopkeeper.kit.clock import MINUTE

HEADER, SECRET = "x-shopkeeper-signature", "webhook"
WINDOW = 5 * MINUTE
_SIGNATURE = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


class Told(Struct, frozen=True):
    """What the plugin posts. `channels` are tokens, `at` ms UTC."""

    type: str
    id: str
    delivery: str
    channels: tuple[str, ...] = ()
    at: int | None = None


def verify(post: Post) -> str | None:
    """Raises NotOurs."""
    found, secret = _SIGNATURE.fullmatch(post.headers.get(HEADER, "")), post.secrets.get(SECRET, "")
    if found is None or not secret:
        raise NotOurs
    if abs(post.received_at - int(found[1]) * 1000) > WINDOW:
        raise NotOurs
    if not hmac.compare_digest(signature(secret, int(found[1]), post.body), found[2]):
        raise NotOurs
    try:
        return _decoder.decode(post.body).delivery or None
    except msgspec.MsgspecError:
        return None


def parse(post: Post) -> Sequence[Change]:
    """Raises Ignored, Unreadable."""
    try:
        told = _decoder.decode(post.body)
    except msgspec.MsgspecError as error:
        raise Unreadable(f"A webhook that cannot be read: {error}"[:500]) from error
    if told.type not in ("order", "customer"):
        raise Ignored(
            "The plugin says that it is there." if told.type == "ping" else f"“{told.type[:80]}” does not concern us."
        )
    if not told.id:
        raise Unreadable("A webhook that does not say what it is about.")
    channel = str(post.store.settings.get("channel") or "")
    if channel and told.channels and channel not in told.channels:
        raise Ignored("It belongs to another channel of the shop.")
    if told.type == "customer":
        return (CustomerTouched(external_id=told.id),)
    return (OrderTouched(external_id=told.id, at=told.at),)


def signature(secret: str, at: int, body: bytes) -> str:
    """`at` in seconds since 1970."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


_decoder = msgspec.json.Decoder(Told)
