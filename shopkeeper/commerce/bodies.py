"""What this room's entries on a timeline hold."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from shopkeeper.commerce.money import Money


class OrderBody(Struct, frozen=True, kw_only=True):
    """Something happened to an order. `verb` is a milestone (placed, shipped …), `thing` the shop's id of the parcel, refund…

    With `intent_id` it was one of us: `verb` is the action's tag (refund, edit_lines …), `why` in the agent's words, `items` what
    was done, `state` done, unsure or refused.
    """

    verb: str
    text: str
    store_id: str
    order_id: str | None = None
    number: str = ""
    amount: Money | None = None
    thing: str | None = None
    detail: dict[str, Any] = {}
    intent_id: str | None = None
    why: str = ""
    state: str = "done"
