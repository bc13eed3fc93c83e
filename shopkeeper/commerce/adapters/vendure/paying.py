"""Money back, and pieces called off: what it comes to, and the mutations that do it.

A refund goes back by one payment (`refundOrder`: at most what is left of it), so what several paid is shared out. Every refund and
every cancellation carries our key in its reason: what of an act stands already is seen, and only the rest is done.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.vendure import counting, reading, saying, stamps
from shopkeeper.commerce.adapters.vendure.looking import Found, Plan, found_in
from shopkeeper.commerce.adapters.vendure.saying import Part
from shopkeeper.commerce.counting import line_of, refundable, together, worth
from shopkeeper.commerce.errors import CannotDo, TooMuch
from shopkeeper.commerce.model import CancelOrder, Item, Line, Link, Order, OrderState, RefundOrder
from shopkeeper.commerce.money import Money, total, zero


class Giving(Struct, frozen=True, kw_only=True):
    """`amount` goes back by `way` for `pieces` and `shipping`; `off` pieces are called off (None: all of them)."""

    plan: Plan
    amount: Money
    pieces: dict[str, int] = {}
    shipping: Money | None = None
    calls_off: bool = False
    off: tuple[tuple[str, int], ...] | None = ()
    way: str = "original"
    reason: str = ""


def planned(link: Link, found: Found, action: RefundOrder | CancelOrder, key: str = "") -> Giving:
    """What the act comes to, whatever part of it with this key stands already."""
    if key and is_called_off(found.raw, key):
        return _rest_of(found, action)
    before = _before(link, found, key)
    return refund(before, action) if isinstance(action, RefundOrder) else cancel(before, action)


def _rest_of(found: Found, action: RefundOrder | CancelOrder) -> Giving:
    """The pieces are off already. What money is left to give the stamp tells: the lines are rounded anew by now."""
    bought = {line.id for line in _goods(found.order)}
    return Giving(
        plan=Plan(items=()), amount=zero(found.order.currency), calls_off=True, way=action.way or "original", reason=action.reason,
        pieces={line: count for line, count in together(action.pieces).items() if line in bought},
        shipping=action.shipping if isinstance(action, RefundOrder) else None,
    )  # fmt: skip


def refund(found: Found, action: RefundOrder) -> Giving:
    """Raises TooMuch, NoSuchLine, CannotDo."""
    order, nothing = found.order, zero(found.order.currency)
    wanted = together(action.pieces)
    for part in (action.shipping, action.amount):
        if part is not None and part <= nothing:
            raise TooMuch("An amount to give back is more than nothing.")
    if action.shipping and action.shipping > order.shipping - order.shipping_refunded:
        raise TooMuch(f"{order.shipping - order.shipping_refunded} of the shipping is left to give back.")
    items = [_row(line_of(order, line), count) for line, count in wanted.items()]
    items += [wording.item("shipping", amount=-action.shipping)] if action.shipping else []
    items += [wording.item("goodwill", amount=-action.amount)] if action.amount else []
    amount = -total([one.amount for one in items if one.amount is not None], order.currency)
    if amount <= nothing:
        raise TooMuch("Say what to give back: pieces, shipping or an amount.")
    _splits(found, amount, action.way)
    named = {line: count for line, count in wanted.items() if not line.startswith(reading.SURCHARGE)}
    back = _taken_back(order, named) if action.restock else ()
    unsent = [line for line, _ in back if (here := line_of(order, line)).fulfilled < here.quantity - here.cancelled]
    warnings = (wording.warning("unsent_stays"),) if unsent else ()
    return Giving(
        plan=Plan(items=tuple(items), to_customer=amount, way=action.way, warnings=warnings), amount=amount, pieces=named,
        shipping=action.shipping, calls_off=bool(back), off=back, way=action.way, reason=action.reason,
    )  # fmt: skip


def _row(line: Line, pieces: int) -> Item:
    return Item(words=title(line), quantity=pieces, amount=-worth(line, pieces))


def _taken_back(order: Order, pieces: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """What goes back in stock: Vendure does so only with what it takes out of the order."""
    back = ((line, min(count, _kept(line_of(order, line)))) for line, count in pieces.items())
    return tuple(one for one in back if one[1])


def cancel(found: Found, action: CancelOrder) -> Giving:
    """Raises CannotDo, TooMuch, NoSuchLine."""
    order = found.order
    left = {line.id: _unsent(found, line) for line in _goods(order) if _unsent(found, line)}
    wanted = together(action.pieces) or left
    _cancellable(found, action, wanted, left)
    whole = not action.pieces or (wanted == left and not counting.taken_up(found.raw))
    rows = [wording.item("cancel", title=title(line_of(order, line)), quantity=count) for line, count in wanted.items()]
    off = None if whole else tuple(wanted.items())
    rest = refundable(order)
    if not action.refund or not rest:
        warnings = (wording.warning("money_stays"),) if rest else ()
        plan = Plan(items=tuple(rows), warnings=warnings)
        return Giving(plan=plan, amount=zero(order.currency), calls_off=True, off=off, reason=action.reason)
    way = action.way or "original"
    if whole:
        rows, amount = [*rows, wording.item("rest", amount=-rest)], rest
    else:
        rows, amount = _priced(order, wanted, rows, rest)
    _splits(found, amount, way)
    owed = {line: min(count, _owed(line_of(order, line))) for line, count in wanted.items()}
    return Giving(
        plan=Plan(items=tuple(rows), to_customer=amount, way=way), amount=amount, calls_off=True, off=off, way=way,
        reason=action.reason, pieces={line: count for line, count in owed.items() if count},
    )  # fmt: skip


def _priced(order: Order, wanted: dict[str, int], rows: list[Item], most: Money) -> tuple[list[Item], Money]:
    """The rows with what goes back for each, and all of it: what the pieces are worth, no more than is left."""
    worths = [_worth_up_to(line_of(order, line), count) for line, count in wanted.items()]
    amount = min(most, total(worths, order.currency), key=lambda one: one.minor)
    shares = amount.split([one.minor for one in worths])
    return [replace(one, amount=-share) for one, share in zip(rows, shares, strict=True)], amount


def parts(link: Link, found: Found, giving: Giving, key: str) -> list[Part]:
    """The mutations that are left to do; none: all of it stands."""
    before = _before(link, found, key)
    told = _told_whole(found.raw, key)
    whole = told if told is not None else _theirs(before, giving.amount)
    stamp = stamps.with_whole(key, whole)
    off = _calling_off(found, giving, stamp) if giving.calls_off and not is_called_off(found.raw, key) else []
    return off + _refunds(found, splits(before, whole, giving.way), giving, key, stamp)


def _calling_off(found: Found, giving: Giving, stamp: str) -> list[Part]:
    raw, id, whole = found.raw, found.order.external_id, giving.off is None
    made = [saying.cancel(id, giving.off, giving.reason, stamp, shipping=whole)]
    authorized = [one for one in raw.get("payments") or () if one["state"] == counting.AUTHORIZED]
    made += [saying.void(str(one["id"])) for one in authorized if whole]
    # What was never paid is called off without a trace in its history (OrderService.cancelOrderById).
    return made if raw["orderPlacedAt"] else [*made, saying.note(id, giving.reason, stamp)]


def _refunds(found: Found, moves: list[tuple[str, int]], giving: Giving, key: str, stamp: str) -> list[Part]:
    """What is missing of each payment's part; the first says what for."""
    gone = {
        str(one["id"]): sum(int(each["total"]) for each in one["refunds"] if _ours(each, key))
        for one in found.raw.get("payments") or ()
    }
    shipping = found.unit.amount(giving.shipping) if giving.shipping else 0
    made = list[Part]()
    for payment, amount in moves:
        if amount > gone[payment]:
            first = payment == moves[0][0]
            lines = tuple(giving.pieces.items()) if first else ()
            rest = amount - gone[payment]
            made.append(saying.refund(payment, rest, lines, shipping if first else 0, giving.reason, stamp))
    return made


