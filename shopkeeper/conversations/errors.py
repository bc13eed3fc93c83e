"""What can go wrong in a conversation, in words an agent can act on."""

from __future__ import annotations

from shopkeeper.kit import errors


class NoSuchConversation(errors.NotFound):
    """There is no such conversation, or it was erased. Go back to the inbox."""


class NoSuchEntry(errors.NotFound):
    """There is no such entry on this timeline; it may have been erased."""


class NoSuchAttachment(errors.NotFound):
    """There is no such file. Upload it again."""


class NoSuchTask(errors.NotFound):
    """There is no such task; a colleague may have removed it."""


class NoSuchTopic(errors.NotFound):
    """There is no such topic; it may have been removed. Pick another one."""


class NotYourInbox(errors.Forbidden):
    """You may not work in this inbox. Ask an admin for the right to it."""


class Answered(errors.Conflict):
    """A colleague answered meanwhile. Read what they said, then send yours or drop it. `extra.entry` is their answer."""

    kind = "answered"
    title = "Answered meanwhile"


class IdTaken(errors.Conflict):
    """Another entry bears this id already. Send again with a fresh one."""


class TooLateToUndo(errors.Conflict):
    """This has left the house already and cannot be taken back."""

    kind = "too_late"
    title = "Too late"


class TopicInUse(errors.Conflict):
    """There are topics under this one. Move or remove them first."""


class BadView(errors.Invalid):
    """There is no such view. Choose mine, unassigned, all, waiting, later, closed, spam, trash or mentions."""


class Empty(errors.Invalid):
    """There is nothing in it. Write a word or attach a file."""
