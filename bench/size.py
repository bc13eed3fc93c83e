"""What a browser loads, gzipped: the widget's loader, the widget before the first word, the workspace's first load.

There is no floor to measure: bytes are bytes. `floor` is what the lightest well-known chat widget loads before the first
word, and `ratio` how near the heaviest of the three comes to its own budget.

    scripts/bench size
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts" / "lib"))

from _report import say, verdict

LIGHTEST_PEER = 130_000


def main() -> int:
    from sizes import Budget, loader, widget, workspace

    budgets = [
        Budget("widget before the first word", widget(), 20_000),
        Budget("loader", loader(), 2_000),
        Budget("workspace", workspace(), 350_000),
    ]
    weights = {one.name: {"bytes": one.weight(), "limit": one.most} for one in budgets}
    for name, found in weights.items():
        say(f"{name}: {found['bytes'] / 1000:.1f} of {found['limit'] / 1000:.0f} kB")
    fullest = max(found["bytes"] / found["limit"] for found in weights.values())
    before = weights["widget before the first word"]["bytes"]
    return verdict("size", before, LIGHTEST_PEER, fullest, 1.0, ok=fullest <= 1, unit="bytes, gzip", parts=weights)


if __name__ == "__main__":
    sys.exit(main())
