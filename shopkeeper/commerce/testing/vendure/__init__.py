"""A pretend Vendure: the Admin API over HTTP, as far as the adapter asks it, and our plugin's signed webhooks.

    async with PretendVendure() as shop:
        shop.url                     # http://127.0.0.1:PORT, asked at /admin-api by shop.user with shop.password
        shirt = shop.stock("Shirt", 2990, ("M", "L"))
        order = shop.sell(shop.enrol("Ana", "Lima", "ana@example.org"), [(shirt["variants"][0], 2)])
        body, headers = shop.hook("order", order["id"], at=…)

By hand: `python -m shopkeeper.commerce.testing.vendure`. Names are the provider's (schema.graphql); what it does follows
https://docs.vendure.io and is held against a real Vendure by the same examination.
"""

from shopkeeper.commerce.testing.vendure.pretending import PretendVendure

__all__ = ["PretendVendure"]
