"""What a built wheel must hold and must not, said in words. Standard library only."""

import configparser
import re
import sys
import zipfile
from pathlib import Path

MOST = 4_000_000
MUST = (
    "shopkeeper/assets/workspace/index.html",
    "shopkeeper/assets/workspace/licences.txt",
    "shopkeeper/assets/widget/widget.js",
    "shopkeeper/assets/widget/licences.txt",
    "shopkeeper/migrations/env.py",
    "shopkeeper/migrations/versions/0001_the_first_tables.py",
    "shopkeeper/openapi.json",
    "shopkeeper/kit/schema_revision.txt",
    "shopkeeper/demo/page/layout.html",
    "shopkeeper/py.typed",
)
MUST_NOT = re.compile(r"(^|/)(tests|node_modules|__pycache__|\.vite)/|\.(pyc|map|ts|tsx)$|(^|/)\.(?!sources$|gitkeep$)")
OURS = re.compile(r"shopkeeper(-[^/]+\.dist-info)?/")


def entry_points(wheel: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    found = configparser.ConfigParser(delimiters=("=",))
    found.read_string(wheel.read(name).decode())
    return {section: dict(found[section]) for section in found.sections()}


def faults(path: Path) -> list[str]:
    """Why this wheel may not be given to anybody; empty when it may."""
    with zipfile.ZipFile(path) as wheel:
        names, points = wheel.namelist(), entry_points(wheel)
    weight = path.stat().st_size
    return [
        *(f"{name} is missing" for name in MUST if name not in names),
        *(f"{name} does not belong in it" for name in names if MUST_NOT.search(name) or not OURS.match(name)),
        *([f"it weighs {weight:,} bytes, more than {MOST:,}"] if weight > MOST else []),
        *(["it brings no licence"] if not any(name.endswith("/licenses/LICENSE") for name in names) else []),
        *(["its program `shopkeeper` is missing"] if "shopkeeper" not in points.get("console_scripts", {}) else []),
        *(["its channels are not announced"] if not points.get("shopkeeper.channels") else []),
    ]


def told(path: Path) -> str:
    with zipfile.ZipFile(path) as wheel:
        return f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, {len(wheel.namelist())} files"


if __name__ == "__main__":
    found = [f"{name}: {fault}" for name in sys.argv[1:] for fault in faults(Path(name))]
    print("\n".join(found or map(told, map(Path, sys.argv[1:]))))
    sys.exit(bool(found))
