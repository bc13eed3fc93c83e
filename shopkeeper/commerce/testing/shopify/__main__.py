"""The pretend shop by hand: it tells where it is and what opens it."""

import asyncio

from shopkeeper.commerce.testing.shopify import PretendShopify


async def main() -> None:
    async with PretendShopify() as shop:
        shop.sell(shop.enrol("Ana Lima", "ana@example.org"), [(shop.stock("Shirt", "29.90", "M"), 2)])
        print(f"address {shop.url}\naccess_token {shop.token}\napi_secret {shop.secret}")  # noqa: T201  what it is for
        await asyncio.Event().wait()


asyncio.run(main())
