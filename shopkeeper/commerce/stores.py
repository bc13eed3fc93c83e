"""Connecting, editing, pausing and removing stores. Secrets go in and never come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from shopkeeper import team
from shopkeeper.commerce.errors import NoSuchStore
from shopkeeper.commerce.events import StoreChanged
from shopkeeper.commerce.model import Abilities, Field, Store, StoreState
from shopkeeper.commerce.registry import adapter, kinds
from shopkeeper.commerce.sdk import Asks, Settles
from shopkeeper.commerce.store import shops, sign_ins
from shopkeeper.kit import credentials, events, ids, structs
from shopkeeper.kit.clock import SECOND
from shopkeeper.kit.db import Db, Row, Tx
from shopkeeper.kit.errors import Invalid, NotFound
from shopkeeper.kit.text import from_json, to_json

if TYPE_CHECKING:
    from shopkeeper.team import Agent

_SEAL = "store secrets"
_LONGEST_NAME = 120
REMEMBERED = 3 * SECOND
Opened = tuple[Store, Mapping[str, str]]


class StoreWish(Struct, frozen=True, kw_only=True):
    """A store to connect. `secrets` go in here and never come out."""

    kind: str
    brand_id: str
    name: str = ""
    url: str = ""
    settings: dict[str, Any] = {}
    secrets: dict[str, str] = {}


class StoreChange(Struct, frozen=True, kw_only=True):
    """What to change. A secret that is left out stays; null or "" forgets it. `state` pauses or wakes it."""

    name: str | UnsetType = UNSET
    brand_id: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    secrets: dict[str, str | None] | UnsetType = UNSET
    state: StoreState | UnsetType = UNSET


def connect(tx: Tx, agent: Agent | None, wish: StoreWish) -> Store:
    """A new store. Raises NoSuchAdapter, Invalid with the fields to correct."""
    found = adapter(wish.kind)
    fresh = Store(
        id=ids.new(tx.now), kind=found.kind, name=wish.name or found.label, brand_id=wish.brand_id, url=wish.url,
        public_key=ids.secret(144), settings=wish.settings, created_at=tx.now,
    )  # fmt: skip
    secrets = credentials.merged({}, wish.secrets)
    settled = _settled(tx, fresh, secrets)
    shops.add(tx, {"id": settled.id, "created_at": tx.now, "seen": 0, **_columns(settled, secrets)})
    events.record(tx, StoreChanged(store_id=settled.id))
    return store(tx, settled.id)


def edit(tx: Tx, agent: Agent | None, store_id: str, change: StoreChange) -> Store:
    """Changes what is given. Raises NoSuchStore, Invalid."""
    before = store(tx, store_id)
    given = structs.given(change)
    secrets = credentials.merged(secrets_of(tx, store_id), given.pop("secrets", {}))
    if "settings" in given:
        given["settings"] = {**before.settings, **given["settings"]}
    if "state" not in given and before.state is StoreState.needs_owner:
        # Something was corrected: it gets another try.
        given["state"] = StoreState.ok
    if given.get("state", before.state) is not StoreState.needs_owner:
        given["problem"] = None
    after = _settled(tx, msgspec.structs.replace(before, **given), secrets)
    _write(tx, store_id, **_columns(after, secrets))
    return store(tx, store_id)


def remove(tx: Tx, agent: Agent | None, store_id: str) -> None:
    """Disconnects it. Its orders stay; its secrets are gone at once. Raises NoSuchStore."""
    store(tx, store_id)
    sign_ins.drop(tx, store_id)
    _write(tx, store_id, removed_at=tx.now, state=StoreState.paused.value, **credentials.FORGOTTEN)


def store(tx: Tx, store_id: str) -> Store:
    """Raises NoSuchStore, also for a removed one."""
    found = shops.find(tx, store_id)
    if found is None or found.removed_at is not None:
        raise NoSuchStore
    return store_of(found)


def store_ever(tx: Tx, store_id: str) -> Store:
    """As `store`, but a removed one too: old orders still name it."""
    found = shops.find(tx, store_id)
    if found is None:
        raise NoSuchStore
    return store_of(found)


def stores(tx: Tx) -> tuple[Store, ...]:
    """All connected ones, the oldest first."""
    return tuple(store_of(row) for row in shops.everyone(tx))


def by_key(tx: Tx, public_key: str) -> Store:
    """The store whose public key stands in a webhook's address. Raises NoSuchStore."""
    found = shops.by_key(tx, public_key)
    if found is None:
        raise NoSuchStore
    return store_of(found)


class _Memory:
    """Open stores by their public key, for the door every webhook comes through. Forgotten at once by what this process changes,
    and after REMEMBERED where another process did."""

    def __init__(self) -> None:
        self.edition = 0
        self.known: dict[str, tuple[int, Opened]] = {}

    def clear(self) -> None:
        self.edition += 1
        self.known.clear()


