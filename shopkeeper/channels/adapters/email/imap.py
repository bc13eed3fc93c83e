"""One signed-in IMAP session. Blocking: it lives on a thread of its own, and nothing else may touch it there.

Folders are opened read-only, so a mail nobody read stays unread for the owner's other programs, and we take in what
somebody already read there: we go by number (UID), never by the \\Seen flag.
"""

import contextlib
import imaplib
import re
import socket
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError
from msgspec import Struct

from shopkeeper.channels.adapters.email import wire
from shopkeeper.channels.adapters.email.mailbox import Mailbox
from shopkeeper.channels.errors import NeedsOwner, Unavailable
from shopkeeper.kit.clock import SECOND

_LOST = (OSError, imaplib.IMAP4.abort, EOFError)
# RFC 5530, section 3, and what Gmail and Outlook say without a code: about their moment, not about our password.
_PASSES = re.compile(
    r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|OVERQUOTA|THROTTLED)\b|\bUNAVAILABLE\b|too many|temporar|try again|throttl",
    re.IGNORECASE,
)
_SILENT_WORDS = 8
WRONG_PASSWORD = "The mail server does not take our name and password any more. Enter them again in Settings, Inboxes."


class Fetched(Struct, frozen=True):
    """One mail as the server holds it. `at`: when it arrived there, ms UTC."""

    uid: int
    body: bytes
    at: int


class Opened(Struct, frozen=True):
    """A folder: its UIDVALIDITY, how many mails it holds, and the number the next one will get."""

    validity: int
    exists: int
    next_uid: int


class _Pinned(IMAPClient):
    """Connects to the address that was checked, and holds the certificate against the server's name."""

    def __init__(self, box: Mailbox, address: str) -> None:
        self._box, self._address = box, address
        super().__init__(box.imap_host, port=box.port_of("imap"), ssl=box.imap_security == "tls", timeout=wire.SECONDS)

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802  the name imapclient asks for
        return _Line(self._box, self._address)


class _Line(imaplib.IMAP4):
    def __init__(self, box: Mailbox, address: str) -> None:
        self._box, self._address = box, address
        super().__init__(box.imap_host, box.port_of("imap"))

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        line = wire.connected(self._address, self._box.port_of("imap"))
        if self._box.imap_security != "tls":
            return line
        return wire.tls(self._box).wrap_socket(line, server_hostname=self._box.imap_host)


