"""Orders of every shape, told by webhooks and by the API, over a line that has limits."""

import msgspec
import pytest

from shopkeeper.commerce.adapters.shopify import Shopify
from shopkeeper.commerce.adapters.shopify.client import query
from shopkeeper.commerce.adapters.shopify.subscribing import topics
from shopkeeper.commerce.adapters.shopify.tests.test_contract import FarShopify, far_shopify
from shopkeeper.commerce.contract import assert_adds_up, some_store
from shopkeeper.commerce.errors import (
    Busy,
    CannotDo,
    NotOurs,
    StoreNeedsOwner,
    StoreRefused,
    StoreUnsure,
    TooMuch,
    Unreadable,
)
from shopkeeper.commerce.model import (
    CancelOrder,
    FulfilmentState,
    Handle,
    Order,
    OrderSeen,
    OrderState,
    OrderTouched,
    ParcelState,
    Pieces,
    Post,
    RefundOrder,
    Target,
)
from shopkeeper.commerce.money import Money, money
from shopkeeper.commerce.testing.shopify.shop import Node
from shopkeeper.kit.errors import Invalid, Unavailable

STORE = Shopify()


def post(far: FarShopify, order: Node, topic: str = "orders/create", **over: object) -> Post:
    body, headers = far.shop.hook(topic, order, **over)
    return Post(store=far.link.store, body=body, headers=headers, secrets=far.link.secrets)


def told(far: FarShopify, order: Node, topic: str = "orders/create") -> Order:
    sent = post(far, order, topic)
    assert STORE.verify(sent) == sent.headers["x-shopify-webhook-id"]
    seen, touched = STORE.parse(sent)
    assert isinstance(seen, OrderSeen)
    assert touched == OrderTouched(external_id=order["legacyResourceId"], at=seen.order.updated_at)
    return seen.order


def target(order: Order) -> Target:
    return Target(customer_id=order.customer_id, order=order.external_id, version=order.version, email=order.email)


async def read(far: FarShopify, order: Node) -> Order:
    found = await STORE.order(far.link, order["legacyResourceId"])
    assert found is not None
    assert_adds_up(found)
    return found


@pytest.mark.parametrize(
    ("currency", "presentment", "rate", "included"),
    [("EUR", None, "1", True), ("USD", None, "1", False), ("CAD", "JPY", "110.5", True), ("EUR", "KWD", "0.33", False)],
)
async def test_a_webhook_and_the_api_say_the_same(
    currency: str, presentment: str | None, rate: str, included: bool
) -> None:
    more = {"currency": currency, "presentment": presentment, "rate": rate, "taxes_included": included}
    async with far_shopify(**more) as far:
        order = far.shop.sell(far.ana, [(far.shirt, 3), (far.mug, 1)], off="3.33")
        far.shop.ship(order)
        hook, api = told(far, order), await read(far, order)
        assert_adds_up(hook)
        # A webhook tells neither transactions nor options; all else is the same.
        same = {"version": "", "payments": (), "lines": (), "url": None}
        assert msgspec.structs.replace(hook, **same) == msgspec.structs.replace(api, **same)
        assert [(one.id, one.total, one.fulfilled) for one in hook.lines] == [
            (one.id, one.total, one.fulfilled) for one in api.lines
        ]
        assert api.currency == (presentment or currency)
        assert api.total == api.paid == money(order["totalPriceSet"]["presentmentMoney"]["amount"], api.currency)
        assert api.fulfilment_state is FulfilmentState.fulfilled
        assert api.state is OrderState.done
        assert api.shipments[0].state is ParcelState.in_transit
        assert api.payments[0].way.label == "Visa ····4242"


async def test_a_refund_is_told_by_the_webhook_too() -> None:
    async with far_shopify() as far:
        order = far.shop.sell(far.ana, [(far.shirt, 3)])
        before = await read(far, order)
        wish = RefundOrder(pieces=(Pieces(before.lines[0].id, 1),), amount=Money(100, "EUR"), reason="Loch")
        await STORE.perform(far.link, target(before), wish, "01ABC")
        after, hook = await read(far, order), told(far, order, "orders/updated")
        assert after.refunded == hook.refunded == Money(3_090, "EUR")
        assert after.refunds[0].key == hook.refunds[0].key == "01ABC"
        assert after.refunds[0].reason == "Loch"
        assert (after.lines[0].refunded, after.lines[0].cancelled) == (1, 0)


