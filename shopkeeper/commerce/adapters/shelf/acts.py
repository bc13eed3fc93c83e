"""Every action of the shop in memory, each a plan."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce import counting, wording
from shopkeeper.commerce.adapters.shelf import plans, sums
from shopkeeper.commerce.adapters.shelf.plans import Plan, View
from shopkeeper.commerce.errors import CannotDo, NoSuchLine, TooMuch
from shopkeeper.commerce.model import (
    AcceptReturn,
    CancelOrder,
    ChangePayment,
    DuplicateOrder,
    EditAddress,
    EditLines,
    EditOrderNotes,
    Item,
    Line,
    Order,
    OrderState,
    Payment,
    RefundOrder,
    ReplaceLines,
    Return,
    ReturnLine,
    ReturnState,
    Swap,
    Wanted,
)
from shopkeeper.commerce.money import Money, total, zero


def cancel(view: View, order: Order, action: CancelOrder) -> Plan:
    _not_cancelled(order)
    left = {line.id: counting.left_to_send(line) for line in order.lines if counting.left_to_send(line)}
    wanted = counting.together(action.pieces) or left
    if not action.pieces and any(line.fulfilled for line in order.lines):
        raise CannotDo(
            "Part of it is sent already. Cancel what is left, line by line, or take the rest back as a return."
        )
    for line_id, count in wanted.items():
        if count > counting.left_to_send(counting.line_of(order, line_id)):
            raise TooMuch(f"Of “{counting.line_of(order, line_id).title}” fewer are left to send.")
    whole = wanted == left and not any(line.fulfilled for line in order.lines)
    lines = tuple(replace(line, cancelled=line.cancelled + wanted.get(line.id, 0)) for line in order.lines)
    after = replace(order, lines=lines)
    if whole:
        after = replace(after, cancelled_at=view.now, cancel_reason=action.reason)
    stock = _stocked(order, wanted) if action.restock else {}
    items = _pieces_shown(order, wanted)
    amount, pieces = _to_give_back(order, wanted, whole=whole) if action.refund else (zero(order.currency), {})
    if not amount:
        bare = tuple(replace(one, amount=None) for one in items)
        return Plan(items=bare, order=sums.settled(after), stock=stock)
    after, moves = plans.refunded(view, after, amount, action.way, pieces=pieces, reason=action.reason)
    return _giving(items, after, moves, amount, action.way, stock)


def refund(view: View, order: Order, action: RefundOrder) -> Plan:
    wanted = counting.together(action.pieces)
    nothing = zero(order.currency)
    parts = [wording.item("shipping", amount=-action.shipping)] if action.shipping else []
    parts += [wording.item("goodwill", amount=-action.amount)] if action.amount else []
    if any(one.amount is not None and one.amount > nothing for one in parts):
        raise TooMuch("An amount to give back is more than nothing.")
    if action.shipping and action.shipping > order.shipping - order.shipping_refunded:
        raise TooMuch(f"{order.shipping - order.shipping_refunded} of the shipping is left to give back.")
    worth = [(line_id, counting.worth(counting.line_of(order, line_id), count)) for line_id, count in wanted.items()]
    items = [
        Item(words=counting.line_of(order, line_id).title, quantity=wanted[line_id], amount=-money)
        for line_id, money in worth
    ] + parts
    amount = -total([one.amount for one in items if one.amount is not None], order.currency)
    if amount <= nothing:
        raise TooMuch("Say what to give back: pieces, shipping or an amount.")
    after, moves = plans.refunded(
        view, order, amount, action.way, pieces=wanted, shipping=action.shipping, reason=action.reason
    )
    stock = _stocked(order, wanted) if action.restock else {}
    return _giving(tuple(items), after, moves, amount, action.way, stock)


def replace_lines(view: View, order: Order, action: ReplaceLines) -> Plan:
    counting.sent_again(order, action)
    free = zero(order.currency)
    wanted = tuple(Wanted(variant_id=one.variant_id, quantity=one.quantity, price=free) for one in action.pieces)
    made = _made(view, order, wanted, action.ship_to, note=f"Replacement for {order.number}")
    items = tuple(Item(words=line.title, quantity=line.quantity, amount=free) for line in made.lines)
    return Plan(items=items, order=plans.marked(order, "replaced"), made=made, stock=plans.taken(made.lines))


def duplicate(view: View, order: Order, action: DuplicateOrder) -> Plan:
    wanted = tuple(
        Wanted(variant_id=str(line.variant_id), quantity=line.quantity) for line in order.lines if line.variant_id
    )
    made = _made(view, order, wanted, action.ship_to, note=action.note, shipping=order.shipping)
    return asked(made)


def edit_lines(view: View, order: Order, action: EditLines) -> Plan:
    _open_for_edits(order)
    lines, items, stock = _swapped(view, order, action)
    after = plans.marked(sums.with_lines(order, lines), "items_edited")
    owed = after.total - order.total
    to, due = plans.difference(order, owed)
    if to is not None:
        after, moves = plans.refunded(
            view, after, min(to, counting.refundable(after), key=lambda m: m.minor), action.way, reason=action.reason
        )
        given = total([move.amount for move in moves], order.currency)
        shown = (*items, wording.item("not_paid", amount=to - given)) if to != given else items
        return Plan(items=shown, order=after, moves=moves, to_customer=given, way=action.way or "original", stock=stock)
    if due is None or action.way is None or action.way == "original":
        pay = plans.pay_url(order.external_id) if due else None
        return Plan(items=items, order=after, from_customer=due, stock=stock, pay_url=pay)
    move = plans.charge(view, order, due, action.way)
    after = plans.paid(view, after, move)
    return Plan(items=items, order=after, moves=(move,), from_customer=due, way=action.way, stock=stock)


def edit_address(view: View, order: Order, action: EditAddress) -> Plan:
    _open_for_edits(order)
    place = action.ship_to
    words = ", ".join(filter(None, (place.name, place.line1, place.line2, place.postcode, place.city, place.country)))
    return Plan(items=(wording.item("send_to", place=words),), order=replace(order, ship_to=place))


def change_payment(view: View, order: Order, action: ChangePayment) -> Plan:
    _open_for_edits(order)
    sales = [payment for payment in order.payments if payment.kind == "sale"]
    held = order.paid - order.refunded
    if not sales or not held:
        raise CannotDo("Nothing is paid yet that could be paid another way.")
    before = sales[-1].way
    if before.id == action.way:
        raise CannotDo("It is paid this way already. Choose another.")
    move = plans.charge(view, order, held, action.way)
    payments = (
        Payment(id=view.id("p"), kind="sale", amount=held, way=plans.bare(move.way), at=view.now),
        Payment(id=view.id("p", 1), kind="void", amount=held, way=plans.bare(before), at=view.now),
    )
    items = (
        wording.item("paid_by", way=move.way.label, amount=held),
        wording.item("back_to", way=before.label, amount=-held),
    )
    after = replace(order, payments=(*order.payments, *payments))
    old = plans.Move(plans.ways_of(view, order)[before.id], held)
    return Plan(items=items, order=after, moves=(move, old), way=action.way)


def accept_return(view: View, order: Order, action: AcceptReturn) -> Plan:
    counting.coming_back(order, action)
    items = tuple(_return_item(view, order, one) for one in action.lines)
    swapped = any(one.for_variant for one in action.lines)
    balance = total([one.amount for one in items if one.amount], order.currency)
    to, due = plans.difference(order, balance)
    _can_settle(view, order, due, action.way)
    made = Return(
        id=view.id("t"), state=ReturnState.approved, lines=action.lines, at=view.now, refund_way=action.way,
        label_url=f"https://shelf.example/labels/{view.number}" if action.label else None,
        difference=balance if swapped else None, key=view.key or None,
    )  # fmt: skip
    after = plans.marked(plans.with_return(order, made), "exchange_requested" if swapped else "return_requested")
    return Plan(
        items=items, order=after, to_customer=to, from_customer=due, way=action.way, label_url=made.label_url,
        warnings=(wording.warning("money_on_arrival"),),
    )  # fmt: skip


def notes(view: View, order: Order, action: EditOrderNotes) -> Plan:
    note = order.note if action.note is None else action.note
    after = replace(order, note=note, tags=counting.tags_after(order.tags, action))
    return Plan(items=counting.changed_items(action), order=after)


def asked(made: Order) -> Plan:
    """A new order that the customer pays by the shop's link."""
    items = [Item(words=line.title, quantity=line.quantity, amount=line.total) for line in made.lines]
    items += [wording.item("shipping", amount=made.shipping)] if made.shipping else []
    due = made.total or None
    pay = plans.pay_url(made.external_id) if due else None
    return Plan(items=tuple(items), made=made, from_customer=due, stock=plans.taken(made.lines), pay_url=pay)


