"""No tracked file names a package registry's host or a path of somebody's machine; no lock file says where from."""

import re
import subprocess
import sys
from pathlib import Path

from house import ROOT

HOSTS = (
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "pypi." + "org",
    "python" + "hosted",
    "find" + "-links",
    "index" + "-url",
)
PATHS = (
    "/wo" + "rk/",
    "/ro" + "ot/",
    "/tm" + "p/",
    "/home/" + "[a-z]+/",
    "/opt/" + "(?:wheels|pypi)",
    "/Users/" + "[a-z]+/",
)
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), rf"(?<![\w.*~:-])(?:{'|'.join(PATHS)})"]))
ORIGIN = re.compile(r'^\s*"resolved"\s*:', re.MULTILINE)
LARGEST = 3_000_000


def tracked() -> list[Path]:
    """What git would carry: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def faults(path: Path) -> list[str]:
    raw = path.read_bytes()
    if b"\0" in raw or len(raw) > LARGEST:
        return []
    text, name = raw.decode(errors="replace"), path.relative_to(ROOT)
    found = [f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group()}" for hit in FORBIDDEN.finditer(text)]
    if path.name == "package-lock.json" and ORIGIN.search(text):
        found.append(f'{name}: has "resolved"; make it with omit-lockfile-registry-resolved=true')
    return found


def main() -> int:
    found = [fault for path in tracked() for fault in faults(path)]
    print("\n".join(found) or f"{len(tracked())} files")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
