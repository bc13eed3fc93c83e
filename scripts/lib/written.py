"""Files that are made from the code and kept in the repository: write them, or see whether they still match."""

import sys
from collections.abc import Mapping
from pathlib import Path

from house import ROOT


def settle(files: Mapping[Path, str]) -> int:
    """Write the files; with --check on the command line only compare. Returns what the program ends with."""
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
        print(f"out of date: {names}. Run: .venv/bin/python scripts/lib/make_generated.py" if stale else "up to date")
        return bool(stale)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path])
    print(f"{len(stale)} of {len(files)} written")
    return 0
