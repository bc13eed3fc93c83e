"""A pretend Shopify: the Admin API over HTTP, points and all, and signed webhooks.

    async with PretendShopify() as shop:
        shop.url                     # http://127.0.0.1:PORT, asked at /admin/api/2026-10/graphql.json with shop.token
        order = shop.sell(shop.enrol("Ana Lima", "ana@example.org"), [(shop.stock("Shirt", "29.90"), 2)])
        body, headers = shop.hook("orders/create", order)

By hand: `python -m shopkeeper.commerce.testing.shopify`. Types and names are the provider's (schema.graphql); what it does follows
https://shopify.dev/docs/api/admin-graphql and the pages named in each module.
"""

from shopkeeper.commerce.testing.shopify.server import PretendShopify

__all__ = ["PretendShopify"]
