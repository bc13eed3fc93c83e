"""Editing items, sending again, taking back: what comes of each at the shop, and what a lost answer does."""

import msgspec
import pytest

from shopkeeper.commerce.adapters.shopify import Shopify
from shopkeeper.commerce.adapters.shopify.tests.test_contract import far_shopify
from shopkeeper.commerce.adapters.shopify.tests.test_reading import read, target
from shopkeeper.commerce.contract import AWAY
from shopkeeper.commerce.errors import CannotDo, NoSuchVariant, Stale, StoreRefused, StoreUnsure, TooMuch, Unavailable
from shopkeeper.commerce.model import (
    AcceptReturn,
    DuplicateOrder,
    EditLines,
    Order,
    PaymentState,
    Pieces,
    RefundOrder,
    ReplaceLines,
    ReturnLine,
    ReturnState,
    Swap,
    Wanted,
)
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.testing.shopify.returning import label
from shopkeeper.commerce.testing.shopify.shop import Node

STORE = Shopify()


def swap(order: Order, variant: Node, line: int = 0, pieces: int = 1) -> Swap:
    return Swap(line_id=order.lines[line].id, quantity=pieces, variant_id=variant["legacyResourceId"])


# --- editing items ---


async def test_a_dearer_variant_is_asked_for_by_the_shops_link() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 2)]))
        wish = EditLines(swaps=(swap(before, far.large),), reason="too small")
        preview = await STORE.preview(far.link, target(before), wish, before)
        done = await STORE.perform(far.link, target(before), wish, "01SWAP")
        after = await read(far, order)
        assert preview.from_customer == Money(160, "EUR")
        assert not preview.exact
        assert done.pay_url == f"https://{far.shop.domain}/pay/{before.external_id}"
        assert [(one.variant, one.quantity, one.cancelled) for one in after.lines] == [("M", 2, 1), ("L", 1, 0)]
        assert after.payment_state is PaymentState.part_paid
        assert "items_edited" in after.marks


async def test_a_cheaper_variant_gives_the_difference_back_under_the_same_key() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.large, 1)]))
        wish = EditLines(swaps=(swap(before, far.shirt),))
        preview = await STORE.preview(far.link, target(before), wish, before)
        await STORE.perform(far.link, target(before), wish, "01LESS")
        after = await read(far, order)
        assert preview.to_customer == after.refunded == Money(160, "EUR")
        assert after.refunds[0].key == "01LESS"
        assert (await STORE.performed(far.link, target(before), wish, "01LESS")) is not None
        await STORE.perform(far.link, target(before), wish, "01LESS")
        assert await read(far, order) == after


async def test_an_edit_whose_answer_was_lost_before_the_money_went_back_goes_on_there() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.large, 1)]))
        wish = EditLines(swaps=(swap(before, far.shirt),))
        await far.will("lost")
        with pytest.raises(StoreUnsure):
            await STORE.perform(far.link, target(before), wish, "01HALF")
        assert await STORE.performed(far.link, target(before), wish, "01HALF") is None, "Only half of it is done."
        assert (await read(far, order)).refunded == Money(0, "EUR")
        await STORE.perform(far.link, target(before), wish, "01HALF")
        after = await read(far, order)
        assert after.refunded == Money(160, "EUR")
        assert len(after.lines) == 2, "The items were changed once."


async def test_counts_go_down_up_and_things_are_added() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 3), (far.mug, 1)]))
        shirt, mug = before.lines
        wish = EditLines(
            quantities=(Pieces(shirt.id, 1), Pieces(mug.id, 2)),
            added=(Wanted(variant_id=far.large["legacyResourceId"], quantity=1),),
        )
        preview = await STORE.preview(far.link, target(before), wish, before)
        await STORE.perform(far.link, target(before), wish, "01COUNT")
        after = await read(far, order)
        assert preview.to_customer == after.refunded == Money(5_980 - 845 - 3_150, "EUR")
        assert [one.quantity - one.cancelled for one in after.lines] == [1, 2, 1]


async def test_pieces_that_only_change_places_are_known_again() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 2), (far.mug, 1)]))
        shirt, mug = before.lines
        wish = EditLines(quantities=(Pieces(shirt.id, 1), Pieces(mug.id, 2)))
        await far.will("lost")
        with pytest.raises(StoreUnsure):
            await STORE.perform(far.link, target(before), wish, "01PLACE")
        await STORE.perform(far.link, target(before), wish, "01PLACE")
        after = await read(far, order)
        assert [one.quantity - one.cancelled for one in after.lines] == [1, 2]
        assert after.refunded == Money(2_990 - 845, "EUR")


