"""What the shop said would happen, carried from the preview to the act: signed, so that nobody else's words or prices pass for it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from shopkeeper.commerce.model import Action, Item, Preview
from shopkeeper.commerce.money import Money
from shopkeeper.kit import signing
from shopkeeper.kit.clock import HOUR
from shopkeeper.kit.text import to_json

PURPOSE = "commerce preview"
HOLDS = HOUR


class Foretold(Struct, frozen=True, kw_only=True):
    """Of a preview what an act needs: its rows, and the shop's own prices."""

    items: tuple[Item, ...] = ()
    prices: dict[str, Money] = {}
    unpriced: bool = False


NOTHING = Foretold()


def foretold(preview: Preview) -> Foretold:
    return Foretold(items=preview.items, prices=preview.prices, unpriced=preview.unpriced)


def sealed(said: Foretold, of: tuple[object, ...], action: Action, now: int) -> str:
    """For the act that follows; it holds an hour. `of` names who asked, and about what."""
    payload = {"of": _digest(of, action), "said": msgspec.to_builtins(said)}
    return signing.sign(PURPOSE, payload, expires=now + HOLDS)


def unsealed(token: str, of: tuple[object, ...], action: Action, now: int) -> Foretold | None:
    """None where it is of another act, too old, or not ours."""
    try:
        payload: dict[str, Any] = signing.unsign(PURPOSE, token, now)
        if payload["of"] != _digest(of, action):
            return None
        return msgspec.convert(payload["said"], Foretold)
    except (signing.BadToken, msgspec.MsgspecError):
        return None


def _digest(of: tuple[object, ...], action: Action) -> str:
    """The reason may be written after the look: it moves nothing."""
    told = msgspec.to_builtins(action)
    return signing.digest(to_json((of, {name: value for name, value in told.items() if name != "reason"})))
