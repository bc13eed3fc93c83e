"""A visitor's own stream: what their session may see of the timeline, and nothing else.

A positive list. Their own words and what was sent to their chat, by the visitor's handle; after proof of a mail address
also what came and went by that address. Claims, notes, acts and side talks never appear.
"""

from typing import Any

from shopkeeper import conversations, people, team
from shopkeeper.channels.adapters.chat import showing, visitors
from shopkeeper.channels.adapters.chat.model import FileLine, Stream, VisitorEntry
from shopkeeper.channels.adapters.chat.visitors import Session
from shopkeeper.channels.model import Inbox
from shopkeeper.channels.ways import body_of
from shopkeeper.conversations import Attachment, Entry, Scope
from shopkeeper.kit import signing
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind

PAGE = 200
FILE_PURPOSE = "chat file"
# Numbers follow the clock (a millisecond is 2,048 of them). Two writers may commit out of order, so we look back a little.
LOOK_BACK = 60_000 << 11


def scope_of(tx: Tx, session: Session) -> Scope:
    """The handles by which things come and go that this session may see."""
    own = [people.holder(tx, HandleKind.visitor, id) for id in (session.visitor_id, *session.others)]
    proven = [(HandleKind.email, email) for email in session.proofs]
    wider = conversations.scope(tx, None, proven).handle_ids if proven else ()
    return Scope(handle_ids=tuple(dict.fromkeys([*(handle.id for handle in own if handle), *wider])))


def stream(tx: Tx, inbox: Inbox, session: Session, after: int | None, cursor: int | None) -> Stream:
    """The newest page, or what is behind `after` (with a little before it), or exactly behind `cursor`."""
    scope = scope_of(tx, session)
    start = cursor if cursor is not None else max(0, after - LOOK_BACK) if after is not None else None
    found = conversations.public_entries(tx, scope, start, PAGE)
    more = start is not None and len(found) == PAGE
    newest = conversations.public_entries(tx, scope, None, 1) if more else found[-1:]
    read, seen = visitors.marks(tx, session)
    seq = max([after or 0, *(one.n for one in newest)])
    return Stream(shown(tx, inbox, found), str(found[-1].n) if more else None, seq, read, seen)


def newest(tx: Tx, session: Session) -> int:
    """The number of the last line this session may see."""
    return max((one.n for one in conversations.public_entries(tx, scope_of(tx, session), None, 1)), default=0)


def line(tx: Tx, inbox: Inbox, session: Session, entry_id: str) -> VisitorEntry | None:
    """One entry, if it is on this session's list."""
    if not conversations.in_scope(tx, scope_of(tx, session), entry_id):
        return None
    return shown(tx, inbox, (conversations.entry(tx, entry_id),))[0]


def own_line(inbox: Inbox, entry: Entry, now: int) -> VisitorEntry:
    """What this visitor has just said themselves."""
    return _line(inbox, entry, {}, "", now)


def shown(tx: Tx, inbox: Inbox, entries: tuple[Entry, ...]) -> tuple[VisitorEntry, ...]:
    """Entries as the widget gets them."""
    colours = _colours(tx, entries)
    brand = team.brand(tx, inbox.brand_id).name if entries else ""
    return tuple(_line(inbox, entry, colours, brand, tx.now) for entry in entries)


def may_fetch(token: str, attachment_id: str, now: int) -> bool:
    """Whether this signed address is for this file, and its day is not over. Raises BadToken."""
    found: dict[str, Any] = signing.unsign(FILE_PURPOSE, token, now)
    return bool(found.get("a") == attachment_id)


def file_line(inbox: Inbox, file: Attachment, now: int) -> FileLine:
    """A file with an address that works for a day."""
    # The same for an hour, so that a browser may keep what it has fetched.
    hour = now - now % (DAY // 24)
    token = signing.sign(FILE_PURPOSE, {"a": file.id}, expires=hour + DAY)
    url = f"/chat/v1/{inbox.public_key}/attachments/{file.id}?t={token}"
    return FileLine(file.id, file.name, file.content_type, file.size, url)


def _line(inbox: Inbox, entry: Entry, colours: dict[str, str], brand: str, now: int) -> VisitorEntry:
    body = body_of(entry)
    mine = entry.direction == "in"
    agent = entry.author.kind == "agent"
    files = tuple(file_line(inbox, file, now) for file in body.attachments if not file.inline)
    return VisitorEntry(
        id=entry.id,
        at=entry.at,
        from_="me" if mine else "shop",
        text=body.text,
        attachments=files,
        seq=entry.n,
        name=None if mine else (showing.first(entry.author.name) if agent else "") or brand,
        colour=None if mine else colours.get(entry.author.id or ""),
    )


def _colours(tx: Tx, entries: tuple[Entry, ...]) -> dict[str, str]:
    wanted = {entry.author.id for entry in entries if entry.author.kind == "agent"}
    return {agent.id: agent.colour for agent in team.agents(tx) if agent.id in wanted} if wanted else {}
