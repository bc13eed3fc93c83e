"""The chat as a channel: what it can do, how a visitor's words become ours, and how an answer reaches an open page."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, ClassVar
from urllib.parse import urlsplit

import msgspec

from shopkeeper.channels.adapters.chat import codes, presence, showing, shred
from shopkeeper.channels.adapters.chat.model import Introduction, Said
from shopkeeper.channels.errors import NotOurs, Unreadable
from shopkeeper.channels.model import (
    Abilities,
    Arrival,
    File,
    Inbox,
    MessageArrived,
    Parcel,
    Post,
    Receipt,
    SessionClaimed,
    Who,
)
from shopkeeper.channels.sdk import House
from shopkeeper.kit import clock, ids
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Invalid

MB = 1_000_000


class Chat:
    """A widget on the shop's pages. The door is guarded by the visitor's session, which the routes have checked."""

    kind: ClassVar[str] = "chat"
    label: ClassVar[str] = "Live chat"
    reaches: ClassVar[str] = "visitor"
    abilities: ClassVar[Abilities] = Abilities(
        longest_text=showing.LONGEST_TEXT,
        files=True,
        longest_file=20 * MB,
        receipts=True,
        typing=True,
        needs_presence=True,
    )

    @property
    def routes(self) -> Sequence[Any]:
        from shopkeeper.channels.adapters.chat.http import routes

        return routes

    def verify(self, post: Post) -> None:
        """Only our own routes know the context, and they only set it for a session they found."""
        if not post.context.get("visitor"):
            raise NotOurs

    def parse(self, post: Post) -> Sequence[Arrival]:
        """A word, or somebody saying who they are. Raises Unreadable, with the field that is off."""
        sender = Who(
            kind="visitor", value=str(post.context.get("visitor", "")), name=str(post.context.get("name") or ""),
            proven_by="session",
        )  # fmt: skip
        if post.context.get("act") == "introduce":
            return [_claim(sender, _read(post.body, Introduction))]
        return [_message(sender, _read(post.body, Said))]

    async def deliver(self, parcel: Parcel) -> Receipt:
        """The words stand in the visitor's stream already; an open page has them at once, any other when it comes back."""
        here = any(presence.is_open(recipient.value) for recipient in parcel.to)
        return Receipt(external_id=parcel.entry_id, at=clock.now(), state="delivered" if here else "sent")

    def settle(self, inbox: Inbox, secrets: Mapping[str, str]) -> Inbox:
        """Origins become scheme and host; a chat's address is nobody's to fill in."""
        given = inbox.settings.get("origins") or []
        origins = [_origin(one) for one in (given.split() if isinstance(given, str) else given)]
        secret = secrets.get("identity")
        if secret is not None and len(secret) < 16:
            raise Invalid(fields={"identity": "At least 16 characters, better 32 random ones."})
        page = _page(inbox.settings.get("page"))
        settled = {**inbox.settings, "origins": origins, **({"page": page} if page else {})}
        return msgspec.structs.replace(inbox, address="", settings=settled)

    async def listen(self, house: House) -> None:
        """The routes are the door. Learns the desk's public address, for links in mails, and who sits in other processes."""
        codes.install(house.settings.url)
        await presence.of(house.hub).follow()

    def export_person(self, tx: Tx, person_id: str) -> dict[str, Any]:
        return shred.export_person(tx, person_id)

    def erase_person(self, tx: Tx, person_id: str) -> None:
        shred.erase_person(tx, person_id)

    def snippet(self, inbox: Inbox, url: str) -> str:
        return (
            f'<script src="{escape(url.rstrip("/"))}/widget.js" data-key="{escape(inbox.public_key)}" async></script>'
        )


def _message(sender: Who, said: Said) -> MessageArrived:
    if not ids.valid(said.id):
        raise Unreadable("The id is not a ULID in lower case.")
    if not said.text.strip() and not said.attachments:
        raise Unreadable("There is nothing in it.")
    if len(said.text) > showing.LONGEST_TEXT:
        raise Unreadable(f"At most {showing.LONGEST_TEXT} characters at once. Send it in parts.")
    files = tuple(File(name="", attachment_id=id) for id in said.attachments[:10])
    return MessageArrived(
        external_id=f"{sender.value}:{said.id}", entry_id=said.id, sender=sender, text=said.text.strip().replace("\x00", ""),
        files=files, page=said.page[:500] or None,
    )  # fmt: skip


def _claim(sender: Who, given: Introduction) -> SessionClaimed:
    if not given.email:
        raise Unreadable("There is no address in it.")
    claimed = Who(kind="email", value=given.email, display=given.email, name=given.name or "")
    return SessionClaimed(sender=sender, claimed=claimed)


def _read(body: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreadable(f"Not a word of a visitor: {error}.") from error


def _page(given: Any) -> str:
    """Where the links in our mails lead: nothing but a web address, since browsers are sent there."""
    if not given:
        return ""
    parts = urlsplit(str(given).strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or any(not c.isprintable() for c in str(given)):
        raise Invalid(
            fields={"page": "Write the address of the page that carries the chat, like https://shop.example."}
        )
    return str(given).strip()


def _origin(given: str) -> str:
    parts = urlsplit(given if "//" in given else f"https://{given}")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Invalid(fields={"origins": f"“{given}” is not a web address like https://shop.example."})
    return f"{parts.scheme}://{parts.netloc.lower()}"
