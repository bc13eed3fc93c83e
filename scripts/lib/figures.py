"""Trends, not gates: how long functions and files are, and how things are named."""

import ast
import statistics
from pathlib import Path

from house import ROOT


def files() -> list[Path]:
    return [path for path in (ROOT / "shopkeeper").rglob("*.py") if not {"tests", "assets"} & set(path.parts)]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def main() -> None:
    found = [node for path in files() for node in functions(path)]
    lengths = sorted(length(node) for node in found) or [0]
    lines, largest = max((len(path.read_text().splitlines()), path.relative_to(ROOT)) for path in files())
    getters = sum(node.name.startswith("get_") for node in found)
    longest = max(found, key=length, default=None)
    print(
        f"functions {len(found)}: median {statistics.median(lengths):.0f} lines, "
        f"p90 {lengths[int(len(lengths) * 0.9)]}, longest {longest.name if longest else ''} {lengths[-1]}; "
        f"largest file {largest} {lines}; named get_ {getters}"
    )


if __name__ == "__main__":
    main()
