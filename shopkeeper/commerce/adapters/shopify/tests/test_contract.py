"""The adapter passes the examination every store passes, against a shop that speaks the true protocol over loopback."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from shopkeeper.commerce.adapters.shopify import Shopify
from shopkeeper.commerce.contract import Case, FarShop, StoreContract, some_store
from shopkeeper.commerce.model import (
    AccessLost,
    CustomersJoined,
    EraseWanted,
    Link,
    Order,
    OrderGone,
    OrderTouched,
    Post,
)
from shopkeeper.commerce.testing.shopify import PretendShopify
from shopkeeper.kit.outside import Outside
from shopkeeper.kit.settings import Settings

SECRET = "hush"
SHOP = "snowdevil.myshopify.com"
KEPT = "gid://shopify/Customer/1"


class FarShopify:
    """Has the shape of FarShop."""

    def __init__(self, shop: PretendShopify) -> None:
        self.shop = shop
        self.outside = Outside(Settings(allow_private_networks="127.0.0.0/8"))
        self.link = Link(
            store=some_store("shopify", {"shop": shop.domain, "address": shop.url}), outside=self.outside,
            secrets={"access_token": shop.token, "api_secret": shop.secret}, now=1_790_000_000_000,
        )  # fmt: skip
        self.shirt = shop.stock("Shirt", "29.90", "M")
        self.large = shop.stock("Shirt", "31.50", "L", self.shirt["product"])
        self.mug = shop.stock("Mug", "8.45")
        self.ana = shop.enrol("Ana Lima", "ana@example.org")

    def calls(self) -> int:
        return self.shop.calls

    async def order(self, state: str = "paid") -> str:
        order = self.shop.sell(self.ana, [(self.shirt, 2), (self.mug, 1)])
        if state in ("sent", "delivered"):
            self.shop.ship(order)
        if state == "delivered":
            self.shop.deliver(order)
        return str(order["legacyResourceId"])

    async def variant(self, order: Order) -> str:
        return str(self.large["legacyResourceId"])

    async def change(self, external_id: str) -> None:
        order = next(one for one in self.shop.orders if one["legacyResourceId"] == external_id)
        order["shippingAddress"] = {**order["shippingAddress"], "address1": "Lange Straße 7"}
        self.shop.settle(order)

    async def will(self, trouble: str) -> None:
        if trouble == "dead":
            await self.shop.kill()
        else:
            self.shop.troubles.append(trouble)


@asynccontextmanager
async def far_shopify(**more: Any) -> AsyncIterator[FarShopify]:
    async with PretendShopify(**more) as shop:
        far = FarShopify(shop)
        yield far
        await far.outside.close()


def posted(topic: str, body: object) -> Post:
    raw = json.dumps(body).encode()
    signed = base64.b64encode(hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()).decode()
    headers = {
        "x-shopify-topic": topic, "x-shopify-hmac-sha256": signed, "x-shopify-shop-domain": SHOP, "x-shopify-webhook-id": "hook-1",
        "x-shopify-api-version": "2026-10",
    }  # fmt: skip
    return Post(store=some_store("shopify", {"shop": SHOP}), body=raw, headers=headers, secrets={"api_secret": SECRET})


# The bodies are those of the provider's pages: privacy law compliance, and the list of webhook topics.
PERSON = {"id": 191167, "email": "john@example.com", "phone": "555-625-1199"}
REDACT = {"shop_id": 954889, "shop_domain": SHOP, "customer": PERSON, "orders_to_redact": [299938, 280263, 220458]}
REQUEST = {
    "shop_id": 954889,
    "shop_domain": SHOP,
    "orders_requested": [299938],
    "customer": PERSON,
    "data_request": {"id": 9999},
}
CASES: tuple[tuple[str, str, object, Any], ...] = (
    ("an order is deleted", "orders/delete", {"id": 820982911946154508}, OrderGone(external_id="820982911946154508")),
    ("an order is edited", "orders/edited", {"order_edit": {"id": 78912328793, "order_id": 820982911946154508}},
     OrderTouched(external_id="820982911946154508")),
    ("money goes back", "refunds/create", {"id": 890088186047892319, "order_id": 820982911946154508, "note": "Things were damaged"},
     OrderTouched(external_id="820982911946154508")),
    ("a parcel goes out", "fulfillments/create", {"id": 123456, "order_id": 820982911946154508, "status": "pending"},
     OrderTouched(external_id="820982911946154508")),
    ("a return is asked for", "returns/request", {"id": 123, "order": {"id": 820982911946154508}},
     OrderTouched(external_id="820982911946154508")),
    ("a dispute", "disputes/create", {"id": 285332461850802050, "order_id": 820982911946154508, "type": "chargeback"},
     OrderTouched(external_id="820982911946154508")),
    ("two customers become one", "customers/merge",
     {"admin_graphql_api_customer_kept_id": KEPT, "admin_graphql_api_customer_deleted_id": "gid://shopify/Customer/2"},
     CustomersJoined(kept="1", gone="2")),
    ("somebody wants to be forgotten", "customers/redact", REDACT, EraseWanted(customer_id="191167", email="john@example.com")),
    ("somebody wants to see", "customers/data_request", REQUEST,
     EraseWanted(customer_id="191167", what="export", email="john@example.com")),
    ("the app is gone", "app/uninstalled", {"id": 548380009, "name": "Super Toys"},
     AccessLost(reason="The app was uninstalled in Shopify.")),
)  # fmt: skip


class TestShopify(StoreContract):
    adapter = Shopify()
    cases = (
        *(Case(name, posted(topic, body), (expected,), delivery="hook-1") for name, topic, body, expected in CASES),
        Case("nothing of ours", posted("themes/publish", {"id": 512162865275216980}), ignored=True, delivery="hook-1"),
    )

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        async with far_shopify() as far:
            yield far
