"""Is it up, is it ready, what are its numbers: for machines that watch."""

from typing import Any

import sqlalchemy as sa
from litestar import Response

from shopkeeper.kit import errors, jobs
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http.routes import PUBLIC, get


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


@get("/metrics", permission=PUBLIC)
async def metrics(db: Db) -> Response[bytes]:
    """Prometheus text format."""
    from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

    waiting = await db.read(jobs.waiting)
    text = (
        generate_latest(REGISTRY)
        + f"# TYPE shopkeeper_jobs_waiting gauge\nshopkeeper_jobs_waiting {waiting}\n".encode()
    )
    return Response(text, media_type=CONTENT_TYPE_LATEST)


routes = [healthz, readyz, metrics]
