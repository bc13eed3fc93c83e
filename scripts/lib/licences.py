"""Every package that ships with Shopkeeper may be given on under MIT terms. Run with the Python of .venv."""

import json
import re
import sys
import tomllib
from importlib import metadata

from house import ROOT

ALLOWED = re.compile(
    r"\b(MIT|MIT-0|BSD|[0-4]-Clause|Apache|ISC|PSF|Python|MPL|Mozilla|Unlicense|CC0|0BSD|Zlib|BlueOak|HPND|"
    r"Public Domain|OFL)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"\b(A?GPL|LGPL|GNU|SSPL|BUSL|Commons Clause|Proprietary)", re.IGNORECASE)
# Their metadata says nothing; read in the licence file they bring along.
READ_BY_HAND = {"imapclient": "BSD-3-Clause"}
OPTIONAL_LGPL = {"psycopg", "psycopg-binary"}
NAME = re.compile(r"[A-Za-z0-9._-]+")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]


def needs(requirement: str) -> list[str]:
    """What an installed package needs without its extras; nothing for one that is not installed."""
    try:
        listed = metadata.requires(NAME.match(requirement).group()) or []
    except metadata.PackageNotFoundError:
        return []
    return [line for line in listed if "extra ==" not in line]


def closure(requirements: list[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = normal(NAME.match(requirement).group())
        if name not in found:
            found.add(name)
            waiting += [*needs(requirement), *(["psycopg-binary"] if name == "psycopg" else [])]
    return found


def licence(name: str) -> str | None:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    return " ".join([about.get("License-Expression") or "", (about.get("License") or "")[:80], *classifiers]).strip()


def fault(name: str, words: str | None) -> str | None:
    if words is None or name in OPTIONAL_LGPL:
        return None
    choice = " OR " in words and ALLOWED.search(words)
    if ALLOWED.search(words) and (choice or not FORBIDDEN.search(words)):
        return None
    return f"{name}: {words or 'states no licence'}"


def shipped_by(part: str) -> dict[str, str]:
    """The packages that end up in a front end, from its lock file."""
    lock = ROOT / part / "package-lock.json"
    packages = json.loads(lock.read_text())["packages"] if lock.exists() else {}
    return {
        f"{part}: {path}": about.get("license", "") for path, about in packages.items() if path and not about.get("dev")
    }


def main() -> int:
    words = {name: licence(name) for name in sorted(closure(wanted()))}
    words |= shipped_by("workspace") | shipped_by("widget")
    found = [line for name, said in words.items() if (line := fault(name, said))]
    print("\n".join(found) or f"{len(words)} packages")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
