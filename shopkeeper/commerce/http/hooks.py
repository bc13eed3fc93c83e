"""The door for shops that call us, and what could not be taken in there."""

from typing import Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.response import Response

from shopkeeper.commerce import hooking, stores
from shopkeeper.commerce.errors import NoSuchStore, NotOurs
from shopkeeper.commerce.hooking import Held, Hooked, NoSuchDelivery
from shopkeeper.commerce.model import Post, StoreState
from shopkeeper.kit.db import Db
from shopkeeper.kit.errors import Busy
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.http import ADMIN, LEAD, PUBLIC, Answer, Call, GivenCtx, Page, Plain, cursor, get, post, uncursor
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import to_json

LONGEST = 5_000_000
"""Bytes. The biggest orders known have a few thousand lines."""


async def _plainly(ctx: Ctx, call: Call) -> Answer:
    """The short way of `hook`: in a sale thousands come at once."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in call.scope["headers"]}
    asked = call.scope["query_string"]
    query = dict(parse_qsl(asked.decode("latin-1"), keep_blank_values=True)) if asked else {}
    return Answer(200, to_json(await _heard(ctx, call.parts[0], call.body, headers, query)).encode())


async def _heard(ctx: Ctx, key: str, body: bytes, headers: dict[str, str], query: dict[str, str]) -> dict[str, str]:
    store, secrets = await stores.opened(ctx.db, key)
    if store.state is StoreState.paused:
        raise Busy("This store is paused. Send it again later.", retry_after=600)
    came = Post(store=store, body=body, headers=headers, query=query, secrets=secrets, received_at=ctx.now)
    return {"state": (await hooking.take(ctx, came)).state}


@post(
    "/hooks/stores/{key:str}", permission=PUBLIC, errors=(NoSuchStore, NotOurs, Busy), status_code=200,
    request_max_body_size=LONGEST, plain=Plain(_plainly),
)  # fmt: skip
async def hook(key: str, request: Request[Any, Any, Any], ctx: GivenCtx) -> dict[str, str]:
    """A shop's webhook. Answered only after what it brought is on disk; what the shop did not sign is refused."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    return await _heard(ctx, key, await request.body(), headers, dict(request.query_params.items()))


@get("/api/v1/store-quarantine", permission=LEAD)
async def list_held(db: Db, after: str | None = None, limit: int = 50) -> Page[Held]:
    """Webhooks that could not be taken in, the newest first, each with its reason."""
    limit = max(1, min(limit, 200))
    found = await db.read(hooking.quarantined, limit, uncursor(after, tuple[int, str]))
    return Page(found, cursor(found[-1].at, found[-1].id) if len(found) == limit else None)


@post(
    "/api/v1/store-quarantine/{id:str}/replay",
    permission=LEAD,
    errors=(NoSuchDelivery, FileGone, NoSuchStore),
    status_code=200,
)
async def replay(id: str, ctx: GivenCtx) -> Hooked:
    """Try it again; answers what became of it."""
    return await hooking.take_again(ctx, id)


@get("/api/v1/store-quarantine/{id:str}/raw", permission=ADMIN, errors=(NoSuchDelivery, FileGone))
async def original(id: str, ctx: GivenCtx) -> Response[bytes]:
    """The bytes as they came."""
    found = await hooking.original(ctx, id)
    headers = {"Content-Disposition": f'attachment; filename="{id}.json"'}
    return Response(found, media_type="application/octet-stream", headers=headers)


routes = [hook, list_held, replay, original]
