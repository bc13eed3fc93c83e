"""Mail. Fetched by IMAP or taken by our own SMTP and LMTP listener, read in a process that may be killed, sent by SMTP."""

from shopkeeper.channels.adapters.email import store
from shopkeeper.channels.adapters.email.channel import Email

__all__ = ["Email", "channel", "store"]

channel = Email()
