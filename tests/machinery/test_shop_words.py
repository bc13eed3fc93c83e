"""Every row, warning and step that the shop's side names has its words in the workspace, the same in English; nothing there is left over."""

import ast
import json
import re
from pathlib import Path

from shopkeeper import commerce
from shopkeeper.commerce.wording import ENGLISH

HOUSE = Path(__file__).parents[2]
CATALOGUE = HOUSE / "workspace" / "src" / "i18n" / "en" / "said.ts"
LINE = re.compile(r'^  "said\.([\w.]+)": (".*"),$', re.MULTILINE)
ADAPTERS = Path(commerce.__file__).parent


def test_the_workspace_says_the_same() -> None:
    assert {name: json.loads(text) for name, text in LINE.findall(CATALOGUE.read_text())} == ENGLISH


def test_no_words_are_left_over() -> None:
    """Each code is written somewhere: whole, as the beginning of a family, or after its kind."""
    sources = [one for one in ADAPTERS.rglob("*.py") if "tests" not in one.parts and one.name != "wording.py"]
    written = {
        node.value for one in sources for node in ast.walk(ast.parse(one.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    of_the_room = (ADAPTERS / "wording.py").read_text()
    families = {"percent", "amount", "free_shipping", "cannot"}
    unused = [
        code for code in ENGLISH
        if (name := code.partition(".")[2]) not in written
        and not any(name.startswith(f"{family}_") for family in families) and of_the_room.count(f'"{name}"') == 0
    ]  # fmt: skip
    assert unused == []
