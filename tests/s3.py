"""A small S3-compatible server for tests: buckets and objects in memory, requests checked for their signature.

Signature Version 4 as described in the Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)".
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, quote, unquote, urlsplit

KEY, SECRET = "access", "very secret"
_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<scope>[^,]+), ?SignedHeaders=(?P<headers>[^,]+), ?Signature=(?P<mark>\w+)"
)


class _Handler(BaseHTTPRequestHandler):
    server: "_Store"

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._genuine(body):
            self.server.objects[unquote(urlsplit(self.path).path)] = body
            self._answer(200, b"", {"ETag": f'"{hashlib.md5(body).hexdigest()}"'})

    def do_GET(self) -> None:
        if self._genuine(b""):
            found = self.server.objects.get(unquote(urlsplit(self.path).path))
            self._answer(200, found) if found is not None else self._refuse(404, "NoSuchKey")

    def do_DELETE(self) -> None:
        if self._genuine(b""):
            self.server.objects.pop(unquote(urlsplit(self.path).path), None)
            self._answer(204, b"")

    def log_message(self, format: str, *args: object) -> None: ...

    def _genuine(self, body: bytes) -> bool:
        found = _AUTHORIZATION.match(self.headers.get("Authorization", ""))
        good = bool(found) and hmac.compare_digest(self._signature(found, body), found["mark"])
        if not good:
            self._refuse(403, "SignatureDoesNotMatch")
        return good

    def _signature(self, found: re.Match[str], body: bytes) -> str:
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        asked = "&".join(f"{quote(k, '')}={quote(v, '')}" for k, v in sorted(parse_qsl(query, keep_blank_values=True)))
        headers = "".join(f"{name}:{self.headers[name].strip()}\n" for name in found["headers"].split(";"))
        digest = self.headers["x-amz-content-sha256"]
        if digest != "UNSIGNED-PAYLOAD" and digest != hashlib.sha256(body).hexdigest():
            return ""
        canonical = "\n".join([self.command, path, asked, headers, found["headers"], digest])
        day, region, service, end = found["scope"].split("/")
        told = "\n".join(
            [
                "AWS4-HMAC-SHA256",
                self.headers["x-amz-date"],
                found["scope"],
                hashlib.sha256(canonical.encode()).hexdigest(),
            ]
        )
        key = b"AWS4" + SECRET.encode()
        for part in (day, region, service, end, told):
            key = hmac.digest(key, part.encode(), "sha256")
        return key.hex()

    def _refuse(self, status: int, code: str) -> None:
        words = f"<Error><Code>{code}</Code><Message>{code}</Message><Resource>{self.path}</Resource></Error>"
        self._answer(status, words.encode(), {"Content-Type": "application/xml"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Store(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}


@contextmanager
def s3() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The address of a bucket, and what lies in the store by path."""
    server = _Store()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/attachments/shop", server.objects
    finally:
        server.shutdown()
        server.server_close()
