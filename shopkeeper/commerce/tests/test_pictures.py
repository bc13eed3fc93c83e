"""The shop's pictures come through the desk: pictures only, from public addresses only, for those who work here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import msgspec
import pytest

from shopkeeper.commerce.http.pictures import LARGEST
from shopkeeper.commerce.tests.conftest import Desk

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 40
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
SHELF = {
    "/a.png": ("text/html", PNG),
    "/a.jpg": ("image/jpeg", JPEG),
    "/a.webp": ("image/webp", WEBP),
    "/a.svg": ("image/svg+xml", SVG),
    "/page": ("image/png", b"<html><script>alert(1)</script></html>"),
    "/huge.png": ("image/png", PNG + b"\x00" * LARGEST),
}


@asynccontextmanager
async def pictures() -> AsyncIterator[str]:
    """A shop's picture server."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ")[1].decode()
        kind, body = SHELF.get(path, ("text/plain", b""))
        moved = b"HTTP/1.1 302 Found\r\nLocation: /a.png\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        found = f"HTTP/1.1 {200 if path in SHELF else 404} -\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(moved if path == "/moved" else found.encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def shown(desk: Desk, url: str, name: str | None = "bob") -> httpx.Response:
    async with desk.door(name) as door:
        return await door.get("/api/v1/product-pictures", params={"url": url})


@pytest.fixture
def near(desk: Desk) -> Desk:
    """A desk that may reach the picture server of this test."""
    settings = msgspec.structs.replace(desk.ctx.settings, allow_private_networks="127.0.0.0/8")
    desk.ctx = replace(desk.ctx, settings=settings)
    return desk


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/a.png", "image/png"), ("/a.jpg", "image/jpeg"), ("/a.webp", "image/webp"), ("/moved", "image/png")],
)
async def test_a_picture_is_shown_as_what_its_bytes_say(near: Desk, path: str, kind: str) -> None:
    await near.opens()
    async with pictures() as far:
        answer = await shown(near, far + path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"].startswith("private")


@pytest.mark.parametrize("path", ["/a.svg", "/page", "/huge.png", "/none"])
async def test_what_is_no_picture_is_not_passed_on(near: Desk, path: str) -> None:
    await near.opens()
    async with pictures() as far:
        answer = await shown(near, far + path)
    assert answer.status_code == 404
    assert answer.json()["kind"] == "no_picture"


async def test_it_reaches_nothing_inside_and_serves_nobody_outside(desk: Desk) -> None:
    await desk.opens()
    async with pictures() as far:
        assert (await shown(desk, far + "/a.png")).status_code == 422
        assert (await shown(desk, far + "/a.png", None)).status_code == 401
    for url in (
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "gopher://x/",
        "//x/a.png",
        "https://" + "x" * 3000,
    ):
        assert (await shown(desk, url)).status_code in (404, 422), url
