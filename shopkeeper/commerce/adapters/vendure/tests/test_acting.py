"""What an agent does to an order in Vendure, and what is left of it where something breaks off."""

import pytest
from msgspec.structs import replace

from shopkeeper.commerce.adapters.vendure import store
from shopkeeper.commerce.adapters.vendure.tests.far import at, far_vendure
from shopkeeper.commerce.contract import AWAY, assert_adds_up
from shopkeeper.commerce.errors import CannotDo, Stale, StoreNeedsOwner, StoreRefused, StoreUnsure, TooMuch
from shopkeeper.commerce.model import (
    CancelOrder,
    ChangePayment,
    CreateDiscount,
    CreateOrder,
    DuplicateOrder,
    EditAddress,
    EditCustomer,
    EditLines,
    EditOrderNotes,
    OrderState,
    PaymentState,
    Pieces,
    Place,
    RefundOrder,
    ReplaceLines,
    Swap,
    Target,
    Wanted,
)
from shopkeeper.commerce.money import Money
from shopkeeper.kit.errors import Invalid, NotFound


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


# --- money back ---


async def test_a_refund_waits_for_the_payment_provider_and_is_told_when_it_is_through() -> None:
    async with far_vendure(settles=False) as far:
        order = await far.now(await far.order())
        done = await far.do(order, RefundOrder(amount=euros(500), reason="scratched"), "one")
        assert done.pending
        assert "payment provider" in done.words
        after = await far.now(order.external_id)
        assert [(one.state, one.reason, one.key) for one in after.refunds] == [("pending", "scratched", "one")]
        assert after.payment_state is PaymentState.part_refunded
        far.pretend.settle_refunds(far.raw(order.external_id))
        settled = await far.now(order.external_id)
        assert [one.state for one in settled.refunds] == ["ok"]
        assert settled.version != after.version
        assert settled.updated_at > after.updated_at


async def test_a_refund_that_failed_gave_nothing_and_may_be_tried_again() -> None:
    async with far_vendure(settles=False) as far:
        order = await far.now(await far.order())
        await far.do(order, RefundOrder(amount=euros(500)), "one")
        far.pretend.settle_refunds(far.raw(order.external_id), "Failed")
        failed = await far.now(order.external_id)
        assert (failed.refunded, failed.payment_state) == (euros(0), PaymentState.paid)
        assert_adds_up(failed)
        await far.do(failed, RefundOrder(amount=euros(500)), "two")
        assert (await far.now(order.external_id)).refunded == euros(500)


async def test_what_two_payments_paid_goes_back_by_both() -> None:
    async with far_vendure() as far:
        id = await far.order()
        raw = far.raw(id)
        raw["payments"][0].update(amount=2_000, method="gift-card")
        far.pretend.pay(raw, 5_315)
        order = await far.now(id)
        await far.do(order, RefundOrder(amount=euros(3_000)), "one")
        assert [[one["total"] for one in payment["refunds"]] for payment in raw["payments"]] == [[2_000], [1_000]]
        after = await far.now(id)
        await far.do(after, RefundOrder(amount=euros(500), way="card"), "two")
        with pytest.raises(TooMuch):
            await far.do(await far.now(id), RefundOrder(amount=euros(500), way="gift-card"), "three")
        with pytest.raises(CannotDo):
            await far.do(await far.now(id), RefundOrder(amount=euros(500), way="store_credit"), "four")


async def test_half_a_refund_is_finished_and_not_done_twice() -> None:
    async with far_vendure() as far:
        id = await far.order()
        raw = far.raw(id)
        raw["payments"][0].update(amount=2_000, method="gift-card")
        far.pretend.pay(raw, 5_315)
        order = await far.now(id)
        action = RefundOrder(amount=euros(3_000))
        await far.do(order, action, "one")
        # As after a crash of the shop between the two.
        raw["payments"][1]["refunds"].clear()
        assert await store.performed(far.link, at(order), action, "one") is None
        await far.do(order, action, "one")
        assert [[one["total"] for one in payment["refunds"]] for payment in raw["payments"]] == [[2_000], [1_000]]
        assert await store.performed(far.link, at(order), action, "one") is not None


