"""Fills pages from the code's own words, so that they cannot lie: `<!-- made: rooms -->` and the like.

Nothing is imported from Shopkeeper but read as text, so that the docs can be built before anything else is.
"""

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "shopkeeper"
MARK = re.compile(r"<!-- made: (\w+)(?: ([\w./-]+))? -->")


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text())) or ""


def rooms_upwards() -> list[str]:
    """The rooms' names, the lowest first, as the import rules list them."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(rule["layers"] for rule in rules if rule["type"] == "layers")
    return [name for layer in reversed(layers) for name in re.findall(r"\w+", layer)]


def rooms(_: str) -> str:
    """Each room's own paragraph."""
    told = [
        (name, docstring(PACKAGE / name / "__init__.py"))
        for name in rooms_upwards()
        if (PACKAGE / name / "__init__.py").exists()
    ]
    return "\n\n".join(f"## {name}\n\n{words}" for name, words in told if words)


def decisions(_: str) -> str:
    lines = []
    for path in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        title = next((line.lstrip("# ") for line in path.read_text().splitlines() if line.startswith("# ")), path.stem)
        lines.append(f"* [{title}]({path.name})")
    return "\n".join(lines) or "None yet."


def openapi() -> Any:
    path = PACKAGE / "openapi.json"
    return json.loads(path.read_text()) if path.exists() else {"paths": {}}


def routes(_: str) -> str:
    lines = ["| | route | |", "|---|---|---|"]
    for path, methods in sorted(openapi()["paths"].items()):
        for method, about in sorted(methods.items()):
            words = (about.get("description") or about.get("summary") or "").strip().partition("\n")[0]
            lines.append(f"| {method.upper()} | `{path}` | {words} |")
    return "\n".join(lines)


def class_of(path: Path, name: str) -> ast.ClassDef | None:
    found = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef) and node.name == name)
    return next(found, None)


def fields(body: list[ast.stmt]) -> Iterator[tuple[str, str, str]]:
    """(name, default, the string below it) of each annotated field."""
    for node, after in zip(body, [*body[1:], ast.Pass()], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            told = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            yield node.target.id, ast.unparse(node.value) if node.value else "", " ".join(str(told).split())


def settings(_: str) -> str:
    path = PACKAGE / "kit" / "settings.py"
    found = class_of(path, "Settings") if path.exists() else None
    lines = ["| variable | default | |", "|---|---|---|"]
    for name, default, told in fields(found.body if found else []):
        lines.append(f"| `SHOPKEEPER_{name.upper()}` | `{default}` | {told.replace('|', '/')} |")
    return "\n".join(lines)


def assigned(path: Path, name: str) -> ast.expr | None:
    """What a module keeps under a name."""
    nodes = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.AnnAssign | ast.Assign))
    targets = ((node.value, node.target if isinstance(node, ast.AnnAssign) else node.targets[0]) for node in nodes)
    return next((value for value, target in targets if isinstance(target, ast.Name) and target.id == name), None)


def macro_values(_: str) -> str:
    """Every name a macro may use."""
    known = assigned(PACKAGE / "automation" / "telling.py", "KNOWN")
    lines = ["| name | |", "|---|---|"]
    return "\n".join(
        [*lines, *(f"| `{name}` | {words} |" for name, words in ast.literal_eval(known or ast.Dict([], [])).items())]
    )


def macro_filters(_: str) -> str:
    """Every filter of our own, with its docstring."""
    path = PACKAGE / "automation" / "templating.py"
    filters = assigned(path, "FILTERS")
    told = {
        node.name: ast.get_docstring(node) or ""
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    pairs = zip(filters.keys, filters.values, strict=True) if isinstance(filters, ast.Dict) else ()
    return "\n".join(
        f"* **{ast.literal_eval(key)}**: {told[value.id]}"
        for key, value in pairs
        if key and isinstance(value, ast.Name)
    )


def whole(name: str) -> str:
    """A file at the root of the repository; its links to other files there stay words."""
    text = (ROOT / name).read_text()
    text = re.sub(r"\]\(docs/([^)]+)\)", r"](\1)", text)
    return re.sub(
        r"\[([^\]]+)\]\((?!https?:|#)([^)]+\.(?:py|toml|txt)|LICENSE|CONTRIBUTING\.md|CHANGELOG\.md)\)", r"`\1`", text
    )


MADE: dict[str, Callable[[str], str]] = {
    "rooms": rooms,
    "decisions": decisions,
    "routes": routes,
    "settings": settings,
    "macro_values": macro_values,
    "macro_filters": macro_filters,
    "file": whole,
}


def on_page_markdown(markdown: str, **_: object) -> str:
    return MARK.sub(lambda found: MADE[found.group(1)](found.group(2) or ""), markdown)
