"""The adapter: what is read of a shop, and where its actions are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from msgspec.structs import replace

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.woocommerce import doing, hooks, listing, subscribing, wire
from shopkeeper.commerce.adapters.woocommerce import form as forms
from shopkeeper.commerce.errors import Busy, StoreNeedsOwner, Unavailable
from shopkeeper.commerce.model import Abilities, Form, Link, Step, Store
from shopkeeper.kit.errors import Failure, Invalid


class WooCommerce:
    """WooCommerce, REST API v3 (5.8 or later, for `modified_after`)."""

    kind: ClassVar[str] = "woocommerce"
    label: ClassVar[str] = "WooCommerce"
    form: ClassVar[Form] = forms.FORM
    abilities: ClassVar[Abilities] = Abilities(
        actions=doing.ACTIONS, webhooks=True, changes=True, products=True, restock=True,
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

    async def try_out(self, link: Link) -> Sequence[Step]:
        """Reading orders, then whether the key may also write (webhooks can be listed by such a key only)."""
        first = await _tried(link, "orders")
        if not first.ok:
            return [first]
        steps = [first, *[await _tried(link, path) for path in ("customers", "products", "webhooks")]]
        return [*steps, await _currency(link)] if all(step.ok for step in steps) else steps

    ask = staticmethod(forms.page)
    handed = staticmethod(forms.handed)
    agreed = staticmethod(forms.agreed)
    subscribe = staticmethod(subscribing.subscribe)
    verify = staticmethod(hooks.verify)
    parse = staticmethod(hooks.parse)
    changes = staticmethod(listing.changes)
    order = staticmethod(listing.order)
    orders_of = staticmethod(listing.orders_of)
    customer = staticmethod(listing.customer)
    products = staticmethod(listing.products)
    preview = staticmethod(doing.preview)
    perform = staticmethod(doing.perform)
    performed = staticmethod(doing.performed)


async def _currency(link: Link) -> Step:
    """Prices of products come without a currency: ours has to be the shop's (Data, Retrieve current currency)."""
    ours = listing.currency_of(link)
    try:
        told = await wire.one(link, "data/currencies/current") or {}
    except Failure as failure:
        return wording.failed("currency", failure.detail, "again")
    theirs = str(told.get("code") or ours)
    if theirs == ours:
        return wording.tried("currency", "sells_in", ours=ours)
    return wording.tried("currency", "sells_otherwise", ok=False, remedy="currency", theirs=theirs, ours=ours)


def _half_missing(secrets: Mapping[str, str]) -> dict[str, str]:
    """Both halves of the key or neither: without it the owner says yes on the shop's own page."""
    halves = (wire.CONSUMER_KEY, wire.CONSUMER_SECRET)
    missing = [name for name in halves if not secrets.get(name)]
    return {f"secrets.{name}": "Needed." for name in missing} if len(missing) == 1 else {}


async def _tried(link: Link, path: str) -> Step:
    params: dict[str, Any] = {"per_page": "1"}
    try:
        await wire.page(link, path, **params)
    except StoreNeedsOwner:
        return wording.tried(path, "key_refused", ok=False, remedy="whole_key")
    except (Busy, Unavailable) as failure:
        return wording.failed(path, failure.detail, "browser")
    except Failure as failure:
        return wording.failed(path, failure.detail, "permalinks", needed="WooCommerce 5.8")
    return wording.tried(path, "works")
