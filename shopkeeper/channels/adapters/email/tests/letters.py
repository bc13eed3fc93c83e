"""Mails for these tests, written here."""

from shopkeeper.channels.adapters.email.channel import Email
from shopkeeper.channels.model import Inbox, Post

HELP = "help@garden.example"


def mail(
    *,
    sender: str = "Ana Okafor <ana@home.example>",
    to: str = HELP,
    subject: str = "Where is my order?",
    message_id: str | None = "<m1@home.example>",
    date: str = "Thu, 12 Mar 2026 07:00:00 +0000",
    body: str = "Hello,\n\nwhere is it?\n",
    **headers: str,
) -> bytes:
    """A plain mail; header names with underscores for dashes, empty ones are left out."""
    lines = {"From": sender, "To": to, "Subject": subject, "Date": date, "Message-ID": message_id or ""}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return (head + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n").encode() + body.encode()


def inbox(**settings: object) -> Inbox:
    return Inbox(
        id="inbox1", kind="email", name="Garden shop", brand_id="brand1", address=HELP, settings=dict(settings),
        abilities=Email.abilities,
    )  # fmt: skip


def post(body: bytes, **settings: object) -> Post:
    return Post(inbox=inbox(**settings), body=body)
