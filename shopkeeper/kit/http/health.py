"""Is it up, is it ready, what are its numbers: for machines that watch."""

import hmac
import ipaddress
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response

from shopkeeper.kit import errors, health, jobs, watching
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http.routes import PUBLIC, get
from shopkeeper.kit.http.standing import GivenCtx
from shopkeeper.kit.settings import Settings

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@get("/healthz", permission=PUBLIC)
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@get("/readyz", permission=PUBLIC, errors=(errors.Unavailable,))
async def readyz(db: Db) -> dict[str, Any]:
    """The database answers too."""
    return await db.read(_ready)


def _ready(tx: Tx) -> dict[str, Any]:
    tx.scalar(sa.select(sa.literal(1)))
    return {"status": "ready", "database": tx.dialect, "jobs_waiting": jobs.waiting(tx)}


class NotYourNumbers(errors.Forbidden):
    """Numbers are told on this machine itself, or to whoever sends SHOPKEEPER_METRICS_TOKEN as a bearer token."""


def check_watcher(request: Request[Any, Any, Any], settings: Settings) -> None:
    """Raises NotYourNumbers for a stranger. A proxy on this machine speaks for the whole world, so it counts as one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if settings.metrics_token and scheme.lower() == "bearer":
        if hmac.compare_digest(token.strip().encode(), settings.metrics_token.encode()):
            return
        raise NotYourNumbers
    peer = request.client.host if request.client else ""
    if not _loopback(peer) or any(name in request.headers for name in FORWARDED):
        raise NotYourNumbers


def _loopback(peer: str) -> bool:
    try:
        return ipaddress.ip_address(peer).is_loopback
    except ValueError:
        return False


@get("/metrics", permission=PUBLIC, errors=(NotYourNumbers,))
async def metrics(request: Request[Any, Any, Any], ctx: GivenCtx, settings: Settings) -> Response[bytes]:
    """Prometheus text format, for this machine or with the bearer token of the settings."""
    check_watcher(request, settings)
    from prometheus_client import REGISTRY, generate_latest

    # The library tells of the process (memory, CPU, open files); the rest is counted by ourselves.
    text = generate_latest(REGISTRY).decode() + watching.exposed(await health.readings(ctx))
    return Response(text.encode(), media_type=TEXT_FORMAT)


routes = [healthz, readyz, metrics]
