"""Every table and every query of this room. Nobody else writes SQL on them."""

from shopkeeper.conversations.store import desk, entries, erasing, lists, tables, talks

__all__ = ["desk", "entries", "erasing", "lists", "tables", "talks"]
