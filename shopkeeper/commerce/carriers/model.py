"""The nouns of tracking: an account at a service that follows parcels, and what it tells of one. Times are milliseconds UTC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from shopkeeper.commerce.model import Scan, StoreState


class CarrierAccount(Struct, frozen=True, kw_only=True):
    """One account at a service that follows parcels. `problem` says what to do; `heard_at`: when it told us something last,
    `asked_at`: when it took a tracking number from us last."""

    id: str
    kind: str
    name: str
    state: StoreState = StoreState.ok
    problem: str | None = None
    public_key: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    secrets_set: tuple[str, ...] = ()
    created_at: int = 0
    heard_at: int | None = None
    asked_at: int | None = None


class CarrierPost(Struct, frozen=True, kw_only=True):
    """A carrier's event at the door. Header names are lower case. `secrets` are the account's own, opened."""

    account: CarrierAccount
    body: bytes
    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    secrets: Mapping[str, str] = {}
    received_at: int = 0


class CarrierLink(Struct, frozen=True, kw_only=True):
    """An open account for an adapter that goes out: its secrets, the door to the network (kit.outside.Outside), and the hour (ms UTC)."""

    account: CarrierAccount
    secrets: Mapping[str, str] = {}
    outside: Any = None
    now: int = 0


class Tracked(Struct, frozen=True, kw_only=True):
    """All a carrier's event says of one parcel: the scans it knows, in any order.

    `expected_on` is the day it should come (ISO date, the recipient's calendar), `first_expected_on` the first such word,
    `promised_on` what the shop told the customer, where the service knows that. `unfamiliar`: the service's own words for states
    that no table of ours names.
    """

    number: str
    carrier: str = ""
    service: str = ""
    scans: tuple[Scan, ...] = ()
    expected_on: str | None = None
    first_expected_on: str | None = None
    promised_on: str | None = None
    unfamiliar: tuple[str, ...] = ()


class Parcel(Struct, frozen=True, kw_only=True):
    """A parcel somebody shall follow. `carrier` as the shop writes it, `postcode` the recipient's: some carriers ask for it."""

    number: str
    carrier: str = ""
    order_number: str = ""
    postcode: str = ""
