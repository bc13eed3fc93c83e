"""What a channel is: a folder with an object of this shape, and one line in `pyproject.toml` that names the folder.

    [project.entry-points."shopkeeper.channels"]
    pigeon = "shopkeeper.channels.adapters.pigeon"      # the module has an attribute `channel`

`verify` and `parse` are pure: no network, no database, no clock. An adapter looks nobody up and decides nothing.
Everything beyond the three methods is one of the small optional protocols below; we ask with isinstance.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol, runtime_checkable

from msgspec import Struct

from shopkeeper.channels.model import Abilities, Arrival, Inbox, MailCount, Outcome, Parcel, Post, Receipt, Step
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.live import Hub
from shopkeeper.kit.outside import Outside
from shopkeeper.kit.settings import Settings

GROUP = "shopkeeper.channels"


class Thing(Struct, frozen=True, kw_only=True):
    """Bytes to keep, with what the adapter knows about them. `received_at` is ms UTC."""

    body: bytes
    context: Mapping[str, Any] = {}
    received_at: int = 0


CUT = "cut"
"""In a thing's context: how many bytes it had, where that was too many and only its beginning is here."""

Noted = Callable[[Tx, Sequence[str]], None]
"""Writes the adapter's own rows (which mail of which folder is which arrival) in the transaction that keeps the bytes."""


@runtime_checkable
class Channel(Protocol):
    """One kind of channel. `reaches` is the kind of handle an answer goes to (email, visitor, phone …)."""

    kind: ClassVar[str]
    label: ClassVar[str]
    reaches: ClassVar[str]
    abilities: ClassVar[Abilities]

    def verify(self, post: Post) -> None:
        """Raise NotOurs unless the far side signed this. A changed or unsigned body is refused."""

    def parse(self, post: Post) -> Sequence[Arrival]:
        """Their bytes in our words. Raise Ignored (with what it was) or Unreadable (with what was wrong)."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand one message over. Raise Busy, Unavailable (try again), Refused, NeedsOwner (do not), Unsure (who knows)."""


@runtime_checkable
class Settles(Protocol):
    """Looks over an inbox's settings before they are kept."""

    def settle(self, inbox: Inbox, secrets: Mapping[str, str]) -> Inbox:
        """The inbox as it will be kept (defaults filled in, `address` set). Raise Invalid with `fields`."""


@runtime_checkable
class Tries(Protocol):
    """Can try an inbox's connections and say in plain words what works."""

    async def try_out(self, inbox: Inbox, secrets: Mapping[str, str], outside: Outside) -> Sequence[Step]:
        """One step per thing tried, in order. Never raises for what the far side does."""


@runtime_checkable
class ReadsApart(Protocol):
    """Parsing that must not run in this process: it may be slow on hostile input and is killed when it is."""

    async def parse_apart(self, post: Post) -> Sequence[Arrival]:
        """As `parse`. Raise Unreadable when the time was up."""


@runtime_checkable
class Recalls(Protocol):
    """Can find out whether a message of ours, whose answer was lost, has in fact been taken."""

    async def was_taken(self, parcel: Parcel) -> bool | None:
        """True or False when certain, None when nobody can say."""


@runtime_checkable
class Signs(Protocol):
    """Gives our messages a fixed public name before they go out, and knows its own again."""

    def message_id(self, inbox: Inbox, entry_id: str) -> str:
        """The same for the same entry, always; carries our signature."""

    def entry_of(self, name: str) -> str | None:
        """The entry whose true mark stands in a message's name or in an address it was sent to."""


@runtime_checkable
class Renews(Protocol):
    """Works with passes that run out (OAuth access tokens)."""

    async def renew(self, inbox: Inbox, secrets: Mapping[str, str], outside: Outside, now: int) -> Mapping[str, str]:
        """The secrets with a pass that is good for a while; the very same ones when nothing had to be done.

        Raise NeedsOwner when the far side gives no new one, Unavailable when it does not answer.
        """


