"""Our own door for mail: SMTP and LMTP for the mail server next to us. 250 is said only after the bytes are on disk.

It relays nothing: mail is taken for addresses of connected mailboxes alone, everything else is refused while the sender
can still be told.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from shopkeeper.channels.adapters.email import tokens
from shopkeeper.channels.adapters.email.mailbox import own_addresses
from shopkeeper.channels.model import Inbox, InboxState
from shopkeeper.channels.sdk import House, Thing
from shopkeeper.kit.errors import Failure

log = structlog.get_logger("mail")

LONGEST = 64_000_000
NOT_HERE = "550 5.1.1 No mailbox of this name is connected here"
LATER = "451 4.3.0 Cannot keep the mail now, try again later"
TAKEN = "250 2.0.0 Kept"


async def listen(house: House) -> None:
    """Opens the ports of the settings (0 = none) and serves until cancelled."""
    ports = [(house.settings.smtp_port, SMTP), (house.settings.lmtp_port, LMTP)]
    servers = [await serve(house, house.settings.listen_host, port, kind) for port, kind in ports if port]
    try:
        await asyncio.Event().wait()
    finally:
        for server in servers:
            server.close()


async def serve(house: House, host: str, port: int, kind: type[SMTP] = SMTP) -> asyncio.Server:
    """One listening port; port 0 takes a free one (ask the server for it)."""
    loop = asyncio.get_running_loop()
    handler = Door(house)

    def protocol() -> SMTP:
        return kind(
            handler, data_size_limit=LONGEST, enable_SMTPUTF8=True, ident="Shopkeeper", hostname="localhost", loop=loop
        )

    server = await loop.create_server(protocol, host, port)
    log.info("listening for mail", protocol=kind.__name__, host=host, port=server.sockets[0].getsockname()[1])
    return server


class Door:
    """What aiosmtpd asks, answered."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._reading: set[asyncio.Task[Any]] = set()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        try:
            box = _box_of(await self.house.inboxes("email"), address)
        except Failure:
            return LATER
        if box is None:
            return NOT_HERE
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """For LMTP this answers once per recipient (RFC 2033, 4.2): aiosmtpd says what we return for each."""
        try:
            kept = await self._kept(envelope)
        except Failure as failure:
            log.warning("mail could not be kept", why=failure.detail)
            return _each(server, LATER, len(envelope.rcpt_tos))
        for inbox_id, arrival_id in kept:
            self._read_soon(inbox_id, arrival_id)
        return _each(server, TAKEN, len(envelope.rcpt_tos))

    async def _kept(self, envelope: Envelope) -> list[tuple[str, str]]:
        body = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        context = {"mail_from": envelope.mail_from or "", "rcpt": list(envelope.rcpt_tos)}
        thing = Thing(body=body, context=context, received_at=self.house.db.clock())
        all_boxes = await self.house.inboxes("email")
        boxes = {box.id: box for address in envelope.rcpt_tos if (box := _box_of(all_boxes, address))}
        return [(id, (await (await self.house.line(id)).keep([thing]))[0]) for id in boxes]

    def _read_soon(self, inbox_id: str, arrival_id: str) -> None:
        task = asyncio.create_task(self._read(inbox_id, arrival_id))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read(self, inbox_id: str, arrival_id: str) -> None:
        # Kept is kept: whatever goes wrong from here on, the sweep comes back to it.
        try:
            await (await self.house.line(inbox_id)).take(arrival_id)
        except Failure as failure:
            log.warning("mail waits to be read", why=failure.detail)


def _box_of(boxes: Sequence[Inbox], address: str) -> Inbox | None:
    plain = tokens.without_mark(address.strip().strip("<>").lower())
    fitting = [box for box in boxes if plain in own_addresses(box) and box.state is not InboxState.paused]
    return fitting[0] if fitting else None


def _each(server: SMTP, answer: str, recipients: int) -> str:
    if not isinstance(server, LMTP):
        return answer
    return "\r\n".join([answer] * max(1, recipients))
