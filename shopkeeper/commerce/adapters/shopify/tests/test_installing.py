"""Letting us in: signed in by the owner, by the app's own credentials, and tokens that end."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from shopkeeper.commerce.adapters.shopify import Shopify
from shopkeeper.commerce.adapters.shopify.installing import MORE, NEEDED
from shopkeeper.commerce.adapters.shopify.tests.test_contract import FarShopify, far_shopify
from shopkeeper.commerce.errors import StoreNeedsOwner, Unavailable
from shopkeeper.commerce.model import Link
from shopkeeper.commerce.testing.shopify.installing import signed
from shopkeeper.kit.errors import Invalid

STORE = Shopify()
BACK = "https://desk.example.org/settings/stores/back"
HOUR = 3_600_000


def linked(far: FarShopify, secrets: Mapping[str, str], later: int = 0) -> Link:
    store = msgspec.structs.replace(
        far.link.store, settings={**far.link.store.settings, "client_id": far.shop.client_id}
    )
    return msgspec.structs.replace(far.link, store=store, secrets=dict(secrets), now=far.link.now + later)


async def test_an_owner_signs_in_and_the_token_is_made_new_before_it_ends() -> None:
    async with far_shopify() as far:
        link = linked(far, {"api_secret": far.shop.secret})
        page = STORE.begin(link.store, BACK, "state-1")
        asked = parse_qs(urlsplit(page).query)
        assert asked["redirect_uri"] == [BACK]
        assert set(asked["scope"][0].split(",")) == {*NEEDED, *MORE}
        secrets = {"api_secret": far.shop.secret, **await STORE.finish(link, BACK, far.shop.yes(page))}
        assert await STORE.products(linked(far, secrets), "Shirt")

        assert await STORE.renew(linked(far, secrets, HOUR // 2)) is None
        fresh = await STORE.renew(linked(far, secrets, HOUR - 60_000))
        assert fresh is not None
        assert fresh["refresh_token"] != secrets["refresh_token"]
        assert await STORE.products(linked(far, {**secrets, **fresh}), "Shirt")
        with pytest.raises(StoreNeedsOwner):
            await STORE.renew(linked(far, secrets, HOUR))


async def test_what_shopify_did_not_send_is_refused() -> None:
    async with far_shopify() as far:
        link = linked(far, {"api_secret": far.shop.secret})
        page = STORE.begin(link.store, BACK, "state-1")
        good = far.shop.yes(page)

        def sealed(**over: str) -> dict[str, str]:
            told = {name: value for name, value in {**good, **over}.items() if name != "hmac"}
            return {**told, "hmac": signed(far.shop.secret, told)}

        tampered = {**good, "code": "another"}
        unsigned = {name: value for name, value in good.items() if name != "hmac"}
        elsewhere, evil = sealed(shop="other.myshopify.com"), sealed(shop="evil.example/.myshopify.com")
        for query in (tampered, unsigned, elsewhere, evil, sealed(code=""), sealed(code="a/../b"), {}):
            with pytest.raises(StoreNeedsOwner):
                await STORE.finish(link, BACK, query)
        with pytest.raises(StoreNeedsOwner):
            await STORE.finish(linked(far, {}), BACK, good)
        assert far.shop.codes, "Nothing that was forged reached the shop."
        await STORE.finish(link, BACK, good)
        with pytest.raises(StoreNeedsOwner):
            await STORE.finish(link, BACK, good)


async def test_an_app_of_the_shops_own_needs_no_signing_in() -> None:
    async with far_shopify() as far:
        far.shop.own = True
        link = linked(far, {"api_secret": far.shop.secret})
        assert all(step.ok for step in await STORE.try_out(link))
        fresh = await STORE.renew(link)
        assert fresh is not None
        secrets = {**link.secrets, **{name: value for name, value in fresh.items() if value}}
        assert await STORE.renew(linked(far, secrets, 23 * HOUR)) is None
        assert await STORE.renew(linked(far, secrets, 24 * HOUR))


async def test_an_app_of_others_says_that_the_owner_has_to_sign_in() -> None:
    async with far_shopify() as far:
        link = linked(far, {"api_secret": far.shop.secret})
        assert not (await STORE.try_out(link))[0].ok
        with pytest.raises(StoreNeedsOwner, match="sign in"):
            await STORE.renew(link)
        with pytest.raises(Invalid, match="client ID"):
            STORE.begin(far.link.store, BACK, "state")


async def test_a_typed_token_is_left_alone_and_a_dead_line_ends_nothing() -> None:
    async with far_shopify() as far:
        typed = linked(far, {"api_secret": far.shop.secret, "access_token": far.shop.token})
        assert await STORE.renew(typed) is None
        ending = {**typed.secrets, "refresh_token": "old", "token_ends_at": "1"}
        await far.shop.kill()
        with pytest.raises(Unavailable):
            await STORE.renew(linked(far, ending))
