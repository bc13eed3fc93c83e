"""A connected shop, and what an adapter is handed when it goes out or hears a webhook."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from shopkeeper.commerce.model.phrases import Value


class StoreState(StrEnum):
    """`needs_owner`: it stands still until somebody acts on `problem`; nothing is lost meanwhile."""

    ok = "ok"
    needs_owner = "needs_owner"
    paused = "paused"


class Abilities(Struct, frozen=True, kw_only=True):
    """What a kind of store can do. Everybody asks this; nobody asks for a platform's name. `actions` are tags of Action."""

    actions: frozenset[str] = frozenset()
    webhooks: bool = False
    changes: bool = False
    products: bool = False
    carts: bool = False
    keyed: bool = False
    """The shop itself knows our key again: doing it twice with one key does it once. Where it does not, the adapter leaves the
    key at the shop (a note, a tag, metadata) and looks there before it acts: the promise to us is the same."""
    partial_cancel: bool = False
    refund_to_credit: bool = False
    restock: bool = False
    exchanges: bool = False
    """A return may name the variant it is exchanged for."""
    return_labels: bool = False
    gift_cards: bool = False
    takes_files: bool = False
    """Its orders come from files that the owner brings."""
    number: str = r"#?\d{3,}"
    """How this kind of shop writes order numbers: a regular expression without groups, for finding them in what people write."""


class Store(Struct, frozen=True, kw_only=True):
    """One connected shop. `settings` never holds a secret; `problem` says what to do about it. `cursor` is where the sync stands."""

    id: str
    kind: str
    name: str
    brand_id: str
    url: str = ""
    state: StoreState = StoreState.ok
    problem: str | None = None
    public_key: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    secrets_set: tuple[str, ...] = ()
    abilities: Abilities = Abilities()
    created_at: int = 0


class Handle(Struct, frozen=True):
    """How a shop may know somebody: kind email, phone or customer (its own id)."""

    kind: str
    value: str


class Step(Struct, frozen=True, kw_only=True):
    """One step of trying a store's connection, in words an owner understands; `advice` when it did not work.

    `what`, `became` and `remedy` are the codes of name, words and advice ("" where they have none), all filled by `values`.
    """

    name: str
    ok: bool
    words: str
    advice: str | None = None
    what: str = ""
    became: str = ""
    remedy: str = ""
    values: dict[str, Value] = {}


class Post(Struct, frozen=True, kw_only=True):
    """A webhook at the door. Header names are lower case. `secrets` are the store's own, opened."""

    store: Store
    body: bytes
    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    secrets: Mapping[str, str] = {}
    received_at: int = 0


class Link(Struct, frozen=True, kw_only=True):
    """An open store for an adapter that speaks to it: settings, secrets, and the door to the network (kit.outside.Outside)."""

    store: Store
    secrets: Mapping[str, str] = {}
    outside: Any = None
    now: int = 0
    files: tuple[Any, ...] = ()
    """What the owner gave it to be taken in, the oldest first (`sdk.KeptFile`)."""
