"""The line to the shop: keys, pages, webhooks made and healed, what is said when something is wrong."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from msgspec.structs import replace

from shopkeeper.commerce.adapters.woocommerce import hooks, store
from shopkeeper.commerce.adapters.woocommerce.tests.far import FarWoo, far_woo
from shopkeeper.commerce.contract import some_store
from shopkeeper.commerce.errors import NotOurs, StoreNeedsOwner, Unavailable, Unreadable
from shopkeeper.commerce.model import CustomerSeen, Handle, OrderGone, OrderSeen, OrderTouched, Post
from shopkeeper.commerce.testing.woocommerce import Delivery
from shopkeeper.kit.errors import Invalid


class BehindTls:
    """What a web server with a certificate does in front of the shop."""

    def __init__(self, outside: Any) -> None:
        self._outside = outside

    async def request(self, method: str, url: str, **more: Any) -> Any:
        assert url.startswith("https://"), url
        return await self._outside.request(method, url.replace("https://", "http://", 1), **more)


async def test_over_tls_the_key_goes_as_basic() -> None:
    async with far_woo() as far:
        order = await far.order()
        far.served.tls = True
        secure = replace(far.link.store, url=far.link.store.url.replace("http:", "https:"))
        link = replace(far.link, store=secure, outside=BehindTls(far.link.outside))
        assert await store.order(link, order) is not None
        with pytest.raises(StoreNeedsOwner):
            await store.order(replace(link, secrets={**link.secrets, "consumer_secret": "cs_wrong"}), order)


async def test_over_plain_http_a_wrong_secret_is_a_wrong_signature() -> None:
    async with far_woo() as far:
        with pytest.raises(StoreNeedsOwner):
            await store.order(replace(far.link, secrets={**far.link.secrets, "consumer_secret": "cs_wrong"}), "1")
        with pytest.raises(StoreNeedsOwner, match="no API key"):
            await store.order(replace(far.link, secrets={}), "1")


async def test_words_with_every_sign_are_signed_right() -> None:
    async with far_woo() as far:
        far.shop.stock("Tee & Grün + 100 % (süß) ~ *", "3.00")
        [found] = await store.products(far.link, "& Grün + 100 % (süß) ~ *")
        assert found.title.startswith("Tee")


async def test_all_orders_come_also_when_some_change_meanwhile() -> None:
    async with far_woo() as far:
        seconds = [1_700_000_000.0]
        far.shop.now = lambda: seconds[0]
        made = []
        for at in range(250):
            seconds[0] += 1 if at % 120 == 0 else 0
            made.append(far.shop.sell(far.ana["id"], [(far.mug, 1)]))
        seen, cursor, changed = set[str](), None, False
        people = set[str]()
        for _ in range(20):
            batch = await store.changes(far.link, cursor)
            for change in batch.changes:
                if isinstance(change, CustomerSeen):
                    people.add(change.customer.external_id)
                else:
                    assert isinstance(change, OrderSeen)
                    seen.add(change.order.external_id)
            if len(seen) >= 100 and not changed:
                changed = True
                seconds[0] += 60
                for one in made[:40]:
                    far.shop.edit_order(one, {"customer_note": "Please ring"})
            cursor = batch.cursor
            if not batch.more:
                break
        assert changed
        assert batch.more is False
        assert seen == {str(one) for one in made}
        assert people == {str(far.ana["id"])}


async def test_an_order_nobody_can_read_does_not_stop_the_rest() -> None:
    async with far_woo() as far:
        first, second = await far.order(), await far.order()
        far.shop.orders[int(first)]["total"] = "a lot"
        cursor = (await store.changes(far.link, None)).cursor
        batch = await store.changes(far.link, cursor)
        assert [change.order.external_id for change in batch.changes if isinstance(change, OrderSeen)] == [second]
        assert batch.more is False


async def test_a_guests_orders_are_found_by_address_alone() -> None:
    async with far_woo() as far:
        id = far.shop.sell(0, [(far.mug, 1)], email="Guest@example.org")
        far.shop.sell(0, [(far.mug, 1)], email="not.guest@example.org")
        [order] = await store.orders_of(far.link, Handle("email", "guest@example.org"))
        assert (order.external_id, order.customer_id) == (str(id), None)


async def test_webhooks_are_made_once_signed_healed_and_moved() -> None:
    async with far_woo() as far:
        await store.subscribe(far.link, "https://desk.example/hooks/stores/k")
        await store.subscribe(far.link, "https://desk.example/hooks/stores/k")
        assert sorted(one["topic"] for one in far.shop.webhooks.values()) == sorted(hooks.TOPICS)
        for ping in list(far.shop.deliveries):
            assert store.verify(post(far, ping)) is None
        far.shop.deliveries.clear()
        id = await far.order()
        [created] = far.shop.deliveries
        for _ in range(5):
            far.shop.answered(created, 500)
        assert far.shop.webhooks[created.webhook]["status"] == "disabled"
        await store.subscribe(far.link, "https://desk.example/hooks/stores/k")
        assert {one["status"] for one in far.shop.webhooks.values()} == {"active"}
        await store.subscribe(far.link, "https://new.example/hooks/stores/k")
        assert {one["delivery_url"] for one in far.shop.webhooks.values()} == {"https://new.example/hooks/stores/k"}
        assert len(far.shop.webhooks) == len(hooks.TOPICS)
        assert id


async def test_what_the_shop_posts_is_read_in_any_order_and_twice() -> None:
    async with far_woo() as far:
        await store.subscribe(far.link, "https://desk.example/h")
        far.shop.deliveries.clear()
        id = int(await far.order())
        far.shop.refund(id, {"amount": "5.00"})
        far.shop.delete_order(id, force=False)
        created, refunded, deleted = far.shop.deliveries
        kinds = [type(read(far, one)) for one in (deleted, created, refunded, created)]
        assert kinds == [OrderGone, OrderSeen, OrderTouched, OrderSeen]
        assert store.verify(post(far, created)) == store.verify(post(far, created)) != store.verify(post(far, refunded))
        with pytest.raises(NotOurs):
            store.verify(replace(post(far, created), secrets={"consumer_secret": "cs_wrong"}))
        assert await store.order(far.link, str(id)) is None


async def test_trying_says_what_is_wrong_and_what_to_do() -> None:
    async with far_woo() as far:
        assert all(step.ok for step in await store.try_out(far.link))
        wrong = replace(far.link, store=replace(far.link.store, settings={"currency": "USD"}))
        last = (await store.try_out(wrong))[-1]
        assert (last.ok, last.advice) == (False, "Set the currency to EUR.")
        far.shop.troubles.append("forbidden")
        first = (await store.try_out(far.link))[0]
        assert not first.ok
        assert "Read/Write" in str(first.advice)


def test_settings_are_looked_over() -> None:
    keys = {"consumer_key": "ck", "consumer_secret": "cs"}
    kept = store.settle(replace(some_store("woocommerce", {"currency": "usd"}), url="shop.example/blog/"), keys)
    assert (kept.url, kept.settings["currency"]) == ("https://shop.example/blog", "USD")
    with pytest.raises(Invalid) as caught:
        store.settle(replace(some_store("woocommerce"), url="ftp://x"), {"consumer_key": "ck"})
    assert set(caught.value.fields) == {"url", "secrets.consumer_secret"}


def test_the_owner_says_yes_on_the_shops_own_page() -> None:
    kept = replace(some_store("woocommerce"), url="https://shop.example/blog")
    page = urlsplit(store.ask(kept, "https://desk.example/back", "https://desk.example/keys/abc", "abc"))
    asked = dict(parse_qsl(page.query))
    assert f"{page.scheme}://{page.netloc}{page.path}" == "https://shop.example/blog/wc-auth/v1/authorize"
    assert (asked["scope"], asked["callback_url"]) == ("read_write", "https://desk.example/keys/abc")
    assert (asked["return_url"], asked["user_id"]) == ("https://desk.example/back?state=abc", kept.id)
    assert asked["app_name"]
    assert (store.agreed({"success": "1"}), store.agreed({"success": "0"}), store.agreed({})) == (True, False, False)


def test_the_key_the_shop_posts_is_taken_whole_or_not_at_all() -> None:
    key = {
        "key_id": 7,
        "user_id": "store",
        "consumer_key": "ck_a",
        "consumer_secret": "cs_b",
        "key_permissions": "read_write",
    }
    assert store.handed(json.dumps(key).encode()) == {"consumer_key": "ck_a", "consumer_secret": "cs_b"}
    bad = ({"key_permissions": "read"}, {"consumer_secret": ""}, {"consumer_key": "x" * 201}, {"consumer_key": 7})
    for wrong in (*(json.dumps({**key, **one}).encode() for one in bad), b"", b"[]", b"\xff", b"consumer_key=ck_a"):
        with pytest.raises(Unreadable):
            store.handed(wrong)


def post(far: FarWoo, delivery: Delivery) -> Post:
    return Post(store=far.link.store, body=delivery.body, headers=delivery.headers, secrets=far.link.secrets)


def read(far: FarWoo, delivery: Delivery) -> object:
    store.verify(post(far, delivery))
    [change] = store.parse(post(far, delivery))
    return change


async def test_an_address_without_woocommerce_is_not_an_empty_shop() -> None:
    async with far_woo() as far:
        elsewhere = replace(far.link, store=replace(far.link.store, url=f"{far.link.store.url}/blog"))
        [first, *_] = await store.try_out(elsewhere)
        assert (first.ok, "no WooCommerce REST API" in first.words) == (False, True)
        assert (first.what, first.became, first.remedy) == ("what.orders", "", "remedy.browser")
        assert [one.became for one in await store.try_out(far.link)] == [*["became.works"] * 4, "became.sells_in"]
        with pytest.raises(Unavailable):
            await store.order(elsewhere, "1")
        with pytest.raises(Unavailable):
            await store.changes(elsewhere, None)
