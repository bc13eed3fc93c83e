"""The shop in memory: a whole small shop that demo, tests and training use, and the reference of what each action means.

    shelf = open_shelf("the garden shop", currency="EUR")
    tea = shelf.stock("Green tea", price="12.50", options={"size": "100 g"}, pieces=20)
    ana = shelf.enrol("Ana Lima", "ana@example.org")
    order = shelf.sell(ana.external_id, [(tea.id, 2)])

Connect it as a store of kind `shelf` whose setting `shelf` is that name. It forgets everything with the process.
"""

from shopkeeper.commerce.adapters.shelf.adapter import SECRET, ShelfStore
from shopkeeper.commerce.adapters.shelf.shelf import Delivery, Shelf, close_shelf, open_shelf

store = ShelfStore()

__all__ = ["SECRET", "Delivery", "Shelf", "ShelfStore", "close_shelf", "open_shelf", "store"]
