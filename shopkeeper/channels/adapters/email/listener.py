"""Our own door for mail: SMTP and LMTP for the mail server next to us. 250 is said only after the bytes are on disk.

It relays nothing: mail is taken for addresses of connected mailboxes alone, everything else is refused while the sender
can still be told.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from typing import Any

import structlog

from shopkeeper.channels.adapters.email import tokens
from shopkeeper.channels.adapters.email.dialogue import Dialogue, Letter
from shopkeeper.channels.adapters.email.mailbox import ANYBODY, own_addresses
from shopkeeper.channels.model import Inbox, InboxState
from shopkeeper.channels.sdk import House, Line, Thing
from shopkeeper.kit import watching
from shopkeeper.kit.errors import Failure

log = structlog.get_logger("mail")

LONGEST = 64_000_000
MOST_ON_THE_WAY = 4 * LONGEST
"""Bytes of mails that may be on their way in at once, over all connections."""
REMEMBERED = 1.0
"""Seconds for which a mailbox that was found is not asked for again."""
NOT_HERE = "550 5.1.1 No mailbox of this name is connected here"
LATER = "451 4.3.0 Cannot keep the mail now, try again later"
TAKEN = "250 2.0.0 Kept"
OK = "250 2.1.5 Ok"


async def listen(house: House) -> None:
    """Opens the ports of the settings (0 = none) and serves until cancelled."""
    ports = [(house.settings.smtp_port, False), (house.settings.lmtp_port, True)]
    door = Door(house)
    servers = [
        await serve(house, house.settings.listen_host, port, local=lmtp, door=door) for port, lmtp in ports if port
    ]
    try:
        await asyncio.Event().wait()
    finally:
        for server in servers:
            server.close()


async def serve(
    house: House, host: str, port: int, *, local: bool = False, door: "Door | None" = None
) -> asyncio.Server:
    """One listening port, of SMTP or (`local`) LMTP; port 0 takes a free one (ask the server for it)."""
    box = door or Door(house)
    server = await asyncio.get_running_loop().create_server(lambda: Dialogue(box, local=local), host, port, backlog=512)
    protocol = "LMTP" if local else "SMTP"
    log.info("listening for mail", protocol=protocol, host=host, port=server.sockets[0].getsockname()[1])
    return server


class Door:
    """Whom mail is taken for, and what becomes of it."""

    longest = LONGEST

    def __init__(self, house: House) -> None:
        self.house = house
        self._reading: set[asyncio.Task[Any]] = set()
        self._boxes: dict[str, Inbox] = {}
        self._asked = 0.0
        self._on_the_way = 0

    def has(self, address: str) -> str | Coroutine[Any, Any, str]:
        return OK if self._known(address) else self._looked_up(address)

    def room_for(self, size: int) -> bool:
        if size > 0 and self._on_the_way + size > MOST_ON_THE_WAY:
            return False
        self._on_the_way += size
        return True

    @watching.spanned("mail at our door", kind="server")
    async def take(self, letter: Letter) -> str:
        """250 only after the bytes are on disk; they are read afterwards."""
        context = {"mail_from": letter.sender, "rcpt": letter.recipients, ANYBODY: not letter.local}
        thing = Thing(body=letter.body, context=context, received_at=self.house.db.clock())
        try:
            for box in await self._boxes_of(letter.recipients):
                line = self.house.line_of(box)
                self._read_soon(line, thing, await line.hand_in(thing))
        except Failure as failure:
            log.warning("mail could not be kept", why=failure.detail)
            return LATER
        return TAKEN

    async def _looked_up(self, address: str) -> str:
        try:
            return OK if await self._found(address) else NOT_HERE
        except Failure:
            return LATER

    async def _boxes_of(self, recipients: Sequence[str]) -> Sequence[Inbox]:
        found = [self._known(address) or await self._found(address) for address in recipients]
        return list({box.id: box for box in found if box is not None}.values())

    def _known(self, address: str) -> Inbox | None:
        if time.monotonic() - self._asked > REMEMBERED:
            return None
        return self._boxes.get(_plain(address))

    async def _found(self, address: str) -> Inbox | None:
        boxes = await self.house.inboxes("email")
        taking = [box for box in reversed(boxes) if box.state is not InboxState.paused]
        self._boxes = {own: box for box in taking for own in own_addresses(box)}
        self._asked = time.monotonic()
        return self._boxes.get(_plain(address))

    def _read_soon(self, line: Line, thing: Thing, arrival_id: str) -> None:
        task = asyncio.create_task(self._read(line, thing, arrival_id))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read(self, line: Line, thing: Thing, arrival_id: str) -> None:
        # Kept is kept: whatever goes wrong from here on, the sweep comes back to it.
        try:
            await line.take(arrival_id, thing)
        except Failure as failure:
            log.warning("mail waits to be read", why=failure.detail)


def _plain(address: str) -> str:
    return tokens.without_mark(address.strip().strip("<>").lower())
