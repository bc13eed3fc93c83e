"""What of a request's struct was really said."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct


def given(change: Struct) -> dict[str, Any]:
    """The fields that a PATCH named, by their names."""
    return {name: value for name in change.__struct_fields__ if (value := getattr(change, name)) is not UNSET}
