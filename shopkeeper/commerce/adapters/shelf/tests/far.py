"""A shop in memory for the examination."""

from collections.abc import Iterator
from contextlib import contextmanager

from shopkeeper.commerce.adapters.shelf import SECRET, Shelf, close_shelf, open_shelf
from shopkeeper.commerce.contract import AWAY, some_store
from shopkeeper.commerce.model import Customer, Link, Order, ParcelState, PayWay, Place
from shopkeeper.commerce.money import Money
from shopkeeper.kit import ids
from shopkeeper.kit.clock import SettableClock

HOME = Place(name="Ana Lima", line1="Hauptstraße 1", city="Berlin", postcode="10115", country="DE")


class FarShelf:
    """Has the shape of FarShop."""

    def __init__(self, currency: str = "EUR") -> None:
        self.clock = SettableClock(1_773_300_000_000)
        self.shelf: Shelf = open_shelf(ids.new(), currency=currency, clock=self.clock)
        self.link = Link(store=some_store("shelf", {"shelf": self.shelf.name}), secrets={SECRET: "s3cret"})
        self.shirt = self.shelf.stock("Shirt", price="29.90", options={"size": "M"}, pieces=900, product_id="shirt")
        self.other = self.shelf.stock("Shirt", price="31.50", options={"size": "L"}, pieces=900, product_id="shirt")
        self.mug = self.shelf.stock("Mug", price="8.45", options={"colour": "blue"}, pieces=900)
        gift = PayWay(id="gift", kind="gift_card", label="Gift card", balance=Money(100_000, currency))
        card = PayWay(id="card", kind="card", label="Visa ····4242")
        self.ana: Customer = self.shelf.enrol("Ana Lima", "ana@example.org", place=HOME, pay_ways=(card, gift))

    def calls(self) -> int:
        return self.shelf.asked

    async def order(self, state: str = "paid") -> str:
        self.clock.advance(1_000)
        order = self.shelf.sell(self.ana.external_id, [(self.shirt.id, 2), (self.mug.id, 1)])
        if state in ("sent", "delivered"):
            self.shelf.ship(order.external_id, f"00340{order.external_id}")
        if state == "delivered":
            self.shelf.parcel(order.external_id, ParcelState.delivered)
        return order.external_id

    async def variant(self, order: Order) -> str:
        return self.other.id

    async def change(self, external_id: str) -> None:
        self.shelf.change(external_id, ship_to=AWAY)

    async def will(self, trouble: str) -> None:
        self.shelf.troubles.append(trouble)


@contextmanager
def far_shelf(currency: str = "EUR") -> Iterator[FarShelf]:
    far = FarShelf(currency)
    yield far
    close_shelf(far.shelf.name)
