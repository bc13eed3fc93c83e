"""The adapter: reads whole orders, previews with the shop's own arithmetic, acts once for a key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec.structs import replace

from shopkeeper.commerce.adapters.shopify import acting, hooks, orders, previews, queries, subscribing
from shopkeeper.commerce.adapters.shopify.client import TOKEN, query
from shopkeeper.commerce.adapters.shopify.reading import customer_of, product_of
from shopkeeper.commerce.model import (
    Abilities,
    Action,
    Batch,
    Change,
    Customer,
    Done,
    Handle,
    Link,
    Order,
    Post,
    Preview,
    Product,
    Step,
    Store,
    Target,
)
from shopkeeper.kit.errors import Failure, Invalid

# https://shopify.dev/docs/api/usage/access-scopes. Without read_all_orders the shop tells of the last 60 days only.
NEEDED = (
    "read_orders",
    "write_orders",
    "write_customers",
    "read_products",
    "write_draft_orders",
    "write_discounts",
    "read_fulfillments",
)
_SHOP = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")


class Shopify:
    """Settings: `shop` (name.myshopify.com). Secrets: `access_token`, `api_secret` (signs the webhooks)."""

    kind: ClassVar[str] = "shopify"
    label: ClassVar[str] = "Shopify"
    abilities: ClassVar[Abilities] = Abilities(
        actions=acting.ACTIONS, webhooks=True, changes=True, products=True, keyed=True, partial_cancel=True,
        refund_to_credit=True, restock=True, number=r"#?\d{4,}",
    )  # fmt: skip

    def settle(self, store: Store, secrets: Mapping[str, str]) -> Store:
        """Raises Invalid for what is no shop's name."""
        shop = str(store.settings.get("shop") or "").strip().lower().removeprefix("https://").partition("/")[0]
        shop = shop if "." in shop or not shop else f"{shop}.myshopify.com"
        if not _SHOP.fullmatch(shop):
            words = "Write the shop's own name at Shopify, like my-shop.myshopify.com (Settings, Domains)."
            raise Invalid(words, fields={"settings.shop": words})
        return replace(store, settings={**store.settings, "shop": shop}, url=store.url or f"https://{shop}")

    async def try_out(self, link: Link) -> Sequence[Step]:
        try:
            data = await query(link, queries.SHOP)
        except Failure as failure:
            remedy = "Look at the shop's address and the access token of the app."
            return [Step(name="Asking the shop", ok=False, words=failure.detail, advice=remedy)]
        steps = [Step(name="Asking the shop", ok=True, words=f"{data['shop']['name']} answers.")]
        granted = {one["handle"] for one in data["currentAppInstallation"]["accessScopes"]}
        lacking = [scope for scope in NEEDED if not granted & {scope, scope.replace("read_", "write_")}]
        words = f"These are missing: {', '.join(lacking)}." if lacking else "All that is needed is granted."
        advice = (
            "Grant them to the app under Configuration, Admin API access, and install it again." if lacking else None
        )
        steps.append(Step(name="Rights", ok=not lacking, words=words, advice=advice))
        if "read_all_orders" not in granted:
            steps.append(
                Step(name="Old orders", ok=True, words="Only orders of the last 60 days can be seen (read_all_orders).")
            )
        return steps

    def verify(self, post: Post) -> str | None:
        return hooks.verify(post)

    def parse(self, post: Post) -> Sequence[Change]:
        return hooks.parse(post)

    async def subscribe(self, link: Link, url: str) -> None:
        await subscribing.subscribe(link, url)

    async def changes(self, link: Link, cursor: str | None) -> Batch:
        return await orders.changes(link, cursor)

    async def order(self, link: Link, external_id: str) -> Order | None:
        return await orders.order(link, external_id)

    async def orders_of(self, link: Link, handle: Handle, limit: int = 50) -> Sequence[Order]:
        return await orders.of(link, handle, limit)

    async def customer(self, link: Link, external_id: str) -> Customer | None:
        if not external_id.isdecimal():
            return None
        found = (await query(link, queries.CUSTOMER, {"id": orders.gid("Customer", external_id)}))["customer"]
        return customer_of(found) if found else None

    async def products(self, link: Link, words: str, limit: int = 20) -> Sequence[Product]:
        data = await query(link, queries.PRODUCTS, {"first": min(limit, 10), "query": words})
        currency = data["shop"]["currencyCode"]
        return [product_of(one, currency) for one in data["products"]["nodes"]]

    async def preview(self, link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
        return await previews.preview(link, target, action, seen)

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        return await acting.perform(link, target, action, key)

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        return await acting.performed(link, target, action, key)


SECRETS = (TOKEN, hooks.SECRET)
