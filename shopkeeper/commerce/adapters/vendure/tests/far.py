"""The pretend Vendure in the shape the examination wants."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from shopkeeper.commerce.adapters.vendure import store
from shopkeeper.commerce.contract import some_store
from shopkeeper.commerce.model import Done, Link, Order, Target
from shopkeeper.commerce.testing.vendure import PretendVendure
from shopkeeper.commerce.testing.vendure.shop import HOME
from shopkeeper.kit.outside import Outside
from shopkeeper.kit.settings import Settings


class FarVendure:
    """Has the shape of FarShop."""

    def __init__(self, shop: PretendVendure, outside: Outside) -> None:
        self.pretend = shop
        self.shirt = shop.stock("Shirt", 2990, ("M", "L", "XL"))
        self.mug = shop.stock("Mug", 845)
        self.ana = shop.enrol("Ana", "Lima", "ana@example.org")
        made = some_store("vendure", {"user": shop.user, "pay_page": "https://shop.example/pay/{code}"})
        one = type(made)(
            id="store", kind="vendure", name=made.name, brand_id="brand", url=shop.url, settings=made.settings
        )
        self.link = Link(store=one, secrets={"password": shop.password, "webhook": shop.secret}, outside=outside)

    def calls(self) -> int:
        return self.pretend.door.calls

    async def order(self, state: str = "paid", **more: Any) -> str:
        sold = self.pretend.sell(self.ana, [(self.shirt["variants"][0], 2), (self.mug["variants"][0], 1)], **more)
        if state in ("sent", "delivered"):
            self.pretend.send(sold)
        if state == "delivered":
            self.pretend.deliver(sold)
        return str(sold["id"])

    async def variant(self, order: Order) -> str:
        return str(self.shirt["variants"][1]["id"])

    async def change(self, external_id: str) -> None:
        order = self.raw(external_id)
        order["shippingAddress"] = {**HOME, "city": "Bremen"}
        self.pretend.touch(order)

    async def will(self, trouble: str) -> None:
        await self.pretend.door.will(trouble)

    def raw(self, external_id: str) -> dict[str, Any]:
        return next(one for one in self.pretend.orders if one["id"] == external_id)

    async def now(self, external_id: str) -> Order:
        order = await store.order(self.link, external_id)
        assert order is not None
        return order

    async def do(self, order: Order, action: Any, key: str) -> Done:
        return await store.perform(self.link, at(order), action, key)


def at(order: Order) -> Target:
    return Target(customer_id=order.customer_id, order=order.external_id, version=order.version, email=order.email)


@asynccontextmanager
async def far_vendure(currency: str = "EUR", **more: Any) -> AsyncIterator[FarVendure]:
    outside = Outside(Settings(allow_private_networks="127.0.0.0/8"))
    try:
        async with PretendVendure(currency, **more) as shop:
            yield FarVendure(shop, outside)
    finally:
        await outside.close()
