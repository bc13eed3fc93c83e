"""Whether an action can be wanted at all, told at the field that cannot: counts, prices, sums, percents, one currency. Pure.

Asked of every wish at the one place all doors lead to. The structs themselves take anything, because what was kept by an older version
is read by them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from shopkeeper.commerce.errors import ForeignCurrency
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    CreateDiscount,
    CreateOrder,
    EditLines,
    GiveCredit,
    Order,
    RefundOrder,
    ReplaceLines,
    Wanted,
)
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.vetting import MOST
from shopkeeper.kit.errors import Invalid

MOST_PIECES = 100_000
MOST_USES = 1_000_000
MOST_LINES = 500
ABOVE_NOTHING = "An amount above nothing, or none at all."
Faults = Iterator[tuple[str, str]]


def sift(action: Action, order: Order | None) -> None:
    """Raises Invalid with the fields to correct; ForeignCurrency."""
    wrong = dict(_faults(action))
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields={f"action.{name}": words for name, words in wrong.items()})
    _one_currency(action, order)


def _faults(action: Action) -> Faults:
    match action:
        case CancelOrder():
            yield from _counts("pieces", action.pieces)
        case RefundOrder():
            yield from _counts("pieces", action.pieces)
            yield from _sum("shipping", action.shipping)
            yield from _sum("amount", action.amount)
        case ReplaceLines():
            yield from _some("pieces", action.pieces)
        case AcceptReturn():
            yield from _some("lines", action.lines)
        case EditLines():
            yield from _counts("swaps", action.swaps)
            yield from _counts("quantities", action.quantities, least=0)
            yield from _things("added", action.added)
        case CreateOrder():
            yield from _some("lines", action.lines)
            yield from _things("lines", action.lines)
            yield from _sum("discount", action.discount)
            yield from _sum("shipping", action.shipping, least=0)
        case GiveCredit():
            yield from _sum("amount", action.amount)
        case CreateDiscount():
            yield from _code(action)


def _code(action: CreateDiscount) -> Faults:
    if action.percent is not None and not 1 <= action.percent <= 100:
        yield "percent", "From 1 to 100 percent."
    if not 1 <= action.uses <= MOST_USES:
        yield "uses", f"A code works from once to {MOST_USES:,} times."
    if sum((action.percent is not None, action.amount is not None, action.free_shipping)) != 1:
        yield "percent", "Say one thing to give: a percentage, an amount or free shipping."
    yield from _sum("amount", action.amount)
    yield from _sum("minimum", action.minimum)


def _some(field: str, pieces: Iterable[Any]) -> Faults:
    yield from _counts(field, pieces)
    if not pieces:
        yield field, "Say which things, and how many of each."


def _counts(field: str, pieces: Iterable[Any], least: int = 1) -> Faults:
    found = list(pieces)
    if len(found) > MOST_LINES:
        yield field, f"At most {MOST_LINES} things at once."
    if any(not least <= one.quantity <= MOST_PIECES for one in found):
        yield field, f"Count pieces from {least} to {MOST_PIECES:,}."


def _things(field: str, things: Iterable[Wanted]) -> Faults:
    found = list(things)
    yield from _counts(field, found)
    if any(one.price is not None and not 0 <= one.price.minor <= MOST for one in found):
        yield field, "A price is nothing or more; without one the shop's own holds."


def _sum(field: str, amount: Money | None, least: int = 1) -> Faults:
    if amount is not None and not least <= amount.minor <= MOST:
        yield field, ABOVE_NOTHING if least else "An amount of nothing or more; without one the shop's own holds."


def _one_currency(action: Action, order: Order | None) -> None:
    """Of the order, or all the same. Raises ForeignCurrency with the one to use and the one that was said."""
    said = list(_amounts(action))
    ours = order.currency if order is not None else next((one.currency for one in said), "")
    foreign = next((one.currency for one in said if one.currency != ours), None)
    if foreign is not None:
        raise ForeignCurrency(ours, foreign)


def _amounts(thing: object) -> Iterator[Money]:
    """Every sum of money an action names."""
    if isinstance(thing, Money):
        yield thing
    elif isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            yield from _amounts(getattr(thing, name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _amounts(one)