async def test_a_part_payment_is_asked_for() -> None:
    async with far_shopify() as far:
        order = far.shop.sell(far.ana, [(far.shirt, 1)])
        changes = STORE.parse(post(far, order, financial_status="partially_paid"))
        assert [type(one) for one in changes] == [OrderTouched]


async def test_an_order_in_another_versions_shape_is_asked_for() -> None:
    async with far_shopify() as far:
        sent = post(far, far.shop.sell(far.ana, [(far.shirt, 1)]))
        older = msgspec.structs.replace(sent, headers={**sent.headers, "x-shopify-api-version": "2025-01"})
        assert [type(one) for one in STORE.parse(older)] == [OrderTouched]


async def test_an_order_on_its_way_back_is_asked_for() -> None:
    async with far_shopify() as far:
        changes = STORE.parse(post(far, far.shop.sell(far.ana, [(far.shirt, 1)]), returns=[{"id": 1}]))
        assert [type(one) for one in changes] == [OrderTouched]


async def test_pictures_are_shown_and_a_new_one_is_no_change_of_the_order() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 1)]))
        [product] = await STORE.products(far.link, str(far.shirt["product"]["legacyResourceId"]))
        assert product.image_url == before.lines[0].image_url
        assert str(product.image_url).startswith("https://")
        order["lineItems"][0]["image"] = {"url": "https://cdn.shopify.example/new.png"}
        after = await read(far, order)
        assert (after.lines[0].image_url, after.version) == ("https://cdn.shopify.example/new.png", before.version)


async def test_a_guest_and_strange_letters() -> None:
    async with far_shopify() as far:
        order = far.shop.sell(None, [(far.shop.stock("Ünïcødé 茶 🫖", "1.00"), 1)])
        api, hook = await read(far, order), told(far, order)
        assert api.customer_id is hook.customer_id is None
        assert api.lines[0].title == hook.lines[0].title == "Ünïcødé 茶 🫖"
        assert api.name == "Ana Lima"


async def test_a_webhook_of_another_shop_or_another_secret_is_refused() -> None:
    async with far_shopify() as far:
        sent = post(far, far.shop.sell(far.ana, [(far.shirt, 1)]))
        with pytest.raises(NotOurs):
            STORE.verify(msgspec.structs.replace(sent, secrets={"api_secret": "another"}))
        with pytest.raises(NotOurs):
            STORE.verify(msgspec.structs.replace(sent, store=some_store("shopify", {"shop": "other.myshopify.com"})))


async def test_an_order_without_amounts_is_unreadable() -> None:
    async with far_shopify() as far:
        order = far.shop.sell(far.ana, [(far.shirt, 1)])
        with pytest.raises(Unreadable):
            STORE.parse(post(far, order, total_price_set=None))


async def test_a_giant_order_is_read_whole() -> None:
    async with far_shopify() as far:
        things = [(far.shop.stock(f"Thing {at}", "1.00"), 1) for at in range(500)]
        order = far.shop.sell(far.ana, things)
        found = await read(far, order)
        assert len(found.lines) == 500
        listed = await STORE.orders_of(far.link, Handle("email", "ana@example.org"))
        assert listed == [found], "The same order has the same version, however it is asked for."
        assert max(far.shop.costs) <= 1000


async def test_an_order_that_cannot_be_read_does_not_stop_those_behind_it() -> None:
    async with far_shopify() as far:
        made = [far.shop.sell(far.ana, [(far.shirt, 1)]) for _ in range(3)]
        made[1]["processedAt"] = "yesterday"
        batch = await Shopify().changes(far.link, None)
        seen = [one.order.external_id for one in batch.changes if isinstance(one, OrderSeen)]
        assert seen == [made[0]["legacyResourceId"], made[2]["legacyResourceId"]]
        with pytest.raises(Unavailable):
            await Shopify().order(far.link, made[1]["legacyResourceId"])


async def test_the_sync_goes_on_page_by_page_and_survives_a_stop() -> None:
    async with far_shopify() as far:
        made = [far.shop.sell(far.ana, [(far.shirt, 1)])["legacyResourceId"] for _ in range(23)]
        seen: list[str] = []
        cursor, more, total = None, True, None
        while more:
            # Another process goes on from what was kept.
            batch = await Shopify().changes(far.link, cursor)
            total = batch.total if cursor is None else total
            seen += [one.order.external_id for one in batch.changes if isinstance(one, OrderSeen)]
            cursor, more = batch.cursor, batch.more
        assert seen == made
        assert total == 23


