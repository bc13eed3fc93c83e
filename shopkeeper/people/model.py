"""The nouns of the room: a person, the handles they are known by, and the edges that join persons into one identity."""

from __future__ import annotations

from enum import Enum
from typing import Any

import msgspec


class HandleKind(Enum):
    """What sort of address a handle is."""

    email = "email"
    phone = "phone"
    messenger = "messenger"
    store = "store"
    """A shop's own id of a customer, as `store id:id there`."""
    visitor = "visitor"
    other = "other"


class Proof(Enum):
    """How sure we are that a handle is theirs. A claim is enough for the desk, never for a customer-side session."""

    claimed = "claimed"
    proven = "proven"


class Handle(msgspec.Struct, frozen=True, kw_only=True):
    """One address of one person.

    `value` is normalised (what we compare), `display` is as they wrote it. `holder` is true for the one row of a
    (kind, value) by which arrivals are recognised; a claim on it by somebody else is a row of its own. `joined` says
    that this claim joined its person to the holder for the desk, and can be withdrawn in one click.
    Times are milliseconds UTC.
    """

    id: str
    person_id: str
    kind: HandleKind
    value: str
    display: str
    proof: Proof
    proven_by: str | None
    at: int
    bouncing: str | None
    source: str
    holder: bool
    joined: bool = False


class MergedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person who stands under another one: merged by an agent, or joined by a claim they made: `handle_id`, on `address`."""

    id: str
    name: str
    at: int
    by: str
    into_id: str
    claimed: bool = False
    handle_id: str | None = None
    address: str | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A customer, or a visitor who may become one.

    `id` is their own and never changes; `identity_id` is the person at the root of everyone merged with them.
    `handles` and `merged` are those of the whole identity (each names its person).
    """

    id: str
    identity_id: str
    name: str
    about: str
    locale: str | None
    timezone: str | None
    created_at: int
    seen_at: int
    blocked: bool
    regular: bool
    handles: tuple[Handle, ...]
    merged: tuple[MergedPerson, ...] = ()
    attributes: dict[str, Any] = {}
    seq: int = 0


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said about being written to for a purpose ("newsletter", "order news"), and how we know."""

    person_id: str
    purpose: str
    given: bool
    at: int
    source: str
