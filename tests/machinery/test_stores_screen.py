"""A new store is one folder: the screen that connects one, and the rooms above the adapters, name no platform."""

import ast
from pathlib import Path

from shopkeeper import commerce

HOUSE = Path(__file__).parents[2]
SCREEN = HOUSE / "workspace" / "src" / "rooms" / "settings"


def of_the_screen() -> list[Path]:
    folder = SCREEN / "stores"
    texts = [HOUSE / "workspace" / "src" / "i18n" / language / "stores.ts" for language in ("en", "de", "es", "fr")]
    return [SCREEN / "Stores.tsx", *(one for one in folder.iterdir() if one.suffix in (".ts", ".tsx")), *texts]


def of_the_room() -> list[Path]:
    room = HOUSE / "shopkeeper" / "commerce"
    return [*room.glob("*.py"), *room.glob("http/*.py"), *room.glob("model/*.py"), *room.glob("store/*.py")]


def quoted(path: Path, words: set[str]) -> bool:
    """Whether a platform's name stands there as a value, as whoever asks for a kind would write it."""
    text = path.read_text()
    if path.suffix == ".py":
        return any(isinstance(node, ast.Constant) and node.value in words for node in ast.walk(ast.parse(text)))
    return any(quote + word + quote in text for word in words for quote in ("'", '"'))


def naming(paths: list[Path], words: set[str]) -> list[str]:
    return [path.name for path in paths if quoted(path, words)]


def test_nobody_asks_which_platform_it_is() -> None:
    kinds = set(commerce.kinds())
    assert {"shelf", "shopify", "woocommerce"} <= kinds
    assert len(of_the_screen()) > 10
    assert naming(of_the_screen(), kinds | {one.label for one in commerce.kinds().values()}) == []
    assert naming(of_the_room(), kinds - {"shelf"}) == []


def test_every_kind_says_what_it_asks() -> None:
    without = [kind for kind, shop in commerce.kinds().items() if not hasattr(shop, "form")]
    assert without == []
