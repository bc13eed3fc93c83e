"""`scripts/bench`: each program in bench/ prints what it measured, against a floor in the same run, and a table ends them.

scripts/bench                   the promises about speed, one after the other, with sizes that take some minutes each
scripts/bench NAME [ARGS]       one program, as `scripts/bench inbox --large 1000000`; also quality/NAME
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import setup
from environment import FOR_TESTING
from house import PYTHON, ROOT

BENCH = ROOT / "bench"
ALL = ("size", "start", "open", "inbox", "live", "ingest", "fleet")
"""The promises about speed, the quickest first. The other programs have a page of their own and are run by their names."""
CANNOT = 2
"""What a program ends with where this machine lacks what it needs."""


@dataclass(frozen=True)
class Measured:
    name: str
    status: int
    seconds: float
    verdict: dict[str, Any] | None

    @property
    def outcome(self) -> str:
        if self.verdict is None:
            return "cannot be measured here" if self.status == CANNOT else "failed"
        return "kept" if self.verdict["ok"] else "NOT KEPT"


def names() -> list[str]:
    paths = [path for path in BENCH.rglob("*.py") if not path.stem.startswith("_")]
    return sorted(str(path.relative_to(BENCH).with_suffix("")) for path in paths)


def measure(name: str, *words: str) -> Measured:
    """Run it in full view, and keep the JSON of its last line."""
    print(f"== {name}", flush=True)
    began, last = time.monotonic(), ""
    command = [str(PYTHON), str(BENCH / f"{name}.py"), *words]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return Measured(name, process.returncode, time.monotonic() - began, _verdict(last))


def table(found: Sequence[Measured]) -> str:
    """What was measured, what the floor did, and whether the promise was kept."""
    rows = [("program", "value", "floor", "ratio", "limit", "", "took")]
    for one in found:
        said = one.verdict or {}
        numbers = [_short(said.get(name)) for name in ("value", "floor", "ratio", "limit")]
        rows.append((one.name, numbers[0], numbers[1], numbers[2], numbers[3], one.outcome, f"{one.seconds:.0f} s"))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) for row in rows)


def _verdict(line: str) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) and "ok" in said else None


def _short(number: object) -> str:
    return f"{number:,.4g}" if isinstance(number, int | float) else "–"


def main() -> int:
    name, *words = sys.argv[1:] or [""]
    if name and name not in names():
        print(f"There is no bench/{name}.py. There are: {', '.join(names()) or 'none yet'}")
        return 2
    setup.take([setup.python_packages(*FOR_TESTING)])
    found = [measure(each, *words) for each in ([name] if name else ALL)]
    if not name:
        print(f"\n{table(found)}")
    return max(one.status for one in found)


if __name__ == "__main__":
    sys.exit(main())
