"""WooCommerce by its REST API v3 and its webhooks.

Settings: `currency` (ISO 4217, the shop's), `sent_statuses` (a shop's own statuses that mean "sent"). Secrets: `consumer_key`,
`consumer_secret` (read and write), `webhook` (only where the owner made the webhooks by hand).
"""

from shopkeeper.commerce.adapters.woocommerce.adapter import WooCommerce

store = WooCommerce()

__all__ = ["WooCommerce", "store"]
