"""What became of a message of ours: how far it got, or why it came back."""

import sqlalchemy as sa

from shopkeeper import conversations, people
from shopkeeper.channels.model import ArrivalState, BounceReport, DeliveryChanged, Inbox, Outcome
from shopkeeper.channels.registry import channel
from shopkeeper.channels.sdk import Signs
from shopkeeper.channels.store import delivery as table
from shopkeeper.conversations import Delivery
from shopkeeper.kit.db import Row, Tx
from shopkeeper.people import HandleKind, NotAnAddress

# A message only ever moves on along this line; a late "sent" does not take back "read". A failure may come at any time.
_ORDER = ("queued", "sending", "unsure", "sent", "delivered", "read")

BOUNCED = "Their server sent it back. Check the address, or reach them another way."
LATER = "Their server could not take it for now and may still do so. If you hear nothing, send it again later."


def set_state(
    tx: Tx, row: Row, state: str, *, reason: str | None = None, advice: str | None = None, undo_until: int | None = None
) -> None:
    """The one place where a delivery's state changes, in our table and on the timeline."""
    values = {"state": state, "reason": reason, "advice": advice, "changed_at": tx.now, "undo_until": undo_until}
    tx.run(sa.update(table).where(table.c.entry_id == row.entry_id).values(**values))
    told = Delivery(state=state, at=tx.now, reason=reason, advice=advice, undo_until=undo_until)
    conversations.set_delivery(tx, row.entry_id, told)


def row_of(tx: Tx, entry_id: str) -> Row | None:
    return tx.first(sa.select(table).where(table.c.entry_id == entry_id))


def is_ours(tx: Tx, entry_id: str) -> bool:
    """Whether we sent this entry from here."""
    return tx.scalar(sa.select(table.c.entry_id).where(table.c.entry_id == entry_id)) is not None


def changed(tx: Tx, inbox: Inbox, news: DeliveryChanged) -> str | None:
    """The far side's news of a message; answers the entry, None when we do not know it."""
    row = _by_external(tx, inbox, news.external_id)
    if row is None:
        return None
    if news.state == "failed":
        set_state(tx, row, "failed", reason=news.reason, advice=BOUNCED)
    elif news.state in _ORDER and _rank(news.state) > _rank(row.state):
        set_state(tx, row, news.state)
    return str(row.entry_id)


def read_until(tx: Tx, entry_id: str) -> None:
    """The customer saw this message and those before it in the same conversation."""
    row = row_of(tx, entry_id)
    if row is None:
        return
    earlier = (table.c.conversation_id == row.conversation_id, table.c.created_at <= row.created_at)
    for one in tx.all(sa.select(table).where(*earlier, table.c.state.in_(("sent", "delivered")))):
        set_state(tx, one, "read")


def bounced(tx: Tx, arrival_id: str, inbox: Inbox, report: BounceReport | None) -> Outcome | None:
    """A report about a mail of ours: its message fails visibly, the address is flagged. None when it is not about ours.

    A hard bounce fails the message and marks the address; a soft one is told on the message and the address stays good.
    """
    row = _by_external(tx, inbox, report.original) if report and report.original else None
    if report is None or row is None:
        return None
    state, advice = ("failed", BOUNCED) if report.permanent else (row.state, LATER)
    set_state(tx, row, state, reason=report.reason, advice=advice)
    for address in report.recipients if report.permanent else ():
        _flag(tx, address, report.reason)
    reason = "A report about our mail; it is shown on that message."
    return Outcome(arrival_id=arrival_id, state=ArrivalState.stored, reason=reason, entry_id=row.entry_id)


def _flag(tx: Tx, address: str, reason: str) -> None:
    try:
        people.note_bounce(tx, HandleKind.email, address, reason)
    except NotAnAddress:
        return


def _by_external(tx: Tx, inbox: Inbox, name: str) -> Row | None:
    adapter = channel(inbox.kind)
    mark = adapter.entry_of(name) if isinstance(adapter, Signs) else None
    if mark is not None:
        return row_of(tx, mark)
    query = sa.select(table).where(sa.or_(table.c.message_id == name, table.c.external_id == name))
    row = tx.first(query.order_by(table.c.created_at.desc()).limit(1))
    # A mailbox may hear of what another mailbox of ours sent; a messenger's ids only hold in their own inbox.
    return row if row is not None and (isinstance(adapter, Signs) or row.inbox_id == inbox.id) else None


def _rank(state: str) -> int:
    return _ORDER.index(state) if state in _ORDER else len(_ORDER)
