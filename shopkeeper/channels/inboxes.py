"""Connecting, editing, pausing and removing inboxes. Secrets go in and never come out."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from shopkeeper import team
from shopkeeper.channels.errors import NoSuchInbox
from shopkeeper.channels.events import InboxChanged
from shopkeeper.channels.model import Abilities, Inbox, InboxChange, InboxState, InboxWish
from shopkeeper.channels.registry import channel, channels
from shopkeeper.channels.sdk import Settles
from shopkeeper.channels.store import inbox as table
from shopkeeper.kit import credentials, events, ids, structs
from shopkeeper.kit.db import Hot, Row, Tx
from shopkeeper.kit.errors import Invalid, NotFound
from shopkeeper.kit.text import from_json, to_json

if TYPE_CHECKING:
    from shopkeeper.team import Agent

_SEAL = "inbox secrets"
_LONGEST_NAME = 120


def connect(tx: Tx, agent: "Agent | None", wish: InboxWish) -> Inbox:
    """A new inbox. Raises NoSuchChannel, Invalid with the fields to correct."""
    fresh = Inbox(
        id=ids.new(tx.now),
        kind=channel(wish.kind).kind,
        name=_name(wish.name or wish.address or channel(wish.kind).label),
        brand_id=wish.brand_id,
        address=wish.address,
        public_key=ids.secret(144),
        settings=wish.settings,
        created_at=tx.now,
    )
    secrets = credentials.merged({}, wish.secrets)
    settled = _settled(tx, fresh, secrets)
    tx.run(sa.insert(table).values(id=settled.id, created_at=tx.now, **_columns(settled, secrets)))
    events.record(tx, InboxChanged(inbox_id=settled.id))
    return inbox(tx, settled.id)


def edit(tx: Tx, agent: "Agent | None", inbox_id: str, change: InboxChange) -> Inbox:
    """Changes what is given. Secrets that are left out stay. Raises NoSuchInbox, Invalid."""
    before = inbox(tx, inbox_id)
    given = structs.given(change)
    secrets = credentials.merged(secrets_of(tx, inbox_id), given.pop("secrets", {}))
    if "settings" in given:
        given["settings"] = {**before.settings, **given["settings"]}
    if given.get("state", before.state) is not InboxState.needs_owner:
        given["problem"] = None
    elif "state" not in given:
        # Something was corrected: it gets another try.
        given |= {"state": InboxState.ok, "problem": None}
    after = _settled(tx, msgspec.structs.replace(before, **given), secrets)
    _write(tx, inbox_id, **_columns(after, secrets))
    return inbox(tx, inbox_id)


def remove(tx: Tx, agent: "Agent | None", inbox_id: str) -> None:
    """Disconnects it. Its conversations stay; its secrets are gone at once. Raises NoSuchInbox."""
    inbox(tx, inbox_id)
    _write(tx, inbox_id, removed_at=tx.now, state=InboxState.paused.value, **credentials.FORGOTTEN)


def inbox(tx: Tx, inbox_id: str) -> Inbox:
    """Raises NoSuchInbox, also for a removed one."""
    found = tx.first(_ONE, id=inbox_id)
    if found is None:
        raise NoSuchInbox
    return _inbox(found)


def inbox_ever(tx: Tx, inbox_id: str) -> Inbox:
    """As `inbox`, but a removed one too: old entries still name it."""
    found = tx.first(_EVER, id=inbox_id)
    if found is None:
        raise NoSuchInbox
    return _inbox(found)


def inboxes(tx: Tx, kind: str | None = None) -> tuple[Inbox, ...]:
    """All connected ones, the oldest first."""
    rows = tx.all(_ALL) if kind is None else tx.all(_OF_KIND, kind=kind)
    return tuple(_inbox(row) for row in rows)


def by_key(tx: Tx, public_key: str) -> Inbox:
    """The inbox whose public key stands in a hook's address or a page's snippet. Raises NoSuchInbox."""
    found = tx.first(_BY_KEY, key=public_key)
    if found is None:
        raise NoSuchInbox
    return _inbox(found)


def by_address(tx: Tx, kind: str, addresses: Sequence[str]) -> Inbox | None:
    """The first inbox of a kind that has one of these addresses, in the addresses' own order."""
    ours = {own: box for box in reversed(inboxes(tx, kind)) for own in own_addresses(box)}
    return next((ours[a.lower()] for a in addresses if a.lower() in ours), None)


def addresses(tx: Tx, kind: str) -> frozenset[str]:
    """Every address that is ours in any inbox of a kind, in lower case."""
    rows = tx.all(_ADDRESSES, kind=kind)
    return frozenset(own for row in rows for own in _own(row.address, row.settings)) if rows else frozenset()


def own_addresses(box: Inbox) -> tuple[str, ...]:
    """Every address that is ours in this inbox, in lower case."""
    return _addresses(box.address, box.settings)


def secrets_of(tx: Tx, inbox_id: str) -> Mapping[str, str]:
    """The opened secrets, for adapters only. Raises Unsealable when the key file is another one."""
    return credentials.opened(tx.scalar(_SECRETS, id=inbox_id), _SEAL)


