"""Money adds up to the minor unit, whatever is done to an order, in whatever order, in currencies with 0, 2 and 3 decimals."""

import contextlib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shopkeeper.commerce.adapters.shelf import Shelf
from shopkeeper.commerce.contract import AWAY, assert_adds_up
from shopkeeper.commerce.errors import CannotDo, NoSuchLine, StoreRefused, TooMuch
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    ChangePayment,
    EditAddress,
    EditLines,
    Order,
    PayWay,
    Pieces,
    RefundOrder,
    ReturnLine,
    Swap,
    Target,
)
from shopkeeper.commerce.money import Money, total
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.errors import Failure

CURRENCIES = ("EUR", "JPY", "KWD")
NO: tuple[type[Failure], ...] = (CannotDo, TooMuch, StoreRefused, NoSuchLine)
ways = st.sampled_from(["original", "card", "gift", "store_credit"])
counts = st.integers(1, 3)
lines = st.integers(0, 2)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("refund"), lines, counts, ways),
        st.tuples(st.just("goodwill"), st.integers(1, 4_000), ways),
        st.tuples(st.just("shipping"), st.integers(1, 700), ways),
        st.tuples(st.just("cancel"), lines, counts, ways),
        st.tuples(st.just("call off"), ways),
        st.tuples(st.just("swap"), lines, counts, st.integers(0, 3), ways),
        st.tuples(st.just("count"), lines, st.integers(0, 5), ways),
        st.tuples(st.just("pay by"), ways),
        st.tuples(st.just("ship"), lines, counts),
        st.tuples(st.just("return"), lines, counts, ways),
        st.tuples(st.just("exchange"), lines, counts, st.integers(0, 3), ways),
        st.tuples(st.just("arrives")),
        st.tuples(st.just("move")),
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(currency=st.sampled_from(CURRENCIES), prices=st.lists(st.integers(1, 9_999), min_size=4, max_size=4), steps=steps,
       off=st.integers(0, 50))  # fmt: skip
def test_whatever_is_done_money_adds_up(currency: str, prices: list[int], steps: list[Any], off: int) -> None:
    shelf = Shelf("sums", currency=currency, clock=SettableClock(1))
    variants = [shelf.stock(f"Thing {at}", price=Money(price, currency), pieces=50) for at, price in enumerate(prices)]
    gift = PayWay(id="gift", kind="gift_card", label="Gift card", balance=Money(5_000, currency))
    card = PayWay(id="card", kind="card", label="Visa")
    ana = shelf.enrol("Ana", "ana@example.org", pay_ways=(card, gift), store_credit=Money(100, currency))
    discount = Money(min(off, sum(prices[:3])), currency)
    wanted = [(one.id, count) for one, count in zip(variants, (1, 2, 3), strict=False)]
    order = shelf.sell(ana.external_id, wanted, shipping="3", discount=discount)
    for step in steps:
        with contextlib.suppress(*NO):
            _step(shelf, order.external_id, [one.id for one in variants], step)
        now = shelf.orders[order.external_id]
        assert_adds_up(now)
        assert_books_balance(shelf, now)
        assert_stock_adds_up(shelf, now)


def assert_books_balance(shelf: Shelf, order: Order) -> None:
    """What the ways of paying lost, less what they got, is what the shop holds; and balances moved by just that."""
    assert -sum(shelf.books.values()) == (order.paid - order.refunded).minor
    moved = {"sale": -1, "refund": 1, "void": 1}
    by_way: dict[str, int] = {}
    for payment in order.payments:
        by_way[payment.way.id] = by_way.get(payment.way.id, 0) + moved[payment.kind] * payment.amount.minor
    assert {way: sum_ for way, sum_ in by_way.items() if sum_} == {way: n for way, n in shelf.books.items() if n}
    [ana] = shelf.customers.values()
    gift = next(way for way in ana.pay_ways if way.id == "gift")
    assert gift.balance == Money(5_000 + shelf.books["gift"], order.currency)
    assert ana.store_credit == Money(100 + shelf.books["store_credit"], order.currency)
    given = total([line.refunded_amount for line in order.lines if line.refunded_amount], order.currency)
    assert given <= order.refunded


def assert_stock_adds_up(shelf: Shelf, order: Order) -> None:
    """No piece is made of nothing."""
    on_order = sum(line.quantity - line.cancelled for line in order.lines)
    assert sum(one.stock or 0 for one in shelf.variants.values()) == 200 - on_order
    assert all((one.stock or 0) >= 0 for one in shelf.variants.values())


def _step(shelf: Shelf, id: str, variants: list[str], step: Any) -> None:
    order = shelf.orders[id]
    if step[0] == "ship":
        shelf.ship(id, pieces=_some(order, step))
    elif step[0] == "arrives":
        if order.returns:
            shelf.receive_return(id)
    else:
        action = _action(order, variants, step)
        before, preview = order, shelf.plan(Target(order=id, version=order.version), action)
        done = shelf.act(Target(order=id, version=order.version), action, f"{order.version}")
        assert done.order is not None
        if isinstance(action, RefundOrder | CancelOrder | EditLines):
            given = done.order.refunded - before.refunded
            assert given == (preview.to_customer or given - given), step


def _some(order: Order, step: Any) -> dict[str, int]:
    if not order.lines:
        return {}
    line = order.lines[step[1] % len(order.lines)]
    left = line.quantity - line.cancelled - line.fulfilled
    return {line.id: min(left, step[2])} if left > 0 else {}


def _action(order: Order, variants: list[str], step: Any) -> Action:
    kind, rest = step[0], step[1:]
    line = order.lines[rest[0] % len(order.lines)].id if rest and isinstance(rest[0], int) and order.lines else ""
    way = rest[-1] if rest else "original"
    makers: dict[str, Any] = {
        "refund": lambda: RefundOrder(pieces=(Pieces(line, rest[1]),), way=way),
        "goodwill": lambda: RefundOrder(amount=Money(rest[0], order.currency), way=way),
        "shipping": lambda: RefundOrder(shipping=Money(rest[0], order.currency), way=way),
        "cancel": lambda: CancelOrder(pieces=(Pieces(line, rest[1]),), way=way),
        "call off": lambda: CancelOrder(way=way),
        "swap": lambda: EditLines(swaps=(Swap(line_id=line, quantity=rest[1], variant_id=variants[rest[2]]),), way=way),
        "count": lambda: EditLines(quantities=(Pieces(line, rest[1]),), way=way),
        "pay by": lambda: ChangePayment(way=way),
        "return": lambda: AcceptReturn(lines=(ReturnLine(line_id=line, quantity=rest[1]),), way=way),
        "exchange": lambda: AcceptReturn(
            lines=(ReturnLine(line_id=line, quantity=rest[1], for_variant=variants[rest[2]]),), way=way
        ),
        "move": lambda: EditAddress(ship_to=AWAY),
    }
    action: Action = makers[kind]()
    return action
