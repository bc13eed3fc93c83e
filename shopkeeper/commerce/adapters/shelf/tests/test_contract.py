"""The shop in memory passes the examination every store passes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shopkeeper.commerce.adapters.shelf import SECRET, ShelfStore
from shopkeeper.commerce.adapters.shelf.adapter import Hook, signature
from shopkeeper.commerce.adapters.shelf.tests.far import FarShelf, far_shelf
from shopkeeper.commerce.contract import Case, FarShop, StoreContract, some_store
from shopkeeper.commerce.model import Action, ChangePayment, Customer, CustomerSeen, Order, OrderTouched, Post
from shopkeeper.kit.text import to_json


def posted(hook: Hook, delivery: str = "hook-1") -> Post:
    body = to_json(hook).encode()
    headers = {"x-shelf-delivery": delivery, "x-shelf-signature": signature("s3cret", delivery, body)}
    return Post(store=some_store("shelf"), body=body, headers=headers, secrets={SECRET: "s3cret"})


TOUCHED = OrderTouched(external_id="1001", at=5)
SEEN = CustomerSeen(customer=Customer(external_id="7", name="Ana Lima", email="ana@example.org"))


class TestShelf(StoreContract):
    adapter = ShelfStore()
    cases = (
        Case("an order was touched", posted(Hook("order/changed", (TOUCHED,))), (TOUCHED,), delivery="hook-1"),
        Case("a customer", posted(Hook("customer/changed", (SEEN,)), "hook-2"), (SEEN,), delivery="hook-2"),
        Case("nothing of ours", posted(Hook("theme/published")), ignored=True, delivery="hook-1"),
    )

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        with far_shelf() as far:
            yield far

    async def sample(self, far: FarShop, tag: str, order: Order | None) -> Action:
        if tag == "change_payment":
            assert isinstance(far, FarShelf)
            return ChangePayment(way="gift")
        return await super().sample(far, tag, order)
