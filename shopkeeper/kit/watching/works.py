"""What the house does, counted: jobs, deliveries, arrivals, open windows."""

import re
import time
from typing import Any

from shopkeeper.kit.watching import spans
from shopkeeper.kit.watching.numbers import LONG_SECONDS, Counter, Gauge, Histogram

job_took = Histogram("shopkeeper_job_seconds", "How long a job ran.", ("job", "outcome"), LONG_SECONDS)
job_late = Histogram("shopkeeper_job_lag_seconds", "From a job's hour to its begin.", ("job",), LONG_SECONDS)
deliveries = Counter(
    "shopkeeper_deliveries_total", "Tries to send an answer, by what became of them.", ("channel", "outcome")
)
delivery_took = Histogram("shopkeeper_delivery_seconds", "One try to send an answer.", ("channel",), LONG_SECONDS)
arrivals = Counter("shopkeeper_arrivals_total", "What came in, by what became of it.", ("way", "outcome"))
sockets = Gauge("shopkeeper_live_sockets", "Open sockets of windows and chats.", ("kind",))


class job:
    """`with watching.job(kind, n, late, trace):` around a job: how late it began (seconds), how long it ran, and its span."""

    __slots__ = ("_began", "_kind", "_span")

    def __init__(self, kind: str, n: int, attempt: int, late: float, trace: str | None) -> None:
        self._kind, self._began = kind, time.perf_counter()
        job_late.observe(max(0.0, late), kind)
        self._span: spans.Span = spans.NOTHING
        if spans.tracer is not None:
            facts = {"job.kind": kind, "job.n": n, "job.attempt": attempt}
            self._span = spans.span(f"job {kind}", parent=trace, kind="consumer", **facts)

    def __enter__(self) -> None:
        self._span.__enter__()

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        job_took.observe(time.perf_counter() - self._began, self._kind, "failed" if error else "done")
        self._span.__exit__(kind, error, trace)


class delivery:
    """`with watching.delivery(channel, entry_id=…) as span:` around one try to send; its outcome is the kind of the error."""

    __slots__ = ("_began", "_channel", "_span")

    def __init__(self, channel: str, **ids: str) -> None:
        self._channel, self._began = channel, time.perf_counter()
        self._span = spans.span(f"deliver {channel}", kind="client", **ids)

    def __enter__(self) -> spans.Span:
        return self._span.__enter__()

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        outcome = "sent" if error is None else _SNAKE.sub("_", type(error).__name__).lower()
        deliveries.add(self._channel, outcome)
        delivery_took.observe(time.perf_counter() - self._began, self._channel)
        self._span.set(outcome=outcome)
        self._span.__exit__(kind, error, trace)


class arrival:
    """`with watching.arrival(way) as one:` around taking something in; tell it with `one.ended(state, …ids)`."""

    __slots__ = ("_outcome", "_span", "_way")

    def __init__(self, way: str) -> None:
        self._way, self._outcome = way, "failed"
        self._span: spans.Span = spans.NOTHING if spans.tracer is None else spans.span(f"take in {way}")

    def __enter__(self) -> "arrival":
        self._span.__enter__()
        return self

    def ended(self, outcome: str, **ids: str | None) -> None:
        self._outcome = outcome
        self._span.set(outcome=outcome, **ids)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        arrivals.add(self._way, self._outcome)
        self._span.__exit__(kind, error, trace)


_SNAKE = re.compile(r"(?<!^)(?=[A-Z])")