PLANS: dict[type[Any], plans.Planner] = {
    CancelOrder: cancel,
    RefundOrder: refund,
    ReplaceLines: replace_lines,
    DuplicateOrder: duplicate,
    EditLines: edit_lines,
    EditAddress: edit_address,
    ChangePayment: change_payment,
    AcceptReturn: accept_return,
    EditOrderNotes: notes,
}


def _not_cancelled(order: Order) -> None:
    if order.state is OrderState.cancelled:
        raise CannotDo("This order is cancelled already.")


def _open_for_edits(order: Order) -> None:
    _not_cancelled(order)
    if any(line.fulfilled for line in order.lines):
        raise CannotDo("It is on its way already. Take it back as a return, or send something else.")


def _giving(
    items: tuple[Item, ...], after: Order, moves: tuple[plans.Move, ...], amount: Money, way: str | None, stock: dict[str, int]
) -> Plan:  # fmt: skip
    shown = total([one.amount for one in items if one.amount is not None], after.currency)
    rest = -amount - shown
    items = (*items, wording.item("rounding", amount=rest)) if rest else items
    return Plan(items=items, order=after, moves=moves, to_customer=amount, way=way or "original", stock=stock)


def _to_give_back(order: Order, wanted: dict[str, int], *, whole: bool) -> tuple[Money, dict[str, int]]:
    """What cancelling these pieces gives back: everything left for a whole order, else what the pieces cost."""
    left = counting.refundable(order)
    pieces = {
        line_id: min(count, counting.line_of(order, line_id).quantity - counting.line_of(order, line_id).refunded)
        for line_id, count in wanted.items()
    }
    pieces = {line_id: count for line_id, count in pieces.items() if count}
    if whole:
        return left, pieces
    worth = [counting.worth(counting.line_of(order, line_id), count) for line_id, count in pieces.items()]
    return min(left, total(worth, order.currency), key=lambda money: money.minor), pieces