async def test_points_are_counted_and_waited_for() -> None:
    async with far_shopify(plan="standard") as far:
        order = far.shop.sell(far.ana, [(far.shirt, 1)])
        far.shop.level = 100.0
        with pytest.raises(Busy) as caught:
            await read(far, order)
        cost = 900
        assert caught.value.retry_after == pytest.approx((cost - 100) / 100, abs=0.3)
        far.shop.level = far.shop.size
        await read(far, order)
        assert far.shop.costs[-1] == cost


async def test_a_question_too_dear_or_wrong_is_refused_by_the_shop() -> None:
    async with far_shopify() as far:
        with pytest.raises(StoreRefused, match="exceeds"):
            await query(
                far.link, "{ orders(first: 250) { nodes { customer { tags } lineItems(first: 50) { nodes { id } } } } }"
            )
        with pytest.raises(StoreRefused, match="Cannot query field"):
            await query(far.link, "{ orders(first: 1) { nodes { price } } }")
        with pytest.raises(StoreRefused, match="idempotent"):
            await query(
                far.link, 'mutation { refundCreate(input: {orderId: "gid://shopify/Order/1"}) { refund { id } } }'
            )


async def test_what_is_missing_is_said_when_trying() -> None:
    async with far_shopify() as far:
        assert all(step.ok for step in await STORE.try_out(far.link))
        far.shop.scopes.remove("write_orders")
        far.shop.scopes.append("read_orders")
        steps = await STORE.try_out(far.link)
        assert [step.ok for step in steps] == [True, False]
        assert "write_orders" in steps[1].words
        far.shop.scopes.remove("write_gift_cards")
        steps = await STORE.try_out(far.link)
        assert [step.ok for step in steps] == [True, False, True]
        assert [step.became.removeprefix("became.") for step in steps] == [
            "answers",
            "rights_missing",
            "cannot_gift_cards",
        ]
        assert (steps[1].remedy, steps[2].values) == ("remedy.grant_app", {"right": "write_gift_cards"})
        far.shop.token = "another"
        assert not (await STORE.try_out(far.link))[0].ok


async def test_a_shop_that_is_gone_needs_its_owner() -> None:
    async with far_shopify() as far:
        store = some_store("shopify", {"address": f"{far.shop.url}/nowhere"})
        with pytest.raises(StoreNeedsOwner):
            await STORE.order(msgspec.structs.replace(far.link, store=store), "1")


def test_settings_are_looked_over() -> None:
    settled = STORE.settle(some_store("shopify", {"shop": "https://My-Shop.myshopify.com/admin"}), {})
    assert settled.settings["shop"] == "my-shop.myshopify.com"
    for wrong in ("", "shop.example.com", "a b", "evil.com/.myshopify.com"):
        with pytest.raises(Invalid):
            STORE.settle(some_store("shopify", {"shop": wrong}), {})


async def test_some_pieces_are_cancelled_and_paid_back() -> None:
    async with far_shopify() as far:
        order = far.shop.sell(far.ana, [(far.shirt, 3), (far.mug, 1)])
        before = await read(far, order)
        wish = CancelOrder(pieces=(Pieces(before.lines[0].id, 2),), reason="customer")
        preview = await STORE.preview(far.link, target(before), wish, before)
        done = await STORE.perform(far.link, target(before), wish, "01CUT")
        after = await read(far, order)
        assert preview.to_customer == after.refunded == Money(5_980, "EUR")
        assert [line.cancelled for line in after.lines] == [2, 0]
        assert after.state is OrderState.open
        assert after.total == before.total
        assert (await STORE.perform(far.link, target(before), wish, "01CUT")).reference == done.reference
        with pytest.raises(TooMuch):
            await STORE.preview(far.link, target(after), wish, after)


async def test_pieces_cancelled_without_money_are_known_again() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 3)]))
        wish = CancelOrder(pieces=(Pieces(before.lines[0].id, 1),), refund=False)
        first = await STORE.perform(far.link, target(before), wish, "01NIL")
        again = await STORE.performed(far.link, target(before), wish, "01NIL")
        after = await read(far, order)
        assert again is not None
        assert again.reference == first.reference
        assert (after.lines[0].cancelled, after.lines[0].refunded, after.refunded.minor) == (1, 0, 0)


async def test_store_credit_and_more_than_was_paid() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 1)]))
        wish = RefundOrder(shipping=Money(490, "EUR"), amount=Money(10, "EUR"), way="store_credit")
        await STORE.perform(far.link, target(before), wish, "01CRE")
        after = await read(far, order)
        assert after.refunds[0].way == "shopify_store_credit"
        assert (after.refunded, after.shipping_refunded) == (Money(500, "EUR"), Money(490, "EUR"))
        for too_much in (RefundOrder(amount=Money(9_999, "EUR")), RefundOrder(shipping=Money(1, "EUR")), RefundOrder()):
            with pytest.raises(TooMuch):
                await STORE.preview(far.link, target(after), too_much, after)


