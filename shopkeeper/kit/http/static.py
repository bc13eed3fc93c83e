"""Built files (the workspace, the widget) from memory: small, compressed once, cached for ever where the name is hashed."""

import gzip
import mimetypes
import re
import secrets
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from litestar import Request, Response

from shopkeeper.kit import errors
from shopkeeper.kit.http.routes import PUBLIC, get

_HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_TEXTS = (".js", ".css", ".html", ".svg", ".json", ".map", ".txt", ".webmanifest")
FOREVER = "public, max-age=31536000, immutable"
_NONCE = b"__NONCE__"

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


class NotBuilt(errors.Unavailable):
    """The pages are not built yet. Run scripts/demo or scripts/test once; a released package brings them along."""


def files(prefix: str, folder: Path) -> Any:
    """A route that serves everything below a folder under `prefix`."""

    @get([f"{prefix}/{{path:path}}"], permission=PUBLIC, include_in_schema=False, name=f"static:{prefix}")
    async def static(path: Path, request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer(folder, str(path).lstrip("/"), request)

    return static


def answer(folder: Path, name: str, request: Request[Any, Any, Any], cache: str | None = None) -> Response[bytes]:
    """One built file; raises NotFound for any other name."""
    plain, small, modified = _kept(folder, name)
    headers = {
        "Cache-Control": cache or (FOREVER if _HASHED.search(name) else "no-cache"),
        "ETag": f'"{modified}"',
        "Vary": "Accept-Encoding",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(b"", status_code=304, headers=headers)
    body = plain
    if small is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body = small
        headers["Content-Encoding"] = "gzip"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(body, media_type=kind, headers=headers)


def file(path: str, place: Path, cache: str) -> Any:
    """A route for one built file, under a name of its own."""

    @get(path, permission=PUBLIC, include_in_schema=False, name=f"static:{path}")
    async def one(request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer(place.parent, place.name, request, cache)

    return one


def application(folder: Path, policy: str, *, but: Sequence[str]) -> Any:
    """A route for a single-page application: its index.html for every path that nobody else knows, except below `but`."""

    @get(["/", "/{path:path}"], permission=PUBLIC, include_in_schema=False, name=f"pages:{folder.name}")
    async def pages(request: Request[Any, Any, Any], path: Path | None = None) -> Response[bytes]:
        name = str(path or "").lstrip("/")
        if name.startswith(tuple(but)):
            raise errors.NotFound(f"There is nothing at {request.url.path}.")
        if "." in name.rpartition("/")[2]:
            # A file that is gone must say so: a page in its place would be run as a script.
            return answer(folder, name, request)
        return page(folder, policy)

    return pages


def page(folder: Path, policy: str) -> Response[bytes]:
    """The folder's index.html with a fresh nonce where it says __NONCE__; `policy` names the nonce as {nonce}."""
    try:
        plain, _, _ = _kept(folder, "index.html")
    except errors.NotFound:
        raise NotBuilt from None
    nonce = secrets.token_urlsafe(16)
    headers = {"Content-Security-Policy": policy.format(nonce=nonce), "Cache-Control": "no-cache"}
    return Response(plain.replace(_NONCE, nonce.encode()), media_type="text/html; charset=utf-8", headers=headers)


def _kept(folder: Path, name: str) -> tuple[bytes, bytes | None, str]:
    path = folder / name
    if ".." in Path(name).parts or not path.is_file():
        raise errors.NotFound
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(512)
def _read(path: Path, modified: int) -> tuple[bytes, bytes | None, str]:
    plain = path.read_bytes()
    small = gzip.compress(plain, 9, mtime=0) if path.suffix in _TEXTS and len(plain) > 1_000 else None
    return plain, small, f"{modified:x}-{len(plain):x}"
