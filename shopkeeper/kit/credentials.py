"""Secrets of what is connected (inboxes, accounts elsewhere): typed in or brought, kept sealed, opened for adapters only.

A table that keeps them has two columns: `secrets` (sealed bytes) and `secrets_set` (JSON, the names that are filled in).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopkeeper.kit import signing
from shopkeeper.kit.text import from_json, to_json

FORGOTTEN: Mapping[str, Any] = {"secrets": None, "secrets_set": "[]"}
"""The columns of what is disconnected."""


def merged(kept: Mapping[str, str], given: Mapping[str, str | None]) -> dict[str, str]:
    """What is left out stays; null or "" forgets one."""
    return {name: value for name, value in {**kept, **given}.items() if value}


def columns(secrets: Mapping[str, str], purpose: str) -> dict[str, Any]:
    """The two columns, sealed for one purpose."""
    sealed = signing.seal(to_json(dict(secrets)).encode(), purpose) if secrets else None
    return {"secrets": sealed, "secrets_set": to_json(sorted(secrets))}


def opened(sealed: bytes | None, purpose: str) -> dict[str, str]:
    """Raises Unsealable when the key file is another one."""
    found: dict[str, str] = from_json(signing.unseal(bytes(sealed), purpose)) if sealed else {}
    return found