class Session:
    """Signed in on creation. Raises NeedsOwner for a refused password, Unavailable for everything that may pass."""

    def __init__(self, box: Mailbox, address: str, user: str, secrets: Mapping[str, str]) -> None:
        self.box = box
        self._client = _connected(box, address)
        try:
            self._signed_in(user, secrets)
        except BaseException:
            self.close()
            raise

    @property
    def idles(self) -> bool:
        return self._has("IDLE")

    def open(self, folder: str, *, writable: bool = False) -> Opened:
        with _told(f"The folder {folder} cannot be opened"):
            found = self._client.select_folder(folder, readonly=not writable)
            return Opened(int(found[b"UIDVALIDITY"]), int(found[b"EXISTS"]), int(found.get(b"UIDNEXT", 0)))

    def folders(self) -> list[str]:
        with _told("The folders cannot be listed"):
            return [str(name) for _, _, name in self._client.list_folders()]

    def sent_folder(self) -> str | None:
        """The folder marked \\Sent (RFC 6154), else one of the usual names."""
        with _told("The folders cannot be listed"):
            return self.box.sent_folder or self._client.find_special_folder(b"\\Sent")

    def uids(self, since: date | None = None, above: int = 0) -> list[int]:
        """Numbers in the open folder, lowest first."""
        wish: list[Any] = ["SINCE", since] if since else []
        wish += ["UID", f"{above + 1}:*"] if above else []
        with _told("The folder cannot be read"):
            # "5:*" answers the last mail even when its number is lower (RFC 3501, 6.4.8).
            return sorted(int(uid) for uid in self._client.search(wish or ["ALL"]) if int(uid) > above)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        with _told("The sizes cannot be read"):
            found = self._client.fetch(list(uids), ["RFC822.SIZE"])
        return {int(uid): int(data[b"RFC822.SIZE"]) for uid, data in found.items() if b"RFC822.SIZE" in data}

    def fetch(self, uids: Sequence[int]) -> list[Fetched]:
        """Whole mails, without marking them read. A number that is gone meanwhile is missing from the answer."""
        with _told("The mails cannot be fetched"):
            found = self._client.fetch(list(uids), ["BODY.PEEK[]", "INTERNALDATE"])
        return [_fetched(int(uid), data) for uid, data in sorted(found.items()) if b"BODY[]" in data]

    def heads(self, uids: Sequence[int]) -> list[Fetched]:
        """Only the first 64,000 bytes of each."""
        with _told("The mails cannot be fetched"):
            found = self._client.fetch(list(uids), ["BODY.PEEK[]<0.64000>", "INTERNALDATE"])
        return [
            _fetched(int(uid), {**data, b"BODY[]": data[b"BODY[]<0>"]})
            for uid, data in found.items()
            if b"BODY[]<0>" in data
        ]

    def holds(self, message_id: str) -> bool:
        """Whether the open folder holds a mail of this Message-ID."""
        with _told("The folder cannot be searched"):
            return bool(self._client.search(["HEADER", "Message-ID", f"<{message_id}>"]))

    def append(self, folder: str, mail: bytes) -> None:
        with _told(f"A copy cannot be put into {folder}"):
            self._client.append(folder, mail, flags=[b"\\Seen"])

    def wait(self, seconds: float) -> bool:
        """Let the server speak (IDLE) for so long at most; True as soon as something changed in the open folder."""
        with _told("The connection was lost while waiting for mail"):
            self._client.idle()
            until, silent = time.monotonic() + seconds, 0
            changed = False
            while not changed and (left := until - time.monotonic()) > 0:
                asked, patience = time.monotonic(), min(left, 30)
                said = self._client.idle_check(timeout=patience)
                changed = any(len(one) > 1 and one[1] in (b"EXISTS", b"EXPUNGE", b"RECENT") for one in said)
                # imapclient takes a closed line for silence, again and again and at once. Encryption has silent words too, a few.
                silent = silent + 1 if not said and time.monotonic() - asked < patience / 2 else 0
                if silent > _SILENT_WORDS:
                    raise EOFError("the mail server hung up")
                if silent:
                    time.sleep(0.02)
            self._client.idle_done()
            return changed

    def close(self) -> None:
        """Hang up without ceremony; also from another thread, to end a wait."""
        with contextlib.suppress(Exception):
            self._client.socket().shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(Exception):
            self._client.shutdown()

    def _has(self, capability: str) -> bool:
        with _told("The server does not say what it can do"):
            return bool(self._client.has_capability(capability))

    def _signed_in(self, user: str, secrets: Mapping[str, str]) -> None:
        try:
            if self.box.auth == "xoauth2":
                self._client.oauth2_login(user, secrets.get("access_token", ""))
            else:
                self._client.login(user, secrets.get("password", ""))
        except (LoginError, IMAPClientError, imaplib.IMAP4.error) as error:
            if isinstance(error, imaplib.IMAP4.abort) or _PASSES.search(str(error)):
                raise Unavailable(f"The mail server hung up at sign-in ({error}).") from error
            raise NeedsOwner(f"{WRONG_PASSWORD} (It said: {error}.)") from error
        except _LOST as error:
            raise Unavailable(f"The mail server hung up at sign-in ({error}).") from error


def _connected(box: Mailbox, address: str) -> IMAPClient:
    try:
        client = _Pinned(box, address)
        if box.imap_security == "starttls":
            client.starttls(wire.tls(box))
    except (IMAPClientError, imaplib.IMAP4.error, *_LOST) as error:
        raise Unavailable(f"{box.imap_host} does not answer as a mail server should ({error}).") from error
    return client


@contextlib.contextmanager
def _told(what: str) -> Any:
    try:
        yield
    except (IMAPClientError, imaplib.IMAP4.error, *_LOST, ValueError, KeyError) as error:
        raise Unavailable(f"{what} ({error or type(error).__name__}).") from error


def _fetched(uid: int, data: Mapping[bytes, Any]) -> Fetched:
    at = data.get(b"INTERNALDATE")
    moment = at.astimezone(UTC) if isinstance(at, datetime) else datetime.now(UTC)
    # Whole seconds (RFC 3501, 2.3.3): the end of that one, so that no mail stands before a chat's word of the same second that it follows.
    return Fetched(uid, bytes(data[b"BODY[]"] or b""), int(moment.timestamp()) * SECOND + SECOND - 1)
