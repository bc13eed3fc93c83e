"""How stores fare, and what their webhooks came to."""

from typing import Literal

from shopkeeper.commerce import hooking, standing, stores
from shopkeeper.commerce.errors import NoSuchStore
from shopkeeper.commerce.hooking import HookCame
from shopkeeper.commerce.standing import StoreStanding
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import ADMIN, Page, cursor, get, uncursor


@get("/api/v1/store-standings", permission=ADMIN)
async def list_standings(db: Db) -> Page[StoreStanding]:
    """How each store fares: its orders, its sync, its webhooks, what waits."""
    return Page(await db.read(standing.standings))


@get("/api/v1/stores/{id:str}/standing", permission=ADMIN, errors=(NoSuchStore,))
async def one(id: str, db: Db) -> StoreStanding:
    """How one store fares."""
    return await db.read(standing.standing, id)


@get("/api/v1/stores/{id:str}/deliveries", permission=ADMIN, errors=(NoSuchStore,))
async def deliveries(
    id: str,
    db: Db,
    became: Literal["new", "taken", "ignored", "quarantined"] = "quarantined",
    after: str | None = None,
    limit: int = 20,
) -> Page[HookCame]:
    """Its webhooks that became this, the newest first. What is in quarantine can be tried again."""
    limit = max(1, min(limit, 100))
    found = await db.read(_came, id, became, limit, uncursor(after, tuple[int, str]))
    return Page(found, cursor(found[-1].at, found[-1].id) if len(found) == limit else None)


def _came(tx: Tx, store_id: str, state: str, limit: int, after: tuple[int, str] | None) -> list[HookCame]:
    stores.store(tx, store_id)
    return hooking.came(tx, store_id, state, limit, after)


routes = [list_standings, one, deliveries]
