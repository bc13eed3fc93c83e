"""Files on their way into a message: only who uploaded one may send it."""

import sqlalchemy as sa

from shopkeeper import conversations
from shopkeeper.channels.adapters.chat.store import upload as table
from shopkeeper.channels.adapters.chat.visitors import Session
from shopkeeper.conversations import Attachment
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Invalid


def attach(tx: Tx, session: Session, key: str, name: str, kind: str, size: int) -> Attachment:
    """Note a file whose bytes are kept under `key`."""
    found = conversations.attach(tx, key, name=name, content_type=kind, size=size, by=f"visitor:{session.visitor_id}")
    tx.run(sa.insert(table).values(attachment_id=found.id, visitor_id=session.visitor_id, at=tx.now))
    return found


def check(tx: Tx, session: Session, ids: tuple[str, ...]) -> None:
    """Raises Invalid for a file that somebody else uploaded, or that was forgotten after a day."""
    mine = (table.c.attachment_id.in_(ids), table.c.visitor_id.in_((session.visitor_id, *session.others)))
    if ids and len(tx.all(sa.select(table.c.attachment_id).where(*mine))) != len(set(ids)):
        raise Invalid("This file is not here any more. Attach it again.")


def forget_old(tx: Tx) -> int:
    """Drop the marks of files that were sent or forgotten long ago; answers how many."""
    return tx.run(sa.delete(table).where(table.c.at < tx.now - 2 * DAY))
