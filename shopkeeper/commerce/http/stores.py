"""Connecting and trying stores, their sync, and what they sell."""

from collections.abc import Sequence

from msgspec import Struct

from shopkeeper.commerce import connecting, hooking, offering, signing_in, stores, syncing
from shopkeeper.commerce.connecting import Trial
from shopkeeper.commerce.errors import NoSuchAdapter, NoSuchStore, StoreNeedsOwner, Unavailable
from shopkeeper.commerce.model import Abilities, Form, Product, Store
from shopkeeper.commerce.registry import kinds
from shopkeeper.commerce.sdk import Asks, Shop, Subscribes
from shopkeeper.commerce.stores import StoreChange, StoreWish
from shopkeeper.commerce.syncing import Progress
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.errors import Busy
from shopkeeper.kit.http import ADMIN, DESK, LEAD, GivenCtx, Page, delete, get, patch, post
from shopkeeper.team import Agent


class StoreKind(Struct, frozen=True):
    """A kind of store that this installation has. `signs_in`: the owner lets us in on the shop's own page. `subscribes`: it registers
    its own webhooks. `form`: what is asked to connect one."""

    kind: str
    label: str
    abilities: Abilities
    signs_in: bool
    subscribes: bool
    form: Form


class StoreHook(Struct, frozen=True):
    """Where the shop posts its webhooks, and how many came, by what became of them."""

    url: str
    counts: dict[str, int]


class SyncWish(Struct, frozen=True):
    """`anew`: ask for everything again, not only for what changed."""

    anew: bool = False


@get("/api/v1/store-kinds", permission=DESK)
async def list_kinds(ctx: GivenCtx) -> Page[StoreKind]:
    """The kinds of stores that can be connected, and what is asked for each."""
    return Page([kind_of(one, ctx.settings.url) for one in kinds().values()])


@get("/api/v1/stores", permission=ADMIN)
async def list_stores(db: Db) -> Page[Store]:
    """All stores with their settings. Secrets are never shown, only which ones are filled in."""
    return Page(await db.read(stores.stores))


@post("/api/v1/stores", permission=ADMIN, errors=(NoSuchAdapter,))
async def connect(data: StoreWish, agent: Agent, db: Db) -> Store:
    """Connect a store. Its first sync begins by itself."""
    return await db.write(connecting.connect, agent, data)


@patch("/api/v1/stores/{id:str}", permission=ADMIN, errors=(NoSuchStore,))
async def edit(id: str, data: StoreChange, agent: Agent, db: Db) -> Store:
    """Change what is given. What stood still because of this store goes on afterwards."""
    return await db.write(connecting.edit, agent, id, data)


@delete("/api/v1/stores/{id:str}", permission=ADMIN, errors=(NoSuchStore,))
async def remove(id: str, agent: Agent, db: Db) -> None:
    """Disconnect a store. Its orders stay; its secrets are forgotten at once."""
    await db.write(stores.remove, agent, id)


@post("/api/v1/stores/{id:str}/test", permission=ADMIN, errors=(NoSuchStore,), status_code=200)
async def test(id: str, ctx: GivenCtx) -> Trial:
    """Try its connection and say in plain words what works and which rights are missing."""
    return await connecting.try_out(ctx, id)


@post("/api/v1/store-trials", permission=ADMIN, errors=(NoSuchAdapter,), status_code=200)
async def try_wish(data: StoreWish, ctx: GivenCtx) -> Trial:
    """Try settings before they are kept."""
    return await connecting.try_wish(ctx, data)


@get("/api/v1/stores/{id:str}/sync", permission=DESK, errors=(NoSuchStore,))
async def sync_progress(id: str, db: Db) -> Progress:
    """How far its sync is."""
    return await db.read(syncing.progress, id)


@post("/api/v1/stores/{id:str}/sync", permission=ADMIN, errors=(NoSuchStore,), status_code=202)
async def sync_now(id: str, data: SyncWish, db: Db) -> Progress:
    """Ask the shop now what changed, or for everything again."""
    return await db.write(_sync_now, id, data.anew)


@get("/api/v1/stores/{id:str}/webhooks", permission=LEAD, errors=(NoSuchStore,))
async def webhooks(id: str, ctx: GivenCtx) -> StoreHook:
    """Where the shop posts, and how many posts came."""
    store = await ctx.db.read(stores.store, id)
    return StoreHook(connecting.hook_url(ctx, store), await ctx.db.read(hooking.counts, id))


@post("/api/v1/stores/{id:str}/webhooks", permission=ADMIN, errors=(NoSuchStore,), status_code=202)
async def register(id: str, db: Db) -> None:
    """Register our webhooks at the shop once more."""
    await db.write(connecting.register, id)


@get("/api/v1/stores/{id:str}/products", permission=DESK, errors=(NoSuchStore, Busy, Unavailable, StoreNeedsOwner))
async def products(id: str, ctx: GivenCtx, q: str = "", limit: int = 20) -> Page[Product]:
    """What the shop sells, by words, SKU or id; asked of the shop itself."""
    found: Sequence[Product] = await offering.search(ctx, id, q, max(1, min(limit, 50)))
    return Page(found)


def kind_of(one: Shop, desk: str) -> StoreKind:
    """A kind as the screen is told of it; `desk` is our public address."""
    form = one.form if isinstance(one, Asks) else Form(words={})
    can_sign_in = signing_in.can_sign_in(one, desk)
    return StoreKind(one.kind, one.label, one.abilities, can_sign_in, isinstance(one, Subscribes), form)


def _sync_now(tx: Tx, store_id: str, anew: bool) -> Progress:
    stores.store(tx, store_id)
    (syncing.begin_anew if anew else syncing.begin)(tx, store_id)
    return syncing.progress(tx, store_id)


routes = [
    list_kinds, list_stores, connect, edit, remove, test, try_wish, sync_progress, sync_now, webhooks, register, products,
]  # fmt: skip