async def test_more_than_is_left_is_never_given() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        for action in (
            RefundOrder(amount=order.total + euros(1)),
            RefundOrder(pieces=(Pieces(order.lines[0].id, 3),)),
            RefundOrder(pieces=(Pieces(order.lines[0].id, 0),)),
            RefundOrder(shipping=order.shipping + euros(1)),
            RefundOrder(amount=euros(-5)),
            RefundOrder(),
        ):
            with pytest.raises(TooMuch):
                await far.do(order, action, "much")
        assert far.raw(order.external_id)["payments"][0]["refunds"] == []


async def test_what_came_back_goes_in_stock_and_counts_as_returned() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order("delivered"))
        action = RefundOrder(pieces=(Pieces(order.lines[0].id, 1),), restock=True, reason="too small")
        await far.do(order, action, "one")
        after = await far.now(order.external_id)
        assert (after.lines[0].returned, after.lines[0].cancelled, after.lines[0].refunded) == (1, 0, 1)
        assert (after.total, after.refunded) == (order.total, euros(2_990))
        assert far.raw(order.external_id)["lines"][0]["quantity"] == 1
        assert_adds_up(after)


# --- calling off ---


async def test_pieces_are_called_off_and_paid_back() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        action = CancelOrder(pieces=(Pieces(order.lines[0].id, 1),), reason="changed her mind")
        preview = await store.preview(far.link, at(order), action, order)
        await far.do(order, action, "one")
        after = await far.now(order.external_id)
        assert (after.lines[0].quantity, after.lines[0].cancelled, after.lines[0].refunded) == (2, 1, 1)
        assert (preview.to_customer, after.refunded, after.total) == (euros(2_990), euros(2_990), order.total)
        assert after.state is OrderState.open
        await far.do(after, CancelOrder(), "rest")
        gone = await far.now(order.external_id)
        assert (gone.state, gone.refunded, gone.total) == (OrderState.cancelled, order.total, order.total)
        assert gone.cancelled_at is not None


async def test_half_a_cancellation_is_finished_and_no_more_than_that() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        raw = far.raw(order.external_id)
        action = CancelOrder(pieces=(Pieces(order.lines[0].id, 1), Pieces(order.lines[1].id, 1)))
        await far.do(order, action, "one")
        # As after a crash of the shop before the money.
        raw["payments"][0]["refunds"].clear()
        assert await store.performed(far.link, at(order), action, "one") is None
        done = await far.do(order, action, "one")
        assert done.order is not None
        assert done.order.refunded == euros(2_990 + 845)
        assert [line.cancelled for line in done.order.lines] == [1, 1]


async def test_a_discounted_order_called_off_whole_still_says_what_it_cost() -> None:
    """Vendure forgets a line's discount when no piece is left."""
    async with far_vendure() as far:
        order = await far.now(await far.order(off=777))
        assert order.total == euros(7_315 - 777)
        await far.do(order, CancelOrder(reason="too late"), "one")
        after = await far.now(order.external_id)
        assert (after.total, after.refunded, after.cancel_reason) == (order.total, order.total, "too late")
        assert_adds_up(after)


async def test_an_authorized_order_is_called_off_and_its_payment_voided() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order(way="invoice", state="paid"))
        raw = far.raw(order.external_id)
        raw["payments"][0]["state"], raw["state"] = "Authorized", "PaymentAuthorized"
        order = await far.now(order.external_id)
        assert order.payment_state is PaymentState.authorized
        with pytest.raises(TooMuch):
            await far.do(order, RefundOrder(amount=euros(500)), "back")
        await far.do(order, CancelOrder(), "off")
        after = await far.now(order.external_id)
        assert (after.state, after.payment_state) == (OrderState.cancelled, PaymentState.voided)
        assert raw["payments"][0]["state"] == "Cancelled"


async def test_what_is_sent_is_not_called_off() -> None:
    async with far_vendure() as far:
        id = await far.order()
        far.pretend.send(far.raw(id), [(far.raw(id)["lines"][0]["id"], 1)], "Pending")
        order = await far.now(id)
        with pytest.raises(CannotDo):
            await far.do(order, CancelOrder(), "whole")
        with pytest.raises(TooMuch):
            await far.do(order, CancelOrder(pieces=(Pieces(order.lines[0].id, 2),)), "both")
        with pytest.raises(CannotDo, match="back in stock"):
            await far.do(order, CancelOrder(pieces=(Pieces(order.lines[0].id, 1),), restock=False), "lost")
        await far.do(order, CancelOrder(pieces=(Pieces(order.lines[0].id, 1),)), "one")
        after = await far.now(id)
        assert [line.cancelled for line in after.lines] == [1, 0]


