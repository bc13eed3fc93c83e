"""Every regular expression of the mail reader against bait made from its own tree: how does its time grow with the text?

    python bench/quality/bait_patterns.py            # prints what grows faster than it should, last one line of JSON

For each pattern its tree is walked, an example is made of every repeat and branch, and examples are repeated, alone and after what
may stand before them, with an end that cannot match. Time must grow with the text (doubling the text may not more than triple it) or
stay under 0.1 s at 16,000 letters: the readers give patterns single lines or cut texts (`bait.py` goes through the doors with 1 MB).
CPU time; aim: 0 patterns over it.
"""

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as tree  # type: ignore[attr-defined]
from typing import Any

from reading_sets import finish

from shopkeeper.channels.adapters.email import reading

SIZES = (2_000, 4_000, 8_000, 16_000)
LONGEST = 0.1
ENDS = ("", "\x01", "!", "\n")


def patterns() -> dict[str, "re.Pattern[Any]"]:
    """Each compiled pattern of the reader's modules by its name; those in tables too."""
    found: dict[str, re.Pattern[Any]] = {}
    for one in pkgutil.iter_modules(reading.__path__):
        if one.name != "tests":
            module = importlib.import_module(f"{reading.__name__}.{one.name}")
            for name, value in vars(module).items():
                found.update(_in(f"{one.name}.{name}", value))
    return found


def _in(name: str, value: Any) -> dict[str, "re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        return {name: value}
    if isinstance(value, tuple) and value and all(isinstance(one, tuple) for one in value):
        return {
            f"{name}.{place}.{row[0]}": row[1] for place, row in enumerate(value) if isinstance(row[-1], re.Pattern)
        }
    return {}


def example(node: Any, choice: int) -> str:
    """A text that this part of a pattern takes (the `choice`-th branch or letter where there are several)."""
    return "".join(_of(kind, value, choice) for kind, value in node)


def _of(kind: Any, value: Any, choice: int) -> str:
    if kind is codes.LITERAL:
        return chr(value)
    if kind is codes.NOT_LITERAL or kind is codes.ANY:
        return "a"
    if kind is codes.IN:
        return _letter(value, choice)
    if kind in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
        least, body = int(value[0]), value[2]
        return example(body, choice) * max(1, min(least, 3))
    if kind is codes.SUBPATTERN:
        return example(value[-1], choice)
    if kind is codes.BRANCH:
        return example(value[1][choice % len(value[1])], choice)
    return ""


def _letter(kinds: Any, choice: int) -> str:
    if kinds and kinds[0][0] is codes.NEGATE:
        taken = {chr(value) for kind, value in kinds if kind is codes.LITERAL}
        return next((one for one in "a1 -.@" if one not in taken), "a")
    kind, value = kinds[choice % len(kinds)]
    if kind is codes.RANGE:
        return chr(value[0])
    return (
        {codes.CATEGORY_SPACE: " ", codes.CATEGORY_DIGIT: "1"}.get(value, "a") if kind is codes.CATEGORY else chr(value)
    )


def pumps(node: Any) -> Iterator[str]:
    """Examples of every repeat and branch, and of the whole."""
    for choice in range(3):
        yield example(node, choice)
    for kind, value in node:
        if kind in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            yield from (example(value[2], choice) for choice in range(2))
            yield from pumps(value[2])
        elif kind is codes.SUBPATTERN:
            yield from pumps(value[-1])
        elif kind is codes.BRANCH:
            for branch in value[1][:40]:
                yield from pumps(branch)


def baits(pattern: "re.Pattern[Any]") -> list[tuple[str, str]]:
    """(what stands before, what is repeated)."""
    node = tree.parse(pattern.pattern, pattern.flags & ~re.LOCALE)
    whole = example(node, 0)
    found = [one for one in dict.fromkeys(pumps(node)) if one][:60]
    starts = ("", whole[: max(1, len(whole) // 2)])
    return [(start, one) for one in found for start in dict.fromkeys(starts)]


def spent(pattern: "re.Pattern[Any]", text: str) -> float:
    given: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    for _ in pattern.finditer(given):
        pass
    return time.process_time() - began


def growth(pattern: "re.Pattern[Any]", start: str, pump: str, end: str) -> float:
    """CPU seconds on the longest bait, or 0 where time only grows with the text. What looks slow is measured three times."""

    def took(size: int, times: int = 1) -> float:
        return min(spent(pattern, start + pump * (size // len(pump)) + end) for _ in range(times))

    for size, before in zip(SIZES[1:], SIZES, strict=False):
        if took(size) > LONGEST and (long := took(size, 3)) > LONGEST and long > 3 * took(before, 3):
            return long
    return 0.0


def main() -> int:
    slow: dict[str, tuple[float, str]] = {}
    known = patterns()
    for name, pattern in known.items():
        for start, pump in baits(pattern):
            if (took := max(growth(pattern, start, pump, end) for end in ENDS)) > slow.get(name, (0.0, ""))[0]:
                slow[name] = (round(took, 3), f"{start!r} + {pump!r}…")
        if name in slow:
            print(name, slow[name], file=sys.stderr)
    finish({"name": "bait_patterns", "patterns": len(known), "too_slow": slow, "ok": not slow})
    return 0 if not slow else 1


if __name__ == "__main__":
    sys.exit(main())
