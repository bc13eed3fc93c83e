"""The pretend WooCommerce in the shape the examination wants."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shopkeeper.commerce.adapters.woocommerce import plans
from shopkeeper.commerce.contract import AWAY, some_store
from shopkeeper.commerce.model import Link, Order
from shopkeeper.commerce.testing.woocommerce import Served, Shop, serving
from shopkeeper.kit.outside import Outside
from shopkeeper.kit.settings import Settings


class FarWoo:
    """Has the shape of FarShop."""

    def __init__(self, served: Served, outside: Outside) -> None:
        self.served, self.shop = served, served.shop
        prices = ("2990", "845") if self.shop.currency == "JPY" else ("29.90", "8.45")
        self.shirt = self.shop.stock("Shirt", prices[0], options=("M", "L"))
        self.mug = self.shop.stock("Mug", prices[1])
        place = {"address_1": "Hauptstraße 1", "city": "Berlin", "postcode": "10115", "country": "DE"}
        self.ana = self.shop.enrol("Ana", "Lima", "ana@example.org", **place)
        store = some_store("woocommerce", {"currency": self.shop.currency})
        self.link = Link(
            store=type(store)(id="store", kind="woocommerce", name=store.name, brand_id="brand", url=served.url, settings=store.settings),
            secrets={"consumer_key": self.shop.key, "consumer_secret": self.shop.secret}, outside=outside,
        )  # fmt: skip

    def calls(self) -> int:
        return self.shop.asked

    async def order(self, state: str = "paid") -> str:
        shipping = "490" if self.shop.currency == "JPY" else "4.90"
        medium = self.shop.products[self.shirt]["variations"][0]
        id = self.shop.sell(self.ana["id"], [(medium, 2), (self.mug, 1)], shipping=shipping)
        if state in ("sent", "delivered"):
            self.shop.send(id, f"00340{id}")
        return str(id)

    async def variant(self, order: Order) -> str:
        return f"{self.shirt}-{self.shop.products[self.shirt]['variations'][1]}"

    async def change(self, external_id: str) -> None:
        self.shop.edit_order(int(external_id), {"shipping": plans.address(AWAY)})

    async def will(self, trouble: str) -> None:
        if trouble == "dead":
            await self.served.close()
        else:
            self.shop.troubles.append(trouble)


@asynccontextmanager
async def far_woo(currency: str = "EUR", tax: str = "0") -> AsyncIterator[FarWoo]:
    outside = Outside(Settings(allow_private_networks="127.0.0.0/8"))
    try:
        async with serving(Shop(currency, tax)) as served:
            yield FarWoo(served, outside)
    finally:
        await outside.close()
