"""WooCommerce passes the examination every store passes: webhooks as the documents show them, the rest against the pretend shop."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from shopkeeper.commerce.adapters.woocommerce import hooks, store
from shopkeeper.commerce.adapters.woocommerce.reading import read_customer, read_order
from shopkeeper.commerce.adapters.woocommerce.tests.far import far_woo
from shopkeeper.commerce.contract import Case, FarShop, StoreContract, some_store
from shopkeeper.commerce.model import CustomerSeen, OrderGone, OrderSeen, OrderTouched, Post

SHOP = some_store("woocommerce")
# In the shape that https://woocommerce.github.io/woocommerce-rest-api-docs/ (v3) prints of orders, refunds and customers.
EXAMPLES: Mapping[str, Any] = json.loads((Path(__file__).parent / "examples.json").read_text())


def posted(topic: str, payload: Any, delivery: str = "d1") -> Post:
    body = json.dumps(payload).encode()
    headers = {
        "x-wc-webhook-topic": topic, "x-wc-webhook-signature": hooks.signature("s3cret", body), "x-wc-webhook-delivery-id": delivery,
    }  # fmt: skip
    return Post(store=SHOP, body=body, headers=headers, secrets={"webhook": "s3cret"})


def case(name: str, topic: str, payload: Any, *expected: Any, ignored: bool = False) -> Case:
    post = posted(topic, payload)
    return Case(name, post, expected, ignored=ignored, delivery=hooks.verify(post))


class TestWooCommerce(StoreContract):
    adapter = store
    cases = (
        case("an order", "order.created", EXAMPLES["order"], OrderSeen(order=read_order(EXAMPLES["order"], SHOP))),
        case(
            "one with refunds",
            "order.updated",
            EXAMPLES["refunded_order"],
            OrderTouched(external_id="5723", at=1770839691000),
        ),
        case(
            "a customer",
            "customer.updated",
            EXAMPLES["customer"],
            CustomerSeen(customer=read_customer(EXAMPLES["customer"], SHOP)),
        ),
        case("one deleted", "order.deleted", {"id": 5727}, OrderGone(external_id="5727")),
        case(
            "one in the bin", "order.updated", {**EXAMPLES["order"], "status": "trash"}, OrderGone(external_id="5727")
        ),
        case("a draft", "order.created", {**EXAMPLES["order"], "status": "checkout-draft"}, ignored=True),
        case("nothing of ours", "coupon.created", {"id": 3}, ignored=True),
    )

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        async with far_woo() as far:
            yield far


class TestTaxed(TestWooCommerce):
    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        async with far_woo(tax="0.19") as far:
            yield far


class TestYen(TestTaxed):
    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        async with far_woo("JPY", "0.10") as far:
            yield far
