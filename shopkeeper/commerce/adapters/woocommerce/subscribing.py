"""Our webhooks at the shop: made where missing, woken where WooCommerce switched them off after failed deliveries.

https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks: "After 5 consecutive failed deliveries … the webhook is disabled".
"""

from __future__ import annotations

from shopkeeper.commerce.adapters.woocommerce import hooks, wire
from shopkeeper.commerce.model import Link


async def subscribe(link: Link, url: str) -> None:
    """One webhook per topic to `url`, active, under our secret. Ours to other addresses of this door are removed. Harmless twice."""
    secret = hooks.secret_of(link.secrets)
    known = (await wire.page(link, "webhooks", per_page=str(wire.PAGE))).rows
    ours = [one for one in known if str(one.get("name", "")).startswith(_NAME)]
    kept: set[str] = set()
    for one in ours:
        topic = str(one["topic"])
        if one["delivery_url"] != url or topic not in hooks.TOPICS or topic in kept:
            await wire.send(link, "DELETE", f"webhooks/{one['id']}", {}, force="true")
            continue
        kept.add(topic)
        # The secret cannot be read back: it is said again, in case it is another one by now.
        await wire.send(link, "PUT", f"webhooks/{one['id']}", {"status": "active", "secret": secret})
    for topic in hooks.TOPICS:
        if topic not in kept:
            made = {
                "name": f"{_NAME} {topic}",
                "topic": topic,
                "delivery_url": url,
                "secret": secret,
                "status": "active",
            }
            await wire.send(link, "POST", "webhooks", made)


_NAME = "Shopkeeper"
