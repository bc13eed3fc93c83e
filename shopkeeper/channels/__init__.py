"""How words travel. An inbox is one connected account: a mailbox, a chat on a page, a phone number.

Whatever a customer sends is kept as it came before anything else happens, then read, then put on the customer's timeline.
What cannot be read waits in quarantine with the reason, and can be tried again; nothing is thrown away. What an agent
answers goes back to where the customer is, and the desk shows whether it arrived, and what to do when it did not.
"""

from shopkeeper.channels import hooks
from shopkeeper.channels.adopting import make_customer
from shopkeeper.channels.errors import (
    Ignored,
    NeedsOwner,
    NoSuchArrival,
    NoSuchChannel,
    NoSuchInbox,
    NotOurs,
    NotTheirs,
    NoWay,
    Refused,
    SomebodyElse,
    TooLate,
    Unreadable,
    Unsupported,
    Unsure,
)
from shopkeeper.channels.events import InboxChanged, MailQuarantined
from shopkeeper.channels.http import routes
from shopkeeper.channels.importing import Imported, import_mail
from shopkeeper.channels.inboxes import by_address, by_key, connect, edit, inbox, remove
from shopkeeper.channels.inboxes import inboxes as all_inboxes
from shopkeeper.channels.jobs import jobs as handlers
from shopkeeper.channels.jobs import schedule
from shopkeeper.channels.letters import send_letter
from shopkeeper.channels.lines import Lines
from shopkeeper.channels.model import (
    Abilities,
    ArrivalState,
    Inbox,
    InboxChange,
    InboxState,
    InboxWish,
    MailCount,
    Outcome,
    Post,
    Quarantined,
)
from shopkeeper.channels.registry import channel, channels, join, leave
from shopkeeper.channels.sending import Answer, Beginning, NewHandle, begin, reply, try_again, undo
from shopkeeper.channels.showing import boot, has_chat, has_mailbox
from shopkeeper.channels.shred import PERSONAL, erase_person, export_person
from shopkeeper.channels.taking import take, take_kept

__all__ = [
    "PERSONAL",
    "Abilities",
    "Answer",
    "ArrivalState",
    "Beginning",
    "Ignored",
    "Imported",
    "Inbox",
    "InboxChange",
    "InboxChanged",
    "InboxState",
    "InboxWish",
    "Lines",
    "MailCount",
    "MailQuarantined",
    "NeedsOwner",
    "NewHandle",
    "NoSuchArrival",
    "NoSuchChannel",
    "NoSuchInbox",
    "NoWay",
    "NotOurs",
    "NotTheirs",
    "Outcome",
    "Post",
    "Quarantined",
    "Refused",
    "SomebodyElse",
    "TooLate",
    "Unreadable",
    "Unsupported",
    "Unsure",
    "all_inboxes",
    "begin",
    "boot",
    "by_address",
    "by_key",
    "channel",
    "channels",
    "connect",
    "edit",
    "erase_person",
    "export_person",
    "handlers",
    "has_chat",
    "has_mailbox",
    "hooks",
    "import_mail",
    "inbox",
    "join",
    "leave",
    "make_customer",
    "remove",
    "reply",
    "routes",
    "schedule",
    "send_letter",
    "take",
    "take_kept",
    "try_again",
    "undo",
]
