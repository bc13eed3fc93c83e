"""What a Vendure shop tells, and who may tell it."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from shopkeeper.commerce.adapters.vendure import hooks, store
from shopkeeper.commerce.adapters.vendure.stamps import bare, key_in, stamped
from shopkeeper.commerce.adapters.vendure.tests.far import far_vendure
from shopkeeper.commerce.adapters.vendure.tests.test_contract import NOW, posted
from shopkeeper.commerce.adapters.vendure.units import Unit
from shopkeeper.commerce.contract import assert_adds_up, some_store
from shopkeeper.commerce.errors import CannotDo, NotOurs, OtherCurrency, StoreNeedsOwner, Unavailable, Unreadable
from shopkeeper.commerce.model import (
    CustomerSeen,
    FulfilmentState,
    Handle,
    OrderSeen,
    OrderState,
    ParcelState,
    PaymentState,
)
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.numbers import found_in
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.errors import Invalid

BODY = '{"type":"order","id":"12","channels":["a"],"at":1795369999000,"delivery":"d1"}'


# --- webhooks ---


@pytest.mark.parametrize("late", [6 * MINUTE, -6 * MINUTE])
def test_an_old_post_is_not_taken_again(late: int) -> None:
    with pytest.raises(NotOurs):
        store.verify(posted(BODY, received_at=NOW + late))


def test_a_post_within_the_window_is_known_by_its_delivery() -> None:
    assert store.verify(posted(BODY, received_at=NOW + 4 * MINUTE)) == "d1"


def test_a_post_under_another_secret_or_another_time_is_refused() -> None:
    with pytest.raises(NotOurs):
        store.verify(posted(BODY, secret="another secret of theirs"))
    post = posted(BODY)
    signed = post.headers[hooks.HEADER].partition(",v1=")[2]
    for header in (
        f"t={NOW // 1000 + 1},v1={signed}",
        f"t={NOW // 1000}",
        f"v1={signed}",
        "",
        f"t={'9' * 400},v1={signed}",
    ):
        with pytest.raises(NotOurs):
            store.verify(replace(post, headers={hooks.HEADER: header}))


def test_a_giant_or_nameless_post_is_reported() -> None:
    with pytest.raises(Unreadable):
        store.parse(posted('{"type":"order","id":"","delivery":"d"}'))
    with pytest.raises(Unreadable):
        store.parse(posted(json.dumps({"type": "order", "id": ["x"] * 100_000, "delivery": "d"})))


# --- settings ---


def test_an_address_is_kept_without_its_tail_and_the_rest_is_filled_in() -> None:
    given = replace(some_store("vendure", {"user": "desk"}), url="api.shop.example/admin-api/")
    kept = store.settle(given, {"password": "p"})
    assert (kept.url, kept.settings["dashboard"]) == ("https://api.shop.example", "https://api.shop.example/dashboard")


@pytest.mark.parametrize(
    ("settings", "secrets", "wrong"),
    [
        ({"user": ""}, {"password": "p"}, "settings.user"),
        ({}, {}, "secrets.password"),
        ({"pay_page": "https://shop.example/pay"}, {"password": "p"}, "settings.pay_page"),
        ({"pay_page": "javascript:alert({code})"}, {"password": "p"}, "settings.pay_page"),
        ({"dashboard": "javascript:alert(1)"}, {"password": "p"}, "settings.dashboard"),
        ({}, {"password": "p", "webhook": "short"}, "secrets.webhook"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(settings: dict[str, Any], secrets: dict[str, str], wrong: str) -> None:
    given = replace(some_store("vendure", {"user": "desk", **settings}), url="https://api.shop.example")
    with pytest.raises(Invalid) as caught:
        store.settle(given, secrets)
    assert set(caught.value.fields) == {wrong}


async def test_trying_says_which_rights_are_missing() -> None:
    async with far_vendure() as far:
        assert all(step.ok for step in await store.try_out(far.link))
        far.pretend.rights -= {"CreatePromotion", "ReadCatalog"}
        lacking = {step.name: step.words for step in await store.try_out(far.link) if not step.ok}
        assert lacking == {"Codes": "Our role lacks CreatePromotion.", "Products": "Our role lacks ReadCatalog."}
        far.pretend.rights = {"SuperAdmin"}
        assert all(step.ok for step in await store.try_out(far.link))


async def test_a_wrong_password_is_told_in_words() -> None:
    async with far_vendure() as far:
        link = replace(far.link, secrets={"password": "wrong"})
        [step] = await store.try_out(link)
        assert (step.ok, "name and password" in step.words) == (False, True)
        with pytest.raises(StoreNeedsOwner, match="name and password"):
            await store.order(link, "1")


# --- the sign-in ---


async def test_a_session_that_ended_is_begun_anew() -> None:
    async with far_vendure() as far:
        id = await far.order()
        await far.now(id)
        far.pretend.sessions.clear()
        assert (await far.now(id)).external_id == id


async def test_a_changed_password_stops_what_runs() -> None:
    async with far_vendure() as far:
        id = await far.order()
        await far.now(id)
        far.pretend.sessions.clear()
        far.pretend.password = "another"
        with pytest.raises(StoreNeedsOwner):
            await far.now(id)


async def test_a_shop_that_keeps_its_token_in_cookies_only_says_so() -> None:
    async with far_vendure() as far:
        far.pretend.bearer = False
        with pytest.raises(StoreNeedsOwner, match="bearer"):
            await store.order(far.link, "1")


async def test_a_channel_is_asked_and_one_that_is_gone_is_told() -> None:
    async with far_vendure() as far:
        id = await far.order()
        for token, known in ((far.pretend.channel, True), ("gone", False)):
            link = replace(
                far.link, store=replace(far.link.store, settings={**far.link.store.settings, "channel": token})
            )
            if known:
                assert await store.order(link, id) is not None
            else:
                with pytest.raises(StoreNeedsOwner, match="no such channel"):
                    await store.order(link, id)


async def test_another_address_is_no_vendure() -> None:
    async with far_vendure() as far:
        link = replace(far.link, store=replace(far.link.store, url=f"{far.link.store.url}/elsewhere"))
        with pytest.raises(Unavailable, match="Admin API"):
            await store.order(link, "1")


# --- orders ---


async def test_an_order_is_told_as_it_stands() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order(off=500))
        assert (order.total, order.shipping, order.discount) == (
            Money(6_815, "EUR"),
            Money(490, "EUR"),
            Money(500, "EUR"),
        )
        assert (order.email, order.name, order.shipping_method) == ("ana@example.org", "Ana Lima", "Standard")
        assert (order.lines[0].title, order.lines[0].variant, order.lines[0].options) == ("Shirt", "M", {"size": "M"})
        assert order.lines[0].image_url is None
        assert order.ship_to is not None
        assert (order.ship_to.city, order.ship_to.country) == ("Berlin", "DE")
        assert (order.state, order.payment_state) == (OrderState.open, PaymentState.paid)
        assert_adds_up(order)


async def test_an_orders_number_is_found_in_what_people_write() -> None:
    async with far_vendure() as far:
        order = await far.now(await far.order())
        assert found_in(f"Where is {order.number}? THANKYOUSOVERYMUCH", [store.abilities.number]) == [order.number]


async def test_parcels_are_told_before_they_leave_and_after() -> None:
    async with far_vendure() as far:
        id = await far.order()
        raw = far.raw(id)
        before = await far.now(id)
        parcel = far.pretend.send(raw, [(raw["lines"][0]["id"], 1)], "Pending")
        waiting = await far.now(id)
        assert waiting.version != before.version
        assert [(one.state, one.carrier, one.lines) for one in waiting.shipments] == [
            (ParcelState.label_created, "DHL", ((raw["lines"][0]["id"], 1),))
        ]
        assert (waiting.lines[0].fulfilled, waiting.fulfilment_state) == (0, FulfilmentState.unfulfilled)
        parcel.update(state="Shipped", updatedAt=far.pretend.at())
        sent = await far.now(id)
        assert (sent.lines[0].fulfilled, sent.fulfilment_state) == (1, FulfilmentState.part_fulfilled)
        assert sent.shipments[0].shipped_at is not None
        assert sent.updated_at > waiting.updated_at


async def test_a_surcharge_is_a_line_of_its_own() -> None:
    async with far_vendure() as far:
        id = await far.order()
        far.raw(id)["surcharges"].append({"id": "1", "description": "Gift wrap", "price": 252, "priceWithTax": 300})
        order = await far.now(id)
        assert (order.lines[-1].title, order.lines[-1].total, order.lines[-1].needs_shipping) == (
            "Gift wrap",
            Money(300, "EUR"),
            False,
        )
        assert_adds_up(order)


async def test_carts_and_drafts_are_no_orders() -> None:
    async with far_vendure() as far:
        for state in ("Draft", "AddingItems", "ArrangingPayment"):
            cart = far.pretend.draft()
            cart.update(state=state, customer=far.ana)
            assert await store.order(far.link, cart["id"]) is None
        assert await store.orders_of(far.link, Handle("email", "ANA@example.org")) == ()


async def test_a_guest_is_a_customer_whose_address_nobody_proved() -> None:
    async with far_vendure() as far:
        guest = far.pretend.enrol("Bo", "Berg", "bo@example.org", guest=True)
        known = await store.customer(far.link, guest["id"])
        assert known is not None
        assert (known.name, known.verified_email, known.orders_count) == ("Bo Berg", False, 0)
        ana = await store.customer(far.link, far.ana["id"])
        assert ana is not None
        assert ana.verified_email
        trusting = replace(far.link.store, settings={**far.link.store.settings, "proves_addresses": False})
        ana = await store.customer(replace(far.link, store=trusting), far.ana["id"])
        assert ana is not None
        assert not ana.verified_email


# --- lists ---


async def test_what_changed_comes_page_by_page_and_goes_on() -> None:
    async with far_vendure() as far:
        made = [await far.order() for _ in range(120)]
        # Many of one moment: a page ends among them.
        for raw in far.pretend.orders[10:110]:
            raw["updatedAt"] = far.pretend.orders[10]["updatedAt"]
        seen, customers, cursor = list[str](), list[str](), None
        for _ in range(12):
            batch = await store.changes(far.link, cursor)
            seen += [one.order.external_id for one in batch.changes if isinstance(one, OrderSeen)]
            customers += [one.customer.external_id for one in batch.changes if isinstance(one, CustomerSeen)]
            cursor = batch.cursor
            if not batch.more:
                break
        assert set(seen) == set(made)
        assert customers == [far.ana["id"]]


async def test_money_that_went_back_unheard_is_found_within_a_day() -> None:
    """Vendure's `updatedAt` stays where a refund is made: only the daily look finds it, when the webhook was lost."""
    async with far_vendure() as far:
        id, link = await far.order(), replace(far.link, now=far.pretend.now + 60_000)
        cursor = await _to_the_end(link, None)
        far.pretend.now += 10 * MINUTE
        payment = far.raw(id)["payments"][0]
        payment["refunds"].append({**far.pretend.dated("Refund"), "total": 500, "shipping": 0, "state": "Settled", "reason": "", "lines": [],
                                   "method": "card"})  # fmt: skip
        tomorrow, found = replace(link, now=link.now + DAY), list[Money]()
        for _ in range(4):
            batch = await store.changes(tomorrow, cursor)
            cursor = batch.cursor
            found += [one.order.refunded for one in batch.changes if isinstance(one, OrderSeen)]
            if not batch.more:
                break
        assert found[-1] == Money(500, "EUR")
        soon = await store.changes(replace(tomorrow, now=tomorrow.now + MINUTE), cursor)
        assert not (await store.changes(replace(tomorrow, now=tomorrow.now + MINUTE), soon.cursor)).more


