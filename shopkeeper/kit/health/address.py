"""Can customers reach this desk? We call ourselves as they would, now and then, and look when the certificate ends."""

import asyncio
import socket
import ssl
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from shopkeeper.kit.errors import Failure
from shopkeeper.kit.health.finding import BAD, GOOD, NOTE, Finding, find, words
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.outside import NotAllowedOut, Outside

EVERY = 600.0
"""Seconds an answer is believed."""
SECONDS = 4.0
SOON_DAYS, NOW_DAYS = 21, 7

words.update(
    {
        "address_unset": (
            "The desk has no public address yet.",
            "Links in mail point to where the desk listens. Set SHOPKEEPER_PUBLIC_URL to where customers find it.",
        ),
        "address_plain": (
            "{url} is not encrypted.",
            "Put a web server with a certificate before the desk; the documentation shows how.",
        ),
        "address_fine": "Customers reach the desk at {url}.",
        "address_inside": (
            "{url} leads into a private network, so it was not tried from here.",
            "That is right for a desk used only inside. Otherwise correct SHOPKEEPER_PUBLIC_URL.",
        ),
        "address_silent": (
            "Nobody answers at {url}: {why}",
            "Check that the web server before the desk runs, that the name points to it, and that port 443 is open.",
        ),
        "address_foreign": (
            "Something else answers at {url} (status {status}).",
            "The web server there must pass requests on to this desk.",
        ),
        "certificate_soon": (
            "The certificate of {url} ends at {until_at}.",
            "Renew it; most web servers can do this by themselves.",
        ),
    }
)

_known: dict[str, tuple[float, Finding]] = {}


async def check(ctx: Ctx) -> Sequence[Finding]:
    """What is known of the public address, at most ten minutes old."""
    url = ctx.settings.url
    before = _known.get(url)
    if before is None or time.monotonic() - before[0] > EVERY:
        _known[url] = before = (time.monotonic(), await _looked(ctx, url))
    return [before[1]]


async def _looked(ctx: Ctx, url: str) -> Finding:
    if not ctx.settings.public_url:
        return find("house", "address_unset", NOTE)
    if not ctx.settings.secure:
        return find("house", "address_plain", NOTE if _at_home(url) else BAD, url=url)
    outside = Outside(ctx.settings)
    try:
        answer = await outside.request("GET", f"{url}/healthz", seconds=SECONDS, redirects=2)
        until = await _certificate_end(outside, url)
    except NotAllowedOut:
        return find("house", "address_inside", NOTE, url=url)
    except Failure as failure:
        return find("house", "address_silent", BAD, url=url, why=failure.detail)
    finally:
        await outside.close()
    if answer.status_code != 200 or b'"ok"' not in answer.content:
        return find("house", "address_foreign", BAD, url=url, status=answer.status_code)
    return _certified(url, until, ctx.now)


def _certified(url: str, until: int | None, now: int) -> Finding:
    days = (until - now) / 86_400_000 if until is not None else SOON_DAYS
    if days >= SOON_DAYS:
        return find("house", "address_fine", GOOD, url=url)
    return find("house", "certificate_soon", BAD if days < NOW_DAYS else NOTE, url=url, until_at=until)


async def _certificate_end(outside: Outside, url: str) -> int | None:
    """When the certificate ends, ms UTC; None where it cannot be read."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    pinned = await outside.address_of(host, port)
    try:
        ends = await asyncio.to_thread(_ends, str(pinned), port, host)
    except (OSError, ValueError):
        return None
    return int(ssl.cert_time_to_seconds(ends) * 1000)


def _ends(address: str, port: int, host: str) -> str:
    plain = socket.create_connection((address, port), timeout=SECONDS)
    with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as line:
        return str((line.getpeercert() or {})["notAfter"])


def _at_home(url: str) -> bool:
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
