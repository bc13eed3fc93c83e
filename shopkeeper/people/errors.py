"""What can go wrong with people, in words an agent can act on."""

from __future__ import annotations

from shopkeeper.kit import errors


class NoSuchPerson(errors.NotFound):
    """There is nobody with this id; they may have been erased. Search for them by name or address."""


class NoSuchHandle(errors.NotFound):
    """There is no such address; it may have been withdrawn meanwhile. Reload the person."""


class NotAnAddress(errors.Invalid):
    """That does not read as an address of this kind. Check it for a typing mistake."""


class HeldByAnother(errors.Conflict):
    """This address belongs to somebody else. Merge the two persons if they are one."""

    kind = "held_by_another"
    title = "Known already"


class NotMerged(errors.Conflict):
    """These persons are not merged, so there is nothing to undo. Reload the person."""


class OneAndTheSame(errors.Conflict):
    """These are one person already, so there is nothing to merge."""


class StillNeeded(errors.Conflict):
    """This is the address they are recognised by, so it stays. Merge or erase the person instead."""


class SeveralClaim(errors.Conflict):
    """Several visitors claim this address. Undo the claim of one of them, by its own id. `extra.handles` are theirs."""
