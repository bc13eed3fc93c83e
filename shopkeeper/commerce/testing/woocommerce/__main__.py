"""Starts the pretend shop by hand, with a few orders in it."""

import argparse
import asyncio
import sys

from shopkeeper.commerce.testing.woocommerce import Shop, serving


async def main(port: int) -> None:
    shop = Shop()
    shirt, mug = shop.stock("Shirt", "29.90"), shop.stock("Mug", "8.45")
    ana = shop.enrol("Ana", "Lima", "ana@example.org")
    for _ in range(3):
        shop.sell(ana["id"], [(shirt, 2), (mug, 1)])
    async with serving(shop, port=port) as served:
        sys.stdout.write(f"{served.url}  key {shop.key}  secret {shop.secret}\n")
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A pretend WooCommerce.")
    parser.add_argument("--port", type=int, default=8900)
    asyncio.run(main(parser.parse_args().port))
