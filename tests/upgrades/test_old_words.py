"""What the composer of 0.1 filled in, a macro still fills in, and what it left alone is left alone."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from shopkeeper.automation import templating

PATH = Path(__file__).resolve().parents[2] / "migrations" / "versions" / "0005_macros.py"


def revision() -> Any:
    spec = importlib.util.spec_from_file_location("macros_revision", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Dear {first_name},", "Dear Ana,"),
        ("Dear {{ person.first_name }}, {agent}", "Dear Ana, Bob"),
        ("{name} and {agent.name}", "Ana Okafor and Bob Baker"),
        ("a {unknown} in braces {", "a {unknown} in braces {"),
        ("our {{ code }} stays", "our {{ code }} stays"),
    ],
)
def test_words_of_the_first_release_read_the_same(before: str, after: str) -> None:
    values = {
        "customer": {"name": "Ana Okafor", "first_name": "Ana"},
        "agent": {"name": "Bob Baker", "first_name": "Bob"},
    }
    assert templating.fill(revision()._renamed(before), values).text == after


def test_no_words_stay_none() -> None:
    assert revision()._renamed(None) is None
