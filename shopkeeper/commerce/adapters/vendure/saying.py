"""Several mutations in one request: GraphQL runs them one after the other (specification, 6.2.2), Vendure each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.adapters.vendure import documents, stamps
from shopkeeper.commerce.adapters.vendure.wire import FIRST

_ORDER = f"{{ __typename ... on Order {{ id state totalWithTax }} {documents.NO} }}"


class Part(Struct, frozen=True):
    """One mutation: its arguments as name → (type, value), and what it shall show."""

    field: str
    given: Mapping[str, tuple[str, Any]]
    shows: str


def together(parts: Sequence[Part]) -> tuple[str, dict[str, Any]]:
    """The document and its variables; the first is answered as `first`, those after it as `then1`, `then2`…"""
    fields, kinds, values = list[str](), list[str](), dict[str, Any]()
    for at, part in enumerate(parts):
        given = []
        for name, (kind, value) in part.given.items():
            values[f"{name}{at}"] = value
            kinds.append(f"${name}{at}: {kind}")
            given.append(f"{name}: ${name}{at}")
        alias = FIRST if at == 0 else f"then{at}"
        fields.append(f"{alias}: {part.field}({', '.join(given)}) {part.shows}")
    return f"mutation Together({', '.join(kinds)}) {{ {' '.join(fields)} }}", values


def note(order: str, words: str, key: str) -> Part:
    """A note for colleagues that carries our key."""
    told = {"id": order, "note": stamps.stamped(words, key), "isPublic": False}
    return Part("addNoteToOrder", {"input": ("AddNoteToOrderInput!", told)}, "{ id }")


def cancel(order: str, lines: Sequence[tuple[str, int]] | None, reason: str, key: str, *, shipping: bool) -> Part:
    """`lines` None: all of it."""
    told: dict[str, Any] = {"orderId": order, "reason": stamps.stamped(reason, key), "cancelShipping": shipping}
    if lines is not None:
        told["lines"] = _lines(lines)
    return Part("cancelOrder", {"input": ("CancelOrderInput!", told)}, _ORDER)


def void(payment: str) -> Part:
    shows = f"{{ __typename ... on Payment {{ id state }} {documents.NO} }}"
    return Part("cancelPayment", {"id": ("ID!", payment)}, shows)


def refund(payment: str, amount: int, lines: Sequence[tuple[str, int]], shipping: int, reason: str, key: str) -> Part:
    """`amount` decides (RefundOrderInput, 2.2.0); lines and shipping say what for."""
    told = {
        "paymentId": payment, "amount": amount, "lines": _lines(lines), "shipping": shipping, "adjustment": 0,
        "reason": stamps.stamped(reason, key),
    }  # fmt: skip
    shows = f"{{ __typename ... on Refund {{ id state total }} {documents.NO} }}"
    return Part("refundOrder", {"input": ("RefundOrderInput!", told)}, shows)


def move(order: str, state: str) -> Part:
    return Part("transitionOrderToState", {"id": ("ID!", order), "state": ("String!", state)}, documents.MOVED)


def draft(field: str, order: str, *, shows_no: bool = True, **given: tuple[str, Any]) -> Part:
    """A mutation of a draft order."""
    return Part(field, {"orderId": ("ID!", order), **given}, _ORDER if shows_no else "{ id }")


def promotion(told: Mapping[str, Any]) -> Part:
    shows = f"{{ __typename ... on Promotion {{ id couponCode }} {documents.NO} }}"
    return Part("createPromotion", {"input": ("CreatePromotionInput!", told)}, shows)


def _lines(lines: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"orderLineId": line, "quantity": count} for line, count in lines]
