"""Having the shop post to us: one subscription for each topic. https://shopify.dev/docs/apps/build/webhooks/subscribe

The three topics about privacy are not among them: they are set in the app's own configuration, to the same address.
"""

from __future__ import annotations

from shopkeeper.commerce.adapters.shopify import hooks, queries
from shopkeeper.commerce.adapters.shopify.client import act, query
from shopkeeper.commerce.model import Link

PRIVACY = frozenset({"customers/redact", "customers/data_request", "shop/redact"})
# Its topic needs a right of its own that no desk should have to ask for.
_NOT_ASKED = frozenset({"disputes/create", "disputes/update"})


def topics() -> list[str]:
    """As the API names them: orders/create is ORDERS_CREATE."""
    return sorted(one.replace("/", "_").upper() for one in hooks.READERS if one not in PRIVACY | _NOT_ASKED)


async def subscribe(link: Link, url: str) -> None:
    """Subscribes what is missing, and ends what goes to another address of ours: the API shows an app its own only."""
    standing = (await query(link, queries.SUBSCRIPTIONS))["webhookSubscriptions"]["nodes"]
    for one in standing:
        if one["uri"] != url and "/hooks/stores/" in one["uri"]:
            await act(link, queries.UNSUBSCRIBE, {"id": one["id"]}, "webhookSubscriptionDelete")
    there = {one["topic"] for one in standing if one["uri"] == url}
    for topic in topics():
        if topic not in there:
            await act(link, queries.SUBSCRIBE, {"topic": topic, "uri": url}, "webhookSubscriptionCreate")
