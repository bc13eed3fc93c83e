"""The adapter: reads whole orders, previews with the shop's own arithmetic, acts once for a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec.structs import replace

from shopkeeper.commerce.adapters.shopify import (
    acting,
    customers,
    hooks,
    installing,
    orders,
    previews,
    queries,
    subscribing,
)
from shopkeeper.commerce.adapters.shopify.client import query
from shopkeeper.commerce.adapters.shopify.form import FORM
from shopkeeper.commerce.adapters.shopify.reading import product_of
from shopkeeper.commerce.model import (
    Abilities,
    Action,
    Batch,
    Change,
    Customer,
    Done,
    Form,
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

MOST_VARIANTS = 100
"""Of one product: https://shopify.dev/docs/api/admin-graphql/latest/objects/Product; more would cost too many points at once."""


class Shopify:
    """Settings: `shop` (name.myshopify.com), `client_id` of the app. Secrets: `api_secret` (the app's; it signs webhooks and sign-ins),
    `access_token` (typed, or brought by signing in together with `refresh_token` and `token_ends_at`)."""

    kind: ClassVar[str] = "shopify"
    label: ClassVar[str] = "Shopify"
    form: ClassVar[Form] = FORM
    abilities: ClassVar[Abilities] = Abilities(
        actions=acting.ACTIONS, webhooks=True, changes=True, products=True, keyed=True, partial_cancel=True,
        refund_to_credit=True, restock=True, exchanges=True, gift_cards=True, number=r"#?\d{4,}",
    )  # fmt: skip

    def settle(self, store: Store, secrets: Mapping[str, str]) -> Store:
        """Raises Invalid for what is no shop's name."""
        shop = str(store.settings.get("shop") or "").strip().lower().removeprefix("https://").partition("/")[0]
        shop = shop if "." in shop or not shop else f"{shop}.myshopify.com"
        if not installing.SHOP.fullmatch(shop):
            words = "Write the shop's own name at Shopify, like my-shop.myshopify.com (Settings, Domains)."
            raise Invalid(words, fields={"settings.shop": words})
        given = {"shop": shop, "client_id": installing.client_id(store).strip()}
        return replace(store, settings={**store.settings, **given}, url=store.url or f"https://{shop}")

    def begin(self, store: Store, back: str, state: str) -> str:
        return installing.begin(store, back, state)

    async def finish(self, link: Link, back: str, query: Mapping[str, str]) -> Mapping[str, str]:
        return await installing.finish(link, query)

    async def renew(self, link: Link) -> Mapping[str, str] | None:
        return await installing.renew(link)

    async def try_out(self, link: Link) -> Sequence[Step]:
        try:
            fresh = await installing.by_credentials(link) or {}
            data = await query(replace(link, secrets={**link.secrets, **fresh}), queries.SHOP)
        except Failure as failure:
            remedy = (
                "Look at the shop's address and the app's ID and secret, install the app in the shop, or sign in there."
            )
            return [Step(name="Asking the shop", ok=False, words=failure.detail, advice=remedy)]
        steps = [Step(name="Asking the shop", ok=True, words=f"{data['shop']['name']} answers.")]
        return [*steps, *_rights({one["handle"] for one in data["currentAppInstallation"]["accessScopes"]})]

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
        return await customers.customer(link, external_id)

    async def products(self, link: Link, words: str, limit: int = 20) -> Sequence[Product]:
        by_id = await _products(link, f"id:{words}", 1, MOST_VARIANTS) if words.isdigit() else ()
        return by_id or await _products(link, words, limit)

    async def preview(self, link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
        return await previews.preview(link, target, action, seen)

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        return await acting.perform(link, target, action, key)

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        return await acting.performed(link, target, action, key)


def _rights(granted: set[str]) -> list[Step]:
    """What the app may do in the shop. A right to write is one to read: https://shopify.dev/docs/api/usage/access-scopes"""
    advice = "Grant them to the app in the Dev Dashboard (Versions, Access scopes), then let it into the shop again."
    lacking = [one for one in installing.NEEDED if not granted & {one, one.replace("read_", "write_")}]
    words = f"These are missing: {', '.join(lacking)}." if lacking else "All that is needed is granted."
    steps = [Step(name="Rights", ok=not lacking, words=words, advice=advice if lacking else None)]
    kept = {what: one for one, what in installing.MORE.items() if one not in granted}
    if kept:
        words = f"From here you cannot {', '.join(kept)}: {', '.join(kept.values())} is not granted."
        steps.append(Step(name="More rights", ok=True, words=words))
    if "read_all_orders" not in granted:
        steps.append(
            Step(name="Old orders", ok=True, words="Only orders of the last 60 days can be seen (read_all_orders).")
        )
    return steps


async def _products(link: Link, words: str, limit: int, variants: int = 20) -> Sequence[Product]:
    data = await query(link, queries.PRODUCTS, {"first": min(limit, 10), "query": words, "variants": variants})
    currency = data["shop"]["currencyCode"]
    return [product_of(one, currency) for one in data["products"]["nodes"]]
