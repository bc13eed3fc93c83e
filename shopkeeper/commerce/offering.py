"""What a shop sells, asked of the shop and remembered for a minute: whoever picks a thing has just been shown it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from shopkeeper.commerce import opening
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    EditLines,
    Link,
    Order,
    Product,
    ReplaceLines,
    Variant,
)
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.store import products
from shopkeeper.commerce.weighing import goods_of
from shopkeeper.kit.jobs import Ctx

REMEMBERED = 60.0
MOST = 2_000

_known: OrderedDict[tuple[str, str], tuple[float, Variant]] = OrderedDict()


async def search(ctx: Ctx, store_id: str, words: str, limit: int = 20) -> Sequence[Product]:
    """Products of a store by words, SKU or id. Raises NoSuchStore, Busy, Unavailable, StoreNeedsOwner."""
    link = await opening.link(ctx, store_id)
    if link.store.abilities.takes_files:
        return await ctx.db.read(products.search, store_id, words, limit)
    found = await adapter(link.store.kind).products(link, words, limit)
    _remember(store_id, found)
    return found


async def variants_of(link: Link, action: Action, order: Order | None) -> dict[str, Variant]:
    """The variants an action names, where this shop tells of what it sells: from memory, else asked for by their product."""
    wanted = _wanted(action, order)
    if not link.store.abilities.products:
        return {}
    missing = {product_id for variant_id, product_id in wanted if _recall(link.store.id, variant_id) is None}
    for product_id in sorted(missing):
        _remember(link.store.id, await adapter(link.store.kind).products(link, product_id, 5))
    found = {variant_id: _recall(link.store.id, variant_id) for variant_id, _ in wanted}
    return {variant_id: variant for variant_id, variant in found.items() if variant is not None}


def recalled(store_id: str, action: Action, order: Order | None) -> dict[str, Money]:
    """What the shop told of these prices within the last minute, by variant."""
    found = {variant_id: _recall(store_id, variant_id) for variant_id in goods_of(action, order)}
    return {variant_id: variant.price for variant_id, variant in found.items() if variant is not None}


def forget(store_id: str) -> None:
    """Something the store sells changed."""
    for key in [key for key in _known if key[0] == store_id]:
        del _known[key]


def _wanted(action: Action, order: Order | None) -> list[tuple[str, str]]:
    """(variant id, the product it should be a kind of)."""
    products = {line.id: line.product_id or "" for line in order.lines} if order else {}
    match action:
        case EditLines():
            pairs: Iterable[tuple[str, str | None]] = [(one.line_id, one.variant_id) for one in action.swaps]
        case ReplaceLines():
            pairs = [(one.line_id, one.variant_id) for one in action.pieces]
        case AcceptReturn():
            pairs = [(one.line_id, one.for_variant) for one in action.lines]
        case _:
            pairs = []
    return [(variant, products[line]) for line, variant in pairs if variant and products.get(line)]


def _remember(store_id: str, found: Sequence[Product]) -> None:
    now = time.monotonic()
    for variant in (variant for product in found for variant in product.variants):
        _known[(store_id, variant.id)] = (now, variant)
        _known.move_to_end((store_id, variant.id))
    while len(_known) > MOST:
        _known.popitem(last=False)


def _recall(store_id: str, variant_id: str) -> Variant | None:
    at, variant = _known.get((store_id, variant_id), (0.0, None))
    return variant if variant is not None and time.monotonic() - at < REMEMBERED else None
