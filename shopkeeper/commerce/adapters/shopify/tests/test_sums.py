"""Money adds up and nothing is done twice, whatever is done in whatever order while answers get lost."""

import asyncio
import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from shopkeeper.commerce.adapters.shopify import Shopify
from shopkeeper.commerce.adapters.shopify.tests.test_contract import FarShopify, far_shopify
from shopkeeper.commerce.adapters.shopify.tests.test_reading import read, target
from shopkeeper.commerce.errors import CannotDo, NoSuchLine, StoreRefused, StoreUnsure, TooMuch
from shopkeeper.commerce.model import Action, CancelOrder, Done, EditLines, Order, Pieces, RefundOrder, Swap
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.testing.shopify.shop import Node

STORE = Shopify()
MONEYS = [
    ("EUR", None, "1", True),
    ("USD", None, "1", False),
    ("CAD", "JPY", "110.5", True),
    ("EUR", "KWD", "0.33", False),
]

steps = st.lists(
    st.tuples(
        st.sampled_from(["refund", "goodwill", "cut", "cheaper", "dearer", "fewer"]),
        st.integers(0, 1),
        st.integers(1, 2),
        st.sampled_from(["", "", "lost", "dropped"]),
    ),
    max_size=6,
)


def wish(far: FarShopify, order: Order, kind: str, at: int, count: int) -> Action:
    line = order.lines[at]
    variant = {"cheaper": far.mug, "dearer": far.large}.get(kind)
    if kind == "refund":
        return RefundOrder(pieces=(Pieces(line.id, count),))
    if kind == "goodwill":
        return RefundOrder(amount=Money(7 * count, order.currency))
    if kind == "cut":
        return CancelOrder(pieces=(Pieces(line.id, count),))
    if variant is None:
        return EditLines(quantities=(Pieces(line.id, max(0, line.quantity - count)),))
    return EditLines(swaps=(Swap(line_id=line.id, quantity=count, variant_id=variant["legacyResourceId"]),))


async def insisted(far: FarShopify, before: Order, action: Action, key: str) -> Done:
    """As the desk does it: what is unsure is looked up, and only what surely was not done whole is done again."""
    for _ in range(4):
        try:
            return await STORE.perform(far.link, target(before), action, key)
        except StoreUnsure:
            done = await STORE.performed(far.link, target(before), action, key)
            if done is not None:
                return done
    raise AssertionError("It never came to an end.")


def whole(order: Node) -> int:
    return sum(1 for one in order["refunds"] if one["transactions"])


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(MONEYS), steps)
def test_any_sequence_adds_up_and_each_key_moves_money_once(
    money: tuple[str, str | None, str, bool], wanted: list[tuple[str, int, int, str]]
) -> None:
    async def lived() -> None:
        currency, presentment, rate, included = money
        async with far_shopify(currency=currency, presentment=presentment, rate=rate, taxes_included=included) as far:
            order = far.shop.sell(far.ana, [(far.shirt, 3), (far.large, 2)])
            for number, (kind, at, count, trouble) in enumerate(wanted):
                before, key = await read(far, order), f"01KEY{number}"
                action = wish(far, before, kind, at, count)
                far.shop.troubles.clear()
                if trouble:
                    await far.will(trouble)
                with contextlib.suppress(CannotDo, TooMuch, NoSuchLine, StoreRefused):
                    await insisted(far, before, action, key)
                after = await read(far, order)
                assert len([one for one in order["refunds"] if f"(ref {key})" in (one["note"] or "")]) <= 1
                assert after.refunded <= after.paid
                assert whole(order) == len(after.refunds)
                far.shop.troubles.clear()
                done = await STORE.performed(far.link, target(before), action, key)
                assert await read(far, order) == after, "Looking up changes nothing."
                assert done is None or done.order is not None

    asyncio.run(lived())
