"""Rooms are entered by their front doors, and nobody asks what kind a channel is."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "shopkeeper"
# main fills everybody's tables; it alone may reach past a front door.
MASTER_KEY = "main"
# Made to be imported by adapters and tests of other rooms.
PUBLIC = {"sdk", "contract", "testing"}
ALIKE = {"kind", "channel"}


def sources() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not {"tests", "assets"} & set(path.parts)]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, ["people", "store"]) for each thing taken from shopkeeper."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name.split(".")[1:]) for name in names if name.startswith("shopkeeper."))


def is_module(parts: list[str]) -> bool:
    place = PACKAGE.joinpath(*parts)
    return place.is_dir() or place.with_suffix(".py").exists()


def offered(room: str) -> set[str]:
    """What a front door offers by name in its __all__; a room's tables are never offered."""
    for node in ast.parse((PACKAGE / room / "__init__.py").read_text()).body:
        if isinstance(node, ast.Assign) and name_of(node.targets[0]) == "__all__":
            return set(map(str, texts(node.value))) - {"store"}
    return set()


def past_the_door(parts: list[str]) -> bool:
    """Kit is a bench of tools, each of them a door of its own."""
    depth = 2 if parts[0] == "kit" else 1
    inner = parts[: depth + 1]
    if len(inner) <= depth or not is_module(inner) or inner[-1] in PUBLIC:
        return False
    return len(parts) > depth + 1 or parts[0] == "kit" or inner[-1] not in offered(parts[0])


def test_rooms_are_entered_by_the_front_door() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line} reaches into shopkeeper.{'.'.join(parts)}"
        for path in sources()
        for line, parts in imported(path)
        if room_of(path) not in {parts[0], MASTER_KEY} and past_the_door(parts)
    ]
    assert not faults, "\n".join(faults)


def kinds() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return set(project["entry-points"]["shopkeeper.channels"])


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def texts(node: ast.expr) -> set[object]:
    if isinstance(node, ast.Constant):
        return {node.value}
    return (
        set().union(*(texts(item) for item in node.elts)) if isinstance(node, ast.Tuple | ast.List | ast.Set) else set()
    )


def asks_for_the_kind(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return bool(ALIKE & {name_of(side) for side in sides} and kinds() & set().union(*map(texts, sides)))
    return (
        isinstance(node, ast.Match)
        and name_of(node.subject) in ALIKE
        and any(isinstance(inner, ast.MatchValue) and kinds() & texts(inner.value) for inner in ast.walk(node))
    )


def test_nobody_asks_what_kind_a_channel_is() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno} compares a kind: ask its abilities instead"  # type: ignore[attr-defined]
        for path in sources()
        if "adapters" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if asks_for_the_kind(node)
    ]
    assert not faults, "\n".join(faults)


def test_the_workspace_does_not_ask_either() -> None:
    question = re.compile(rf"(?:channel|inbox\w*\??\.kind)\s*[!=]==?\s*[\"'](?:{'|'.join(sorted(kinds()))})[\"']")
    faults = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in sorted((ROOT / "workspace" / "src").rglob("*.ts*"))
        if ".test." not in path.name and "testing" not in path.parts
        for found in question.finditer(path.read_text())
    ]
    assert not faults, "\n".join(faults)
