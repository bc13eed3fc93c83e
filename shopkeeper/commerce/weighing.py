"""What a wish gives away: one number, against the shop's own list prices, that limits, approvals and budgets all go by. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from shopkeeper.commerce.errors import TooMuch
from shopkeeper.commerce.model import (
    Action,
    CreateDiscount,
    CreateOrder,
    EditLines,
    GiveCredit,
    Line,
    Order,
    RefundOrder,
    ReplaceLines,
    Wanted,
)
from shopkeeper.commerce.money import Money, total, zero

Prices = Mapping[str, Money]
"""What the shop asks for one piece, by variant."""

LIST_PRICE, OPEN_CODE = "list_price", "open_code"


class Gift(Struct, frozen=True, kw_only=True):
    """What is given away. `extra` of it is on top of what is owed: money back for goods and post, and things sent again, are owed.

    `open` names what nobody can put a figure to: `list_price` (the shop did not tell what it costs), `open_code` (a code of percent or
    free shipping that works more than once).
    """

    amount: Money
    extra: Money
    open: str = ""


def weigh(action: Action, order: Order | None, prices: Prices, *, unpriced: bool = False) -> Gift:
    """Cancelling what was not sent and taking things back gives nothing away: the goods stay, or come back. Raises TooMuch."""
    currency = order.currency if order else ""
    match action:
        case RefundOrder():
            return _refund(action, _known(order))
        case ReplaceLines():
            return _sent_again(action, _known(order), prices)
        case GiveCredit():
            return Gift(amount=action.amount, extra=action.amount)
        case CreateDiscount():
            return _code(action, currency)
        case CreateOrder():
            return _new_order(action, currency, prices, unpriced=unpriced)
        case EditLines():
            return _edit(action, _known(order), prices)
        case _:
            return _of([], currency)


def asks_prices(action: Action, order: Order | None) -> bool:
    """Whether nobody can say what is given away without the shop's own prices."""
    match action:
        case ReplaceLines():
            return True
        case CreateOrder():
            return action.shipping is not None or any(one.price is not None for one in action.lines)
        case EditLines():
            return any(one.price is not None for one in action.added) or bool(list(raised(action, order)))
        case _:
            return False


def goods_of(action: Action, order: Order | None) -> set[str]:
    """Every variant that is sold or sent, or of which there will be more: what the shop's own prices are wanted of."""
    match action:
        case ReplaceLines():
            return {one.variant_id for one in action.pieces}
        case CreateOrder():
            return {one.variant_id for one in action.lines}
        case EditLines():
            more = {line.variant_id for line, _ in raised(action, order) if line.variant_id}
            return more | {one.variant_id for one in action.added}
        case _:
            return set()


def raised(action: EditLines, order: Order | None) -> Iterable[tuple[Line, int]]:
    """Lines of which there will be more, and how many more."""
    lines = {line.id: line for line in order.lines} if order else {}
    for one in action.quantities:
        line = lines.get(one.line_id)
        if line is not None and one.quantity > line.quantity:
            yield line, one.quantity - line.quantity


def extra_of(action: Action, amount: Money, order: Order) -> Money:
    """What of an amount given on this order before was on top of what was owed; lines that are gone by now owe nothing."""
    owed = zero(amount.currency)
    if isinstance(action, RefundOrder):
        owed = amount - (action.amount or owed)
    elif isinstance(action, ReplaceLines):
        lines = {line.id: line for line in order.lines}
        paid = (
            worth(lines[one.line_id], min(one.quantity, lines[one.line_id].quantity))
            for one in action.pieces
            if one.line_id in lines
        )
        owed = total(paid, amount.currency)
    return max(amount - owed, zero(amount.currency), key=lambda one: one.minor)


def worth(line: Line, pieces: int) -> Money:
    """What so many pieces of a line cost the customer. Raises TooMuch for more than were bought."""
    if not 1 <= pieces <= line.quantity:
        raise TooMuch(f"“{line.title}” was bought {line.quantity} times, not {pieces}.")
    return total(line.total.split([1] * line.quantity)[:pieces], line.total.currency)


def line_of(order: Order, line_id: str) -> Line:
    """Raises TooMuch where the order has no such line (any more)."""
    found = next((line for line in order.lines if line.id == line_id), None)
    if found is None:
        raise TooMuch("This order has no such line any more. Load it again.")
    return found


def _refund(action: RefundOrder, order: Order) -> Gift:
    owed = [worth(line_of(order, one.line_id), one.quantity) for one in action.pieces]
    owed += [action.shipping] if action.shipping else []
    extra = action.amount or zero(order.currency)
    return Gift(amount=total([*owed, extra], order.currency), extra=extra)


def _sent_again(action: ReplaceLines, order: Order, prices: Prices) -> Gift:
    """At the list price of what goes out, or what was paid for the line where that is more."""
    parts, owed, untold = list[Money](), list[Money](), False
    for one in action.pieces:
        paid = worth(line_of(order, one.line_id), one.quantity)
        each = _listed(prices, one.variant_id, order.currency)
        untold = untold or each is None
        parts.append(paid if each is None else max(paid, each * one.quantity, key=lambda money: money.minor))
        owed.append(paid)
    amount = total(parts, order.currency)
    return Gift(amount=amount, extra=amount - total(owed, order.currency), open=LIST_PRICE if untold else "")


def _code(action: CreateDiscount, currency: str) -> Gift:
    """Every use counts. What a share of a basket comes to only the basket says."""
    if action.amount is not None:
        return _of([action.amount * action.uses], action.amount.currency)
    return _of([], currency, untold=action.uses > 1, rule=OPEN_CODE)


def _new_order(action: CreateOrder, currency: str, prices: Prices, *, unpriced: bool) -> Gift:
    by_hand = [*(one.price for one in action.lines), action.discount, action.shipping]
    currency = next((one.currency for one in by_hand if one is not None), currency)
    parts = [_below(one, prices, currency) for one in action.lines]
    return _of([*parts, action.discount or zero(currency)], currency, untold=unpriced)


def _edit(action: EditLines, order: Order, prices: Prices) -> Gift:
    parts = [_below(one, prices, order.currency) for one in action.added]
    parts += [_more(line, pieces, prices) for line, pieces in raised(action, order)]
    return _of(parts, order.currency)


def _below(one: Wanted, prices: Prices, currency: str) -> Money | None:
    """What a price set by hand lets off; None where the shop did not tell its own."""
    if one.price is None:
        return zero(currency)
    each = _listed(prices, one.variant_id, currency)
    return None if each is None else _positive(each - one.price) * one.quantity


def _more(line: Line, pieces: int, prices: Prices) -> Money | None:
    """What more pieces of a line let off: shops sell them as dear as those there are, and those may have been for nothing."""
    each = _listed(prices, str(line.variant_id), line.total.currency)
    charged = min(line.unit_price * pieces, line.total.share(pieces, line.quantity), key=lambda money: money.minor)
    return None if each is None else _positive(each * pieces - charged)


def _listed(prices: Prices, variant_id: str, currency: str) -> Money | None:
    """The shop's own price; one in another currency is none that could be compared."""
    each = prices.get(variant_id)
    return each if each is not None and each.currency == currency else None


def _of(parts: Iterable[Money | None], currency: str, *, untold: bool = False, rule: str = LIST_PRICE) -> Gift:
    known = list(parts)
    amount = total([one for one in known if one is not None], currency)
    return Gift(amount=amount, extra=amount, open=rule if untold or None in known else "")


def _positive(money: Money) -> Money:
    return money if money.minor > 0 else zero(money.currency)


def _known(order: Order | None) -> Order:
    assert order is not None
    return order
