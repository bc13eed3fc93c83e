"""One mail out, over SMTP, with each way it can end told apart.

Before DATA nothing has happened and everything may be tried again. Once the body is on its way only the server's answer
tells; when that is lost nobody can know, and we say so (Unsure) instead of sending twice or not at all.
"""

import re
from collections.abc import Mapping

import aiosmtplib
from aiosmtplib import SMTP

from shopkeeper.channels.adapters.email import wire
from shopkeeper.channels.adapters.email.composing import composed, envelope
from shopkeeper.channels.adapters.email.mailbox import Mailbox, mailbox
from shopkeeper.channels.errors import Busy, NeedsOwner, Refused, Unavailable, Unsure
from shopkeeper.channels.model import Inbox, Parcel, Receipt
from shopkeeper.kit import clock
from shopkeeper.kit.outside import Outside

GREYLISTED = 300.0
WRONG_PASSWORD = "The mail server does not take our name and password any more. Enter them again in Settings, Inboxes."
NO_SERVER = "This mailbox has no server for outgoing mail. Add one in Settings, Inboxes."
# RFC 5321 section 4.2.3 and RFC 4954: what is about us and not about this mail.
_ABOUT_US = (530, 534, 535, 538)

_ADVICE = {
    "5.1": "The address does not exist. Check it for a typing mistake, or ask the customer for another one.",
    "5.2": "The customer's mailbox does not take mail (full or closed). Try another address.",
    "5.3": "The mail is too big or of a kind their server does not take. Send the files another way.",
    "5.7": "Their server does not let mail of ours in. Ask whoever runs your mail to check SPF, DKIM and blocklists.",
}
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_NOBODY = re.compile(r"unknown|no such|not exist|no mailbox|unrouteable|not found|invalid recipient", re.IGNORECASE)
_GENERAL = "Their server said no for good. Read what it said, correct it, and send again."


async def deliver(parcel: Parcel) -> Receipt:
    """Hand a mail to the inbox's server. Raises Busy, Unavailable, Refused, NeedsOwner, Unsure."""
    mail, (sender, recipients) = _bytes_of(parcel), envelope(parcel)
    client = await sign_in(parcel.inbox, parcel.secrets, parcel.outside)
    try:
        await _introduced(client, sender, recipients)
        await _handed_over(client, mail)
        return Receipt(external_id=parcel.message_id, at=clock.now())
    finally:
        client.close()


async def sign_in(inbox: Inbox, secrets: Mapping[str, str], outside: Outside) -> SMTP:
    """A connected and signed-in client. Raises Unavailable, Busy, NeedsOwner; nothing was sent when it raises."""
    box = mailbox(inbox.settings)
    if not box.sends:
        raise NeedsOwner(NO_SERVER)
    line = await wire.connect(await wire.address(box, "smtp", outside), box.port_of("smtp"))
    domain = inbox.address.rpartition("@")[2] or "localhost"
    client = SMTP(
        hostname=box.smtp_host,
        port=None,
        sock=line,
        use_tls=box.smtp_security == "tls",
        start_tls=box.smtp_security == "starttls",
        tls_context=wire.tls(box),
        local_hostname=domain,
        timeout=wire.SECONDS,
    )
    try:
        await client.connect()
        await _authenticated(client, box, inbox, secrets)
    except aiosmtplib.SMTPResponseException as error:
        client.close()
        raise _answered(error.code, error.message) from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        client.close()
        raise Unavailable(f"{box.smtp_host} does not answer as a mail server should ({_words(error)}).") from error
    except BaseException:
        client.close()
        raise
    return client


async def _authenticated(client: SMTP, box: Mailbox, inbox: Inbox, secrets: Mapping[str, str]) -> None:
    user = box.smtp_user if box.smtp_user is not None else (box.user or inbox.address)
    if box.auth == "none" or not user:
        return
    if box.auth == "xoauth2":
        await client.auth_xoauth2(user, secrets.get("access_token", ""))
    else:
        await client.login(user, secrets.get("smtp_password") or secrets.get("password", ""))


async def _introduced(client: SMTP, sender: str, recipients: tuple[str, ...]) -> None:
    try:
        await client.mail(sender)
        for recipient in recipients:
            await client.rcpt(recipient)
    except aiosmtplib.SMTPRecipientRefused as error:
        raise _answered(error.code, error.message, (error.recipient,)) from error
    except aiosmtplib.SMTPResponseException as error:
        raise _answered(error.code, error.message) from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise Unavailable(f"The mail server hung up before taking the mail ({_words(error)}).") from error


async def _handed_over(client: SMTP, mail: bytes) -> None:
    try:
        await client.data(mail)
    except aiosmtplib.SMTPResponseException as error:
        raise _answered(error.code, error.message) from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise Unsure(
            f"The line went dead before the mail server said whether it took the mail ({_words(error)})."
        ) from error


def _answered(code: int, said: str, addresses: tuple[str, ...] = ()) -> Exception:
    words = f"The mail server said {code}: {' '.join(said.split())}"[:500]
    if code in _ABOUT_US:
        return NeedsOwner(f"{WRONG_PASSWORD} ({code}: {' '.join(said.split())[:200]})")
    if code == 421:
        return Unavailable(words)
    if 400 <= code < 500:
        return Busy(words, retry_after=GREYLISTED)
    if code < 400 or code == -1:
        return Unavailable(words)
    advice = next((a for start, a in _ADVICE.items() if f"{start}." in said), _GENERAL)
    gone = "5.1." in said or (_ENHANCED.search(said) is None and _NOBODY.search(said) is not None)
    return Refused(words, advice=advice, bad_addresses=addresses if gone else ())


def _bytes_of(parcel: Parcel) -> bytes:
    try:
        return composed(parcel).as_bytes()
    except (ValueError, IndexError, LookupError) as error:
        raise Refused(
            f"This mail cannot be written: {error}.", advice="Check the addresses for typing mistakes."
        ) from error


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__
