"""Pictures of goods, fetched for the desk: its pages show nothing from elsewhere, so the shop's pictures come through here.

Whoever works here may ask for any public address, and gets it only if it is a small picture: what decides is its first bytes,
never what the far side calls it. SVG is left out, since it can carry scripts.
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

from litestar import Response

from shopkeeper.kit import errors, outside
from shopkeeper.kit.clock import DAY, SECOND
from shopkeeper.kit.http import DESK, GivenCtx, get
from shopkeeper.kit.outside import FarSide, NotAllowedOut

LONGEST_ADDRESS = 2_000
LARGEST = 4_000_000
"""Bytes; a picture of 36 pixels needs a hundredth of it."""
PATIENCE = 8.0
AT_ONCE = 6
KEPT = 7 * DAY // SECOND
KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class NoPicture(errors.NotFound):
    """There is no picture at this address, or none we show (PNG, JPEG, GIF, WebP or AVIF up to 4 MB)."""

    kind = "no_picture"


@get("/api/v1/product-pictures", permission=DESK, errors=(NoPicture, NotAllowedOut, FarSide), media_type="image/*")
async def picture(url: str, ctx: GivenCtx) -> Response[bytes]:
    """One picture of a thing that was ordered or is sold, from the shop's own address."""
    if len(url) > LONGEST_ADDRESS or not url.startswith(("https://", "http://")):
        raise NoPicture
    async with _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        found = await outside.shared(ctx.settings).request(
            "GET", url, headers={"Accept": "image/*"}, seconds=PATIENCE, redirects=3
        )
    kind = _kind(found.content) if found.status_code == 200 and len(found.content) <= LARGEST else None
    if kind is None:
        raise NoPicture
    return Response(found.content, media_type=kind, headers=_SAFE)


_SAFE: dict[str, Any] = {
    "cache-control": f"private, max-age={KEPT}",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


def _kind(data: bytes) -> str | None:
    """By its first bytes (RFC 9649 for WebP, ISO/IEC 23000-22 for AVIF)."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return next((kind for begins, kind in KINDS if data.startswith(begins)), None)


routes = [picture]
