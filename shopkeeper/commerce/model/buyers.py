"""Who bought: a customer as the shop knows them, where they live, how they pay."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce.money import Money

GUEST = "guest:"
"""Before the address that a buyer without an account gave: it is their number with us."""


class Place(Struct, frozen=True, kw_only=True):
    """A postal address. `country` is ISO 3166-1 alpha-2 where the shop says so, `region` as the shop writes it (TX, Bayern)."""

    name: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""


class PayWay(Struct, frozen=True, kw_only=True):
    """A way this customer can pay or be paid back. `kind`: card, paypal, gift_card, store_credit, invoice, other.

    `label` is what may be shown ("Visa ····4242"). `balance` where it holds money (gift card, credit). Never a number of a card.
    """

    id: str
    kind: str
    label: str
    balance: Money | None = None


class Customer(Struct, frozen=True, kw_only=True):
    """Who somebody is to the shop. `verified_email`: the shop says the address is proven. `spend` as the shop counts it."""

    external_id: str
    name: str = ""
    email: str = ""
    phone: str = ""
    verified_email: bool = False
    verified_phone: bool = False
    locale: str | None = None
    place: Place | None = None
    places: tuple[Place, ...] = ()
    pay_ways: tuple[PayWay, ...] = ()
    orders_count: int | None = None
    spend: Money | None = None
    store_credit: Money | None = None
    loyalty_tier: str | None = None
    loyalty_points: int | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    accepts_marketing: bool | None = None
    created_at: int | None = None
    updated_at: int | None = None
    version: str = ""
    url: str | None = None