async def test_an_order_called_off_stays_so() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        await far.do(order, CancelOrder(), "one")
        gone = await far.now(order.external_id)
        for action in (CancelOrder(), EditAddress(ship_to=AWAY)):
            with pytest.raises(CannotDo, match="cancelled already"):
                await far.do(gone, action, "two")


# --- changing what is in it ---


async def test_a_cheaper_thing_gives_the_difference_back_in_the_same_act() -> None:
    async with far_vendure(settles=False) as far:
        small = far.shirt["variants"][2]
        small["priceWithTax"] = 2_490
        order = await far.now(await far.order())
        action = EditLines(
            swaps=(Swap(line_id=order.lines[0].id, quantity=1, variant_id=small["id"]),), reason="wrong size"
        )
        preview = await store.preview(far.link, at(order), action, order)
        assert (preview.to_customer, preview.from_customer) == (euros(500), None)
        assert [one.words for one in preview.items] == ["Instead of Shirt M", "Shirt XL"]
        done = await far.do(order, action, "swap")
        after = await far.now(order.external_id)
        assert done.pending
        assert (after.total, after.refunded) == (order.total - euros(500), euros(500))
        assert [(line.variant, line.quantity, line.cancelled) for line in after.lines] == [
            ("M", 1, 0),
            ("", 1, 0),
            ("XL", 1, 0),
        ]
        assert far.raw(order.external_id)["state"] == "PaymentSettled"
        assert after.marks == ("items_edited",)
        assert_adds_up(after)


async def test_a_dearer_thing_waits_for_the_rest_of_the_money() -> None:
    async with far_vendure() as far:
        large = far.shirt["variants"][1]
        large["priceWithTax"] = 3_490
        order = await far.now(await far.order())
        action = EditLines(swaps=(Swap(line_id=order.lines[0].id, quantity=2, variant_id=large["id"]),))
        preview = await store.preview(far.link, at(order), action, order)
        assert preview.from_customer == euros(1_000)
        done = await far.do(order, action, "swap")
        assert done.pay_url == f"https://shop.example/pay/{order.number}"
        after = await far.now(order.external_id)
        assert (after.payment_state, after.total - after.paid) == (PaymentState.part_paid, euros(1_000))
        assert far.raw(order.external_id)["state"] == "ArrangingAdditionalPayment"
        with pytest.raises(CannotDo, match="waits for the money"):
            await far.do(after, EditAddress(ship_to=AWAY), "then")


async def test_todays_price_of_what_stays_is_shown_too() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        far.shirt["variants"][0]["priceWithTax"] = 3_190
        action = EditLines(
            swaps=(Swap(line_id=order.lines[0].id, quantity=1, variant_id=far.shirt["variants"][1]["id"]),)
        )
        preview = await store.preview(far.link, at(order), action, order)
        assert [one.amount for one in preview.items] == [euros(-2_990), euros(2_990), euros(200)]
        await far.do(order, action, "swap")
        assert (await far.now(order.external_id)).total - order.total == preview.from_customer


async def test_what_the_order_holds_already_is_counted_up_on_its_line() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        mug = str(order.lines[1].variant_id)
        action = EditLines(added=(Wanted(variant_id=mug, quantity=2),), quantities=(Pieces(order.lines[0].id, 0),))
        preview = await store.preview(far.link, at(order), action, order)
        assert preview.to_customer == euros(5_980 - 1_690)
        await far.do(order, action, "edit")
        after = await far.now(order.external_id)
        assert [(line.id, line.quantity) for line in after.lines] == [(order.lines[1].id, 3)]
        assert after.refunded == preview.to_customer
        assert_adds_up(after)


async def test_pieces_called_off_and_pieces_edited_away_are_told_apart() -> None:
    async with far_vendure() as far:
        id = await far.order()
        order = await far.now(id)
        await far.do(order, EditLines(quantities=(Pieces(order.lines[0].id, 1),)), "edit")
        order = await far.now(id)
        assert (order.lines[0].quantity, order.lines[0].cancelled) == (1, 0)
        await far.do(order, CancelOrder(pieces=(Pieces(order.lines[0].id, 1),)), "off")
        order = await far.now(id)
        assert (order.lines[0].quantity, order.lines[0].cancelled) == (1, 1)
        assert_adds_up(order)


