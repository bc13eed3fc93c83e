"""Shops on Shopify, by its GraphQL Admin API and signed webhooks."""

from shopkeeper.commerce.adapters.shopify.adapter import Shopify

__all__ = ["Shopify", "store"]

store = Shopify()
