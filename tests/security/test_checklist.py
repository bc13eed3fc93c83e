"""The checklist page tells the truth about itself: every test it names exists, every point is there once, the counts are right."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("asvs.md", "security.md")
NAMED = re.compile(r"`([\w./-]+\.py)::(\w+)`")
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+)(?:–(\d+\.\d+\.\d+))? \| [12/]+ \| .+? \| (met|partly|not met|not applicable) \| (.+) \|$",
    re.MULTILINE,
)
POINTS = 253


def page(name: str) -> str:
    return (ROOT / "docs" / "operations" / name).read_text(encoding="utf-8")


@cache
def named_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("name", PAGES)
def test_every_test_that_is_named_exists(name: str) -> None:
    named = NAMED.findall(page(name))
    assert len(named) > 5
    assert [f"{path}::{test}" for path, test in named if test not in named_in(ROOT / path)] == []


def points() -> dict[str, int]:
    counted: dict[str, int] = {}
    for first, last, state, _ in ROW.findall(page("asvs.md")):
        counted[state] = counted.get(state, 0) + SPANS.get((first, last), 1)
    return counted


# Rows that stand for several points; the standard's numbers have gaps where a point is of level 3.
SPANS = {
    ("1.3.8", "1.3.9"): 2,
    ("1.4.1", "1.4.3"): 3,
    ("4.3.1", "4.3.2"): 2,
    ("6.2.2", "6.2.3"): 2,
    ("6.2.6", "6.2.7"): 2,
    ("7.2.2", "7.2.3"): 2,
    ("7.6.1", "7.6.2"): 2,
    ("9.1.1", "9.1.3"): 3,
    ("9.2.3", "9.2.4"): 2,
    ("10.3.1", "10.7.3"): 25,
    ("11.1.1", "11.1.2"): 2,
    ("11.3.1", "11.3.3"): 3,
    ("11.4.2", "11.4.4"): 3,
    ("12.1.1", "12.1.3"): 3,
    ("12.2.1", "12.2.2"): 2,
    ("12.3.3", "12.3.4"): 2,
    ("13.2.4", "13.2.5"): 2,
    ("14.1.1", "14.1.2"): 2,
    ("16.2.1", "16.2.4"): 4,
    ("16.4.2", "16.4.3"): 2,
    ("17.1.1", "17.3.2"): 7,
}


def test_the_counts_are_right() -> None:
    said = dict(re.findall(r"^\| (met|partly|not met|not applicable) \| (\d+) \|$", page("asvs.md"), re.MULTILINE))
    assert {state: int(count) for state, count in said.items()} == points()
    assert sum(points().values()) == POINTS


def test_no_point_stands_there_twice_and_each_says_why() -> None:
    rows = ROW.findall(page("asvs.md"))
    firsts = [row[0] for row in rows]
    assert len(firsts) == len(set(firsts))
    assert len(firsts) == len([line for line in page("asvs.md").splitlines() if re.match(r"\| \d", line)])
    assert all(len(words) > 3 for *_, words in rows)