async def test_what_cannot_be_changed_says_what_can_be_done() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order("sent"))
        swap = EditLines(swaps=(Swap(line_id=order.lines[0].id, quantity=1, variant_id=await far.variant(order)),))
        for action in (swap, EditAddress(ship_to=AWAY)):
            with pytest.raises(CannotDo, match="on its way"):
                await far.do(order, action, "late")
        far.shirt["variants"][1]["stockLevels"][0]["stockOnHand"] = 0
        fresh = await far.now(await far.order())
        none = EditLines(swaps=(Swap(line_id=fresh.lines[0].id, quantity=1, variant_id=await far.variant(fresh)),))
        with pytest.raises(CannotDo, match="not in stock"):
            await store.preview(far.link, at(fresh), none, fresh)
        with pytest.raises(StoreRefused, match="insufficient stock"):
            await far.do(fresh, none, "none")
        assert (await far.now(fresh.external_id)).version == fresh.version
        with pytest.raises(CannotDo, match="cannot do this"):
            await far.do(fresh, ChangePayment(way="card"), "way")


async def test_an_order_with_money_back_already_is_not_taken_into_editing() -> None:
    """Vendure would not let it out again: its total is not covered any more."""
    async with far_vendure() as far:
        order = await far.now(await far.order())
        await far.do(order, RefundOrder(amount=euros(500)), "goodwill")
        order = await far.now(order.external_id)
        with pytest.raises(CannotDo, match="Make a new order"):
            await far.do(order, EditAddress(ship_to=AWAY), "away")
        assert far.raw(order.external_id)["state"] == "PaymentSettled"


async def test_an_order_left_in_its_editing_is_taken_out_of_it() -> None:
    """As after a crash of the shop itself between two of our mutations."""
    async with far_vendure() as far:
        order = await far.now(await far.order())
        raw = far.raw(order.external_id)
        raw["state"] = "Modifying"
        far.pretend.log(raw, "ORDER_STATE_TRANSITION", {"from": "PaymentSettled", "to": "Modifying"})
        action = EditAddress(ship_to=AWAY)
        assert await store.performed(far.link, at(order), action, "away") is None
        assert raw["state"] == "PaymentSettled"
        done = await far.do(order, action, "away")
        assert done.order is not None
        assert done.order.ship_to == AWAY


async def test_an_order_that_breaks_the_shop_is_not_left_in_its_editing() -> None:
    """Where `modifyOrder` throws, GraphQL does not come to the mutation that moves the order back."""
    async with far_vendure() as far:
        order = await far.now(await far.order())
        swap = Swap(line_id=order.lines[0].id, quantity=1, variant_id="4711")
        with pytest.raises(NotFound):
            await far.do(order, EditLines(swaps=(swap,)), "swap")
        assert far.raw(order.external_id)["state"] == "PaymentSettled"


async def test_an_order_somebody_else_edits_is_left_alone() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        raw = far.raw(order.external_id)
        raw["state"] = "Modifying"
        far.pretend.log(raw, "ORDER_STATE_TRANSITION", {"from": "PaymentSettled", "to": "Modifying"}, administrator="2")
        with pytest.raises(CannotDo, match="Somebody is changing"):
            await far.do(order, EditAddress(ship_to=AWAY), "away")
        assert raw["state"] == "Modifying"


async def test_a_lost_answer_leaves_no_order_in_its_editing() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        await far.will("lost")
        with pytest.raises(StoreUnsure):
            await far.do(order, EditAddress(ship_to=AWAY), "away")
        assert far.raw(order.external_id)["state"] == "PaymentSettled"


# --- new orders ---


async def test_a_new_order_is_paid_on_the_shops_own_page() -> None:
    async with far_vendure() as far:
        target = Target(customer_id=far.ana["id"], email="ana@example.org")
        mug = far.mug["variants"][0]["id"]
        action = CreateOrder(
            lines=(Wanted(variant_id=mug, quantity=3, price=euros(800)),),
            discount=euros(200),
            shipping=euros(1_290),
            note="By chat",
        )
        preview = await store.preview(far.link, target, action, None)
        assert preview.from_customer == euros(3 * 800 - 200 + 1_290)
        done = await store.perform(far.link, target, action, "k")
        assert done.made is not None
        assert (done.made.total, done.made.payment_state, done.made.note) == (
            preview.from_customer,
            PaymentState.unpaid,
            "By chat",
        )
        assert done.pay_url == f"https://shop.example/pay/{done.made.number}"
        assert_adds_up(done.made)
        again = await store.perform(far.link, target, action, "k")
        assert again.reference == done.reference
        assert len(far.pretend.orders) == 1


