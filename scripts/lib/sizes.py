"""What a browser loads before anybody sees or says a word, gzipped, against the budgets. Reads what the builds wrote."""

import gzip
import re
import sys
from pathlib import Path
from typing import NamedTuple

from house import ROOT

ASSETS = ROOT / "shopkeeper" / "assets"
LINKED = re.compile(r'(?:src|href)="([^"]+\.(?:js|css))"')
AT_ONCE = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
LANGUAGE = re.compile(r"[a-z]{2}-[\w-]+\.js")
KILO = 1000


class Budget(NamedTuple):
    name: str
    files: list[Path]
    most: int

    def weight(self) -> int:
        return sum(weight(path) for path in self.files)


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def workspace() -> list[Path]:
    """index.html and all it links to: its scripts, their preloads and its styles."""
    page = ASSETS / "workspace" / "index.html"
    linked = (link.lstrip("./") for link in LINKED.findall(page.read_text()))
    return [page, *(found for link in linked if (found := inside(page.parent, link)))]


def inside(folder: Path, link: str) -> Path | None:
    """A link may carry the folder's public name in front."""
    parts = Path(link).parts
    return next((path for cut in range(len(parts)) if (path := folder.joinpath(*parts[cut:])).is_file()), None)


def loader() -> list[Path]:
    return [ASSETS / "widget" / "widget.js"]


def widget() -> list[Path]:
    """The app with all it imports at once, its styles, and the heaviest language of those it may fetch."""
    folder = ASSETS / "widget"
    found = list(folder.glob("app-*.js")) or sys.exit("shopkeeper/assets/widget has no app-….js")
    for path in found:
        found += [module for name in AT_ONCE.findall(path.read_text()) if (module := folder / name) not in found]
    languages = [path for path in folder.glob("*.js") if LANGUAGE.match(path.name)]
    return [*found, *folder.glob("*.css"), *sorted(languages, key=weight)[-1:]]


def main() -> int:
    budgets = [
        Budget("widget loader", loader(), 2 * KILO),
        Budget("widget before the first word", widget(), 20 * KILO),
        Budget("workspace, first load", workspace(), 350 * KILO),
    ]
    said, heavy = [], False
    for budget in budgets:
        weight = budget.weight()
        heavy |= weight > budget.most
        sign = "  TOO HEAVY" if weight > budget.most else ""
        said.append(f"{budget.name} {weight / KILO:.1f} of {budget.most / KILO:.0f} kB{sign}")
    print("\n".join(said) if heavy else "; ".join(said))
    return heavy


if __name__ == "__main__":
    sys.exit(main())
