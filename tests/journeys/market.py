"""`shopkeeper …` with a kind of store no screen was written for: it asks one thing of each sort, and is let in on the shop's own page.

python -m tests.journeys.market serve --data FOLDER
"""

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode

from shopkeeper import commerce
from shopkeeper.commerce.adapters.shelf import ShelfStore, open_shelf
from shopkeeper.commerce.errors import StoreNeedsOwner
from shopkeeper.commerce.model import Choice, Field, Form, Link, Said, Store
from shopkeeper.main import main

SHELF = "the market hall"


def said(en: str, de: str) -> Said:
    return {"en": en, "de": de}


class Market(ShelfStore):
    """The setting `door` is where the shop's own page is."""

    kind: ClassVar[str] = "market"
    label: ClassVar[str] = "Market hall"
    form: ClassVar[Form] = Form(
        words=said("A stall in a market hall.", "Ein Stand in einer Markthalle."),
        lead=said("Ask the warden for your stall first.", "Frag zuerst den Wärter nach deinem Stand."),
        guide="https://market.example/guide",
        fields=(
            Field(name="settings.door", kind="url", required=True, label=said("Its door", "Seine Tür"), help=said("Where it opens.", "Wo er aufgeht.")),
            Field(name="settings.row", kind="choice", begins="fish", label=said("Row", "Reihe"),
                  choices=(Choice("fish", said("Fish", "Fisch")), Choice("flowers", said("Flowers", "Blumen")))),
            Field(name="settings.sundays", kind="switch", begins=False, label=said("Open on Sundays", "Sonntags offen")),
            Field(name="secrets.webhook", kind="secret", made=True, label=said("Knock", "Klopfzeichen"), help=said("Give it to the warden.", "Gib es dem Wärter.")),
            Field(name="secrets.token", kind="secret", required=True, by_sign_in=True, label=said("Key", "Schlüssel")),
            Field(name="settings.shelf", begins=SHELF, later=True, label=said("Its shelf", "Sein Regal")),
        ),
    )  # fmt: skip

    def begin(self, store: Store, back: str, state: str) -> str:
        return f"{store.settings['door']}?{urlencode({'back': back, 'state': state})}"

    async def finish(self, link: Link, back: str, query: Mapping[str, str]) -> Mapping[str, str]:
        if query.get("code") != "good":
            raise StoreNeedsOwner("The warden shook his head.")
        return {"token": "fresh"}


if __name__ == "__main__":
    shelf = open_shelf(SHELF)
    tea = shelf.stock("Green tea", price="12.50")
    shelf.sell(shelf.enrol("Ana Ribeiro", "ana@posteo.example").external_id, [(tea.id, 2)])
    commerce.join(Market())
    main()
