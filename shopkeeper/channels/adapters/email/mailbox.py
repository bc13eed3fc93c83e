"""What an owner fills in for a mailbox, checked."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from shopkeeper.channels.model import Inbox
from shopkeeper.kit.errors import Invalid

ANYBODY = "anybody"
"""In a post's context: it came by SMTP, where whoever finds the port may write any name into From."""

Security = Literal["tls", "starttls", "none"]

_PORTS = {("imap", "tls"): 993, ("imap", "starttls"): 143, ("imap", "none"): 143}
_PORTS |= {("smtp", "tls"): 465, ("smtp", "starttls"): 587, ("smtp", "none"): 25}


class Mailbox(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of a mail inbox.

    `receive`: fetch by IMAP, through our own listener (SMTP or LMTP), or not at all. `trusted_hosts`: the names
    (authserv-id) of receiving hosts whose Authentication-Results we believe. `aliases`: more addresses of ours that
    arrive here. `newest_days`: these days are fetched first in a big mailbox. `since_days`: mail older than this stays
    where it is (None: everything comes in). `poll_seconds`: how often we look where there is no IDLE.
    `plus_addresses`: the mail server delivers help+anything@ to help@, so answers carry a signed Reply-To.
    """

    receive: Literal["imap", "listener", "none"] = "imap"
    imap_host: str = ""
    imap_port: int = 0
    imap_security: Security = "tls"
    smtp_host: str = ""
    smtp_port: int = 0
    smtp_security: Security = "starttls"
    user: str = ""
    smtp_user: str | None = None
    auth: Literal["password", "xoauth2", "none"] = "password"
    token_url: str = ""
    authorize_url: str = ""
    client_id: str = ""
    scope: str = ""
    folders: tuple[str, ...] = ("INBOX",)
    sent_folder: str = ""
    keep_copy: bool = False
    """Put what we send into the Sent folder (most providers do so by themselves)."""
    from_name: str = ""
    reply_to: str = ""
    aliases: tuple[str, ...] = ()
    trusted_hosts: tuple[str, ...] = ()
    newest_days: int = 7
    since_days: int | None = None
    poll_seconds: int = 60
    undo_seconds: int = 10
    plus_addresses: bool = False
    check_certificates: bool = True

    @property
    def fetches(self) -> bool:
        return self.receive == "imap" and bool(self.imap_host)

    @property
    def sends(self) -> bool:
        return bool(self.smtp_host)

    def port_of(self, protocol: Literal["imap", "smtp"]) -> int:
        given, security = (
            (self.imap_port, self.imap_security) if protocol == "imap" else (self.smtp_port, self.smtp_security)
        )
        return given or _PORTS[protocol, security]


def mailbox(settings: Mapping[str, Any]) -> Mailbox:
    """The settings of an inbox as a Mailbox. Raises Invalid naming the field."""
    try:
        return msgspec.convert(dict(settings), Mailbox)
    except msgspec.ValidationError as error:
        raise Invalid(f"A setting of this mailbox cannot be used: {error}.", fields={"settings": str(error)}) from error


def settled(inbox: Inbox) -> Inbox:
    """The inbox as it will be kept: address in lower case, settings complete. Raises Invalid with every mistake."""
    box = mailbox(inbox.settings)
    address = inbox.address.strip().lower()
    if mistakes := _mistakes(box, address):
        raise Invalid("Some of this mailbox's settings are missing or wrong.", fields=mistakes)
    return msgspec.structs.replace(inbox, address=address, settings=msgspec.to_builtins(box))


def own_addresses(inbox: Inbox) -> frozenset[str]:
    """Every address that is ours here, in lower case."""
    aliases = inbox.settings.get("aliases") or ()
    return frozenset(a.strip().lower() for a in (inbox.address, *aliases) if a)


def _mistakes(box: Mailbox, address: str) -> dict[str, str]:
    checks = {
        "address": (_plausible(address), "Give the full address of this mailbox, as in help@your-shop.example."),
        "imap_host": (
            box.receive != "imap" or bool(box.imap_host),
            "Name the IMAP server, as in imap.your-shop.example.",
        ),
        "imap_port": (0 <= box.imap_port <= 65535, "A port is a number from 1 to 65535; 0 takes the usual one."),
        "smtp_port": (0 <= box.smtp_port <= 65535, "A port is a number from 1 to 65535; 0 takes the usual one."),
        "poll_seconds": (box.poll_seconds >= 5, "Looking more often than every 5 seconds angers mail servers."),
        "undo_seconds": (0 <= box.undo_seconds <= 120, "Between 0 and 120 seconds."),
        "token_url": (
            box.auth != "xoauth2" or (bool(box.token_url) and _web(box.token_url)),
            "Give the provider's token address.",
        ),
        "authorize_url": (_web(box.authorize_url), "Give the provider's sign-in page, as in https://…"),
        "folders": (bool(box.folders) or not box.fetches, "Name at least one folder, as in INBOX."),
    }
    return {field: words for field, (fine, words) in checks.items() if not fine}


def _web(address: str) -> bool:
    """Empty, or a web address: browsers are sent there."""
    return not address or address.lower().startswith(("https://", "http://"))


def _plausible(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(local and at and domain) and not any(c.isspace() or c in '<>,;"' for c in address)
