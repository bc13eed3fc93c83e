"""The Vendure adapter passes the examination of every store against a real Vendure, troubles put in by a door before it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from shopkeeper.commerce.adapters.vendure import Vendure as Adapter
from shopkeeper.commerce.adapters.vendure import store
from shopkeeper.commerce.adapters.vendure.tests import test_contract
from shopkeeper.commerce.contract import AWAY, FarShop, StoreContract, assert_adds_up, some_store
from shopkeeper.commerce.examining import all_changes
from shopkeeper.commerce.model import (
    Action,
    CancelOrder,
    CreateDiscount,
    CreateOrder,
    Done,
    EditAddress,
    EditCustomer,
    EditLines,
    EditOrderNotes,
    Link,
    Order,
    Pieces,
    Place,
    RefundOrder,
    ReplaceLines,
    Swap,
    Target,
    Wanted,
)
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.testing.vendure.server import Answer, Door
from shopkeeper.kit import ids
from shopkeeper.kit.outside import Outside
from shopkeeper.kit.settings import Settings
from tests.servers.vendure import Vendure
from tests.shops.office import Office, office
from tests.shops.storefront import Buyer, signed_in, variant

HERE = Place(name=AWAY.name, line1="8 rue des Forges", city="Dijon", postcode="21000", country="FR")
"""Where the shop ships to: it has no German zone."""
SOCKS = "LL-WS-SA"
ACTIVE = "{ activeOrder { id state } }"
FULFILMENTS = "query ($id: ID!) { order(id: $id) { fulfillments { id } } }"
MOVE = """mutation ($id: ID!, $state: String!) {
  transitionFulfillmentToState(id: $id, state: $state) { __typename ... on ErrorResult { message } }
}"""
MODIFYING = """mutation ($id: ID!) {
  transitionOrderToState(id: $id, state: "Modifying") { __typename ... on OrderStateTransitionError { transitionError } }
}"""
STOCK = """mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }"""


class FarVendure:
    """Has the shape of FarShop. Its customer buys two pairs of socks and a scarf."""

    def __init__(self, door: Door, link: Link, buyer: Buyer, desk: Office) -> None:
        self.door, self.link, self.buyer, self.desk = door, link, buyer, desk

    def calls(self) -> int:
        return self.door.calls

    async def order(self, state: str = "paid") -> str:
        if ((await self.buyer.caller.ask(ACTIVE)) or {}).get("state") == "ArrangingPayment":
            # What the desk made for her waits in her cart: the shop takes nothing else before.
            await self.buyer.pays()
        made = await self.buyer.orders({SOCKS: 2, "LL-FS": 1})
        if state in ("sent", "delivered"):
            await self.desk.send(made["id"], f"8R{made['id']}")
        if state == "delivered":
            for parcel in (await self.desk.caller.ask(FULFILMENTS, id=made["id"]))["fulfillments"]:
                await self.desk.caller.ask(MOVE, id=parcel["id"], state="Delivered")
        return str(made["id"])

    async def variant(self, order: Order) -> str:
        [product] = await store.products(self.link, "Wren socks")
        return next(one.id for one in product.variants if one.sku != SOCKS)

    async def change(self, external_id: str) -> None:
        await self.desk.note(external_id, "She rang")

    async def will(self, trouble: str) -> None:
        await self.door.will(trouble)


@asynccontextmanager
async def far_vendure(shop: Vendure) -> AsyncIterator[FarVendure]:
    outside = Outside(Settings(allow_private_networks="127.0.0.0/8"))
    email = f"ana.{ids.new().lower()}@example.org"
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client, office(shop) as desk:

            async def asked(said: Mapping[str, Any], headers: Mapping[str, str]) -> Answer:
                kept = {name: headers[name] for name in ("authorization", "vendure-token") if name in headers}
                answer = await client.post(shop.admin_api, json=dict(said), headers=kept)
                told = {name: value for name, value in answer.headers.items() if name == "vendure-auth-token"}
                return answer.status_code, answer.json(), told

            async with Door(asked) as door, signed_in(shop, "Ana Ribeiro", email) as buyer:
                things = [await variant(desk.caller, sku) for sku in (SOCKS, "LL-WS-SL", "LL-FS")]
                await desk.caller.ask(STOCK, input=[{"id": one, "stockOnHand": 9_000} for one in things])
                made = some_store("vendure", {"user": shop.user})
                one = type(made)(
                    id="store", kind="vendure", name=made.name, brand_id="brand", url=door.url, settings=made.settings
                )
                yield FarVendure(
                    door, Link(store=one, secrets={"password": shop.password}, outside=outside), buyer, desk
                )
    finally:
        await outside.close()


class Apart(Adapter):
    """The examination uses the same keys in every test; this shop is the same in all of them."""

    def __init__(self) -> None:
        self.test = ids.new()

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        return await super().perform(link, target, action, f"{self.test}-{key}")

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        return await super().performed(link, target, action, f"{self.test}-{key}")


class TestRealVendure(StoreContract):
    adapter = store
    cases = test_contract.TestVendure.cases

    @pytest.fixture(autouse=True)
    def open_shop(self, loom: Vendure) -> None:
        self.loom, self.adapter = loom, Apart()  # type: ignore[misc]

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        async with far_vendure(self.loom) as far:
            yield far

    async def sample(self, far: FarShop, tag: str, order: Order | None) -> Action:
        if tag == "notes":
            return EditOrderNotes(note="Called, is fine")
        if tag == "customer":
            return EditCustomer(note="Likes tea", place=HERE)
        return await super().sample(far, tag, order)

    async def test_changes_go_on_where_they_were_and_end(self) -> None:
        """This shop has what other tests left in it, too."""
        async with self.shop() as far:
            made = {await far.order() for _ in range(3)}
            seen, cursor = await all_changes(self.adapter, far, None)
            assert made <= seen
            nothing, cursor = await all_changes(self.adapter, far, cursor)
            fresh = await far.order()
            await do(far, await now(far, min(made)), EditAddress(ship_to=HERE), "away")
            again, cursor = await all_changes(self.adapter, far, cursor)
            assert again >= {fresh, min(made)}
            assert nothing <= seen


# --- what the pretend shop plays, as the real one does it ---


async def now(far: FarShop, id: str) -> Order:
    order = await store.order(far.link, id)
    assert order is not None
    return order


async def do(far: FarShop, order: Order, action: Action, key: str) -> Done:
    target = Target(customer_id=order.customer_id, order=order.external_id, version=order.version, email=order.email)
    return await store.perform(far.link, target, action, f"{key}-{order.external_id}-{order.number}")


async def test_refunds_piece_by_piece_make_the_whole(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        id = await far.order()
        for number, line in enumerate((0, 0, 1)):
            order = await now(far, id)
            done = await do(far, order, RefundOrder(pieces=(Pieces(order.lines[line].id, 1),)), f"piece-{number}")
            assert done.pending, "The test shop's payment handlers settle refunds later."
        order = await now(far, id)
        await do(far, order, RefundOrder(shipping=order.shipping), "shipping")
        order = await now(far, id)
        assert_adds_up(order)
        assert (order.refunded, order.payment_state, order.shipping_refunded) == (
            order.total,
            "refunded",
            order.shipping,
        )
        assert [line.refunded_amount for line in order.lines] == [line.total for line in order.lines]
        await far.desk.settle_refunds(id)
        settled = await now(far, id)
        assert {one.state for one in settled.refunds} == {"ok"}
        assert settled.version != order.version


async def test_pieces_called_off_and_pieces_edited_away_are_told_apart(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        id = await far.order()
        order = await now(far, id)
        await do(far, order, CancelOrder(pieces=(Pieces(order.lines[0].id, 1),), reason="one too many"), "off")
        order = await now(far, id)
        assert (order.lines[0].quantity, order.lines[0].cancelled, order.lines[0].refunded) == (2, 1, 1)
        whole = order.total
        await do(far, order, EditLines(quantities=(Pieces(order.lines[1].id, 0),)), "edit")
        order = await now(far, id)
        assert [(line.quantity, line.cancelled) for line in order.lines] == [(2, 1)]
        assert order.total == whole - euros(3_900)
        assert_adds_up(order)
        await do(far, order, CancelOrder(), "rest")
        gone = await now(far, id)
        assert (gone.state, gone.refunded, gone.payment_state) == ("cancelled", gone.paid, "refunded")
        assert_adds_up(gone)


async def test_a_cheaper_jacket_gives_the_difference_back_and_a_dearer_one_waits(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        made = await far.buyer.orders({"LL-HJ-MO-M": 1})
        [product] = await store.products(far.link, "Harbour jacket")
        sizes = {one.sku[-2:].strip("-"): one.id for one in product.variants}
        for size, delta in (("S", -900), ("XL", 1_900)):
            order = await now(far, made["id"])
            swap = Swap(line_id=order.lines[0].id, quantity=1, variant_id=sizes[size])
            target = Target(order=order.external_id, version=order.version, email=order.email)
            preview = await store.preview(far.link, target, EditLines(swaps=(swap,)), order)
            assert (preview.to_customer, preview.from_customer) == (
                (euros(-delta), None) if delta < 0 else (None, euros(delta))
            )
            done = await do(far, order, EditLines(swaps=(swap,), reason="wrong size"), size)
            after = await now(far, made["id"])
            assert (after.total - order.total, [line.variant_id for line in after.lines]) == (
                euros(delta),
                [sizes[size]],
            )
            assert_adds_up(after)
            assert (done.pending, (await far.desk.order(made["id"]))["state"]) == (
                (True, "PaymentSettled") if delta < 0 else (False, "ArrangingAdditionalPayment")
            )


async def test_a_discounted_order_called_off_whole_still_says_what_it_cost(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        whose = Target(customer_id=far.buyer.id, email=far.buyer.email)
        socks = (await store.products(far.link, "Wren socks"))[0].variants[0].id
        action = CreateOrder(lines=(Wanted(variant_id=socks, quantity=3),), discount=euros(777))
        key = ids.new()
        preview = await store.preview(far.link, whose, action, None)
        done = await store.perform(far.link, whose, action, key)
        assert done.made is not None
        assert preview.from_customer == euros(3 * 1_400 - 777)
        assert done.made.total - done.made.shipping == preview.from_customer
        await far.buyer.pays()
        order = await now(far, done.reference)
        assert (order.payment_state, order.paid) == ("paid", done.made.total)
        await do(far, order, CancelOrder(reason="too late"), "off")
        gone = await now(far, done.reference)
        assert (gone.state, gone.total, gone.refunded, gone.cancel_reason) == (
            "cancelled",
            order.total,
            order.total,
            "too late",
        )
        assert_adds_up(gone)


async def test_what_was_broken_is_sent_again_for_nothing(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        order = await now(far, await far.order("sent"))
        swap = Swap(line_id=order.lines[1].id, quantity=1, variant_id=str(order.lines[1].variant_id))
        done = await do(far, order, ReplaceLines(pieces=(swap,), ship_to=HERE, reason="broken"), "again")
        seen = await far.desk.order(done.reference)
        assert (seen["state"], seen["totalWithTax"], seen["payments"]) == ("PaymentSettled", 0, [])
        assert done.made is not None
        assert (done.made.total, done.made.payment_state, done.made.ship_to) == (euros(0), "paid", HERE)


async def test_what_came_back_goes_in_stock_and_counts_as_returned(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        order = await now(far, await far.order("delivered"))
        await do(far, order, RefundOrder(pieces=(Pieces(order.lines[0].id, 1),), restock=True), "back")
        after = await now(far, order.external_id)
        assert (after.lines[0].returned, after.lines[0].cancelled, after.lines[0].refunded) == (1, 0, 1)
        assert_adds_up(after)


async def test_an_order_left_in_its_editing_is_taken_out_of_it(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        order = await now(far, await far.order())
        await far.desk.caller.ask(MODIFYING, id=order.external_id)
        done = await do(far, order, EditAddress(ship_to=HERE), "away")
        assert done.order is not None
        assert done.order.ship_to == HERE
        assert (await far.desk.order(order.external_id))["state"] == "PaymentSettled"


async def test_an_authorized_order_is_called_off_and_its_payment_voided(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        made = await far.buyer.orders({SOCKS: 1}, way="invoice")
        order = await now(far, made["id"])
        assert order.payment_state == "authorized"
        await do(far, order, CancelOrder(), "off")
        after = await now(far, made["id"])
        assert (after.state, after.payment_state) == ("cancelled", "voided")


async def test_a_code_takes_its_share_off(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        whose = Target(customer_id=far.buyer.id, email=far.buyer.email)
        for action in (
            CreateDiscount(percent=10),
            CreateDiscount(amount=euros(500), minimum=euros(2_000)),
            CreateDiscount(free_shipping=True),
        ):
            done = await store.perform(far.link, whose, action, ids.new())
            assert done.code is not None


async def test_things_are_found_by_name_by_number_and_by_sku(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        [jacket] = await store.products(far.link, "harbour")
        for words in (jacket.id, jacket.variants[0].sku):
            assert jacket.id in {one.id for one in await store.products(far.link, words)}, words
        assert len(await store.products(far.link, "")) >= 4


async def test_a_guest_orders_by_address(loom: Vendure) -> None:
    async with far_vendure(loom) as far:
        email = f"guest.{ids.new().lower()}@example.org"
        socks = (await store.products(far.link, "Wren socks"))[0].variants[0].id
        action = CreateOrder(lines=(Wanted(variant_id=socks, quantity=1),), ship_to=HERE)
        key = ids.new()
        done = await store.perform(far.link, Target(email=email), action, key)
        assert (await store.perform(far.link, Target(email=email), action, key)).reference == done.reference
        assert done.made is not None
        assert (done.made.email, done.made.ship_to, done.made.payment_state) == (email, HERE, "unpaid")
        assert done.made.name == HERE.name
        once_more = await store.perform(far.link, Target(email=email), replace(action, ship_to=None), f"{key}-2")
        assert once_more.made is not None
        assert (once_more.made.name, once_more.made.customer_id) == (HERE.name, done.made.customer_id)
        called_off = await do(far, done.made, CancelOrder(reason="never mind"), "off")
        assert called_off.order is not None
        assert called_off.order.state == "cancelled"


def euros(minor: int) -> Money:
    return Money(minor, "EUR")
