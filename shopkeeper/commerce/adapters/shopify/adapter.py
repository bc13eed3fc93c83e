"""The adapter: reads whole orders, previews with the shop's own arithmetic, acts once for a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec.structs import replace

from shopkeeper.commerce import wording
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
from shopkeeper.commerce.model import Abilities, Form, Link, Product, Step, Store
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

    async def finish(self, link: Link, back: str, query: Mapping[str, str]) -> Mapping[str, str]:
        return await installing.finish(link, query)

    async def try_out(self, link: Link) -> Sequence[Step]:
        try:
            fresh = await installing.by_credentials(link) or {}
            data = await query(replace(link, secrets={**link.secrets, **fresh}), queries.SHOP)
        except Failure as failure:
            return [wording.failed("shop", failure.detail, "address_and_app")]
        steps = [wording.tried("shop", "answers", name=data["shop"]["name"])]
        return [*steps, *_rights({one["handle"] for one in data["currentAppInstallation"]["accessScopes"]})]

    async def products(self, link: Link, words: str, limit: int = 20) -> Sequence[Product]:
        by_id = await _products(link, f"id:{words}", 1, MOST_VARIANTS) if words.isdigit() else ()
        return by_id or await _products(link, words, limit)

    begin = staticmethod(installing.begin)
    renew = staticmethod(installing.renew)
    verify = staticmethod(hooks.verify)
    parse = staticmethod(hooks.parse)
    subscribe = staticmethod(subscribing.subscribe)
    changes = staticmethod(orders.changes)
    order = staticmethod(orders.order)
    orders_of = staticmethod(orders.of)
    customer = staticmethod(customers.customer)
    preview = staticmethod(previews.preview)
    perform = staticmethod(acting.perform)
    performed = staticmethod(acting.performed)


def _rights(granted: set[str]) -> list[Step]:
    """What the app may do in the shop. A right to write is one to read: https://shopify.dev/docs/api/usage/access-scopes"""
    lacking = [one for one in installing.NEEDED if not granted & {one, one.replace("read_", "write_")}]
    missing = wording.tried("rights", "rights_missing", ok=False, remedy="grant_app", rights=", ".join(lacking))
    steps = [missing if lacking else wording.tried("rights", "rights_granted")]
    kept = {what: one for one, what in installing.MORE.items() if one not in granted}
    steps += [wording.tried("more_rights", f"cannot_{what}", right=right) for what, right in kept.items()]
    if installing.ALL_ORDERS not in granted:
        steps.append(wording.tried("old_orders", "orders_of_60_days", right=installing.ALL_ORDERS))
    return steps


async def _products(link: Link, words: str, limit: int, variants: int = 20) -> Sequence[Product]:
    data = await query(link, queries.PRODUCTS, {"first": min(limit, 10), "query": words, "variants": variants})
    currency = data["shop"]["currencyCode"]
    return [product_of(one, currency) for one in data["products"]["nodes"]]
