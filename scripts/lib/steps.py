"""Steps with a name, a line of progress and the time each took. A failing step does not hide the next one."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from house import IN_CI, Failed, NotThereYet

LAST_LINES = 60
WIDEST = 240


class Step(NamedTuple):
    name: str
    act: Callable[[], str | None]
    loud: bool = False


def paint(colour: int, text: str) -> str:
    return f"\033[{colour}m{text}\033[0m" if sys.stdout.isatty() else text


def shorten(text: str) -> str:
    lines = [line if len(line) <= WIDEST else f"{line[:WIDEST]}…" for line in text.splitlines()]
    left_out = len(lines) - LAST_LINES
    return "\n".join([f"… {left_out} lines before", *lines[-LAST_LINES:]] if left_out > 0 else lines)


def take(step: Step) -> str:
    """Take one step; return "passed", "failed" or "absent". A loud one is named before it speaks, too."""
    if step.loud:
        print(step.name, flush=True)
    began = time.monotonic()
    try:
        word, verdict, colour = step.act() or "", "passed", 32
    except NotThereYet as absence:
        word, verdict, colour = f"not there yet: {absence}", "failed" if IN_CI else "absent", 33
    except Failed as failure:
        word, verdict, colour = "\n" + shorten(str(failure)), "failed", 31
    took = f"{time.monotonic() - began:6.1f} s"
    print(f"{step.name:<34}" + paint(colour, verdict), took, word, flush=True)
    return verdict


def take_all(steps: Sequence[Step]) -> list[str]:
    """Take every step, as many side by side as there are processors: none needs another. Return the names of those that failed."""
    with ThreadPoolExecutor(os.cpu_count()) as lanes:
        verdicts = list(lanes.map(take, steps))
    return [step.name for step, verdict in zip(steps, verdicts, strict=True) if verdict == "failed"]


def take_or_stop(steps: Sequence[Step]) -> None:
    """Take steps in order; each needs those before it, and everything after them needs all."""
    for step in steps:
        if take(step) == "failed":
            sys.exit(1)
