"""What is done to a customer: codes, credit, her own data."""

import msgspec
import pytest

from shopkeeper.commerce.adapters.shopify import Shopify
from shopkeeper.commerce.adapters.shopify.tests.test_contract import far_shopify
from shopkeeper.commerce.contract import AWAY
from shopkeeper.commerce.errors import CannotDo, StoreRefused, StoreUnsure
from shopkeeper.commerce.model import CreateDiscount, EditCustomer, GiveCredit, Target
from shopkeeper.commerce.money import Money

STORE = Shopify()


async def test_a_discount_is_made_for_one_customer_and_a_taken_code_is_refused() -> None:
    async with far_shopify() as far:
        who = Target(customer_id=far.ana["legacyResourceId"])
        done = await STORE.perform(far.link, who, CreateDiscount(amount=Money(500, "EUR"), code="SORRY5"), "01ONE")
        made = far.shop.discounts["sorry5"]["given"]
        assert done.code == "SORRY5"
        assert made["customerGets"]["value"]["discountAmount"]["amount"] == "5.00"
        assert made["context"]["customers"]["add"] == [far.ana["id"]]
        assert made["usageLimit"] == 1
        free = CreateDiscount(free_shipping=True, uses=2)
        assert (await STORE.preview(far.link, who, free, None)).items[0].words == "Free shipping, 2 times"
        given = await STORE.perform(far.link, who, free, "01FREE")
        assert given == await STORE.performed(far.link, who, free, "01FREE")
        assert far.shop.discounts[str(given.code).lower()]["given"]["destination"] == {"all": True}
        for wrong in (CreateDiscount(), CreateDiscount(percent=5, free_shipping=True)):
            with pytest.raises(CannotDo):
                await STORE.preview(far.link, who, wrong, None)
        with pytest.raises(StoreRefused, match="SORRY5"):
            await STORE.perform(far.link, who, CreateDiscount(percent=10, code="SORRY5"), "01TWO")


async def test_a_customers_address_note_and_tags_are_changed() -> None:
    async with far_shopify() as far:
        who = Target(customer_id=far.ana["legacyResourceId"])
        wish = EditCustomer(place=AWAY, note="Likes tea", add_tags=("vip",))
        assert len((await STORE.preview(far.link, who, wish, None)).items) == 3
        await STORE.perform(far.link, who, wish, "01CUST")
        found = await STORE.customer(far.link, str(who.customer_id))
        assert found is not None
        assert (found.place, found.note, found.tags) == (AWAY, "Likes tea", ("vip",))
        with pytest.raises(CannotDo):
            await STORE.perform(far.link, Target(), wish, "01GUEST")


async def test_store_credit_is_given_once_although_it_carries_nothing_of_ours() -> None:
    async with far_shopify() as far:
        who = Target(customer_id=far.ana["legacyResourceId"])
        wish = GiveCredit(amount=Money(500, "EUR"))
        first = await STORE.perform(far.link, who, wish, "01CREDIT")
        assert (await STORE.perform(far.link, who, wish, "01CREDIT")).reference == first.reference
        second = await STORE.perform(far.link, who, wish, "01OTHER")
        assert second.customer is not None
        assert second.customer.store_credit == Money(1_000, "EUR")
        assert second.reference != first.reference
        assert len(far.ana["credits"]) == 2
        for wrong in (Target(), Target(customer_id=who.customer_id)):
            amount = Money(0, "EUR") if wrong.customer_id else Money(1, "EUR")
            with pytest.raises(CannotDo):
                await STORE.perform(far.link, wrong, GiveCredit(amount=amount), "01W")


async def test_a_credit_that_is_marked_and_not_shown_is_looked_up_before_it_is_repeated() -> None:
    async with far_shopify() as far:
        who, wish = Target(customer_id=far.ana["legacyResourceId"]), GiveCredit(amount=Money(500, "EUR"))
        await STORE.perform(far.link, who, wish, "01GONE")
        far.ana["credits"].clear()
        at = far.shop.now * 1000
        with pytest.raises(StoreUnsure):
            await STORE.performed(msgspec.structs.replace(far.link, now=at + 5_000), who, wish, "01GONE")
        later = msgspec.structs.replace(far.link, now=at + 120_000)
        assert await STORE.performed(later, who, wish, "01GONE") is None


async def test_a_gift_card_has_one_code_for_a_key() -> None:
    async with far_shopify() as far:
        who, wish = (
            Target(email="guest@example.org"),
            GiveCredit(amount=Money(2_000, "EUR"), gift_card=True, reason="sorry"),
        )
        await far.will("lost")
        with pytest.raises(StoreUnsure):
            await STORE.perform(far.link, who, wish, "01GIFT")
        done = await STORE.performed(far.link, who, wish, "01GIFT")
        assert done is not None
        assert done.code == far.shop.gifts[0]["given"]["code"]
        assert done == await STORE.perform(far.link, who, wish, "01GIFT")
        assert len(far.shop.gifts) == 1
        assert "01GIFT" not in str(done.code).upper()
