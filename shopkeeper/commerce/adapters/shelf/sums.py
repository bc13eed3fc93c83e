"""The arithmetic of an order: what pieces are worth, what may still be given back, and totals that always add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from shopkeeper.commerce.errors import NoSuchLine, TooMuch
from shopkeeper.commerce.model import FulfilmentState, Line, Order, OrderState, PaymentState, Pieces
from shopkeeper.commerce.money import Money, total, zero


def line_of(order: Order, line_id: str) -> Line:
    """Raises NoSuchLine."""
    found = next((line for line in order.lines if line.id == line_id), None)
    if found is None:
        raise NoSuchLine
    return found


def worth(line: Line, pieces: int, given: int | None = None) -> Money:
    """What the next `pieces` are worth, after `given` (those paid back already): so that all of them make the line's total."""
    given = line.refunded if given is None else given
    if pieces < 1 or given + pieces > line.quantity:
        left = line.quantity - given
        raise TooMuch(f"Of “{line.title}” {left} of {line.quantity} are left to pay back, not {pieces}.")
    return total(line.total.split([1] * line.quantity)[given : given + pieces], line.total.currency)


def left_to_send(line: Line) -> int:
    return line.quantity - line.cancelled - line.fulfilled


def refundable(order: Order) -> Money:
    """What came in and did not go back yet."""
    return order.paid - order.refunded


def together(pieces: Iterable[Pieces]) -> dict[str, int]:
    """The same line named twice counts together. Raises TooMuch for less than one piece."""
    found: dict[str, int] = {}
    for one in pieces:
        if one.quantity < 1:
            raise TooMuch("Say how many pieces: at least one.")
        found[one.line_id] = found.get(one.line_id, 0) + one.quantity
    return found


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
