"""Codes: a promotion with a coupon code, some of its uses, and one thing it gives.

https://docs.vendure.io/guides/core-concepts/promotions/; the actions `order_percentage_discount`, `order_fixed_discount` (of the sum
as the channel writes its prices, with or without tax) and `free_shipping`, the condition `minimum_order_amount` come with Vendure.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.vendure import documents, stamps, wire
from shopkeeper.commerce.adapters.vendure.looking import Plan
from shopkeeper.commerce.adapters.vendure.units import Unit, precision_of
from shopkeeper.commerce.errors import StoreRefused, TooMuch
from shopkeeper.commerce.model import CreateDiscount, Done, Link, Target
from shopkeeper.commerce.money import Money


class Known(Struct, frozen=True):
    """What stands under a code: `made` with our key, or `taken` by somebody else; and the channel."""

    made: str | None
    taken: bool
    channel: dict[str, Any]
    precision: int


async def known(link: Link, code: str, key: str) -> Known:
    data = await wire.query(link, documents.CODE, {"code": code})
    rows = data["promotions"]["items"]
    made = next((str(one["id"]) for one in rows if stamps.carries(one["description"], key)), None)
    return Known(made, bool(rows) and made is None, data["activeChannel"], precision_of(data))


async def perform(link: Link, target: Target, action: CreateDiscount, key: str) -> Done:
    code = code_of(action, key)
    plan(action)
    found = await known(link, code, key)
    if found.made is not None:
        return Done(reference=found.made, code=code)
    if found.taken:
        raise StoreRefused(f"{link.store.name} has a code “{code}” already. Choose another.")
    unit = Unit(str(found.channel["defaultCurrencyCode"]), found.precision)
    told = promotion(found, code, action.reason or "Thanks", key, actions=_actions(action, unit), uses=action.uses)
    if action.expires_at is not None:
        told["endsAt"] = datetime.fromtimestamp(action.expires_at / 1000, UTC).isoformat()
    if action.minimum is not None:
        told["conditions"] = [operation("minimum_order_amount", amount=unit.amount(action.minimum), taxInclusive=True)]
    data = await wire.act(link, documents.PROMOTE, {"input": told})
    wire.refuse(link, data)
    return Done(reference=str(data["first"]["id"]), code=code)


async def performed(link: Link, target: Target, action: CreateDiscount, key: str) -> Done | None:
    code = code_of(action, key)
    made = (await known(link, code, key)).made
    return None if made is None else Done(reference=made, code=code)


def plan(action: CreateDiscount) -> Plan:
    """Raises TooMuch."""
    if sum([action.percent is not None, action.amount is not None, action.free_shipping]) != 1:
        raise TooMuch("Say one thing to give: a share, an amount or free shipping.")
    percent, amount = action.percent, action.amount
    if (
        (percent is not None and not 1 <= percent <= 100)
        or (amount is not None and amount.minor < 1)
        or action.uses < 1
    ):
        raise TooMuch(
            "A discount is from 1 to 100 per cent, or an amount of more than nothing, and used at least once."
        )
    return Plan(items=(wording.discount(action),), warnings=(wording.warning("code_for_all"),))


def promotion(
    found: Known, code: str, name: str, key: str, *, actions: list[dict[str, Any]], uses: int
) -> dict[str, Any]:
    """What `createPromotion` is told; our key stands in the description."""
    words = {
        "languageCode": found.channel["defaultLanguageCode"],
        "name": name[:100],
        "description": stamps.stamped(name, key),
    }
    return {
        "enabled": True, "couponCode": code, "usageLimit": uses, "perCustomerUsageLimit": uses, "conditions": [], "actions": actions,
        "translations": [words],
    }  # fmt: skip


def operation(code: str, **given: Any) -> dict[str, Any]:
    """A ConfigurableOperationInput: each value as JSON."""
    return {"code": code, "arguments": [{"name": name, "value": json.dumps(value)} for name, value in given.items()]}


def amount_off(unit: Unit, amount: Money) -> dict[str, Any]:
    return operation("order_fixed_discount", discount=unit.amount(amount))


def code_of(action: CreateDiscount, key: str) -> str:
    """The code given, or one made from the key: the same key makes the same code."""
    return (action.code or f"THANKS-{short(key)}").strip()


def short(key: str) -> str:
    """Nobody guesses it who does not know the key."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:10]


def _actions(action: CreateDiscount, unit: Unit) -> list[dict[str, Any]]:
    if action.free_shipping:
        return [operation("free_shipping")]
    if action.amount is not None:
        return [amount_off(unit, action.amount)]
    return [operation("order_percentage_discount", discount=action.percent)]
