"""Puts the demo's goods, customers and orders on a shelf in memory, and connects the desk to it like to any other shop.

The shelf forgets everything when the demo is closed. What the desk knows of it then goes back on the shelf, so that a refund
given yesterday is still given today.
"""

from __future__ import annotations

from collections.abc import Iterable

from shopkeeper import commerce
from shopkeeper.commerce import AcceptReturn, Customer, Money, ParcelState, Place, ReturnLine, Risk, Target
from shopkeeper.commerce.testing import Shelf, open_shelf
from shopkeeper.demo.catalogue import PRODUCTS
from shopkeeper.demo.orders import BUYERS, ORDERS, Order, Stop
from shopkeeper.demo.script import When
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx

NAME = "lark-and-loom"
CURRENCY = "EUR"
PIECES = 24
MOST = 1_000
RETURNED = "Did not suit"


def shelf() -> Shelf:
    return open_shelf(NAME, currency=CURRENCY)


async def open_shop(ctx: Ctx, brand_id: str) -> None:
    """A first morning: goods, customers and a year of orders, all known to the desk before anybody speaks."""
    _stock(ctx.settings.url)
    _Storekeeper(ctx.now, ctx.settings.url).fill()
    wish = commerce.StoreWish(
        kind="shelf", name="The shop", brand_id=brand_id, settings={"shelf": NAME}, secrets={"webhook": NAME * 2}
    )
    store = await ctx.db.write(commerce.connect, None, wish)
    await commerce.sync(ctx, store.id)


async def reopen_shop(ctx: Ctx) -> None:
    """Any later morning: everything stands as the desk remembers it. Nothing happens while the shelf is filled."""
    store = await ctx.db.read(shop_of)
    if store is None or shelf().orders:
        return
    _stock(ctx.settings.url)
    customers, orders = await ctx.db.read(_remembered, store.id)
    shelf().customers.update({one.external_id: one for one in customers})
    for order in sorted(orders, key=lambda order: order.placed_at):
        shelf().keep(order)
    await ctx.db.write(commerce.begin_anew, store.id)


def shop_of(tx: Tx) -> commerce.Store | None:
    """The demo's own shop; None where it was removed."""
    return next((one for one in commerce.all_stores(tx) if one.settings.get("shelf") == NAME), None)


def orders_of(name: str) -> list[commerce.Order]:
    """Somebody's orders as the shop has them now, newest first."""
    found = [order for order in shelf().orders.values() if order.name == name]
    return sorted(found, key=lambda order: -order.placed_at)


def _remembered(tx: Tx, store_id: str) -> tuple[list[Customer], list[commerce.Order]]:
    found = commerce.listing(tx, MOST, store_id=store_id)
    persons = dict.fromkeys(one.person_id for one in found)
    customers = [who for person in persons for store, who in commerce.customers_of(tx, person) if store == store_id]
    return customers, [one.order for one in found]


def _stock(url: str) -> None:
    for product in PRODUCTS:
        for size in product.sizes:
            shelf().stock(
                product.name, price=Money(product.price, CURRENCY), options={"colour": product.colour, "size": size}, pieces=PIECES,
                product_id=product.slug, id=variant(product.slug, size), sku=variant(product.slug, size).upper(),
                image_url=f"{url}/demo-shop/art/{product.slug}.svg",
            )  # fmt: skip


def variant(slug: str, size: str) -> str:
    return f"{slug}-{size.lower().replace(' ', '')}"


class _Storekeeper:
    """Does what was done at the shop, each thing at its time."""

    def __init__(self, now: int, url: str) -> None:
        self.now, self.url, self.shelf = now, url, shelf()

    def fill(self) -> None:
        before, self.shelf.clock = self.shelf.clock, lambda: self.now
        today = self.now
        try:
            for key in BUYERS:
                self._enrol(key, today)
            for order in ORDERS:
                self._sell(order, today)
            self.shelf.count_from(max(int(order.number) for order in ORDERS) + 1)
        finally:
            self.shelf.clock = before

    def _then(self, when: When, today: int) -> None:
        self.now = min(when.at(today), today)

    def _enrol(self, key: str, today: int) -> None:
        buyer = BUYERS[key]
        first = next((order.placed for order in ORDERS if order.buyer == key), When())
        self._then(buyer.since or first, today)
        place = Place(
            name=buyer.name,
            line1=buyer.line,
            city=buyer.city,
            postcode=buyer.postcode,
            country=buyer.country,
            phone=buyer.phone,
        )
        self.shelf.enrol(
            buyer.name, buyer.email, id=key, phone=buyer.phone, place=place, locale=buyer.locale, loyalty_tier=buyer.tier,
            tags=buyer.tags, note=buyer.note, store_credit=Money(buyer.credit, CURRENCY) if buyer.credit else None,
            url=f"{self.url}/demo-shop/account",
        )  # fmt: skip

    def _sell(self, order: Order, today: int) -> None:
        self._then(order.placed, today)
        self.shelf.count_from(int(order.number))
        wanted = [(variant(line.slug, line.size), line.count) for line in order.lines]
        id = self.shelf.sell(order.buyer, wanted, shipping=f"{order.shipping / 100:.2f}").external_id
        self.shelf.change(
            id, number=f"#{order.number}", note=order.note, tags=order.tags, url=f"{self.url}/demo-shop/account",
            status_url=f"{self.url}/demo-shop/account", risk=Risk(level="medium", reasons=(order.risk,)) if order.risk else None,
        )  # fmt: skip
        if order.parcel:
            self._send(id, order, today)
        for when, arrived in ((order.back, True), (order.coming_back, False)):
            if when is not None:
                self._then(when, today)
                self._take_back(id, arrived=arrived)

    def _send(self, id: str, order: Order, today: int) -> None:
        parcel = order.parcel
        assert parcel is not None
        self._then(parcel.sent, today)
        promised = parcel.promised.at(today) if parcel.promised else None
        self.shelf.ship(id, parcel.number, carrier=parcel.carrier, promised_at=promised, expected_at=promised)
        self._follow(id, parcel.stops, today)

    def _follow(self, id: str, stops: Iterable[Stop], today: int) -> None:
        for stop in stops:
            self._then(stop.at, today)
            self.shelf.parcel(id, ParcelState(stop.state), stop.words, stop.place)

    def _take_back(self, id: str, *, arrived: bool) -> None:
        lines = tuple(
            ReturnLine(line_id=line.id, quantity=line.fulfilled, reason=RETURNED)
            for line in self.shelf.orders[id].lines
        )
        self.shelf.act(Target(order=id), AcceptReturn(lines=lines), f"demo-return-{id}")
        if arrived:
            self.shelf.receive_return(id)
