"""Our key, left at the shop: Vendure knows no idempotency keys, but keeps the words that come with an act, in the same transaction.

A refund's `reason`, a cancellation's `reason` (in its history entry), a modification's `note`, a note's text, a promotion's
description (https://docs.vendure.io/reference/graphql-api/admin/mutations/): whoever asks again finds the key there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_STAMP = re.compile(r"\s*\[shopkeeper:([^\]\s]*)\]")


def stamped(words: str, key: str) -> str:
    return f"{words.strip()} [shopkeeper:{key}]".strip()


def bare(words: Any) -> str:
    """The words as somebody wrote them."""
    return _STAMP.sub("", str(words or "")).strip()


def key_in(words: Any) -> str | None:
    found = _STAMP.search(str(words or ""))
    return found.group(1).partition("=")[0] if found else None


def with_whole(key: str, whole: int) -> str:
    """The key with all that the act gives back, in the shop's unit: what is left to do is never reckoned anew from a changed order."""
    return f"{key}={whole}"


def whole_in(words: Any) -> int | None:
    found = _STAMP.search(str(words or ""))
    told = found.group(1).partition("=")[2] if found else ""
    return int(told) if told.isdigit() else None


def carries(words: Any, key: str) -> bool:
    return key_in(words) == key


def entries(raw: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    """The history's entries of a kind, newest first."""
    listed: Iterable[Mapping[str, Any]] = (raw.get("history") or {}).get("items") or ()
    return [one for one in listed if one["type"] == kind]


def noted(raw: Mapping[str, Any], key: str, kind: str = "ORDER_NOTE") -> bool:
    """Whether a note carries the key."""
    return any(carries((one.get("data") or {}).get("note"), key) for one in entries(raw, kind))
