"""What each action means, as plain values: the order and the money afterwards. Preview shows a plan, perform carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import counting
from shopkeeper.commerce.adapters.shelf import sums
from shopkeeper.commerce.errors import StoreRefused, TooMuch
from shopkeeper.commerce.model import (
    Customer,
    FulfilmentState,
    Item,
    Line,
    Order,
    OrderState,
    Payment,
    PaymentState,
    PayWay,
    Phrase,
    Pieces,
    Place,
    Refund,
    Return,
    Variant,
    Wanted,
)
from shopkeeper.commerce.money import Money, total, zero

STORE_CREDIT = PayWay(id="store_credit", kind="store_credit", label="Store credit")


class View(Struct, frozen=True):
    """What a plan may look at: the shop as it stands, nothing that can be changed."""

    now: int
    key: str
    currency: str
    variants: Mapping[str, Variant]
    customer: Customer | None
    number: int
    """The next free number, for ids of what is made."""

    def id(self, letter: str, more: int = 0) -> str:
        return f"{letter}-{self.number + more}"


class Move(Struct, frozen=True):
    """Money to (positive) or from (negative) a customer's way of paying."""

    way: PayWay
    amount: Money


class Plan(Struct, frozen=True, kw_only=True):
    """What will be. `order` is the target afterwards, `stock` how many pieces come back (or go) by variant."""

    items: tuple[Item, ...]
    order: Order | None = None
    made: Order | None = None
    customer: Customer | None = None
    moves: tuple[Move, ...] = ()
    to_customer: Money | None = None
    from_customer: Money | None = None
    way: str | None = None
    stock: dict[str, int] = {}
    warnings: tuple[Phrase, ...] = ()
    code: str | None = None
    discount: Any = None
    label_url: str | None = None
    pay_url: str | None = None


def ways_of(view: View, order: Order | None) -> dict[str, PayWay]:
    """Every way this customer can be paid back by: her own, and those the order was paid with."""
    found = {STORE_CREDIT.id: STORE_CREDIT}
    if order is not None:
        found |= {payment.way.id: payment.way for payment in order.payments}
    return found | {way.id: way for way in (view.customer.pay_ways if view.customer else ())}


def way_of(view: View, order: Order | None, way_id: str) -> PayWay:
    """Raises StoreRefused for a way that is not this customer's."""
    found = ways_of(view, order).get(way_id)
    if found is None:
        raise StoreRefused("This customer has no such way of paying.")
    return found


def back(view: View, order: Order, amount: Money, way: str | None) -> tuple[Move, ...]:
    """Money on its way to the customer: by one way, or as it was paid (first what was paid first)."""
    if not amount:
        return ()
    if way not in (None, "original"):
        return (Move(way_of(view, order, str(way)), amount),)
    moves, left = [], amount
    for paid_by, held in _held(order).items():
        part = min(left, held, key=lambda money: money.minor)
        if part > zero(order.currency):
            moves.append(Move(ways_of(view, order)[paid_by], part))
            left = left - part
    # What other ways took already leaves less on this one: the rest goes where the first money came from.
    return (*moves, *((Move(order.payments[0].way, left),) if left else ()))


def _held(order: Order) -> dict[str, Money]:
    """What each way has paid and not been given back."""
    held: dict[str, Money] = {}
    for payment in order.payments:
        signed = payment.amount if payment.kind == "sale" else -payment.amount
        held[payment.way.id] = held.get(payment.way.id, zero(order.currency)) + signed
    return held


def charge(view: View, order: Order, amount: Money, way_id: str) -> Move:
    """Money from the customer. Raises StoreRefused where a gift card or credit does not hold enough."""
    way = way_of(view, order, way_id)
    if not able(view, way, amount):
        raise StoreRefused(f"{way.label} does not hold {amount}.")
    return Move(way, -amount)


def able(view: View, way: PayWay, amount: Money) -> bool:
    if way.kind == "store_credit":
        credit = view.customer.store_credit if view.customer else None
        return credit is not None and credit >= amount
    return way.balance is None or way.balance >= amount


def refunded(
    view: View, order: Order, amount: Money, way: str | None, *, pieces: Mapping[str, int] | None = None,
    shipping: Money | None = None, reason: str = "",
) -> tuple[Order, tuple[Move, ...]]:  # fmt: skip
    """The order with this much given back, and the moves that do it. Raises TooMuch."""
    left = counting.refundable(order)
    if amount > left:
        raise TooMuch(f"{left} of what was paid is left to give back, not {amount}.")
    moves = back(view, order, amount, way)
    named, shares = tuple((pieces or {}).items()), _shares(order, pieces or {}, amount)
    refunds = [
        Refund(
            id=view.id("r", at), amount=move.amount, lines=named if at == 0 else (), shipping=shipping if at == 0 else None,
            way=move.way.id, reason=reason, at=view.now, key=view.key or None,
        )
        for at, move in enumerate(moves)
    ]  # fmt: skip
    payments = [
        Payment(id=view.id("p", at), kind="refund", amount=move.amount, way=bare(move.way), at=view.now)
        for at, move in enumerate(moves)
    ]
    order = replace(
        order, refunded=order.refunded + amount, refunds=(*order.refunds, *refunds), payments=(*order.payments, *payments),
        shipping_refunded=order.shipping_refunded + (shipping or zero(order.currency)),
        lines=tuple(_paid_back(line, (pieces or {}).get(line.id, 0), shares.get(line.id)) for line in order.lines),
    )  # fmt: skip
    return sums.settled(order), moves