async def test_an_order_that_waits_for_its_money_is_called_off() -> None:
    async with far_vendure() as far:
        target = Target(customer_id=far.ana["id"], email="ana@example.org")
        action = CreateOrder(lines=(Wanted(variant_id=far.mug["variants"][0]["id"], quantity=1),))
        made = (await store.perform(far.link, target, action, "k")).made
        assert made is not None
        with pytest.raises(CannotDo, match="not paid yet"):
            await far.do(made, EditAddress(ship_to=AWAY), "away")
        done = await far.do(made, CancelOrder(reason="never mind"), "off")
        assert done.order is not None
        assert (done.order.state, done.order.payment_state) == (OrderState.cancelled, PaymentState.voided)
        assert (await far.do(made, CancelOrder(reason="never mind"), "off")).reference == done.reference


async def test_a_guest_orders_by_address() -> None:
    async with far_vendure() as far:
        action = CreateOrder(lines=(Wanted(variant_id=far.mug["variants"][0]["id"], quantity=1),), ship_to=AWAY)
        done = await store.perform(far.link, Target(email="guest@example.org"), action, "k")
        assert done.made is not None
        assert (done.made.email, done.made.ship_to) == ("guest@example.org", AWAY)
        assert (
            await store.perform(far.link, Target(email="guest@example.org"), action, "k")
        ).reference == done.reference
        assert done.made.name == AWAY.name


async def test_somebody_the_shop_knows_keeps_her_name() -> None:
    async with far_vendure() as far:
        action = CreateOrder(lines=(Wanted(variant_id=far.mug["variants"][0]["id"], quantity=1),), ship_to=AWAY)
        done = await store.perform(far.link, Target(email="Ana@example.org"), action, "k")
        assert done.made is not None
        assert (done.made.customer_id, done.made.name) == (far.ana["id"], "Ana Lima")
        with pytest.raises(CannotDo, match="who orders"):
            await store.perform(far.link, Target(), action, "nobody")


async def test_a_shop_without_that_way_of_shipping_says_so_and_keeps_no_draft() -> None:
    async with far_vendure() as far:
        target = Target(customer_id=far.ana["id"], email="ana@example.org")
        action = CreateOrder(lines=(Wanted(variant_id=far.mug["variants"][0]["id"], quantity=1),), shipping=euros(77))
        with pytest.raises(CannotDo, match="no way of shipping"):
            await store.perform(far.link, target, action, "k")
        far.pretend.methods.clear()
        with pytest.raises(StoreRefused, match="nowhere"):
            await store.perform(far.link, target, replace(action, shipping=None), "k")
        assert far.pretend.orders == []


async def test_prices_above_the_shops_are_not_taken() -> None:
    async with far_vendure() as far:
        target, mug = Target(customer_id=far.ana["id"], email="ana@example.org"), far.mug["variants"][0]["id"]
        with pytest.raises(CannotDo, match="not for more"):
            await store.perform(
                far.link, target, CreateOrder(lines=(Wanted(variant_id=mug, quantity=1, price=euros(900)),)), "k"
            )
        with pytest.raises(TooMuch):
            await store.perform(
                far.link, target, CreateOrder(lines=(Wanted(variant_id=mug, quantity=1),), discount=euros(846)), "k"
            )
        assert far.pretend.orders == []


async def test_what_was_broken_is_sent_again_for_nothing() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order("sent"))
        swap = Swap(line_id=order.lines[1].id, quantity=1, variant_id=str(order.lines[1].variant_id))
        done = await far.do(order, ReplaceLines(pieces=(swap,), ship_to=AWAY, reason="broken"), "k")
        assert done.made is not None
        assert (done.made.total, done.made.paid, done.pay_url) == (euros(0), euros(0), None)
        assert (done.made.state, done.made.payment_state) == (OrderState.open, PaymentState.paid)
        assert far.raw(done.reference)["state"] == "PaymentSettled"
        assert far.raw(done.reference)["payments"] == []
        assert (done.made.ship_to, order.number in done.made.note) == (AWAY, True)
        with pytest.raises(TooMuch):
            await far.do(order, ReplaceLines(pieces=(replace(swap, quantity=2),)), "more")


