"""`shopkeeper …` with two shops in its own memory and customers in every situation: what all actions are tried with.

python -m tests.journeys.stocked serve --data FOLDER
"""

from shopkeeper.commerce.adapters.shelf import Shelf, open_shelf
from shopkeeper.commerce.adapters.shelf.shelf import CARD
from shopkeeper.commerce.model import ParcelState, PayWay, Place
from shopkeeper.commerce.money import money
from shopkeeper.kit.clock import DAY
from shopkeeper.main import main

EUROS, DINARS = "stock", "stock-kwd"
JACKET, SOCKS = "jacket", "socks"


def home(name: str, line1: str, city: str, postcode: str, country: str) -> Place:
    return Place(name=name, line1=line1, city=city, postcode=postcode, country=country)


def fill() -> None:
    """Ana's order waits to be sent, Bea's was delivered, Dan's parcel is late, Cleo has not bought yet."""
    shelf = open_shelf(EUROS)
    _goods(shelf)
    card = PayWay(id="gift-40", kind="gift_card", label="Gift card ····9931", balance=money("400.00", "EUR"))
    ana = shelf.enrol(
        "Ana Ribeiro", "ana@posteo.example", place=home("Ana Ribeiro", "14 rue Tramassac", "Lyon", "69005", "FR"),
        places=(home("Teresa Ribeiro", "2 quai Perrache", "Lyon", "69002", "FR"),), pay_ways=(CARD, card),
    )  # fmt: skip
    bea = shelf.enrol("Bea Holm", "bea@posteo.example", place=home("Bea Holm", "Allee 3", "Bremen", "28195", "DE"))
    dan = shelf.enrol("Dan Okafor", "dan@posteo.example", place=home("Dan Okafor", "5 Mill Lane", "Leeds", "LS1", "GB"))
    shelf.enrol("Cleo Marsh", "cleo@posteo.example", place=home("Cleo Marsh", "9 High Road", "York", "YO1", "GB"))
    shelf.sell(ana.external_id, [(f"{JACKET}-m", 1), (f"{SOCKS}-s", 2)])
    home_already = shelf.sell(bea.external_id, [(f"{JACKET}-m", 1), (f"{SOCKS}-s", 3)])
    shelf.ship(home_already.external_id, "3SBEA1")
    shelf.deliver(home_already.external_id)
    late = shelf.sell(dan.external_id, [(f"{JACKET}-l", 1)])
    ago = shelf.clock()
    shelf.ship(late.external_id, "3SDAN1", shipped_at=ago - 6 * DAY, promised_at=ago - 2 * DAY)
    shelf.parcel(late.external_id, ParcelState.in_transit, "Arrived", "Lyon Hub, FR")


def _goods(shelf: Shelf) -> None:
    for size, price, pieces in (("S", "149.00", 0), ("M", "158.00", 9), ("L", "168.00", 3)):
        options = {"colour": "moss", "size": size}
        shelf.stock("Harbour jacket", price=price, options=options, pieces=pieces, product_id=JACKET, id=f"{JACKET}-{size.lower()}")  # fmt: skip
    for size in ("S", "L"):
        shelf.stock("Wren socks", price="14.00", options={"size": size}, product_id=SOCKS, id=f"{SOCKS}-{size.lower()}")
    shelf.stock("Fen beanie", price="38.00", product_id="beanie", id="beanie")


def fill_dinars() -> None:
    """Khalid's order, in a currency with three decimals."""
    shelf = open_shelf(DINARS, currency="KWD")
    shelf.stock("Coffee pot", price="12.505", id="pot")
    khalid = shelf.enrol("Khalid Rashid", "khalid@posteo.example")
    shelf.sell(khalid.external_id, [("pot", 2)], shipping="1.000")


if __name__ == "__main__":
    fill()
    fill_dinars()
    main()
