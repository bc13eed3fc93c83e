"""What can go wrong between a visitor and us, in words for the visitor."""

from shopkeeper.kit.errors import Busy, Conflict, Forbidden, Invalid, NotFound, SignedOut

__all__ = ["BadIdentity", "CodeWrong", "Hurried", "NoChatHere", "NotFromHere", "NotKnown", "TooBig", "WordTaken"]


class NoChatHere(NotFound):
    """There is no chat under this key, or it is switched off. Check data-key against Settings, Inboxes."""


class NotFromHere(Forbidden):
    """This page may not use this chat. Add its address to the chat's settings."""


class NotKnown(SignedOut):
    """This chat is not known any more. A new one begins with your next word."""


class CodeWrong(Forbidden):
    """This link or code is not right, or it is no longer good. Ask for a new one."""

    kind = "code_wrong"


class BadIdentity(Forbidden):
    """The shop's token for who is signed in cannot be used."""

    kind = "bad_identity"


class Hurried(Busy):
    """That was a lot at once. Wait a moment; nothing is lost."""


class TooBig(Invalid):
    """This file is too big."""


class WordTaken(Conflict):
    """This message id belongs to another message. Send it under a new one."""
