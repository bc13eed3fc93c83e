"""Vendure passes the examination every store passes: our plugin's webhooks, the rest against the pretend shop."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from shopkeeper.commerce.adapters.vendure import hooks, store
from shopkeeper.commerce.adapters.vendure.tests.far import far_vendure
from shopkeeper.commerce.contract import AWAY, Case, FarShop, StoreContract, some_store
from shopkeeper.commerce.model import (
    Action,
    CustomerTouched,
    EditCustomer,
    EditOrderNotes,
    Order,
    OrderTouched,
    Post,
)

SECRET, NOW = "a secret of sixteen", 1_795_370_000_000


def posted(body: str, *, secret: str = SECRET, at: int = NOW, received_at: int = NOW, channel: str = "") -> Post:
    raw = body.encode()
    headers = {hooks.HEADER: f"t={at // 1000},v1={hooks.signature(SECRET, at // 1000, raw)}"}
    shop = some_store("vendure", {"channel": channel})
    return Post(store=shop, body=raw, headers=headers, secrets={hooks.SECRET: secret}, received_at=received_at)


def case(name: str, body: str, *expected: Any, channel: str = "") -> Case:
    return Case(name, posted(body, channel=channel), expected, ignored=not expected, delivery="d1")


class TestVendure(StoreContract):
    adapter = store
    cases: ClassVar[Sequence[Case]] = (
        case("an order", '{"type":"order","id":"12","channels":["a"],"at":1795369999000,"delivery":"d1"}', OrderTouched(external_id="12", at=1795369999000)),
        case("a customer", '{"type":"customer","id":"7","channels":[],"at":1795369999000,"delivery":"d1"}', CustomerTouched(external_id="7")),
        case("of our channel", '{"type":"order","id":"12","channels":["a","b"],"delivery":"d1"}', OrderTouched(external_id="12"), channel="b"),
        case("of another channel", '{"type":"order","id":"12","channels":["a"],"delivery":"d1"}', channel="b"),
        case("a product", '{"type":"product","id":"3","channels":["a"],"at":1795369999000,"delivery":"d1"}'),
        case("a first word", '{"type":"ping","id":"","channels":[],"at":1795369999000,"delivery":"d1"}'),
    )  # fmt: skip

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        async with far_vendure() as far:
            yield far

    async def sample(self, far: FarShop, tag: str, order: Order | None) -> Action:
        """Vendure has no tags."""
        if tag == "notes":
            return EditOrderNotes(note="Called, is fine")
        if tag == "customer":
            return EditCustomer(note="Likes tea", place=AWAY)
        return await super().sample(far, tag, order)


class TestYen(TestVendure):
    """Vendure keeps two decimals of every currency; here the payment provider settles later, too."""

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[FarShop]:
        async with far_vendure("JPY", settles=False) as far:
            yield far
