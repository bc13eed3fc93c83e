"""Who changed the policy, when, and from what to what: every version is kept, and a change is the difference of two."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from shopkeeper.commerce.rules import Policy
from shopkeeper.commerce.store import policies
from shopkeeper.kit.db import Tx
from shopkeeper.kit.text import from_json

Scalar = str | int | bool | tuple[str, ...] | None


class Difference(Struct, frozen=True):
    """One rule that is another now. `rule` is its path ("roles.agent.per_order"); null: there was (or is) none."""

    rule: str
    before: Scalar
    after: Scalar


class PolicyChange(Struct, frozen=True, kw_only=True):
    """What somebody changed at once. `at` in ms UTC; the first ever is told against the usual."""

    id: str
    at: int
    agent_id: str | None
    differences: tuple[Difference, ...]


def changes(tx: Tx, limit: int = 20, after: str | None = None) -> list[PolicyChange]:
    """The newest first."""
    rows = policies.versions(tx, limit + 1, after)
    older = [*(from_json(row.policy, Policy) for row in rows[1:]), Policy()]
    return [
        PolicyChange(
            id=row.id, at=row.at, agent_id=row.agent_id, differences=between(before, from_json(row.policy, Policy))
        )
        for row, before in list(zip(rows, older, strict=False))[:limit]
    ]


def between(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Rule by rule, in the order of their paths."""
    old, new = _flat(msgspec.to_builtins(before)), _flat(msgspec.to_builtins(after))
    rules = sorted(old.keys() | new.keys())
    return tuple(Difference(rule, old.get(rule), new.get(rule)) for rule in rules if old.get(rule) != new.get(rule))


def _flat(value: dict[str, Any], path: str = "") -> dict[str, Scalar]:
    found: dict[str, Scalar] = {}
    for name, part in value.items():
        if isinstance(part, dict):
            found |= _flat(part, f"{path}{name}.")
        else:
            found[path + name] = tuple(sorted(part)) if isinstance(part, list | tuple) else part
    return found
