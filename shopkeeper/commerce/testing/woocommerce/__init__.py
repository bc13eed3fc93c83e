"""A pretend WooCommerce that speaks REST v3 over real HTTP, from its documents: https://woocommerce.github.io/woocommerce-rest-api-docs/

    shop = Shop(currency="EUR", tax="0.19")
    async with serving(shop) as url:      # http://127.0.0.1:PORT, signed with OAuth 1.0a like any shop without TLS
        ...

By hand: `python -m shopkeeper.commerce.testing.woocommerce --port 8900`.
"""

from shopkeeper.commerce.testing.woocommerce.posting import Delivery, Refused
from shopkeeper.commerce.testing.woocommerce.server import Served, serving
from shopkeeper.commerce.testing.woocommerce.shop import Shop

__all__ = ["Delivery", "Refused", "Served", "Shop", "serving"]
