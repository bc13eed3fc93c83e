"""Being let in on the shop's own page: out, what the shop posts meanwhile, and back."""

from typing import Any

from litestar import Request
from msgspec import Struct

from shopkeeper.commerce import signing_in
from shopkeeper.commerce.errors import NoSuchStore, StoreNeedsOwner, StoreRefused, Unavailable, Unreadable
from shopkeeper.commerce.model import Store
from shopkeeper.commerce.signing_in import KeysMissing, NothingToSignIn, SignInDeclined, SignInOver
from shopkeeper.kit.http import ADMIN, PUBLIC, GivenCtx, post
from shopkeeper.team import Agent, found_by

LONGEST = 10_000


class ShopDoor(Struct, frozen=True):
    """Where the owner signs in at the shop."""

    url: str


class BackFromShop(Struct, frozen=True):
    """What the shop wrote into the address it sent the owner back to."""

    query: dict[str, str]


@post("/api/v1/stores/{id:str}/sign-in", permission=ADMIN, errors=(NoSuchStore, NothingToSignIn), status_code=200)
async def begin(id: str, request: Request[Any, Any, Any], agent: Agent, ctx: GivenCtx) -> ShopDoor:
    """The shop's page on which the owner lets us in; good for half an hour, once, in this window."""
    return ShopDoor(await signing_in.begin(ctx, agent, _window(request), id))


@post(
    "/api/v1/store-comebacks", permission=ADMIN, status_code=200,
    errors=(SignInOver, SignInDeclined, KeysMissing, NoSuchStore, StoreNeedsOwner, StoreRefused, Unavailable),
)  # fmt: skip
async def finish(data: BackFromShop, request: Request[Any, Any, Any], agent: Agent, ctx: GivenCtx) -> Store:
    """The owner came back from the shop: keep what lets us in. Only the window that began it may."""
    return await signing_in.finish(ctx, agent, _window(request), data.query)


@post(
    signing_in.KEYS + "/{given:str}", permission=PUBLIC, errors=(SignInOver, NoSuchStore, Unreadable), status_code=200,
    request_max_body_size=LONGEST,
)  # fmt: skip
async def handed(given: str, request: Request[Any, Any, Any], ctx: GivenCtx) -> None:
    """A shop posts the keys its owner just agreed to. They count only when that owner comes back here."""
    await signing_in.handed(ctx, given, await request.body())


def _window(request: Request[Any, Any, Any]) -> str:
    """The session or the token that asks."""
    found = found_by(request)
    return f"session:{found.session_id}" if found and found.session_id else f"token:{found.token_id if found else ''}"


routes = [begin, finish, handed]
