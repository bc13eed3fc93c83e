"""Mail as a channel: everything the other files here can do, in the shape that all channels have."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from typing import ClassVar
from weakref import WeakKeyDictionary

import structlog

from shopkeeper.channels.adapters.email import mailbox, tokens
from shopkeeper.channels.adapters.email.apart import Reader
from shopkeeper.channels.model import Abilities, Arrival, Inbox, MailCount, Parcel, Post, Receipt, Step
from shopkeeper.channels.sdk import House, Line
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.outside import Outside

log = structlog.get_logger("mail")

# Adapters are imported at start; what speaks to mail servers is imported when somebody first does.


class Email:
    """Several mailboxes, by IMAP and SMTP or through our own listener."""

    kind: ClassVar[str] = "email"
    label: ClassVar[str] = "Mailbox"
    reaches: ClassVar[str] = "email"
    abilities: ClassVar[Abilities] = Abilities(
        html=True,
        files=True,
        longest_file=20_000_000,
        may_open=True,
        subject=True,
        cc=True,
        undo_seconds=10,
        same_key_safe=False,
    )

    def __init__(self) -> None:
        self._readers: WeakKeyDictionary[asyncio.AbstractEventLoop, Reader] = WeakKeyDictionary()

    def verify(self, post: Post) -> None:
        """Nothing to check: who may put mail into a mailbox is the mail server's business, and From is never believed."""

    def parse(self, post: Post) -> Sequence[Arrival]:
        # The reader's process does this, as a rule; the desk starts without it.
        from shopkeeper.channels.adapters.email import translating

        return translating.arrivals(post)

    async def parse_apart(self, post: Post) -> Sequence[Arrival]:
        return await self.reader().read(post)

    async def deliver(self, parcel: Parcel) -> Receipt:
        from shopkeeper.channels.adapters.email import smtp

        receipt = await smtp.deliver(parcel)
        if mailbox.mailbox(parcel.inbox.settings).keep_copy:
            await _copy(parcel)
        return receipt

    async def was_taken(self, parcel: Parcel) -> bool | None:
        from shopkeeper.channels.adapters.email import fetching, wire

        box = mailbox.mailbox(parcel.inbox.settings)
        if not box.imap_host:
            return None
        address = await wire.address(box, "imap", parcel.outside)
        user = box.user or parcel.inbox.address
        return await fetching.was_taken(box, address, user, parcel.secrets, parcel.message_id)

    def settle(self, inbox: Inbox, secrets: Mapping[str, str]) -> Inbox:
        return mailbox.settled(inbox)

    async def try_out(self, inbox: Inbox, secrets: Mapping[str, str], outside: Outside) -> Sequence[Step]:
        from shopkeeper.channels.adapters.email import trying

        return await trying.try_out(inbox, secrets, outside)

    async def renew(self, inbox: Inbox, secrets: Mapping[str, str], outside: Outside, now: int) -> Mapping[str, str]:
        from shopkeeper.channels.adapters.email import oauth

        return await oauth.renewed(inbox, secrets, outside, now)

    def begin(self, inbox: Inbox, secrets: Mapping[str, str], back: str, state: str) -> str:
        from shopkeeper.channels.adapters.email import oauth

        return oauth.sign_in_page(inbox, back, state)

    async def finish(
        self, inbox: Inbox, secrets: Mapping[str, str], outside: Outside, now: int, back: str, code: str
    ) -> Mapping[str, str]:
        from shopkeeper.channels.adapters.email import oauth

        return await oauth.redeemed(inbox, secrets, outside, now, code=code, back=back)

    def message_id(self, inbox: Inbox, entry_id: str) -> str:
        return tokens.message_id(entry_id, inbox.address.rpartition("@")[2] or "localhost")

    def entry_of(self, name: str) -> str | None:
        return tokens.entry_of(name)

    def count(self, tx: Tx, inbox: Inbox) -> MailCount | None:
        from shopkeeper.channels.adapters.email import store

        return store.counted(tx, inbox)

    def fetches(self, inbox: Inbox) -> bool:
        return mailbox.mailbox(inbox.settings).fetches

    async def keep_fetching(self, line: Line) -> None:
        from shopkeeper.channels.adapters.email.fetching import Fetcher

        await Fetcher(line).run()

    async def listen(self, house: House) -> None:
        from shopkeeper.channels.adapters.email import listener

        await listener.listen(house)

    def reader(self) -> Reader:
        """The reading process of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._readers:
            self._readers[loop] = Reader()
        return self._readers[loop]

    async def close(self) -> None:
        """End the reading process, if there is one."""
        reader = self._readers.pop(asyncio.get_running_loop(), None)
        if reader is not None:
            await reader.close()


async def _copy(parcel: Parcel) -> None:
    """The mail has gone; that its copy cannot be filed is no reason to say it had not."""
    from shopkeeper.channels.adapters.email import composing, fetching, wire

    box = mailbox.mailbox(parcel.inbox.settings)
    with contextlib.suppress(Failure):
        address = await wire.address(box, "imap", parcel.outside)
        user = box.user or parcel.inbox.address
        await fetching.copy_to_sent(box, address, user, parcel.secrets, composing.composed(parcel).as_bytes())
