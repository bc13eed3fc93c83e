"""A collector for tests: takes OTLP over HTTP as a real one does, protobuf and gzip, and keeps the spans."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)


class Seen(Struct, frozen=True):
    """A span as it came over the wire. Ids are hex, `took` milliseconds."""

    name: str
    trace_id: str
    span_id: str
    parent_id: str
    took: float
    facts: dict[str, Any]
    links: tuple[str, ...]
    failed: bool


class Collector:
    """`spans` so far; `url` is what SHOPKEEPER_TRACES_URL is set to."""

    def __init__(self) -> None:
        self.spans: list[Seen] = []
        self.url = ""

    def named(self, beginning: str) -> list[Seen]:
        return [span for span in self.spans if span.name.startswith(beginning)]

    def take(self, body: bytes) -> None:
        """Raises DecodeError for what is not OTLP."""
        request = ExportTraceServiceRequest.FromString(body)
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                self.spans += [_seen(span) for span in scope.spans]


def _seen(span: Any) -> Seen:
    facts = {fact.key: getattr(fact.value, fact.value.WhichOneof("value")) for fact in span.attributes}
    took = (span.end_time_unix_nano - span.start_time_unix_nano) / 1e6
    links = tuple(link.trace_id.hex() for link in span.links)
    return Seen(
        span.name, span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex(), took, facts, links,
        span.status.code == 2,
    )  # fmt: skip


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector on a free port of this machine."""
    kept = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            known = self.path == "/v1/traces" and self.headers["content-type"] == "application/x-protobuf"
            if known:
                kept.take(gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200 if known else 400)
            self.send_header("content-type", "application/x-protobuf")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
