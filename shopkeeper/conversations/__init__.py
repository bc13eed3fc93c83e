"""The talk with our customers.

Everything that ever happened with a person stands on one timeline: what they wrote and we answered, notes between
colleagues, and what was done. A conversation is one stretch of work on it: it begins with the customer's first word, waits
for us or for them, can be put aside until an hour or until their next word, and is closed when it is done. When they
write again soon it opens again by itself; later, a new one begins. There is one open at a time, and no ticket number.
"""

from shopkeeper.conversations import parting, showing
from shopkeeper.conversations.assigning import assign, set_priority
from shopkeeper.conversations.attaching import attach, attachment, attachments, file_key, give, shown_to, tidy_name
from shopkeeper.conversations.bulking import bulk
from shopkeeper.conversations.carrying import open_for
from shopkeeper.conversations.closing import close, reopen
from shopkeeper.conversations.discarding import mark_spam, not_spam, restore, trash
from shopkeeper.conversations.drafting import drop_draft, load_draft, save_draft
from shopkeeper.conversations.errors import (
    Answered,
    BadView,
    Empty,
    IdTaken,
    NoSuchAttachment,
    NoSuchConversation,
    NoSuchEntry,
    NoSuchTask,
    NoSuchTopic,
    NotYourInbox,
    TooLateToUndo,
    TopicInUse,
)
from shopkeeper.conversations.events import (
    Assigned,
    Closed,
    ConversationChanged,
    DeliveryChanged,
    DraftChanged,
    EntriesMoved,
    EntryChanged,
    MessageHeard,
    MessageSaid,
    NoteWritten,
    Reopened,
    Snoozed,
    TaskChanged,
    TopicsChanged,
    Woke,
)
from shopkeeper.conversations.hearing import hear
from shopkeeper.conversations.jobs import SCHEDULE, handlers
from shopkeeper.conversations.model import (
    ActBody,
    Address,
    Attachment,
    Author,
    Conversation,
    Delivery,
    Draft,
    Entry,
    Forwarded,
    Heard,
    MessageBody,
    NoteBody,
    Participant,
    Past,
    Scope,
    State,
    Task,
    Topic,
    Words,
)
from shopkeeper.conversations.noting import note
from shopkeeper.conversations.promising import promise
from shopkeeper.conversations.promising import replace as replace_promise
from shopkeeper.conversations.reading import read, unread
from shopkeeper.conversations.saying import say, set_delivery, undo
from shopkeeper.conversations.searching import search
from shopkeeper.conversations.showing import ONLY, greetings
from shopkeeper.conversations.shred import PERSONAL, erase_person, export_person
from shopkeeper.conversations.snoozing import snooze, wake
from shopkeeper.conversations.tagging import add_topic, drop_topic, set_topic, tag, tags, topics, untag
from shopkeeper.conversations.tasking import NewTask, TaskEdit, add_task, complete_task, drop_task, edit_task, tasks_of
from shopkeeper.conversations.telling import BODIES, retell, tell
from shopkeeper.conversations.timelines import (
    entries,
    entry,
    entry_html,
    in_scope,
    messages,
    participants,
    public_entries,
    scope,
    take_part,
    takes_part,
    timeline,
)
from shopkeeper.conversations.viewing import Wanted, conversation, counts, keeps_brand, listing, past
from shopkeeper.people import hooks

__all__ = [
    "BODIES",
    "ONLY",
    "PERSONAL",
    "SCHEDULE",
    "ActBody",
    "Address",
    "Answered",
    "Assigned",
    "Attachment",
    "Author",
    "BadView",
    "Closed",
    "Conversation",
    "ConversationChanged",
    "Delivery",
    "DeliveryChanged",
    "Draft",
    "DraftChanged",
    "Empty",
    "EntriesMoved",
    "Entry",
    "EntryChanged",
    "Forwarded",
    "Heard",
    "IdTaken",
    "MessageBody",
    "MessageHeard",
    "MessageSaid",
    "NewTask",
    "NoSuchAttachment",
    "NoSuchConversation",
    "NoSuchEntry",
    "NoSuchTask",
    "NoSuchTopic",
    "NotYourInbox",
    "NoteBody",
    "NoteWritten",
    "Participant",
    "Past",
    "Reopened",
    "Scope",
    "Snoozed",
    "State",
    "Task",
    "TaskChanged",
    "TaskEdit",
    "TooLateToUndo",
    "Topic",
    "TopicInUse",
    "TopicsChanged",
    "Wanted",
    "Woke",
    "Words",
    "add_task",
    "add_topic",
    "assign",
    "attach",
    "attachment",
    "attachments",
    "bulk",
    "close",
    "complete_task",
    "conversation",
    "counts",
    "drop_draft",
    "drop_task",
    "drop_topic",
    "edit_task",
    "entries",
    "entry",
    "entry_html",
    "erase_person",
    "export_person",
    "file_key",
    "give",
    "greetings",
    "handlers",
    "hear",
    "in_scope",
    "keeps_brand",
    "listing",
    "load_draft",
    "mark_spam",
    "messages",
    "not_spam",
    "note",
    "open_for",
    "participants",
    "past",
    "promise",
    "public_entries",
    "read",
    "reopen",
    "replace_promise",
    "restore",
    "retell",
    "save_draft",
    "say",
    "scope",
    "search",
    "set_delivery",
    "set_priority",
    "set_topic",
    "shown_to",
    "snooze",
    "tag",
    "tags",
    "take_part",
    "takes_part",
    "tasks_of",
    "tell",
    "tidy_name",
    "timeline",
    "topics",
    "trash",
    "undo",
    "unread",
    "untag",
    "wake",
]

# People are joined and parted a room below; their conversations follow in the same transaction.
hooks.WHEN_JOINED[:] = [parting.joined]
hooks.WHEN_PARTED[:] = [parting.parted]
hooks.WHEN_BLOCKED[:] = [parting.blocked]
showing.install()
