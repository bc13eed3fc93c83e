"""A desk beside a real shop, connected as its owner would connect it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.journeys.house import House, house
from tests.servers.vendure import Vendure

HOOK_SECRET = "the words both sides know"
VOUCHING = "what the shop vouches with"


@asynccontextmanager
async def connected(folder: Path, loom: Vendure) -> AsyncIterator[House]:
    """The owner connects the store and puts our plugin into the shop's configuration."""
    async with house(folder) as shop:
        wish = {
            "kind": "vendure", "brand_id": shop.brand["id"], "name": "Loom", "url": loom.url,
            "settings": {"user": loom.user}, "secrets": {"password": loom.password, "webhook": HOOK_SECRET},
        }  # fmt: skip
        store = await shop.tell("POST", "/stores", wish)
        hook = await shop.ask(f"/stores/{store['id']}/webhooks")
        await asyncio.to_thread(loom.posts_to, hook["url"], HOOK_SECRET)
        await shop.tell("PATCH", f"/inboxes/{shop.chat['id']}", {"secrets": {"identity": VOUCHING}})
        yield shop
