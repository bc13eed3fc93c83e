"""Trying a mailbox's connections, told in words an owner understands."""

import asyncio
from collections.abc import Mapping

from shopkeeper.channels.adapters.email import smtp, wire
from shopkeeper.channels.adapters.email.imap import Session
from shopkeeper.channels.adapters.email.mailbox import Mailbox, mailbox
from shopkeeper.channels.errors import NeedsOwner
from shopkeeper.channels.model import Inbox, Step
from shopkeeper.kit.errors import Failure, Invalid
from shopkeeper.kit.outside import NotAllowedOut, Outside

_ADVICE: tuple[tuple[type[Failure], str], ...] = (
    (NeedsOwner, "Check the user name and the password. Many providers want an “app password” made for this purpose."),
    (NotAllowedOut, "If this server is yours, allow its network with SHOPKEEPER_ALLOW_PRIVATE_NETWORKS."),
    (Invalid, "Correct the settings above and try again."),
    (Failure, "Check the server's name, its port and the kind of encryption."),
)


async def try_out(inbox: Inbox, secrets: Mapping[str, str], outside: Outside) -> list[Step]:
    """Fetching, the folders, sending. Nothing is changed on the servers and no mail is sent."""
    box = mailbox(inbox.settings)
    steps = await _fetching(box, inbox, secrets, outside) if box.fetches else [_listening(box)]
    return [*steps, await _sending(inbox, secrets, outside)]


async def _fetching(box: Mailbox, inbox: Inbox, secrets: Mapping[str, str], outside: Outside) -> list[Step]:
    name = f"Fetching mail from {box.imap_host}"
    try:
        address = await wire.address(box, "imap", outside)
        return await asyncio.to_thread(_look, box, address, box.user or inbox.address, secrets, name)
    except Failure as failure:
        return [_failed(name, failure)]


def _look(box: Mailbox, address: str, user: str, secrets: Mapping[str, str], name: str) -> list[Step]:
    session = Session(box, address, user, secrets)
    try:
        tells = "tells us at once when mail comes" if session.idles else f"is asked every {box.poll_seconds} seconds"
        steps = [Step(name=name, ok=True, words=f"Signed in. The server {tells}.")]
        return steps + [_folder(session, folder) for folder in box.folders]
    finally:
        session.close()


def _folder(session: Session, folder: str) -> Step:
    name = f"Looking into {folder}"
    try:
        return Step(name=name, ok=True, words=f"{session.open(folder).exists} mails are there.")
    except Failure as failure:
        there = ", ".join(session.folders()[:20])
        return Step(name=name, ok=False, words=failure.detail, advice=f"The folders on this server are: {there}.")


def _listening(box: Mailbox) -> Step:
    if box.receive == "none":
        return Step(name="Receiving mail", ok=True, words="This mailbox only sends.")
    words = "Mail comes in through our own listener. Point your mail server's delivery at it (SMTP or LMTP)."
    return Step(name="Receiving mail", ok=True, words=words)


async def _sending(inbox: Inbox, secrets: Mapping[str, str], outside: Outside) -> Step:
    box = mailbox(inbox.settings)
    name = f"Sending mail through {box.smtp_host or 'no server'}"
    if not box.sends:
        return Step(
            name=name, ok=False, words="No server for outgoing mail is set.", advice="Name one to be able to answer."
        )
    try:
        client = await smtp.sign_in(inbox, secrets, outside)
    except Failure as failure:
        return _failed(name, failure)
    client.close()
    return Step(name=name, ok=True, words="Signed in. Nothing was sent.")


def _failed(name: str, failure: Failure) -> Step:
    advice = next(words for kind, words in _ADVICE if isinstance(failure, kind))
    return Step(name=name, ok=False, words=failure.detail, advice=advice)