async def test_webhooks_are_subscribed_once_and_old_addresses_ended() -> None:
    async with far_shopify() as far:
        await STORE.subscribe(far.link, "https://old.example/hooks/stores/1")
        far.shop.subscriptions.append(
            {
                "id": "gid://shopify/WebhookSubscription/1",
                "legacyResourceId": "1",
                "topic": "ORDERS_PAID",
                "uri": "https://erp.example",
            }
        )
        for _ in range(2):
            await STORE.subscribe(far.link, "https://desk.example/hooks/stores/1")
        assert {one["uri"] for one in far.shop.subscriptions} == {
            "https://desk.example/hooks/stores/1",
            "https://erp.example",
        }
        asked = [one["topic"] for one in far.shop.subscriptions]
        assert len(asked) == len(topics()) + 1
        assert "ORDERS_UPDATED" in asked
        assert "CUSTOMERS_REDACT" not in asked


async def test_unsent_pieces_paid_back_are_warned_of() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 2)]))
        wish = RefundOrder(pieces=(Pieces(before.lines[0].id, 1),))
        assert (await STORE.preview(far.link, target(before), wish, before)).warnings
        far.shop.ship(order)
        sent = await read(far, order)
        assert not (await STORE.preview(far.link, target(sent), wish, sent)).warnings


async def test_a_customer_found_by_phone() -> None:
    async with far_shopify() as far:
        far.ana["defaultPhoneNumber"] = {"phoneNumber": "+4915112345678"}
        order = far.shop.sell(far.ana, [(far.shirt, 1)])
        found = await STORE.orders_of(far.link, Handle("phone", "+4915112345678"))
        assert [one.external_id for one in found] == [order["legacyResourceId"]]
        assert list(await STORE.orders_of(far.link, Handle("phone", "+490000"))) == []


async def test_a_cancellation_that_takes_its_time_is_never_asked_for_twice() -> None:
    async with far_shopify() as far:
        far.shop.slow = True
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 1)]))
        wish = CancelOrder(reason="customer")
        await far.will("lost")
        with pytest.raises(StoreUnsure):
            await STORE.perform(far.link, target(before), wish, "01SLOW")
        for ask in (STORE.performed, STORE.perform):
            with pytest.raises(StoreUnsure, match="not done it yet"):
                await ask(far.link, target(before), wish, "01SLOW")
        assert len(far.shop.jobs) == 1
        next_day = msgspec.structs.replace(far.link, now=far.shop.now * 1000 + 86_400_000)
        assert await STORE.performed(next_day, target(before), wish, "01SLOW") is None
        far.shop.run_jobs()
        done = await STORE.performed(far.link, target(before), wish, "01SLOW")
        assert done is not None
        assert (await read(far, order)).refunded == before.paid


async def test_a_cancellation_under_way_is_pending() -> None:
    async with far_shopify() as far:
        far.shop.slow = True
        before = await read(far, far.shop.sell(far.ana, [(far.shirt, 1)]))
        assert (await STORE.perform(far.link, target(before), CancelOrder(), "01PEND")).pending


async def test_pieces_are_not_cancelled_without_restocking() -> None:
    async with far_shopify() as far:
        before = await read(far, far.shop.sell(far.ana, [(far.shirt, 3)]))
        wish = CancelOrder(pieces=(Pieces(before.lines[0].id, 1),), restock=False)
        for ask in (
            STORE.preview(far.link, target(before), wish, before),
            STORE.perform(far.link, target(before), wish, "01X"),
        ):
            with pytest.raises(CannotDo):
                await ask


async def test_unsent_pieces_put_back_in_stock_are_not_sent() -> None:
    async with far_shopify() as far:
        before = await read(far, order := far.shop.sell(far.ana, [(far.shirt, 2)]))
        wish = RefundOrder(pieces=(Pieces(before.lines[0].id, 1),), restock=True)
        assert "will not be sent" in (await STORE.preview(far.link, target(before), wish, before)).warnings[0].words
        await STORE.perform(far.link, target(before), wish, "01STOCK")
        assert (await read(far, order)).lines[0].cancelled == 1
        far.shop.ship(order)
        sent = await read(far, order)
        await STORE.perform(far.link, target(sent), wish, "01BACK")
        assert (await read(far, order)).lines[0].returned == 1
