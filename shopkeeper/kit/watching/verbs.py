"""What a verb's time went into: waiting for its turn, its own work, and waiting for the interpreter or the disk.

A thread that waits for Python's lock has not worked: only its CPU time says how slow the verb itself is. The log calls a
verb slow by that, and says beside it how long it was held up. Reading the thread's clock costs a microsecond, so it is read
when a turn begins and again only for a verb that took long.
"""

import time
from bisect import bisect_left
from threading import Lock
from typing import Any

import structlog

from shopkeeper.kit.watching import spans
from shopkeeper.kit.watching.numbers import SECONDS, Histogram

log = structlog.get_logger("db")

SLOW_SECONDS = 0.020
"""Of its own work: no verb may hold up the others longer."""
HELD_UP_SECONDS = 0.250
"""Between begin and end, work or not: beyond this something outside the verb is slow."""

_MOST_KNOWN = 5_000
_FAST = SECONDS[0]


class Verbs(Histogram):
    """Filled by `ran`, whose every tenth of a microsecond is paid a thousand times a second."""

    def __init__(self, name: str, help: str) -> None:
        super().__init__(name, help, ("verb", "way"))
        self.known: dict[tuple[Any, str], list[float]] = {}

    def series_of(self, verb: Any, way: str) -> list[float]:
        if len(self.known) > _MOST_KNOWN:
            # Functions made on the fly are strangers each time; their numbers stay, under their common name.
            self.known.clear()
        found = self.known[verb, way] = self.series(name_of(verb), way)
        return found


took = Verbs("shopkeeper_verb_seconds", "From a verb's begin to its end, by verb and way in.")
waited = Histogram("shopkeeper_verb_wait_seconds", "From asking for a verb to its begin.", ("way",))
_lock = Lock()
_waits = {way: waited.series(way) for way in ("write", "background", "read")}


def ran(
    verb: Any,
    way: str,
    asked: float,
    began: float,
    cpu: float,
    trace: str | None = None,
    error: BaseException | None = None,
    tx: Any = None,
) -> float:
    """Count a verb that has just ended here; answers the moment. `asked` and `began` are perf_counter() seconds, `cpu` is
    the thread's thread_time() when it or its turn began."""
    ended = time.perf_counter()
    spent, wait = ended - began, began - asked
    series, waits = took.known.get((verb, way)) or took.series_of(verb, way), _waits[way]
    with _lock:
        series[0 if spent <= _FAST else bisect_left(SECONDS, spent)] += 1
        series[-1] += spent
        waits[0 if wait <= _FAST else bisect_left(SECONDS, wait)] += 1
        waits[-1] += wait
    if spent > SLOW_SECONDS:
        _tell(name_of(verb), way, spent, min(spent, time.thread_time() - cpu), wait)
    if trace is not None and spans.tracer is not None:
        _traced(verb, way, asked, began, ended, cpu, trace, error, tx)
    return ended


def _tell(name: str, way: str, spent: float, work: float, wait: float) -> None:
    if work <= SLOW_SECONDS and spent <= HELD_UP_SECONDS:
        return
    parts = {"milliseconds": spent, "own_work": work, "held_up": spent - work, "waited_before": wait}
    told = {part: round(seconds * 1000, 1) for part, seconds in parts.items()}
    log.warning("slow verb" if work > SLOW_SECONDS else "a verb was held up", verb=name, way=way, **told)


def _traced(
    verb: Any, way: str, asked: float, began: float, ended: float, cpu: float, trace: str, error: Any, tx: Any
) -> None:
    assert spans.tracer is not None
    shift = time.time() - time.perf_counter()
    facts = {"verb.way": way, "verb.wait_ms": (began - asked) * 1000, "verb.cpu_ms": (time.thread_time() - cpu) * 1000}
    if tx is not None and hasattr(tx, "statements"):
        facts |= {"db.statements": tx.statements, "db.statements_ms": tx.seconds * 1000}
    spans.tracer.past(f"verb {name_of(verb)}", trace, began + shift, ended + shift, error, facts)


def name_of(verb: Any) -> str:
    """`conversations.close` for a verb of a room: what a log and a dashboard call it."""
    verb = getattr(verb, "func", verb)
    parts, name = getattr(verb, "__module__", "?").split("."), getattr(verb, "__qualname__", "?")
    room = ".".join(parts[1:3]) if parts[:2] == ["shopkeeper", "kit"] else ".".join(parts[1:2]) or parts[0]
    return f"{room}.{name.rpartition('<locals>.')[2]}"