async def test_tax_on_top_is_reckoned_into_a_preview() -> None:
    async with far_shopify(currency="USD", taxes_included=False) as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 1)]))
        wish = EditLines(swaps=(swap(before, far.large),))
        preview = await STORE.preview(far.link, target(before), wish, before)
        await STORE.perform(far.link, target(before), wish, "01TAX")
        assert preview.from_customer is not None
        owed = money_of(order["totalOutstandingSet"])
        assert abs(preview.from_customer.minor - owed) <= 1


def money_of(bag: Node) -> int:
    return round(float(bag["presentmentMoney"]["amount"]) * 100)


async def test_edits_that_cannot_be_are_refused_before_anything_is_done() -> None:
    async with far_shopify() as far:
        sent = far.shop.sell(far.ana, [(far.shirt, 2)])
        far.shop.ship(sent)
        open_, gone = await read(far, far.shop.sell(far.ana, [(far.shirt, 2)])), await read(far, sent)
        line = open_.lines[0].id
        free = Wanted(variant_id=far.mug["legacyResourceId"], quantity=1, price=Money(0, "EUR"))
        wrong: list[tuple[Order, EditLines, type[Exception]]] = [
            (gone, EditLines(swaps=(swap(gone, far.large),)), CannotDo),
            (open_, EditLines(swaps=(swap(open_, far.large, pieces=3),)), TooMuch),
            (open_, EditLines(quantities=(Pieces(open_.lines[0].id, open_.lines[0].quantity),)), TooMuch),
            (open_, EditLines(), TooMuch),
            (open_, EditLines(quantities=(Pieces(line, -1),)), TooMuch),
            (open_, EditLines(swaps=(swap(open_, far.large),), quantities=(Pieces(line, 1),)), TooMuch),
            (open_, EditLines(added=(free,)), CannotDo),
        ]
        for order, wish, failure in wrong:
            with pytest.raises(failure):
                await STORE.preview(far.link, target(order), wish, order)
            with pytest.raises(failure):
                await STORE.perform(far.link, target(order), wish, "01WRONG")
        for variant in ("999", '1"){shop{name}}#'):
            with pytest.raises(NoSuchVariant):
                await STORE.preview(
                    far.link, target(open_), EditLines(added=(Wanted(variant_id=variant, quantity=1),)), open_
                )
        assert not any(one["edited"] for one in far.shop.orders)


async def test_a_refused_commit_leaves_nothing_that_looks_done() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 2)]))
        wish = EditLines(swaps=(swap(before, far.large),))
        far.shop.no_commits = True
        with pytest.raises(StoreRefused):
            await STORE.perform(far.link, target(before), wish, "01NO")
        assert await STORE.performed(far.link, target(before), wish, "01NO") is None, "The mark alone is no deed."
        far.shop.no_commits = False
        again = await read(far, order)
        assert (await STORE.perform(far.link, target(again), wish, "01NO")).order is not None
        assert len((await read(far, order)).lines) == 2


async def test_a_dead_line_while_staging_surely_did_nothing() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 1)]))
        far.shop.silent = "orderEditBegin"
        with pytest.raises(Unavailable):
            await STORE.perform(far.link, target(before), EditLines(swaps=(swap(before, far.large),)), "01DEAD")
        assert await read(far, order) == before


# --- sending again, ordering again ---


async def test_pieces_are_sent_again_for_nothing_to_another_place() -> None:
    async with far_shopify(currency="CAD", presentment="JPY", rate="110.5") as far:
        order = far.shop.sell(far.ana, [(far.shirt, 2)])
        far.shop.ship(order)
        before = await read(far, order)
        wish = ReplaceLines(pieces=(swap(before, far.large, pieces=2),), ship_to=AWAY, reason="torn")
        preview = await STORE.preview(far.link, target(before), wish, before)
        done = await STORE.perform(far.link, target(before), wish, "01AGAIN")
        assert (preview.to_customer, preview.from_customer) == (None, None)
        assert done.made is not None
        assert done.made.total == Money(0, done.made.currency)
        assert (done.made.ship_to, done.made.customer_id) == (AWAY, before.customer_id)
        assert [(one.variant, one.quantity) for one in done.made.lines] == [("L", 2)]
        assert done.made.payment_state is PaymentState.paid
        assert (await STORE.performed(far.link, target(before), wish, "01AGAIN")) == done
        assert len(far.shop.orders) == 2
        for pieces in (0, 3):
            with pytest.raises(TooMuch):
                await STORE.preview(
                    far.link, target(before), ReplaceLines(pieces=(swap(before, far.large, pieces=pieces),)), before
                )


