"""What the shop offers just now, and how an order stands: one question, for previews of everything that names variants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.adapters.shopify import marks, queries
from shopkeeper.commerce.adapters.shopify.client import query
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import tail
from shopkeeper.commerce.errors import CannotDo, NoSuchOrder, NoSuchVariant, Stale
from shopkeeper.commerce.model import Link, Order, Target
from shopkeeper.commerce.money import Money, money

Node = dict[str, Any]


class Offer(Struct, frozen=True):
    """A variant at today's price, in the customer's currency where the shop sells in it."""

    words: str
    price: Money


class Standing(Struct, frozen=True):
    """How the order stands, and what it can be given."""

    node: Node
    offers: dict[str, Offer]

    @property
    def prices(self) -> dict[str, Money]:
        """What the shop asks for each."""
        return {variant: one.price for variant, one in self.offers.items()}


async def standing(link: Link, target: Target, seen: Order, wanted: Iterable[tuple[str, int]]) -> Standing:
    """One call; `wanted` are (variant, pieces). Raises NoSuchOrder, Stale, NoSuchVariant, CannotDo where there are too few.

    https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant#field-ProductVariant.fields.contextualPricing
    """
    pieces: dict[str, int] = {}
    for variant_id, count in wanted:
        if not variant_id.isdecimal():
            raise NoSuchVariant
        pieces[variant_id] = pieces.get(variant_id, 0) + count
    country = (seen.ship_to.country if seen.ship_to else "") or None
    variables = {
        "id": gid("Order", seen.external_id), "variants": [marks.variant(one) for one in pieces], "country": country,
    }  # fmt: skip
    data = await query(link, queries.OFFERED, variables)
    if data["order"] is None:
        raise NoSuchOrder
    current(target, data["order"]["updatedAt"])
    found = {tail(one["id"]): one for one in data["nodes"] if one}
    return Standing(data["order"], {one: _offer(found.get(one), count) for one, count in pieces.items()})


def current(target: Target, updated_at: str) -> None:
    """Raises Stale."""
    if target.version and target.version.partition("/")[0] != updated_at:
        raise Stale


def _offer(node: Node | None, pieces: int) -> Offer:
    if node is None:
        raise NoSuchVariant
    words = f"{node['product']['title']} {node['title']}".removesuffix(" Default Title")
    if not node["availableForSale"]:
        raise CannotDo(f"“{words}” is sold out ({max(0, node.get('inventoryQuantity') or 0)} left of {pieces} wanted).")
    price = node["contextualPricing"]["price"]
    return Offer(words, money(price["amount"], price["currencyCode"]))
