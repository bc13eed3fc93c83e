"""Why is it slow, and where is that mail: numbers for a dashboard, traces for a collector, words for the log.

Numbers are always counted, for a microsecond each, and written out only when somebody asks for `/metrics`. Traces are off
until SHOPKEEPER_TRACES_URL names a collector; until then every hook here is one comparison, and nothing of OpenTelemetry
is imported.
"""

from shopkeeper.kit.watching.numbers import Counter, Gauge, Histogram, Sample, exposed
from shopkeeper.kit.watching.requests import told, watched
from shopkeeper.kit.watching.spans import NOTHING, Span, carried, here, link, on, set_tracer, span, spanned
from shopkeeper.kit.watching.verbs import ran
from shopkeeper.kit.watching.works import arrival, delivery, job, sockets

__all__ = [
    "NOTHING",
    "Counter",
    "Gauge",
    "Histogram",
    "Sample",
    "Span",
    "arrival",
    "carried",
    "delivery",
    "exposed",
    "here",
    "job",
    "link",
    "on",
    "ran",
    "set_tracer",
    "sockets",
    "span",
    "spanned",
    "told",
    "watched",
]