async def test_what_is_marked_as_made_and_not_listed_yet_is_not_made_again() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 1)]))
        for wish in (ReplaceLines(pieces=(swap(before, far.large),)), DuplicateOrder()):
            order["metafields"]["shopkeeper", "01HID"] = {"value": "made", "updatedAt": far.shop.iso()}
            with pytest.raises(StoreUnsure, match="does not list it yet"):
                await STORE.perform(far.link, target(before), wish, "01HID")


async def test_an_order_the_shop_refused_to_make_is_not_taken_for_made() -> None:
    async with far_shopify() as far:
        before = await read(far, far.shop.sell(far.ana, [(far.shirt, 1)]))
        wish = ReplaceLines(pieces=(Swap(line_id=before.lines[0].id, quantity=1, variant_id="999"),))
        with pytest.raises(StoreRefused):
            await STORE.perform(far.link, target(before), wish, "01NONE")
        later = msgspec.structs.replace(far.link, now=far.shop.now * 1000 + 3_600_000)
        assert await STORE.performed(later, target(before), wish, "01NONE") is None


async def test_the_same_again_is_a_draft_with_a_link() -> None:
    async with far_shopify() as far:
        before = await read(far, far.shop.sell(far.ana, [(far.shirt, 2), (far.mug, 1)]))
        preview = await STORE.preview(far.link, target(before), DuplicateOrder(note="again"), before)
        done = await STORE.perform(far.link, target(before), DuplicateOrder(note="again"), "01DUP")
        assert preview.from_customer == before.total
        assert done.pay_url == far.shop.drafts[0]["invoiceUrl"]
        assert far.shop.drafts[0]["tags"] == ["ref-01DUP"]
        with pytest.raises(Stale):
            await STORE.preview(
                far.link, target(before), DuplicateOrder(), msgspec.structs.replace(before, version="old")
            )


# --- coming back ---


async def test_things_come_back_for_a_reason_and_another_size_goes_out() -> None:
    async with far_shopify() as far:
        order = far.shop.sell(far.ana, [(far.shirt, 2), (far.mug, 1)])
        far.shop.ship(order)
        far.shop.deliver(order)
        before = await read(far, order)
        line = ReturnLine(
            line_id=before.lines[0].id, quantity=1, reason="size_too_small", note="pinches",
            for_variant=far.large["legacyResourceId"],
        )  # fmt: skip
        wish = AcceptReturn(lines=(line,))
        preview = await STORE.preview(far.link, target(before), wish, before)
        done = await STORE.perform(far.link, target(before), wish, "01BACK")
        after = await read(far, order)
        assert preview.from_customer == Money(160, "EUR")
        assert after.lines[0].returned == 1
        made = after.returns[0]
        assert (made.id, made.state, made.key) == (done.reference, ReturnState.approved, "01BACK")
        assert (made.lines[0].reason, made.lines[0].note) == ("too_small", "pinches")
        assert order["returns"][0]["exchangeLineItems"][0]["variantId"] == far.large["id"]
        with pytest.raises(TooMuch):
            await STORE.preview(
                far.link, target(after), AcceptReturn(lines=(ReturnLine(line_id=line.line_id, quantity=2),)), after
            )
        label(far.shop, order, "https://labels.example/1.pdf")
        labelled = (await read(far, order)).returns[0]
        assert (labelled.label_url, labelled.tracking_number) == ("https://labels.example/1.pdf", "RET-1")


async def test_what_came_back_is_counted_once_when_it_is_paid_back() -> None:
    async with far_shopify() as far:
        order = far.shop.sell(far.ana, [(far.shirt, 2)])
        far.shop.ship(order)
        before = await read(far, order)
        await STORE.perform(
            far.link, target(before), AcceptReturn(lines=(ReturnLine(line_id=before.lines[0].id, quantity=1),)), "01R"
        )
        back = await read(far, order)
        await STORE.perform(
            far.link, target(back), RefundOrder(pieces=(Pieces(back.lines[0].id, 1),), restock=True), "01P"
        )
        order["refunds"][0]["return"] = order["returns"][0]
        after = await read(far, order)
        assert (after.lines[0].returned, after.lines[0].refunded) == (1, 1)


async def test_what_was_not_sent_cannot_come_back() -> None:
    async with far_shopify() as far:
        before = await read(far, far.shop.sell(far.ana, [(far.shirt, 1)]))
        wish = AcceptReturn(lines=(ReturnLine(line_id=before.lines[0].id, quantity=1),))
        with pytest.raises(CannotDo):
            await STORE.preview(far.link, target(before), wish, before)
        with pytest.raises(CannotDo):
            await STORE.perform(far.link, target(before), wish, "01NOT")
        with pytest.raises(TooMuch):
            await STORE.preview(far.link, target(before), AcceptReturn(lines=()), before)
