"""Whom is an answer for? Whoever the agent saw waiting; never somebody else because they spoke last.

Several may write in one conversation: its person, somebody who was copied in, and visitors who only say to be that person and
were joined for the desk. An answer goes to one of them alone.

* An explicit `handle_id`, recipients, or the message that is answered are always honoured.
* With `after` it goes to whom the conversation showed up to that entry. Where what came since would lead it to somebody else,
  nothing is written (SomebodyElse).
* With neither, nobody knows what the caller saw: who is proven goes before who only claims, over every channel. Where
  several wait and all of them only claim, nothing is written either.
* Among those who wait (they wrote behind our last answer), who is proven goes before who only claims. Where nobody waits,
  whoever we answered last is meant.
"""

from shopkeeper import conversations, people
from shopkeeper.channels.errors import NotTheirs, SomebodyElse
from shopkeeper.conversations import Conversation, Entry
from shopkeeper.kit.db import Tx
from shopkeeper.people import Handle, Proof

LOOK_BACK = 20
"""So many of the customer's last words, and of our last answers, tell who is meant."""


def word(tx: Tx, talk: Conversation, kind: str | None = None, until: int | None = None) -> Entry | None:
    """The customer's word that an answer is for: by this kind of channel (None: any), among those up to number `until`."""
    heard = heard_by(tx, talk, kind, until)
    waiting = _waiting(tx, talk, heard, kind, until)
    if waiting:
        return next((one for one in waiting if is_sure(tx, one)), waiting[0])
    last = _answered_last(tx, talk, kind, until)
    return next((one for one in heard if last is not None and one.handle_id == last.handle_id), next(iter(heard), None))


def newest(tx: Tx, talk: Conversation, until: int | None = None) -> Entry | None:
    """The customer's last word, by whatever channel."""
    return next(iter(heard_by(tx, talk, None, until)), None)


def heard_by(tx: Tx, talk: Conversation, kind: str | None = None, until: int | None = None) -> list[Entry]:
    """The last words of the customer's side, the newest first; side talks aside."""
    recent = conversations.messages(tx, talk.id, direction="in", limit=LOOK_BACK)
    return [one for one in recent if _fits(one, kind, until)]


def handle_of(tx: Tx, talk: Conversation, handle_id: str) -> tuple[Handle, Entry | None]:
    """The handle an agent chose, with its last word here. Raises NotTheirs where it is nobody's of this conversation."""
    handle = people.handle(tx, handle_id)
    last = next((one for one in heard_by(tx, talk) if one.handle_id == handle_id), None)
    if last is None and handle.person_id not in people.members(tx, talk.person_id):
        raise NotTheirs
    return handle, last


def is_sure(tx: Tx, entry: Entry) -> bool:
    """Whether nothing says that whoever wrote this is somebody else: no missing proof, no mere claim that joined them."""
    return not entry.body.get("unproven") and not people.only_says(tx, entry.person_id)


def proven(tx: Tx, talk: Conversation) -> Entry | None:
    """The last word of whoever waits and is proven, over every channel; None where nobody who waits is."""
    waiting = _waiting(tx, talk, heard_by(tx, talk), None, None)
    return next((one for one in waiting if is_sure(tx, one) and _is_proven(tx, one)), None)


def check_alone(tx: Tx, talk: Conversation, kind: str | None) -> None:
    """Raises SomebodyElse where several wait in this kind of channel and each only claims: nobody said which of them is meant."""
    waiting = _waiting(tx, talk, heard_by(tx, talk, kind), kind, None)
    other = next((one for one in waiting if one.handle_id != waiting[0].handle_id), None)
    if other is not None and not any(is_sure(tx, one) for one in waiting):
        raise SomebodyElse(extra={"entry": waiting[0], "before": other})


def is_same(tx: Tx, talk: Conversation, before: Entry | None, now: Entry | None) -> bool:
    """Whether an answer may follow from one word to a later one: by the same handle, or both surely of this customer."""
    if now is None:
        return True
    if before is not None and before.handle_id == now.handle_id:
        # A forged letter comes under the same name, and leads the answer to where it says.
        return is_sure(tx, now) or not is_sure(tx, before)
    members = people.members(tx, talk.person_id)
    return all(one is None or (one.person_id in members and is_sure(tx, one)) for one in (before, now))


def _is_proven(tx: Tx, entry: Entry) -> bool:
    return entry.handle_id is not None and people.handle(tx, entry.handle_id).proof is Proof.proven


def _waiting(tx: Tx, talk: Conversation, heard: list[Entry], kind: str | None, until: int | None) -> list[Entry]:
    last = _answered_last(tx, talk, kind, until)
    return [one for one in heard if last is None or one.n > last.n]


def _answered_last(tx: Tx, talk: Conversation, kind: str | None, until: int | None) -> Entry | None:
    ours = conversations.messages(tx, talk.id, direction="out", limit=LOOK_BACK)
    return next((one for one in ours if _fits(one, kind, until)), None)


def _fits(entry: Entry, kind: str | None, until: int | None) -> bool:
    return (kind is None or entry.channel == kind) and (until is None or entry.n <= until)
