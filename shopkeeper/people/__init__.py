"""Who our customers are.

A person is somebody who wrote to us, or a visitor who may become a customer. We know them by their handles: a mail
address, a phone number, the cookie of a chat. What somebody merely says about themselves is marked *claimed* until it is
*proven*, and a claim can be taken back in one click. When two persons turn out to be one they are merged, and parted
again when they turn out not to be: nothing is lost either way, and each keeps what came to them.
"""

from shopkeeper.people import hooks
from shopkeeper.people.addresses import normal
from shopkeeper.people.claiming import add, attach, claim, create, note_bounce, prove, withdraw_claim
from shopkeeper.people.consenting import agreed, consent, consents
from shopkeeper.people.editing import PersonEdit, block, edit, unblock
from shopkeeper.people.errors import (
    HeldByAnother,
    NoSuchHandle,
    NoSuchPerson,
    NotAnAddress,
    NotMerged,
    OneAndTheSame,
    SeveralClaim,
    StillNeeded,
)
from shopkeeper.people.events import HandleChanged, PeopleMerged, PeopleUnmerged, PersonChanged
from shopkeeper.people.finding import by_handle, listing, search
from shopkeeper.people.identities import (
    Face,
    faces,
    gather,
    identity,
    is_blocked,
    lock,
    members,
    only_says,
    people,
    person,
    require,
    under,
)
from shopkeeper.people.merging import merge, unmerge
from shopkeeper.people.model import Consent, Handle, HandleKind, MergedPerson, Person, Proof
from shopkeeper.people.recognising import call, handle, handles_of, holder, known_by, recognise
from shopkeeper.people.shred import PERSONAL, erase_person, export_person

__all__ = [
    "PERSONAL",
    "Consent",
    "Face",
    "Handle",
    "HandleChanged",
    "HandleKind",
    "HeldByAnother",
    "MergedPerson",
    "NoSuchHandle",
    "NoSuchPerson",
    "NotAnAddress",
    "NotMerged",
    "OneAndTheSame",
    "PeopleMerged",
    "PeopleUnmerged",
    "Person",
    "PersonChanged",
    "PersonEdit",
    "Proof",
    "SeveralClaim",
    "StillNeeded",
    "add",
    "agreed",
    "attach",
    "block",
    "by_handle",
    "call",
    "claim",
    "consent",
    "consents",
    "create",
    "edit",
    "erase_person",
    "export_person",
    "faces",
    "gather",
    "handle",
    "handles_of",
    "holder",
    "hooks",
    "identity",
    "is_blocked",
    "known_by",
    "listing",
    "lock",
    "members",
    "merge",
    "normal",
    "note_bounce",
    "only_says",
    "people",
    "person",
    "prove",
    "recognise",
    "require",
    "search",
    "unblock",
    "under",
    "unmerge",
    "withdraw_claim",
]
