"""Every finding has its words in the workspace, the same in English, and nothing there is left over."""

import json
import re
from pathlib import Path

from shopkeeper import main
from shopkeeper.kit import health

CATALOGUE = Path(__file__).parents[2] / "workspace" / "src" / "i18n" / "en" / "health.ts"
LINE = re.compile(r'^  "health\.(\w+)": (".*"),$', re.MULTILINE)


def test_the_page_and_the_doctor_say_the_same() -> None:
    assert main.HEALTH
    shown = {name: json.loads(text) for name, text in LINE.findall(CATALOGUE.read_text())}
    for kind, told in health.words.items():
        sentence, advice = (told, "") if isinstance(told, str) else told
        assert shown.get(kind) == sentence, kind
        assert shown.get(f"{kind}_do", "") == advice, kind


def test_no_words_are_left_over() -> None:
    asked = {name.removesuffix("_do") for name, _ in LINE.findall(CATALOGUE.read_text()) if name.endswith("_do")}
    assert asked <= set(health.words)
