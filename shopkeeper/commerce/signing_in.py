"""An owner lets us in on the shop's own page: out with a state nobody can guess, and back with it, once, in the same window.

The shop may bring the keys along with the owner (OAuth) or post them itself meanwhile; what it posts is kept sealed and becomes the
store's only when the administrator who began comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from shopkeeper.commerce import connecting, opening, stores
from shopkeeper.commerce.model import Link, Store
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.sdk import Connects, Shop, TakesKeys
from shopkeeper.commerce.store import sign_ins
from shopkeeper.kit import ids, signing
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Conflict, Forbidden, Invalid
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.team import Agent

BACK = "/settings/stores/back"
"""A page of the workspace: it hands on to `finish` what the shop wrote into its address."""
KEYS = "/oauth/stores/keys"
LASTS = 30 * MINUTE
_SEAL = "store sign-in"


class NothingToSignIn(Invalid):
    """This kind of store is connected with a typed token, not by signing in at the shop."""


class SignInOver(Forbidden):
    """This sign-in was used already, took too long, or was begun in another window. Begin it again on the store's page."""


class SignInDeclined(Conflict):
    """You did not let us in at the shop, and nothing has changed. Begin again whenever you like."""


class KeysMissing(Conflict):
    """The shop said yes, but its keys did not arrive here: it must be able to reach this desk. Type the keys instead."""


class Spent(Struct, frozen=True):
    """A state that was good, once. `handed`: the secrets the shop posted meanwhile."""

    store_id: str
    handed: Mapping[str, str] | None


def can_sign_in(shop: Shop, desk: str) -> bool:
    """Whether this kind is connected on the shop's own page, with the desk at that address: keys are posted over TLS only."""
    return isinstance(shop, Connects) or (isinstance(shop, TakesKeys) and desk.startswith("https://"))


async def begin(ctx: Ctx, agent: Agent, begun_by: str, store_id: str) -> str:
    """The shop's page for the owner to go to. `begun_by`: the window that asks. Raises NoSuchStore, NothingToSignIn, Invalid."""
    link, state = await opening.link(ctx, store_id), ids.secret()
    page = _page(ctx, link.store, state)
    if urlsplit(page).scheme not in ("https", "http"):
        raise Invalid(
            "Correct the shop's address first: it leads to no page.", fields={"url": "Like https://shop.example."}
        )
    await ctx.db.write(_begin, agent.id, begun_by, store_id, state)
    return page


async def handed(ctx: Ctx, state: str, body: bytes) -> None:
    """The shop posts its keys, while its owner is still there. Raises SignInOver, Unreadable."""
    digest = signing.digest(state)
    row = await ctx.db.read(sign_ins.find, digest)
    if row is None:
        raise SignInOver
    store = await ctx.db.read(stores.store, row.store_id)
    shop = adapter(store.kind)
    if not isinstance(shop, TakesKeys):
        raise SignInOver
    sealed = signing.seal(to_json(dict(shop.handed(body))).encode(), _SEAL)
    if not await ctx.db.write(sign_ins.hand, digest, sealed):
        raise SignInOver


async def finish(ctx: Ctx, agent: Agent, begun_by: str, query: Mapping[str, str]) -> Store:
    """The owner is back; `query` is what the shop wrote into the address. The store works from here on.

    Raises SignInOver, SignInDeclined, KeysMissing, NoSuchStore, StoreNeedsOwner, Unavailable.
    """
    spent: Spent = await ctx.db.write(_spent, agent.id, begun_by, query.get("state", ""))
    link = await opening.link(ctx, spent.store_id)
    fresh = await _brought(ctx, link, spent, query)
    return await ctx.db.write(_let_in, link.store.id, fresh)


async def forget(ctx: Ctx) -> None:
    """The job: sign-ins that nobody came back from."""
    await ctx.db.write_background(sign_ins.forget)


def _page(ctx: Ctx, store: Store, state: str) -> str:
    shop: Any = adapter(store.kind)
    if not can_sign_in(shop, ctx.settings.url):
        raise NothingToSignIn
    back = ctx.settings.url + BACK
    if isinstance(shop, Connects):
        return shop.begin(store, back, state)
    return str(shop.ask(store, back, f"{ctx.settings.url}{KEYS}/{state}", state))


async def _brought(ctx: Ctx, link: Link, spent: Spent, query: Mapping[str, str]) -> Mapping[str, str]:
    shop = adapter(link.store.kind)
    if isinstance(shop, Connects):
        return await shop.finish(link, ctx.settings.url + BACK, query)
    if not isinstance(shop, TakesKeys):
        raise NothingToSignIn
    if not shop.agreed(query):
        raise SignInDeclined
    if spent.handed is None:
        raise KeysMissing
    return spent.handed


def _begin(tx: Tx, agent_id: str, begun_by: str, store_id: str, state: str) -> None:
    # Only the last one begun counts: a forgotten tab cannot undo what came after it.
    sign_ins.drop(tx, store_id)
    digest = signing.digest(state)
    sign_ins.add(tx, digest=digest, store_id=store_id, agent_id=agent_id, begun_by=begun_by, expires_at=tx.now + LASTS)


def _spent(tx: Tx, agent_id: str, begun_by: str, state: str) -> Spent:
    digest = signing.digest(state)
    row = sign_ins.find(tx, digest)
    if row is None or (row.agent_id, row.begun_by) != (agent_id, begun_by) or not sign_ins.spend(tx, digest):
        raise SignInOver
    return Spent(row.store_id, from_json(signing.unseal(bytes(row.handed), _SEAL)) if row.handed else None)


def _let_in(tx: Tx, store_id: str, fresh: Mapping[str, str]) -> Store:
    stores.keep_secrets(tx, store_id, fresh)
    connecting.works_again(tx, store_id)
    return stores.store(tx, store_id)