async def opened(db: Db, public_key: str) -> Opened:
    """The store whose key stands in a webhook's address, with its secrets. Raises NoSuchStore."""
    now, kept = db.clock(), _memory.known.get(public_key)
    if kept is not None and kept[0] <= now < kept[0] + REMEMBERED:
        return kept[1]
    edition = _memory.edition
    found = await db.read(_opened, public_key)
    if edition == _memory.edition:
        _memory.known[public_key] = (now, found)
    return found


def _opened(tx: Tx, public_key: str) -> Opened:
    found = by_key(tx, public_key)
    return found, secrets_of(tx, found.id)


def secrets_of(tx: Tx, store_id: str) -> Mapping[str, str]:
    """The opened secrets, for adapters only. Raises Unsealable when the key file is another one."""
    row = shops.find(tx, store_id)
    return credentials.opened(row.secrets if row else None, _SEAL)


def keep_secrets(tx: Tx, store_id: str, secrets: Mapping[str, str]) -> None:
    """Passes that a sign-in at the shop brought; those not named stay, "" forgets one."""
    tx.after_commit(_memory.clear)
    shops.change(tx, store_id, **credentials.columns(credentials.merged(secrets_of(tx, store_id), secrets), _SEAL))


def tell_owner(tx: Tx, store_id: str, state: StoreState, problem: str | None) -> bool:
    """What is wrong and what to do about it; told once, not at every try. A paused store stays paused. Answers whether it changed."""
    row = shops.find(tx, store_id)
    if row is None or row.removed_at is not None or row.state == StoreState.paused.value:
        return False
    if (row.state, row.problem) == (state.value, problem):
        return False
    _write(tx, store_id, state=state.value, problem=problem)
    return True


def lacks_sign_in(one: Store) -> bool:
    """Whether what only signing in at the shop brings was neither brought nor typed."""
    found = kinds().get(one.kind)
    fields: Sequence[Field] = found.form.fields if found is not None and isinstance(found, Asks) else ()
    brought = {field.name.removeprefix("secrets.") for field in fields if field.by_sign_in and field.required}
    return not brought <= set(one.secrets_set)


def registered(tx: Tx, store_id: str, problem: str | None) -> None:
    """The shop posts to us from now on; with a `problem`: it does not, and why."""
    _write(tx, store_id, hook_problem=problem, **({} if problem else {"subscribed_at": tx.now}))


def refused(tx: Tx, store_id: str) -> None:
    """A webhook came that the shop did not sign."""
    shops.change(tx, store_id, refused_at=tx.now)


def shown(one: Store) -> dict[str, Any]:
    """What every agent's window may know of a store: no settings."""
    kept = {name: getattr(one, name) for name in ("id", "kind", "name", "brand_id", "url", "state", "problem")}
    return {**kept, "abilities": one.abilities}


def store_of(row: Row) -> Store:
    return Store(
        id=row.id, kind=row.kind, name=row.name, brand_id=row.brand_id, url=row.url, state=StoreState(row.state),
        problem=row.problem, public_key=row.public_key, settings=from_json(row.settings),
        secrets_set=tuple(from_json(row.secrets_set)), abilities=_abilities(row.kind), created_at=row.created_at,
    )  # fmt: skip


def _abilities(kind: str) -> Abilities:
    # An adapter that was uninstalled leaves its stores behind: they can do nothing, and break nothing.
    return kinds()[kind].abilities if kind in kinds() else Abilities()


def _write(tx: Tx, store_id: str, **values: Any) -> None:
    shops.change(tx, store_id, **values)
    tx.after_commit(_memory.clear)
    events.record(tx, StoreChanged(store_id=store_id))


def _settled(tx: Tx, one: Store, secrets: Mapping[str, str]) -> Store:
    try:
        team.brand(tx, one.brand_id)
    except NotFound as error:
        raise Invalid("Say which of your brands this store belongs to.", fields={"brand_id": error.detail}) from error
    found = adapter(one.kind)
    settled = found.settle(one, secrets) if isinstance(found, Settles) else one
    name = " ".join(settled.name.split())[:_LONGEST_NAME]
    if not name:
        raise Invalid("Give the store a name your colleagues will recognise.", fields={"name": "Needed."})
    return msgspec.structs.replace(settled, name=name)


def _columns(one: Store, secrets: Mapping[str, str]) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("kind", "name", "brand_id", "url", "problem", "public_key")}
    return {**plain, "state": one.state.value, "settings": to_json(one.settings), **credentials.columns(secrets, _SEAL)}


_memory = _Memory()
