"""Traces by OpenTelemetry, sent to a collector as protobuf over HTTP. Imported only when SHOPKEEPER_TRACES_URL is set.

https://opentelemetry.io/docs/specs/otlp/#otlphttp: spans go to <address>/v1/traces. What the libraries read from the
environment (OTEL_EXPORTER_OTLP_HEADERS for a key, …) works as they document it.
"""

from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags

from shopkeeper import __version__
from shopkeeper.kit import errors
from shopkeeper.kit.settings import Settings

_KINDS = {
    "internal": SpanKind.INTERNAL,
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "consumer": SpanKind.CONSUMER,
}


class Otel:
    """What `spans` asks of a tracer."""

    def __init__(self, settings: Settings) -> None:
        resource = Resource.create({"service.name": "shopkeeper", "service.version": __version__})
        sampler = ParentBased(TraceIdRatioBased(settings.traces_share))
        self._provider = TracerProvider(resource=resource, sampler=sampler, shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=settings.traces_url.rstrip("/") + "/v1/traces", timeout=5)
        self._provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=1_000))
        self._tracer = self._provider.get_tracer("shopkeeper", __version__)

    def begin(self, name: str, parent: str | None, kind: str, facts: dict[str, Any]) -> tuple[Any, str]:
        opened = self._tracer.start_span(name, _context(parent), _KINDS[kind], _given(facts))
        return opened, _written(opened.get_span_context())

    def end(self, opened: Any, error: BaseException | None) -> None:
        _fail(opened, error)
        opened.end()

    def set(self, opened: Any, facts: dict[str, Any]) -> None:
        name = facts.pop("name", None)
        if name is not None:
            opened.update_name(name)
        opened.set_attributes(_given(facts))

    def link(self, opened: Any, traceparent: str) -> None:
        context = _read(traceparent)
        if context is not None:
            opened.add_link(context)

    def past(
        self,
        name: str,
        parent: str | None,
        began: float,
        ended: float,
        error: BaseException | None,
        facts: dict[str, Any],
    ) -> None:
        opened = self._tracer.start_span(name, _context(parent), attributes=_given(facts), start_time=int(began * 1e9))
        _fail(opened, error)
        opened.end(int(ended * 1e9))

    def close(self) -> None:
        """Send what is left; a collector that does not answer is given up on."""
        self._provider.shutdown()


def _fail(opened: Any, error: BaseException | None) -> None:
    # A failure of our own words is an answer (404, "try again"), and its words may name a customer: only its kind is told.
    if error is not None:
        opened.set_attribute("error.type", type(error).__name__)
        if not isinstance(error, errors.Failure):
            opened.set_status(Status(StatusCode.ERROR))


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


def _context(parent: str | None) -> Any:
    found = _read(parent) if parent else None
    # An empty context, not none: the library would look for one of its own.
    context = Context()
    return trace.set_span_in_context(NonRecordingSpan(found), context) if found else context


def _read(traceparent: str) -> SpanContext | None:
    parts = traceparent.split("-")
    if len(parts) != 4:
        return None
    try:
        numbers = [int(part, 16) for part in parts[1:]]
    except ValueError:
        return None
    found = SpanContext(numbers[0], numbers[1], is_remote=True, trace_flags=TraceFlags(numbers[2]))
    return found if found.is_valid else None


def _written(context: SpanContext) -> str:
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{int(context.trace_flags):02x}"