async def test_who_may_not_make_codes_hears_so_and_nothing_stands() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order("sent"))
        far.pretend.rights.discard("CreatePromotion")
        swap = Swap(line_id=order.lines[1].id, quantity=1, variant_id=str(order.lines[1].variant_id))
        with pytest.raises(StoreNeedsOwner, match="rights"):
            await far.do(order, ReplaceLines(pieces=(swap,)), "k")
        assert [one["id"] for one in far.pretend.orders] == [order.external_id]


async def test_the_same_again_is_to_be_paid() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        done = await far.do(order, DuplicateOrder(ship_to=AWAY), "k")
        assert done.made is not None
        assert (done.made.total, done.made.payment_state, done.made.ship_to) == (order.total, PaymentState.unpaid, AWAY)
        assert [(line.variant_id, line.quantity) for line in done.made.lines] == [
            (line.variant_id, line.quantity) for line in order.lines
        ]


# --- codes, notes, her account ---


async def test_a_code_is_made_once_and_is_its_own_only() -> None:
    async with far_vendure() as far:
        target = Target(customer_id=far.ana["id"], email="ana@example.org")
        action = CreateDiscount(
            amount=euros(1_250), minimum=euros(2_000), uses=2, code="SORRY-ANA", expires_at=1_800_000_000_000
        )
        preview = await store.preview(far.link, target, action, None)
        assert "whoever has it can use it" in preview.warnings[0].words
        done = await store.perform(far.link, target, action, "k")
        [promotion] = far.pretend.promotions
        assert (done.code, promotion["usageLimit"], promotion["endsAt"]) == (
            "SORRY-ANA",
            2,
            "2027-01-15T08:00:00+00:00",
        )
        assert promotion["actions"] == [
            {"code": "order_fixed_discount", "arguments": [{"name": "discount", "value": "1250"}]}
        ]
        with pytest.raises(StoreRefused, match="already"):
            await store.perform(far.link, target, action, "of another act")
        for wrong in (CreateDiscount(percent=120), CreateDiscount(), CreateDiscount(percent=5, free_shipping=True)):
            with pytest.raises(TooMuch):
                await store.perform(far.link, target, wrong, "p")


async def test_notes_stand_beside_each_other_and_hide_our_key() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        await far.do(order, EditOrderNotes(note="Rang – is fine"), "one")
        order = await far.now(order.external_id)
        assert order.note == "Rang – is fine"
        with pytest.raises(CannotDo, match="no tags"):
            await far.do(order, EditOrderNotes(add_tags=("vip",)), "two")
        with pytest.raises(TooMuch):
            await far.do(order, EditOrderNotes(), "three")
        with pytest.raises(Stale):
            await far.do(replace(order, version="older"), EditOrderNotes(note="Late"), "four")


async def test_her_standing_address_is_changed_or_made() -> None:
    async with far_vendure() as far:
        target = Target(customer_id=far.ana["id"], email="ana@example.org")
        await store.perform(far.link, target, EditCustomer(place=AWAY, note="Likes tea"), "one")
        known = await store.customer(far.link, far.ana["id"])
        assert known is not None
        assert (known.place, known.note, len(known.places)) == (AWAY, "Likes tea", 1)
        far.ana["addresses"].clear()
        await store.perform(far.link, target, EditCustomer(place=AWAY), "two")
        assert len(far.ana["addresses"]) == 1
        with pytest.raises(Invalid, match="country"):
            await store.perform(far.link, target, EditCustomer(place=Place(name="Ana", line1="Weg 2")), "three")
        with pytest.raises(CannotDo):
            await store.perform(far.link, Target(email="guest@example.org"), EditCustomer(note="Hm"), "four")


async def test_two_agents_at_once_refund_once() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        await far.do(order, RefundOrder(amount=euros(500)), "ana")
        with pytest.raises(Stale):
            await far.do(order, RefundOrder(amount=euros(500)), "ben")
        assert (await far.now(order.external_id)).refunded == euros(500)
