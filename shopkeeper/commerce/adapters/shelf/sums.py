"""The arithmetic of an order in the shop in memory: totals that always add up, and states that follow from them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shopkeeper.commerce.counting import left_to_send
from shopkeeper.commerce.model import FulfilmentState, Line, Order, OrderState, PaymentState
from shopkeeper.commerce.money import total, zero


def with_lines(order: Order, lines: Sequence[Line]) -> Order:
    """The order with these lines, its sums made anew."""
    nothing = zero(order.currency)
    subtotal = total([line.unit_price * line.quantity for line in lines], order.currency)
    discount = total([line.discount or nothing for line in lines], order.currency)
    owed = total([line.total for line in lines], order.currency) + order.shipping
    return settled(replace(order, lines=tuple(lines), subtotal=subtotal, discount=discount, total=owed))


def settled(order: Order) -> Order:
    """The order with its states read from its sums and counts."""
    return replace(
        order, payment_state=_payment(order), fulfilment_state=_fulfilment(order), state=_state(order)
    )  # fmt: skip


def _payment(order: Order) -> PaymentState:
    if order.refunded and order.refunded == order.paid:
        return PaymentState.refunded
    if order.refunded:
        return PaymentState.part_refunded
    if order.paid:
        return PaymentState.paid if order.paid >= order.total else PaymentState.part_paid
    if order.cancelled_at is not None:
        return PaymentState.voided
    return PaymentState.unpaid if order.total else PaymentState.paid


def _fulfilment(order: Order) -> FulfilmentState:
    sent = sum(line.fulfilled for line in order.lines)
    if not sent:
        return FulfilmentState.unfulfilled
    left = sum(left_to_send(line) for line in order.lines)
    return FulfilmentState.part_fulfilled if left else FulfilmentState.fulfilled


def _state(order: Order) -> OrderState:
    if order.cancelled_at is not None:
        return OrderState.cancelled
    paid = order.payment_state not in (PaymentState.unpaid, PaymentState.part_paid, PaymentState.authorized)
    sent = order.lines and all(left_to_send(line) == 0 for line in order.lines)
    return OrderState.done if paid and sent else OrderState.open
