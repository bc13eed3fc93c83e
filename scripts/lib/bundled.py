"""Whose work a built front end carries along: every package in it, with its licence in full, in one text file.

Most licences ask that their words travel with the code, and the build leaves comments out. Standard library only.
"""

import json
import re
from pathlib import Path

FILE = "licences.txt"
LICENCE = re.compile(r"(?i)^(licen[cs]e|copying|unlicense|ofl)\b.*")
# Files of these lie in the build although the package is wanted at build time only.
CARRIED = ("node_modules/@fontsource",)
HEAD = """Shopkeeper is under the MIT licence. This part of it was built with the packages below, each under its own.
"""


def packages(part: Path) -> dict[str, str]:
    """Folder and stated licence of each package that may be in the build."""
    listed = json.loads((part / "package-lock.json").read_text())["packages"]
    return {
        path: about.get("license", "")
        for path, about in sorted(listed.items())
        if path and (not about.get("dev") or path.startswith(CARRIED)) and "@types/" not in path
    }


def words(folder: Path) -> str:
    """The licence files a package brings along."""
    found = sorted(path for path in folder.iterdir() if LICENCE.match(path.name) and path.is_file())
    return "\n\n".join(path.read_text(errors="replace").strip() for path in found)


def told(part: Path) -> str:
    chapters = []
    for path, licence in packages(part).items():
        about = json.loads((part / path / "package.json").read_text())
        title = f"{about['name']} {about['version']}: {licence or about.get('license', 'see below')}"
        chapters.append(f"{'=' * 79}\n{title}\n\n{words(part / path) or _stated(about)}\n")
    return "\n".join([HEAD, *chapters])


def _stated(about: dict[str, object]) -> str:
    author = about.get("author")
    name = author.get("name") if isinstance(author, dict) else author
    return f"Brings no licence file; its package states {about.get('license')}, by {name or 'its contributors'}."


def write(part: Path, into: Path) -> None:
    (into / FILE).write_text(told(part))
