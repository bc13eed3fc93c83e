"""Shopkeeper: customer service for online shops, built around the customer and not around tickets."""

__version__ = "0.2.0.dev0"
