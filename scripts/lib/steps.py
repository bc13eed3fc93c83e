"""Steps with a name, a line of progress and the time each took. A failing step does not hide the next one."""

import sys
import time
from collections.abc import Callable, Sequence
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
    """Take one step; return "passed", "failed" or "absent"."""
    print(f"{step.name:<34}", end="\n" if step.loud else "", flush=True)
    began = time.monotonic()
    try:
        word, verdict, colour = step.act() or "", "passed", 32
    except NotThereYet as absence:
        word, verdict, colour = f"not there yet: {absence}", "failed" if IN_CI else "absent", 33
    except Failed as failure:
        word, verdict, colour = "\n" + shorten(str(failure)), "failed", 31
    took = f"{time.monotonic() - began:6.1f} s"
    print(f"{step.name if step.loud else '':<34}"[: 34 if step.loud else 0] + paint(colour, verdict), took, word)
    return verdict


def take_all(steps: Sequence[Step]) -> list[str]:
    """Take every step in order; return the names of those that failed."""
    return [step.name for step in steps if take(step) == "failed"]


def take_or_stop(steps: Sequence[Step]) -> None:
    """Take steps that everything after them needs."""
    for step in steps:
        if take(step) == "failed":
            sys.exit(1)
