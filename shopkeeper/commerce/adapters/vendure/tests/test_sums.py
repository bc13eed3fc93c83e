"""Money adds up to the minor unit, whatever is done to an order at the shop, and the shop never gives back more than was paid."""

import asyncio
import contextlib
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shopkeeper.commerce.adapters.vendure import store
from shopkeeper.commerce.adapters.vendure.tests.far import FarVendure, at, far_vendure
from shopkeeper.commerce.contract import assert_adds_up
from shopkeeper.commerce.errors import CannotDo, NoSuchLine, Stale, StoreRefused, StoreUnsure, TooMuch
from shopkeeper.commerce.model import Action, CancelOrder, EditLines, Order, Pieces, RefundOrder, Swap
from shopkeeper.commerce.money import Money, total

counts, lines = st.integers(1, 3), st.integers(0, 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("refund"), lines, counts, st.booleans()),
        st.tuples(st.just("goodwill"), st.integers(1, 3_000)),
        st.tuples(st.just("shipping"), st.integers(1, 600)),
        st.tuples(st.just("cancel"), lines, counts),
        st.tuples(st.just("call off")),
        st.tuples(st.just("swap"), lines, counts, st.integers(0, 3)),
        st.tuples(st.just("send"), lines, st.just(1)),
        st.tuples(st.just("settle")),
    ),
    max_size=7,
)
troubles = st.lists(st.sampled_from(["", "", "lost", "dropped"]), min_size=7, max_size=7)


@settings(max_examples=25, deadline=None)
@given(
    currency=st.sampled_from([("EUR", 2), ("JPY", 2), ("KWD", 3)]), steps=steps, troubles=troubles, off=st.integers(0, 700),
    settles=st.booleans(), ways=st.integers(1, 2),
)  # fmt: skip
@example(
    currency=("EUR", 2),
    steps=[("swap", 0, 1, 1), ("refund", 0, 1, True)],
    troubles=[""] * 7,
    off=1,
    settles=False,
    ways=1,
)
@example(currency=("JPY", 2), steps=[("call off",)], troubles=[""] * 7, off=166, settles=False, ways=2)
def test_whatever_is_done_money_adds_up(
    currency: tuple[str, int], steps: list[Any], troubles: list[str], off: int, settles: bool, ways: int
) -> None:
    asyncio.run(_walk(currency, steps, troubles, off, settles=settles, ways=ways))


async def _walk(
    currency: tuple[str, int], steps: list[Any], troubles: list[str], off: int, *, settles: bool, ways: int
) -> None:
    async with far_vendure(currency[0], precision=currency[1], settles=settles) as far:
        id = await far.order(off=off)
        raw = far.raw(id)
        if ways == 2:
            # Paid by two: a gift card first, then a card.
            whole = raw["payments"][0]["amount"]
            raw["payments"][0].update(amount=whole // 3, method="gift")
            far.pretend.pay(raw, whole - whole // 3)
        first = await far.now(id)
        for number, (step, trouble) in enumerate(zip(steps, troubles, strict=False)):
            await _step(far, id, step, trouble, f"step-{number}")
            order = await far.now(id)
            assert_adds_up(order)
            given = [one["total"] for one in _refunds(raw) if one["state"] != "Failed"]
            assert sum(given) <= sum(one["amount"] for one in raw["payments"])
            assert order.paid == first.paid
            assert order.lines or not order.total


async def _step(far: FarVendure, id: str, step: Any, trouble: str, key: str) -> None:
    order = await far.now(id)
    if step[0] == "send":
        line = order.lines[min(step[1], len(order.lines) - 1)] if order.lines else None
        if (
            line is not None
            and line.quantity > line.cancelled + line.fulfilled + line.returned
            and order.state == "open"
        ):
            far.pretend.send(far.raw(id), [(line.id, 1)])
        return
    if step[0] == "settle":
        far.pretend.settle_refunds(far.raw(id))
        return
    action = _action(far, order, step)
    if action is None:
        return
    with contextlib.suppress(CannotDo, TooMuch, StoreRefused, NoSuchLine):
        before = order.refunded
        preview = await store.preview(far.link, at(order), action, order)
        if trouble:
            await far.will(trouble)
        await _insist(far, order, action, key)
        after = await far.now(id)
        if preview.exact and preview.to_customer is not None:
            assert after.refunded - before == preview.to_customer
    far.pretend.door.troubles.clear()


async def _insist(far: FarVendure, order: Order, action: Action, key: str) -> None:
    """As the desk does: what nobody is sure of is looked up, and done again only where it was not done."""
    for _ in range(2):
        try:
            await far.do(order, action, key)
            break
        except StoreUnsure:
            if await store.performed(far.link, at(order), action, key) is not None:
                break
    again = await far.do(order, action, key)
    assert again.reference
    with contextlib.suppress(Stale):
        await far.do(order, action, f"{key}-of-a-colleague")
        raise AssertionError("Two agents did the same to the same order.")


def _action(far: FarVendure, order: Order, step: Any) -> Action | None:
    lines = [line for line in order.lines if line.quantity]
    if not lines:
        return None
    line = lines[min(step[1], len(lines) - 1)] if step[0] in ("refund", "cancel", "swap") else lines[0]
    match step[0]:
        case "refund":
            return RefundOrder(pieces=(Pieces(line.id, step[2]),), restock=step[3])
        case "goodwill":
            return RefundOrder(amount=Money(step[1], order.currency))
        case "shipping":
            return RefundOrder(shipping=Money(step[1], order.currency))
        case "cancel":
            return CancelOrder(pieces=(Pieces(line.id, step[2]),))
        case "call off":
            return CancelOrder()
    variants = [*far.shirt["variants"], *far.mug["variants"]]
    return EditLines(swaps=(Swap(line_id=line.id, quantity=step[2], variant_id=variants[step[3]]["id"]),))


def _refunds(raw: Any) -> list[Any]:
    return [one for payment in raw["payments"] for one in payment["refunds"]]


async def test_refunds_piece_by_piece_make_the_whole() -> None:
    for currency, precision in (("EUR", 2), ("JPY", 2), ("KWD", 3)):
        async with far_vendure(currency, precision=precision) as far:
            id = await far.order(off=500)
            whole = (await far.now(id)).total
            for number, line in enumerate((0, 0, 1)):
                order = await far.now(id)
                await far.do(order, RefundOrder(pieces=(Pieces(order.lines[line].id, 1),)), f"piece-{number}")
            order = await far.now(id)
            await far.do(order, RefundOrder(shipping=order.shipping), "shipping")
            order = await far.now(id)
            assert order.refunded == whole == total([one.amount for one in order.refunds], currency)
            assert (order.payment_state, [line.refunded for line in order.lines]) == ("refunded", [2, 1])
            assert [line.refunded_amount for line in order.lines] == [line.total for line in order.lines]
