"""What happens at the demo's counter while one looks: somebody buys, a parcel leaves, another is delivered."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import Any

import structlog

from shopkeeper import commerce
from shopkeeper.commerce import Order, OrderSeen, ParcelState
from shopkeeper.commerce.testing import Shelf
from shopkeeper.demo import shelving
from shopkeeper.kit import errors
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.jobs import Ctx

log = structlog.get_logger("demo")

Deed = Callable[[Shelf], Order | None]
"""Does something at the shop; None where it was done before. Raises CannotDo where it cannot be done any more."""


def _leaves(order: str, carrier: str, number: str) -> Deed:
    return lambda shelf: shelf.ship(order, number, carrier=carrier, promised_at=shelf.clock() + 2 * DAY)


def _arrives(order: str) -> Deed:
    def deed(shelf: Shelf) -> Order | None:
        on_its_way = shelf.orders[order].shipments[-1].state is not ParcelState.delivered
        return shelf.deliver(order) if on_its_way else None

    return deed


def _buys(buyer: str, *slugs: tuple[str, str]) -> Deed:
    def deed(shelf: Shelf) -> Order | None:
        if any(order.customer_id == buyer for order in shelf.orders.values()):
            return None
        return shelf.sell(buyer, [(shelving.variant(slug, size), 1) for slug, size in slugs], shipping="0.00")

    return deed


DEEDS: tuple[Deed, ...] = (
    _leaves("1051", "DHL", "00340434161094031051"),
    _buys("yuki", ("heron-blanket", "140 × 200"), ("dune-scarf", "One size")),
    _arrives("1050"),
    _leaves("1059", "DHL", "00340434161094031059"),
    _arrives("1052"),
    _leaves("1058", "GLS", "90114471058"),
    _leaves("1057", "DPD", "15501234568057"),
)


async def trade(ctx: Ctx, pace: Any) -> None:
    """One thing after the other, with a pause between two."""
    for deed in DEEDS:
        await asyncio.sleep(random.uniform(*pace.pause))
        try:
            await _done(ctx, deed)
        except errors.Failure as failure:
            # An agent was faster: they cancelled it, or sent it themselves.
            log.info("the demo's shop had nothing to do", reason=failure.detail)


async def _done(ctx: Ctx, deed: Deed) -> None:
    store = await ctx.db.read(shelving.shop_of)
    order = deed(shelving.shelf()) if store is not None and shelving.shelf().orders else None
    if store is not None and order is not None:
        await commerce.bring(ctx, store, [OrderSeen(order=order)], news=True)
