"""`shopkeeper …` with a small shop in its own memory: what a desk with a connected store is tried with.

python -m tests.journeys.shelved serve --data FOLDER
"""

from shopkeeper.commerce.adapters.shelf import open_shelf
from shopkeeper.commerce.model import Place
from shopkeeper.main import main

SHELF = "loom"


def fill() -> None:
    """Ana ordered a jacket and two pairs of socks, paid, and waits."""
    shelf = open_shelf(SHELF)
    jacket = shelf.stock("Harbour jacket", price="158.00", options={"colour": "moss", "size": "M"}, pieces=9)
    socks = shelf.stock("Wren socks", price="14.00", options={"colour": "sand"}, pieces=90)
    home = Place(name="Ana Ribeiro", line1="14 rue Tramassac", city="Lyon", postcode="69005", country="FR")
    ana = shelf.enrol("Ana Ribeiro", "ana@posteo.example", place=home)
    shelf.sell(ana.external_id, [(jacket.id, 1), (socks.id, 2)])


if __name__ == "__main__":
    fill()
    main()