def _told_whole(raw: dict[str, Any], key: str) -> int | None:
    """What the act gives back in all, as it was reckoned when it began."""
    words = [one["reason"] for one in counting.refunds(raw) if _ours(one, key)]
    words += [one["data"].get("reason") for one in stamps.entries(raw, "ORDER_CANCELLATION")]
    words += [one["data"].get("note") for one in stamps.entries(raw, "ORDER_NOTE")]
    return next((stamps.whole_in(one) for one in words if stamps.carries(one, key)), None)


def is_begun(raw: dict[str, Any], key: str) -> bool:
    """Whether anything with this key stands."""
    return is_called_off(raw, key) or any(_ours(one, key) for one in counting.refunds(raw))


def is_called_off(raw: dict[str, Any], key: str) -> bool:
    cancelled = any(stamps.carries(one["data"].get("reason"), key) for one in stamps.entries(raw, "ORDER_CANCELLATION"))
    return cancelled or (raw["state"] == "Cancelled" and stamps.noted(raw, key))


def waits(raw: dict[str, Any], key: str) -> bool:
    """Whether the payment provider has not sent the money yet."""
    return any(_ours(one, key) and one["state"] != "Settled" for one in counting.refunds(raw))


def splits(found: Found, amount: int, way: str | None) -> list[tuple[str, int]]:
    """(payment, part) of an amount in the shop's own unit, first what was paid first. Raises TooMuch, CannotDo."""
    methods = {str(one["method"]) for one in counting.settled(found.raw)}
    if way not in (None, "original", *methods):
        raise CannotDo("Vendure pays back the way it was paid. Choose one of these ways.")
    moves, rest = list[tuple[str, int]](), amount
    for payment in counting.settled(found.raw):
        part = min(rest, counting.left_of(payment))
        if part > 0 and way in (None, "original", payment["method"]):
            moves.append((str(payment["id"]), part))
            rest -= part
    if rest:
        raise TooMuch(
            f"{found.unit.money(amount - rest)} of what was paid is left to give back, not {found.unit.money(amount)}."
        )
    return moves


