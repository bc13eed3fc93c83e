"""The door for far sides that call us."""

from typing import Any

from litestar import Request

from shopkeeper.channels import inboxes, taking
from shopkeeper.channels.errors import NoSuchInbox, NotOurs
from shopkeeper.channels.model import ArrivalState, Inbox, InboxState, Post
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Busy
from shopkeeper.kit.http import PUBLIC, GivenCtx, client_address, post


@post(
    "/hooks/{key:str}", permission=PUBLIC, errors=(NoSuchInbox, NotOurs, Busy), status_code=200,
    request_max_body_size=30_000_000,
)  # fmt: skip
async def hook(key: str, request: Request[Any, Any, Any], ctx: GivenCtx) -> dict[str, ArrivalState]:
    """A webhook. Answered only after what it brought is on disk; a post the far side did not sign is refused."""
    box, secrets = await ctx.db.read(_by_key, key)
    if box.state is InboxState.paused:
        raise Busy("This inbox is paused. Send it again later.", retry_after=600)
    outcome = await taking.take(
        ctx,
        Post(
            inbox=box,
            body=await request.body(),
            headers={name.lower(): value for name, value in request.headers.items()},
            query=dict(request.query_params.items()),
            remote=client_address(request, ctx.settings.trusted_proxies),
            secrets=secrets,
            received_at=ctx.now,
        ),
    )
    return {"state": outcome.state}


def _by_key(tx: Tx, key: str) -> tuple[Inbox, dict[str, str]]:
    box = inboxes.by_key(tx, key)
    return box, dict(inboxes.secrets_of(tx, box.id))


routes = [hook]
