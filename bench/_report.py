"""What every bench prints: the machine, progress, and last one line of JSON."""

import json
import math
import os
import statistics
import sys
from collections.abc import Coroutine, Sequence
from typing import Any

import uvloop

from tests.servers import Missing

REFERENCE = {"post": (4_800, "durable POSTs/s by group commit, 32 connections; 7,100 with 128")}
"""What the bare programs did on the machine the promises were made on (Debian 12, 2 shared cores, November 2026). For the
other floors no figure is on record."""

BUSY = 3.0


def say(*words: object) -> None:
    print(*words, flush=True)


def machine() -> dict[str, Any]:
    """Where this ran. Above a load of three the seconds mean little; the ratios hold better."""
    load = os.getloadavg()[0]
    if load > BUSY:
        say(f"The machine is busy (load {load:.1f}): read the ratios, not the seconds.")
    return {"cores": os.cpu_count(), "load": round(load, 1), "python": sys.version.split()[0]}


def beside_reference(name: str, value: float) -> str:
    """A floor's own figure next to the one on record: a slow floor is not a pass."""
    if name not in REFERENCE:
        return f"floor {value:,.4g} (no earlier figure on record)"
    known, words = REFERENCE[name]
    return f"floor {value:,.4g}, {value / known:.0%} of the {known:,g} on record ({words})"


def where_possible(running: Coroutine[Any, Any, int]) -> int:
    """What a bench ends with; 2 where this machine lacks a program it needs."""
    try:
        return uvloop.run(running)
    except Missing as missing:
        print(f"{missing}: this cannot be measured here", file=sys.stderr)
        return 2


def percentile(values: Sequence[float], at: float) -> float:
    """The smallest value that `at` per cent of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * at / 100) - 1)]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def verdict(name: str, value: float, floor: float | None, ratio: float, limit: float, *, ok: bool, **more: Any) -> int:
    """The last line, and the program's status: 0 when the promise is kept."""
    known = {
        "name": name,
        "value": _short(value),
        "floor": _short(floor),
        "ratio": _short(ratio),
        "limit": _short(limit),
    }
    print(json.dumps({**known, "ok": ok, **more, "machine": machine()}), flush=True)
    return 0 if ok else 1


def _short(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.4g}")
