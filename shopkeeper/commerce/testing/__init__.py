"""Shops to try everything on: one in memory, and for each platform a double that speaks its protocol over HTTP."""

from shopkeeper.commerce.adapters.shelf import Shelf, close_shelf, open_shelf

__all__ = ["Shelf", "close_shelf", "open_shelf"]
