"""Are there known holes in what we ship? Asks for every pinned package, where an advisory database can be reached.

    .venv/bin/python scripts/lib/audit.py            # Python packages by pip-audit, front ends by npm audit
    .venv/bin/python scripts/lib/audit.py --strict   # also fails when nobody could be asked: for the release

What could not be asked is said in words, and is no "all is well". Also checked, without any network: every package is pinned to one
version, and every front-end package by its hash.
"""

import json
import re
import subprocess
import sys

import frontend
from house import BIN, ROOT

PINNED = re.compile(r"[A-Za-z0-9._-]+==[^\s;]+(?:; .+)?")
NOT_ASKED = "nobody could be asked"


def pins() -> list[str]:
    """Lines of requirements/ that name no single version, and front-end packages without a hash."""
    found = []
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        lines = [line.strip() for line in path.read_text().splitlines()]
        found += [
            f"{path.name}: {one}"
            for one in lines
            if one and not one.startswith(("-r ", "#")) and not PINNED.fullmatch(one)
        ]
    for part in frontend.PARTS:
        lock = ROOT / part / "package-lock.json"
        packages = json.loads(lock.read_text())["packages"] if lock.exists() else {}
        found += [
            f"{part}: {name} has no hash"
            for name, about in packages.items()
            if name and not about.get("integrity") and not about.get("link")
        ]
    return found


def python_holes() -> tuple[str, list[str]]:
    """What was asked, and what was found."""
    program = BIN / "pip-audit"
    if not program.exists():
        return f"pip-audit is not installed: {NOT_ASKED} about Python packages", []
    words = [
        program,
        "--requirement",
        ROOT / "requirements" / "runtime.txt",
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return f"pip-audit reached no database: {NOT_ASKED} about Python packages", []
    return f"{len(told)} Python packages asked for", [
        f"{one['name']} {one['version']}: {hole['id']}" for one in told for hole in one.get("vulns", ())
    ]


def frontend_holes(part: str) -> tuple[str, list[str]]:
    words = [*map(str, frontend.npm()), "audit", "--omit=dev", "--json"]
    done = subprocess.run(
        words, cwd=ROOT / part, env=frontend.surroundings(), capture_output=True, text=True, check=False
    )
    try:
        told = json.loads(done.stdout)
        holes = told["vulnerabilities"]
    except (ValueError, KeyError):
        return f"npm audit reached no database: {NOT_ASKED} about {part}", []
    return f"{part}: {told['metadata']['dependencies']['prod']} packages asked for", [
        f"{part}: {name} ({about['severity']})" for name, about in holes.items()
    ]


def main() -> int:
    faults = pins()
    asked = []
    for said, found in (python_holes(), *(frontend_holes(part) for part in frontend.PARTS)):
        asked.append(said)
        faults += found
    print("\n".join([*asked, *faults]))
    silent = [one for one in asked if NOT_ASKED in one]
    print(f"{len(faults)} faults" + (f"; {len(silent)} of {len(asked)} could not be asked" if silent else ""))
    return int(bool(faults) or (bool(silent) and "--strict" in sys.argv))


if __name__ == "__main__":
    sys.exit(main())
