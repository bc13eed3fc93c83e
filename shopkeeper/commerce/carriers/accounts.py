"""Connecting, editing, pausing and removing accounts at services that follow parcels. Secrets go in and never come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from shopkeeper.commerce.carriers.errors import NoSuchCarrier
from shopkeeper.commerce.carriers.model import CarrierAccount
from shopkeeper.commerce.carriers.registry import carrier
from shopkeeper.commerce.events import CarrierChanged
from shopkeeper.commerce.model import StoreState
from shopkeeper.commerce.store import carriers
from shopkeeper.kit import credentials, events, ids, structs
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Invalid
from shopkeeper.kit.text import from_json, to_json

_SEAL = "carrier secrets"
_LONGEST_NAME, _LONGEST_VALUE = 120, 2_000
Opened = tuple[CarrierAccount, Mapping[str, str]]


class CarrierWish(Struct, frozen=True, kw_only=True):
    """An account to connect. `secrets` go in here and never come out."""

    kind: str
    name: str = ""
    settings: dict[str, Any] = {}
    secrets: dict[str, str] = {}


class CarrierChange(Struct, frozen=True, kw_only=True):
    """What to change. A secret that is left out stays; null or "" forgets it. `state` pauses or wakes it."""

    name: str | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    secrets: dict[str, str | None] | UnsetType = UNSET
    state: StoreState | UnsetType = UNSET


def connect(tx: Tx, wish: CarrierWish) -> CarrierAccount:
    """A new account. Raises NoSuchCarrierKind, Invalid with the fields to correct."""
    found = carrier(wish.kind)
    fresh = CarrierAccount(
        id=ids.new(tx.now), kind=found.kind, name=wish.name or found.label, public_key=ids.secret(192), settings=wish.settings,
    )  # fmt: skip
    secrets = credentials.merged({}, wish.secrets)
    carriers.add(tx, {"id": fresh.id, "created_at": tx.now, **_columns(_settled(fresh, secrets), secrets)})
    events.record(tx, CarrierChanged(account_id=fresh.id))
    return account(tx, fresh.id)


def edit(tx: Tx, account_id: str, change: CarrierChange) -> CarrierAccount:
    """Changes what is given; one that needed its owner gets another try. Raises NoSuchCarrier, Invalid."""
    before = account(tx, account_id)
    given = structs.given(change)
    secrets = credentials.merged(secrets_of(tx, account_id), given.pop("secrets", {}))
    if "settings" in given:
        given["settings"] = {**before.settings, **given["settings"]}
    paused = before.state is StoreState.paused and "state" not in given
    after = replace(before, problem=None, **{"state": before.state if paused else StoreState.ok, **given})
    carriers.change(tx, account_id, **_columns(_settled(after, secrets), secrets))
    events.record(tx, CarrierChanged(account_id=account_id))
    return account(tx, account_id)


def remove(tx: Tx, account_id: str) -> None:
    """Disconnects it. What it told stays; its secrets are gone at once. Raises NoSuchCarrier."""
    account(tx, account_id)
    carriers.change(tx, account_id, removed_at=tx.now, state=StoreState.paused.value, **credentials.FORGOTTEN)
    events.record(tx, CarrierChanged(account_id=account_id))


def account(tx: Tx, account_id: str) -> CarrierAccount:
    """Raises NoSuchCarrier, also for a removed one."""
    return _present(carriers.find(tx, account_id))


def accounts(tx: Tx) -> tuple[CarrierAccount, ...]:
    """All connected ones, the oldest first."""
    return tuple(_account_of(row) for row in carriers.everyone(tx))


def opened(tx: Tx, account_id: str) -> Opened:
    """The account with its secrets, for its adapter only. Raises NoSuchCarrier, Unsealable."""
    return account(tx, account_id), secrets_of(tx, account_id)


def opened_by(tx: Tx, public_key: str) -> Opened:
    """The same by the key that stands in the address its events are posted to. Raises NoSuchCarrier."""
    found = _present(carriers.by_key(tx, public_key))
    return found, secrets_of(tx, found.id)


def secrets_of(tx: Tx, account_id: str) -> Mapping[str, str]:
    """The opened secrets. Raises Unsealable when the key file is another one."""
    row = carriers.find(tx, account_id)
    return credentials.opened(row.secrets if row else None, _SEAL)


def needs_owner(tx: Tx, account_id: str, problem: str) -> None:
    """It does not let us in: said once, until somebody acts. A paused one stays paused."""
    found = carriers.find(tx, account_id)
    if found is None or found.removed_at is not None or found.state != StoreState.ok.value:
        return
    carriers.change(tx, account_id, state=StoreState.needs_owner.value, problem=problem)
    events.record(tx, CarrierChanged(account_id=account_id))


def works(tx: Tx, account_id: str) -> None:
    """It lets us in (again)."""
    found = account(tx, account_id)
    if found.state is StoreState.needs_owner:
        carriers.change(tx, account_id, state=StoreState.ok.value, problem=None)
        events.record(tx, CarrierChanged(account_id=account_id))


def _present(row: Row | None) -> CarrierAccount:
    if row is None or row.removed_at is not None:
        raise NoSuchCarrier
    return _account_of(row)


def _account_of(row: Row) -> CarrierAccount:
    return CarrierAccount(
        id=row.id, kind=row.kind, name=row.name, state=StoreState(row.state), problem=row.problem, public_key=row.public_key,
        settings=from_json(row.settings), secrets_set=tuple(from_json(row.secrets_set)), created_at=row.created_at,
        heard_at=row.heard_at, asked_at=row.asked_at,
    )  # fmt: skip


def _settled(one: CarrierAccount, secrets: Mapping[str, str]) -> CarrierAccount:
    """Only what the form asks for is kept. Raises Invalid with the fields to correct."""
    form = carrier(one.kind).form
    given = {
        **{f"secrets.{name}": value for name, value in secrets.items()},
        **{f"settings.{n}": v for n, v in one.settings.items()},
    }
    asked = {field.name for field in form.fields}
    wrong = {name: "This is not asked for." for name in given if name not in asked}
    wrong |= {name: "This is too long." for name, value in given.items() if len(str(value)) > _LONGEST_VALUE}
    wrong |= {field.name: "Needed." for field in form.fields if field.required and not given.get(field.name)}
    name = " ".join(one.name.split())[:_LONGEST_NAME]
    if not name:
        wrong["name"] = "Needed."
    if wrong:
        raise Invalid("Some of this cannot be used.", fields=wrong)
    return replace(one, name=name)


def _columns(one: CarrierAccount, secrets: Mapping[str, str]) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("kind", "name", "problem", "public_key")}
    return {**plain, "state": one.state.value, "settings": to_json(one.settings), **credentials.columns(secrets, _SEAL)}