@runtime_checkable
class Polls(Protocol):
    """Fetches by itself. Runs until cancelled, in one process of the installation at a time per inbox."""

    def fetches(self, inbox: Inbox) -> bool:
        """Whether this inbox is one to fetch for."""

    async def keep_fetching(self, line: "Line") -> None:
        """Take in what is there, then wait for more. Raise NeedsOwner, Busy or Unavailable; we call again."""


@runtime_checkable
class Listens(Protocol):
    """Opens a door of its own (an SMTP listener) for all inboxes of its kind."""

    async def listen(self, house: "House") -> None:
        """Runs until cancelled."""


@runtime_checkable
class Opens(Protocol):
    """Brings HTTP routes of its own (the chat). They join the house's routes and name their permissions like all."""

    routes: Sequence[Any]


@runtime_checkable
class Closes(Protocol):
    """Holds something (a process, a connection) that ends with the house."""

    async def close(self) -> None: ...


@runtime_checkable
class Remembers(Protocol):
    """Keeps tables of its own about customers (and names them in `shred.PERSONAL`)."""

    def export_person(self, tx: Tx, person_id: str) -> Mapping[str, Any]:
        """What it knows of this one person."""

    def erase_person(self, tx: Tx, person_id: str) -> None:
        """Forget it. The person's handles still stand."""


@runtime_checkable
class Embeds(Protocol):
    """Can be put on a page with a snippet."""

    def snippet(self, inbox: Inbox, url: str) -> str:
        """The HTML to paste; `url` is this desk's public address."""


@runtime_checkable
class Counts(Protocol):
    """Knows better than the arrivals' own rows how many messages the far side holds."""

    def count(self, tx: Tx, inbox: Inbox) -> MailCount | None:
        """None where this inbox is not fetched, so that the arrivals are counted."""


@runtime_checkable
class KeepsFiles(Protocol):
    """Files that arrive as references and must be fetched with the inbox's secrets."""

    async def fetch_file(self, inbox: Inbox, secrets: Mapping[str, str], reference: str) -> bytes: ...


@runtime_checkable
class Templates(Protocol):
    """Outside the reply window only approved templates may be sent."""

    async def templates(self, inbox: Inbox, secrets: Mapping[str, str]) -> Sequence[Mapping[str, Any]]: ...


@runtime_checkable
class Connects(Protocol):
    """Is connected by a sign-in at the far side (OAuth) instead of typed secrets."""

    def begin(self, inbox: Inbox, secrets: Mapping[str, str], back: str, state: str) -> str:
        """The far side's page to send the owner to; it returns to `back` with `state` and a code."""

    async def finish(
        self, inbox: Inbox, secrets: Mapping[str, str], outside: Outside, now: int, back: str, code: str
    ) -> Mapping[str, str]:
        """The secrets to keep. Raise NeedsOwner when the far side refuses."""


class Line(Protocol):
    """What a polling adapter works with: one inbox, and the way in. `db` is for the adapter's own tables."""

    inbox: Inbox
    secrets: Mapping[str, str]
    db: Db
    outside: Outside

    async def keep(self, things: Sequence[Thing], noted: Noted | None = None) -> Sequence[str]:
        """Keep them durably, in one transaction, together with what `noted` writes (cursors). The arrivals' ids, one each.

        Bytes that came to this inbox before get the id they had then.
        """

    async def hand_in(self, thing: Thing) -> str:
        """`keep` for somebody who waits for the answer: it goes before the background's work. The arrival's id."""

    async def take(self, arrival_id: str, thing: Thing | None = None) -> Outcome:
        """Read what was kept and put it on a timeline. Never raises for what stands in the bytes.

        With the `thing` itself, where it has only just been kept, it need not be fetched again.
        """

    async def renewed(self) -> Mapping[str, str]:
        """The secrets, with a fresh pass where the adapter Renews."""

    async def fine(self) -> None:
        """The connection stands: what the owner was told before no longer holds."""


class House(Protocol):
    """What a listening adapter works with."""

    db: Db
    settings: Settings
    hub: Hub

    async def line(self, inbox_id: str) -> Line: ...

    def line_of(self, box: Inbox) -> Line:
        """The same for an inbox that was looked up a moment ago."""

    async def inboxes(self, kind: str) -> Sequence[Inbox]:
        """Every inbox of a kind that is not paused."""