async def _to_the_end(link: Any, cursor: str | None) -> str:
    while True:
        batch = await store.changes(link, cursor)
        cursor = batch.cursor
        if not batch.more:
            return cursor


async def test_things_are_found_by_name_by_number_and_by_sku() -> None:
    async with far_vendure() as far:
        for words in ("shirt", "SHI-XL", far.shirt["id"]):
            found = await store.products(far.link, words)
            assert far.shirt["id"] in {one.id for one in found}, words
        [shirt] = await store.products(far.link, "shirt")
        first = shirt.variants[0]
        assert (first.options, first.price, first.stock) == ({"size": "M"}, Money(2_990, "EUR"), 1_000)
        assert shirt.variants[0].image_url == "https://shop.example/Shirt.png"
        assert len(await store.products(far.link, "")) == 2


# --- money ---


def test_amounts_are_exact_whatever_the_currency_has() -> None:
    assert Unit("EUR").money(1_250) == Money(1_250, "EUR")
    assert Unit("JPY").money(100_000) == Money(1_000, "JPY")
    assert Unit("JPY").money(100_050) == Money(1_001, "JPY")
    assert Unit("JPY", 0).money(1_000) == Money(1_000, "JPY")
    assert Unit("KWD").money(1_250) == Money(12_500, "KWD")
    assert Unit("KWD", 3).money(1_250) == Money(1_250, "KWD")
    assert Unit("JPY").amount(Money(1_000, "JPY")) == 100_000
    assert Unit("KWD").amount(Money(12_500, "KWD")) == 1_250
    with pytest.raises(CannotDo, match="cannot write"):
        Unit("KWD").amount(Money(12_505, "KWD"))
    with pytest.raises(OtherCurrency):
        Unit("EUR").amount(Money(5, "USD"))
    with pytest.raises(TypeError):
        Unit("EUR").money("12.50")


async def test_a_rest_that_the_currency_does_not_have_goes_back_with_the_whole() -> None:
    async with far_vendure("JPY") as far:
        far.shirt["variants"][0]["priceWithTax"], far.mug["variants"][0]["priceWithTax"] = 299_049, 84_551
        order = await far.now(await far.order())
        assert order.paid == order.total == Money(6_831, "JPY")
        assert_adds_up(order)


def test_our_key_in_words_is_found_and_hidden() -> None:
    words = stamped("Rang [sic]", "01abc")
    assert (key_in(words), bare(words)) == ("01abc", "Rang [sic]")
    assert (key_in("Rang [sic]"), bare("Rang [sic]")) == (None, "Rang [sic]")
    assert bare(stamped("", "01abc")) == ""
