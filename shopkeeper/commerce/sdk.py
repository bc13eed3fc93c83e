"""What a store is: a folder with an object of this shape, and one line in `pyproject.toml` that names the folder.

    [project.entry-points."shopkeeper.stores"]
    bazaar = "shopkeeper.commerce.adapters.bazaar"      # the module has an attribute `store`

Policy is ours, performance is theirs: an adapter never says no for business reasons. `verify` and `parse` are pure: no
network, no database, no clock. Everything beyond is one of the small optional protocols below; we ask with isinstance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, runtime_checkable

from msgspec import Struct

from shopkeeper.commerce.model import (
    Abilities,
    Action,
    Batch,
    Change,
    Customer,
    Done,
    Form,
    Handle,
    Link,
    Order,
    Post,
    Preview,
    Product,
    Step,
    Store,
    Target,
)
from shopkeeper.commerce.model.files import FilePlan, FileProblem, FileShape, FileWord
from shopkeeper.commerce.model.forms import Said

GROUP = "shopkeeper.stores"


@runtime_checkable
class Shop(Protocol):
    """One kind of store.

    Every method that speaks to the shop raises Busy (its rate limit; `retry_after` seconds), Unavailable (does not answer,
    and surely did nothing), StoreUnsure (may have done it), StoreRefused (said no), StoreNeedsOwner (401/403, revoked).
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    abilities: ClassVar[Abilities]

    def verify(self, post: Post) -> str | None:
        """Raise NotOurs unless the shop signed this. Answers the shop's own id of the delivery, None where it has none."""

    def parse(self, post: Post) -> Sequence[Change]:
        """Their bytes in our words. Raise Ignored (with what it was) or Unreadable (with what was wrong)."""

    async def changes(self, link: Link, cursor: str | None) -> Batch:
        """What changed since a cursor this method gave; None: from the very beginning, oldest first. The truth that heals."""

    async def order(self, link: Link, external_id: str) -> Order | None:
        """The shop's word now."""

    async def orders_of(self, link: Link, handle: Handle, limit: int = 50) -> Sequence[Order]:
        """Somebody's orders, newest first."""

    async def customer(self, link: Link, external_id: str) -> Customer | None:
        """The shop's word now."""

    async def products(self, link: Link, words: str, limit: int = 20) -> Sequence[Product]:
        """What can be sold, found by words, SKU or the shop's product id; nothing typed: what sells."""

    async def preview(self, link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
        """What would happen; `seen` is the order as we hold it. At most one call to the shop. Raises Stale, CannotDo too."""

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        """Do it once. The same key again answers what was done the first time. Raises Stale when `target.version` is over."""

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        """Whether the act with this key was done already (the answer was lost). None: surely not. Raises StoreUnsure: nobody can say."""


@runtime_checkable
class Asks(Protocol):
    """Says what an owner fills in to connect a store. Without it only the store's name and brand are asked."""

    form: ClassVar[Form]


@runtime_checkable
class Settles(Protocol):
    """Looks over a store's settings before they are kept."""

    def settle(self, store: Store, secrets: Mapping[str, str]) -> Store:
        """The store as it will be kept (defaults filled in, `url` set). Raise Invalid with `fields`."""


@runtime_checkable
class Tries(Protocol):
    """Can try a store's connection and say in plain words what works and which rights are missing."""

    async def try_out(self, link: Link) -> Sequence[Step]:
        """One step per thing tried, in order. Never raises for what the far side does."""


@runtime_checkable
class Subscribes(Protocol):
    """Registers its own webhooks at the shop."""

    async def subscribe(self, link: Link, url: str) -> None:
        """Make sure the shop posts to `url`. Harmless twice; removes its own old ones."""


@runtime_checkable
class Connects(Protocol):
    """Is connected by a sign-in at the far side (OAuth) instead of typed secrets."""

    def begin(self, store: Store, back: str, state: str) -> str:
        """The far side's page to send the owner to; it returns to `back` with `state` and a code. Raises Invalid with `fields`."""

    async def finish(self, link: Link, back: str, query: Mapping[str, str]) -> Mapping[str, str]:
        """The secrets to keep; `query` is what the far side brought back, its signature checked here."""


@runtime_checkable
class Renews(Protocol):
    """Has passes that end by themselves."""

    async def renew(self, link: Link) -> Mapping[str, str] | None:
        """Secrets to keep, where those there are end soon ("" forgets one); None while they hold. Raises StoreNeedsOwner too."""


@runtime_checkable
class TakesKeys(Protocol):
    """Is connected by a yes on the shop's own page, after which the shop itself posts the keys to us."""

    def ask(self, store: Store, back: str, hand: str, state: str) -> str:
        """The shop's page to send the owner to; the shop posts the keys to `hand` (https) and returns to `back` with `state`."""

    def handed(self, body: bytes) -> Mapping[str, str]:
        """The secrets to keep, of what was posted to `hand`. Raises Unreadable."""

    def agreed(self, query: Mapping[str, str]) -> bool:
        """Whether the owner said yes, by what the shop brought back."""


class KeptFile(Protocol):
    """A file an owner gave: `given_at` (ms UTC) is when it was asked to be taken in, `total` how many things it holds."""

    id: str
    size: int
    given_at: int
    plan: FilePlan
    names: Sequence[str]
    total: int | None

    async def read(self, at: int) -> bytes:
        """Some of its bytes from `at` on, none at its end. Raises FileGone, Unavailable."""


class Stretch(Struct, frozen=True, kw_only=True):
    """Some of a file. `things` stand beside the line each begins on; `at` says how many bytes were read, `place` where to go on."""

    things: tuple[tuple[int, Change], ...]
    problems: tuple[FileProblem, ...] = ()
    words: tuple[FileWord, ...] = ()
    rows: int = 0
    place: str = ""
    at: int = 0
    done: bool = False


@runtime_checkable
class TakesFiles(Protocol):
    """Is fed with files instead of a line to a shop (`abilities.takes_files`); `changes` reads those of the link, one after the other.

    Such a store is never asked for one order, customer or product: what its files told is what there is.
    """

    problems: ClassVar[Mapping[str, Said]]
    """What each kind of problem is and how it is mended; `{column}` and `{value}` are filled in."""

    def look(self, store: Store, head: bytes, *, whole: bool) -> tuple[FileShape, FilePlan]:
        """The shape of a file and what its columns seem to mean, by its first bytes. Raises Unreadable for what is no table."""

    def correct(self, plan: FilePlan, head: bytes, *, whole: bool) -> tuple[FileShape, FilePlan]:
        """The owner's plan looked over; without columns they are guessed again. Raises Invalid with `fields`."""

    async def read(self, file: KeptFile, place: str, most: int) -> Stretch:
        """Up to `most` things from `place` on ("" for the beginning). Raises FileGone, Unavailable."""
