"""What this room knows of a person, for them to take along; and how it is forgotten."""

from __future__ import annotations

from typing import Any

from shopkeeper.automation import store
from shopkeeper.kit.db import Tx

PERSONAL: dict[str, tuple[str, ...]] = {
    "macro": (),
    "macro_use": (),
    "macro_run": ("person_id", "run", "wish", "brought"),
}
"""Every table of this room, with the columns that may say something about a customer."""


def export_person(tx: Tx, person_id: str) -> dict[str, Any]:
    """What macros did in this one person's conversations."""
    return {"macro_runs": store.runs_of_person(tx, person_id)}


def erase_person(tx: Tx, person_id: str) -> bool:
    """Forget it. Always done in one go."""
    store.erase_runs(tx, person_id)
    return True
