"""Starts the pretend shop by hand, with a few orders in it."""

import asyncio
import sys

from shopkeeper.commerce.testing.vendure import PretendVendure


async def main() -> None:
    async with PretendVendure() as shop:
        shirt, mug = shop.stock("Shirt", 2990, ("M", "L")), shop.stock("Mug", 845)
        ana = shop.enrol("Ana", "Lima", "ana@example.org")
        for _ in range(3):
            shop.sell(ana, [(shirt["variants"][0], 2), (mug["variants"][0], 1)])
        sys.stdout.write(f"{shop.url}  user {shop.user}  password {shop.password}  webhook secret {shop.secret}\n")
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
