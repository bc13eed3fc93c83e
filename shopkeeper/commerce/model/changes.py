"""What changed at a shop: the words of webhooks and of `changes`."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce.model.buyers import Customer
from shopkeeper.commerce.model.orders import Cart, Order, Product


class OrderSeen(Struct, frozen=True, kw_only=True, tag="order"):
    """The shop's whole word on one order. Older than what we hold (by `updated_at`, then version): let go."""

    order: Order


class OrderTouched(Struct, frozen=True, kw_only=True, tag="order_touched"):
    """Something about this order changed, the message does not say all: ask the shop for it."""

    external_id: str
    at: int | None = None


class OrderGone(Struct, frozen=True, kw_only=True, tag="order_gone"):
    """The shop deleted it. We mark it and keep what stood on the timeline."""

    external_id: str


class CustomerSeen(Struct, frozen=True, kw_only=True, tag="customer"):
    customer: Customer


class CustomerTouched(Struct, frozen=True, kw_only=True, tag="customer_touched"):
    external_id: str


class CustomersJoined(Struct, frozen=True, kw_only=True, tag="customers_joined"):
    """The shop merged two of its customers: `gone` lives on as `kept`."""

    kept: str
    gone: str


class CartSeen(Struct, frozen=True, kw_only=True, tag="cart"):
    cart: Cart


class ProductSeen(Struct, frozen=True, kw_only=True, tag="product"):
    product: Product


class AccessLost(Struct, frozen=True, kw_only=True, tag="access_lost"):
    """The shop took our access away (the app was uninstalled)."""

    reason: str = ""


class EraseWanted(Struct, frozen=True, kw_only=True, tag="erase"):
    """The shop passes on a customer's wish to be forgotten or to see what is kept (`what`: erase or export)."""

    customer_id: str
    what: str = "erase"
    email: str = ""


Change = (
    OrderSeen | OrderTouched | OrderGone | CustomerSeen | CustomerTouched | CustomersJoined | CartSeen | ProductSeen
    | AccessLost | EraseWanted
)  # fmt: skip


class Batch(Struct, frozen=True, kw_only=True):
    """Some of what changed. `cursor` is where to go on (opaque, kept with the changes in one transaction); `more`: at once.

    `total` is how many there are in all where the shop says, for progress. `done` are the files that were read to their end.
    """

    changes: tuple[Change, ...]
    cursor: str
    more: bool
    total: int | None = None
    done: tuple[str, ...] = ()
