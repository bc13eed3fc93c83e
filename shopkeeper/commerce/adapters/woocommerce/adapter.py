"""The adapter: what is read of a shop, and where its actions are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from msgspec.structs import replace

from shopkeeper.commerce.adapters.woocommerce import form, hooks, listing, wire
from shopkeeper.commerce.adapters.woocommerce.doing import doing, planning
from shopkeeper.commerce.adapters.woocommerce.form import FORM
from shopkeeper.commerce.adapters.woocommerce.subscribing import subscribe
from shopkeeper.commerce.errors import Busy, StoreNeedsOwner, Unavailable
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


class WooCommerce:
    """WooCommerce, REST API v3 (5.8 or later, for `modified_after`)."""

    kind: ClassVar[str] = "woocommerce"
    label: ClassVar[str] = "WooCommerce"
    form: ClassVar[Form] = FORM
    abilities: ClassVar[Abilities] = Abilities(
        actions=frozenset({"cancel", "refund", "edit_address", "edit_lines", "notes", "discount", "create", "replace", "duplicate", "customer"}),
        webhooks=True, changes=True, products=True, restock=True,
    )  # fmt: skip

    def settle(self, store: Store, secrets: Mapping[str, str]) -> Store:
        """The address without its tail. Raises Invalid with what is missing."""
        url = store.url.strip().rstrip("/").removesuffix("/wp-json")
        url = url if "://" in url or not url else f"https://{url}"
        wrong = _half_missing(secrets)
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            wrong["url"] = "The shop's address, like https://shop.example."
        if wrong:
            raise Invalid("Say where the shop is, and with which API key we come in.", fields=wrong)
        currency = str(store.settings.get("currency") or "EUR").upper()
        return replace(store, url=url, settings={**store.settings, "currency": currency})

    def ask(self, store: Store, back: str, hand: str, state: str) -> str:
        return form.page(store, back, hand, state)

    def handed(self, body: bytes) -> Mapping[str, str]:
        return form.handed(body)

    def agreed(self, query: Mapping[str, str]) -> bool:
        return form.agreed(query)

    async def try_out(self, link: Link) -> Sequence[Step]:
        """Reading orders, then whether the key may also write (webhooks can be listed by such a key only)."""
        first = await _tried(link, "Reading orders", "orders")
        if not first.ok:
            return [first]
        more = (("Reading customers", "customers"), ("Reading products", "products"), ("Managing webhooks", "webhooks"))
        steps = [first, *[await _tried(link, name, path) for name, path in more]]
        return [*steps, await _currency(link)] if all(step.ok for step in steps) else steps

    async def subscribe(self, link: Link, url: str) -> None:
        await subscribe(link, url)

    def verify(self, post: Post) -> str | None:
        return hooks.verify(post)

    def parse(self, post: Post) -> Sequence[Change]:
        return hooks.parse(post)

    async def changes(self, link: Link, cursor: str | None) -> Batch:
        return await listing.changes(link, cursor)

    async def order(self, link: Link, external_id: str) -> Order | None:
        return await listing.order(link, external_id)

    async def orders_of(self, link: Link, handle: Handle, limit: int = 50) -> Sequence[Order]:
        return await listing.orders_of(link, handle, limit)

    async def customer(self, link: Link, external_id: str) -> Customer | None:
        return await listing.customer(link, external_id)

    async def products(self, link: Link, words: str, limit: int = 20) -> Sequence[Product]:
        return await listing.products(link, words, limit)

    async def preview(self, link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
        return await planning(link, target, action, seen)

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        return await doing(action).perform(link, target, action, key)

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        return await doing(action).performed(link, target, action, key)


async def _currency(link: Link) -> Step:
    """Prices of products come without a currency: ours has to be the shop's (Data, Retrieve current currency)."""
    name, ours = "Currency", listing.currency_of(link)
    try:
        told = await wire.one(link, "data/currencies/current") or {}
    except Failure as failure:
        return Step(name=name, ok=False, words=failure.detail, advice="Try again in a moment.")
    theirs = str(told.get("code") or ours)
    if theirs == ours:
        return Step(name=name, ok=True, words=f"The shop sells in {ours}.")
    return Step(
        name=name,
        ok=False,
        words=f"The shop sells in {theirs}, not in {ours}.",
        advice=f"Set the currency to {theirs}.",
    )


def _half_missing(secrets: Mapping[str, str]) -> dict[str, str]:
    """Both halves of the key or neither: without it the owner says yes on the shop's own page."""
    halves = (wire.CONSUMER_KEY, wire.CONSUMER_SECRET)
    missing = [name for name in halves if not secrets.get(name)]
    return {f"secrets.{name}": "Needed." for name in missing} if len(missing) == 1 else {}


async def _tried(link: Link, name: str, path: str) -> Step:
    params: dict[str, Any] = {"per_page": "1"}
    try:
        await wire.page(link, path, **params)
    except StoreNeedsOwner:
        advice = "Copy both halves of the key whole. Its right must be “Read/Write”, and its user one who may manage the shop."
        return Step(name=name, ok=False, words="The shop does not let this key in.", advice=advice)
    except (Busy, Unavailable) as failure:
        return Step(
            name=name,
            ok=False,
            words=failure.detail,
            advice="See whether the address opens in a browser, then try again.",
        )
    except Failure as failure:
        return Step(
            name=name,
            ok=False,
            words=failure.detail,
            advice="WooCommerce 5.8 or later is needed, with pretty permalinks.",
        )
    return Step(name=name, ok=True, words="It works.")
