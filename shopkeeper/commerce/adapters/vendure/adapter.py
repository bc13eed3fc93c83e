"""The adapter: what is read of a shop, and where its actions are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from msgspec.structs import replace

from shopkeeper.commerce.adapters.vendure import doing, hooks, listing, trying
from shopkeeper.commerce.adapters.vendure.form import FORM
from shopkeeper.commerce.model import Abilities, Form, Store
from shopkeeper.kit.errors import Invalid

_SHORTEST_SECRET = 16
"""The plugin takes none shorter."""


class Vendure:
    """Vendure 3.1 or later. It knows no returns, no tags and no store credit: what comes back is refunded and put in stock again."""

    kind: ClassVar[str] = "vendure"
    label: ClassVar[str] = "Vendure"
    form: ClassVar[Form] = FORM
    abilities: ClassVar[Abilities] = Abilities(
        actions=doing.ACTIONS, webhooks=True, changes=True, products=True, partial_cancel=True, restock=True,
        # DefaultOrderCodeStrategy: 16 digits and capitals without 0, I and O (generatePublicId).
        number=r"#?[1-9A-HJ-NP-Z]{16}",
    )  # fmt: skip

    def settle(self, store: Store, secrets: Mapping[str, str]) -> Store:
        """The address without its tail. Raises Invalid with what is missing."""
        url = _address(store.url)
        dashboard = str(store.settings.get("dashboard") or "").strip() or f"{url}/dashboard"
        pay_page = str(store.settings.get("pay_page") or "").strip()
        wrong = {
            name: "Needed."
            for name, given in (
                ("settings.user", store.settings.get("user")),
                ("secrets.password", secrets.get("password")),
            )
            if not given
        }
        if not _is_page(url):
            wrong["url"] = "Where the shop's server answers, like https://api.shop.example."
        if not _is_page(dashboard):
            wrong["settings.dashboard"] = "An address, like https://api.shop.example/dashboard."
        if pay_page and (not _is_page(pay_page) or "{code}" not in pay_page):
            wrong["settings.pay_page"] = "An address with {code} where the order's code goes."
        if secrets.get(hooks.SECRET) and len(secrets[hooks.SECRET]) < _SHORTEST_SECRET:
            wrong["secrets.webhook"] = f"At least {_SHORTEST_SECRET} characters: the plugin takes none shorter."
        if wrong:
            raise Invalid("Say where the shop is, and which of its administrators we are.", fields=wrong)
        return replace(store, url=url, settings={**store.settings, "dashboard": dashboard, "pay_page": pay_page})

    try_out = staticmethod(trying.try_out)
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


def _address(given: str) -> str:
    url = given.strip().rstrip("/").removesuffix("/admin-api").removesuffix("/shop-api").rstrip("/")
    return url if "://" in url or not url else f"https://{url}"


def _is_page(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