def keep_secrets(tx: Tx, inbox_id: str, secrets: Mapping[str, str]) -> None:
    """Passes that the far side renewed. Nobody needs to be told."""
    if dict(secrets) != dict(secrets_of(tx, inbox_id)):
        tx.run(sa.update(table).where(table.c.id == inbox_id).values(**credentials.columns(secrets, _SEAL)))


def tell_owner(tx: Tx, inbox_id: str, state: InboxState, problem: str | None) -> None:
    """What is wrong and what to do about it; told once, not at every try. A paused inbox stays paused."""
    now = tx.first(
        sa.select(table.c.state, table.c.problem).where(table.c.id == inbox_id, table.c.removed_at.is_(None))
    )
    if now is None or now.state == InboxState.paused.value or (now.state, now.problem) == (state.value, problem):
        return
    _write(tx, inbox_id, state=state.value, problem=problem)


def shown(box: Inbox) -> dict[str, Any]:
    """What every agent's window may know of an inbox: no settings."""
    kept = {name: getattr(box, name) for name in ("id", "kind", "name", "brand_id", "address", "state", "problem")}
    return {**kept, "abilities": box.abilities}


@lru_cache(maxsize=1_000)
def _own(address: str, settings: str) -> tuple[str, ...]:
    # Every message asks for them, and the words they are read from hardly ever change.
    return _addresses(address, from_json(settings))


def _addresses(address: str, settings: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(a.strip().lower() for a in (address, *(settings.get("aliases") or ())) if a)


def _write(tx: Tx, inbox_id: str, **values: Any) -> None:
    tx.run(sa.update(table).where(table.c.id == inbox_id).values(**values))
    events.record(tx, InboxChanged(inbox_id=inbox_id))


def _settled(tx: Tx, box: Inbox, secrets: Mapping[str, str]) -> Inbox:
    _check_brand(tx, box.brand_id)
    adapter = channel(box.kind)
    settled = adapter.settle(box, secrets) if isinstance(adapter, Settles) else box
    if settled.address:
        taken = by_address(tx, box.kind, (settled.address,))
        if taken is not None and taken.id != box.id:
            advice = f"{settled.address} is connected already, as “{taken.name}”. Edit that inbox instead."
            raise Invalid(advice, fields={"address": advice})
    return msgspec.structs.replace(settled, name=_name(settled.name))


def _check_brand(tx: Tx, brand_id: str) -> None:
    try:
        team.brand(tx, brand_id)
    except NotFound as error:
        raise Invalid("Say which of your brands this inbox belongs to.", fields={"brand_id": error.detail}) from error


def _name(name: str) -> str:
    name = " ".join(name.split())[:_LONGEST_NAME]
    if not name:
        raise Invalid("Give the inbox a name your colleagues will recognise.", fields={"name": "Needed."})
    return name


def _columns(box: Inbox, secrets: Mapping[str, str]) -> dict[str, Any]:
    plain = {name: getattr(box, name) for name in ("kind", "name", "brand_id", "address", "problem", "public_key")}
    return {**plain, "state": box.state.value, "settings": to_json(box.settings), **credentials.columns(secrets, _SEAL)}


@lru_cache(maxsize=1_000)
def _inbox(row: Row) -> Inbox:
    # Every message asks for its inbox, and rows hardly ever change. By the whole row, so it is never an old one.
    settings = from_json(row.settings)
    return Inbox(
        id=row.id,
        kind=row.kind,
        name=row.name,
        brand_id=row.brand_id,
        address=row.address,
        state=InboxState(row.state),
        problem=row.problem,
        public_key=row.public_key,
        settings=settings,
        secrets_set=tuple(from_json(row.secrets_set)),
        abilities=_abilities(row.kind, settings),
        created_at=row.created_at,
    )


def _abilities(kind: str, settings: Mapping[str, Any]) -> Abilities:
    # A channel that was uninstalled leaves its inboxes behind: they can do nothing, and break nothing.
    able = channels()[kind].abilities if kind in channels() else Abilities()
    undo = settings.get("undo_seconds")
    return msgspec.structs.replace(able, undo_seconds=undo) if able.undo_seconds and isinstance(undo, int) else able


_ADDRESSES = Hot(
    sa.select(table.c.address, table.c.settings).where(
        table.c.kind == sa.bindparam("kind"), table.c.removed_at.is_(None)
    )
)
_EVER = Hot(sa.select(table).where(table.c.id == sa.bindparam("id")))
_ONE = Hot(sa.select(table).where(table.c.id == sa.bindparam("id"), table.c.removed_at.is_(None)))
_all = sa.select(table).where(table.c.removed_at.is_(None)).order_by(table.c.created_at, table.c.id)
_ALL = Hot(_all)
_OF_KIND = Hot(_all.where(table.c.kind == sa.bindparam("kind")))
_SECRETS = Hot(sa.select(table.c.secrets).where(table.c.id == sa.bindparam("id")))
_BY_KEY = Hot(sa.select(table).where(table.c.public_key == sa.bindparam("key"), table.c.removed_at.is_(None)))
