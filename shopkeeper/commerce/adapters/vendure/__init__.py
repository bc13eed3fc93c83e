"""Vendure by its Admin API (GraphQL) and our plugin's webhooks (packaging/vendure).

Settings: `user` (an administrator's sign-in), `channel` (a channel's token, empty: the default channel), `pay_page` (the storefront's
page that takes a payment, with {code} for the order's code), `dashboard` (where the shop's own pages are). Secrets: `password`,
`webhook` (the plugin signs with it).
"""

from shopkeeper.commerce.adapters.vendure.adapter import Vendure

store = Vendure()

__all__ = ["Vendure", "store"]