def _pieces_shown(order: Order, wanted: dict[str, int]) -> tuple[Item, ...]:
    shown = []
    for line_id, count in wanted.items():
        line = counting.line_of(order, line_id)
        unpaid = min(count, line.quantity - line.refunded)
        worth = counting.worth(line, unpaid) if unpaid and counting.refundable(order) else None
        shown.append(wording.item("cancel", title=line.title, quantity=count, amount=-worth if worth else None))
    return tuple(shown)


def _stocked(order: Order, wanted: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line_id, count in wanted.items():
        variant = counting.line_of(order, line_id).variant_id
        if variant:
            found[variant] = found.get(variant, 0) + count
    return found


def _made(
    view: View, order: Order, wanted: tuple[Wanted, ...], ship_to: Any, *, note: str, shipping: Money | None = None
) -> Order:
    place = ship_to or order.ship_to
    return plans.fresh_order(
        view, wanted, ship_to=place, email=order.email, name=order.name, note=note, shipping=shipping
    )


def _swapped(view: View, order: Order, action: EditLines) -> tuple[list[Line], tuple[Item, ...], dict[str, int]]:
    lines, items, stock = list(order.lines), [], dict[str, int]()
    for swap in action.swaps:
        lines, shown, moved = _one_swapped(view, lines, swap)
        items += shown
        _count(stock, moved)
    for line_id, quantity in ((one.line_id, one.quantity) for one in action.quantities):
        lines, item, moved = _counted(view, lines, line_id, quantity)
        items.append(item)
        _count(stock, moved)
    for at, wanted in enumerate(action.added):
        variant = counting.variant_of(view.variants, wanted.variant_id, wanted.quantity)
        line = plans.sold(variant, f"{order.external_id}.n{view.number}.{at}", wanted.quantity, wanted.price)
        lines.append(line)
        items.append(Item(words=line.title, quantity=line.quantity, amount=line.total))
        _count(stock, {variant.id: -wanted.quantity})
    if not items:
        raise TooMuch("Say what to change.")
    return lines, tuple(items), stock


def _one_swapped(view: View, lines: list[Line], swap: Swap) -> tuple[list[Line], list[Item], dict[str, int]]:
    at, line = _found(lines, swap.line_id)
    most = min(counting.left_to_send(line), line.quantity - line.refunded)
    if not 1 <= swap.quantity <= most:
        raise TooMuch(f"Of “{line.title}” {most} can be changed.")
    variant = counting.variant_of(view.variants, swap.variant_id, swap.quantity)
    gone = counting.worth(line, swap.quantity, line.quantity - swap.quantity)
    fresh = plans.sold(variant, line.id, swap.quantity)
    if swap.quantity < line.quantity:
        fresh = replace(fresh, id=f"{line.id}.{variant.id}.{view.number}")
        lines[at : at + 1] = [_fewer(line, line.quantity - swap.quantity), fresh]
    else:
        lines[at] = fresh
    items = [
        counting.instead_of(line, swap.quantity, gone),
        Item(words=f"{fresh.title} {fresh.variant}".strip(), quantity=swap.quantity, amount=fresh.total),
    ]
    back = {line.variant_id: swap.quantity} if line.variant_id else {}
    _count(back, {variant.id: -swap.quantity})
    return lines, items, back


def _counted(view: View, lines: list[Line], line_id: str, quantity: int) -> tuple[list[Line], Item, dict[str, int]]:
    at, line = _found(lines, line_id)
    least = line.quantity - counting.left_to_send(line)
    if quantity < max(least, line.refunded):
        raise TooMuch(f"“{line.title}” cannot be fewer than {max(least, line.refunded)}.")
    if quantity > line.quantity:
        counting.variant_of(view.variants, str(line.variant_id), quantity - line.quantity)
    after = _fewer(line, quantity) if quantity < line.quantity else _more(line, quantity)
    lines[at : at + 1] = [after] if quantity else []
    item = wording.item(
        "count", title=line.title, after=quantity, before=line.quantity, amount=after.total - line.total
    )
    return lines, item, {line.variant_id: line.quantity - quantity} if line.variant_id else {}


def _fewer(line: Line, quantity: int) -> Line:
    kept = total(line.total.split([1] * line.quantity)[:quantity], line.total.currency)
    off = line.unit_price * quantity - kept
    return replace(line, quantity=quantity, total=kept, discount=off if off or line.discount else None)


def _more(line: Line, quantity: int) -> Line:
    return replace(line, quantity=quantity, total=line.total + line.unit_price * (quantity - line.quantity))


def _found(lines: list[Line], line_id: str) -> tuple[int, Line]:
    for at, line in enumerate(lines):
        if line.id == line_id:
            return at, line
    raise NoSuchLine


def _count(into: dict[str, int], more: dict[str, int]) -> None:
    for variant, pieces in more.items():
        into[variant] = into.get(variant, 0) + pieces


def _return_item(view: View, order: Order, one: ReturnLine) -> Item:
    """What comes back, and what it is worth against what it is exchanged for."""
    line = counting.line_of(order, one.line_id)
    worth = (
        counting.worth(line, one.quantity) if line.refunded + one.quantity <= line.quantity else zero(order.currency)
    )
    if one.for_variant is None:
        return wording.item("comes_back", title=line.title, quantity=one.quantity, amount=-worth)
    fresh = counting.variant_of(view.variants, one.for_variant, one.quantity)
    given, other = f"{line.title} {line.variant}".strip(), f"{fresh.title} {' / '.join(fresh.options.values())}".strip()
    cost = fresh.price * one.quantity - worth
    return wording.item("exchanged", title=given, other=other, quantity=one.quantity, amount=cost)


def _can_settle(view: View, order: Order, due: Money | None, way: str) -> None:
    if way == "original":
        return
    if due is None:
        plans.way_of(view, order, way)
    else:
        plans.charge(view, order, due, way)