def bare(way: PayWay) -> PayWay:
    """As a payment names it: without a balance that will be another one tomorrow."""
    return replace(way, balance=None)


def _shares(order: Order, pieces: Mapping[str, int], amount: Money) -> dict[str, Money]:
    """What of the amount belongs to which line: what its pieces are worth, or less where less was paid."""
    worths = [counting.worth(counting.line_of(order, line_id), count) for line_id, count in pieces.items()]
    if total(worths, order.currency) > amount:
        worths = list(amount.split([worth.minor for worth in worths]))
    return dict(zip(pieces, worths, strict=True))


def _paid_back(line: Line, pieces: int, share: Money | None) -> Line:
    if share is None:
        return line
    given = (line.refunded_amount or zero(line.total.currency)) + share
    return replace(line, refunded=line.refunded + pieces, refunded_amount=given)


def paid(view: View, order: Order, move: Move) -> Order:
    """The order with this much come in."""
    payment = Payment(id=view.id("p"), kind="sale", amount=-move.amount, way=bare(move.way), at=view.now)
    return sums.settled(replace(order, paid=order.paid - move.amount, payments=(*order.payments, payment)))


def marked(order: Order, *marks: str) -> Order:
    return replace(order, marks=(*order.marks, *(mark for mark in marks if mark not in order.marks)))


def sold(variant: Variant, line_id: str, quantity: int, price: Money | None = None) -> Line:
    """A line of an order."""
    each = variant.price if price is None else price
    return Line(
        id=line_id, title=variant.title, quantity=quantity, unit_price=each, total=each * quantity,
        variant=" / ".join(variant.options.values()), options=variant.options, sku=variant.sku,
        product_id=variant.product_id, variant_id=variant.id, image_url=variant.image_url,
    )  # fmt: skip


def fresh_order(
    view: View, wanted: tuple[Wanted, ...], *, ship_to: Place | None, email: str, name: str, note: str = "",
    discount: Money | None = None, shipping: Money | None = None,
) -> Order:  # fmt: skip
    """A new order, unpaid. Raises NoSuchVariant, CannotDo, TooMuch."""
    nothing = zero(view.currency)
    lines = [
        sold(
            counting.variant_of(view.variants, one.variant_id, one.quantity),
            f"{view.number}.{at}",
            one.quantity,
            one.price,
        )
        for at, one in enumerate(wanted, 1)
    ]
    parts = (discount or nothing).split([line.total.minor for line in lines])
    lines = [_less(line, part) for line, part in zip(lines, parts, strict=True)]
    external_id = str(view.number)
    order = Order(
        external_id=external_id, number=f"#{view.number}", version="1", currency=view.currency, placed_at=view.now,
        updated_at=view.now, state=OrderState.open, payment_state=PaymentState.unpaid,
        fulfilment_state=FulfilmentState.unfulfilled, subtotal=nothing, discount=nothing, shipping=shipping or nothing,
        tax=nothing, total=nothing, paid=nothing, refunded=nothing, shipping_refunded=nothing,
        customer_id=view.customer.external_id if view.customer else None, email=email, name=name,
        phone=view.customer.phone if view.customer else "", ship_to=ship_to, bill_to=ship_to, note=note,
        url=f"https://shelf.example/admin/orders/{external_id}", status_url=f"https://shelf.example/orders/{external_id}",
    )  # fmt: skip
    return sums.with_lines(order, lines)


def _less(line: Line, discount: Money) -> Line:
    if not discount:
        return line
    if discount > line.total:
        raise TooMuch("The discount is more than the goods cost.")
    return replace(line, discount=discount, total=line.total - discount)


def pay_url(external_id: str) -> str:
    return f"https://shelf.example/pay/{external_id}"


def taken(lines: tuple[Line, ...]) -> dict[str, int]:
    """Stock that goes out with these lines."""
    found: dict[str, int] = {}
    for line in lines:
        if line.variant_id:
            found[line.variant_id] = found.get(line.variant_id, 0) - line.quantity
    return found


def difference(order: Order, amount: Money) -> tuple[Money | None, Money | None]:
    """(to the customer, from the customer) of a signed amount she owes more."""
    nothing = zero(order.currency)
    return (-amount, None) if amount < nothing else (None, amount) if amount > nothing else (None, None)


def with_return(order: Order, made: Return) -> Order:
    """The order with something on its way back."""
    counts = counting.together(Pieces(one.line_id, one.quantity) for one in made.lines)
    lines = tuple(replace(line, returned=line.returned + counts.get(line.id, 0)) for line in order.lines)
    return replace(order, lines=lines, returns=(*order.returns, made))


def whole(lines: tuple[Line, ...], currency: str) -> Money:
    return total([line.total for line in lines], currency)


Planner = Callable[[View, Order, Any], Plan]
