"""Counters and histograms for Prometheus. Counting takes under a microsecond and no library; writing them out is the
reader's cost. Text format: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from threading import Lock

from msgspec import Struct

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of most histograms."""
LONG_SECONDS = (0.01, 0.05, 0.25, 1.0, 5.0, 30.0, 120.0, 600.0, 3600.0)
"""Upper bounds for what may wait: jobs, deliveries."""

Labels = tuple[str, ...]


class Sample(Struct, frozen=True):
    """One number of a moment: what a gauge shows. `labels` are (name, value) pairs."""

    name: str
    value: float
    help: str = ""
    labels: tuple[tuple[str, str], ...] = ()


class Counter:
    """Only ever grows. `counter.add("email", "stored")`: one value per label, in their order."""

    kind = "counter"

    def __init__(self, name: str, help: str, labels: Sequence[str] = ()) -> None:
        self.name, self.help, self.labels = name, help, tuple(labels)
        self._values: dict[Labels, float] = {}
        self._lock = Lock()
        _all.append(self)

    def add(self, *labels: str, by: float = 1) -> None:
        with self._lock:
            self._values[labels] = self._values.get(labels, 0) + by

    def lines(self) -> Iterable[str]:
        for labels, value in sorted(self._values.copy().items()):
            yield f"{self.name}{_braces(self.labels, labels)} {value:g}"


class Gauge(Counter):
    """Grows and shrinks."""

    kind = "gauge"


class Histogram:
    """How long things took, in seconds, by label."""

    kind = "histogram"

    def __init__(self, name: str, help: str, labels: Sequence[str] = (), bounds: Sequence[float] = SECONDS) -> None:
        self.name, self.help, self.labels, self.bounds = name, help, tuple(labels), tuple(bounds)
        self.all: dict[Labels, list[float]] = {}
        self._lock = Lock()
        _all.append(self)

    def observe(self, seconds: float, *labels: str) -> None:
        with self._lock:
            series = self.all.get(labels) or self.series(*labels)
            series[bisect_left(self.bounds, seconds)] += 1
            series[-1] += seconds

    def series(self, *labels: str) -> list[float]:
        """How many by bound, how many above all bounds, and the sum of seconds."""
        return self.all.setdefault(labels, [0.0] * (len(self.bounds) + 2))

    def lines(self) -> Iterable[str]:
        for labels, series in sorted((labels, list(series)) for labels, series in self.all.copy().items()):
            total = 0
            for bound, number in zip((*self.bounds, None), series[:-1], strict=True):
                total += int(number)
                le = "+Inf" if bound is None else f"{bound:g}"
                yield f"{self.name}_bucket{_braces((*self.labels, 'le'), (*labels, le))} {total}"
            yield f"{self.name}_sum{_braces(self.labels, labels)} {series[-1]:.6f}"
            yield f"{self.name}_count{_braces(self.labels, labels)} {total}"


def exposed(samples: Iterable[Sample] = ()) -> str:
    """Everything counted here, and these numbers of the moment, in Prometheus' text format."""
    lines: list[str] = []
    for one in _all:
        lines += [f"# HELP {one.name} {one.help}", f"# TYPE {one.name} {one.kind}", *one.lines()]
    told: set[str] = set()
    for sample in sorted(samples, key=lambda sample: (sample.name, sample.labels)):
        if sample.name not in told:
            told.add(sample.name)
            lines += [f"# HELP {sample.name} {sample.help}", f"# TYPE {sample.name} gauge"]
        names, values = tuple(name for name, _ in sample.labels), tuple(value for _, value in sample.labels)
        lines.append(f"{sample.name}{_braces(names, values)} {sample.value:.17g}")
    return "\n".join(lines) + "\n"


def _braces(names: Labels, values: Labels) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in zip(names, values, strict=True))
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


_all: list[Counter | Histogram] = []