def _splits(found: Found, amount: Money, way: str) -> list[tuple[str, int]]:
    if amount > refundable(found.order):
        raise TooMuch(f"{refundable(found.order)} of what was paid is left to give back, not {amount}.")
    return splits(found, _theirs(found, amount), way)


def _theirs(found: Found, amount: Money) -> int:
    """All that is left, in a currency with fewer decimals than the shop keeps: the fraction goes with it."""
    left = sum(max(0, counting.left_of(one)) for one in counting.settled(found.raw))
    return left if amount and amount == refundable(found.order) else found.unit.amount(amount)


def title(line: Line) -> str:
    return f"{line.title} {line.variant}".strip()


def _worth_up_to(line: Line, pieces: int) -> Money:
    return worth(line, min(pieces, _owed(line))) if _owed(line) else zero(line.total.currency)


def _owed(line: Line) -> int:
    return line.quantity - line.refunded


def _kept(line: Line) -> int:
    """Pieces the shop counts to the order still."""
    return line.quantity - line.cancelled - line.returned


def _goods(order: Order) -> list[Line]:
    return [line for line in order.lines if not line.id.startswith(reading.SURCHARGE)]


def _unsent(found: Found, line: Line) -> int:
    return max(0, _kept(line) - counting.taken_up(found.raw)[line.id])


def _cancellable(found: Found, action: CancelOrder, wanted: dict[str, int], left: dict[str, int]) -> None:
    if not action.restock:
        raise CannotDo(
            "Vendure puts cancelled pieces back in stock. Correct the stock in the shop where they are gone."
        )
    if found.order.state is OrderState.cancelled:
        raise CannotDo("This order is cancelled already.")
    if not action.pieces and counting.taken_up(found.raw):
        words = "It is sent already, or about to be. Cancel what is left line by line, or refund it when it comes back."
        raise CannotDo(words)
    for line, count in wanted.items():
        if count > left.get(line, 0):
            name = line_of(found.order, line).title
            raise TooMuch(f"Of “{name}” {left.get(line, 0)} are left to cancel, not {count}.")


def _ours(refund: Any, key: str) -> bool:
    return bool(stamps.carries(refund["reason"], key)) and refund["state"] != "Failed"


def _before(link: Link, found: Found, key: str) -> Found:
    """The order as if no money had gone back with this key."""
    if not key or not any(_ours(one, key) for one in counting.refunds(found.raw)):
        return found
    payments = [
        {**one, "refunds": [each for each in one["refunds"] if not _ours(each, key)]} for one in found.raw["payments"]
    ]
    return found_in(link, {**found.raw, "payments": payments}, found.unit.precision)
